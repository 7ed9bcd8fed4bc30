"""A segment as one file: what its articles are, how long their fields, and the postings."""

from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np

from reader.search.arrays import Array, ArrayFile, ArrayWriter, BadFile
from reader.search.base import IndexDocument, IndexField
from reader.search.postings import MOST_ARTICLES, Gathered, Part, Terms, merge
from reader.text.grams import grams
from reader.text.segment import Analyzer

MOST_CHARS = 4_000_000
"""Code points of the articles of a new segment, which are held in memory until it is written."""


class SegmentWriter:
    """Gathers articles for a new segment."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._fields = {field: Gathered() for field in IndexField}
        self._lengths: dict[IndexField, list[int]] = {field: [] for field in IndexField}
        self._keys: list[int] = []
        self._stamps: list[int] = []
        self._chars = 0

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def is_full(self) -> bool:
        """Whether the segment should be written before more articles come."""
        return self._chars >= MOST_CHARS or len(self._keys) == MOST_ARTICLES

    def add(self, document: IndexDocument) -> None:
        """Take in an article."""
        for field, terms in self._terms_of(document).items():
            self._fields[field].add(len(self._keys), terms)
            self._lengths[field].append(terms.total())
        self._keys.append(document.key)
        self._stamps.append(document.stamp)
        self._chars += len(document.text)

    def _terms_of(self, document: IndexDocument) -> dict[IndexField, Counter[str]]:
        return {
            IndexField.WORD: Counter(self._analyzer.terms(document.text)),
            IndexField.GRAM: grams(document.text),
            IndexField.TITLE: self._words_and_grams(document.title),
            IndexField.ABOUT: self._words_and_grams(document.about),
            IndexField.TAG: self._words_and_grams(document.tags),
            IndexField.NOTE: self._words_and_grams(document.notes),
            IndexField.ENTITY: self._words_and_grams(document.entities),
        }

    def _words_and_grams(self, folded: str) -> Counter[str]:
        """Return words and grams, what is both counted once for each place."""
        if not folded:
            return Counter()
        return grams(folded) | Counter(self._analyzer.terms(folded))

    def write(self, file: BinaryIO) -> int:
        """Write the segment and begin anew; return how many articles it has."""
        size = len(self)
        with ArrayWriter(file) as writer:
            writer.write("key", np.array(self._keys, np.int64))
            writer.write("stamp", np.array(self._stamps, np.uint64))
            for field, gathered in self._fields.items():
                writer.write(f"{field}.length", np.array(self._lengths[field], np.uint32))
                gathered.write(field, writer)
        self.__init__(self._analyzer)  # type: ignore[misc]
        return size


class Segment:
    """A segment, read from its file."""

    def __init__(self, path: Path, size: int) -> None:
        """Open the file of a segment of `size` articles; raises OSError or BadFile."""
        self._file = ArrayFile(path)
        self.keys = self._file.read("key")
        self.stamps = self._file.read("stamp")
        self._terms: dict[str, Terms] = {}
        if len(self.keys) != size or len(self.stamps) != size:
            raise BadFile(path.name)

    def __len__(self) -> int:
        return len(self.keys)

    def terms(self, field: str) -> Terms:
        """Return the terms of a field."""
        if field not in self._terms:
            self._terms[field] = Terms(field, self._file)
        return self._terms[field]

    def lengths(self, field: str) -> Array:
        """Return how many terms a field of each article has."""
        return self._file.read(f"{field}.length")


def merge_segments(segments: Sequence[tuple[Segment, Collection[int]]], file: BinaryIO) -> int:
    """Write the segment that takes the place of several, each given with its deleted articles.

    Returns how many articles are left.
    """
    alive = []
    for segment, deleted in segments:
        mask = np.ones(len(segment), bool)
        mask[list(deleted)] = False
        alive.append(mask)
    numbers = []
    size = 0
    for mask in alive:
        numbers.append(np.where(mask, np.cumsum(mask) - 1 + size, -1))
        size += int(np.count_nonzero(mask))
    sources = [segment for segment, _ in segments]

    def kept(arrays: Sequence[Array]) -> list[Array]:
        return [values[mask] for values, mask in zip(arrays, alive, strict=True)]

    with ArrayWriter(file) as writer:
        writer.write("key", *kept([segment.keys for segment in sources]))
        writer.write("stamp", *kept([segment.stamps for segment in sources]))
        for field in IndexField:
            writer.write(f"{field}.length", *kept([one.lengths(field) for one in sources]))
            parts = [
                Part(segment.terms(field), numbers_)
                for segment, numbers_ in zip(sources, numbers, strict=True)
            ]
            merge(field, parts, writer)
    return size
