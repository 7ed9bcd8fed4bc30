"""All entities of the library: sorted, narrowed by type and by typing."""

from contextlib import suppress

from textual import on, work
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from reader.entities.nouns import NAMED, EntityListing, EntityOrder, EntitySummary
from reader.errors import ReaderError
from reader.i18n import mark, ntr, tr
from reader.library import Library
from reader.model import Listing
from reader.model.entity import EntityType
from reader.ui.entity_names import SIGNS, TYPE_NAMES
from reader.ui.keys import ALL_ENTITIES, bindings
from reader.ui.messages import RowsWanted
from reader.ui.report import Report
from reader.ui.screens.correcting import CorrectingScreen
from reader.ui.screens.entity_files import EntityFilesScreen
from reader.ui.screens.pick import Pick, PickScreen
from reader.ui.screens.sorting import ask_order
from reader.ui.widgets.bar import Bar
from reader.ui.widgets.entity_table import EntityTable, heading
from reader.ui.widgets.filter_input import FilterInput
from reader.ui.widgets.key_bar import KeyBar
from reader.ui.widgets.row_list import ROWS_AT_ONCE

_TYPING = 0.1
"""Seconds without a key after which a filter is applied."""

ORDER_NAMES = {
    EntityOrder.MENTIONS: mark("mentions"),
    EntityOrder.ARTICLES: mark("articles"),
    EntityOrder.RECENT: mark("latest"),
    EntityOrder.NAME: mark("name"),
}


