"""The part of the main screen that searches, in the list's place.

While the reader looks through the hits the article under the cursor is shown beside them; it is
not open until it is chosen. Where the reader was is kept whole, to go back there.
"""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual import on, work
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import get_current_worker

from reader.errors import ReaderError, SearchStopped
from reader.i18n import mark, tr
from reader.model import Article, ArticleSummary, Listing, Span
from reader.ui.messages import SearchClosed, SearchRequested
from reader.ui.report import Report
from reader.ui.screens.panels import LIST, PANE, PanelsScreen
from reader.ui.screens.saved import SavedSearchScreen

if TYPE_CHECKING:
    from reader.model.search import Hit, Results, SavedSearch, Suggestion
    from reader.text.find import Hits
    from reader.ui.widgets.article_side import ArticleSide
    from reader.ui.widgets.hit_list import HitList
    from reader.ui.widgets.page_view import Sight
    from reader.ui.widgets.search_panel import SearchPanel

_PREVIEW_AFTER = 0.15
"""Seconds that the cursor rests on a hit before its article is shown."""

_FACETS = {
    "tag": mark("tag"),
    "source": mark("source"),
    "year": mark("year"),
    "entity": mark("entity"),
}


class _Origin(NamedTuple):
    """Where the reader was when the search began."""

    article: Article | None
    marks: dict[str, int]
    sight: "Sight"
    panel: str
    list_shown: bool
    text_only: bool


