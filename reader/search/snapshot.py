"""The articles of an index as one commit left them: looked up, and ranked by BM25F.

Terms are scored one at a time, each over all its articles at once. Scores are those of Whoosh's
`scoring.BM25F` over an `Or` of terms: idf(t) = ln(N / (df + 1)) + 1 with deleted articles counted,
each field a document of its own (so the "F" is a sum over fields with weights; Robertson and
Zaragoza, "The Probabilistic Relevance Framework", 2009, section 3.6, tells of better).
"""

from array import array
from collections.abc import Collection, Iterator, Sequence
from math import log
from typing import NamedTuple

import numpy as np

from reader.search.arrays import Array, BadFile
from reader.search.base import Clauses, Found, IndexField, Lookup, Ranked, Ranking, Ways
from reader.search.recent import Recent
from reader.search.segment import Segment

B = 0.75
K1 = 1.2
_MOST_RECENT = 2_000_000
"""Postings that are held, 16 bytes each: while a query is typed its words are looked up again."""
_AFTER_ALL = b"\xff"  # sorts after every byte of UTF-8


class _Placed(NamedTuple):
    """A segment, and the number of its first article among all."""

    segment: Segment
    base: int


class _Postings(NamedTuple):
    """The articles that a lookup finds."""

    docs: Array
    """Their numbers."""
    shares: Array
    """How much of the most that its term could give each of them gets: below 1."""


_NO_POSTINGS = _Postings(np.zeros(0, np.intp), np.zeros(0))


