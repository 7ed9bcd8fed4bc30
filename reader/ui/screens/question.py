"""A question with two answers."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button

from reader.i18n import mark
from reader.text.normalise import visible
from reader.ui.screens.dialog import Dialog
from reader.ui.widgets.prose import Prose


class QuestionScreen(Dialog[bool]):
    """Asks; the result is whether the answer was yes."""

    BINDINGS = [
        Binding("y", "answer(True)", mark("Yes")),
        Binding("n,escape", "answer(False)", mark("No")),
        Binding("left,h", "app.focus_previous", show=False),
        Binding("right,l", "app.focus_next", show=False),
    ]
    CSS_PATH = "question.tcss"

    def __init__(self, question: str, yes: str, no: str, *, careful: bool = False) -> None:
        """Take texts in the user's language; be `careful` where a yes cannot be taken back."""
        super().__init__()
        self._question = visible(question)
        self._yes = visible(yes)
        self._no = visible(no)
        self._careful = careful

    def compose(self) -> ComposeResult:
        """The question above its answers."""
        with Vertical(id="question"):
            yield Prose(self._question)
            with Horizontal():
                yield Button(
                    Content(self._yes), id="yes", variant="error" if self._careful else "primary"
                )
                yield Button(Content(self._no), id="no")

    def on_mount(self) -> None:
        """Let Enter do no harm."""
        if self._careful:
            self.query_one("#no").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with the button."""
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        """Answer with a key."""
        self.dismiss(answer)
