"""Organisations, found by the last word of their names, by who leads them, and as sources."""

import re
from collections.abc import Iterator

from reader.entities.candidate import Candidate
from reader.entities.cores import OF_PLACE, is_bare, is_ordinary, split, titles
from reader.entities.data import words
from reader.entities.source import Source, is_han, one_of
from reader.model.entity import EntityType, Evidence

_ORG = re.compile(one_of("org_suffixes"))
_SHORT_ORG = re.compile(f"(?:{one_of('short_org_suffixes')})")
_TITLE = re.compile(f"(?:的|前|原)?(?:{one_of('titles')})")
_SAYS = re.compile(
    one_of("speech") + "|宣布|发布|推出|方面|旗下|股价|营收|财报|官网|总部"
    "|开发|研发|生产|制造|投资|领投|收购|成立|创立|向|获"
)
_NAMING = ("ORG", "nt", "nz", "nw", "PER", "nr")
"""LAC's parts of speech for names that may be a company's."""
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
_SOURCE = re.compile(
    "(?:来源|首发于?|首发|转载自|出品|转自)[ \u00a0\u3000]?[:|丨｜/][ \u00a0\u3000]?"
    '[“"]?([一-龥a-z][一-龥a-z0-9 +·]{1,14}?)[”"]?(?=[ \u00a0\u3000]{1,2}[^ a-z]|[\n(,,。|丨]|$)'
)
_DISPATCH = re.compile("【((?!本[报网刊台])[一-龥]{2,6}?)(?:专讯|讯|综合报道|报道|综合电|电)】")
_DATED = re.compile("^([a-z][a-z0-9]{2,15}) (?=20[0-9]{2}[-/.年])", re.MULTILINE)
_TEAM = re.compile(
    "(?<![一-龥])[一-龥]{4,8}?(?=[0-9]{1,3}比[0-9])|(?<=逆转|完胜|横扫|险胜|击败|战胜|力克|负于|迎战|对阵|掀翻)[一-龥]{4,8}?(?=[,。;(])"
)
_LONGEST_CORE = 20  # code points
_ADMINISTRATIVE = tuple("省市县区镇乡村州盟旗")


def find(source: Source) -> Iterator[Candidate]:
    """Yield the organisations that their names or what stands beside them give away."""
    yield from _organisations(source)
    yield from _companies(source)
    yield from _led(source)
    yield from _sources(source)
    yield from _teams(source)


def _organisations(source: Source) -> Iterator[Candidate]:
    for match in _ORG.finditer(source.folded):
        start = source.beginning(match.start())
        same = source.folded.rfind(match[0], start, match.start())
        start = start if same < 0 else same + len(match[0])  # 虚拟银行|众安银行
        core = source.folded[start : match.start()]
        if len(core) > _LONGEST_CORE or _continues(source, match.end()):
            continue
        if _ends_known(source, match):
            continue  # 借助|清华大学: what is known needs no longer name
        if core[:1].isdigit() or core[:1] in _ADMINISTRATIVE:
            continue
        places, rest = split(source, start, match.start())
        if rest >= 2 or (places and OF_PLACE.search(match[0])):
            sure = 0.8 if places or len(match[0]) >= 3 else 0.7
            yield Candidate(start, match.end(), EntityType.ORG, Evidence.RULE, sure)


def _ends_known(source: Source, suffix: re.Match[str]) -> bool:
    """Tell whether a known name ends there that is more than the suffix: 女排 may be anyone's."""
    known = source.known_to.get(suffix.end())
    if known is None or known.known.type is not EntityType.ORG or known.known.doubtful:
        return False
    return known.start < suffix.start()


def _continues(source: Source, end: int) -> bool:
    """Tell whether a suffix is only the beginning of a word: 大学生, 政府部门 is not."""
    return source.folded[end : end + 1] in tuple("生化型级制性法网长员")


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
        if split(source, start, match.start())[1] < 2 and not reported:
            continue
        if title or called:
            yield Candidate(start, match.end(), EntityType.ORG, Evidence.RULE, 0.8)
        elif source.is_cut(start) and source.part(start)[:-2] in _NAMING:
            yield Candidate(start, match.end(), EntityType.ORG, Evidence.RULE, 0.62)
        elif source.is_cut(start) and _SAYS.match(folded, match.end()):
            yield Candidate(start, match.end(), EntityType.ORG, Evidence.RULE, 0.65)


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
        if split(source, start, stop)[1] >= 2 and start not in source.known_from:
            yield Candidate(start, stop, EntityType.ORG, Evidence.RULE, 0.66)


def _is_title(surface: str) -> bool:
    ends = (surface[at:] for at in range(len(surface)))
    starts = (surface[:end] for end in range(1, len(surface) + 1))
    return surface[-1] == "兼" or any(part in words("titles") for part in (*starts, *ends))


def _teams(source: Source) -> Iterator[Candidate]:
    """Yield the teams called by their town and sponsor: 江苏中天钢铁|3比0."""
    for match in _TEAM.finditer(source.folded):
        town = source.known_from.get(match.start())
        if town is not None and town.known.type is EntityType.PLACE:
            rest = match.end() - town.end
            if 2 <= rest <= 5 and not is_ordinary(source, town.end, match.end()):
                yield Candidate(*match.span(), EntityType.ORG, Evidence.RULE, 0.72)


def _sources(source: Source) -> Iterator[Candidate]:
    """Yield the media that a line of origin names: 来源:触乐, FreeBuf 2025-11-03."""
    for pattern in (_SOURCE, _DATED, _DISPATCH):
        for match in pattern.finditer(source.folded):
            name, known = match[1], source.known_from.get(match.start(1))
            if known and known.known.type is EntityType.ORG and not known.known.doubtful:
                continue
            if not is_bare(name) and name not in words("generic") and name not in titles():
                yield Candidate(*match.span(1), EntityType.ORG, Evidence.RULE, 0.75)
