"""Terms and their postings: gathered from articles, written to a segment, read, and merged.

A segment is a part of an index that is written once. It numbers its articles from 0, at most
65,536 of them, and keeps for each field its terms, sorted, and behind each other their postings.
"""

import heapq
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, groupby, repeat
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from reader.search.arrays import POSTING, Array, ArrayFile, ArrayWriter, BadFile

MOST_ARTICLES = 2**16
"""What a segment can number."""

_MOST_COUNT = 255
_APART = 32
_BATCH = 2**20  # postings that are written at once when segments are merged


class _Numbers(dict[str, int]):
    """Numbers terms in the order in which they are first met."""

    def __init__(self) -> None:
        super().__init__()
        self._next = count()

    def __missing__(self, term: str) -> int:
        self[term] = number = next(self._next)
        return number


class Gathered:
    """The postings of one field of new articles."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._terms = array("I")
        self._docs = array("H")
        self._counts = array("B")

    def __len__(self) -> int:
        return len(self._terms)

    def add(self, doc: int, terms: Mapping[str, int]) -> None:
        """Add an article's terms, each with its count; articles come in ascending order."""
        self._terms.extend(map(self._numbers.__getitem__, terms))
        self._docs.extend(repeat(doc, len(terms)))
        self._counts.extend(map(min, terms.values(), repeat(_MOST_COUNT)))

    def write(self, name: str, writer: ArrayWriter) -> None:
        """Write the field `name` to a segment."""
        names = sorted(self._numbers)
        ranks = np.empty(len(names), np.uint32)
        ranks[np.fromiter(map(self._numbers.__getitem__, names), np.intp, len(names))] = np.arange(
            len(names), dtype=np.uint32
        )
        ranked = ranks[np.frombuffer(self._terms, np.uint32)]
        order = np.argsort(ranked, kind="stable")
        postings = np.empty(len(ranked), POSTING)
        postings["doc"] = np.frombuffer(self._docs, np.uint16)[order]
        postings["count"] = np.frombuffer(self._counts, np.uint8)[order]
        sizes = np.bincount(ranked, minlength=len(names))
        writer.write(f"{name}.postings", postings)
        _write_terms(name, writer, [term.encode() for term in names], sizes)


def _write_terms(name: str, writer: ArrayWriter, keys: Sequence[bytes], sizes: Array) -> None:
    ends = np.cumsum(np.fromiter(map(len, keys), np.uint32, len(keys)), dtype=np.uint32)
    starts = np.concatenate(([0], np.cumsum(sizes, dtype=np.uint64))).astype(np.uint64)
    writer.write(f"{name}.terms", np.frombuffer(b"".join(keys), np.uint8))
    writer.write(f"{name}.ends", np.concatenate((np.zeros(1, np.uint32), ends)))
    writer.write(f"{name}.starts", starts)


class Terms(Sequence[bytes]):
    """The terms of a field of a segment, sorted, in UTF-8."""

    def __init__(self, name: str, file: ArrayFile) -> None:
        self._bytes = file.read(f"{name}.terms").data.cast("B")
        self._ends = file.read(f"{name}.ends").data.cast("B").cast("I")
        self._starts = file.read(f"{name}.starts").data.cast("B").cast("Q")
        self._postings = file.read(f"{name}.postings")
        if len(self._ends) != len(self._starts) or not len(self._ends):
            raise BadFile(name)
        self._milestones = [self[number] for number in range(0, len(self), _APART)]
        """Every so many terms one that is at hand, so that few are read to find one."""

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> bytes:  # type: ignore[override]  # no slices
        return bytes(self._bytes[self._ends[number] : self._ends[number + 1]])

    def find(self, term: bytes) -> int:
        """Return the number of the first term that is not before `term`."""
        end = bisect_left(self._milestones, term) * _APART
        return bisect_left(self, term, max(end - _APART, 0), min(end, len(self)))

    def number(self, term: bytes) -> int | None:
        """Return the number of `term`, or None."""
        at = self.find(term)
        return at if at < len(self) and self[at] == term else None

    def articles(self, number: int) -> int:
        """Return how many articles, deleted ones among them, have the term `number`."""
        return self._starts[number + 1] - self._starts[number]

    def postings(self, first: int, last: int | None = None) -> Array:
        """Return the postings of the term `first`, or of those up to `last`, not included."""
        end = first + 1 if last is None else last
        return self._postings[self._starts[first] : self._starts[end]]


class Part(NamedTuple):
    """What a segment that is merged away contributes to a field."""

    terms: Terms
    numbers: Array
    """For each of its articles the number in the merged segment, or -1 for a deleted one."""


def merge(name: str, parts: Sequence[Part], writer: ArrayWriter) -> None:
    """Write the field `name` of the segment that takes the place of several.

    Numbers ascend from part to part. Holds no more than the terms in memory.
    """
    keys: list[bytes] = []
    sizes = array("I")
    writer.begin(f"{name}.postings", POSTING)
    waiting: list[Array] = []
    held = 0
    for key, found in _in_order(parts):
        size = 0
        for part, number in found:
            postings = _renumbered(part.terms.postings(number), part.numbers)
            size += len(postings)
            waiting.append(postings)
        if size:
            keys.append(key)
            sizes.append(size)
            held += size
        if held >= _BATCH:
            writer.append(np.concatenate(waiting))
            waiting, held = [], 0
    if held:
        writer.append(np.concatenate(waiting))
    _write_terms(name, writer, keys, np.frombuffer(sizes, np.uint32))


def _renumbered(postings: Array, numbers: Array) -> Array:
    docs = numbers[postings["doc"]]
    kept = docs >= 0
    renumbered = np.empty(np.count_nonzero(kept), POSTING)
    renumbered["doc"] = docs[kept]
    renumbered["count"] = postings["count"][kept]
    return renumbered


def _in_order(parts: Sequence[Part]) -> Iterator[tuple[bytes, Iterable[tuple[Part, int]]]]:
    """Yield each term of the parts, in order, with where it stands."""
    rows = [_rows(part, position) for position, part in enumerate(parts)]
    for key, group in groupby(heapq.merge(*rows), itemgetter(0)):
        yield key, [(parts[position], number) for _, position, number in group]


def _rows(part: Part, position: int) -> Iterator[tuple[bytes, int, int]]:
    return ((key, position, number) for number, key in enumerate(part.terms))
