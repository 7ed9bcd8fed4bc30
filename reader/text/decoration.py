"""Which styles cover which part of a line: named spans in layers, cut into disjoint runs.

Marks of the author, entities, search hits, notes and the selection may overlap and nest in any
way; every name survives, in the order of its layer.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from reader.model import Span

if TYPE_CHECKING:
    from reader.text.line import Piece


class NamedSpans(Protocol):
    """Spans over a text with names, asked for part by part: no more than is drawn is looked at."""

    def within(self, part: Span) -> Iterable[tuple[Span, str]]:
        """Return those that share a code point with `part`, the lowest first."""


class Decorations:
    """Named spans known from the beginning, in any number and of any length."""

    def __init__(self, spans: Iterable[tuple[Span, str]] = ()) -> None:
        """Take spans with their names, the lowest first; empty spans decorate nothing."""
        # Sorted by start among those of like length, the spans that reach into a line are
        # neighbours: one that covers the whole article does not hide the ends of the others.
        self._by_size: dict[int, list[tuple[int, int, Span, str]]] = defaultdict(list)
        for place, (span, name) in enumerate(spans):
            if span:
                size = len(span).bit_length()
                self._by_size[size].append((span.start, place, span, name))
        for entries in self._by_size.values():
            entries.sort(key=_start)

    def within(self, part: Span) -> list[tuple[Span, str]]:
        """Return the spans that share a code point with `part`, in the order they were given."""
        found = []
        for size, entries in self._by_size.items():
            first = bisect_right(entries, part.start - (1 << size), key=_start)
            last = bisect_left(entries, part.end, key=_start)
            found += [entry for entry in entries[first:last] if entry[2].end > part.start]
        found.sort(key=_place)
        return [(span, name) for _, _, span, name in found]

    def over(self, part: Span) -> Iterator["Run"]:
        """Yield the runs that make up `part`, in order; none if it is empty."""
        return runs(part, self.within(part))


class Layers:
    """Named spans over each other, in layers that are set one by one."""

    def __init__(self, names: Sequence[str]) -> None:
        """Take the names of the layers, the lowest first."""
        self._spans: dict[str, NamedSpans] = dict.fromkeys(names, Decorations())

    def set(self, layer: str, spans: NamedSpans) -> None:
        """Lay `spans` in a layer, instead of what was there; KeyError for a layer unknown."""
        if layer not in self._spans:
            raise KeyError(layer)
        self._spans[layer] = spans

    def clear(self) -> None:
        """Take everything away."""
        self._spans = dict.fromkeys(self._spans, Decorations())

    def within(self, layer: str, part: Span) -> list[tuple[Span, str]]:
        """Return what covers some of `part` in one layer, the lowest first."""
        return list(self._spans[layer].within(part))

    def over(self, part: Span) -> Iterator["Run"]:
        """Yield the runs that make up `part`, in order; none if it is empty."""
        return runs(part, [found for spans in self._spans.values() for found in spans.within(part)])


@dataclass(frozen=True, slots=True)
class Run:
    """A part of the text that the same names cover all along."""

    span: Span
    names: tuple[str, ...]
    """The lowest layer's first, each once; empty where nothing covers it."""


def runs(part: Span, covering: Sequence[tuple[Span, str]]) -> Iterator[Run]:
    """Yield the runs that make up `part`, which named spans cover, the lowest first."""
    edges = {part.start, part.end}
    for span, _ in covering:
        edges |= {max(span.start, part.start), min(span.end, part.end)}
    for left, right in pairwise(sorted(edges)):
        names = [name for span, name in covering if span.start <= left < span.end]
        yield Run(Span(left, right), tuple(dict.fromkeys(names)))


def drawn(
    piece: "Piece", over: Callable[[Span], Iterable[Run]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield a piece of a line cut where its names change: its role, and what lies `over` it."""
    if piece.start is None:
        yield piece.text, (piece.role,)
        return
    start = piece.start
    for run in over(Span(start, start + len(piece.text))):
        yield run.span.shifted(-start).of(piece.text), (piece.role, *run.names)


def _start(entry: tuple[int, int, Span, str]) -> int:
    return entry[0]


def _place(entry: tuple[int, int, Span, str]) -> int:
    return entry[1]
