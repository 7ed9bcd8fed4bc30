"""Screens that can be closed without harm."""

from asyncio import InvalidStateError
from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

Result = TypeVar("Result")


class ClosingScreen(Screen[Result]):
    """A screen that closes once, and alone.

    Keys that are typed fast reach it when it has been closed, when another lies above it, or when
    it has no widgets yet. Textual would close whatever is uppermost, end the app where that is the
    main screen, or take the widgets away before they are set up.
    """

    _dismissed = False
    _held_result: tuple[Result | None] | None = None
    """What it is to close with, once it stands and nothing lies above it."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close it with `result`, as soon as it can be closed; what comes later is passed over."""
        if self._dismissed:
            return AwaitComplete()
        self._dismissed = True
        if self.is_mounted and self.app.screen is self:
            return self._leave(result)
        self._held_result = (result,)
        return AwaitComplete()

    def on_screen_resume(self) -> None:
        """Close where that was wanted before it could be done."""
        if self._held_result is not None and self.app.screen is self:
            (result,), self._held_result = self._held_result, None
            self._leave(result)

    def _leave(self, result: Result | None) -> AwaitComplete:
        try:
            return super().dismiss(result)
        except InvalidStateError:  # who asked waits no longer
            return self.app.pop_screen()
