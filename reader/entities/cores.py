"""What stands before the last word of a name: whether it names anything."""

import re
from functools import cache

from reader.entities.data import alternatives, words
from reader.entities.source import Source
from reader.model.entity import EntityType

_KNOWN = (EntityType.PLACE, EntityType.ORG, EntityType.PERSON, EntityType.PRODUCT)

OF_PLACE = re.compile(
    "政府|法院|检察院|公安局|委$|局$|厅$|部$|[市省县区]委|政协|人大|常委会|国家队|代表队|大队|支队|电视台|广播电台|红十字会|妇联|海军|空军|陆军"
    "|研究[所院]|设计院|规划院|考古队|文化馆|科技馆|出版社|剧院|剧团|京剧院|乐团|合唱团|党校|急救中心|血液中心|防治中心|救援队|管委会|气象台|海事局|博物院|图书馆|美术馆|档案馆|大学|银行|学会|协会|联合会|足协|总会|交易所|疾控中心|医院|中学|[一二三四五六七八九十]中$|附[中小]|高中|小学|科学院|工程院|社科院|总局|管理局"
)
"""Bodies of a state or a place: 北京法院 names one, 北京公司 does not."""


def split(source: Source, start: int, end: int) -> tuple[bool, int]:
    """Return whether a name's core holds a known name, and how much of it names anything else.

    Of the latter: code points, of which a known name that is no place counts two.
    """
    known, rest, at = False, 0, start
    folded = source.folded
    while at < end:
        match = source.known_from.get(at)
        if match is not None and match.end <= end:
            if match.known.type in _KNOWN:
                known = True
                rest += 0 if match.known.type is EntityType.PLACE else 2
            at = match.end
            continue
        generic = _generic().match(folded, at, end)
        if generic and generic.end() > at:
            at = generic.end()
            continue
        rest += folded[at].isalnum()
        at += 1
    return known, rest


def is_ordinary(source: Source, start: int, end: int) -> bool:
    """Tell whether a stretch is nothing but words that name nothing: 覆盖|大."""
    return _ordinary().fullmatch(source.folded, start, end) is not None


def is_bare(surface: str) -> bool:
    """Tell whether a surface is only what names end with; 国防部 is one's whole name."""
    if surface in words("place_suffixes") or surface in words("org_heads"):
        return True
    return surface in words("org_suffixes") and surface[-1] not in "部委局厅军署会"


@cache
def titles() -> frozenset[str]:
    """Return the titles of people, folded."""
    return frozenset(title.lower() for title in words("titles"))


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(alternatives(words("generic") | words("stops")))


@cache
def _ordinary() -> re.Pattern[str]:
    listed = (word for word in words("generic") | words("stops") if len(word) > 1)
    return re.compile(f"(?:(?:{alternatives(listed)})[大中小新老]?)+")
