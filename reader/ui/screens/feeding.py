"""The part of the main screen that asks feeds what is new, behind whatever is done meanwhile."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.i18n import ntr, tr
from reader.model import AddStatus, Listing
from reader.text.normalise import one_line
from reader.ui.messages import FeedsWanted, FollowWanted, LeaveArticle, SearchClosed
from reader.ui.report import Report
from reader.ui.screens.panels import PanelsScreen
from reader.ui.widgets.list_side import ListSide

if TYPE_CHECKING:
    from textual.timer import Timer

    from reader.model.web import Refreshed
    from reader.ui.screens.feeds import Asking, FeedsScreen

_FIRST_ASKED_AFTER = 20.0
"""Seconds after the start when feeds are first asked by the clock: nobody is to wait for that."""
_LOOKED_AFTER = 60.0
"""Seconds after which it is looked which feeds are due."""


class FeedingScreen(PanelsScreen, part=True):
    """Asks feeds, one run at a time, and tells what came of it."""

    class FeedAnswered(Report):
        """A feed has answered, or could not be asked."""

        refreshed: "Refreshed"

    class AskingBegun(Report):
        """Feeds, by their addresses, are being asked."""

        feeds: frozenset[str]

    class AskingEnded(Report):
        """All feeds that were to be asked have been."""

        asked: "Sequence[Refreshed]"
        told: bool
        """Whether somebody told to ask them, rather than the clock."""

    class ClockStopped(Message):
        """Feeds are asked by the clock no longer: the library refuses, as it would again."""

    _asking: "Asking | None" = None
    """Of the run that goes on; None while there is none."""
    _feeds: "FeedsScreen | None" = None
    _clock: "Timer | None" = None
    """What tells to ask those that are due."""

    @work
    async def action_feeds(self) -> None:
        """Show the feeds that are followed, and list the articles of the one chosen there."""
        from reader.ui.screens.feeds import Asking, FeedsScreen

        feeds = self._feeds = FeedsScreen(self._library, self._asking or Asking())
        await self.app.push_screen_wait(feeds)
        if self._feeds is feeds:  # no quick second key has opened another
            self._feeds = None
        if (chosen := feeds.chosen) is not None:
            side = self.query_one(ListSide)
            side.listing = Listing(side.listing.order, side.listing.descending, feed=chosen)
            self.focused_on_text = False
            self.post_message(SearchClosed(keep=False))  # a search stands in the list's place
            self.post_message(LeaveArticle())

    def action_refresh_feeds(self) -> None:
        """Ask all feeds what is new."""
        self.post_message(FeedsWanted(()))

    @on(FeedsWanted)
    def _ask_feeds(self, wanted: FeedsWanted) -> None:
        if self._asking is not None:
            self.app.notify(tr("Feeds are being asked already."), markup=False)
            return
        self._begin(frozenset(wanted.addresses))
        self._refresh_feeds(wanted.addresses)

    @on(FollowWanted)
    def _follow(self, wanted: FollowWanted) -> None:
        if self._asking is not None:
            self.app.notify(tr("Feeds are being asked already."), markup=False)
            return
        self._begin(frozenset({wanted.address}))
        self._follow_feed(wanted.address)

    @work(thread=True, group="feeds")
    def _refresh_feeds(self, addresses: Sequence[str]) -> None:
        subscriptions, worker = self._library.subscriptions, get_current_worker()

        def answers() -> "Iterable[Refreshed]":
            wanted = set(addresses) or {feed.address for feed in subscriptions.list()}
            self.post_message(self.AskingBegun(frozenset(wanted)))
            return subscriptions.refresh(wanted, lambda: worker.is_cancelled) if wanted else ()

        self._tell_answers(answers)

    @work(thread=True, group="feeds")
    def _follow_feed(self, address: str) -> None:
        subscriptions, worker = self._library.subscriptions, get_current_worker()

        def answers() -> "Iterable[Refreshed]":
            followed = subscriptions.follow(address, stopped=lambda: worker.is_cancelled)
            return () if followed is None else (followed,)

        self._tell_answers(answers)

    # By the clock

    def watch_feeds(self, interval: float | None) -> None:
        """Ask feeds again and again, each after so many seconds; None for never."""
        if interval is not None and not self._library.read_only:
            tried: dict[str, float] = {}
            ask = partial(self._ask_by_clock, interval, tried)
            self.set_timer(_FIRST_ASKED_AFTER, ask)
            self._clock = self.set_interval(_LOOKED_AFTER, ask)

    def _ask_by_clock(self, interval: float, tried: dict[str, float]) -> None:
        if self._asking is None:
            self._begin(frozenset())
            self._refresh_due(interval, tried)

    @on(ClockStopped)
    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.stop()

    @work(thread=True, group="feeds")
    def _refresh_due(self, interval: float, tried: dict[str, float]) -> None:
        """Ask the feeds that did not answer for as long, but those `tried` in vain since."""
        subscriptions, worker = self._library.subscriptions, get_current_worker()

        def answers() -> "Iterable[Refreshed]":
            now = monotonic()
            due = [
                address
                for address in subscriptions.due(interval)
                if now - tried.get(address, -inf) >= interval
            ]
            if not due:
                return ()
            tried.update(dict.fromkeys(due, now))
            self.post_message(self.AskingBegun(frozenset(due)))
            return subscriptions.refresh(due, lambda: worker.is_cancelled)

        self._tell_answers(answers, told=False)

    # What comes of it

    def _tell_answers(
        self, answers: "Callable[[], Iterable[Refreshed]]", *, told: bool = True
    ) -> None:
        asked: list[Refreshed] = []
        try:
            for refreshed in answers():
                asked.append(refreshed)
                self.post_message(self.FeedAnswered(refreshed))
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            if not told:
                self.post_message(self.ClockStopped())
        self.post_message(self.AskingEnded(asked, told))

    @on(AskingBegun)
    def _show_begun(self, begun: AskingBegun) -> None:
        self._begin(begun.feeds)

    def _begin(self, feeds: frozenset[str]) -> None:
        from reader.ui.screens.feeds import Asking

        self._asking = Asking(feeds)
        self._show_asking()

    @on(FeedAnswered)
    def _show_answer(self, answered: FeedAnswered) -> None:
        address = answered.refreshed.feed.address
        if self._asking is not None:
            self._asking = replace(
                self._asking, feeds=self._asking.feeds - {address}, done=self._asking.done + 1
            )
        if new_articles([answered.refreshed]):
            self.post_message(self.LibraryChanged())
        self._show_asking()

    @on(AskingEnded)
    def _tell_ended(self, ended: AskingEnded) -> None:
        self._asking = None
        self._show_asking()
        if not ended.told:
            if count := new_articles(ended.asked):
                came = ntr(
                    "{count} new article came with the feeds; U lists them.",
                    "{count} new articles came with the feeds; U lists them.",
                    count,
                )
                self.app.notify(came.format(count=f"{count:,}"), markup=False)
            return
        silent = [each.feed for each in ended.asked if each.feed.error]
        if len(ended.asked) == len(silent) == 1:
            self.post_message(self.Failed(f"{one_line(silent[0].title)}: {silent[0].error}"))
        elif ended.asked:
            self.app.notify(_summary(ended.asked), markup=False)

    def _show_asking(self) -> None:
        """Let the list of feeds know, if it is open."""
        from reader.ui.screens.feeds import Asking, FeedsScreen

        if self._feeds is not None:
            self._feeds.post_message(FeedsScreen.Asked(self._asking or Asking()))


def new_articles(asked: "Iterable[Refreshed]") -> int:
    """Return how many entries of feeds became articles, or changed one."""
    return sum(
        result.status in (AddStatus.ADDED, AddStatus.UPDATED)
        for each in asked
        for result in each.results
    )


def _summary(asked: "Sequence[Refreshed]") -> str:
    count = new_articles(asked)
    new = ntr("{count} new article", "{count} new articles", count).format(count=f"{count:,}")
    if len(asked) == 1:
        told = f"{one_line(asked[0].feed.title)}: {new}"
    else:
        told = ntr("{count} feed asked: {new}", "{count} feeds asked: {new}", len(asked))
        told = told.format(count=f"{len(asked):,}", new=new)
    if silent := sum(bool(each.feed.error) for each in asked):
        told += " · " + tr("{count} not reached; the list of feeds says why").format(count=silent)
    if failed := sum(one.status is AddStatus.FAILED for each in asked for one in each.results):
        told += " · " + ntr(
            "{count} article could not be read", "{count} articles could not be read", failed
        ).format(count=failed)
    return told
