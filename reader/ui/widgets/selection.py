"""A selection of the text, and where the caret that makes one by keys can go.

Nothing of Textual: places are those of a page (lines, cells) and of its text (offsets).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from reader.model import Article, BlockKind, Span
from reader.text.boundaries import Boundaries, Unit
from reader.text.page import Page
from reader.text.width import cell_width

_NEVER_AT_ENDS = "\n\t"
"""What separates lines and cells is no one's to see, so no selection begins or ends with it."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected: from where it began to where it has got to, in whole units."""

    anchor: Span
    """Where it began: a grapheme, or empty for the gap between two."""
    head: Span
    """Where it has got to, the same way; the caret stands there."""
    unit: Unit = Unit.CHARACTER

    def span(self, text: str, boundaries: Boundaries) -> Span:
        """Return the part of `text` that is selected; it may be empty."""
        start = min(self.anchor.start, self.head.start)
        end = max(self.anchor.end, self.head.end)
        if self.unit is not Unit.CHARACTER:
            first = boundaries.around(self.unit, start)
            last = boundaries.around(self.unit, max(start, end - 1))
            return Span(first.start, last.end)
        part = text[start:end]
        start += len(part) - len(part.lstrip(_NEVER_AT_ENDS))
        return Span(start, max(start, start + len(part.strip(_NEVER_AT_ENDS))))

    def to(self, head: Span) -> "Selection":
        """Return the selection from the same place to another."""
        return replace(self, head=head)

    def swapped(self) -> "Selection":
        """Return the selection with its ends exchanged, so that the other one can be moved."""
        return replace(self, anchor=self.head, head=self.anchor)

    def by(self, unit: Unit) -> "Selection":
        """Return the selection in other units; those it had can be had again."""
        return replace(self, unit=unit)


def place_at(
    page: Page, text: str, boundaries: Boundaries, y: int, cell: int, ambiguous: int = 1
) -> Span:
    """Return what a pointer at a cell of a line points at, for a selection by characters.

    That is the gap before or behind the character, depending on the half it is in; but the whole
    character where it is one cell wide, for such a cell has no halves. `ambiguous` is the width
    of characters of ambiguous width, in cells.
    """
    if y < 0:
        return Span(0, 0)
    if y >= page.height:
        return Span(len(text), len(text))
    target = boundaries.around(Unit.CHARACTER, page.offset_at(y, cell))
    line, begin = page.cell_of(target.start)
    if line != y:  # a blank line, an ornament
        return Span(target.start, target.start)
    middle = 2 * begin + cell_width(target.of(text), ambiguous)
    if 2 * cell + 1 == middle:
        return target
    gap = target.start if 2 * cell + 1 < middle else target.end
    return Span(gap, gap)


class Motion(StrEnum):
    """Where the caret can go."""

    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    HALF_UP = "half-up"
    HALF_DOWN = "half-down"
    PAGE_UP = "page-up"
    PAGE_DOWN = "page-down"
    WORD_BACK = "word-back"
    WORD = "word"
    WORD_END = "word-end"
    SENTENCE_BACK = "sentence-back"
    SENTENCE = "sentence"
    PARAGRAPH_BACK = "paragraph-back"
    PARAGRAPH = "paragraph"
    HEADING_BACK = "heading-back"
    HEADING = "heading"
    LINE_START = "line-start"
    LINE_END = "line-end"
    START = "start"
    END = "end"


_BACK = {
    Motion.LEFT: Unit.CHARACTER,
    Motion.WORD_BACK: Unit.WORD,
    Motion.SENTENCE_BACK: Unit.SENTENCE,
    Motion.PARAGRAPH_BACK: Unit.PARAGRAPH,
}
_ON = {
    Motion.RIGHT: Unit.CHARACTER,
    Motion.WORD: Unit.WORD,
    Motion.SENTENCE: Unit.SENTENCE,
    Motion.PARAGRAPH: Unit.PARAGRAPH,
}
_FAR_RIGHT = 1 << 20  # cells


