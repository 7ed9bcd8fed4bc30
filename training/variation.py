"""Other names in the same sentences, so that what is learnt is how names stand, not which."""

import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from markup import Name, Sentence

from reader.model.entity import EntityType

NAMES = Path(__file__).parent / "names"
_KEPT = 0.35
"""How many of the names stay as they were written."""
_UNQUOTED = 0.15
"""How many titles lose their 《》."""

_ADDRESSED = "老小阿大某总董工姐哥嫂叔姨爷奶妈爸公婆"
_COUNTRIES = "中中美美英法德日韩俄俄印意加澳西葡荷比瑞挪丹芬波匈希土越老泰缅新菲巴伊朝墨埃欧亚非华"
_PROVINCES = "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔云滇藏陕秦甘陇青宁新港澳台"
_ABBREVIATIONS = _COUNTRIES + _PROVINCES
_ADMINISTRATIVE = ("省", "市", "县", "区", "镇", "乡", "村", "州")
_SOUNDS = (
    "阿艾安奥巴贝比波布查达戴德迪多尔法菲费弗戈格哈海赫霍基吉加杰卡凯科克库拉莱兰雷里利卢鲁罗洛"
    "马麦曼梅米莫姆穆纳内尼诺帕佩皮普奇乔萨塞桑沙舍斯苏索塔特托瓦威维沃西希谢雅亚伊扎"
)
_COINED = (
    "云星海天明远华瑞新光安达飞腾龙凤鸿鹏鲸鹿狐熊鹤雁梧桐竹兰松柏橙青蓝白墨银金玉石山川河江湖泉溪潮岸帆舟灯塔"
    "桥路野原田禾谷麦米茶盐果豆花草木林森叶枝春秋冬晨暮朝夕晴雨雪霜风雷火焰微极元象数智芯联通信联盛昌隆兴恒泰康"
    "宁和平丰裕祥福嘉吉庆正德仁义同乐友邻里镜界域境声音影像画卷诗书笔砚棋弦歌舞灵犀心念知行思源启程乘势拓疆"
)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_SYLLABLES = (
    *("no", "va", "lu", "mi", "tek", "ra", "zen", "ori", "kel", "bo", "ta", "sen", "vo", "ria"),
    *("pix", "cor", "dyn", "el", "fy", "go", "hel", "ix", "jo", "ly", "mo", "ne", "qua", "ro"),
    *("sy", "tra", "un", "vi", "wa", "xa", "yo", "zu"),
)
_HAN_ONLY = re.compile("[\u3400-\u9fff]+")
_LATIN_PART = re.compile("[A-Za-z]+|[0-9]+")
_VESSEL = re.compile("(?:[0-9一二三四五六七八九十]{1,2})?[号舰轮]$")
_FACILITY = re.compile(
    "(?:大桥|特大桥|隧道|水库|机场|车站|广场|公园|体育场|足球场|中心|大厦|遗址|古镇|新区|小区|街道|寺|山|湖|河|江|岛|湾|路|街|巷|站|港)$"
)
_STEMS = "清安平宁永泰和兴阳山河水林泉溪湖江塘桥石云龙凤金玉白青黄东西南北高大新古长双丰华昌德"


@cache
def _rows(file: str) -> list[list[str]]:
    rows = (NAMES / f"{file}.txt").read_text("utf-8").splitlines()
    return [row.split() for row in rows if row and not row.startswith("#")]


@cache
def _surnames() -> list[str]:
    single, double = _rows("surnames")
    # The frequent ones come first in the file: they are drawn more often.
    return [*single[:80] * 6, *single[80:220] * 2, *single[220:], *double * 4]


@cache
def _organisations() -> dict[str, list[str]]:
    return {row[0].rstrip(":"): row[1:] for row in _rows("organisations")}


def varied(sentence: Sentence, chance: random.Random) -> Sentence:
    """Return the sentence with some of its names exchanged for others of their kind."""
    parts, names, last, length = [], [], 0, 0
    same: dict[str, str] = {}
    for name in sentence.names:
        before = sentence.text[last : name.start]
        surface = sentence.text[name.start : name.end]
        if surface not in same:
            same[surface] = _other(surface, name.type, chance)
        parts += [before, same[surface]]
        length += len(before)
        names.append(Name(length, length + len(same[surface]), name.type))
        length += len(same[surface])
        last = name.end
    parts.append(sentence.text[last:])
    return _unquoted(Sentence("".join(parts), tuple(names)), chance)