class SearchingScreen(PanelsScreen, SavedSearchScreen, part=True):
    """Asks the library what the search panel wants to know, and opens what it found."""

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

    class HitLoaded(Report):
        """The article of a hit, to be shown where what was searched for stands."""

        article: Article
        marks: dict[str, int]
        hits: "Hits"
        at: Span | None
        query: str
        preview: bool

    class BeginningsLoaded(Report):
        """What can be searched for before anything is typed."""

        history: list[str]
        saved: "list[SavedSearch]"
        tags: list[str]

    _origin: _Origin | None = None
    """None while no search is open."""
    _preview_timer: Timer | None = None

    @abstractmethod
    def show_loaded(
        self, article: Article, offset: int, marks: dict[str, int], *, jump: bool
    ) -> None:
        """Show an article as the one that is read; `jump` lets the reader come back."""

    @property
    def article_side(self) -> "ArticleSide":
        """The article's side, once it is there."""
        from reader.ui.widgets.article_side import ArticleSide

        return self.query_one(ArticleSide)

    @property
    def _search_panel(self) -> "SearchPanel":
        from reader.ui.widgets.search_panel import SearchPanel

        return self.query_one(SearchPanel)

    @abstractmethod
    def show_no_notes(self) -> None:
        """Show no notes on what is only looked at."""

    # Opening and closing

    async def action_search(self) -> None:
        """Search, or go on with the search that is open."""
        await self._open_search()

    async def _open_search(self, query: str = "") -> None:
        """Show the panel, with a query if there is one to begin with."""
        if self._origin is None:
            if not self.query("#pane-side"):
                return  # before the first frame is complete
            await self._begin_search()
        panel = self._search_panel
        if query:
            panel.search(query)
        panel.use_line()

    async def _begin_search(self) -> None:
        from reader.ui.widgets.search_panel import SearchPanel

        side = self.article_side
        article, marks, sight = side.kept()
        self._origin = _Origin(
            article, marks, sight, self.panel, self.list_shown, self.focused_on_text
        )
        self.list_shown, self.focused_on_text = True, False
        if not self.query(SearchPanel):
            await self.query_one("#list-side").mount(SearchPanel(id="search"))
        self.query_one("#list-side").add_class("-searching")
        self._prepare_search()
        self._load_beginnings()

    @on(SearchClosed)
    def _close_search(self, closed: SearchClosed) -> None:
        origin, self._origin = self._origin, None
        self._stop_preview()
        self.workers.cancel_group(self, "search")
        if origin is None:
            return
        self.query_one("#list-side").remove_class("-searching")
        self.list_shown, self.focused_on_text = origin.list_shown, origin.text_only
        side = self.article_side
        shown, marks, sight = side.kept()
        if closed.keep and shown is not None:
            self.show_loaded(shown, sight.offset, marks, jump=False)
            if origin.article is not None:
                side.note_jump(origin.article.summary.id, origin.sight.offset)
            self._turn_to(PANE)
            return
        self._show_origin(origin)
        self._turn_to(origin.panel)

    def _show_origin(self, origin: _Origin) -> None:
        """Show what was shown when the search began."""
        side = self.article_side
        shown, _marks, _sight = side.kept()
        if origin.article is None:
            side.close()
        elif shown is not origin.article:
            self.show_loaded(origin.article, origin.sight.offset, origin.marks, jump=False)
        side.return_to(origin.sight)

    def _target(self, panel: str) -> Widget | None:
        """While a search is open its hits stand in the list's place."""
        if panel == LIST and self._origin is not None:
            from reader.ui.widgets.hit_list import HitList

            return self.query_one(HitList)
        return super()._target(panel)

    @property
    def _searching(self) -> bool:
        """Whether a search is open."""
        return self._origin is not None

    @property
    def _searched_for(self) -> ArticleSummary | None:
        """The article of the hit under the cursor."""
        hit = self._search_panel.hit
        return hit.summary if hit else None

    def came_late(self, article: Article, offset: int, marks: dict[str, int]) -> bool:
        """Take an article that was still being loaded when the search began; tell if it is one."""
        from reader.ui.widgets.page_view import Sight

        origin = self._origin
        if origin is None or origin.article is not None:
            return False
        self._origin = origin._replace(article=article, marks=marks, sight=Sight(offset, 0))
        if self.article_side.kept()[0] is None:
            self.show_loaded(article, offset, marks, jump=False)
        return True

    # Searching

    @on(SearchRequested)
    def _search_requested(self, asked: SearchRequested) -> None:
        self._stop_preview()  # while the reader types, what they look at are the hits
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
        if self._origin is not None:
            panel = self._search_panel
            panel.indexed = found.indexed
            if found.early:
                panel.show_early(found.results, found.generation)
            else:
                panel.show(found.results, found.generation)

    @on(Meant)
    def _offer_meant(self, meant: Meant) -> None:
        if self._origin is not None:
            self._search_panel.suggest(meant.suggestions, meant.generation)

    # Hits

    def on_hit_list_pointed(self, pointed: "HitList.Pointed") -> None:
        """Show the article under the cursor, once the cursor rests; without a hit the former."""
        self._stop_preview()
        hit = pointed.hit
        if self._origin is None or self.narrow:
            return
        show = (
            partial(self._load_hit, hit, self._search_panel.query_text, True)
            if hit is not None
            else self._show_no_hit
        )
        self._preview_timer = self.set_timer(_PREVIEW_AFTER, show)

    def _show_no_hit(self) -> None:
        """Show what was shown before the search: no article that it does not find any more."""
        origin = self._origin
        if origin is not None and self.panel == LIST:
            shown, _marks, _sight = self.article_side.kept()
            if shown is not origin.article:
                self._show_origin(origin)

    def _stop_preview(self) -> None:
        if self._preview_timer is not None:
            self._preview_timer.stop()
            self._preview_timer = None

    def on_hit_list_chosen(self, chosen: "HitList.Chosen") -> None:
        """Open the article of a hit."""
        self._stop_preview()
        query = self._search_panel.query_text
        self._turn_to(PANE)
        self._load_hit(chosen.hit, query, False)
        self._change(partial(self._note_search, query))

    @work(thread=True, exclusive=True, group="hit")
    def _load_hit(self, hit: "Hit", query: str, preview: bool) -> None:
        """Load the article of a hit, and where in it `query` finds something."""
        try:
            article = self._library.article(hit.summary.id)
            marks = self._library.places.marks(article)
            hits = self._library.searches.highlights(article.text, query)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if get_current_worker().is_cancelled:
            return
        at = _first_of(hit) or (hits[0] if hits else None)
        self.post_message(self.HitLoaded(article, marks, hits, at, query, preview))

    @on(HitLoaded)
    def _show_hit(self, loaded: HitLoaded) -> None:
        origin = self._origin
        if origin is None or (loaded.preview and not self._points_at(loaded.article)):
            return  # the reader has gone on
        side = self.article_side
        offset = loaded.at.start if loaded.at else 0
        if loaded.preview:
            self.show_no_notes()
            side.show(loaded.article, offset, loaded.marks, jump=False)
        else:
            self.show_loaded(loaded.article, offset, loaded.marks, jump=False)
            if origin.article is not None:
                side.note_jump(origin.article.summary.id, origin.sight.offset)
        side.follow(loaded.hits, loaded.query, loaded.at)

    def _points_at(self, article: Article) -> bool:
        """Tell whether the reader is at a hit in this article."""
        hit = self._searched_for
        return self.panel == LIST and hit is not None and hit.id == article.summary.id

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
        if self._origin is not None:
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

    @on(SavedSearchScreen.QueryReady)
    async def _search_for(self, ready: SavedSearchScreen.QueryReady) -> None:
        await self._open_search(ready.query)

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


def _first_of(hit: "Hit") -> Span | None:
    """Return the first match in the best snippet, as a span of the article's text."""
    for snippet in hit.snippets:
        for span in snippet.highlights:
            return span.shifted(snippet.start)
    return None
