"""Screens that close, and dialogs, which are boxes above another screen."""

from typing import TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

Result = TypeVar("Result")


class ClosingScreen(Screen[Result]):
    """A screen that closes once.

    What is chosen twice, or once more after Escape, would else close the screen below it too, or
    end the app where that is the main one.
    """

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close it, unless that was done already."""
        return super().dismiss(result) if self in self.app.screen_stack else AwaitComplete()


class Dialog(ClosingScreen[Result], ModalScreen[Result]):
    """A box above the screen it was opened from."""


class Popup(Dialog[Result | None]):
    """A dialog in which nothing is typed that could be lost: a click beside the box closes it."""

    def on_click(self, event: events.Click) -> None:
        """A click beside the box closes it."""
        if event.widget is self:
            self.dismiss(None)
