"""The main screen: the article list beside the reading pane.

The screen owns what is open and what is listed. Calls to the library run in threads that only
post messages; the handlers of those messages change what is shown.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import var
from textual.worker import get_current_worker

from reader.config import Config, cache_folder
from reader.errors import ReaderError
from reader.i18n import tr
from reader.library import Library
from reader.model import Article, ArticleSummary, Listing
from reader.ui.keys import MAIN, bindings
from reader.ui.messages import (
    CopyPassage,
    LeaveArticle,
    MarkSet,
    OpenAddress,
    OpenArticle,
    OptionsChanged,
    PositionChanged,
    WordsWanted,
)
from reader.ui.options import recall, remember
from reader.ui.screens.listing import ListingScreen
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.key_bar import KeyBar
from reader.ui.widgets.list_side import ListSide
from reader.ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from reader.ui.widgets.article_side import ArticleSide

_LIST, _PANE = "#list", "#pane"

_SIDE_BY_SIDE = 88
"""From this width on, in cells, list and article stand side by side."""

_NARROWEST_LIST = 24
_COMMAS = re.compile("[,，、]")
_SAVE_AFTER = 0.5
"""Seconds after which another place in the article is stored."""

_OPTIONS = "options"
"""What the library remembers the way that texts are set under."""


class MainScreen(ListingScreen):
    """List and article; decides what the library does."""

    BINDINGS = bindings(MAIN)
    AUTO_FOCUS = "#list"

    focused_on_text: var[bool] = var(False)
    """Whether nothing but the text is shown."""
    list_shown: var[bool] = var(True)
    list_width: var[int] = var(0)
    """In cells; 0 for a third of the screen."""

    @dataclass
    class ArticleLoaded(Message):
        """An article to be shown, at `offset`."""

        article: Article
        offset: int
        marks: dict[str, int]

    @dataclass
    class ArticleChanged(Message):
        """An article's row is another now."""

        summary: ArticleSummary

    class WordsLoaded(Message):
        """It is known where words begin and end."""

    def __init__(self, library: Library, config: Config, article: str = "") -> None:
        super().__init__(library)
        self._configured = config.reading.layout(2 * config.reading.column)
        self._first_article = article
        self._open: ArticleSummary | None = None
        self._unsaved: PositionChanged | None = None
        self._completed = False

    def compose(self) -> ComposeResult:
        """Lay out the list, the splitter and the key bar; the article's side comes later."""
        with Horizontal(id="panels"):
            yield ListSide(id="list-side")
            yield Splitter(id="splitter")
        yield KeyBar(id="keys")

    async def on_mount(self) -> None:
        """Show the list, then the article the reader left or asked for."""
        wanted = self._first_article or self._library.state("article")
        self.show_first_listing(wanted)
        if self._first_article:
            await self._complete()
        else:
            self.call_after_refresh(self.run_worker, self._complete)
        if self._library.read_only:
            self.notify(
                tr("The library can be read but not changed: no place and no mark is kept."),
                severity="warning",
                markup=False,
            )
        elif self._library.count(Listing()) == 0:
            self.offer_corpus()

    async def _complete(self) -> None:
        """Set up the article's side, which takes half as long as all before the first frame."""
        from reader.ui.widgets.article_side import ArticleSide

        options = recall(self._library.state(_OPTIONS), self._configured)
        await self.query_one("#panels").mount(ArticleSide(options, id="pane-side"))
        self._completed = True
        if wanted := self._first_article or self._library.state("article"):
            self._load_article(wanted)
        if self._first_article:
            self._turn_to(_PANE)

    @property
    def _article_side(self) -> "ArticleSide":
        from reader.ui.widgets.article_side import ArticleSide

        return self.query_one(ArticleSide)

    def on_unmount(self) -> None:
        """Store the place in the article before the library closes."""
        if self._unsaved is None or self._library.read_only:
            return
        try:
            self._store(self._unsaved)
        except ReaderError as error:
            self.app.exit(message=Text(str(error)))  # said when the terminal is itself again

    # The article

    @on(OpenArticle)
    def _open_article(self, message: OpenArticle) -> None:
        if not self._completed:
            self._first_article = message.id
            return
        self._turn_to(_PANE)
        offset = message.span.start if message.span else None
        if self._open is None or self._open.id != message.id:
            self._load_article(message.id, offset)
        elif offset is not None:
            self._article_side.jump(offset)

    @work(thread=True, exclusive=True, group="open")
    def _load_article(self, id: str, offset: int | None = None) -> None:  # noqa: A002
        """Load an article, to be shown at `offset` or where it was left."""
        worker = get_current_worker()
        try:
            article = self._library.article(id)
            marks = self._library.marks(article)
            if worker.is_cancelled:
                return
            place = article.summary.progress if offset is None else offset
            self.post_message(self.ArticleLoaded(article, place, marks))
            if not self._library.read_only:
                self._library.set_state("article", article.summary.id)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))

    @on(ArticleLoaded)
    def _show_article(self, loaded: ArticleLoaded) -> None:
        self._save_position()
        self._open = loaded.article.summary
        self.query_one(ArticleList).opened = self._open.id
        self._article_side.show(loaded.article, loaded.offset, loaded.marks)

    @on(PositionChanged)
    def _position_changed(self, position: PositionChanged) -> None:
        if self._unsaved is None:
            self.set_timer(_SAVE_AFTER, self._save_position)
        self._unsaved = position

    def _save_position(self) -> None:
        """Store where the reader is, without waiting for the disk."""
        position, self._unsaved = self._unsaved, None
        if position is not None and not self._library.read_only:
            self._change(partial(self._store, position), position.id)

    def _store(self, position: PositionChanged) -> None:
        """Store a place; what is read to its end becomes read."""
        self._library.set_progress(position.id, position.offset)
        if position.finished:
            self._library.set_read(position.id, True)

    @work(thread=True, group="change")
    def _change(self, change: Callable[[], None], id: str) -> None:  # noqa: A002  an article's id
        """Change an article in the library and show it as it is then."""
        try:
            change()
            summary = self._library.summary(id)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
        else:
            self.post_message(self.ArticleChanged(summary))

    @on(ArticleChanged)
    def _show_change(self, changed: ArticleChanged) -> None:
        if self._open is not None and self._open.id == changed.summary.id:
            self._open = changed.summary
        self.query_one(ArticleList).replace(changed.summary)

    @on(MarkSet)
    def _store_mark(self, mark: MarkSet) -> None:
        change = partial(self._library.set_mark, mark.article, mark.name, mark.offset)
        self._change(change, mark.article)

    @on(OptionsChanged)
    @work(thread=True, group="options", exclusive=True)
    def _store_options(self, changed: OptionsChanged) -> None:
        try:
            if not self._library.read_only:
                self._library.set_state(_OPTIONS, remember(changed.options, self._configured))
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))

    @on(CopyPassage)
    def _copy(self, wanted: CopyPassage) -> None:
        from reader.ui.clipboard import copy

        copy(self.app, wanted.text)

    @on(WordsWanted)
    @work(thread=True, exclusive=True, group="words")
    def _load_words(self) -> None:
        from reader.text import segment

        segment.load(str(cache_folder()))
        self.post_message(self.WordsLoaded())

    @on(WordsLoaded)
    def _tell_words(self) -> None:
        from reader.ui.widgets.passage_selector import PassageSelector

        self.query_one(PassageSelector).words_known()

    @on(OpenAddress)
    @work(thread=True, group="browser")
    def _open_address(self, wanted: OpenAddress) -> None:
        from reader.text.address import openable
        from reader.ui.browser import open_in_browser

        try:
            address = openable(wanted.address)
            open_in_browser(address)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
        else:
            self.post_message(
                self.Told(tr("Opened in the browser: {address}").format(address=address))
            )

    @on(LeaveArticle)
    def _leave_article(self) -> None:
        if self.focused_on_text:
            self.focused_on_text = False
            return
        self.list_shown = True
        self._turn_to(_LIST)

    # Panels

    def _turn_to(self, panel: str) -> None:
        """Give the keys to a panel, bringing it in sight first where only one fits."""
        for widget in self.query(panel):  # the pane may not be there yet
            self.set_class(panel == _PANE, "-reading")
            self.set_focus(widget)  # at once: what is typed next is meant for it

    def on_resize(self, event: events.Resize) -> None:
        """Put list and article side by side where there is room."""
        self.set_class(event.size.width < _SIDE_BY_SIDE, "-narrow")
        self._size_list()

    def watch_focused_on_text(self, focused: bool) -> None:
        """Hide all that is not the text, or show it again."""
        self.set_class(focused, "-text-only")

    def watch_list_shown(self, shown: bool) -> None:
        """Show or hide the list."""
        self.set_class(not shown, "-no-list")

    def watch_list_width(self) -> None:
        """Give the list its width."""
        self._size_list()

    def _size_list(self) -> None:
        side = self.query_one("#list-side")
        if self.has_class("-narrow"):
            side.styles.width = "1fr"
            return
        widest = max(_NARROWEST_LIST, self.size.width - 2 * _NARROWEST_LIST)
        usual = min(48, self.size.width // 3)
        side.styles.width = max(_NARROWEST_LIST, min(self.list_width or usual, widest))

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        """Where only one panel fits, it is the one in use."""
        self.set_class(any(side.has_focus_within for side in self.query("#pane-side")), "-reading")

    @on(Splitter.Dragged)
    def _drag_splitter(self, dragged: Splitter.Dragged) -> None:
        self.list_width = max(_NARROWEST_LIST, dragged.column)

    # Actions

    def action_switch(self) -> None:
        """Move between list and article."""
        if self._reading:
            self._leave_article()
        else:
            self._turn_to(_PANE)

    def action_next_article(self, step: int) -> None:
        """Open the article `step` rows further down the list."""
        articles = self.query_one(ArticleList)
        articles.cursor += step
        articles.action_open()

    def action_toggle_star(self) -> None:
        """Give the article in use a star, or take it away."""
        if summary := self._in_use():
            change = partial(self._library.set_starred, summary.id, not summary.starred)
            self._change(change, summary.id)

    def action_toggle_read(self) -> None:
        """Mark the article in use as read, or as unread."""
        if summary := self._in_use():
            self._change(partial(self._library.set_read, summary.id, not summary.read), summary.id)

    @work
    async def action_edit_tags(self) -> None:
        """Ask for the tags of the article in use."""
        summary = self._in_use()
        if summary is None:
            return
        from reader.ui.screens.entry import EntryScreen

        screen = EntryScreen(
            tr("Tags of the article"),
            tr("Separate tags by commas; an empty line takes all off."),
            ", ".join(summary.tags),
        )
        answer = await self.app.push_screen_wait(screen)
        if answer is not None:
            tags = _COMMAS.split(answer)
            self._change(partial(self._library.set_tags, summary.id, tags), summary.id)

    def action_focus_mode(self) -> None:
        """Show nothing but the text, or everything again."""
        self.focused_on_text = not self.focused_on_text
        if self.focused_on_text:
            self._turn_to(_PANE)
            self.notify(tr("z or Esc brings the panels back."), timeout=2, markup=False)

    def action_toggle_list(self) -> None:
        """Show or hide the list."""
        self.list_shown = not self.list_shown
        if not self.list_shown:
            self._turn_to(_PANE)

    def action_resize_list(self, cells: int) -> None:
        """Make the list wider or narrower."""
        side = self.query_one("#list-side")
        self.list_width = max(_NARROWEST_LIST, side.size.width + cells)

    @property
    def _reading(self) -> bool:
        return any(pane.has_focus for pane in self.query(_PANE))

    def _in_use(self) -> ArticleSummary | None:
        """The open article while it is read, else the row under the list's cursor."""
        if self._reading:
            return self._open
        articles = self.query_one(ArticleList)
        return articles.row(articles.cursor)