class Motions:
    """The ways of a caret over a laid out article; it stands on graphemes that are drawn."""

    def __init__(self, article: Article, page: Page, boundaries: Boundaries, height: int) -> None:
        """Take what is shown, and how many lines a screen has."""
        self._article = article
        self._length = len(article.text)
        self._page = page
        self._boundaries = boundaries
        self._lines = {
            Motion.UP: -1,
            Motion.DOWN: 1,
            Motion.HALF_UP: -max(1, height // 2),
            Motion.HALF_DOWN: max(1, height // 2),
            Motion.PAGE_UP: -max(1, height - 1),
            Motion.PAGE_DOWN: max(1, height - 1),
        }

    def is_vertical(self, motion: Motion) -> bool:
        """Tell whether a motion goes by lines, and so keeps the cell."""
        return motion in self._lines

    def go(self, motion: Motion, offset: int, cell: int) -> int:
        """Return where `motion` leads from `offset`; by lines it comes as near `cell` as it can."""
        if motion in self._lines:
            return self._by_lines(self._lines[motion], offset, cell)
        if motion in _ON:
            return self._first_drawn(self._boundaries.after(_ON[motion], offset), offset)
        if motion in _BACK:
            return self._last_drawn(self._boundaries.before(_BACK[motion], offset), offset)
        if motion is Motion.WORD_END:
            return self._word_end(offset)
        if motion in (Motion.HEADING, Motion.HEADING_BACK):
            return self._heading(motion is Motion.HEADING, offset)
        y = self._page.y_of(offset)
        if motion is Motion.LINE_START:
            return self._page.offset_at(y, 0)
        if motion is Motion.LINE_END:
            return self._page.offset_at(y, _FAR_RIGHT)
        if motion is Motion.START:
            return self._first_drawn(0, offset)
        return self._last_drawn(self._length, offset)

    def first_in(self, top: int, bottom: int) -> int:
        """Return the first offset drawn on the lines from `top` up to `bottom`."""
        for y in range(top, bottom):
            if self._has_text(y):
                return self._page.offset_at(y, 0)
        return self._first_drawn(self._page.offset_at(top, 0), 0)

    def _by_lines(self, lines: int, offset: int, cell: int) -> int:
        step = 1 if lines > 0 else -1
        y = found = self._page.y_of(offset)
        while lines and self._page.head_height <= y + step < self._page.height:
            y += step
            if self._has_text(y):
                found = y
                lines -= step
        return self._page.offset_at(found, cell)

    def _has_text(self, y: int) -> bool:
        return any(piece.start is not None for piece in self._page.line(y).pieces)

    def _word_end(self, offset: int) -> int:
        for start in (offset, self._boundaries.after(Unit.WORD, offset)):
            end = self._boundaries.around(Unit.WORD, start).end
            last = self._boundaries.around(Unit.CHARACTER, max(0, end - 1)).start
            if last > offset:
                return self._last_drawn(last, offset)
        return offset

    def _heading(self, on: bool, offset: int) -> int:
        starts = [
            block.span.start
            for block in self._article.structure.blocks
            if block.kind is BlockKind.HEADING
        ]
        if on:
            return next((start for start in starts if start > offset), offset)
        return next((start for start in reversed(starts) if start < offset), offset)

    # What is not drawn is passed over

    def _first_drawn(self, offset: int, otherwise: int) -> int:
        """Return the first grapheme drawn from `offset` on."""
        while offset < self._length:
            if self._is_drawn(offset):
                return offset
            offset = self._boundaries.after(Unit.CHARACTER, offset)
        return otherwise

    def _last_drawn(self, offset: int, otherwise: int) -> int:
        """Return the last grapheme drawn up to `offset`."""
        for start in self._backwards(offset):
            if self._is_drawn(start):
                return start
        return otherwise

    def _backwards(self, offset: int) -> Iterator[int]:
        if offset < self._length:
            yield offset
        while offset > 0:
            offset = self._boundaries.before(Unit.CHARACTER, offset)
            yield offset

    def _is_drawn(self, offset: int) -> bool:
        return self._page.offset_at(*self._page.cell_of(offset)) == offset
