"""Which of the model's names may be names: 金融科技公司, 博物馆, 活路 are words."""

import re

from reader.entities import latin
from reader.entities.candidate import Candidate
from reader.entities.cores import OF_PLACE, is_bare, is_ordinary, split, titles
from reader.entities.data import words
from reader.entities.source import Source, is_han
from reader.model.entity import EntityType

_PLURAL = frozenset({"部长", "玩家", "们"})
_COUNTED = re.compile("[一二两三四五六七八九十数几多各0-9]{1,3}[省市县区镇村国地州]$")
_SURE_OF_NAME = 0.85  # the confidence of what the model takes for a group


def is_plausible(source: Source, one: Candidate) -> bool:
    """Tell whether a stretch may name something of its type."""
    surface = source.folded[one.start : one.end]
    if "\n" in surface or not surface.strip():
        return False
    if len(surface) == 1:  # 中美两国, 江主席
        return one.type in (EntityType.PLACE, EntityType.PERSON) and is_han(surface)
    if one.type is EntityType.PERSON:
        return _names_person(source, one)
    if one.type is EntityType.PLACE:
        return not (is_bare(surface) or surface in words("not_places") or _COUNTED.match(surface))
    if one.type is EntityType.ORG:
        ends_as_title = surface[-2:] in titles() | _PLURAL
        return not (is_bare(surface) or ends_as_title) and _names_group(source, one)
    if one.type is EntityType.TERM:
        return source.is_known(one.start, one.end) or split(source, one.start, one.end)[1] > 0
    return one.type is not EntityType.EVENT or _names_group(source, one)


def _names_person(source: Source, one: Candidate) -> bool:
    surface = source.folded[one.start : one.end]
    if surface in titles():
        return False
    if not surface.isascii():
        return not any(char.isdigit() for char in surface)
    given = source.text[one.start : one.end].split(" ")
    capital = all(word[0].isupper() for word in (given[0], given[-1]))
    return capital and not latin.names_group(surface)


def _names_group(source: Source, one: Candidate) -> bool:
    known = source.known_from.get(one.start)
    if known is not None and known.end == one.end:
        return known.known.type is not EntityType.TERM
    places, rest = split(source, one.start, one.end)
    suffix = _suffix_of(source.folded[one.start : one.end])
    if not suffix:
        return rest >= 2 or places
    core = one.end - len(suffix)
    places, rest = split(source, one.start, core)
    if one.confidence >= _SURE_OF_NAME and core - one.start >= 2:
        return not is_ordinary(source, one.start, core)
    return rest >= 2 or (places and bool(OF_PLACE.search(suffix)))


def _suffix_of(surface: str) -> str:
    """Return the word of `org_suffixes` or of generic ones that a name ends with."""
    for length in range(min(6, len(surface)), 1, -1):
        ending = surface[-length:]
        if ending in words("org_suffixes") or ending in words("generic"):
            return ending
    return ""
