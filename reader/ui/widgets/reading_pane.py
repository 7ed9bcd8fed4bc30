"""The reading pane: an article laid out in a column, drawn line by line where visible.

The pane's place is an offset into the text, not a line: it survives another width, another
size and the refinement of lines not yet laid out.
"""

from bisect import bisect_left, bisect_right
from dataclasses import replace

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from reader.model import Article, BlockKind, MarkKind, Span
from reader.text.decoration import Decorations
from reader.text.layout import LayoutOptions, Piece, Role
from reader.text.page import Page
from reader.ui.keys import PANE, bindings
from reader.ui.messages import ColumnChanged, LeaveArticle, PositionChanged
from reader.ui.styles import component_style

_SLICE = 300
"""Lines laid out at a time: a few milliseconds, so that no key waits for it."""

_PAUSE = 0.005
"""Seconds between two slices, for keys to come through."""

_MARGIN = 2
"""Cells kept free at each side of the column."""

_NARROWEST, _WIDEST = 20, 300
"""What the column can be set to, in cells."""


class ReadingPane(ScrollView, can_focus=True):
    """One article; scrolls by lines, pages, paragraphs and headings."""

    BINDINGS = bindings(PANE)
    ALLOW_SELECT = False  # a selection is a span of the text, not of the screen

    COMPONENT_CLASSES = {f"reading-pane--{name.value}" for name in (*Role, *MarkKind)}

    column: var[int] = var(80)
    """The widest the column may be, in cells."""

    def __init__(self, options: LayoutOptions, *, id: str) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._options = options
        self.set_reactive(ReadingPane.column, options.width)
        self._article: Article | None = None
        self._page: Page | None = None
        self._decorations = Decorations(())
        self._position = 0
        self._placing = False
        self._settling: Timer | None = None

    @property
    def position(self) -> int:
        """The offset of the first code point on the screen; 0 where the title is in sight."""
        return self._position

    def show(self, article: Article, offset: int) -> None:
        """Show `article` with the line of `offset` on top; 0 shows its title."""
        self._article = article
        marks = article.structure.marks
        self._decorations = Decorations((mark.span, mark.kind.value) for mark in marks)
        self._position = offset
        self._lay_out()

    def go_to(self, offset: int) -> None:
        """Put the line of `offset` on top."""
        if self._page is not None:
            self._scroll_to_line(self._page.y_of(offset))

    # Layout

    def _lay_out(self) -> None:
        """Set the article in the width there is, keeping the place."""
        width = self.scrollable_content_region.width - 2 * _MARGIN
        if self._article is None or width <= 0:
            return
        options = replace(self._options, width=max(1, min(self.column, width)))
        self._page = Page(self._article, options)
        self._keep_place()
        self._settle()
        self._report()
        self.refresh()

    def _settle(self) -> None:
        """Lay out some more of what is not in sight, and go on when idle."""
        self._settling = None
        if self._page is None:
            return
        revision = self._page.revision
        complete = self._page.settle(_SLICE)
        if self._page.revision != revision:
            self._keep_place()
        if not complete:
            self._settling = self.set_timer(_PAUSE, self._settle)

    def _keep_place(self) -> None:
        """Scroll so that the same text is on top, lines having moved under it."""
        page = self._page
        if page is None:
            return
        top = page.y_of(self._position) if self._position else 0
        self._placing = True
        self.virtual_size = Size(0, page.height)
        self.scroll_to(y=top, animate=False, force=True)
        self._placing = False

    def _scroll_to_line(self, y: int) -> None:
        self.scroll_to(y=y, animate=False, force=True)

    def on_resize(self) -> None:
        """Set the text anew for the width there is now."""
        self._lay_out()

    def watch_column(self) -> None:
        """Set the text anew for the column wanted."""
        self._lay_out()

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
        self.post_message(PositionChanged(self._article.summary.id, self._position, finished))

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of the visible part, the column in the middle."""
        width = self.scrollable_content_region.width
        base = self.rich_style
        number = y + self.scroll_offset.y
        if self._page is None or number >= self._page.height:
            return Strip.blank(width, base)
        segments = [Segment(" " * ((width - self._page.width) // 2), base)]
        for piece in self._page.line(number).pieces:
            segments += self._segments(piece)
        return Strip(segments).adjust_cell_length(width, base)

    def _segments(self, piece: Piece) -> list[Segment]:
        """The piece, cut where its decoration changes."""
        if piece.start is None:
            return [Segment(piece.text, self._style(piece.role))]
        start = piece.start
        segments = []
        for run in self._decorations.over(Span(start, start + len(piece.text))):
            text = run.span.shifted(-start).of(piece.text)
            segments.append(Segment(text, self._style(piece.role, *run.names)))
        return segments

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
        self._scroll_to_line(0)

    def action_end(self) -> None:
        """Scroll to the end."""
        if self._page is not None and self._article is not None:
            # The last line's number is known once its block is laid out.
            self._page.y_of(len(self._article.text))
            self.virtual_size = Size(0, self._page.height)
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
            self.go_to(target)
        elif step < 0:
            self.action_start()

    def action_column(self, characters: int) -> None:
        """Make the column wider or narrower by full-width characters."""
        width = min(self.column, self.scrollable_content_region.width - 2 * _MARGIN)
        self.column = max(_NARROWEST, min(width + 2 * characters, _WIDEST))
        self.post_message(ColumnChanged(self.column))
