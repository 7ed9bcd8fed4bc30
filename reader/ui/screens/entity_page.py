"""The page of an entity: what it is called, when and with what it is mentioned, and where."""

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.entities.nouns import Alias, Entity, EntitySummary, Together
from reader.errors import ReaderError
from reader.i18n import ntr, tr
from reader.library import Library
from reader.library.entities import Concordance
from reader.model.annotation import Annotation, NoteListing
from reader.text.normalise import one_line
from reader.text.width import cell_width
from reader.ui.cells import fit
from reader.ui.entity_names import SIGNS, TYPE_NAMES
from reader.ui.keys import ENTITY_PAGE, bindings
from reader.ui.mentions import bars
from reader.ui.messages import MentionWanted, NoteChosen, OpenArticle, RowsWanted
from reader.ui.report import Report
from reader.ui.screens.correcting import CorrectingScreen
from reader.ui.widgets.bar import Bar
from reader.ui.widgets.context_list import ContextList
from reader.ui.widgets.key_bar import KeyBar
from reader.ui.widgets.row_list import ROWS_AT_ONCE

_TOGETHER = 30
"""Entities it appears with that are told of, and can be gone to."""

_NOTES = 9
"""Notes that are told of in the line; the list has all."""

_WIDEST_CHART = 72
"""Months that the chart shows each in a cell; of more, several share one."""


