"""What a search found: each hit with its title, its facts and the passages that answer.

Where nothing was found, and before anything is asked, it offers other searches instead. Only the
visible lines are drawn; all of them are broken when the results come in, a few to a hit.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.i18n import ntr
from reader.model import Span
from reader.model.search import Hit
from reader.text.linebreak import line_ends
from reader.text.normalise import one_line, visible
from reader.ui.cells import fit
from reader.ui.keys import HITS, bindings
from reader.ui.report import Report
from reader.ui.styles import component_style

_TITLE_LINES = 2
_SNIPPET_LINES = (3, 2)
"""Lines of the best snippet, and of the next one."""
_ROOMY = 36
"""Lines of the screen from which on two snippets are shown."""
_ONE_LINE = str.maketrans("\n\t", "  ")
_MORE = "…"
_BETWEEN = " · "


_Parts = tuple[tuple[str, tuple[str, ...]], ...]
"""Stretches of a line with the names of their styles."""


class Offer(NamedTuple):
    """Another search, one key away."""

    label: str
    query: str
    detail: str = ""


class _Line(NamedTuple):
    """A line of a row."""

    row: int
    parts: _Parts


class HitList(ScrollView, can_focus=True):
    """Hits, or searches to be made instead; one row is under the cursor."""

    BINDINGS = bindings(HITS)

    COMPONENT_CLASSES = {
        "hit-list--title",
        "hit-list--meta",
        "hit-list--snippet",
        "hit-list--match",
        "hit-list--sign",
        "hit-list--key",
        "hit-list--cursor",
    }

    cursor: var[int] = var(0)
    """The row under the cursor, counted from 0."""

    class Pointed(Report):
        """The cursor is on another hit, or on none."""

        hit: Hit | None

    class Chosen(Report):
        """The reader wants to read a hit."""

        hit: Hit

    class Taken(Report):
        """The reader wants to search for something else."""

        query: str

    class Left(Message):
        """The reader goes up from the first row."""

    class NearEnd(Message):
        """The cursor comes to the last hits."""

    def __init__(self, *, id: str) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._hits: Sequence[Hit] = ()
        self._offers: Sequence[Offer] = ()
        self._said: Sequence[str] = ()
        self._spans_in: Callable[[str], Sequence[Span]] = lambda text: ()
        self._lines: list[_Line] = []
        self._first_lines: list[int] = []

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor, if any."""
        return self._hits[self.cursor] if self.cursor < len(self._hits) else None

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self._hits) + len(self._offers)

    def show_hits(
        self, hits: Sequence[Hit], spans_in: Callable[[str], Sequence[Span]], *, keep: bool
    ) -> None:
        """Show hits; `spans_in` returns what of a title, a source or a tag was found.

        The cursor goes to the first, or stays in its row to `keep` it.
        """
        self._spans_in = spans_in
        self._show(hits, (), (), self.cursor if keep else 0)

    def show_offers(self, said: Sequence[str], offers: Sequence[Offer]) -> None:
        """Show lines of text, then searches to be made instead."""
        self._show((), said, offers, 0)

    def _show(
        self, hits: Sequence[Hit], said: Sequence[str], offers: Sequence[Offer], cursor: int
    ) -> None:
        self._hits, self._said, self._offers = hits, said, offers
        self.set_reactive(HitList.cursor, max(0, min(cursor, self.rows - 1)))
        self._break_lines()
        self._reveal_cursor()
        self.post_message(self.Pointed(self.hit))

    # Lines

    def _break_lines(self) -> None:
        """Break all rows into lines for the width there is."""
        width = self.scrollable_content_region.width - 2
        self._lines, self._first_lines = [], []
        if width > 0:
            for said in self._said:
                self._lines += [
                    _Line(-1, line) for line in _broken(said, (), width, ("snippet",), 99)
                ]
            for row in range(self.rows):
                self._first_lines.append(len(self._lines))
                self._lines += [_Line(row, line) for line in self._lines_of(row, width)]
        self._set_height(len(self._lines))
        self.refresh()

    def _set_height(self, lines: int) -> None:
        """Tell how many lines there are; the screen only where the scrollbar comes or goes.

        A layout of the screen draws all its scrollbars anew, which is felt at the next key.
        """
        window = self.scrollable_content_region.height
        scrolled = self.virtual_size.height > window
        if scrolled == (lines > window):
            self.set_reactive(HitList.virtual_size, Size(0, lines))
            self.scroll_y = min(self.scroll_y, self.max_scroll_y)
            if scrolled:
                self.vertical_scrollbar.window_virtual_size = lines
        else:
            self.virtual_size = Size(0, lines)

    def _lines_of(self, row: int, width: int) -> list[_Parts]:
        if row >= len(self._hits):
            return self._lines_of_offer(row - len(self._hits), width)
        hit = self._hits[row]
        title = one_line(hit.summary.title)
        lines = _broken(title, self._spans_in(title), width, ("title",), _TITLE_LINES)
        lines.append(self._facts(hit, width))
        snippets = hit.snippets[: 2 if self.app.size.height >= _ROOMY else 1]
        for snippet, most in zip(snippets, _SNIPPET_LINES, strict=False):
            lines += _broken(snippet.text, snippet.highlights, width, ("snippet",), most)
        lines.append(())
        return lines

    def _facts(self, hit: Hit, width: int) -> _Parts:
        """Return source, date, number of matches, and the tags for which it was found.

        Without room for all the source is left out, and tags are.
        """
        count = ntr("{count} match", "{count} matches", hit.matches)
        source = one_line(hit.summary.source or hit.summary.author)
        facts = [
            (source, self._spans_in(source)),
            (hit.summary.date[:10], ()),
            (count.format(count=f"{hit.matches:,}") if hit.matches else "", ()),
        ]
        if cell_len(_BETWEEN.join(text for text, _ in facts if text)) > width:
            del facts[0]
        tags = (f"#{one_line(tag)}" for tag in hit.summary.tags)
        facts += [(tag, spans) for tag in tags if (spans := self._spans_in(tag))]
        parts: list[tuple[str, tuple[str, ...]]] = []
        for text, spans in facts:
            between = _BETWEEN if parts else ""
            if text and (not parts or cell_len(between + text) <= width):
                shown = fit(text, width)
                parts += [(between, ("meta",)), *_cut(shown, Span(0, len(shown)), spans, ("meta",))]
                width -= cell_len(between + shown)
        return tuple(parts)

    def _lines_of_offer(self, number: int, width: int) -> list[_Parts]:
        offer = self._offers[number]
        key = f"{number + 1} " if number < 9 else "  "
        room = max(4, width - cell_len(key))
        label = one_line(offer.label)
        detail = f"  {one_line(offer.detail)}" if offer.detail else ""
        detail = fit(detail, max(room // 2, room - cell_len(label)))
        label = fit(label, room - cell_len(detail))
        return [((key, ("key",)), (label, ("title",)), (detail, ("meta",)))]

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of the visible part."""
        width = self.scrollable_content_region.width
        number = y + self.scroll_offset.y
        if number >= len(self._lines):
            return Strip.blank(width, self._style())
        line = self._lines[number]
        on_cursor = line.row == self.cursor and bool(line.parts)
        above = ("cursor",) if on_cursor else ()
        sign = Segment("▌" if on_cursor else " ", self._style(*above, "sign"))
        parts = [Segment(text, self._style(*above, *names)) for text, names in line.parts]
        return Strip([sign, *parts]).adjust_cell_length(width, self._style(*above))

    def _style(self, *names: str) -> Style:
        return component_style(self, *(f"hit-list--{name}" for name in names))

    # The cursor

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, self.rows - 1))

    def watch_cursor(self) -> None:
        """Show the row under the cursor, and say which hit it is."""
        self._reveal_cursor()
        self.refresh()
        if self.hit is not None:
            self.post_message(self.Pointed(self.hit))
            if self.cursor >= len(self._hits) - 2:
                self.post_message(self.NearEnd())

    def _reveal_cursor(self) -> None:
        if self.cursor >= len(self._first_lines):
            return
        ends = [*self._first_lines[1:], len(self._lines)]
        top, bottom = self._first_lines[self.cursor], ends[self.cursor]
        height, y = self.scrollable_content_region.height, self.scroll_offset.y
        if self.cursor == 0:
            top = 0
        if top < y:
            self.scroll_to(y=top, animate=False, force=True)
        elif height and bottom > y + height:
            self.scroll_to(y=min(top, bottom - height), animate=False, force=True)

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._break_lines()
        self._reveal_cursor()

    def take_offer(self, number: int) -> bool:
        """Search for the offer with a number, counted from 1, if there is one."""
        if 0 < number <= len(self._offers):
            self.post_message(self.Taken(self._offers[number - 1].query))
            return True
        return False

    def on_key(self, event: events.Key) -> None:
        """Take the offer whose number is pressed."""
        if event.key.isdigit() and self.take_offer(int(event.key)):
            event.stop()

    def on_click(self, event: events.Click) -> None:
        """Take the row under the mouse."""
        number = event.y + self.scroll_offset.y
        if number < len(self._lines) and self._lines[number].row >= 0:
            self.cursor = self._lines[number].row
            self.action_open()

    def action_open(self) -> None:
        """Take the row under the cursor."""
        if self.hit is not None:
            self.post_message(self.Chosen(self.hit))
        else:
            self.take_offer(self.cursor - len(self._hits) + 1)

    def action_move(self, rows: int) -> None:
        """Move the cursor by `rows`; up from the first goes to the line."""
        if rows < 0 and self.cursor == 0:
            self.post_message(self.Left())
        else:
            self.cursor += rows

    def action_page(self, pages: float) -> None:
        """Move the cursor by so many screens."""
        y = self.scroll_offset.y + pages * self.scrollable_content_region.height
        target = self.cursor + (1 if pages > 0 else -1)
        for row, line in enumerate(self._first_lines):
            if line <= y and pages > 0:
                target = max(target, row)
            elif line >= y and pages < 0:
                target = min(target, row)
                break
        self.cursor = target

    def action_first(self) -> None:
        """Move the cursor to the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """Move the cursor to the last row."""
        self.cursor = self.rows - 1


def _broken(
    text: str, marked: Iterable[Span], width: int, names: tuple[str, ...], most: int
) -> list[_Parts]:
    """Return up to `most` lines of a text, what is marked in a style of its own."""
    shown = visible(text).translate(_ONE_LINE)
    ends = line_ends(shown, 0, len(shown), width, ambiguous=cell_len(_MORE))
    spans = list(marked)
    lines: list[_Parts] = []
    start = 0
    for end in ends:
        if len(lines) < most - 1 or end == len(shown):
            lines.append(_cut(shown, Span(start, end), spans, names))
        else:
            room = len(fit(shown[start:end].rstrip() + _MORE * 2, width)) - 1
            part = Span(start, min(end, start + room))
            lines.append((*_cut(shown, part, spans, names), (_MORE, names)))
        start = end
        if len(lines) == most:
            break
    return lines


def _cut(text: str, part: Span, marked: Iterable[Span], names: tuple[str, ...]) -> _Parts:
    pieces = []
    at = part.start
    for span in marked:
        start, end = max(span.start, at), min(span.end, part.end)
        if start < end:
            pieces += [(text[at:start], names), (text[start:end], (*names, "match"))]
            at = end
    pieces.append((text[at : part.end].rstrip(), names))
    return tuple(piece for piece in pieces if piece[0])
