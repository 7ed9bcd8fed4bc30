"""The part of the main screen that searches, in the list's place.

While the reader looks through the hits the article under the cursor is shown beside them; it is
not open until it is chosen. Where the reader was is kept whole, to go back there.
"""

from abc import abstractmethod
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from textual import on, work
from textual.widget import Widget
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.model import Article, ArticleSummary, Span
from reader.ui.messages import SearchClosed, SearchRequested
from reader.ui.report import Report
from reader.ui.screens.asking import AskingScreen
from reader.ui.screens.panels import LIST, PANE, PanelsScreen
from reader.ui.screens.saved import SavedSearchScreen

if TYPE_CHECKING:
    from reader.model.search import Hit
    from reader.text.find import Hits
    from reader.ui.pause import Pause
    from reader.ui.widgets.article_side import ArticleSide
    from reader.ui.widgets.hit_list import HitList
    from reader.ui.widgets.page_view import Sight

_PREVIEW_AFTER = 0.15
"""Seconds that the cursor rests on a hit before its article is shown."""


class _Origin(NamedTuple):
    """Where the reader was when the search began."""

    article: Article | None
    marks: dict[str, int]
    sight: "Sight"
    panel: str
    list_shown: bool
    text_only: bool


class SearchingScreen(PanelsScreen, AskingScreen, part=True):
    """Opens a search and closes it, shows what it found, and goes back."""

    class HitLoaded(Report):
        """The article of a hit, to be shown where what was searched for stands."""

        article: Article
        marks: dict[str, int]
        hits: "Hits"
        at: Span | None
        query: str
        preview: bool

    _origin: _Origin | None = None
    """None while no search is open."""

    @cached_property
    def _preview(self) -> "Pause":
        """Whether the cursor rests long enough on a hit."""
        from reader.ui.pause import Pause

        return Pause(self)

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

    @abstractmethod
    def show_no_notes(self) -> None:
        """Show no notes on what is only looked at."""

    # Opening and closing

    async def action_search(self) -> None:
        """Search, or go on with the search that is open."""
        await self._open_search()

    @on(SavedSearchScreen.QueryReady)
    async def _search_for(self, ready: SavedSearchScreen.QueryReady) -> None:
        await self._open_search(ready.query)

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
        self._preview.stop()
        self.workers.cancel_group(self, "search")
        if origin is None:
            return
        self.query_one("#list-side").remove_class("-searching")
        self.list_shown, self.focused_on_text = origin.list_shown, origin.text_only
        side = self.article_side
        shown, marks, sight = side.kept()
        if closed.keep and shown is not None:
            self._go_on_with(shown, sight.offset, marks, origin)
            self._turn_to(PANE)
        else:
            self._show_origin(origin)
            self._turn_to(origin.panel)

    def _go_on_with(
        self, article: Article, offset: int, marks: dict[str, int], origin: _Origin
    ) -> None:
        """Show an article as the one that is read; a jump back leads to where the search began."""
        self.show_loaded(article, offset, marks, jump=False)
        if origin.article is not None:
            self.article_side.note_jump(origin.article.summary.id, origin.sight.offset)

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
            return super()._target("HitList")
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

    # Hits

    def on_hit_list_pointed(self, pointed: "HitList.Pointed") -> None:
        """Show the article under the cursor, once the cursor rests; without a hit the former."""
        self._preview.stop()
        hit = pointed.hit
        if self._origin is None or self.narrow:
            return
        show = (
            partial(self._load_hit, hit, self._search_panel.query_text, True)
            if hit is not None
            else self._show_no_hit
        )
        self._preview.then(_PREVIEW_AFTER, show)

    def _show_no_hit(self) -> None:
        """Show what was shown before the search: no article that it does not find any more."""
        origin = self._origin
        if origin is not None and self.panel == LIST:
            shown, _marks, _sight = self.article_side.kept()
            if shown is not origin.article:
                self._show_origin(origin)

    @on(SearchRequested)
    def _look_at_hits(self) -> None:
        """While the reader types, what they look at are the hits."""
        self._preview.stop()

    def on_hit_list_chosen(self, chosen: "HitList.Chosen") -> None:
        """Open the article of a hit."""
        self._preview.stop()
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
            self._go_on_with(loaded.article, offset, loaded.marks, origin)
        side.follow(loaded.hits, loaded.query, loaded.at)

    def _points_at(self, article: Article) -> bool:
        """Tell whether the reader is at a hit in this article."""
        hit = self._searched_for
        return self.panel == LIST and hit is not None and hit.id == article.summary.id


def _first_of(hit: "Hit") -> Span | None:
    """Return the first match in the best snippet, as a span of the article's text."""
    for snippet in hit.snippets:
        for span in snippet.highlights:
            return span.shifted(snippet.start)
    return None
