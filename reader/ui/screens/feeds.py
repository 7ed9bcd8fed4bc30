"""The feeds that are followed: added, asked, taken away; one of them to be listed."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from textual import events, on, work
from textual.app import ComposeResult
from textual.message import Message

from reader.errors import ImportFailed, ReaderError
from reader.i18n import ntr, tr
from reader.library import Library
from reader.model import FeedName
from reader.model.web import Followed, is_address
from reader.text.normalise import one_line
from reader.ui.keys import FEEDS, bindings
from reader.ui.messages import FeedsWanted, FollowWanted, RowsWanted
from reader.ui.report import Report
from reader.ui.screens.library import LibraryScreen
from reader.ui.widgets.bar import Bar
from reader.ui.widgets.feed_list import FeedList, state_of
from reader.ui.widgets.key_bar import KeyBar
from reader.ui.widgets.prose import Prose

_WITH_FEEDS = {"refresh", "refresh_all", "remove", "toggle_full", "export"}
"""Actions that need one."""


@dataclass(frozen=True)
class Asking:
    """How far the asking of feeds is that goes on behind all screens."""

    feeds: frozenset[str] = frozenset()
    """The addresses of those that have not answered yet."""
    done: int = 0
    """How many have, since it was begun."""


class FeedsScreen(LibraryScreen):
    """Lists the feeds; `chosen` is the one whose articles are to be listed.

    They are asked by the main screen, which goes on with it when this one is left.
    """

    CSS_PATH = "feeds.tcss"
    BINDINGS = bindings(FEEDS)
    AUTO_FOCUS = "#feeds"

    class Loaded(Report):
        """The feeds that are followed."""

        feeds: Sequence[Followed]

    class FeedsChanged(Message):
        """A feed has answered, or others are followed now."""

    class Asked(Report):
        """The main screen has got further with asking."""

        asking: Asking

    def __init__(self, library: Library, asking: Asking) -> None:
        super().__init__(library)
        self._asking = asking
        self._feeds: Sequence[Followed] = ()
        self.chosen: FeedName | None = None

    def compose(self) -> ComposeResult:
        """A bar above the list, what is known of the feed under the cursor below it."""
        yield Bar(id="feeds-bar")
        yield FeedList(id="feeds")
        facts = Prose("")
        facts.id = "feed-facts"
        yield facts
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """List them."""
        self.query_one(FeedList).nothing = tr("Looking…")
        self._load()

    @work(thread=True, exclusive=True, group="listing")
    def _load(self) -> None:
        try:
            self.post_message(self.Loaded(self._library.subscriptions.followed()))
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))

    @on(FeedsChanged)
    def _load_again(self) -> None:
        self._load()

    @on(Loaded)
    def _show(self, loaded: Loaded) -> None:
        feeds = self.query_one(FeedList)
        before = feeds.chosen
        self._feeds = loaded.feeds
        feeds.nothing = tr(
            "No feed is followed yet. Press a and give an address, or i for an OPML file."
        )
        addresses = [each.feed.address for each in self._feeds]
        if before is not None and before.feed.address in addresses:
            cursor = addresses.index(before.feed.address)
        else:
            cursor = feeds.cursor
        feeds.show_rows(len(self._feeds), cursor, 0, self._feeds)
        self.refresh_bindings()  # what can be done with feeds
        self._describe()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is done with feeds where there are some."""
        del parameters
        return bool(self._feeds) or action not in _WITH_FEEDS

    @on(Asked)
    def _show_progress(self, asked: Asked) -> None:
        self._asking = asked.asking
        self._describe()
        self._load()

    @on(RowsWanted)
    def _supply(self, wanted: RowsWanted) -> None:
        rows = self._feeds[wanted.first : wanted.first + wanted.count]
        self.query_one(FeedList).supply(wanted.first, rows, wanted.generation)

    @on(FeedList.CursorMoved)
    def _describe(self) -> None:
        """Tell how all feeds fare, and what is known of the one under the cursor."""
        feeds, bar = self.query_one(FeedList), self.query_one("#feeds-bar", Bar)
        feeds.asking = self._asking.feeds
        count = ntr("{count} feed", "{count} feeds", len(self._feeds))
        unread = sum(each.unread for each in self._feeds)
        bar.left = count.format(count=f"{len(self._feeds):,}")
        if unread:
            bar.left += " · " + tr("{count} unread").format(count=f"{unread:,}")
        left = len(self._asking.feeds)
        bar.right = (
            tr("asking: {done} of {count}").format(
                done=self._asking.done, count=self._asking.done + left
            )
            if left
            else ""
        )
        facts, chosen = self.query_one("#feed-facts", Prose), feeds.chosen
        facts.display = chosen is not None
        if chosen is not None:
            told = (chosen.feed.error, state_of(chosen, self._asking.feeds), chosen.feed.address)
            facts.text = "\n".join(one_line(line) for line in told if line)

    @on(FeedList.Chosen)
    def _list_articles(self, chosen: FeedList.Chosen) -> None:
        feed = chosen.followed.feed
        self.chosen = FeedName(feed.address, feed.title or feed.address)
        self.dismiss()

    # Following

    @work
    async def action_add(self, address: str = "") -> None:
        """Ask for an address to follow."""
        from reader.ui.screens.entry import EntryScreen

        hint = tr("The address of a feed (RSS, Atom or JSON Feed)")
        entered = await self.app.push_screen_wait(EntryScreen(tr("Follow"), hint, address))
        if entered is not None and entered.strip():
            address = entered.strip()
            if "://" not in address:
                address = f"https://{address}"
            self.app.screen_stack[0].post_message(FollowWanted(address))

    def on_paste(self, event: events.Paste) -> None:
        """Offer to follow an address that is pasted."""
        event.stop()
        lines = event.text.split()
        if len(lines) == 1 and is_address(lines[0]):
            self.action_add(lines[0])
        else:
            self.notify(tr("That is no address."), markup=False)

    @work
    async def action_remove(self) -> None:
        """Follow the feed under the cursor no longer, if that is really meant."""
        chosen = self.query_one(FeedList).chosen
        if chosen is None:
            return
        if chosen.feed.address in self._asking.feeds:
            self.notify(tr("It is being asked right now; try again in a moment."), markup=False)
            return
        from reader.ui.screens.question import QuestionScreen

        question = tr("Follow “{title}” no longer? Its articles stay.")
        title = one_line(chosen.feed.title or chosen.feed.address)
        screen = QuestionScreen(question.format(title=title), tr("Follow no longer"), tr("Keep it"))
        if await self.app.push_screen_wait(screen):
            self._change(partial(self._removed, chosen.feed.address, title))

    def _removed(self, address: str, title: str) -> Iterator[Message]:
        self._library.subscriptions.remove(address)
        yield self.Told(tr("“{title}” is followed no longer.").format(title=title))
        yield self.FeedsChanged()

    def action_toggle_full(self) -> None:
        """Let pages be fetched where the feed holds but a summary, or not."""
        chosen = self.query_one(FeedList).chosen
        if chosen is not None:
            self._change(partial(self._set_full, chosen.feed.address, not chosen.feed.full))

    def _set_full(self, address: str, full: bool) -> Iterator[Message]:
        self._library.subscriptions.set_full(address, full)
        yield self.FeedsChanged()

    # Asking

    def action_refresh(self) -> None:
        """Ask the feed under the cursor what is new."""
        if chosen := self.query_one(FeedList).chosen:
            self._ask([chosen.feed.address])

    def action_refresh_all(self) -> None:
        """Ask all feeds what is new."""
        self._ask([])

    def _ask(self, addresses: Sequence[str]) -> None:
        self.app.screen_stack[0].post_message(FeedsWanted(addresses))

    # Lists of feeds

    @work
    async def action_import(self) -> None:
        """Follow the feeds of a file that another program wrote."""
        from reader.ui.screens.entry import EntryScreen

        hint = tr("An OPML file, as other programs write it")
        path = await self.app.push_screen_wait(EntryScreen(tr("Follow the feeds of"), hint, "~/"))
        if path is not None and path.strip():
            self._change(partial(self._imported, path.strip()))

    def _imported(self, path: str) -> Iterator[Message]:
        from reader.importing.files import load

        file = os.path.expanduser(path)  # noqa: PTH111  Path.expanduser raises for a user unknown
        try:
            new = self._library.subscriptions.import_opml(load(file)[0])
        except ImportFailed as error:
            yield self.Failed(f"{one_line(path)}: {error}")
            return
        count = ntr("{count} new feed", "{count} new feeds", len(new)).format(count=len(new))
        yield self.Told(count)
        yield self.FeedsChanged()

    @work
    async def action_export(self) -> None:
        """Write the feeds to a file that other programs read."""
        from reader.ui.screens.entry import EntryScreen

        hint = tr("A file; a path that ends in / is a folder.")
        screen = EntryScreen(tr("Export to"), hint, "~/feeds.opml")
        path = await self.app.push_screen_wait(screen)
        if path is not None and path.strip():
            self._change(partial(self._exported, path.strip()))

    def _exported(self, path: str) -> Iterator[Message]:
        from reader.exporting.files import write_document

        written = write_document(
            path, "feeds.opml", self._library.subscriptions.export_opml().decode()
        )
        yield self.Told(tr("Written to {path}").format(path=one_line(str(written))))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
