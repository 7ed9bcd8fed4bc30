"""The headings of an article, to jump to one."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from reader.i18n import mark, tr
from reader.ui.screens.dialog import Popup


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text."""

    offset: int
    level: int
    """1 to 6."""
    title: str
    """One line, nothing in it that acts on a terminal."""


class ContentsList(OptionList):
    """The list, with the keys that lists have elsewhere in the application too."""

    BINDINGS = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("space,ctrl+d,ctrl+f", "page_down", show=False),
        Binding("b,ctrl+u,ctrl+b", "page_up", show=False),
        Binding("g", "first", show=False),
        Binding("G", "last", show=False),
        Binding("l,right", "select", show=False),
    ]


class ContentsScreen(Popup[int]):
    """The headings, indented by level; the result is the offset of the one chosen, or None."""

    BINDINGS = [Binding("escape,q,t", "dismiss(None)", mark("Close"))]
    CSS_PATH = "contents.tcss"

    def __init__(self, headings: Sequence[Heading], current: int) -> None:
        """Take the headings and the index of the one the reader is under; -1 for none."""
        super().__init__()
        self._headings = headings
        self._current = current

    def compose(self) -> ComposeResult:
        """One list in a box."""
        top = min(heading.level for heading in self._headings)
        options = [
            Option(_row(heading, heading.level - top, index == self._current))
            for index, heading in enumerate(self._headings)
        ]
        box = ContentsList(*options, markup=False, compact=True, id="contents")
        box.border_title = tr("Contents")
        box.border_subtitle = tr("Enter goes there, Esc closes")
        yield box

    def on_mount(self) -> None:
        """Begin where the reader is."""
        self.query_one(OptionList).highlighted = max(0, self._current)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the heading's offset."""
        self.dismiss(self._headings[event.option_index].offset)


def _row(heading: Heading, depth: int, current: bool) -> Content:
    sign = "▸ " if current else "  "
    style = "bold" if current or not depth else ""
    return Content.assemble(sign, "  " * depth, (heading.title, style))