class EntityPage(CorrectingScreen):
    """Asks the library for an entity; Enter on a mention opens its article."""

    BINDINGS = bindings(ENTITY_PAGE)
    CSS_PATH = "entity_page.tcss"
    AUTO_FOCUS = "#contexts"

    class Loaded(Report):
        """What is known of the entity."""

        summary: EntitySummary | None
        aliases: list[Alias]
        concordance: Concordance

    class TogetherKnown(Report):
        """What stands in the same articles, and what was said of it."""

        others: list[Together]
        notes: list[Annotation]

    class RowsLoaded(Report):
        """Mentions that the list wanted."""

        wanted: RowsWanted
        rows: list[object]

    def __init__(self, library: Library, entity: Entity) -> None:
        super().__init__(library)
        self._entity = entity
        self._concordance: Concordance | None = None
        self._others: list[Together] = []
        self._notes: list[Annotation] = []

    def compose(self) -> ComposeResult:
        """Facts above the list of mentions."""
        yield Bar(id="page-bar")
        yield Static(id="page-names", markup=False)
        yield Static(id="page-months", markup=False)
        yield Static(id="page-together", markup=False)
        yield Static(id="page-notes", markup=False)
        yield ContextList(self._entity.type, id="contexts")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Ask for what is shown."""
        bar = self.query_one(Bar)
        kind = self._entity.type
        bar.left = f"{SIGNS[kind]} {tr(TYPE_NAMES[kind])}  {one_line(self._entity.name)}"
        self.query_one(ContextList).nothing = tr("Looking…")
        self._load()

    @work(thread=True, exclusive=True, group="entity")
    def _load(self) -> None:
        entities = self._library.entities
        try:
            summary = entities.store.summary(self._entity)
            aliases = entities.store.aliases(self._entity)
            concordance = entities.concordance(self._entity)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if not get_current_worker().is_cancelled:
            self.post_message(self.Loaded(summary, aliases, concordance))
            try:
                others = entities.store.together(self._entity, _TOGETHER)
                notes = entities.notes(self._entity)
            except ReaderError as error:
                self.post_message(self.Failed(str(error)))
            else:
                self.post_message(self.TogetherKnown(others, notes))

    @on(Loaded)
    def _show(self, loaded: Loaded) -> None:
        self._concordance = loaded.concordance
        summary, bar = loaded.summary, self.query_one(Bar)
        count = ntr("{count} article", "{count} articles", summary.articles if summary else 0)
        mentions = summary.mentions if summary else 0
        often = ntr("{count} mention", "{count} mentions", mentions).format(count=f"{mentions:,}")
        bar.right = " · ".join(
            (often, count.format(count=f"{summary.articles if summary else 0:,}"))
        )
        names = "  ".join(f"{one_line(one.surface)} {one.mentions}" for one in loaded.aliases)
        self._show_fact("#page-names", tr("Names"), names)
        self._show_fact("#page-months", tr("Months"), self._months(loaded.concordance))
        contexts = self.query_one(ContextList)
        contexts.nothing = tr("Nothing mentions it any more.")
        rows = loaded.concordance.rows(0, ROWS_AT_ONCE)
        contexts.show_rows(len(loaded.concordance), contexts.cursor, 0, rows)

    def _months(self, concordance: Concordance) -> str:
        undated = concordance.undated
        beside = ntr("{count} without a date", "{count} without a date", undated)
        beside = beside.format(count=f"{undated:,}") if undated else ""
        chart = _chart(concordance.months(), self._room - cell_width(beside) - 2)
        return "  ".join(filter(None, (chart, beside)))

    @on(TogetherKnown)
    def _show_others(self, known: TogetherKnown) -> None:
        self._others, self._notes = known.others, known.notes
        told = "  ".join(f"{one_line(one.entity.name)} {one.articles}" for one in known.others)
        self._show_fact("#page-together", tr("With"), told)
        count = f"{len(known.notes)}  " if known.notes else ""
        said = "  ".join(map(_said, known.notes[:_NOTES]))
        self._show_fact("#page-notes", tr("Notes"), count + said)

    @property
    def _room(self) -> int:
        return max(10, self.size.width - 2 - _LABEL)

    def _show_fact(self, line: str, label: str, text: str) -> None:
        """Show a fact behind its label; there is always a line, so that nothing jumps."""
        padding = " " * max(1, _LABEL - len(label) * (2 if not label.isascii() else 1))
        self.query_one(line, Static).update(label + padding + (fit(text, self._room) or "–"))

    @on(RowsWanted)
    def _rows_wanted(self, wanted: RowsWanted) -> None:
        self._load_rows(wanted)

    @work(thread=True, group="rows")
    def _load_rows(self, wanted: RowsWanted) -> None:
        if self._concordance is None:
            return
        try:
            rows = self._concordance.rows(wanted.first, wanted.count)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
        else:
            self.post_message(self.RowsLoaded(wanted, list(rows)))

    @on(RowsLoaded)
    def _supply(self, loaded: RowsLoaded) -> None:
        wanted = loaded.wanted
        rows = loaded.rows
        self.query_one(ContextList).supply(wanted.first, rows, wanted.generation)  # type: ignore[arg-type]

    @on(ContextList.Chosen)
    def _open_article(self, chosen: ContextList.Chosen) -> None:
        article, span = chosen.context.share.article, chosen.context.span
        main = self.app.screen_stack[0]
        main.post_message(MentionWanted(article, span))
        main.post_message(OpenArticle(article, span))
        self._close_all()

    def _close_all(self) -> None:
        """Go back to the article, whatever was open on the way here."""
        while len(self.app.screen_stack) > 1:
            self.app.pop_screen()

    @work
    async def action_notes(self) -> None:
        """Show the notes that touch a mention, and go to the one chosen there."""
        from reader.ui.screens.notes import NotesScreen

        if not self._notes:
            self.notify(tr("No note touches a mention of it."), markup=False)
            return
        screen = NotesScreen(self._library, NoteListing(ids=tuple(note.id for note in self._notes)))
        await self.app.push_screen_wait(screen)
        if screen.chosen is not None:
            self.app.screen_stack[0].post_message(NoteChosen(screen.chosen))
            self._close_all()
        else:
            self._load()

    @on(CorrectingScreen.Corrected)
    def _load_again(self) -> None:
        self._load()

    def action_menu(self) -> None:
        """Ask what is wrong with the entity, or with the mention under the cursor."""
        contexts = self.query_one(ContextList)
        row = contexts.row(contexts.cursor)
        self.mend(
            self._entity,
            row.quote if row is not None else "",
            row.share.article if row is not None else "",
        )

    @work
    async def action_others(self) -> None:
        """Choose one of the entities it appears with."""
        from reader.ui.screens.choice import Choice, ChoiceScreen

        if not self._others:
            return
        choices = [
            Choice(str(i), f"{SIGNS[one.entity.type]} {one.entity.name}", f"{one.articles}")
            for i, one in enumerate(self._others)
        ]
        chosen = await self.app.push_screen_wait(ChoiceScreen(tr("Appears with"), choices))
        if chosen is not None:
            page = EntityPage(self._library, self._others[int(chosen)].entity)
            self.app.push_screen(page)


_LABEL = 8  # cells


def _said(note: Annotation) -> str:
    """Return in a few words what a note says, or of what."""
    tags = " ".join(f"#{one_line(tag)}" for tag in note.tags)
    return " ".join(filter(None, (f"“{one_line(note.quote)}”", tags, one_line(note.note))))


def _chart(months: list[tuple[str, int]], room: int) -> str:
    """Return a bar for each month, between the first and the last, in at most `room` cells."""
    if not months:
        return ""
    first, last = months[0][0], months[-1][0]
    if first == last:
        return f"{first}  {months[0][1]}"
    room = min(_WIDEST_CHART, room - len(first) - len(last) - 2)
    share = -(-len(months) // max(1, room))
    counts = [
        sum(count for _, count in months[start : start + share])
        for start in range(0, len(months), share)
    ]
    return f"{first} {bars(counts)} {last}"
