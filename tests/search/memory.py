"""A second engine, for tests: an index that looks through what it holds."""

from collections.abc import Callable, Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from math import log
from pathlib import Path

from reader.search.base import (
    Clauses,
    Fault,
    Found,
    IndexDocument,
    IndexField,
    Lookup,
    Ranked,
    Ranking,
    Ways,
)
from reader.text.grams import grams
from reader.text.segment import Analyzer

_HELD: dict[Path, dict[int, tuple[int, dict[IndexField, dict[str, int]]]]] = {}


class MemoryIndex:
    """See `reader.search.base.SearchIndex`; kept by folder as long as the process lives."""

    def __init__(self, folder: Path, fingerprint: str, analyzer: Callable[[], Analyzer]) -> None:
        self._folder = folder
        self._analyzer = analyzer

    def _documents(self) -> dict[int, tuple[int, dict[IndexField, dict[str, int]]]]:
        return _HELD[self._folder]

    def fault(self) -> Fault | None:
        return None if self._folder in _HELD else Fault.MISSING

    def update(self, documents: Sequence[IndexDocument]) -> None:
        terms = self._analyzer().terms
        for one in documents:
            fields = {
                IndexField.WORD: _counted(terms(one.text)),
                IndexField.GRAM: dict(grams(one.text)),
                IndexField.TITLE: dict(grams(one.title) | _counted(terms(one.title))),
                IndexField.ABOUT: dict(grams(one.about) | _counted(terms(one.about))),
                IndexField.TAG: dict(grams(one.tags) | _counted(terms(one.tags))),
                IndexField.NOTE: dict(grams(one.notes) | _counted(terms(one.notes))),
                IndexField.ENTITY: dict(grams(one.entities) | _counted(terms(one.entities))),
            }
            self._documents()[one.key] = (one.stamp, fields)

    def delete(self, keys: Iterable[int]) -> None:
        for key in keys:
            self._documents().pop(key, None)

    def clear(self) -> None:
        _HELD[self._folder] = {}

    def merge(self, most: int | None = None) -> bool:
        return False

    def stamps(self, keys: Collection[int] | None = None) -> dict[int, int]:
        held = self._documents().items()
        return {key: stamp for key, (stamp, _) in held if keys is None or key in keys}

    def holding(self, words: Sequence[Ways]) -> AbstractSet[int]:
        return {key for key in self._documents() if self._holds_all(key, words)}

    def expand(self, field: IndexField, prefix: str, most: int) -> list[str]:
        found: dict[str, int] = {}
        for _, fields in self._documents().values():
            for term in fields[field]:
                if term.startswith(prefix):
                    found[term] = found.get(term, 0) + 1
        return sorted(found, key=lambda term: (-found[term], term.encode()))[:most]

    def rank(self, ranking: Ranking, within: Collection[int] | None, most: int) -> Found:
        scores = {key: self._score(key, ranking) for key in self._documents()}
        found = [
            key for key, score in scores.items() if score and (within is None or key in within)
        ]
        complete = {key for key in found if ranking.words and self._holds_all(key, ranking.words)}
        order = sorted(found, key=lambda key: (key not in complete, -scores[key], -key))
        best = [Ranked(key, scores[key], key in complete) for key in order[:most]]
        return Found(best, set(found), complete)

    def check(self) -> list[str]:
        return []

    def close(self) -> None:
        pass

    def _holds_all(self, key: int, words: Sequence[Ways]) -> bool:
        return all(any(self._holds(key, way) for way in ways) for ways in words)

    def _holds(self, key: int, clauses: Clauses) -> bool:
        return all(any(self._count(key, one) for one in lookups) for lookups in clauses)

    def _count(self, key: int, lookup: Lookup) -> int:
        terms = self._documents()[key][1][lookup.field]
        if lookup.prefix:
            return sum(count for term, count in terms.items() if term.startswith(lookup.text))
        return terms.get(lookup.text, 0)

    def _score(self, key: int, ranking: Ranking) -> float:
        score = 0.0
        for lookup, weight in ranking.terms:
            if count := self._count(key, lookup):
                having = sum(1 for other in self._documents() if self._count(other, lookup))
                idf = log(len(self._documents()) / (having + 1)) + 1
                lengths = {
                    other: sum(fields[lookup.field].values())
                    for other, (_, fields) in self._documents().items()
                }
                average = sum(lengths.values()) / len(lengths) or 1.0
                norm = 1.2 * (0.25 + 0.75 * lengths[key] / average)
                score += weight * idf * 2.2 * count / (count + norm)
        return score


def _counted(terms: Iterable[str]) -> dict[str, int]:
    from collections import Counter

    return Counter(terms)
