"""Places, found by the last word of their names."""

import re
from collections.abc import Iterator

from reader.entities.candidate import Candidate
from reader.entities.cores import split
from reader.entities.data import words
from reader.entities.source import Source, one_of
from reader.model.entity import EntityType, Evidence

_SUFFIX = re.compile(one_of("place_suffixes"))
_LINE = re.compile(
    "(?:地铁|轨道交通|轻轨|捷运|磁浮)?(?:[0-9]{1,2}|十?[一二三四五六七八九十])号线(?!上|程|虫)"
)
_ADMINISTRATIVE = "省市县区镇乡村州盟旗"
_GOES_ON = tuple("场值价盈占下舰帜")
"""What makes a word of a suffix of one character: 华泰柏瑞|旗下, 药|市场."""
_STREETS = (*"路街巷弄道", "大道", "大街", "胡同")
_TEMPLES = tuple("寺庙宫祠塔桥")
_WATERS = tuple("江河溪湖")
_LONGEST_COUNTY = 10  # code points before the suffix
_LONGEST = 8  # code points before a suffix of several


def find(source: Source) -> Iterator[Candidate]:
    """Yield the railway lines and the places that end as such names do."""
    for match in _LINE.finditer(source.folded):
        yield Candidate(*match.span(), EntityType.PLACE, Evidence.RULE, 0.8)
    for suffix in _SUFFIX.finditer(source.folded):
        known = source.known_to.get(suffix.end())
        if known is not None and known.known.type is EntityType.PLACE:
            continue  # 尖沙咀|海运码头: what is known needs no longer name
        start = _start(source, source.beginning(suffix.start()), suffix)
        if _is_word(source, start, suffix):
            continue
        sureness = _of_letter if len(suffix[0]) == 1 else _of_word
        sure = sureness(source, start, suffix)
        if sure:
            yield Candidate(start, suffix.end(), EntityType.PLACE, Evidence.RULE, sure)


def _start(source: Source, start: int, suffix: re.Match[str]) -> int:
    """Return where a place's own name begins: 奉节县|白石乡, but 南极-艾特肯盆地."""
    for place in range(suffix.start(), start, -1):
        if source.part(place - 1)[:-2] == "v" and not source.is_within_word(place):
            start = place
            break
    administrative = suffix[0] in _ADMINISTRATIVE
    apart = administrative or suffix[0] in _STREETS  # 济南|经十路, but 南京路
    at = start
    while at < suffix.start():
        known = source.known_from.get(at)
        if (
            known is not None
            and known.known.type is EntityType.PLACE
            and known.end <= suffix.start()
        ):
            if known.end < suffix.start() or administrative:
                start = known.end if apart else known.start
            at = known.end
        else:
            at += 1
            if administrative and source.folded[at - 1] in "省市县区" and at - start > 2:
                start = at
    return min(start, suffix.start())


def _is_word(source: Source, start: int, suffix: re.Match[str]) -> bool:
    """Tell whether nothing stands before the suffix, or what makes an ordinary word with it."""
    folded, end = source.folded, suffix.end()
    if start == suffix.start() or folded[start:end] in words("not_places"):
        return True
    if folded[suffix.start() - 1 : end] in words("not_places"):
        return True
    goes_on = source.is_within_word(end) or folded[end : end + 1] in _GOES_ON
    return len(suffix[0]) == 1 and goes_on


def _of_letter(source: Source, start: int, suffix: re.Match[str]) -> float:
    """Return how surely a name with a suffix of one character is a place's; 0 for not at all."""
    length = suffix.start() - start
    if length > _LONGEST_COUNTY:
        return 0
    places, rest = split(source, start, suffix.start())
    if suffix[0] in _ADMINISTRATIVE:
        before = source.known_to.get(start)
        beside = before is not None and before.known.type is EntityType.PLACE and length <= 4
        if (places or beside) and 1 <= rest <= 4:
            return 0.75
        if length in (2, 3) and rest >= 2:
            return 0.45
    if suffix[0] in _TEMPLES and places and 1 <= rest <= 3:
        return 0.65  # 鹿港天后宫 is more than 天后宫
    if suffix[0] in _WATERS and places and rest == 0 and length <= 4:
        return 0.6
    return 0.5 if places and 1 <= rest <= 3 else 0


def _of_word(source: Source, start: int, suffix: re.Match[str]) -> float:
    """Return how surely a name with a longer suffix is a place's; 0 for not at all."""
    if suffix.start() - start > _LONGEST:
        return 0
    places, rest = split(source, start, suffix.start())
    if rest < 2 and not (places and suffix[0] in words("of_places")):
        return 0
    return 0.7 if places else 0.5 - 0.05 * suffix[0].endswith("中心")