def _other(surface: str, kind: EntityType, chance: random.Random) -> str:
    change = _CHANGES.get(kind)
    if change is None or chance.random() < _KEPT:
        return surface
    return change(surface, chance)


def _person(surface: str, chance: random.Random) -> str:
    if surface.isascii() or not surface.isprintable():
        return surface
    given, family = _rows("foreign")
    if "·" in surface:
        names = [chance.choice(given) for _ in range(surface.count("·"))]
        return "·".join([*names, chance.choice(family)])
    single, double = _rows("surnames")
    if len(surface) == 1 or surface[0] in _ADDRESSED or surface[-1] in _ADDRESSED:
        return surface[:-1] + chance.choice(single[:150]) if surface[0] in "老小阿" else surface
    if (surface[0] in single and len(surface) <= 3) or surface[:2] in double:
        return _chinese(chance, len(surface))
    return chance.choice([*family, surface]) if chance.random() < 0.5 else _foreign(chance)


def _foreign(chance: random.Random) -> str:
    """Return a foreign family name that nobody has: Chinese writes them with few characters."""
    return "".join(chance.choices(_SOUNDS, k=chance.choice((2, 3, 3, 4, 5))))


def _coined(chance: random.Random) -> str:
    """Return a name that is no word: what a brand, a ship or a village may be called."""
    characters = _COINED if chance.random() < 0.8 else _SOUNDS
    return "".join(chance.choices(characters, k=chance.choice((2, 2, 2, 3))))


def _chinese(chance: random.Random, length: int) -> str:
    characters = [character for row in _rows("given") for character in row]
    surname = chance.choice(_surnames())
    if len(surname) > 1:
        return surname + "".join(chance.choices(characters, k=chance.choice((1, 2))))
    count = max(1, length - 1) if chance.random() < 0.8 else chance.choice((1, 2))
    return surname + "".join(chance.choices(characters, k=min(2, count)))


def _place(surface: str, chance: random.Random) -> str:
    if len(surface) == 1:
        return chance.choice(_ABBREVIATIONS)
    provinces, cities, countries, abroad = _rows("places")
    if surface.endswith(_ADMINISTRATIVE) and len(surface) <= 4:
        stem = "".join(
            chance.choices(_STEMS, k=2 if surface[-1] != "村" else chance.choice((2, 3)))
        )
        known = chance.choice(cities)
        return (known if surface[-1] in "市县区州" and chance.random() < 0.5 else stem) + surface[
            -1
        ]
    for group in (countries, [*provinces, *cities], abroad):
        if surface in group:
            return chance.choice(group)
    ending = _FACILITY.search(surface)
    if ending and ending.start() >= 2 and chance.random() < 0.6:
        return chance.choice([*cities, _coined(chance), _coined(chance)]) + ending[0]
    return surface


def _product(surface: str, chance: random.Random) -> str:
    if chance.random() < 0.2:
        return surface
    if _HAN_ONLY.fullmatch(surface):
        ending = _VESSEL.search(surface)
        if ending:
            return _coined(chance) + ending[0]
        return _coined(chance) if len(surface) <= 4 else surface
    return _LATIN_PART.sub(lambda found: _latin(found[0], chance), surface)


def _latin(part: str, chance: random.Random) -> str:
    """Return other digits for digits, other letters for letters; long words stay."""
    if part.isdigit():
        return str(chance.randint(1, 10 ** min(len(part), 4) - 1))
    if len(part) <= 2 and part.isupper():
        return "".join(chance.choices(_LETTERS, k=len(part)))
    if len(part) >= 4 and part.isalpha() and chance.random() < 0.5:
        word = "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3))))
        return word.capitalize() if part[0].isupper() else word
    return part