class AllEntitiesScreen(CorrectingScreen, EntityFilesScreen):
    """Asks the library for the entities it lists."""

    BINDINGS = bindings(ALL_ENTITIES)
    CSS_PATH = "entity_page.tcss"
    AUTO_FOCUS = "#all-entities"

    class Loaded(Report):
        """A listing and its first rows."""

        listing: EntityListing
        count: int
        rows: list[EntitySummary]
        waiting: int
        articles: int
        """How many there are in the library; looked up where no entity is listed."""

    class RowsLoaded(Report):
        """Rows that the table wanted."""

        wanted: RowsWanted
        rows: list[EntitySummary]

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._listing = EntityListing()
        self._shown = self._listing
        self._typing: Timer | None = None

    def compose(self) -> ComposeResult:
        """What narrows the list, above it."""
        yield Bar(id="all-bar")
        yield FilterInput(
            placeholder=tr("a name, a part of one, or pinyin"), id="filter", compact=True
        )
        yield Static(id="all-heading", markup=False)
        yield EntityTable(id="all-entities")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """List what there is."""
        self.query_one(EntityTable).nothing = tr("Looking…")
        self._load()

    def on_resize(self) -> None:
        """Set the heading above its columns."""
        self.query_one("#all-heading", Static).update(heading(self.size.width))

    @work(thread=True, exclusive=True, group="listing")
    def _load(self) -> None:
        entities = self._library.entities
        store = entities.store
        try:
            heard = entities.sounds.like(self._listing.text)
            listing = self._listing._replace(heard=heard)
            count = store.count(listing)
            rows = store.listing(listing, 0, ROWS_AT_ONCE)
            waiting = entities.waiting()
            articles = 0 if count else self._library.count(Listing())
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if not get_current_worker().is_cancelled:
            self.post_message(self.Loaded(listing, count, rows, waiting, articles))

    @on(Loaded)
    def _show(self, loaded: Loaded) -> None:
        self._shown = listing = loaded.listing
        table, bar = self.query_one(EntityTable), self.query_one("#all-bar", Bar)
        table.nothing = _why_empty(loaded)
        table.show_rows(loaded.count, 0, 0, loaded.rows)
        count = ntr("{count} entity", "{count} entities", loaded.count)
        types = "" if listing.types == NAMED else tr(TYPE_NAMES[listing.types[0]])
        bar.left = "  ".join(filter(None, (count.format(count=f"{loaded.count:,}"), types)))
        todo = tr("{count} articles to do").format(count=loaded.waiting) if loaded.waiting else ""
        order = f"{tr(ORDER_NAMES[listing.order])} {'↑' if listing.order == 'name' else '↓'}"
        bar.right = "  ".join(filter(None, (todo, order)))

    @on(RowsWanted)
    def _rows_wanted(self, wanted: RowsWanted) -> None:
        self._load_rows(self._shown, wanted)

    @work(thread=True, group="rows")
    def _load_rows(self, listing: EntityListing, wanted: RowsWanted) -> None:
        try:
            rows = self._library.entities.store.listing(listing, wanted.first, wanted.count)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
        else:
            self.post_message(self.RowsLoaded(wanted, rows))

    @on(RowsLoaded)
    def _supply(self, loaded: RowsLoaded) -> None:
        wanted = loaded.wanted
        self.query_one(EntityTable).supply(wanted.first, loaded.rows, wanted.generation)

    @on(CorrectingScreen.Corrected)
    def _list_again(self) -> None:
        self._load()

    def on_screen_resume(self) -> None:
        """What was mended on a page shows here."""
        if self.query(EntityTable):
            self._load()

    @on(EntityTable.Chosen)
    def _open_page(self, chosen: EntityTable.Chosen) -> None:
        from reader.ui.screens.entity_page import EntityPage

        self.app.push_screen(EntityPage(self._library, chosen.entity))

    # Narrowing and sorting

    @on(Input.Changed, "#filter")
    def _narrow_soon(self) -> None:
        if self._typing is not None:
            self._typing.stop()
        self._typing = self.set_timer(_TYPING, self._narrow)

    def _narrow(self) -> None:
        text = self.query_one(FilterInput).value
        if text != self._listing.text:
            self._listing = self._listing._replace(text=text)
            self._load()

    @on(Input.Submitted, "#filter")
    def _end_filter(self) -> None:
        self._narrow()
        self.query_one(EntityTable).focus()
        filter_ = self.query_one(FilterInput)
        filter_.display = bool(filter_.value)

    @on(FilterInput.Moved)
    def _move_cursor(self, moved: FilterInput.Moved) -> None:
        self.query_one(EntityTable).cursor += moved.rows

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to the filter while it is typed."""
        own = action in {key.action.partition("(")[0] for key in ALL_ENTITIES}
        return not (own and self.query_one(FilterInput).has_focus)

    def action_filter(self) -> None:
        """Type what names hold."""
        filter_ = self.query_one(FilterInput)
        filter_.display = True
        filter_.focus()
        self._prepare_sounds()

    @work(thread=True, exclusive=True, group="sounds")
    def _prepare_sounds(self) -> None:
        with suppress(ReaderError):  # what refuses now tells so when it is needed
            self._library.entities.sounds.prepare()

    def action_order(self) -> None:
        """Ask by what to sort."""
        ask_order(self.app, ORDER_NAMES, self._listing.order, self._sort)

    def _sort(self, order: EntityOrder) -> None:
        self._listing = self._listing._replace(order=order)
        self._load()

    @work
    async def action_types(self) -> None:
        """Choose a type to list alone, or names of all types."""
        picks = [Pick("a", tr("All names"))]
        picks += [
            Pick(str(number % 10), f"{SIGNS[kind]} {tr(TYPE_NAMES[kind])}")
            for number, kind in enumerate(EntityType, 1)
        ]
        key = await self.app.push_screen_wait(PickScreen(tr("Type"), picks))
        if key is None:
            return
        types = NAMED if key == "a" else (list(EntityType)[(int(key) - 1) % 10],)
        self._listing = self._listing._replace(types=types)
        self._load()

    def action_export(self) -> None:
        """Write what is listed to a file."""
        from reader.exporting import MentionFormat
        from reader.exporting.mentions import TABLES, entities_as

        listing = self._shown

        def document(form: MentionFormat) -> str:
            return entities_as(form, self._library.entities.records(listing))

        self.write_entities(tr("Write the list as"), tr("entities"), TABLES, document)

    def action_menu(self) -> None:
        """Ask what is wrong with the entity under the cursor."""
        table = self.query_one(EntityTable)
        row = table.row(table.cursor)
        if row is not None:
            self.mend(row.entity)


def _why_empty(loaded: AllEntitiesScreen.Loaded) -> str:
    if not loaded.articles:
        return tr("No article yet: people, places, works and more appear here once there are some.")
    if loaded.listing.text:
        return tr("No name holds “{text}”.").format(text=loaded.listing.text)
    if loaded.waiting:
        return tr("The articles are being recognised; come back in a moment.")
    return tr("No article mentions anything of this kind.")
