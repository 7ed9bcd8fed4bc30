"""Second names that a text introduces: 甲(以下简称“乙”), 甲(ID:x), 甲(English Name, ABC)."""

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reader.entities.candidate import Candidate
from reader.entities.source import NAME_TYPES, Source
from reader.model.entity import EntityType, Evidence

_CALLED = re.compile(
    "\\([^()\n]{0,12}?(?:下称|以下称|简称|下文称|全称|又称|也称|亦称|又名|原名|本名|别名|英文名|中文名|外文名|笔名|艺名|代号|人称)"
    "(?:为|是)?[:: ]?[“\"‘']?([^()“”\"‘’'\n,。;]{2,30})[”\"’']?[^()\n]{0,20}\\)"
)
_ACCOUNT = re.compile("\\((?:微信)?(?:公众号)?(?:id|微信号|账号|微博):? ?([a-z0-9_@-]{2,30})\\)")
_GLOSS = re.compile(
    "\\((?:英文|英语|英文名|原名|即|又称|也叫)?[:: ]?([A-Za-zÀ-ÿ0-9][A-Za-zÀ-ÿ0-9 .&'’·+/-]{0,70}?)"
    "(?:[,，;；] ?(?:简称|缩写(?:为)?|缩写)? ?([A-Za-z][A-Za-z0-9-]{1,9}))?\\)"
)
_HAN_GLOSS = re.compile("\\(([\u3400-\u9fff]{2,14})\\)")
_ACRONYM = re.compile("[A-Z][A-Za-z0-9-]{1,9}")
_LONGEST_GLOSSED = 9  # code points
_WITHIN_BRACKETS = 8  # names that are looked at
_OPENING = " “‘\"'《「『"
_EQUALLY = ("", "即", "原", "现", "又称", "也叫", "简称", "原名", "英文")
"""What may stand between a bracket and another name of the same."""

_QUOTES = "”’\"'》」』"


class Link(NamedTuple):
    """Two stretches of a text that name the same."""

    name: tuple[int, int]
    alias: tuple[int, int]


def accounts(source: Source) -> Iterator[Candidate]:
    """Yield the media named with their account: 数科星球(ID:digital-planet)."""
    for match in _ACCOUNT.finditer(source.folded):
        start = source.beginning(match.start())
        if 2 <= match.start() - start <= 12:
            yield Candidate(start, match.start(), EntityType.ORG, Evidence.RULE, 0.85)
            yield Candidate(*match.span(1), EntityType.ORG, Evidence.RULE, 0.8)


def links(source: Source, chosen: Iterable[Candidate]) -> Iterator[tuple[Link, Candidate]]:
    """Yield the second names that stand in brackets behind the chosen ones, as candidates too."""
    chosen = sorted(one for one in chosen if one.type in NAME_TYPES)
    from_ = {one.start: one for one in chosen}
    for position, one in enumerate(chosen):
        behind = one.end
        while source.folded[behind : behind + 1] in (" ", *_QUOTES) and behind < one.end + 3:
            behind += 1
        if source.folded[behind : behind + 1] != "(":
            continue
        for start, end, sure in _aliases(source, behind, one):
            inner = from_.get(start)
            known = inner is not None and inner.evidence in (Evidence.LEXICON, Evidence.USER)
            if inner is not None and inner.end == end and inner.type is not one.type and known:
                continue
            alias = Candidate(start, end, one.type, Evidence.RULE, max(sure, one.confidence))
            yield Link((one.start, one.end), (start, end)), alias
        closing = source.folded.find(")", behind, behind + 60)
        following = itertools.islice(chosen, position + 1, position + _WITHIN_BRACKETS)
        inside = [other for other in following if behind < other.start and other.end <= closing]
        if len(inside) == 1 and inside[0].type is one.type and inside[0].end == closing:
            (other,) = inside
            if source.folded[behind + 1 : other.start].strip(_OPENING) not in _EQUALLY:
                continue  # 中国(含香港)
            yield Link((one.start, one.end), (other.start, other.end)), other


def _aliases(source: Source, at: int, one: Candidate) -> Iterator[tuple[int, int, float]]:
    called = _CALLED.match(source.folded, at)
    if called:
        for part in re.finditer("[^、/和或]{2,30}", called[1]):
            yield called.start(1) + part.start(), called.start(1) + part.end(), 0.85
        return
    account = _ACCOUNT.match(source.folded, at)
    if account:
        yield *account.span(1), 0.8
        return
    gloss = _GLOSS.match(source.half_width, at)
    if gloss:
        if len(gloss[1]) > 1 and re.search("[A-Z]{2}|[A-Z][a-z]|[a-z]{4}", gloss[1]):
            yield *gloss.span(1), 0.8
        if gloss[2]:
            yield *gloss.span(2), 0.8
        return
    if source.text[one.start : one.end].isascii():
        han = _HAN_GLOSS.match(source.folded, at)
        if han:
            yield *han.span(1), 0.7


def glossed_terms(source: Source) -> Iterator[Candidate]:
    """Yield what is explained by English in brackets: 快速射电暴(fast radio burst，FRB)."""
    for match in _GLOSS.finditer(source.half_width):
        words = match[1]
        english = len(words) >= 6 and any(char.islower() for char in words)
        acronym = bool(_ACRONYM.fullmatch(words)) and words.isupper()
        if not (english or acronym or match[2]) or words.replace(" ", "").isdigit():
            continue
        start = source.beginning(match.start())
        if source.part(start)[:-2] == "v":  # 装进|腺相关病毒(AAV)
            start = source.nouns_before(match.start(), start)
        if not 2 <= match.start() - start <= _LONGEST_GLOSSED:
            continue
        titled = all(word[:1].isupper() for word in words.split() if len(word) > 3)
        sure = 0.5 if titled and not acronym and not match[2] else 0.6
        yield Candidate(start, match.start(), EntityType.TERM, Evidence.RULE, sure)
        if english or acronym:
            yield Candidate(*match.span(1), EntityType.TERM, Evidence.RULE, sure)
        if match[2]:
            yield Candidate(*match.span(2), EntityType.TERM, Evidence.RULE, sure)
