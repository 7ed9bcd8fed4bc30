"""The main screen: the article list beside the reading pane.

The screen owns what is open and what is listed. Calls to the library run in threads that only
post messages; the handlers of those messages change what is shown.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from functools import partial

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.worker import get_current_worker

from reader.config import Config, cache_folder
from reader.errors import ReaderError
from reader.i18n import ntr, tr
from reader.library import Library
from reader.model import Article, ArticleSummary, Listing
from reader.text.normalise import one_line
from reader.ui.keys import MAIN, bindings
from reader.ui.messages import (
    ArticlesMerged,
    CopyPassage,
    LinesWanted,
    MarkSet,
    OpenAddress,
    OpenArticle,
    OptionsChanged,
    PositionChanged,
    ThemeChosen,
    WordsWanted,
)
from reader.ui.options import recall, remember
from reader.ui.report import Report
from reader.ui.screens.adding import AddingScreen
from reader.ui.screens.annotating import AnnotatingScreen
from reader.ui.screens.entities import EntityScreen
from reader.ui.screens.feeding import FeedingScreen
from reader.ui.screens.library import LibraryScreen
from reader.ui.screens.panels import LIST, PANE
from reader.ui.screens.resembling import ResemblingScreen
from reader.ui.screens.searching import SearchingScreen
from reader.ui.styles import read_styles
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.key_bar import KeyBar
from reader.ui.widgets.list_side import ListSide
from reader.ui.widgets.splitter import Splitter

_SAVE_AFTER = 0.5
"""Seconds after which another place in the article is stored."""

_ARTICLE = "article"
"""What the library remembers the open article under."""

_UNREAD = "unread:"
"""Before an article's id: whether it is to stay unread although all of it was seen."""

THEME = "theme"
"""What the library remembers the theme chosen last under."""

_OPTIONS = "options"
"""What the library remembers the way that texts are set under."""


