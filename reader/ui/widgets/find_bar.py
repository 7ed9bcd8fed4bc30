"""The line at the foot of an article in which one types what to find."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from reader.i18n import tr
from reader.ui.keys import FIND_BAR, bindings


class FindInput(Input):
    """One line; Enter keeps what it found, Escape gives up."""

    BINDINGS = bindings(FIND_BAR)

    def action_give_up(self) -> None:
        """Say that the reader wants back to where finding began."""
        self.post_message(FindBar.GivenUp())

    def action_hit(self, step: int) -> None:
        """Say that the reader wants another hit, and goes on typing."""
        self.post_message(FindBar.HitWanted(step))


class FindBar(Horizontal):
    """What is looked for, and which of the hits is shown; out of sight while nothing is."""

    @dataclass
    class Typed(Message):
        """The query is another one."""

        query: str

    class Kept(Message):
        """The reader wants to read on at the hit."""

    class GivenUp(Message):
        """The reader wants back."""

    @dataclass
    class HitWanted(Message):
        """The reader wants the hit `step` further on."""

        step: int

    def compose(self) -> ComposeResult:
        """The input and what it found."""
        yield Static(tr("Find"), markup=False, id="find-label")
        yield FindInput(compact=True, select_on_focus=True, id="find-input")
        yield Static("", markup=False, id="find-count")

    def on_mount(self) -> None:
        """Wait out of sight."""
        self.display = False

    @property
    def query_text(self) -> str:
        """What is looked for."""
        return self._input.value

    @property
    def typing(self) -> bool:
        """Whether keys go into the line."""
        return self._input.has_focus

    @property
    def _input(self) -> FindInput:
        return self.query_one(FindInput)

    def open(self) -> None:
        """Come into sight and take the keys."""
        self.display = True
        self.screen.set_focus(self._input)  # at once: what is typed next is meant for it

    def tell(self, count: str) -> None:
        """Show which hit it is, or that there is none."""
        self.query_one("#find-count", Static).update(count)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def _kept(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Kept())
