"""The list under what narrows and sorts it; asks for another listing, shows the answer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import var
from textual.timer import Timer
from textual.widgets import Input

from reader.i18n import mark, ntr, tr
from reader.model import ArticleSummary, Listing, Order
from reader.text.normalise import one_line
from reader.ui.keys import LIST_SIDE, bindings
from reader.ui.messages import CorpusWanted, ListingChanged, ViewWanted
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.bar import Bar

if TYPE_CHECKING:
    from reader.ui.widgets.filter_input import FilterInput
    from reader.ui.widgets.view_bar import View, ViewBar

_TYPING = 0.08
"""Seconds without a key after which a filter is applied."""

ORDER_NAMES = {
    Order.DATE: mark("date"),
    Order.ADDED: mark("date added"),
    Order.TITLE: mark("title"),
    Order.LENGTH: mark("length"),
    Order.PROGRESS: mark("progress"),
}


class ListSide(Vertical):
    """A bar, a filter when one is set, and the list."""

    BINDINGS = bindings(LIST_SIDE)
    BLANK = True  # all of it is covered

    listing: var[Listing] = var(Listing(), init=False)
    """What is listed, in which order."""

    def __init__(self, *, id: str) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._typing: Timer | None = None
        self._entry: FilterInput | None = None
        """The line to type in, once there is one: the first frame can do without."""
        self._view_bar: ViewBar | None = None
        """None while no search is saved."""

    def compose(self) -> ComposeResult:
        """The bar above the list."""
        yield Bar(id="list-bar")
        yield ArticleList(id="list")

    def show_listing(
        self,
        listing: Listing,
        count: int,
        cursor: int,
        first: int,
        rows: Sequence[ArticleSummary],
    ) -> None:
        """Show `listing`; see `RowList.show_rows`."""
        self.set_reactive(ListSide.listing, listing)
        entry = self._entry
        if entry is None and listing.text:
            entry = self._mount_entry()
        if entry is not None:
            if not entry.has_focus:
                with entry.prevent(Input.Changed):
                    entry.value = listing.text
            entry.set_class(bool(listing.text) or entry.has_focus, "-used")
        articles = self.query_one(ArticleList)
        articles.nothing = _why_empty(listing)
        articles.show_rows(count, cursor, first, rows)
        if views := self._view_bar:
            views.show([_counted(view, listing, count) for view in views.views], listing.saved)
        self.refresh_bindings()  # whether there is a filter to be ended
        bar = self.query_one(Bar)
        bar.left = _summary(listing, count)
        bar.right = f"{tr(ORDER_NAMES[listing.order])} {'↓' if listing.descending else '↑'}"

    async def show_views(self, views: "Sequence[View]") -> None:
        """Show saved searches above the list; one that is gone lists nothing any more."""
        if self.listing.saved not in {"", *(view.name for view in views)}:
            self.listing = self.listing._replace(saved="")
        bar = self._view_bar
        if bar is None:
            if not views:
                return
            from reader.ui.widgets.view_bar import ViewBar

            bar = self._view_bar = ViewBar(id="views")
            await self.mount(bar, after=self.query_one(Bar))
        known = {view.name: view.articles for view in bar.views}
        counted = (
            view._replace(articles=known.get(view.name)) if view.articles is None else view
            for view in views
        )
        bar.show(list(counted), self.listing.saved)

    def watch_listing(self, listing: Listing) -> None:
        """Ask for what is wanted now."""
        self.post_message(ListingChanged(listing))

    # The filter

    def _mount_entry(self) -> "FilterInput":
        from reader.ui.widgets.filter_input import FilterInput

        entry = self._entry = FilterInput(
            placeholder=tr("title, source or tag"), id="filter", compact=True
        )
        self.mount(entry, before=self.query_one(ArticleList))
        return entry

    @on(Input.Changed, "#filter")
    def _narrow_soon(self, event: Input.Changed) -> None:
        event.stop()
        if self._typing is not None:
            self._typing.stop()
        self._typing = self.set_timer(_TYPING, self._narrow)

    def _narrow(self) -> None:
        if self._entry is not None:
            self.listing = self.listing._replace(text=self._entry.value)

    @on(Input.Submitted, "#filter")
    def _end_filter(self, event: Input.Submitted) -> None:
        event.stop()
        self._narrow()
        self.screen.set_focus(self.query_one(ArticleList))
        event.input.set_class(bool(event.value), "-used")

    def on_filter_input_moved(self, moved: "FilterInput.Moved") -> None:
        """Go through the list from the filter."""
        moved.stop()
        self.query_one(ArticleList).cursor += moved.rows

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to the filter while it is typed, and to a search in the list's place."""
        del parameters
        typing = self._entry is not None and self._entry.has_focus
        if typing or self.has_class("-searching"):
            return False
        if action == "end_filter":
            return _of_the_moment(self.listing)
        if action == "add_corpus":
            return self._library_is_empty
        return True

    def action_filter(self) -> None:
        """Type what the list is narrowed by."""
        entry = self._entry or self._mount_entry()
        entry.add_class("-used")
        self.screen.set_focus(entry)  # at once: what is typed next is meant for it

    @property
    def _library_is_empty(self) -> bool:
        """Whether there is no article, whatever the list is narrowed by."""
        return _is_everything(self.listing) and not self.query_one(ArticleList).count

    def action_add_corpus(self) -> None:
        """Ask for the articles that come with the program."""
        self.post_message(CorpusWanted())

    def action_end_filter(self) -> None:
        """Narrow the list no more by what was typed; then neither by a search or a feed."""
        if self.listing.text:
            self.listing = self.listing._replace(text="")
        else:
            self.listing = self.listing._replace(saved="", feed=None)

    # The order and the views

    def action_order(self) -> None:
        """Ask by what to sort."""
        from reader.ui.screens.sorting import ask_order

        ask_order(
            self.app, ORDER_NAMES, self.listing.order, self._sort, reverse=self.action_reverse
        )

    def _sort(self, order: Order) -> None:
        """Sort by a fact, in the direction that is usual for it."""
        self.listing = self.listing._replace(order=order, descending=order is not Order.TITLE)

    @on(Bar.RightClicked)
    def _order_clicked(self, message: Bar.RightClicked) -> None:
        message.stop()
        self.action_order()

    def action_reverse(self) -> None:
        """Sort the other way round."""
        self.listing = self.listing._replace(descending=not self.listing.descending)

    def action_unread(self) -> None:
        """Show only what is not yet read, or all again."""
        self.listing = self.listing._replace(unread=not self.listing.unread)

    def action_starred(self) -> None:
        """Show only what has a star, or all again."""
        self.listing = self.listing._replace(starred=not self.listing.starred)

    def toggle_view(self, name: str, *, keep: bool = False) -> None:
        """Show what a saved search finds; all again if that is shown, unless it is to be kept."""
        again = name == self.listing.saved and not keep
        self.listing = self.listing._replace(saved="" if again else name)

    def on_view_bar_chosen(self, chosen: "ViewBar.Chosen") -> None:
        """Show a view, or all again."""
        chosen.stop()
        self.toggle_view(chosen.name)

    def on_key(self, event: events.Key) -> None:
        """Show the view of a number."""
        if event.key.isdigit() and self.check_action("view", ()):
            if self._view_bar:
                self._view_bar.choose(int(event.key))
            else:  # as in the first second
                self.post_message(ViewWanted(int(event.key)))
            event.stop()

    def action_everything(self) -> None:
        """Show all articles."""
        order, descending = self.listing.order, self.listing.descending
        self.listing = Listing(order=order, descending=descending)