class Snapshot:
    """What an index held at one time. Any thread may call any method."""

    def __init__(self, segments: Sequence[tuple[Segment, Collection[int]]]) -> None:
        """Take the segments, each with its deleted articles."""
        self._placed: list[_Placed] = []
        base = 0
        for segment, _ in segments:
            self._placed.append(_Placed(segment, base))
            base += len(segment)
        self._size = base
        self._keys = _joined([one.segment.keys for one in self._placed], np.int64)
        self._alive = np.ones(base, bool)
        for (_, deleted), placed in zip(segments, self._placed, strict=True):
            self._alive[[number + placed.base for number in deleted]] = False
        self._by_key = np.argsort(self._keys, kind="stable")
        self._norms: dict[IndexField, Array] = {}
        self._recent: Recent[Lookup, _Postings] = Recent(_MOST_RECENT)

    def __len__(self) -> int:
        return int(np.count_nonzero(self._alive))

    def stamps(self, keys: Collection[int] | None = None) -> dict[int, int]:
        """See `SearchIndex.stamps`."""
        wanted = self._alive if keys is None else self._mask_of(keys) & self._alive
        stamps = _joined([one.segment.stamps for one in self._placed], np.uint64)
        return dict(zip(self._keys[wanted].tolist(), stamps[wanted].tolist(), strict=True))

    def numbers_of(self, keys: Collection[int]) -> list[tuple[int, int]]:
        """Return where the articles of `keys` are: segment, and number in it."""
        numbers = np.flatnonzero(self._mask_of(keys) & self._alive).tolist()
        bases = [one.base for one in self._placed]
        segments = (np.searchsorted(bases, numbers, "right") - 1).tolist()
        return [
            (segment, number - bases[segment])
            for segment, number in zip(segments, numbers, strict=True)
        ]

    def holding(self, words: Sequence[Ways]) -> frozenset[int]:
        """See `SearchIndex.holding`."""
        return frozenset(self._keys[self._among(self._alive, words)].tolist())

    def expand(self, field: IndexField, prefix: str, most: int) -> list[str]:
        """See `SearchIndex.expand`."""
        found: dict[bytes, int] = {}
        begin = prefix.encode()
        for segment, _ in self._placed:
            terms = segment.terms(field)
            for number in range(terms.find(begin), terms.find(begin + _AFTER_ALL)):
                term = terms[number]
                found[term] = found.get(term, 0) + terms.articles(number)
        frequent = sorted(found, key=lambda term: (-found[term], term))
        return [term.decode() for term in frequent[:most]]

    def rank(self, ranking: Ranking, within: Collection[int] | None, most: int) -> Found:
        """See `SearchIndex.rank`."""
        scores = np.zeros(self._size)
        for lookup, weight in ranking.terms:
            self._add_scores(scores, lookup, weight)
        found = (scores > 0) & self._alive
        if within is not None:
            found &= self._mask_of(within)
        complete = self._among(found, ranking.words) if ranking.words else np.zeros_like(found)
        best = self._best(scores, found, complete, most)
        return Found(
            [
                Ranked(int(self._keys[number]), float(scores[number]), bool(complete[number]))
                for number in best.tolist()
            ],
            _numbers(self._keys[found]),
            _numbers(self._keys[complete]),
        )

    def _add_scores(self, scores: Array, lookup: Lookup, weight: float) -> None:
        found = self._look_up(lookup)
        if len(found.docs):
            idf = log(self._size / (len(found.docs) + 1)) + 1
            scores[found.docs] += (weight * idf * (K1 + 1)) * found.shares

    def _field_norms(self, field: IndexField) -> Array:
        """Return for each article what a count is weighed against, by the length of its field."""
        if field not in self._norms:
            lengths = _joined([one.segment.lengths(field) for one in self._placed], np.uint32)
            if len(lengths) != self._size:
                raise BadFile(field)
            average = float(lengths.sum(dtype=np.float64)) / max(self._size, 1) or 1.0
            self._norms[field] = K1 * ((1 - B) + B * lengths / average)
        return self._norms[field]

    def _best(self, scores: Array, found: Array, complete: Array, most: int) -> Array:
        """Return the numbers of the `most` best, in order."""
        for candidates in (np.flatnonzero(complete), np.flatnonzero(found)):
            if len(candidates) >= most:
                break
        keys, values = self._keys[candidates], scores[candidates]
        if 0 < most < len(candidates):
            # Those that could be among the best: none is left out for a tie.
            marks = values + complete[candidates] * (values.max() + 1)
            least = np.partition(marks, -most)[-most]
            kept = marks >= least
            candidates, keys, values = candidates[kept], keys[kept], values[kept]
        order = np.lexsort((-keys, -values, ~complete[candidates]))
        return candidates[order[:most]]

    def _among(self, mask: Array, words: Sequence[Ways]) -> Array:
        """Return which articles of `mask` hold all of `words`."""
        for ways in words:
            if not mask.any():
                break
            held = np.zeros(self._size, bool)
            for clauses in ways:
                held |= self._mask(clauses)
            mask = mask & held
        return mask

    def _mask(self, clauses: Clauses) -> Array:
        """Return which articles hold at least one of each of `clauses`."""
        mask: Array | None = None
        for lookups in clauses:
            held = np.zeros(self._size, bool)
            for lookup in lookups:
                held[self._look_up(lookup).docs] = True
            mask = held if mask is None else mask & held
            if not mask.any():
                break
        return np.ones(self._size, bool) if mask is None else mask

    def _mask_of(self, keys: Collection[int]) -> Array:
        if isinstance(keys, array):
            wanted = np.frombuffer(keys, np.int64)
        else:
            wanted = np.fromiter(keys, np.int64, len(keys))
        ordered = self._keys[self._by_key]
        mask = np.zeros(self._size, bool)
        # The same key twice: the article was updated, and all but one of them are deleted.
        first, last = (np.searchsorted(ordered, wanted, side) for side in ("left", "right"))
        once = last - first == 1
        mask[self._by_key[first[once]]] = True
        for begin, end in zip(first[last - first > 1], last[last - first > 1], strict=True):
            mask[self._by_key[begin:end]] = True
        return mask

    def _look_up(self, lookup: Lookup) -> _Postings:
        """Return the articles that `lookup` finds, each once."""
        found = self._recent.get(lookup)
        if found is None:
            found = self._read(lookup)
            self._recent.hold(lookup, found, len(found.docs) + 1)
        return found

    def _read(self, lookup: Lookup) -> _Postings:
        parts = list(self._parts(lookup))
        if not parts:
            return _NO_POSTINGS
        docs = np.concatenate([docs for docs, _ in parts])
        counts = np.concatenate([counts for _, counts in parts])
        if lookup.prefix:  # articles may have several of the terms
            totals = np.bincount(docs, counts, self._size)
            docs = np.flatnonzero(totals)
            counts = totals[docs]
        return _Postings(docs, counts / (counts + self._field_norms(lookup.field)[docs]))

    def _parts(self, lookup: Lookup) -> Iterator[tuple[Array, Array]]:
        """Yield the postings that `lookup` finds, segment by segment."""
        begin = lookup.text.encode()
        for segment, base in self._placed:
            terms = segment.terms(lookup.field)
            if not len(terms):
                continue
            if lookup.prefix:
                postings = terms.postings(terms.find(begin), terms.find(begin + _AFTER_ALL))
            else:
                number = terms.number(begin)
                if number is None:
                    continue
                postings = terms.postings(number)
            if len(postings):
                yield postings["doc"].astype(np.intp) + base, postings["count"].astype(np.float64)


def _numbers(keys: Array) -> "array[int]":
    numbers = array("q")
    numbers.frombytes(keys.tobytes())
    return numbers


def _joined(arrays: Sequence[Array], kind: type) -> Array:
    return np.concatenate(arrays) if arrays else np.zeros(0, kind)
