"""A screen over the library: it changes the library in order and tells how that went."""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from textual import on
from textual.message import Message

from reader.errors import ReaderError
from reader.library import Library
from reader.model import ArticleSummary
from reader.ui.report import Report
from reader.ui.screens.closing import ClosingScreen


class LibraryScreen(ClosingScreen[None]):
    """Holds the library; what is asked of it holds up no key, and no refusal ends the app.

    Reading may be done by any number of workers. Changes go through `_change` alone: workers run
    side by side, and the older of two changes could come last.
    """

    def __init_subclass__(cls, *, part: bool = False, **options: Any) -> None:
        """Take a subclass that is a `part` of a screen, or a whole one.

        What Textual works out for a class, bindings and reactive attributes of all its bases, takes
        half a millisecond. A part is never on the terminal alone: it is worked out for the whole.
        """
        if not part:
            super().__init_subclass__(**options)

    class Failed(Report):
        """The library refused; `text` says why in the user's language."""

        text: str

    class Told(Report):
        """Something was done; `text` says what in the user's language."""

        text: str

    class ArticleChanged(Report):
        """An article's row is another now."""

        summary: ArticleSummary

    class LibraryChanged(Message):
        """Articles came in, or many were changed."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self._changes = ThreadPoolExecutor(max_workers=1)

    def on_unmount(self) -> None:
        """Wait for what is under way: the library closes next."""
        self._changes.shutdown()

    @on(Failed)
    def _tell_failure(self, failed: Failed) -> None:
        self.notify(failed.text, severity="error", markup=False)

    @on(Told)
    def _tell(self, told: Told) -> None:
        self.notify(told.text, markup=False)

    def _change(self, change: Callable[[], Iterable[Message]]) -> Future[None]:
        """Change the library after all that was to be changed before; post what comes of it.

        What is still to be done when the reader leaves is done then.
        """
        done = self._changes.submit(self._carry_out, change)
        self.run_worker(asyncio.shield(asyncio.wrap_future(done)), group="change")
        return done

    def _carry_out(self, change: Callable[[], Iterable[Message]]) -> None:
        try:
            for message in change():
                self.post_message(message)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))

    def _remember(self, key: str, value: str) -> None:
        """Let the library remember a state of the app, if it may be written."""

        def store() -> Iterable[Message]:
            self._library.set_state(key, value)
            return ()

        if not self._library.read_only:
            self._change(store)

    def _recalled(self, key: str) -> str:
        """Return what the library remembers; nothing, and why, where it refuses."""
        try:
            return self._library.state(key)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return ""