def _is_everything(listing: Listing) -> bool:
    """Tell whether nothing narrows a list."""
    return Listing(order=listing.order, descending=listing.descending) == listing


def _of_the_moment(listing: Listing) -> bool:
    """Tell whether a list is narrowed by what the next start forgets, and Escape takes off."""
    return bool(listing.text or listing.saved or listing.feed)


def _counted(view: "View", listing: Listing, count: int) -> "View":
    """Return a view with its count, where the list has just told it."""
    alone = Listing(listing.order, listing.descending, saved=view.name)
    return view._replace(articles=count) if listing._replace(among=None) == alone else view


def _why_empty(listing: Listing) -> str:
    """Return what to do where no article is listed."""
    if _is_everything(listing):
        return tr(
            "No article yet.\n\nEnter adds those that come with reader.\n"
            "P adds a page, a file or a text of yours.\n`reader add` brings in files and folders."
        )
    told = (
        tr("No article fits {views}. Esc lists more again, A in the list all.")
        if _of_the_moment(listing)
        else tr("No article fits {views}. A shows all again.")
    )
    return told.format(views=" · ".join(_views(listing)))


def _summary(listing: Listing, count: int) -> str:
    """Return how many articles are listed and what narrows the list."""
    shown = ntr("{count} article", "{count} articles", count).format(count=f"{count:,}")
    return " · ".join((shown, *_views(listing)))


def _views(listing: Listing) -> list[str]:
    """Return what narrows the list, each as it is told."""
    views = (
        tr("unread") if listing.unread else "",
        "★" if listing.starred else "",
        f"@{listing.saved}" if listing.saved else "",
        one_line(listing.feed.title) if listing.feed else "",
        f"#{listing.tag}" if listing.tag else "",
        f"“{listing.text}”" if listing.text else "",
    )
    return [one_line(view) for view in views if view]
