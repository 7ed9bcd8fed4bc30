"""Organisations, places and events, found by the last word of their names."""

import re
from collections.abc import Iterator
from functools import cache

from reader.entities import latin
from reader.entities.candidate import Candidate
from reader.entities.data import alternatives, words
from reader.entities.source import Source, is_han, one_of
from reader.model.entity import EntityType, Evidence

_ORG = re.compile(one_of("org_suffixes"))
_SHORT_ORG = re.compile(f"(?:{one_of('short_org_suffixes')})")
_PLACE = re.compile(one_of("place_suffixes"))
_EVENT = re.compile(one_of("event_suffixes"))
_TITLE = re.compile(f"(?:的|前|原)?(?:{one_of('titles')})")
_SAYS = re.compile(
    one_of("speech") + "|宣布|发布|推出|方面|旗下|股价|营收|财报|官网|总部"
    "|开发|研发|生产|制造|投资|领投|收购|成立|创立|向|获"
)

# Bodies of a state or a place: 北京法院 names one, 北京公司 does not.
_OF_PLACE = re.compile(
    "政府|法院|检察院|公安局|委$|局$|厅$|部$|[市省县区]委|政协|人大|常委会|国家队|代表队|大队|支队|电视台|广播电台|红十字会|妇联|海军|空军|陆军"
    "|研究[所院]|设计院|规划院|考古队|文化馆|科技馆|出版社|剧院|剧团|京剧院|乐团|合唱团|党校|急救中心|血液中心|防治中心|救援队|管委会|气象台|海事局|博物院|图书馆|美术馆|档案馆|大学|银行|学会|协会|联合会|足协|总会|交易所|疾控中心|医院|中学|[一二三四五六七八九十]中$|附[中小]|高中|小学|科学院|工程院|社科院|总局|管理局"
)
_NAMING = ("ORG", "nt", "nz", "nw", "PER", "nr")
"""LAC's parts of speech for names that may be a company's."""
_PLURAL = frozenset({"部长", "玩家", "们"})
_HEADED = re.compile("公司|企业|机构|巨头|品牌|厂商|媒体")
_LEADER = re.compile(
    "[ \u00a0]?(?:(?:联合|共同)?创始人|(?:创始|管理|投资)?合伙人"
    "|首席[一-龥]{2,4}官|董事长|(?:副)?总裁|(?:副)?总经理|ceo|coo|cto|cfo)"
    "(?=[ 兼、/一-龥])"
)
# What a chief looks after: 元语智能|商业化|副总裁
_BUSINESS = re.compile(
    "(?:商业化|市场营销|市场|销售|技术|产品|运营|研发|战略|财务|品牌|公关|高级|资深|执行|常务|大客户|海外|国际"
    "|业务|解决方案|人力资源|公共事务|政府事务|生态|投资|供应链|内容|算法|工程|创意){1,3}$"
)
_COUNTED = re.compile("[一二两三四五六七八九十数几多各0-9]{1,3}[省市县区镇村国地州]$")
_LINE = re.compile(
    "(?:地铁|轨道交通|轻轨|捷运|磁浮)?(?:[0-9]{1,2}|十?[一二三四五六七八九十])号线(?!上|程|虫)"
)
_SOURCE = re.compile(
    "(?:来源|首发于?|首发|转载自|出品|转自)[ \u00a0\u3000]?[:|丨｜/][ \u00a0\u3000]?"
    '[“"]?([一-龥a-z][一-龥a-z0-9 +·]{1,14}?)[”"]?(?=[ \u00a0\u3000]{1,2}[^ a-z]|[\n(,,。|丨]|$)'
)
_DISPATCH = re.compile("【((?!本[报网刊台])[一-龥]{2,6}?)(?:专讯|讯|综合报道|报道|综合电|电)】")
_DATED = re.compile("^([a-z][a-z0-9]{2,15}) (?=20[0-9]{2}[-/.年])", re.MULTILINE)
_TEAM = re.compile(
    "(?<![一-龥])[一-龥]{4,8}?(?=[0-9]{1,3}比[0-9])|(?<=逆转|完胜|横扫|险胜|击败|战胜|力克|负于|迎战|对阵|掀翻)[一-龥]{4,8}?(?=[,。;(])"
)
_NUMBERED_EVENT = re.compile(
    '(?:第[0-9一二三四五六七八九十百]{1,5}|首)届[^,。;!?、\n“”"《》:的和在与上中]{2,30}?'
    "(?:博览会|交易会|展览会|运动会|电影节|电影展|音乐节|艺术节|戏剧节|文化节|旅游节|大会|论坛|峰会|年会|锦标赛"
    "|联赛|公开赛|双年展|书展|车展|航展|金鸡奖|金马奖|金像奖|文学奖|电影奖|诗歌节|读书节|奥运会|冬奥会|亚运会|残奥会|青奥会|大运会)"
    "(?![奖上堂])"
)
_NO_EVENT = re.compile("(?<=奖)[杯牌品金项章励状学得]")  # 冠军奖|杯
_SURE_OF_NAME = 0.85  # the confidence of what the model takes for a group
_LONGEST_CORE = 14  # code points
_LONGEST_COUNTY = 10  # code points
_ADMINISTRATIVE = "省市县区镇乡村州盟旗"
_ORDINAL = re.compile(
    "^(?:第[0-9一二三四五六七八九十百]{1,4}[届次]|首届|[0-9]{4}年?|[一二三四五六七八九十]{1,3}届)"
)


