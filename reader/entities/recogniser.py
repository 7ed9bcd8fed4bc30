"""The layers of recognition, put together."""

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache

from reader.entities import (
    consistency,
    data,
    events,
    introduced,
    latin,
    numbers,
    organisations,
    people,
    places,
    tagger,
    termwords,
    things,
    vessels,
    works,
)
from reader.entities import lexicon as lexicons
from reader.entities.candidate import Candidate, disjoint
from reader.entities.canonical import canonical_names
from reader.entities.lexicon import Known, Lexicon
from reader.entities.plausible import is_plausible
from reader.entities.source import NAME_TYPES, Source
from reader.entities.trimming import trimmed
from reader.model import Span
from reader.model.entity import EntityType, Evidence, Mention

VERSION = 7
"""Raised when the same text may get other mentions than before."""

_TERM_MOST, _TERM_LONGER = 0.55, 0.62
"""What the model's terms are worth, and those that end with an established one."""
_TERM_LEAST = 0.85
"""How sure the model is at least of a term."""
_MODEL_LEAST, _MODEL_MOST = 0.2, 0.95
"""What the model's sureness of 0 and 1 is worth beside the rules'."""

_SHORT = 2  # code points of a known name that may stand in a word by chance
_ALONE = 0.75
"""How sure the labeller is at least where LAC sees no name of the type."""
_LEAST = 0.5
"""The confidence from which on a candidate counts."""


def recognise(text: str, lexicon: Lexicon | None = None) -> list[Mention]:
    """Return the mentions of a canonical text in order; no two overlap.

    `lexicon` is the person's own and overrules all else. Takes time in proportion to the text's
    length; the same text and lexicon give the same mentions.
    """
    if not text.strip():
        return []
    known = lexicons.built_in()
    source = Source(text, known if lexicon is None else known.overlaid(lexicon))
    found = list(_proposed(source))
    found += _supported(source, found)
    found = list(_outside_ordinary(source, _without_doubles(source, found)))
    chosen = [
        one for one in disjoint(consistency.agreed(found, source)) if one.confidence >= _LEAST
    ]
    linked = list(introduced.links(source, chosen))
    found += [alias for _, alias in linked]
    found += consistency.short_forms(chosen, source)
    found += people.surnames_alone(source, chosen)
    found += _outside_ordinary(
        source, consistency.spread([*chosen, *(alias for _, alias in linked)], source)
    )
    chosen = [
        one
        for one in disjoint(consistency.agreed(found, source))
        if one.confidence >= _LEAST and not _is_ignored(source, one)
    ]
    names = canonical_names(source, chosen, [link for link, _ in linked])
    return [
        Mention(Span(one.start, one.end), one.type, name, one.evidence, round(one.confidence, 2))
        for one, name in zip(chosen, names, strict=True)
    ]


@cache
def fingerprint() -> str:
    """Return what changes whenever the same text may get other mentions."""
    digest = hashlib.sha256(f"{VERSION} {tagger.missing()}".encode())
    for name in data.files():
        digest.update(data.text(name).encode())
    return digest.hexdigest()[:16]


def missing() -> tuple[str, ...]:
    """Return what recognition does without, such as a model that was not installed; else ()."""
    reason = tagger.missing()
    return (reason,) if reason else ()


def _proposed(source: Source) -> Iterator[Candidate]:
    yield from works.find(source)
    yield from numbers.find(source.folded)
    yield from _known(source)
    yield from people.find(source)
    yield from organisations.find(source)
    yield from places.find(source)
    yield from events.find(source)
    yield from latin.find(source)
    yield from things.find(source)
    yield from vessels.find(source)
    yield from termwords.find(source)
    yield from introduced.accounts(source)
    yield from introduced.glossed_terms(source)
    yield from _tagged(source)


def _known(source: Source) -> Iterator[Candidate]:
    for start, stop, entry in source.known:
        if entry.type is None or entry.doubtful:
            continue
        if not entry.by_user and _is_cut(source, start, stop, entry):
            continue
        evidence = Evidence.USER if entry.by_user else Evidence.LEXICON
        name, end = entry.name, stop
        if entry.type is EntityType.PRODUCT and not entry.by_user:
            end = latin.versioned(source, start, stop)
            name = name if end == stop else ""
        yield Candidate(start, end, entry.type, evidence, 1.0 if entry.by_user else 0.9, name)