def _event(surface: str, chance: random.Random) -> str:
    if _HAN_ONLY.fullmatch(surface) and len(surface) <= 3 and chance.random() < 0.5:
        return _coined(chance)
    return surface


def _organisation(surface: str, chance: random.Random) -> str:
    kinds = _organisations()
    for kind, endings in kinds.items():
        if kind == "stem":
            continue
        ending = max((end for end in endings if surface.endswith(end)), key=len, default="")
        if ending and len(surface) > len(ending) + 1:
            return _stem(kind, chance) + chance.choice([ending, chance.choice(endings)])
    if len(surface) <= 4 and not surface.isascii():
        return chance.choice([chance.choice(kinds["stem"]), _coined(chance), surface])
    return surface


def _stem(kind: str, chance: random.Random) -> str:
    provinces, cities, *_ = _rows("places")
    place = chance.choice([*provinces, *cities])
    if kind in ("school", "government", "media") or (kind == "institute" and chance.random() < 0.6):
        return place + (chance.choice(("", "市", "省")) if kind == "government" else "")
    stem = chance.choice([chance.choice(_organisations()["stem"]), _coined(chance)])
    return place + stem if chance.random() < 0.3 else stem


def filled(template: str, chance: random.Random) -> str:
    """Return a template with its slots filled: a line of marked text."""
    return _SLOT.sub(lambda found: _SLOTS[found[1]](chance), template)


def _words(file: str, *rows: int) -> Callable[[random.Random], str]:
    def draw(chance: random.Random) -> str:
        return chance.choice([word for row in rows for word in _rows(file)[row]])

    return draw


def _named(kind: str) -> Callable[[random.Random], str]:
    return lambda chance: _stem(kind, chance) + chance.choice(_organisations()[kind])


def _foreigner(chance: random.Random) -> str:
    return f"{_words('foreign', 0)(chance)}·{_words('foreign', 1)(chance)}"


def _japanese(chance: random.Random) -> str:
    families, given = _rows("japanese")
    return chance.choice(families) + chance.choice(given)


def _county(chance: random.Random) -> str:
    return _place("某" + chance.choice(_ADMINISTRATIVE[1:]), chance)


def _given(chance: random.Random) -> str:
    return _chinese(chance, 3)[-2:]


_SLOT = re.compile(r"\{([A-Za-z])\}")
_SLOTS: dict[str, Callable[[random.Random], str]] = {
    "P": lambda chance: _chinese(chance, 3),
    "S": lambda chance: chance.choice(_surnames()),
    "G": _given,
    "F": _foreigner,
    "f": lambda chance: (
        _words("foreign", 0, 1, 1)(chance) if chance.random() < 0.5 else _foreign(chance)
    ),
    "J": _japanese,
    "C": _words("places", 0, 1),
    "X": _county,
    "N": _words("places", 2),
    "V": _words("places", 3),
    "A": lambda chance: chance.choice(_COUNTRIES),
    "B": lambda chance: chance.choice(_PROVINCES),
    "O": _named("company"),
    "o": lambda chance: chance.choice(_organisations()["stem"]),
    "U": _named("school"),
    "I": _named("institute"),
    "K": _named("government"),
    "M": _named("media"),
    "w": _words("nouns", 0),
    "m": lambda chance: str(chance.randint(1, 12)),
    "d": lambda chance: str(chance.randint(1, 28)),
    "n": lambda chance: str(chance.randint(2, 99)),
}

_CHANGES: dict[EntityType, Callable[[str, random.Random], str]] = {
    EntityType.PERSON: _person,
    EntityType.PLACE: _place,
    EntityType.ORG: _organisation,
    EntityType.PRODUCT: _product,
    EntityType.EVENT: _event,
}


def _unquoted(sentence: Sentence, chance: random.Random) -> Sentence:
    text, names = sentence.text, sentence.names
    if "《" not in text or chance.random() >= _UNQUOTED:
        return sentence
    kept = [offset for offset, sign in enumerate(text) if sign not in "《》"]
    place = {offset: number for number, offset in enumerate(kept)}
    moved = [Name(place[name.start], place[name.end - 1] + 1, name.type) for name in names]
    return Sentence("".join(text[offset] for offset in kept), tuple(moved))
