"""One line asked of the reader."""

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from reader.i18n import mark, tr
from reader.text.normalise import one_line
from reader.ui.screens.dialog import Dialog
from reader.ui.widgets.prose import Prose


class EntryScreen(Dialog[str | None]):
    """Asks for one line; the result is the line, or None where the reader gave up."""

    BINDINGS = [Binding("escape", "dismiss(None)", mark("Cancel"))]
    CSS_PATH = "choice.tcss"
    LINE: type[Input] = Input
    """What the line is typed into."""

    def __init__(self, title: str, hint: str, value: str) -> None:
        """Take texts in the user's language, and the line to begin with."""
        super().__init__()
        self._title = title
        self._hint = hint
        self._value = one_line(value)

    def compose(self) -> ComposeResult:
        """The line under a hint."""
        with Vertical(id="choice") as box:
            box.border_title = self._title
            box.border_subtitle = tr("Enter keeps, Esc gives up")
            yield Prose(self._hint)
            # What stands there is not selected: the first letter typed would replace it all.
            yield self.LINE(self._value, compact=True, select_on_focus=False)

    def on_mount(self) -> None:
        """Show the end of the line, where the cursor is."""
        line = self.query_one(Input)

        def show_end() -> None:
            line.action_home()
            line.action_end()

        self.call_after_refresh(show_end)  # once it has its width

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with the line."""
        self.dismiss(event.value)


class _AnyInput(Input):
    """A line that answers with the whole of what is pasted, where that is more than a line."""

    def on_paste(self, event: events.Paste) -> None:
        """Answer at once with several lines, of which a line would take the first alone."""
        if "\n" in event.text.strip():
            event.prevent_default()
            event.stop()
            self.screen.dismiss(event.text)


class AnyEntryScreen(EntryScreen):
    """Asks for one line; a text that is pasted is the result as well."""

    LINE = _AnyInput
