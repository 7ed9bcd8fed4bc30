"""The line at the foot of an article in which one types what to find."""

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from reader.i18n import tr
from reader.model import Span
from reader.text.decoration import Decorations
from reader.text.find import Hits
from reader.text.normalise import one_line
from reader.ui.keys import FIND_BAR, bindings
from reader.ui.report import Report
from reader.ui.widgets.layers import Layer
from reader.ui.widgets.line import Line
from reader.ui.widgets.lookup import Lookup
from reader.ui.widgets.reading_pane import ReadingPane


class FindInput(Line):
    """One line; Enter keeps what it found, Escape gives up."""

    BINDINGS = bindings(FIND_BAR)

    class GivenUp(Message):
        """The reader wants back to where finding began."""

    class HitWanted(Report):
        """The reader wants the hit `step` further on, and goes on typing."""

        step: int

    def action_give_up(self) -> None:
        """Say that the reader wants back."""
        self.post_message(self.GivenUp())

    def action_hit(self, step: int) -> None:
        """Say that the reader wants another hit."""
        self.post_message(self.HitWanted(step))


class FindBar(Horizontal):
    """What is looked for in the article of a pane, and which of the hits is shown there.

    Out of sight while nothing is looked for.
    """

    def __init__(
        self,
        pane: ReadingPane,
        jumping: Callable[[int], None],
        *,
        id: str,  # noqa: A002  Textual's name
    ) -> None:
        """Take the pane to find in, and what is told the offset that the reader jumps from."""
        super().__init__(id=id)
        self._pane = pane
        self._jumping = jumping
        self._lookup: Lookup | None = None
        self.following = False
        """Whether the hits shown were found by a search, not in this article alone."""

    def compose(self) -> ComposeResult:
        """The input and what it found."""
        yield Static("", markup=False, id="find-label")
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
    def current(self) -> Span | None:
        """The hit that the reader is at, if any is shown."""
        return self._lookup.current if self._lookup is not None else None

    @property
    def _input(self) -> FindInput:
        return self.query_one(FindInput)

    def begin(self, folded: str) -> None:
        """Come into sight and take the keys, to look for what is typed in a folded text."""
        self.following = False
        self._come_up(tr("Find"))
        self.screen.set_focus(self._input)  # at once: what is typed next is meant for it
        self._lookup = Lookup(folded, self._pane.sight)
        self._look_for(self.query_text)

    def step(self, folded: str, step: int) -> None:
        """Go `step` hits on from where the reader is, of what was looked for last."""
        if self._lookup is None:
            self._lookup = Lookup(folded, self._pane.sight)
            self._lookup.look_for(self.query_text)
            self._lookup.forget_place()
            self._come_up(tr("Find"))
        self._jumping(self._pane.position)
        self._go_to_hit(step)

    def follow(self, hits: Hits, query: str, at: Span | None) -> None:
        """Show the hits of a search for `query`, the one at `at` in sight; `step` walks them."""
        self.end()
        if not hits:
            return
        self.following = True
        self._lookup = Lookup("", self._pane.sight)
        self._lookup.take(hits, at.start if at else 0)
        self._come_up(f"{tr('Search')}  {query}")
        self._show_hit(self._lookup)
        if at is not None:
            self._pane.reveal(at, always=True)

    def _come_up(self, label: str) -> None:
        self.display = True
        self._input.display = not self.following  # what was searched for is not changed here
        self.query_one("#find-label", Static).update(one_line(label))

    def end(self) -> None:
        """Look for nothing any more."""
        self._lookup = None
        self.following = False
        self.display = False
        self._pane.set_layer(Layer.FIND, Decorations())
        self.screen.refresh_bindings()

    def _go_to_hit(self, step: int) -> None:
        if self._lookup is not None:
            self._lookup.step(step, self._pane.shown)
            self._show_hit(self._lookup)

    def _look_for(self, query: str) -> None:
        """Show the first hit from where finding began."""
        if self._lookup is not None:
            self._lookup.look_for(query)
            self._show_hit(self._lookup)

    def _show_hit(self, lookup: Lookup) -> None:
        self._pane.set_layer(Layer.FIND, lookup.shown)
        if lookup.current is not None:
            self._pane.reveal(lookup.current)
        else:
            self._pane.return_to(lookup.origin)
        self._tell(lookup)

    def _tell(self, lookup: Lookup) -> None:
        """Say which hit it is and, to the one who reads, how to come to the others."""
        said = lookup.report()
        if lookup.hits and not self.typing:
            said = f"{said} · n N"
        self.query_one("#find-count", Static).update(said)
        self.screen.refresh_bindings()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._look_for(event.value)

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        """Read on at the hit; without one it is as if nothing had been looked for."""
        event.stop()
        lookup = self._lookup
        if lookup is None or not lookup.hits:
            self._give_up()
            return
        if self._pane.sight != lookup.origin:
            self._jumping(lookup.origin.offset)
        self.screen.set_focus(self._pane)
        self._tell(lookup)

    @on(FindInput.GivenUp)
    def _stop(self, message: FindInput.GivenUp) -> None:
        message.stop()
        self._give_up()

    def _give_up(self) -> None:
        lookup = self._lookup
        self.end()
        self.screen.set_focus(self._pane)
        if lookup is not None:
            self._pane.return_to(lookup.origin)
            # The pane is a line higher then, which matters at the end of the text.
            self.call_after_refresh(self._pane.return_to, lookup.origin)

    @on(FindInput.HitWanted)
    def _another_hit(self, wanted: FindInput.HitWanted) -> None:
        wanted.stop()
        self._go_to_hit(wanted.step)