def find(source: Source) -> Iterator[Candidate]:
    """Yield the organisations, places and events that end as such names do."""
    yield from _organisations(source)
    yield from _companies(source)
    yield from _led(source)
    yield from _places(source)
    yield from _events(source)
    yield from _sources(source)
    yield from _teams(source)


def _organisations(source: Source) -> Iterator[Candidate]:
    for match in _ORG.finditer(source.folded):
        start = source.beginning(match.start())
        core = source.folded[start : match.start()]
        if len(core) > _LONGEST_CORE + 6 or _continues(source, match.end()):
            continue
        known = source.known_to.get(match.end())
        if known is not None and known.known.type is EntityType.ORG and not known.known.doubtful:
            continue  # 借助|清华大学: what is known needs no longer name
        if core[:1].isdigit() or core[:1] in tuple(_ADMINISTRATIVE):
            continue
        places, rest = _split(source, start, match.start())
        if rest >= 2 or (places and _OF_PLACE.search(match[0])):
            sure = 0.8 if places or len(match[0]) >= 3 else 0.7
            yield Candidate(start, match.end(), EntityType.ORG, Evidence.RULE, sure)


def _is_bare(surface: str) -> bool:
    """Tell whether a surface is only what names end with; 国防部 is one's whole name."""
    if surface in words("place_suffixes") or surface in words("org_heads"):
        return True
    return surface in words("org_suffixes") and surface[-1] not in "部委局厅军署会"


@cache
def _titles() -> frozenset[str]:
    return frozenset(title.lower() for title in words("titles"))


def is_plausible(source: Source, one: Candidate) -> bool:
    """Tell whether a stretch names something: 金融科技公司, 博物馆, 活路 are words, no names."""
    surface = source.folded[one.start : one.end]
    if "\n" in surface or not surface.strip():
        return False
    if one.type in (EntityType.ORG, EntityType.PLACE) and _is_bare(surface):
        return False  # 博物馆
    if len(surface) == 1:  # 中美两国, 江主席
        return one.type in (EntityType.PLACE, EntityType.PERSON) and is_han(surface)
    if one.type is EntityType.PERSON and surface.isascii():
        given = source.text[one.start : one.end].split(" ")
        return (
            not latin.names_group(surface)
            and all(word[0].isupper() for word in (given[0], given[-1]))
            and surface not in _titles()
        )
    if one.type is EntityType.PERSON:
        return surface not in _titles() and not any(char.isdigit() for char in surface)
    if one.type is EntityType.PLACE and (surface in words("not_places") or _COUNTED.match(surface)):
        return False
    if one.type is EntityType.ORG and surface[-2:] in _titles() | _PLURAL:
        return False
    if one.type in (EntityType.ORG, EntityType.EVENT):
        return _names_group(source, one)
    return True


def _names_group(source: Source, one: Candidate) -> bool:
    known = source.known_from.get(one.start)
    if known is not None and known.end == one.end:
        return known.known.type is not EntityType.TERM
    folded = source.folded
    places, rest = _split(source, one.start, one.end)
    suffix = _suffix_of(folded[one.start : one.end])
    if not suffix:
        return rest >= 2 or places
    core = one.end - len(suffix)
    places, rest = _split(source, one.start, core)
    if one.confidence >= _SURE_OF_NAME and core - one.start >= 2:
        return not _ordinary().fullmatch(folded, one.start, core)
    return rest >= 2 or (places and bool(_OF_PLACE.search(suffix)))


