"""The lines that were taken for clutter, to put them back into the text."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from reader.i18n import mark, tr
from reader.model import Clutter, Removed
from reader.text.normalise import one_line
from reader.ui.cells import fit
from reader.ui.screens.contents import ContentsList
from reader.ui.screens.dialog import Popup

_REASONS = {
    Clutter.NAVIGATION: mark("menu"),
    Clutter.TITLE: mark("title"),
    Clutter.BYLINE: mark("byline"),
    Clutter.EDITOR: mark("editor"),
    Clutter.SHARING: mark("sharing"),
    Clutter.PROMOTION: mark("promotion"),
    Clutter.COMMENTS: mark("comments"),
    Clutter.RELATED: mark("related"),
    Clutter.NOTICE: mark("notice"),
    Clutter.SUMMARY: mark("summary"),
    Clutter.IMAGE: mark("picture"),
}
_LABEL = 11  # cells
_LONGEST = 300  # cells of a line, which the box cuts


class RemovedScreen(Popup[Sequence[Removed]]):
    """The lines in their order, each with why; the result is those to be put back, or None."""

    BINDINGS = [
        Binding("escape,q,w", "dismiss(None)", mark("Close")),
        Binding("a", "all", mark("Put all back")),
    ]
    CSS_PATH = "contents.tcss"

    def __init__(self, lines: Sequence[Removed], current: int) -> None:
        """Take the lines, and the offset that the reader is at."""
        super().__init__()
        self._lines = lines
        self._current = current

    def compose(self) -> ComposeResult:
        """One list in a box."""
        options = [Option(_row(line)) for line in self._lines]
        box = ContentsList(*options, markup=False, compact=True, id="removed")
        box.border_title = tr("Taken out as clutter")
        box.border_subtitle = tr("Enter puts one back, a all, Esc closes")
        yield box

    def on_mount(self) -> None:
        """Begin at the first line behind the place of the reader."""
        later = (index for index, line in enumerate(self._lines) if line.offset >= self._current)
        self.query_one(OptionList).highlighted = next(later, len(self._lines) - 1)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the line chosen."""
        self.dismiss([self._lines[event.option_index]])

    def action_all(self) -> None:
        """Answer with all that are lines; pictures are left out."""
        self.dismiss([line for line in self._lines if line.reason is not Clutter.IMAGE])


def _row(line: Removed) -> Content:
    reason = fit(tr(_REASONS[line.reason]), _LABEL)
    space = " " * (_LABEL - cell_len(reason) + 1)
    return Content.assemble((reason, "dim"), space, fit(one_line(line.text), _LONGEST).rstrip())
