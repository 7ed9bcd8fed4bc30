"""The keys that hold right now."""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.i18n import mark, tr

_KEY_COLUMN = 22
"""Cells for the keys of an action."""


Groups = list[tuple[str, list[tuple[str, str]]]]


class HelpScreen(ModalScreen[None]):
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
            for heading, rows in self._groups:
                yield Static(heading, classes="heading", markup=False)
                yield Static(Content("\n").join(map(_row, rows)), classes="rows")


def _row(row: tuple[str, str]) -> Content:
    keys, description = row
    gap = " " * max(2, _KEY_COLUMN - cell_len(keys))
    return Content.assemble((keys, "bold"), gap, description)