@cache
def _ordinary() -> re.Pattern[str]:
    """Return what matches nothing but words of two characters and more that name nothing."""
    listed = (word for word in words("generic") | words("stops") if len(word) > 1)
    return re.compile(f"(?:{alternatives(listed)})+")


def _suffix_of(surface: str) -> str:
    """Return the word of `org_suffixes` or of generic ones that a name ends with."""
    for length in range(min(6, len(surface)), 1, -1):
        ending = surface[-length:]
        if ending in words("org_suffixes") or ending in words("generic"):
            return ending
    return ""


def _continues(source: Source, end: int) -> bool:
    """Tell whether a suffix is only the beginning of a word: 大学生, 政府部门 is not."""
    return source.folded[end : end + 1] in tuple("生化型级制性法网长员")


def _split(source: Source, start: int, end: int) -> tuple[bool, int]:
    """Return whether a name's core holds a known name, and how much of it names anything else."""
    known, rest, at = False, 0, start
    folded = source.folded
    while at < end:
        match = source.known_from.get(at)
        if match is not None and match.end <= end:
            kind = match.known.type
            if kind in (EntityType.PLACE, EntityType.ORG, EntityType.PERSON, EntityType.PRODUCT):
                known = True
                rest += 0 if kind is EntityType.PLACE else 2
            at = match.end
            continue
        generic = _generic().match(folded, at, end)
        if generic and generic.end() > at:
            at = generic.end()
            continue
        rest += folded[at].isalnum()
        at += 1
    return known, rest


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(alternatives(words("generic") | words("stops")))


def _companies(source: Source) -> Iterator[Candidate]:
    """Yield short names of companies, 旷视科技, where a title or a list shows what they are."""
    folded = source.folded
    for match in _SHORT_ORG.finditer(folded):
        start, called = source.beginning(match.start()), False
        for head in _HEADED.finditer(folded, start, match.start()):
            start, called = head.end(), True
        length = match.start() - start
        if not 2 <= length <= 4 or not all(is_han(char) for char in folded[start : match.start()]):
            continue
        longer = _TITLE.match(folded, match.start())
        if longer and longer.end() > match.end():
            continue  # 峰瑞资本|投资合伙人
        title = _TITLE.match(folded, match.end())
        reported = title is not None and title[0].endswith("记者")
        if _split(source, start, match.start())[1] < 2 and not reported:
            continue
        if title or called:
            yield Candidate(start, match.end(), EntityType.ORG, Evidence.RULE, 0.8)
        elif source.is_cut(start) and source.part(start)[:-2] in _NAMING:
            yield Candidate(start, match.end(), EntityType.ORG, Evidence.RULE, 0.62)
        elif source.is_cut(start) and _SAYS.match(folded, match.end()):
            yield Candidate(start, match.end(), EntityType.ORG, Evidence.RULE, 0.65)


def _places(source: Source) -> Iterator[Candidate]:
    folded = source.folded
    for match in _LINE.finditer(folded):
        yield Candidate(*match.span(), EntityType.PLACE, Evidence.RULE, 0.8)
    for match in _PLACE.finditer(folded):
        known = source.known_to.get(match.end())
        if known is not None and known.known.type is EntityType.PLACE:
            continue  # 尖沙咀|海运码头: what is known needs no longer name
        suffix = match[0]
        start = _place_start(source, source.beginning(match.start()), match)
        length = match.start() - start
        if not length or folded[start : match.end()] in words("not_places"):
            continue
        if folded[match.start() - 1 : match.end()] in words("not_places"):
            continue
        if len(suffix) == 1 and (
            source.is_within_word(match.end())
            or folded[match.end() : match.end() + 1] in tuple("场值价盈占下舰帜")
        ):
            continue  # 华泰柏瑞|旗下, 药|市场
        places, rest = _split(source, start, match.start())
        if len(suffix) == 1:
            known = source.known_to.get(start)
            after_place = places or (
                known is not None and known.known.type is EntityType.PLACE and 1 <= length <= 4
            )
            if length > _LONGEST_COUNTY:
                continue
            if suffix in _ADMINISTRATIVE and after_place and 1 <= rest <= 4:
                yield Candidate(start, match.end(), EntityType.PLACE, Evidence.RULE, 0.75)
            elif suffix in _ADMINISTRATIVE and length in (2, 3) and rest >= 2:
                yield Candidate(start, match.end(), EntityType.PLACE, Evidence.RULE, 0.45)
            elif places and 1 <= rest <= 3:
                yield Candidate(start, match.end(), EntityType.PLACE, Evidence.RULE, 0.5)
        elif length <= 8 and (rest >= 2 or (places and suffix in words("of_places"))):
            sure = 0.7 if places else 0.5 - 0.05 * suffix.endswith("中心")
            yield Candidate(start, match.end(), EntityType.PLACE, Evidence.RULE, sure)


