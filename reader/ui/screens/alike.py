"""Articles that tell the same story: what differs between them, and what is done about it."""

from collections.abc import Iterator, Sequence
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.i18n import ntr, tr
from reader.library import Library
from reader.model import ArticleSummary
from reader.model.resemblance import Alike, Turn, Verdict
from reader.text.difference import Piece
from reader.text.normalise import one_line
from reader.ui.keys import ALIKE, bindings
from reader.ui.messages import ArticlesMerged, OpenArticle, RowsWanted
from reader.ui.report import Report
from reader.ui.screens.library import LibraryScreen
from reader.ui.widgets.bar import Bar
from reader.ui.widgets.key_bar import KeyBar
from reader.ui.widgets.pair_list import DifferenceView, PairList


class AlikeScreen(LibraryScreen):
    """Lists what is much like one article, or all pairs of which nothing was said yet."""

    CSS_PATH = "alike.tcss"
    BINDINGS = bindings(ALIKE)
    AUTO_FOCUS = "#pairs"

    class Loaded(Report):
        """The pairs to be listed."""

        pairs: Sequence[Alike]
        every: bool
        """Whether they are those of all articles."""

    class Compared(Report):
        """What differs within a pair."""

        pair: Alike
        pieces: Sequence[Piece]

    class PairsChanged(Message):
        """Something was said of a pair."""

    def __init__(self, library: Library, article: ArticleSummary | None) -> None:
        """Take the article whose like is looked for; None for all."""
        super().__init__(library)
        self._article = article
        self._pairs: Sequence[Alike] = ()

    def compose(self) -> ComposeResult:
        """A bar, the pairs, what differs within the one under the cursor."""
        yield Bar(id="alike-bar")
        yield PairList(id="pairs")
        with VerticalScroll(id="difference"):
            yield DifferenceView(id="difference-view")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Look for pairs."""
        self.query_one(PairList).nothing = tr("Looking…")
        self._load()

    @work(thread=True, exclusive=True, group="listing")
    def _load(self) -> None:
        alikes, worker = self._library.alikes, get_current_worker()
        try:
            while not self._library.read_only and not worker.is_cancelled and alikes.catch_up():
                pass
            pairs = alikes.of(self._article.id) if self._article else ()
            every = not pairs
            pairs = pairs or alikes.pairs()
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if not worker.is_cancelled:
            self.post_message(self.Loaded(pairs, every))

    @on(PairsChanged)
    def _load_again(self) -> None:
        self._load()

    @on(Loaded)
    def _show(self, loaded: Loaded) -> None:
        pairs, bar = self.query_one(PairList), self.query_one("#alike-bar", Bar)
        self._pairs = loaded.pairs
        pairs.nothing = tr("No two articles are much alike, or it was said of all what they are.")
        pairs.show_rows(len(loaded.pairs), pairs.cursor, 0, loaded.pairs)
        self.refresh_bindings()  # what can be said of a pair
        count = ntr("{count} pair", "{count} pairs", len(loaded.pairs))
        bar.right = count.format(count=f"{len(loaded.pairs):,}") if loaded.pairs else ""
        if not loaded.every and self._article is not None:
            bar.left = tr("Much like “{title}”").format(title=one_line(self._article.title))
        elif self._article is not None:
            bar.left = tr("Nothing is much like this article; in the library:")
        else:
            bar.left = tr("Articles that are much alike")
        self._compare_chosen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is said of a pair where there is one."""
        del parameters
        return bool(self._pairs) or action not in ("merge", "judge", "scroll_difference")

    @property
    def _chosen(self) -> Alike | None:
        pairs = self.query_one(PairList)
        return pairs.row(pairs.cursor)

    @on(RowsWanted)
    def _supply(self, wanted: RowsWanted) -> None:
        rows = self._pairs[wanted.first : wanted.first + wanted.count]
        self.query_one(PairList).supply(wanted.first, rows, wanted.generation)

    @on(PairList.CursorMoved)
    def _compare_chosen(self) -> None:
        pair = self._chosen
        if pair is None:
            self.query_one(DifferenceView).pieces = ()
        else:
            self._compare(pair)

    @work(thread=True, exclusive=True, group="compare")
    def _compare(self, pair: Alike) -> None:
        from reader.text.difference import differences

        try:
            texts = [self._library.article(each.id).text for each in (pair.article, pair.other)]
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        pieces = differences(*texts)
        if not get_current_worker().is_cancelled:
            self.post_message(self.Compared(pair, pieces))

    @on(Compared)
    def _show_difference(self, compared: Compared) -> None:
        if compared.pair == self._chosen:
            self.query_one(DifferenceView).pieces = compared.pieces
            self.query_one("#difference").scroll_home(animate=False)

    # What is done about them

    @on(PairList.Chosen)
    def _open(self, chosen: PairList.Chosen) -> None:
        self.app.screen_stack[0].post_message(OpenArticle(chosen.pair.other.id))
        self.dismiss()

    @work
    async def action_merge(self, turn: str) -> None:
        """Take the second article of the pair into the first, if that is really meant."""
        pair = self._chosen
        if pair is None:
            return
        from reader.ui.screens.question import QuestionScreen

        question = (
            tr("Make “{other}” ({from_}) an earlier text of “{article}”?")
            if turn == Turn.EARLIER
            else tr(
                "Make “{other}” ({from_}) the text of “{article}”, and the present one earlier?"
            )
        )
        kept = tr("Its notes, tags and marks come along. Ctrl+Z makes two of them again.")
        question = question.format(
            other=one_line(pair.other.title),
            from_=one_line(pair.other.source) or pair.other.id,
            article=one_line(pair.article.title),
        )
        screen = QuestionScreen(f"{question}\n{kept}", tr("Make them one"), tr("Leave them"))
        if await self.app.push_screen_wait(screen):
            self._change(partial(self._merged, pair, Turn(turn)))

    def _merged(self, pair: Alike, turn: Turn) -> Iterator[Message]:
        merged = self._library.alikes.merge(pair.article.id, pair.other.id, turn)
        self.app.screen_stack[0].post_message(ArticlesMerged(merged.id, pair.other.id))
        if self._article is not None and self._article.id in (merged.id, pair.other.id):
            self._article = merged
        said = tr("“{title}” is one article now; Ctrl+Z makes two of it again.")
        yield self.Told(said.format(title=one_line(merged.title)))
        yield self.PairsChanged()

    def action_judge(self, verdict: str) -> None:
        """Say of the pair what it is, or take back what was said."""
        pair = self._chosen
        if pair is not None:
            said = Verdict(verdict)
            self._change(
                partial(self._judged, pair, Verdict.OPEN if said is pair.verdict else said)
            )

    def _judged(self, pair: Alike, verdict: Verdict) -> Iterator[Message]:
        self._library.alikes.judge(pair.article.id, pair.other.id, verdict)
        told = {
            Verdict.OPEN: tr("That is taken back."),
            Verdict.LINKED: tr("Each names the other in the list now."),
            Verdict.APART: tr("They are not offered again."),
        }
        yield self.Told(told[verdict])
        yield self.PairsChanged()
        self.app.screen_stack[0].post_message(self.LibraryChanged())

    async def action_undo(self) -> None:
        """Undo the last change, as the main screen does: it shows what may be another now."""
        await self.app.run_action("undo", self.app.screen_stack[0])

    async def action_redo(self) -> None:
        """Do again what was undone last."""
        await self.app.run_action("redo", self.app.screen_stack[0])

    def action_scroll_difference(self, pages: float) -> None:
        """Scroll what differs by so many screens."""
        view = self.query_one("#difference")
        view.scroll_relative(y=round(view.size.height * pages) or 1, animate=False)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
