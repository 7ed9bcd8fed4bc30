"""Titles of works: what stands in 《》 or 〈〉, stories told by who meets whom, laws."""

import re
from collections.abc import Iterator

from reader.entities.candidate import Candidate
from reader.entities.source import HAN, Source
from reader.model.entity import EntityType, Evidence

_TITLE = re.compile("《([^《》\n]{1,80})》|〈([^〈〉《》\n]{2,80})〉")
_STORY = re.compile(f'[“"「『]({HAN}{{2,3}})[战斗打会救斩擒戏骂醉别追]({HAN}{{1,3}})[”"」』]')
_LAW = re.compile(
    "(?:保护|保存|管理|促进|保障|登记|监督|防治|处罚|责任|仲裁|竞争|诉讼|继承|征收|选举|救济|振兴|援助|垄断)法"
    "(?![院官规律制治庭学人案定令则])"
)
_LONGEST_LAW = 12  # code points before its last words


def find(source: Source) -> Iterator[Candidate]:
    """Yield the titles; the brackets are no part of them."""
    for match in _TITLE.finditer(source.text):
        title = match[1] or match[2]
        inner = title.strip()
        if inner:
            start = match.start() + 1 + title.index(inner)
            yield _work(start, start + len(inner), 0.97)
    for match in _STORY.finditer(source.folded):
        if _is_person(source, *match.span(1)) or _is_person(source, *match.span(2)):
            yield _work(match.start(1), match.end(2), 0.8)  # 关公打曹操
    for match in _LAW.finditer(source.folded):
        start = source.beginning(match.start())
        if 2 <= match.start() - start <= _LONGEST_LAW:
            yield _work(start, match.end(), 0.62)


def _is_person(source: Source, start: int, end: int) -> bool:
    known = source.known_from.get(start)
    if known is not None and known.end == end:
        return known.known.type is EntityType.PERSON
    return source.part(start) in ("PER-B", "nr-B") and source.agrees(start, end, EntityType.PERSON)


def _work(start: int, end: int, confidence: float) -> Candidate:
    return Candidate(start, end, EntityType.WORK, Evidence.RULE, confidence)