def _led(source: Source) -> Iterator[Candidate]:
    """Yield what has a founder or a chief: 元语智能|联合创始人."""
    for match in _LEADER.finditer(source.folded):
        start = source.beginning(match.start())
        for head in _HEADED.finditer(source.folded, start, match.start()):
            start = head.end()
        business = _BUSINESS.search(source.folded, start, match.start())
        stop = business.start() if business else match.start()
        if not 2 <= stop - start <= 8 or _is_title(source.folded[start:stop]):
            continue
        if _split(source, start, stop)[1] >= 2 and start not in source.known_from:
            yield Candidate(start, stop, EntityType.ORG, Evidence.RULE, 0.66)


def _is_title(surface: str) -> bool:
    ends = (surface[at:] for at in range(len(surface)))
    starts = (surface[:end] for end in range(1, len(surface) + 1))
    return surface[-1] == "兼" or any(part in words("titles") for part in (*starts, *ends))


def _place_start(source: Source, start: int, suffix: re.Match[str]) -> int:
    """Return where a place's own name begins: 奉节县|白石乡, but 南极-艾特肯盆地."""
    for place in range(suffix.start(), start, -1):
        if source.part(place - 1)[:-2] == "v" and not source.is_within_word(place):
            start = place
            break
    at = start
    while at < suffix.start():
        known = source.known_from.get(at)
        if (
            known is not None
            and known.known.type is EntityType.PLACE
            and known.end <= suffix.start()
        ):
            start = known.end if suffix[0] in _ADMINISTRATIVE else known.start
            at = known.end
        else:
            at += 1
            if (
                suffix[0] in _ADMINISTRATIVE
                and source.folded[at - 1] in "省市县区"
                and at - start > 2
            ):
                start = at
    return min(start, suffix.start())


def _teams(source: Source) -> Iterator[Candidate]:
    """Yield the teams called by their town and sponsor: 江苏中天钢铁|3比0."""
    for match in _TEAM.finditer(source.folded):
        town = source.known_from.get(match.start())
        if town is not None and town.known.type is EntityType.PLACE:
            rest = match.end() - town.end
            if 2 <= rest <= 5 and not _ordinary().fullmatch(source.folded, town.end, match.end()):
                yield Candidate(*match.span(), EntityType.ORG, Evidence.RULE, 0.72)


def _sources(source: Source) -> Iterator[Candidate]:
    """Yield the media that a line of origin names: 来源:触乐, FreeBuf 2025-11-03."""
    for pattern in (_SOURCE, _DATED, _DISPATCH):
        for match in pattern.finditer(source.folded):
            name, known = match[1], source.known_from.get(match.start(1))
            if known and known.known.type is EntityType.ORG and not known.known.doubtful:
                continue
            if not _is_bare(name) and name not in words("generic") and name not in _titles():
                yield Candidate(*match.span(1), EntityType.ORG, Evidence.RULE, 0.75)


def _events(source: Source) -> Iterator[Candidate]:
    folded = source.folded
    for match in _NUMBERED_EVENT.finditer(folded):
        yield Candidate(*match.span(), EntityType.EVENT, Evidence.RULE, 0.8)
    for match in _EVENT.finditer(folded):
        start = source.beginning(match.start())
        ordinal = _ORDINAL.match(folded[start : match.start()])
        if ordinal and not ordinal[0].startswith("第"):
            start += ordinal.end()
        if not 0 < match.start() - start <= _LONGEST_CORE or _NO_EVENT.match(folded, match.end()):
            continue
        places, rest = _split(source, start, match.start())
        if rest >= 2 or places:
            sure = 0.72 if ordinal or places else 0.45
            yield Candidate(start, match.end(), EntityType.EVENT, Evidence.RULE, sure)
