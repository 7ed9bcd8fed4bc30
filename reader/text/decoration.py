"""Which styles cover which part of a line: named spans, cut into disjoint runs.

Marks of the author, entities, search hits, notes and the selection may overlap and nest in any
way; every name survives, in the order of its layer.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from reader.model import Span


@dataclass(frozen=True, slots=True)
class Run:
    """A part of the text that the same names cover all along."""

    span: Span
    names: tuple[str, ...]
    """In the order the spans were given, each once; empty where nothing covers it."""


class Decorations:
    """Named spans over a text, asked for line by line."""

    def __init__(self, spans: Iterable[tuple[Span, str]]) -> None:
        """Take spans with their names, the lowest layer first; empty spans decorate nothing."""
        # Sorted by start among those of like length, the spans that reach into a line are
        # neighbours: one that covers the whole article does not hide the ends of the others.
        self._by_size: dict[int, list[tuple[int, int, int, str]]] = defaultdict(list)
        for layer, (span, name) in enumerate(spans):
            if span:
                size = len(span).bit_length()
                self._by_size[size].append((span.start, span.end, layer, name))
        for entries in self._by_size.values():
            entries.sort()

    def over(self, part: Span, above: Iterable[tuple[Span, str]] = ()) -> Iterator[Run]:
        """Yield the runs that make up `part`, in order; none if it is empty.

        The spans `above` lie over the others, this time: what changes often, such as hits.
        """
        covering = self._covering(part)
        for span, name in above:
            if span and span.overlaps(part):
                covering.append((0, span.start, span.end, name))
        edges = {part.start, part.end}
        for _, start, end, _ in covering:
            edges |= {max(start, part.start), min(end, part.end)}
        for left, right in pairwise(sorted(edges)):
            names = [name for _, start, end, name in covering if start <= left < end]
            yield Run(Span(left, right), tuple(dict.fromkeys(names)))

    def _covering(self, part: Span) -> list[tuple[int, int, int, str]]:
        """Return the spans that share a code point with `part`: layer, start, end, name."""
        covering = []
        for size, entries in self._by_size.items():
            first = bisect_right(entries, part.start - (1 << size), key=_start)
            last = bisect_left(entries, part.end, key=_start)
            for start, end, layer, name in entries[first:last]:
                if end > part.start:
                    covering.append((layer, start, end, name))
        covering.sort()
        return covering


def _start(entry: tuple[int, int, int, str]) -> int:
    return entry[0]
