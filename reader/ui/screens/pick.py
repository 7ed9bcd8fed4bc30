"""A few things, each under a key of its own: pressing the key takes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from reader.i18n import mark, tr
from reader.ui.screens.dialog import Popup


@dataclass(frozen=True, slots=True)
class Pick:
    """What can be taken."""

    key: str
    """The character that takes it."""
    label: str
    """One line, nothing in it that acts on a terminal."""
    detail: str = ""
    """Under the label."""


class PickScreen(Popup[str]):
    """Shows picks; the result is the key of the one taken, or None.

    With `any_letter` a letter or digit that stands for nothing yet may be given as well.
    """

    BINDINGS = [Binding("escape", "dismiss(None)", mark("Close"))]
    CSS_PATH = "contents.tcss"

    def __init__(
        self, title: str, picks: Sequence[Pick], *, any_letter: bool = False, current: str = ""
    ) -> None:
        """Take a heading in the user's language, the picks, and the key of the one that holds."""
        super().__init__()
        self._title = title
        self._picks = picks
        self._any_letter = any_letter
        self._current = current

    def compose(self) -> ComposeResult:
        """One list in a box."""
        options = [Option(_row(pick)) for pick in self._picks]
        box = OptionList(*options, markup=False, compact=True, id="pick")
        box.border_title = self._title
        box.border_subtitle = tr("Esc closes")
        yield box

    def on_mount(self) -> None:
        """Highlight the one that holds."""
        keys = [pick.key for pick in self._picks]
        if self._current in keys:
            self.query_one(OptionList).highlighted = keys.index(self._current)

    def on_key(self, event: events.Key) -> None:
        """Take what the key stands for."""
        char = event.character or ""
        free = self._any_letter and len(char) == 1 and char.isascii() and char.isalnum()
        if free or any(pick.key == char for pick in self._picks):
            event.stop()
            event.prevent_default()
            self.dismiss(char)
        elif len(char) == 1 and char.isprintable() and not char.isspace():
            box = self.query_one(OptionList)
            box.border_subtitle = tr("nothing under {key} · Esc closes").format(key=char)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take what was chosen by arrows or mouse."""
        self.dismiss(self._picks[event.option_index].key)


def _row(pick: Pick) -> Content:
    row = Content.assemble((pick.key, "bold"), "  ", pick.label)
    return Content.assemble(row, "\n   ", (pick.detail, "dim")) if pick.detail else row
