"""The list of articles: two lines a row, drawn and fetched only where visible.

The list knows how many rows there are and holds a few pages of them; a row it lacks is drawn
empty and asked for with `RowsWanted`.
"""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.i18n import ntr, tr
from reader.model import ArticleSummary
from reader.text.normalise import one_line
from reader.text.pace import reading_minutes
from reader.ui.cells import fit, wrapped
from reader.ui.keys import LIST, bindings
from reader.ui.messages import OpenArticle, RowsWanted
from reader.ui.styles import component_style

_ROW_HEIGHT = 2
ROWS_AT_ONCE = 64
"""Rows are asked for by so many, beginning at a multiple of it."""

_KEPT_PAGES = 16


class ArticleList(ScrollView, can_focus=True):
    """The articles of one listing, one of them under the cursor."""

    BINDINGS = bindings(LIST)

    COMPONENT_CLASSES = {
        "article-list--title",
        "article-list--read",
        "article-list--meta",
        "article-list--sign",
        "article-list--cursor",
        "article-list--open",
    }

    cursor: var[int] = var(0)
    """The row under the cursor, counted from 0."""
    opened: var[str] = var("")
    """The id of the article in the reading pane; empty for none."""

    nothing: var[str] = var("")
    """What is said where there is no row, in the user's language."""

    def __init__(self, *, id: str) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._count = 0
        self._generation = 0
        self._pages: dict[int, Sequence[ArticleSummary]] = {}
        self._asked: set[int] = set()
        self._to_open = -1
        """The row to be opened once it is held; -1 for none."""

    @property
    def count(self) -> int:
        """How many rows the listing has."""
        return self._count

    def show_listing(
        self, count: int, cursor: int, first: int, rows: Sequence[ArticleSummary]
    ) -> None:
        """Show another listing of `count` rows, the cursor on one of them.

        `rows` are those from row `first` on, a multiple of `ROWS_AT_ONCE`.
        """
        self._count = count
        self._generation += 1
        self._pages.clear()
        self._asked.clear()
        self._to_open = -1
        self.virtual_size = Size(0, count * _ROW_HEIGHT)
        self.set_reactive(ArticleList.cursor, max(0, min(cursor, count - 1)))
        self._keep(first, rows)
        self._reveal_cursor()
        self.refresh()

    def supply(self, start: int, rows: Sequence[ArticleSummary], generation: int) -> None:
        """Take rows that were wanted; `start` is the number of the first."""
        if generation == self._generation:
            self._keep(start, rows)
            self.refresh()
            if self._to_open == self.cursor:
                self._open(self.cursor)

    def forget(self, start: int) -> None:
        """Ask for the rows from `start` on again when they are next drawn: none came."""
        self._asked.discard(start // ROWS_AT_ONCE)

    def replace(self, summary: ArticleSummary) -> None:
        """Show `summary` where its article stands among the rows held."""
        for number, page in self._pages.items():
            if any(row.id == summary.id for row in page):
                self._pages[number] = [summary if row.id == summary.id else row for row in page]
                self.refresh()

    @property
    def article(self) -> str:
        """The id of the article under the cursor; empty where its row is not held."""
        row = self.row(self.cursor)
        return row.id if row else ""

    def row(self, number: int) -> ArticleSummary | None:
        """Return a row that is held, or nothing."""
        page, index = divmod(number, ROWS_AT_ONCE)
        rows = self._pages.get(page, ())
        return rows[index] if number >= 0 and index < len(rows) else None

    def _keep(self, start: int, rows: Sequence[ArticleSummary]) -> None:
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
            self.post_message(
                RowsWanted(start, min(ROWS_AT_ONCE, self._count - start), self._generation)
            )

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of the visible part."""
        width = self.scrollable_content_region.width
        number, part = divmod(y + self.scroll_offset.y, _ROW_HEIGHT)
        if number >= self._count:
            return self._draw_nothing(y, width)
        row = self.row(number)
        if row is None:
            self._want(number // ROWS_AT_ONCE)
            return Strip.blank(width, self._style())
        on_cursor = number == self.cursor
        draw = self._draw_title if part == 0 else self._draw_meta
        segments = [
            self._margin_sign(row, on_cursor),
            *draw(row, width - 2, ("cursor",) if on_cursor else ()),
        ]
        padding = self._style("cursor") if on_cursor else self._style()
        return Strip(segments).adjust_cell_length(width, padding)

    def _draw_nothing(self, y: int, width: int) -> Strip:
        """Say in the upper lines of an empty list why it is empty."""
        lines = [] if self._count else ["", *wrapped(self.nothing, max(1, width - 4))]
        text = f"  {lines[y]}" if y < len(lines) else ""
        segments = [Segment(text, self._style("meta"))]
        return Strip(segments).adjust_cell_length(width, self._style())

    def _style(self, *names: str) -> Style:
        return component_style(self, *(f"article-list--{name}" for name in names))

    def _margin_sign(self, row: ArticleSummary, on_cursor: bool) -> Segment:
        """The cursor, and the article being read, told without colour too."""
        if on_cursor:
            return Segment("▌", self._style("sign", "cursor"))
        if row.id == self.opened:
            return Segment("▏", self._style("open"))
        return Segment(" ", self._style())

    def _draw_title(self, row: ArticleSummary, width: int, above: tuple[str, ...]) -> list[Segment]:
        state = " " if row.read else "◐" if row.progress else "●"
        signs = f"{state} {'★ ' if row.starred else ''}"
        title = fit(one_line(row.title), width - cell_len(signs))
        kind = "read" if row.read else "title"
        return [
            Segment(signs, self._style("sign", *above)),
            Segment(title, self._style(kind, *above)),
        ]

    def _draw_meta(self, row: ArticleSummary, width: int, above: tuple[str, ...]) -> list[Segment]:
        """Facts about the article, the least telling left out where they do not all fit."""
        minutes = reading_minutes(row.chars)
        notes = ntr("{count} note", "{count} notes", row.annotations)
        facts = {
            "source": one_line(row.source or row.author),
            "date": row.date[:10],
            "length": tr("{count} min").format(count=minutes),
            "progress": f"{100 * row.progress // max(1, row.chars)}%" if row.progress else "",
            "notes": notes.format(count=row.annotations) if row.annotations else "",
        }
        if row.read:
            facts["progress"] = ""
        facts = {name: fact for name, fact in facts.items() if fact}
        for least in ("source", "length", "progress"):
            if cell_len("  " + " · ".join(facts.values())) > width:
                facts.pop(least, None)
        line = fit("  " + " · ".join(facts.values()), width)
        return [Segment(line, self._style("meta", *above))]

    # The cursor

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, self._count - 1))

    def watch_cursor(self) -> None:
        """Show the row under the cursor."""
        self._reveal_cursor()
        self.refresh()

    def watch_opened(self) -> None:
        """Draw the sign of the article being read."""
        self.refresh()

    def _reveal_cursor(self) -> None:
        height = self.scrollable_content_region.height
        top = self.cursor * _ROW_HEIGHT
        y = self.scroll_offset.y
        if top < y:
            self.scroll_to(y=top, animate=False)
        elif height and top + _ROW_HEIGHT > y + height:
            self.scroll_to(y=top + _ROW_HEIGHT - height, animate=False)

    def on_resize(self) -> None:
        """Keep the cursor on the screen."""
        self._reveal_cursor()

    def _open(self, number: int) -> None:
        row = self.row(number)
        self._to_open = -1 if row else number
        if row:
            self.post_message(OpenArticle(row.id))
        elif number < self._count:
            self._want(number // ROWS_AT_ONCE)

    def on_click(self, event: events.Click) -> None:
        """Open the article under the mouse."""
        number = (event.y + self.scroll_offset.y) // _ROW_HEIGHT
        if number < self._count:
            self.cursor = number
            self._open(number)

    def action_open(self) -> None:
        """Open the article under the cursor."""
        self._open(self.cursor)

    def action_move(self, rows: int) -> None:
        """Move the cursor by `rows`."""
        self.cursor += rows

    def action_page(self, pages: float) -> None:
        """Move the cursor by so many screens of rows."""
        rows = self.scrollable_content_region.height / _ROW_HEIGHT * pages
        self.cursor += round(rows) or (1 if pages > 0 else -1)

    def action_first(self) -> None:
        """Move the cursor to the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """Move the cursor to the last row."""
        self.cursor = self._count - 1
