"""The day's handful of tagged passages, one after the other, to be remembered."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Center
from textual.message import Message
from textual.reactive import var
from textual.widgets import Label

from reader.errors import ReaderError
from reader.i18n import tr
from reader.library import Library
from reader.model.annotation import Annotation, Rating
from reader.ui.keys import REVIEW, bindings
from reader.ui.report import Report
from reader.ui.screens.library import LibraryScreen
from reader.ui.widgets.bar import Bar
from reader.ui.widgets.key_bar import KeyBar
from reader.ui.widgets.note_view import NoteView

_UNCOVERED = frozenset({"rate"})
"""What can be done only once the note is seen."""


class ReviewScreen(LibraryScreen):
    """Shows a passage; a key shows what was said of it, the next says how well it was known.

    `chosen` is the one to be gone to.
    """

    CSS_PATH = ["article.tcss", "notes.tcss"]
    BINDINGS = bindings(REVIEW)

    covered: var[bool] = var(True, bindings=True)
    """Whether the note is still to be remembered."""

    class Drawn(Report):
        """What is left of the day's passages."""

        notes: Sequence[Annotation]

    class Next(Message):
        """The passage shown is done with."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.chosen: Annotation | None = None
        self._notes: Sequence[Annotation] = ()
        self._done = 0

    def compose(self) -> ComposeResult:
        """A bar above the passage above the keys."""
        yield Bar(id="review-bar")
        with Center():
            yield NoteView(id="review-note")
        yield Label("", id="review-end", markup=False)
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Draw the passages."""
        self.query_one(Bar).mode = tr("Review")
        self._draw()

    @work(thread=True)
    def _draw(self) -> None:
        try:
            notes = self._library.notes.review.due()
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
        else:
            self.post_message(self.Drawn(notes))

    @on(Drawn)
    def _begin(self, drawn: Drawn) -> None:
        self._notes = drawn.notes
        self._show()

    @property
    def _note(self) -> Annotation | None:
        """The passage shown; None once all are done with."""
        return self._notes[self._done] if self._done < len(self._notes) else None

    def _show(self) -> None:
        self.covered = self._note is not None
        view, end = self.query_one(NoteView), self.query_one("#review-end", Label)
        view.passage_only = self.covered
        view.note = self._note
        self.query_one(Center).display = self._note is not None
        end.display = self._note is None
        finished, none = tr("That is all for today."), tr("Nothing is to be reviewed today.")
        end.update(finished if self._done else none)
        said = tr("{number} of {count}").format(number=self._done + 1, count=len(self._notes))
        self.query_one(Bar).left = said if self._note else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let a passage be rated once its note is seen, and uncovered only before."""
        del parameters
        if action in ("uncover", "rate", "skip", "open") and self._note is None:
            return False
        if action == "uncover":
            return self.covered
        return not self.covered if action in _UNCOVERED else True

    # Actions

    def action_uncover(self) -> None:
        """Show what was said of the passage."""
        self.covered = False
        self.query_one(NoteView).passage_only = False

    def action_rate(self, rating: str) -> None:
        """Say how well it was remembered."""
        if note := self._note:
            self._change(
                partial(
                    self._after, partial(self._library.notes.review.rate, note.id, Rating(rating))
                )
            )

    def action_skip(self) -> None:
        """Leave it for another day."""
        if note := self._note:
            self._change(partial(self._after, partial(self._library.notes.review.skip, note.id)))

    def _after(self, change: Callable[[], object]) -> Iterator[Message]:
        change()
        yield self.Next()

    @on(Next)
    def _go_on(self) -> None:
        self._done += 1
        self._show()

    def action_open(self) -> None:
        """Go to the passage in its article."""
        if self._note is not None:
            self.chosen = self._note
            self.dismiss()

    def action_leave(self) -> None:
        """Go back; what is left waits until it is wanted."""
        self.dismiss()
