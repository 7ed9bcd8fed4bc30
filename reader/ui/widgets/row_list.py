"""A list of any length: rows drawn and fetched only where visible.

The list knows how many rows there are and holds a few pages of them; a row it lacks is drawn
empty and asked for with `RowsWanted`.
"""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.ui.cells import wrapped
from reader.ui.keys import LIST, bindings
from reader.ui.messages import RowsWanted
from reader.ui.styles import ComponentStyles

ROWS_AT_ONCE = 64
"""Rows are asked for by so many, beginning at a multiple of it."""

_KEPT_PAGES = 16

Row = TypeVar("Row")


class RowList(ScrollView, Generic[Row], can_focus=True):
    """Rows, one of them under the cursor; what a row is and looks like, a subclass says."""

    BINDINGS = bindings(LIST)

    COMPONENT_CLASSES = {
        "row-list--title",
        "row-list--read",
        "row-list--meta",
        "row-list--sign",
        "row-list--cursor",
        "row-list--open",
    }

    ROW_HEIGHT: ClassVar[int] = 2
    """Lines of a row, unless `line_of` and `row_at` say otherwise."""

    class CursorMoved(Message):
        """Another row is under the cursor."""

        def __init__(self, sender: "RowList[Any]") -> None:
            super().__init__()
            self.sender = sender

        @property
        def control(self) -> "RowList[Any]":
            """The list, for handlers of one list alone."""
            return self.sender

    cursor: var[int] = var(0)
    """The row under the cursor, counted from 0."""
    nothing: var[str] = var("")
    """What is said where there is no row, in the user's language."""

    def __init__(self, *, id: str) -> None:  # noqa: A002  Textual's name
        self._styles_known = ComponentStyles(self, "row-list")
        super().__init__(id=id)
        self._count = 0
        self._generation = 0
        self._pages: dict[int, Sequence[Row]] = {}
        self._asked: set[int] = set()
        self._to_open = -1
        """The row to be opened once it is held; -1 for none."""

    @abstractmethod
    def draw_row(self, row: Row, part: int, width: int, above: tuple[str, ...]) -> list[Segment]:
        """Return line `part` of a row in at most `width` cells.

        `above` are the names of styles that lie above the row's own (`style`).
        """

    @abstractmethod
    def choose(self, row: Row) -> None:
        """Post what the reader wants who opens `row`."""

    def margin_sign(self, row: Row, on_cursor: bool) -> Segment:
        """Return what stands before each line of a row, one cell wide: the cursor."""
        del row
        if on_cursor:
            return Segment("▌", self.style("sign", "cursor"))
        return Segment(" ", self.style())

    def line_of(self, number: int) -> int:
        """Return the first line of a row; that behind the last for the row behind the last."""
        return number * self.ROW_HEIGHT

    def row_at(self, line: int) -> tuple[int, int]:
        """Return the number of the row that a line belongs to, and which of its lines it is."""
        return divmod(line, self.ROW_HEIGHT)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    def show_rows(self, count: int, cursor: int, first: int, rows: Sequence[Row]) -> None:
        """Show another list of `count` rows, the cursor on one of them.

        `rows` are those from row `first` on, a multiple of `ROWS_AT_ONCE`.
        """
        self._count = count
        self._generation += 1
        self._pages.clear()
        self._asked.clear()
        self._to_open = -1
        self._measure()
        self.set_reactive(RowList.cursor, max(0, min(cursor, count - 1)))
        self._keep(first, rows)
        self._reveal_cursor()
        self.refresh()

    def supply(self, start: int, rows: Sequence[Row], generation: int) -> None:
        """Take rows that were wanted; `start` is the number of the first."""
        if generation == self._generation:
            self._keep(start, rows)
            self.refresh()
            if self._to_open == self.cursor:
                self._open(self.cursor)

    def forget(self, start: int) -> None:
        """Ask for the rows from `start` on again when they are next drawn: none came."""
        self._asked.discard(start // ROWS_AT_ONCE)

    def row(self, number: int) -> Row | None:
        """Return a row that is held, or nothing."""
        page, index = divmod(number, ROWS_AT_ONCE)
        rows = self._pages.get(page, ())
        return rows[index] if number >= 0 and index < len(rows) else None

    def _keep(self, start: int, rows: Sequence[Row]) -> None:
        for index in range(0, len(rows), ROWS_AT_ONCE):
            page = (start + index) // ROWS_AT_ONCE
            self._pages[page] = rows[index : index + ROWS_AT_ONCE]
            self._asked.discard(page)
        while len(self._pages) > _KEPT_PAGES:
            here = self.cursor // ROWS_AT_ONCE
            del self._pages[max(self._pages, key=lambda page: abs(page - here))]

    def _want(self, page: int) -> None:
        if page not in self._asked:
            self._asked.add(page)
            start = page * ROWS_AT_ONCE
            count = min(ROWS_AT_ONCE, self._count - start)
            self.post_message(RowsWanted(self, start, count, self._generation))

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of the visible part."""
        width = self.scrollable_content_region.width
        number, part = self.row_at(y + self.scroll_offset.y)
        if number >= self._count:
            return self._draw_nothing(y, width)
        row = self.row(number)
        if row is None:
            self._want(number // ROWS_AT_ONCE)
            return Strip.blank(width, self.style())
        on_cursor = number == self.cursor
        segments = [
            self.margin_sign(row, on_cursor),
            *self.draw_row(row, part, width - 2, ("cursor",) if on_cursor else ()),
        ]
        padding = self.style("cursor") if on_cursor else self.style()
        return Strip(segments).adjust_cell_length(width, padding)

    def _draw_nothing(self, y: int, width: int) -> Strip:
        """Say in the upper lines of an empty list why it is empty."""
        said = [] if self._count else ["", *self.nothing.splitlines()]
        lines = [line for part in said for line in (wrapped(part, max(1, width - 4)) or [""])]
        text = f"  {lines[y]}" if y < len(lines) else ""
        segments = [Segment(text, self.style("meta"))]
        return Strip(segments).adjust_cell_length(width, self.style())

    def style(self, *names: str) -> Style:
        """Return the style of the component classes `row-list--NAME` laid over each other."""
        return self._styles_known(*names)

    def notify_style_update(self) -> None:
        """Work styles out anew."""
        self._styles_known.clear()
        super().notify_style_update()

    # The cursor

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, self._count - 1))

    def watch_cursor(self) -> None:
        """Show the row under the cursor."""
        self._reveal_cursor()
        self.refresh()
        self.post_message(self.CursorMoved(self))

    def _reveal_cursor(self) -> None:
        height = self.scrollable_content_region.height
        top, below = self.line_of(self.cursor), self.line_of(self.cursor + 1)
        y = self.scroll_offset.y
        if top < y:
            self.scroll_to(y=top, animate=False)
        elif height and below > y + height:
            self.scroll_to(y=min(top, self._row_from(below - height)), animate=False)

    def _row_from(self, line: int) -> int:
        """Return the first line of the first row that begins at `line` or below it."""
        number, part = self.row_at(line)
        return self.line_of(number + 1 if part else number)

    def _measure(self) -> None:
        """Take the lines of all rows, and those needed for a row on top at the end."""
        lines, height = self.line_of(self._count), self.scrollable_content_region.height
        if 0 < height < lines:
            lines = min(self._row_from(lines - height), self.line_of(self._count - 1)) + height
        self.virtual_size = Size(0, lines)

    def validate_scroll_y(self, value: float) -> float:
        """Begin the screen with a row: half of one cannot be told from another."""
        number, part = self.row_at(round(value))
        top, below = self.line_of(number), self.line_of(number + 1)
        return super().validate_scroll_y(top if 2 * part < below - top else below)

    def on_resize(self) -> None:
        """Keep the cursor on the screen, and a row at its top."""
        self._measure()
        self.scroll_to(y=self.scroll_offset.y, animate=False)
        self._reveal_cursor()

    def _open(self, number: int) -> None:
        row = self.row(number)
        self._to_open = -1 if row is not None else number
        if row is not None:
            self.choose(row)
        elif number < self._count:
            self._want(number // ROWS_AT_ONCE)

    def on_click(self, event: events.Click) -> None:
        """Open the row under the mouse."""
        number, _ = self.row_at(event.y + self.scroll_offset.y)
        if number < self._count:
            self.cursor = number
            self._open(number)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the key that opens to others where there is nothing to open."""
        del parameters
        return action != "open" or self._count > 0

    def action_open(self) -> None:
        """Open the row under the cursor."""
        self._open(self.cursor)

    def action_move(self, rows: int) -> None:
        """Move the cursor by `rows`."""
        self.cursor += rows

    def action_page(self, pages: float) -> None:
        """Move the cursor by so many screens of rows."""
        rows = self.scrollable_content_region.height / self.ROW_HEIGHT * pages
        self.cursor += round(rows) or (1 if pages > 0 else -1)

    def action_first(self) -> None:
        """Move the cursor to the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """Move the cursor to the last row."""
        self.cursor = self._count - 1