def _is_cut(source: Source, start: int, end: int, entry: Known) -> bool:
    """Tell whether a known name is part of a word: 交通部|门, 平|台化, 康佳|宁, 延|刚果|业."""
    if source.folded[end - 1 : end + 1] in ("部门", "部长"):
        return True
    if end - start > _SHORT:
        return False
    before, behind = source.is_within_word(start), source.is_within_word(end)
    if entry.type is EntityType.PERSON or source.part(start)[:-2] in ("PER", "nr"):
        return behind
    return before and (behind or source.part(start)[:-2] == "n")


def _outside_ordinary(source: Source, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates that are no part of what the lexicon calls no name: 发展|中国|家."""
    ordinary = [match for match in source.known if match.known.type is None]
    within = {at: match.end for match in ordinary for at in range(match.start, match.end)}
    for one in found:
        if one.evidence is Evidence.USER or within.get(one.start, 0) < one.end:
            yield one


def _without_doubles(source: Source, found: list[Candidate]) -> list[Candidate]:
    """Leave out what the model takes where rules know better, and people who are ships.

    Rules know people better whom they found with other bounds (but 王卫 may be the beginning of
    a longer name), and numbers.
    """
    ends: dict[int, int] = {}
    numeric: set[int] = set()
    for one in found:
        if one.type not in NAME_TYPES:
            numeric.update(range(one.start, one.end))
        elif one.type is EntityType.PERSON and _has_sure_bounds(one):
            ends[one.start] = one.end
    return [
        one
        for one in found
        if _stays_beside(one, ends, numeric)
        and not (one.type is EntityType.PERSON and vessels.is_vessel(source, one.end))
        and not (one.type is EntityType.PLACE and vessels.is_quoted_vessel(source, one.end))
    ]


def _has_sure_bounds(one: Candidate) -> bool:
    """Tell whether rules found it, or a known name that is not too short to begin a longer one."""
    if one.evidence is Evidence.LEXICON:
        return one.end - one.start > _SHORT
    return one.evidence is not Evidence.MODEL


def _stays_beside(one: Candidate, ends: Mapping[int, int], numeric: Container[int]) -> bool:
    if one.evidence is not Evidence.MODEL or one.type in (EntityType.WORK, EntityType.EVENT):
        return True
    if one.type is EntityType.PERSON and ends.get(one.start, one.end) != one.end:
        return False
    return not any(at in numeric for at in range(one.start, one.end))


def _supported(source: Source, found: list[Candidate]) -> Iterator[Candidate]:
    """Yield the ordinary words that are names here.

    The entity is named otherwise too, or another layer takes the same stretch for the same.
    """
    sure = {one.entity for one in found if one.entity}
    agreeing = {(one.start, one.end, one.type) for one in found}
    for start, end, entry in source.known:
        if not entry.doubtful or entry.type is None:
            continue
        if entry.name in sure or (start, end, entry.type) in agreeing:
            yield Candidate(start, end, entry.type, Evidence.LEXICON, 0.85, entry.name)


def _tagged(source: Source) -> Iterator[Candidate]:
    """Yield what the model takes for names, unless the lexicon knows better."""
    for span, kind, sureness in source.reading.names:
        if sureness < _ALONE and not source.agrees(span.start, span.end, kind):
            continue
        confidence = _MODEL_LEAST + (_MODEL_MOST - _MODEL_LEAST) * sureness
        if kind is EntityType.TERM:
            confidence = _of_term(source, span, sureness)
        one = Candidate(span.start, span.end, kind, Evidence.MODEL, confidence)
        # Numbers are the rules' business.
        if kind in NAME_TYPES:
            yield from (part for part in trimmed(source, one) if is_plausible(source, part))


def _of_term(source: Source, span: Span, sureness: float) -> float:
    """Return how sure a term is that the model sees.

    Longer than the established ones it is often a phrase, unless one of them is its last word and
    none its first: AI|优化|目标函数.
    """
    if sureness < _TERM_LEAST:
        return 0
    first, last = source.known_from.get(span.start), source.known_to.get(span.end)
    if first is not None and last is not None and first.end <= last.start:
        return _TERM_MOST
    longer = last is not None and last.start > span.start and last.known.type is EntityType.TERM
    return _TERM_LONGER if longer else _TERM_MOST


def _is_ignored(source: Source, one: Candidate) -> bool:
    known = source.lexicon.get(source.text[one.start : one.end])
    return known is not None and known.type is None
