"""The keys that hold right now."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from reader.i18n import mark, tr
from reader.ui.cells import wrapped
from reader.ui.screens.dialog import Dialog
from reader.ui.styles import component_style

_KEY_COLUMN = 24
"""The most cells for the keys of an action; where they take more, a line of their own."""
_GAP = 2
"""Cells between keys and what they do."""


Groups = list[tuple[str, list[tuple[str, str]]]]


class KeyRows(Widget):
    """Keys, and what they do in a column beside them, its lines broken as those of articles are."""

    COMPONENT_CLASSES = {"key-rows--keys"}

    def __init__(self, rows: Sequence[tuple[str, str]], column: int) -> None:
        """Take the rows and how many cells from the left the second column begins."""
        super().__init__()
        self._rows = rows
        self._column = column

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Tell how many lines there are in `width` cells."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[tuple[str, str]]:
        """Return of each line what stands in its columns."""
        lines: list[tuple[str, str]] = []
        for keys, description in self._rows:
            said = wrapped(description, max(2, width - self._column)) or [""]
            if cell_len(keys) > self._column - _GAP:
                said.insert(0, "")
            lines += zip((keys, *[""] * (len(said) - 1)), said, strict=True)
        return lines

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        lines = self._lines(self.size.width)
        keys, said = lines[y] if y < len(lines) else ("", "")
        style = component_style(self)
        gap = " " * max(0, self._column - cell_len(keys))
        segments = [
            Segment(keys, component_style(self, "key-rows--keys")),
            Segment(gap + said, style),
        ]
        return Strip(segments).adjust_cell_length(self.size.width, style)


class HelpScreen(Dialog[None]):
    """A page of keys, by the part of the screen that listens to them."""

    BINDINGS = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", mark("Close"), show=True),
    ]
    CSS_PATH = "help.tcss"

    def __init__(self, groups: Groups, title: str = "") -> None:
        """Show `groups`: a heading, then pairs of keys, or what can be typed, and what they do."""
        super().__init__()
        self._groups = groups
        self._title = title or tr("Keys")

    def compose(self) -> ComposeResult:
        """One scrolling box."""
        with VerticalScroll(id="help") as box:
            box.border_title = self._title
            box.border_subtitle = tr("Esc closes")
            widths = [cell_len(keys) for _heading, rows in self._groups for keys, _ in rows]
            column = min(_KEY_COLUMN, max(widths, default=0)) + _GAP
            for heading, rows in self._groups:
                yield Static(heading, classes="heading", markup=False)
                yield KeyRows(rows, column)