class MainScreen(
    AnnotatingScreen, EntityScreen, SearchingScreen, AddingScreen, FeedingScreen, ResemblingScreen
):
    """List and article; decides what the library does."""

    BINDINGS = bindings(MAIN)
    AUTO_FOCUS = "#list"

    class ArticleLoaded(Report):
        """An article to be shown, at `offset`."""

        article: Article
        offset: int
        marks: dict[str, int]

    class ArticleDeleted(Report):
        """An article is no more."""

        article: str

    class WordsLoaded(Message):
        """It is known where words begin and end."""

    def __init__(
        self, library: Library, config: Config, article: str = "", *, background: bool = False
    ) -> None:
        super().__init__(library)
        self._background = background
        self._configured = config.reading.layout(2 * config.reading.column)
        self._inbox = config.library.inbox_folder
        self._feeds_every = config.feeds.interval
        self._first_article = article
        self._open: ArticleSummary | None = None
        self._wanted = ""
        """The id of the article asked for last; one asked for before may be loaded later."""
        self._unsaved: PositionChanged | None = None
        self._saving: Future[None] | None = None
        self._at_end = False
        """Whether the place stored last shows the end of the article."""
        self._opened_now = False
        """Whether no place in the open article has been stored yet."""
        self._completed = False

    def compose(self) -> ComposeResult:
        """Lay out the list, the splitter and the key bar; the article's side comes later."""
        yield ListSide(id="list-side")
        yield Splitter(id="splitter")
        yield KeyBar(id="keys")

    async def on_mount(self) -> None:
        """Show the list, then the article the reader left or asked for."""
        self.recall_panels()
        self.show_first_listing(self._first_article or self._recalled(_ARTICLE))
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

    def _is_empty(self) -> bool:
        with suppress(ReaderError):  # which has been told when the list was to be shown
            return self._library.count(Listing()) == 0
        return False

    async def _complete(self) -> None:
        """Set up the article's side, which takes half as long as all before the first frame."""
        from reader.ui.widgets.article_side import ArticleSide

        if not self.is_attached:
            return  # the reader has left already
        read_styles(self.app.stylesheet)
        options = recall(self._recalled(_OPTIONS), self._configured)
        self.begin_entities(background=self._background)
        await self.mount(ArticleSide(options, id="pane-side"))
        self._share()
        self._completed = True
        self.begin_views()
        self.begin_pairs()
        self.watch_inbox(self._inbox)
        self.watch_feeds(self._feeds_every)
        if wanted := self._first_article or self._recalled(_ARTICLE):
            self._wanted = wanted
            self._load_article(wanted)
        else:
            self.list_shown = True  # there would be nothing to see
            self._greet()
        if self._first_article or not self.list_shown:
            self._turn_to(PANE)
        self.look_for_drafts()

    @on(LibraryScreen.LibraryChanged)
    def _greet(self) -> None:
        """Say what to do, while no article is shown."""
        if self._completed and self._open is None and not self._searching:
            self.article_side.greet(empty=self._is_empty())

    def on_unmount(self) -> None:
        """Store the place in the article before the library closes."""
        if self._unsaved is not None and not self._library.read_only:
            try:
                self._changes.submit(self._storing(self._unsaved)).result()
            except ReaderError as error:
                self.app.exit(message=Text(str(error)))  # said when the terminal is itself again

    # The article

    @on(OpenArticle)
    def _open_article(self, message: OpenArticle) -> None:
        if not self._completed:
            self._first_article = message.id
            return
        self._turn_to(PANE)
        self._wanted = message.id
        offset = message.span.start if message.span else None
        if self._open is None or self._open.id != message.id:
            self._load_article(message.id, offset)
        elif offset is not None:
            self.article_side.jump(offset)

    @work(thread=True, exclusive=True, group="open")
    def _load_article(self, id: str, offset: int | None = None) -> None:  # noqa: A002
        """Load an article, to be shown at `offset` or where it was left."""
        if self._saving is not None:
            self._saving.result()  # where it was left is known once that is stored
        try:
            article = self._library.article(id)
            marks = self._library.places.marks(article)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        place = article.summary.progress if offset is None else offset
        if not get_current_worker().is_cancelled:
            self.post_message(self.ArticleLoaded(article, place, marks))

    @on(ArticleLoaded)
    def _show_article(self, loaded: ArticleLoaded) -> None:
        if loaded.article.summary.id != self._wanted:
            return
        if self.came_late(loaded.article, loaded.offset, loaded.marks):
            return
        moved = self._unsaved is not None and self._unsaved.id == self._wanted
        self._save_position()
        if moved:  # while another text of the same article was loaded
            self._load_article(self._wanted)
            return
        self.show_loaded(loaded.article, loaded.offset, loaded.marks, jump=True)

    def show_loaded(
        self, article: Article, offset: int, marks: dict[str, int], *, jump: bool
    ) -> None:
        """Show an article as the one that is read; `jump` lets the reader come back."""
        self._save_position()
        self._at_end = False
        self._opened_now = True
        self._open = article.summary
        self._wanted = self._open.id
        self._remember(_ARTICLE, self._open.id)
        self.query_one(ArticleList).opened = self._open.id
        self.article_side.show(article, offset, marks, jump=jump)
        self.show_notes_of(article)
        self.show_mentions_of(article)

    @on(PositionChanged)
    def _position_changed(self, position: PositionChanged) -> None:
        if self._open is None or position.id != self._open.id:
            return  # of an article that is only looked at
        if self._unsaved is not None and self._unsaved.id != position.id:
            self._save_position()
        if self._unsaved is None:
            self.set_timer(_SAVE_AFTER, self._save_when_idle)
        self._unsaved = position

    def _save_when_idle(self) -> None:
        """Store where the reader is, unless a place is still being stored: another will be soon."""
        if self._saving is None or self._saving.done():
            self._save_position()
        else:
            self.set_timer(_SAVE_AFTER, self._save_when_idle)

    def _save_position(self) -> None:
        """Store where the reader is, without waiting for the disk."""
        position, self._unsaved = self._unsaved, None
        if position is not None and not self._library.read_only:
            self._saving = self._change_article(position.id, self._storing(position))

    def _storing(self, position: PositionChanged) -> Callable[[], None]:
        """Return what stores a place; what is read to its end becomes read.

        It becomes so but once, lest it could not be marked as unread while its end is in sight.
        """
        reached = position.finished and not self._at_end
        self._at_end = position.finished
        merely_opened, self._opened_now = self._opened_now, False

        def store() -> None:
            self._library.places.set_progress(position.id, position.offset, position.digest)
            kept_unread = merely_opened and self._library.state(_UNREAD + position.id)
            if reached and not kept_unread:
                self._library.set_read(position.id, True)

        return store

    def _change_article(self, article: str, change: Callable[[], None]) -> Future[None]:
        """Change an article in the library and show it as it is then."""

        def changed() -> Iterator[Message]:
            change()
            yield self.ArticleChanged(self._library.summary(article))

        return self._change(changed)

    @on(LibraryScreen.ArticleChanged)
    def _show_change(self, changed: LibraryScreen.ArticleChanged) -> None:
        summary = changed.summary
        self.query_one(ArticleList).replace(summary)
        if self._open is None or self._open.id != summary.id:
            return
        if self._open.digest == summary.digest:
            self._open = summary
        elif self._wanted == summary.id:
            self.notify(tr("The article has been updated; this is its new text."), markup=False)
            self._save_position()
            self._load_article(summary.id)

    @on(ArticlesMerged)
    def _show_merged(self, merged: ArticlesMerged) -> None:
        self.post_message(self.LibraryChanged())
        if self._open is not None and self._open.id in (merged.kept, merged.gone):
            self._wanted = merged.kept
            self._load_article(merged.kept)  # its text or its notes are others

    @on(LinesWanted)
    def _put_back(self, wanted: LinesWanted) -> None:
        change = partial(self._library.put_back, wanted.article, wanted.lines)
        self._change_article(wanted.article, change)

    @on(MarkSet)
    def _store_mark(self, mark: MarkSet) -> None:
        def change() -> Iterator[Message]:
            self._library.places.set_mark(mark.article, mark.name, mark.offset, mark.digest)
            marked = tr("Marked as {name}; ' and {name} come back here.")
            yield self.Told(marked.format(name=mark.name))
            yield self.ArticleChanged(self._library.summary(mark.article))

        self._change(change)

    @on(OptionsChanged)
    def _store_options(self, changed: OptionsChanged) -> None:
        self._remember(_OPTIONS, remember(changed.options, self._configured))

    @on(ThemeChosen)
    def _store_theme(self, chosen: ThemeChosen) -> None:
        self._remember(THEME, chosen.name)

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

    # Actions

    def action_next_article(self, step: int) -> None:
        """Open the article `step` rows further down the list."""
        articles = self.query_one(ArticleList)
        articles.cursor += step
        articles.action_open()

    def action_toggle_star(self) -> None:
        """Give the article in use a star, or take it away."""
        if summary := self._in_use():
            self._change_article(summary.id, partial(self._toggle_star, summary.id))

    # What is toggled is asked for at that moment: keys come faster than changes are shown.

    def _toggle_star(self, article: str) -> None:
        self._library.set_starred(article, not self._library.summary(article).starred)

    def _toggle_read(self, article: str) -> None:
        was_read = self._library.summary(article).read
        self._library.set_read(article, not was_read)
        self._library.set_state(_UNREAD + article, "1" if was_read else "")

    def action_toggle_read(self) -> None:
        """Mark the article in use as read, or as unread."""
        if summary := self._in_use():
            self._change_article(summary.id, partial(self._toggle_read, summary.id))

    @work
    async def action_edit_tags(self) -> None:
        """Ask for the tags of the article in use."""
        summary = self._in_use()
        if summary is None:
            return
        from reader.text.tags import split_tags
        from reader.ui.screens.entry import EntryScreen

        screen = EntryScreen(
            tr("Tags of the article"),
            tr("Separate tags by commas; an empty line takes all off."),
            "".join(f"{tag}, " for tag in summary.tags),  # ready for one more
        )
        answer = await self.app.push_screen_wait(screen)
        if answer is not None:
            tags = split_tags(answer, summary.tags)
            self._change_article(summary.id, partial(self._library.set_tags, summary.id, tags))

    @work
    async def action_delete_article(self) -> None:
        """Delete the article in use, if that is really meant."""
        summary = self._in_use()
        if summary is None:
            return
        from reader.ui.screens.question import QuestionScreen

        question = tr("Delete “{title}” and its earlier texts?").format(
            title=one_line(summary.title)
        )
        if summary.annotations:
            kept = ntr(
                "Its note goes to the trash, with the passage.",
                "Its {count} notes go to the trash, with their passages.",
                summary.annotations,
            )
            question += " " + kept.format(count=summary.annotations)
        screen = QuestionScreen(question, tr("Delete"), tr("Keep"), careful=True)
        if await self.app.push_screen_wait(screen):
            self._unsaved = None
            self._change(partial(self._deleted, summary.id))

    def _deleted(self, article: str) -> Iterator[Message]:
        self._library.delete_article(article)
        yield self.ArticleDeleted(article)
        yield self.LibraryChanged()

    @on(ArticleDeleted)
    def _forget_article(self, deleted: ArticleDeleted) -> None:
        """Show nothing in place of an article that is no more."""
        if self._open is not None and self._open.id == deleted.article:
            self._open, self._wanted, self._unsaved = None, "", None
            self.article_side.close()
            self.show_no_notes()
            self._turn_to(LIST)

    def _in_use(self) -> ArticleSummary | None:
        """The row under the list's cursor while the list is used, else the open article."""
        if self.panel != LIST:
            return self._open
        if self._searching:
            return self._searched_for
        articles = self.query_one(ArticleList)
        return articles.row(articles.cursor)
