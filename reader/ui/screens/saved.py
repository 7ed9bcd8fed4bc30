"""The part of the main screen about saved searches: listed as views, kept, taken away."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.i18n import tr
from reader.ui.messages import ViewWanted
from reader.ui.report import Report
from reader.ui.screens.library import LibraryScreen
from reader.ui.screens.listing import ListingScreen
from reader.ui.widgets.list_side import ListSide

if TYPE_CHECKING:
    from reader.model.search import SavedSearch
    from reader.ui.widgets.view_bar import View, ViewBar

_COUNTED_AFTER = 1.0
"""Seconds after the start when the views are counted: what is on the screen by then comes first."""
_COUNTED_EVERY = 60.0
"""Seconds after which they are counted again: what is read or comes in changes them."""


class SavedSearchScreen(ListingScreen, part=True):
    """Asks the library for saved searches and what they list."""

    class ViewsLoaded(Report):
        """The saved searches, counted or not."""

        views: "Sequence[View]"

    class SavedChanged(Message):
        """A search was saved, or one is no more."""

    class QueryReady(Report):
        """A query to be searched for."""

        query: str

    # Views of the list

    def begin_views(self) -> None:
        """Show the views, once there is time for it, and keep their counts true."""
        self.set_timer(_COUNTED_AFTER, self.load_views)
        self.set_interval(_COUNTED_EVERY, self.load_views)

    @work(thread=True, exclusive=True, group="views")
    def load_views(self) -> None:
        """Tell which searches are saved, then how many articles each lists."""
        from reader.ui.widgets.view_bar import View

        worker = get_current_worker()
        try:
            saved = self._library.searches.saved()
            self.post_message(self.ViewsLoaded([View(one.name) for one in saved]))
            counted: list[View] = []
            for search, articles in self._library.views.counts() if saved else ():
                counted.append(View(search.name, articles))
                if worker.is_cancelled:
                    return
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
        else:
            self.post_message(self.ViewsLoaded(counted))

    @on(ViewsLoaded)
    async def _show_views(self, loaded: ViewsLoaded) -> None:
        await self.query_one(ListSide).show_views(loaded.views)

    @on(LibraryScreen.LibraryChanged)
    @on(SavedChanged)
    def _count_again(self) -> None:
        self.load_views()

    def on_view_bar_more_wanted(self, _message: "ViewBar.MoreWanted") -> None:
        """Let one of all views be chosen."""
        self.action_by_saved()

    @on(ViewWanted)
    def _list_numbered(self, wanted: ViewWanted) -> None:
        saved = self._saved_or_told()
        if 0 < wanted.number <= len(saved):
            self.query_one(ListSide).toggle_view(saved[wanted.number - 1].name)

    @work
    async def action_by_saved(self) -> None:
        """List what one saved search finds."""
        from reader.ui.screens.choice import Choice, ChoiceScreen

        saved = self._saved_or_told()
        if not saved:
            return
        choices = [Choice(one.name, one.name, one.query) for one in saved]
        chosen = await self.app.push_screen_wait(ChoiceScreen(tr("List a saved search"), choices))
        if chosen is not None:
            self.query_one(ListSide).toggle_view(chosen, keep=True)

    def _saved_or_told(self) -> "list[SavedSearch]":
        """Return the saved searches; where there are none, tell how to come by one.

        They are read at once rather than in a thread: what is typed next is meant for them.
        """
        try:
            saved = self._library.searches.saved()
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return []
        if not saved:
            self.notify(tr("No search is saved yet; w among the hits saves one."), markup=False)
        return saved

    # Kept and taken away

    @work
    async def action_save_search(self) -> None:
        """Ask for a name to save the query under."""
        from reader.ui.screens.entry import EntryScreen
        from reader.ui.widgets.search_panel import SearchPanel

        query = self.query_one(SearchPanel).query_text.strip()
        if not query:
            self.notify(tr("Type what to search for first."), markup=False)
            return
        hint = tr("A name; it is listed under it, and F finds it")
        name = await self.app.push_screen_wait(EntryScreen(tr("Save the search"), hint, query))
        if name is not None and name.strip():
            self._change(partial(self._save_search, name, query))

    def _save_search(self, name: str, query: str) -> Iterator[Message]:
        saved = self._library.searches.save(name, query)
        yield self.Told(tr("Saved as “{name}”; F brings it back.").format(name=saved.name))
        yield self.SavedChanged()

    @work
    async def action_saved_searches(self) -> None:
        """Choose a saved search, to search again or to delete it."""
        from reader.ui.screens.choice import Choice, ChoiceScreen

        saved = self._saved_or_told()
        if not saved:
            return
        choices = [Choice(f"={one.query}", one.name, one.query) for one in saved]
        forget = [
            Choice(f"-{one.name}", tr("Delete “{name}”").format(name=one.name)) for one in saved
        ]
        screen = ChoiceScreen(tr("Saved searches"), [*choices, *forget])
        chosen = await self.app.push_screen_wait(screen)
        if chosen is None:
            return
        if chosen.startswith("="):
            self.post_message(self.QueryReady(chosen[1:]))
        elif await self._really_delete(chosen[1:]):
            self._change(partial(self._delete_search, chosen[1:]))

    async def _really_delete(self, name: str) -> bool:
        from reader.ui.screens.question import QuestionScreen

        question = tr("Delete the saved search “{name}”? What it finds stays.").format(name=name)
        screen = QuestionScreen(question, tr("Delete"), tr("Keep"), careful=True)
        return await self.app.push_screen_wait(screen)

    def _delete_search(self, name: str) -> Iterator[Message]:
        self._library.searches.delete(name)
        yield self.Told(tr("“{name}” is deleted.").format(name=name))
        yield self.SavedChanged()
