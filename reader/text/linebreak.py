"""Where lines end when a text is filled into a column.

Offsets are code points, widths are cells. Time is linear in the text whatever it holds: a line is
measured by a few scans in C over the widths of a window, and only near its end are pairs of
characters looked at.
"""

import re
from collections.abc import Iterator

from reader.text.breakrule import can_break, is_grapheme_start, last_break
from reader.text.width import char_widths

SOFT_HYPHEN = "\xad"

UNDRAWN = re.compile(f"[{SOFT_HYPHEN}\u200b\u2060-\u2064\ufeff]+")
"""Characters without width or form, which some terminals draw all the same."""

_WINDOW = 8192  # code points measured at a time
_ZEROS = re.compile(b"\0*")
_SPACES = re.compile("[ \t\u3000]+")
_LATIN = re.compile("[0-9A-Za-z\u00c0-\u024f\u0370-\u052f]+")
_IDEOGRAPHS = re.compile(
    "[々〇\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


def find_gaps(text: str) -> list[int]:
    """Return the offsets between a Han or kana and a Latin, Greek or Cyrillic letter or a digit.

    These are the places where typographers set a thin gap (W3C clreq, 3.2.3; CSS text-autospace).
    """
    gaps = []
    for match in _LATIN.finditer(text):
        start, end = match.span()
        if start and _IDEOGRAPHS.match(text, start - 1):
            gaps.append(start)
        if _IDEOGRAPHS.match(text, end):
            gaps.append(end)
    return gaps


def line_widths(text: str, ambiguous: int = 1) -> bytes:
    """Return the cells each code point takes within a line, where those of `UNDRAWN` take none."""
    widths = char_widths(text, ambiguous)
    if text.isascii() or not UNDRAWN.search(text):
        return widths
    changed = bytearray(widths)
    for match in UNDRAWN.finditer(text):
        changed[match.start() : match.end()] = bytes(match.end() - match.start())
    return bytes(changed)


def line_ends(
    text: str,
    start: int,
    end: int,
    width: int,
    *,
    first: int | None = None,
    ambiguous: int = 1,
    gap: bool = False,
) -> Iterator[int]:
    """Yield the offset at which each line of `text[start:end]` ends; the last is `end`.

    No line takes more than `width` cells, the first one no more than `first`, unless a single
    grapheme does; white space at its end is not counted and may hang over. `\n` ends a line and
    belongs to it. With `gap` each of `find_gaps` within a line takes a cell; `ambiguous` is the
    width of ambiguous characters. A line that ends with a soft hyphen has a cell left for it.
    """
    room = width if first is None else first
    while True:
        newline = text.find("\n", start, end)
        stop = end if newline < 0 else newline
        for line_end in _fill(text, start, stop, max(width, 1), max(room, 1), ambiguous, gap):
            yield line_end if line_end < stop or newline < 0 else newline + 1
        if newline < 0 or newline + 1 == end:
            return
        start = newline + 1
        room = width


def hard_ends(
    text: str, start: int, end: int, width: int, *, first: int | None = None, ambiguous: int = 1
) -> Iterator[int]:
    """Yield the line ends of `text[start:end]`, which has no `\n`, filled up whatever it says.

    Lines end between any two graphemes, and a space counts as any other; else as `line_ends`.
    """
    room = width if first is None else first
    return _fill(text, start, end, max(width, 1), max(room, 1), ambiguous, False, hard=True)


def _fill(
    text: str,
    start: int,
    end: int,
    width: int,
    room: int,
    ambiguous: int,
    gap: bool,
    hard: bool = False,
) -> Iterator[int]:
    """Yield the line ends of a stretch without `\n`, its first line `room` cells wide."""
    line = start
    size = _WINDOW
    while True:
        window = _Window(text, line, min(line + size, end), ambiguous, gap)
        while line < window.end:
            fit = window.fit(line, room)
            if fit == window.end:
                break
            if hard:
                line = _grapheme_end(text, line, fit, end)
            else:
                line = _line_end(text, line, fit, end, window, room)
            if line == end:
                break
            yield line
            room = width
        if line == end or window.end == end:
            yield end
            return
        # The line goes on behind the window; one that fills it all needs a larger one.
        size = size * 2 if line == window.start else _WINDOW


def _line_end(text: str, line: int, fit: int, end: int, window: "_Window", room: int) -> int:
    """Return where the line that begins at `line` ends, if `fit < end` is the most that fits."""
    spaces = _SPACES.match(text, fit, end)
    if spaces and (spaces.end() == end or can_break(text, line, spaces.end(), end)):
        return spaces.end()
    index = last_break(text, line, fit, end)
    while text[index - 1] == SOFT_HYPHEN and index > line and window.cells(line, index) == room:
        index = last_break(text, line, index - 1, end)
    return index if index > line else _grapheme_end(text, line, fit, end)


def _grapheme_end(text: str, line: int, fit: int, end: int) -> int:
    """Return the end of the last whole grapheme up to `fit`, or of the first if none fits."""
    for index in range(fit, line, -1):
        if is_grapheme_start(text, line, index):
            return index
    index = line + 1
    while index < end and not is_grapheme_start(text, line, index):
        index += 1
    return index


def _end_of_zeros(widths: bytes, index: int) -> int:
    zeros = _ZEROS.match(widths, index)
    return zeros.end() if zeros else index


class _Window:
    """The widths of a stretch of text, with sums over parts of it at the cost of a few scans.

    A gap is counted with the character behind it.
    """

    __slots__ = ("_gaps", "_wide", "_widths", "_zeros", "end", "start")

    def __init__(self, text: str, start: int, end: int, ambiguous: int, gap: bool) -> None:
        self.start = start
        self.end = end
        stretch = text[start:end]
        self._widths = line_widths(stretch, ambiguous)
        self._gaps: frozenset[int] = frozenset()
        if gap:
            self._gaps = frozenset(find_gaps(stretch))
            widened = bytearray(self._widths)
            for index in self._gaps:
                widened[index] += 1
            self._widths = bytes(widened)
        self._zeros = 0 in self._widths
        self._wide = [width for width in (2, 3) if width in self._widths]

    def fit(self, line: int, room: int) -> int:
        """Return the end of the longest part from `line` that takes at most `room` cells."""
        index = line - self.start
        widths = self._widths
        length = len(widths)
        widest = self._wide[-1] if self._wide else 1
        if index in self._gaps:
            room += 1
        while room >= widest and index < length:
            stop = min(index + room // widest, length)
            room -= self._sum(index, stop)
            index = stop
        while index < length and widths[index] <= room:
            room -= widths[index]
            index = index + 1 if widths[index] else _end_of_zeros(widths, index)
        return index + self.start

    def cells(self, line: int, end: int) -> int:
        """Return the cells that the line from `line` to `end` takes."""
        first = line - self.start
        return self._sum(first, end - self.start) - (first in self._gaps)

    def _sum(self, start: int, end: int) -> int:
        cells = end - start
        if self._zeros:
            cells -= self._widths.count(0, start, end)
        for width in self._wide:
            cells += (width - 1) * self._widths.count(width, start, end)
        return cells
