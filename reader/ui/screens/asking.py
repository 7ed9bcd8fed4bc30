"""The part of the main screen that asks the library what the search panel wants to know."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from reader.errors import ReaderError, SearchStopped
from reader.i18n import mark, tr
from reader.model import ArticleSummary, Listing
from reader.ui.messages import SearchRequested
from reader.ui.report import Report
from reader.ui.screens.saved import SavedSearchScreen

if TYPE_CHECKING:
    from reader.model.search import Results, SavedSearch, Suggestion
    from reader.ui.widgets.search_panel import SearchPanel

_FACETS = {
    "tag": mark("tag"),
    "source": mark("source"),
    "year": mark("year"),
    "entity": mark("entity"),
}


class AskingScreen(SavedSearchScreen, part=True):
    """Asks what was typed, and what can be typed instead."""

    class Found(Report):
        """What a search found."""

        results: "Results"
        indexed: int
        """Per cent of the library that the index knows."""
        generation: int
        early: bool = False
        """Whether the true answer is still to come."""

    class Meant(Report):
        """What may have been meant by what was searched for."""

        suggestions: "Sequence[Suggestion]"
        generation: int

    class BeginningsLoaded(Report):
        """What can be searched for before anything is typed."""

        history: list[str]
        saved: "list[SavedSearch]"
        tags: list[str]

    @property
    @abstractmethod
    def _searching(self) -> bool:
        """Whether a search is open."""

    @property
    def _search_panel(self) -> "SearchPanel":
        from reader.ui.widgets.search_panel import SearchPanel

        return self.query_one(SearchPanel)

    # Searching

    @on(SearchRequested)
    def _search_requested(self, asked: SearchRequested) -> None:
        if asked.query:
            self._search(asked)
        else:
            self.workers.cancel_group(self, "search")

    @work(thread=True, exclusive=True, group="search")
    def _search(self, asked: SearchRequested) -> None:
        worker = get_current_worker()

        def stopped() -> bool:
            return worker.is_cancelled

        try:
            searches = self._library.searches
            if early := searches.at_once(asked.query, asked.limit):
                self.post_message(self.Found(early, 100, asked.generation, early=True))
            results = self._library.search(
                asked.query,
                limit=asked.limit,
                order=asked.order,
                stopped=stopped,
            )
            self.post_message(self.Found(results, self._indexed(results), asked.generation))
            if worker.is_cancelled:
                return
            found = results.complete > 0
            meant = searches.suggestions(asked.query, found=found, stopped=stopped)
            if meant:
                self.post_message(self.Meant(meant, asked.generation))
        except SearchStopped:
            return
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))

    def _indexed(self, results: "Results") -> int:
        """Return how many per cent of the articles the index knows."""
        if not results.waiting:
            return 100
        articles = self._library.count(Listing())
        return 100 * max(0, articles - results.waiting) // max(1, articles)

    @on(Found)
    def _show_found(self, found: Found) -> None:
        if self._searching:
            panel = self._search_panel
            if found.early:
                panel.show_early(found.results, found.generation)
            else:
                panel.show(found.results, found.generation, indexed=found.indexed)

    @on(Meant)
    def _offer_meant(self, meant: Meant) -> None:
        if self._searching:
            self._search_panel.suggest(meant.suggestions, meant.generation)

    # What was searched for before

    @work(thread=True, exclusive=True, group="prepare")
    def _prepare_search(self) -> None:
        """Let what searches be there when the first word is typed."""
        self._library.prepare_search()

    @on(SavedSearchScreen.SavedChanged)
    @work(thread=True, exclusive=True, group="beginnings")
    def _load_beginnings(self) -> None:
        try:
            history = self._library.searches.history()
            saved = self._library.searches.saved()
            tags = [tag.name for tag in self._library.tags()]
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
        else:
            self.post_message(self.BeginningsLoaded(history, saved, tags))

    @on(BeginningsLoaded)
    def _offer_beginnings(self, loaded: BeginningsLoaded) -> None:
        if self._searching:
            self._search_panel.offer_beginnings(loaded.history, loaded.saved, {"tag": loaded.tags})

    def _note_search(self, query: str) -> Iterator[Message]:
        if not self._library.read_only:
            self._library.searches.note(query)
        self._load_beginnings()
        return iter(())

    def action_more_like_this(self) -> None:
        """Search for articles about the same as the one in use."""
        if summary := self._in_use():
            self._load_more_like(summary.id)

    @work(thread=True, exclusive=True, group="more-like")
    def _load_more_like(self, article: str) -> None:
        try:
            query = self._library.searches.more_like(article)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if query:
            self.post_message(self.QueryReady(query))
        else:
            self.post_message(self.Told(tr("The article is too short to tell what it is about.")))

    @abstractmethod
    def _in_use(self) -> ArticleSummary | None:
        """Return the article that keys are meant for."""

    @work
    async def action_narrow_search(self) -> None:
        """Choose a tag, a source or a year to narrow the search by."""
        from reader.ui.screens.choice import Choice, ChoiceScreen

        panel = self._search_panel
        facets = panel.results.facets if panel.results else ()
        if not facets:
            self.notify(tr("There is nothing to narrow by."), markup=False)
            return
        choices = [
            Choice(str(number), facet.value, f"{tr(_FACETS[facet.kind])} · {facet.articles:,}")
            for number, facet in enumerate(facets)
        ]
        chosen = await self.app.push_screen_wait(ChoiceScreen(tr("Narrow by"), choices))
        if chosen is not None:
            panel.narrow(facets[int(chosen)])

    def action_search_syntax(self) -> None:
        """Show what can be typed."""
        from reader.ui.screens.help import HelpScreen
        from reader.ui.syntax import syntax

        self.app.push_screen(HelpScreen(syntax(), title=tr("What can be typed")))
