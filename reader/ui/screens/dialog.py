"""Dialogs, which are boxes above another screen."""

from textual import events
from textual.screen import ModalScreen

from reader.ui.screens.closing import ClosingScreen, Result


class Dialog(ModalScreen[Result], ClosingScreen[Result]):
    """A box above the screen it was opened from.

    That shows through by the styles of `ModalScreen`: Textual takes those of the first base.
    """


class Popup(Dialog[Result | None]):
    """A dialog in which nothing is typed that could be lost: a click beside the box closes it."""

    def on_click(self, event: events.Click) -> None:
        """A click beside the box closes it."""
        if event.widget is self:
            self.dismiss(None)
