"""The reading pane: an article laid out in a column, drawn line by line where visible.

The pane's place is an offset into the text, not a line: it survives another width, another
size and the refinement of lines not yet laid out.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from reader.model import Article, BlockKind, MarkKind, Span
from reader.text.decoration import Decorations
from reader.text.find import Hits
from reader.text.layout import LayoutOptions, Piece, Role
from reader.text.page import Page
from reader.ui.cells import wrapped
from reader.ui.keys import PANE, bindings
from reader.ui.messages import Jumping, LeaveArticle, OptionsChanged, PositionChanged
from reader.ui.styles import component_style

_SLICE = 300
"""Lines laid out at a time: a few milliseconds, so that no key waits for it."""

_FIRST_SLICE = 100
"""Lines laid out before the screen is drawn: a short article's height is right at once."""

_PAUSE = 0.005
"""Seconds between two slices, for keys to come through."""

_MARGIN = 2
"""Cells kept free at each side of the column."""

_INDENT = 4
"""Cells of a paragraph's indent, if there is one."""

_HIT, _CURRENT_HIT = "hit", "hit-current"
_SELECTION, _CARET = "selection", "caret"

_NARROWEST, _WIDEST = 20, 300
"""What the column can be set to, in cells."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What the screen shows: where to return to, exactly."""

    offset: int
    """Of the first code point, as `ReadingPane.position`."""
    line: int
    """On top of the screen; tells more than the offset while the title is in sight."""


