"""One of several things to choose, by its number, by typing or with the mouse."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from reader.i18n import mark, tr
from reader.text.fold import fold
from reader.text.normalise import one_line
from reader.ui.screens.dialog import Popup

_WIDEST_LABEL = 32
"""Cells of a label beyond which its detail leaves the column of the others."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen."""

    id: str
    label: str
    """Untrusted; shown literally."""
    detail: str = ""

    @property
    def is_counted(self) -> bool:
        """Whether the detail is a number."""
        return self.detail.replace(",", "").isdecimal()


class ChoiceScreen(Popup[str]):
    """Choices under a line to narrow them; the result is the id of the one chosen, or None."""

    BINDINGS = [
        Binding("escape", "dismiss(None)", mark("Close")),
        Binding("down,ctrl+n", "move(1)", show=False),
        Binding("up,ctrl+p", "move(-1)", show=False),
    ]
    CSS_PATH = "choice.tcss"

    def __init__(self, title: str, choices: Sequence[Choice], current: str = "") -> None:
        """Take a heading in the user's language, the choices, and the id of the one that holds."""
        super().__init__()
        self._title = title
        self._choices = choices
        labels = (cell_len(one_line(choice.label)) for choice in choices if choice.detail)
        self._column = max((cells for cells in labels if cells <= _WIDEST_LABEL), default=0)
        self._digits = max((len(one.detail) for one in choices if one.is_counted), default=0)
        self._current = current

    def compose(self) -> ComposeResult:
        """A line to type in above the choices."""
        with Vertical(id="choice") as box:
            box.border_title = self._title
            box.border_subtitle = tr("Enter chooses, Esc closes")
            yield Input(placeholder=tr("type to narrow"), compact=True)
            yield OptionList(compact=True, markup=False)

    def on_mount(self) -> None:
        """Show all choices, the highlight on the one that holds."""
        self._narrow("")
        ids = [choice.id for choice in self._choices]
        if self._current in ids:
            for options in self.query(OptionList):
                options.highlighted = ids.index(self._current)
                self.call_after_refresh(options.scroll_to_highlight)  # once it has its height

    def on_resize(self) -> None:
        """Keep the box as high as all choices need: the line in it would move as one types."""
        for options in self.query(OptionList):
            options.styles.min_height = 0
            self.call_after_refresh(self._keep_height, options)

    def _keep_height(self, options: OptionList) -> None:
        options.styles.min_height = options.size.height

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._narrow(event.value.strip())

    def _narrow(self, text: str) -> None:
        wanted = fold(text)
        fitting = [
            Option(self._row(choice), id=str(number))
            for number, choice in enumerate(self._choices)
            if not wanted or wanted in fold(choice.label)
        ]
        nothing = (
            tr("Nothing fits. Take letters away to see more.")
            if wanted
            else tr("There is nothing to choose here yet.")
        )
        for options in self.query(OptionList):  # none where a quick Esc has taken all away again
            options.clear_options()
            options.add_options(fitting or [Option(nothing, disabled=True)])
            options.highlighted = 0 if fitting else None

    def _row(self, choice: Choice) -> Content:
        """The label, and in a column of its own what is known beside."""
        label, detail = one_line(choice.label), one_line(choice.detail)
        if not detail or detail == label:
            return Content(label)
        gap = " " * (max(0, self._column - cell_len(label)) + 2)
        number = detail.rjust(self._digits) if choice.is_counted else detail
        return Content.assemble(label, gap, (number, "dim"))

    def action_move(self, rows: int) -> None:
        """Move the highlight while the typing goes on."""
        for options in self.query(OptionList):
            if rows > 0:
                options.action_cursor_down()
            else:
                options.action_cursor_up()

    @on(Input.Submitted)
    def _submit(self) -> None:
        for options in self.query(OptionList):
            if options.highlighted is not None:
                options.action_select()

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._choices[int(event.option_id or 0)].id)
