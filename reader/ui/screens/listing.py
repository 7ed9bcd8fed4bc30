"""The part of the main screen that lists articles, and does things with those listed."""

import json
from collections.abc import Iterator, Sequence

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from reader.errors import ArticleNotFound, ReaderError, SearchUnknown
from reader.i18n import ntr, tr
from reader.library import Library
from reader.model import ArticleSummary, Bulk, Listing, Order
from reader.ui.messages import ListingChanged, RowsWanted
from reader.ui.report import Report
from reader.ui.screens.library import LibraryScreen
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.list_side import ListSide
from reader.ui.widgets.row_list import ROWS_AT_ONCE

_AROUND = 40
"""Rows at each side of the cursor that a screen may show."""

_LISTING = "listing"
"""What the library remembers the listing under."""


class ListingScreen(LibraryScreen, part=True):
    """Asks the library for what the list side wants to show."""

    class ListingReady(Report):
        """A listing with the rows around the one its cursor stands on."""

        listing: Listing
        count: int
        cursor: int
        first: int
        rows: Sequence[ArticleSummary]

    class RowsLoaded(Report):
        """Rows the list wanted."""

        wanted: RowsWanted
        rows: Sequence[ArticleSummary]
        """Fewer than were wanted where the listing has become shorter."""

    class RowsRefused(Report):
        """Rows the list wanted, which the library would not tell."""

        wanted: RowsWanted

    class ViewGone(Message):
        """No search is saved any more under the name of the one that is listed."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._shown = Listing()

    # What is listed

    def show_first_listing(self, article: str) -> None:
        """Show what was listed last, the cursor on `article`.

        This is done at once rather than in a worker: the first frame needs it.
        """
        try:
            self._show_listing(self._ready(_remembered(self._library.state(_LISTING)), article))
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))

    def _ready(self, listing: Listing, article: str) -> ListingReady:
        count = self._library.count(listing)
        cursor = self._row_of(article, listing)
        first = max(0, cursor - _AROUND) // ROWS_AT_ONCE * ROWS_AT_ONCE
        behind = ((cursor + _AROUND) // ROWS_AT_ONCE + 1) * ROWS_AT_ONCE
        rows = self._library.listing(listing, first, behind - first)
        return self.ListingReady(listing, count, cursor, first, rows)

    def _row_of(self, article: str, listing: Listing) -> int:
        """Return the row of an article in `listing`; the first if it is not in it."""
        try:
            return (article and self._library.position_of(article, listing)) or 0
        except ArticleNotFound:
            return 0

    @on(ListingReady)
    def _show_if_wanted(self, ready: ListingReady) -> None:
        if ready.listing == self.query_one(ListSide).listing:
            self._show_listing(ready)

    def _show_listing(self, ready: ListingReady) -> None:
        self._shown = ready.listing
        side = self.query_one(ListSide)
        side.show_listing(ready.listing, ready.count, ready.cursor, ready.first, ready.rows)

    @on(ListingChanged)
    def _listing_changed(self, changed: ListingChanged) -> None:
        self._load_listing(changed.listing, self.query_one(ArticleList).article)
        # What was typed is of the moment; what a search finds is not there for the first frame.
        kept = changed.listing._replace(text="", saved="", feed=None)
        self._remember(_LISTING, json.dumps(kept._asdict()))

    @on(LibraryScreen.LibraryChanged)
    def _list_again(self) -> None:
        self._load_listing(self.query_one(ListSide).listing, self.query_one(ArticleList).article)

    @work(thread=True, exclusive=True, group="listing")
    def _load_listing(self, listing: Listing, article: str) -> None:
        try:
            ready = self._ready(listing, article)
        except SearchUnknown as error:  # it was deleted, perhaps by another process
            self.post_message(self.Failed(str(error)))
            self.post_message(self.ViewGone())
            return
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if not get_current_worker().is_cancelled:
            self.post_message(ready)

    @on(ViewGone)
    def _list_all(self) -> None:
        side = self.query_one(ListSide)
        side.listing = side.listing._replace(saved="")

    @on(RowsWanted, "#list")
    def _rows_wanted(self, wanted: RowsWanted) -> None:
        self._load_rows(self._shown, wanted)

    @work(thread=True, group="rows")
    def _load_rows(self, listing: Listing, wanted: RowsWanted) -> None:
        try:
            rows = self._library.listing(listing, wanted.first, wanted.count)
        except ReaderError as error:
            self.post_message(self.RowsRefused(wanted))
            self.post_message(self.Failed(str(error)))
        else:
            self.post_message(self.RowsLoaded(wanted, rows))

    @on(RowsLoaded)
    def _supply_rows(self, loaded: RowsLoaded) -> None:
        wanted = loaded.wanted
        self.query_one(ArticleList).supply(wanted.first, loaded.rows, wanted.generation)
        if len(loaded.rows) < wanted.count:
            self._list_again()

    @on(RowsRefused)
    def _ask_again_later(self, refused: RowsRefused) -> None:
        self.query_one(ArticleList).forget(refused.wanted.first)

    # Tags, and what is done with all that is listed

    @work
    async def action_by_tag(self) -> None:
        """List the articles of one tag."""
        if chosen := await self._chosen_tag(tr("Tags")):
            side = self.query_one(ListSide)
            side.listing = side.listing._replace(tag=chosen)

    async def _chosen_tag(self, title: str) -> str | None:
        """Let one of the tags that articles bear be chosen.

        They are read at once rather than in a thread: what is typed next is meant for them.
        """
        try:
            tags = sorted(self._library.tags(), key=lambda tag: (-tag.articles, tag.name))
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return None
        if not tags:
            self.notify(tr("No article has a tag yet; # gives one."), markup=False)
            return None
        from reader.ui.screens.choice import Choice, ChoiceScreen

        choices = [Choice(tag.name, f"#{tag.name}", f"{tag.articles}") for tag in tags]
        return await self.app.push_screen_wait(ChoiceScreen(title, choices))

    @work
    async def action_bulk(self) -> None:
        """Do one thing with every article listed."""
        from reader.ui.screens.choice import Choice, ChoiceScreen

        listing, count = self._shown, self.query_one(ArticleList).count
        if not count:
            self.notify(tr("No article is shown."), markup=False)
            return
        title = ntr("With the {count} article shown", "With the {count} articles shown", count)
        choices = [
            Choice("read", tr("Mark as read")),
            Choice("unread", tr("Mark as unread")),
            Choice("star", tr("Give a star")),
            Choice("unstar", tr("Take the star away")),
            Choice("tag", tr("Add a tag…")),
            Choice("untag", tr("Take a tag off…")),
        ]
        screen = ChoiceScreen(title.format(count=f"{count:,}"), choices)
        match await self.app.push_screen_wait(screen):
            case "read":
                self._change_all(listing, Bulk(read=True))
            case "unread":
                self._change_all(listing, Bulk(read=False))
            case "star":
                self._change_all(listing, Bulk(starred=True))
            case "unstar":
                self._change_all(listing, Bulk(starred=False))
            case "tag":
                if tag := await self._asked_for_tag():
                    self._change_all(listing, Bulk(add_tag=tag))
            case "untag":
                if tag := await self._chosen_tag(tr("Take a tag off…")):
                    self._change_all(listing, Bulk(remove_tag=tag))

    async def _asked_for_tag(self) -> str | None:
        from reader.ui.screens.entry import EntryScreen

        answer = await self.app.push_screen_wait(EntryScreen(tr("Tag"), tr("One tag"), ""))
        return answer and answer.strip()

    def _change_all(self, listing: Listing, bulk: Bulk) -> None:
        def change() -> Iterator[Message]:
            count = self._library.change_all(listing, bulk)
            told = ntr(
                "{count} article changed; Ctrl+Z takes it back.",
                "{count} articles changed; Ctrl+Z takes it back.",
                count,
            )
            yield self.Told(told.format(count=f"{count:,}") if count else tr("All are so already."))
            yield self.LibraryChanged()

        self._change(change)


def _remembered(state: str) -> Listing:
    """Return the listing that `state` tells of; the usual one where it tells of none."""
    try:
        values = json.loads(state)
        return Listing(**values | {"order": Order(values["order"])})
    except (ValueError, KeyError, TypeError):  # nothing remembered, or by another version
        return Listing()
