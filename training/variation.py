"""Other names in the same sentences, so that what is learnt is how names stand, not which."""

import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from markup import Name, Sentence

from reader.model import EntityType

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
    return chance.choice([*family, surface])


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
    return surface


def _organisation(surface: str, chance: random.Random) -> str:
    kinds = _organisations()
    for kind, endings in kinds.items():
        if kind == "stem":
            continue
        ending = max((end for end in endings if surface.endswith(end)), key=len, default="")
        if ending and len(surface) > len(ending) + 1:
            return _stem(kind, chance) + chance.choice([ending, chance.choice(endings)])
    if len(surface) <= 3 and not surface.isascii() and chance.random() < 0.3:
        return chance.choice(kinds["stem"])
    return surface


def _stem(kind: str, chance: random.Random) -> str:
    provinces, cities, *_ = _rows("places")
    place = chance.choice([*provinces, *cities])
    if kind in ("school", "government", "media") or (kind == "institute" and chance.random() < 0.6):
        return place + (chance.choice(("", "市", "省")) if kind == "government" else "")
    stem = chance.choice(_organisations()["stem"])
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
    "f": _words("foreign", 0, 1, 1),
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
}


def _unquoted(sentence: Sentence, chance: random.Random) -> Sentence:
    text, names = sentence.text, sentence.names
    if "《" not in text or chance.random() >= _UNQUOTED:
        return sentence
    kept = [offset for offset, sign in enumerate(text) if sign not in "《》"]
    place = {offset: number for number, offset in enumerate(kept)}
    moved = [Name(place[name.start], place[name.end - 1] + 1, name.type) for name in names]
    return Sentence("".join(text[offset] for offset in kept), tuple(moved))