class ReadingPane(ScrollView, can_focus=True):
    """One article; scrolls by lines, pages, paragraphs and headings."""

    BINDINGS = bindings(PANE)
    ALLOW_SELECT = False  # a selection is a span of the text, not of the screen

    COMPONENT_CLASSES = {
        f"reading-pane--{name}"
        for name in (*Role, *MarkKind, _HIT, _CURRENT_HIT, _SELECTION, _CARET)
    }

    column: var[int] = var(80)
    """The widest the column may be, in cells."""

    hint: var[str] = var("")
    """What is said while no article is open, in the user's language."""

    def __init__(self, options: LayoutOptions, *, id: str) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._options = options
        self.set_reactive(ReadingPane.column, options.width)
        self._article: Article | None = None
        self._page: Page | None = None
        self._page_options = options
        self._decorations = Decorations(())
        self._hits = Hits()
        self._current_hit = 0
        self._selection: Span | None = None
        self._caret: Span | None = None
        self._position = 0
        self._placing = False
        self._kept_revision = 0
        self._settling: Timer | None = None

    @property
    def options(self) -> LayoutOptions:
        """How texts are set, in the widest column."""
        return replace(self._options, width=self.column)

    @property
    def position(self) -> int:
        """The offset of the first code point on the screen; 0 where the title is in sight."""
        return self._position

    def show(self, article: Article, offset: int) -> None:
        """Show `article` with the line of `offset` on top; 0 shows its title."""
        self._article = article
        marks = article.structure.marks
        self._decorations = Decorations((mark.span, mark.kind.value) for mark in marks)
        self._hits = Hits()
        self._page = None
        self._position = offset
        self._go_to_line_silently(0)
        self._lay_out()

    def go_to(self, offset: int) -> None:
        """Put the line of `offset` on top; 0 shows the title."""
        if self._page is not None:
            self._scroll_to_line(self._line_of(offset) if offset else 0)

    @property
    def sight(self) -> Sight:
        """What the screen shows."""
        return Sight(self._position, round(self.scroll_y))

    def return_to(self, sight: Sight) -> None:
        """Show what the screen showed."""
        if sight.offset:
            self.go_to(sight.offset)
        else:
            self._scroll_to_line(sight.line)

    def reveal(self, span: Span) -> None:
        """Scroll, if `span` is not in sight, until it stands in the upper third."""
        if self._page is None:
            return
        last = self._line_of(max(span.start, span.end - 1))
        first = self._line_of(span.start)
        top, height = round(self.scroll_y), self.scrollable_content_region.height
        if first < top or last >= top + height:
            self._scroll_to_line(self._line_above(span.start, height // 3))

    def _line_above(self, offset: int, lines: int) -> int:
        """Return the line that stands `lines` above that of `offset`, or the first one."""
        above = max(0, self._line_of(offset) - lines)
        for y in range(above, above + lines):
            if self._page is not None:
                self._page.line(y)  # what is laid out now moves nothing when it is drawn
        return max(0, self._line_of(offset) - lines)

    def show_hits(self, hits: Hits, current: int = 0) -> None:
        """Decorate `hits`, the one with the index `current` most."""
        self._hits, self._current_hit = hits, current
        self.refresh()

    # Selecting

    @property
    def article(self) -> Article | None:
        """What is shown."""
        return self._article

    @property
    def page(self) -> Page | None:
        """What is shown, laid out; another one for another width."""
        return self._page

    @property
    def lines_shown(self) -> tuple[int, int]:
        """The first line of the page on the screen, and the one after the last."""
        top = round(self.scroll_y)
        return top, top + self.scrollable_content_region.height

    def place(self, where: Offset) -> tuple[int, int]:
        """Return the line of the page, and the cell of its column, at a place on the screen."""
        region = self.content_region
        margin = self._column_margin
        return where.y - region.y + round(self.scroll_y), where.x - region.x - margin

    def show_selection(self, selection: Span | None, caret: Span | None) -> None:
        """Decorate what is selected, and the caret, above all else."""
        self._selection, self._caret = selection, caret
        self.refresh()

    def keep_in_sight(self, offset: int) -> None:
        """Scroll no further than it takes to see the line of `offset`."""
        y = self._line_of(offset)
        top, bottom = self.lines_shown
        if y < top:
            self._scroll_to_line(y)
        elif y >= bottom:
            self._scroll_to_line(y - (bottom - top) + 1)

    @property
    def shown(self) -> Span:
        """The part of the text that is on the screen."""
        if self._page is None:
            return Span(0, 0)
        top = max(round(self.scroll_y), self._page.head_height)
        bottom = round(self.scroll_y) + self.scrollable_content_region.height
        last = max(top, min(bottom, self._page.height) - 1)
        start = self._page.line(top).span.start
        return Span(start, max(start, self._page.line(last).span.end))

    # Layout

    def _lay_out(self) -> None:
        """Set the article in the width there is, keeping the place."""
        width = self.scrollable_content_region.width - 2 * _MARGIN
        if self._article is None or width <= 0:
            return
        options = replace(self._options, width=max(1, min(self.column, width)))
        if self._page is None or options != self._page_options:  # else the height is another
            self._page = Page(self._article, options)
            self._page_options = options
        self._keep_place()
        self._settle(_FIRST_SLICE)
        self._report()
        self.refresh()

    def _settle(self, lines: int = _SLICE) -> None:
        """Lay out some more of what is not in sight, and go on when idle."""
        if self._settling is not None:
            self._settling.stop()
            self._settling = None
        if self._page is None:
            return
        complete = self._page.settle(lines)
        if self._page.revision != self._kept_revision:
            self._keep_place()
        if not complete:
            self._settling = self.set_timer(_PAUSE, self._settle)

    def _keep_place(self) -> None:
        """Scroll so that the same text is on top, lines having moved under it."""
        page = self._page
        if page is None:
            return
        in_head = min(round(self.scroll_y), page.head_height)
        top = page.y_of(self._position) if self._position else in_head
        self.virtual_size = Size(0, page.height)
        self._kept_revision = page.revision
        self._go_to_line_silently(top)

    def _go_to_line_silently(self, y: int) -> None:
        """Scroll without taking what comes to the top for what the reader wants there."""
        self._placing = True
        self._scroll_to_line(y)
        self._placing = False

    def _line_of(self, offset: int) -> int:
        """Return the line of `offset`, made sure that it can be scrolled to."""
        if self._page is None:
            return 0
        y = self._page.y_of(offset)
        self.virtual_size = Size(0, self._page.height)
        return y

    def _scroll_to_line(self, y: int) -> None:
        self.scroll_to(y=y, animate=False, force=True)

    def on_resize(self) -> None:
        """Set the text anew for the width there is now."""
        self._lay_out()

    def watch_column(self) -> None:
        """Set the text anew for the column wanted."""
        self._lay_out()

    def watch_hint(self) -> None:
        """Draw it."""
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the text that the reader brought to the top."""
        super().watch_scroll_y(old_value, new_value)
        if self._page is None or self._placing or round(old_value) == round(new_value):
            return
        top = round(new_value)
        inside = top >= self._page.head_height
        self._position = self._page.line(top).span.start if inside else 0
        self._report()

    def _report(self) -> None:
        """Tell where the reader is."""
        if self._article is None or self._page is None:
            return
        bottom = round(self.scroll_y) + self.scrollable_content_region.height
        finished = bottom >= self._page.height
        shown = self._article.summary
        self.post_message(PositionChanged(shown.id, shown.digest, self._position, finished))

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of the visible part, the column in the middle."""
        width = self.scrollable_content_region.width
        base = component_style(self)
        number = y + self.scroll_offset.y
        if self._article is None:
            return self._draw_hint(y, width)
        if self._page is None or number >= self._page.height:
            return Strip.blank(width, base)
        segments = [Segment(" " * self._column_margin, base)]
        for piece in self._page.line(number).pieces:
            segments += self._segments(piece)
        return Strip(segments).adjust_cell_length(width, base)

    def _draw_hint(self, y: int, width: int) -> Strip:
        """Say in the middle of the empty pane what to do."""
        lines = wrapped(self.hint, max(1, min(width - 4, self.column)))
        row = y - (self.size.height - len(lines)) // 2
        text = lines[row] if 0 <= row < len(lines) else ""
        segments = [
            Segment(" " * max(0, (width - cell_len(text)) // 2), component_style(self)),
            Segment(text, self._style(Role.BYLINE)),
        ]
        return Strip(segments).adjust_cell_length(width, component_style(self))

    @property
    def _column_margin(self) -> int:
        """Cells left of the column."""
        column = self._page.width if self._page is not None else 0
        return (self.scrollable_content_region.width - column) // 2

    def _segments(self, piece: Piece) -> list[Segment]:
        """The piece, cut where its decoration changes."""
        if piece.start is None:
            return [Segment(piece.text, self._style(piece.role))]
        start = piece.start
        segments = []
        part = Span(start, start + len(piece.text))
        for run in self._decorations.over(part, self._above(part)):
            text = run.span.shifted(-start).of(piece.text)
            segments.append(Segment(text, self._style(piece.role, *run.names)))
        return segments

    def _above(self, part: Span) -> Iterator[tuple[Span, str]]:
        """What lies over the author's marks in a part of the text."""
        for index, span in self._hits.within(part):
            yield span, _HIT
            if index == self._current_hit:
                yield span, _CURRENT_HIT
        if self._selection is not None:
            yield self._selection, _SELECTION
        if self._caret is not None:
            yield self._caret, _CARET

    def _style(self, *names: str) -> Style:
        return component_style(self, *(f"reading-pane--{name}" for name in names))

    # Actions

    def action_leave(self) -> None:
        """Ask for the list."""
        self.post_message(LeaveArticle())

    def action_lines(self, lines: int) -> None:
        """Scroll by `lines`."""
        self._scroll_to_line(round(self.scroll_y) + lines)

    def action_page(self, pages: float) -> None:
        """Scroll by so many screens; a whole one keeps a line in sight."""
        height = self.scrollable_content_region.height
        lines = int(height * abs(pages)) - (abs(pages) == 1)
        self.action_lines(max(1, lines) * (1 if pages > 0 else -1))

    def action_start(self) -> None:
        """Scroll to the title."""
        self.post_message(Jumping(self.position))
        self._scroll_to_line(0)

    def action_end(self) -> None:
        """Scroll to the end."""
        if self._page is not None and self._article is not None:
            self.post_message(Jumping(self.position))
            # The last line's number is known once its block is laid out.
            self._line_of(len(self._article.text))
            self._scroll_to_line(self._page.height)

    def action_paragraph(self, step: int) -> None:
        """Scroll to the next paragraph, or to the beginning of this or the one before."""
        self._go_to_block(step, tuple(BlockKind))

    def action_heading(self, step: int) -> None:
        """Scroll to the next heading or the one before."""
        self._go_to_block(step, (BlockKind.HEADING,))

    def _go_to_block(self, step: int, kinds: tuple[BlockKind, ...]) -> None:
        if self._article is None:
            return
        blocks = self._article.structure.blocks
        starts = [block.span.start for block in blocks if block.kind in kinds]
        if step > 0:
            index = bisect_right(starts, self._position)
            if self._position == 0 and self.scroll_y == 0 and starts[:1] == [0]:
                index = 0
            target = starts[index] if index < len(starts) else None
        else:
            index = bisect_left(starts, self._position) - 1
            target = starts[index] if index >= 0 else None
        if target is not None:
            self._scroll_to_line(self._line_of(target))
        elif step < 0:
            self.action_start()

    def action_column(self, characters: int) -> None:
        """Make the column wider or narrower by full-width characters."""
        width = min(self.column, self.scrollable_content_region.width - 2 * _MARGIN)
        self.column = max(_NARROWEST, min(width + 2 * characters, _WIDEST))
        self.post_message(OptionsChanged(self.options))

    def action_indent(self) -> None:
        """Set paragraphs off by an indent or by a blank line."""
        self._set_anew(replace(self._options, indent=0 if self._options.indent else _INDENT))

    def action_gap(self) -> None:
        """Leave a gap between Chinese and Latin, or none."""
        self._set_anew(replace(self._options, gap=not self._options.gap))

    def _set_anew(self, options: LayoutOptions) -> None:
        self._options = options
        self._lay_out()
        self.post_message(OptionsChanged(self.options))
