"""The part of the main screen about articles that tell the same story."""

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual import on, work

from reader.errors import ReaderError
from reader.i18n import ntr
from reader.model import ArticleSummary
from reader.ui.report import Report
from reader.ui.screens.library import LibraryScreen

if TYPE_CHECKING:
    from reader.ui.screens.alike import AlikeScreen

_COUNTED_AFTER = 1.0
"""Seconds after the start when pairs are counted: what is on the screen by then comes first."""


class ResemblingScreen(LibraryScreen, part=True):
    """Tells when something came in that is much like another, and shows it when asked."""

    class PairsCounted(Report):
        """There are so many pairs of which nothing was said yet."""

        count: int

    _alike: "AlikeScreen | None" = None
    """The screen of pairs that was shown last."""
    _pairs: int | None = None
    """How many there were when they were last counted; None before."""

    def begin_pairs(self) -> None:
        """Count what is there, once there is time for it, so that it is noticed when more come."""
        self.set_timer(_COUNTED_AFTER, self.count_pairs)

    @abstractmethod
    def _in_use(self) -> ArticleSummary | None:
        """Return the article that keys are meant for."""

    def action_alike(self) -> None:
        """Show what is much like the article in use."""
        from reader.ui.screens.alike import AlikeScreen

        self._alike = AlikeScreen(self._library, self._in_use())
        self.app.push_screen(self._alike)

    @on(LibraryScreen.LibraryChanged)
    def _count_again(self) -> None:
        self.count_pairs()

    @work(thread=True, exclusive=True, group="pairs")
    def count_pairs(self) -> None:
        """Count the pairs of which nothing was said yet."""
        try:
            self.post_message(self.PairsCounted(self._library.alikes.count()))
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))

    @on(PairsCounted)
    def _tell_pairs(self, counted: PairsCounted) -> None:
        if self._alike is not None and self._alike.is_attached:
            self._alike.post_message(self._alike.PairsChanged())
        before, self._pairs = self._pairs, counted.count
        new = counted.count - (counted.count if before is None else before)
        if new > 0:
            told = ntr(
                "{count} new article is much like another; Y shows them.",
                "{count} new articles are much like others; Y shows them.",
                new,
            )
            self.app.notify(told.format(count=f"{new:,}"), timeout=6, markup=False)
