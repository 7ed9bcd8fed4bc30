"""What is a name once is one everywhere in its article, and of one type."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from reader.entities.candidate import Candidate
from reader.entities.data import words
from reader.entities.lexicon import Entry, Lexicon, loose
from reader.entities.source import NAME_TYPES, Source, is_han
from reader.model import EntityType, Evidence

_LESS_SURE = 0.05
_MOST_SURFACES = 20_000


def agreed(candidates: Iterable[Candidate], source: Source) -> list[Candidate]:
    """Return the candidates, those of one surface form all of the type that most speaks for."""
    candidates = list(candidates)
    weights: dict[str, dict[EntityType, float]] = defaultdict(lambda: defaultdict(float))
    forms = [loose(source.text[one.start : one.end]) for one in candidates]
    for one, form in zip(candidates, forms, strict=True):
        if one.type in NAME_TYPES:
            weights[form][one.type] += one.confidence**2
    best = {
        form: max(kinds, key=lambda kind: (kinds[kind], kind)) for form, kinds in weights.items()
    }
    return [
        one._replace(type=best[form])
        if one.type in NAME_TYPES and one.evidence is not Evidence.USER
        else one
        for one, form in zip(candidates, forms, strict=True)
    ]


def spread(chosen: Iterable[Candidate], source: Source) -> Iterator[Candidate]:
    """Yield a candidate wherever a form stands that was chosen elsewhere."""
    entries: dict[str, Candidate] = {}
    for one in chosen:
        surface = source.text[one.start : one.end]
        if one.type in NAME_TYPES and _spreads(surface, one):
            other = entries.get(surface)
            if other is None or other.confidence < one.confidence:
                entries[surface] = one
        if len(entries) >= _MOST_SURFACES:
            break
    forms = Lexicon(
        Entry(surface, one.type) for surface, one in entries.items() if len(surface) <= 80
    )
    for start, end, known in forms.find(source.text, source.folded):
        first = entries[known.surface]
        if first.type is EntityType.PERSON and not _may_end(source, end):
            continue
        yield first._replace(
            start=start, end=end, confidence=max(first.confidence - _LESS_SURE, 0.3)
        )


def _spreads(surface: str, one: Candidate) -> bool:
    if len(loose(surface)) < 2:
        return False
    if one.type in (EntityType.WORK, EntityType.EVENT) and len(surface) < 4 and is_han(surface[0]):
        return False
    return surface not in words("stops") and surface not in words("generic")


def _may_end(source: Source, end: int) -> bool:
    """Tell whether no ordinary word stands over the end of a person's name: 周明|确."""
    return source.folded[end - 1 : end + 1] not in words("stops")
