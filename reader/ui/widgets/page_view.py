"""An article laid out in a column, of which the screen shows a part: its place is kept.

The place is an offset into the text, not a line: it survives another width, another size and the
refinement of lines not yet laid out.
"""

from dataclasses import dataclass

from textual.geometry import Offset, Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.timer import Timer

from reader.model import Article, Span
from reader.text.options import LayoutOptions
from reader.text.page import Page
from reader.ui.messages import PositionChanged

_SLICE = 300
"""Lines laid out at a time: a few milliseconds, so that no key waits for it."""

_FIRST_SLICE = 100
"""Lines laid out before the screen is drawn: a short article's height is right at once."""

_PAUSE = 0.005
"""Seconds between two slices, for keys to come through."""

_MARGIN = 2
"""Cells kept free at each side of the column."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What the screen shows: where to return to, exactly."""

    offset: int
    """Of the first code point, as `PageView.position`."""
    line: int
    """On top of the screen; tells more than the offset while the title is in sight."""


class PageView(ScrollView):
    """The page of one article; scrolls to lines and to places of the text."""

    column: var[int] = var(80)
    """The widest the column may be, in cells."""

    def __init__(self, options: LayoutOptions, *, id: str) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._options = options
        self.set_reactive(PageView.column, options.width)
        self._article: Article | None = None
        self._page: Page | None = None
        self._page_options = options
        self._position = 0
        self._placing = False
        self._kept_revision = 0
        self._settling: Timer | None = None

    @property
    def article(self) -> Article | None:
        """What is shown."""
        return self._article

    @property
    def page(self) -> Page | None:
        """What is shown, laid out; another one for another width."""
        return self._page

    @property
    def options(self) -> LayoutOptions:
        """How texts are set, in the widest column."""
        return self._options._replace(width=self.column)

    @property
    def position(self) -> int:
        """The offset of the first code point on the screen; 0 where the title is in sight."""
        return self._position

    def show(self, article: Article, offset: int) -> None:
        """Show `article` with the line of `offset` on top; 0 shows its title."""
        self._article = article
        self._page = None
        self._position = offset
        self._go_to_line_silently(0)
        self._lay_out()

    def close(self) -> None:
        """Show no article."""
        if self._settling is not None:
            self._settling.stop()
            self._settling = None
        self._article = self._page = None
        self._position = 0
        self.virtual_size = Size(0, 0)
        self.refresh()

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

    def reveal(self, span: Span, *, always: bool = False) -> None:
        """Scroll, if `span` is not in sight or `always`, until it stands in the upper third."""
        if self._page is None:
            return
        last = self._line_of(max(span.start, span.end - 1))
        first = self._line_of(span.start)
        top, height = round(self.scroll_y), self.scrollable_content_region.height
        if always or first < top or last >= top + height:
            self._scroll_to_line(self._line_above(span.start, height // 3))

    def _line_above(self, offset: int, lines: int) -> int:
        """Return the line that stands `lines` above that of `offset`, or the first one."""
        above = max(0, self._line_of(offset) - lines)
        for y in range(above, above + lines):
            if self._page is not None:
                self._page.line(y)  # what is laid out now moves nothing when it is drawn
        return max(0, self._line_of(offset) - lines)

    @property
    def lines_shown(self) -> tuple[int, int]:
        """The first line of the page on the screen, and the one after the last."""
        top = round(self.scroll_y)
        return top, top + self.scrollable_content_region.height

    def place(self, where: Offset) -> tuple[int, int]:
        """Return the line of the page, and the cell of its column, at a place on the screen."""
        region = self.content_region
        y = where.y - region.y + round(self.scroll_y)
        return y, where.x - region.x - self.column_margin

    @property
    def room(self) -> int:
        """The widest column that fits, in cells."""
        return self.scrollable_content_region.width - 2 * _MARGIN

    @property
    def column_margin(self) -> int:
        """Cells left of the column."""
        column = self._page.width if self._page is not None else 0
        return (self.scrollable_content_region.width - column) // 2

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
        if self._article is None or self.room <= 0:
            return
        options = self._options._replace(width=max(1, min(self.column, self.room)))
        if self._page is None or options != self._page_options:  # else the height is another
            self._page = Page(self._article, options, folds=True)
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
