"""The entities of the open article, by type: how often and where each is mentioned."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import var
from textual.widgets import Static

from reader.entities.highlighting import Density, Highlighting
from reader.entities.nouns import Entity
from reader.i18n import mark, tr
from reader.model.entity import EntityType
from reader.text.normalise import one_line
from reader.ui.cells import fit
from reader.ui.entity_names import SIGNS, TYPE_NAMES
from reader.ui.keys import ENTITY_PANEL, bindings
from reader.ui.mentions import EntityHere, OpenMentions, histogram
from reader.ui.messages import RowsWanted
from reader.ui.report import Report
from reader.ui.widgets.bar import Bar
from reader.ui.widgets.row_list import RowList

DENSITY_NAMES = {
    Density.ALL: mark("all marked"),
    Density.FIRST: mark("first of a paragraph"),
    Density.NONE: mark("none marked"),
}
_HISTOGRAMS = ((36, 12), (20, 6))
"""From which width of a row on a histogram takes how much of it, in cells."""
_MARGINS = 3
"""Cells that the panel is wider than a row: the cursor, the end, the scroll bar."""
_COUNT = 4
"""Cells for how often."""


class PanelRow(NamedTuple):
    """A row of the panel: a type, or, where there is one, an entity of it."""

    type: EntityType
    marked: bool
    """Whether the type is marked in the text."""
    entities: int
    """How many of the type there are."""
    here: EntityHere | None
    length: int
    """Of the text, in code points."""


class EntityList(RowList[PanelRow]):
    """Types, and below each its entities."""

    BINDINGS = bindings(ENTITY_PANEL)
    COMPONENT_CLASSES = {f"row-list--{kind.value.lower()}" for kind in EntityType}
    ROW_HEIGHT = 1

    class StepWanted(Report):
        """The reader wants the mention of an entity `step` further on."""

        entity: Entity
        step: int

    class TypeToggled(Report):
        """The reader wants a type marked, or not."""

        type: EntityType

    class PageWanted(Report):
        """The reader wants the page of an entity."""

        entity: Entity

    class MenuWanted(Report):
        """The reader wants to mend an entity."""

        entity: Entity

    def choose(self, row: PanelRow) -> None:
        """Go to the next mention of an entity; mark a type, or no more."""
        self.action_step(1)
        if row.here is None:
            self.action_toggle_type()

    @property
    def entity(self) -> Entity | None:
        """The entity under the cursor; None on a type."""
        row = self.row(self.cursor)
        return row.here.entity if row is not None and row.here is not None else None

    def action_step(self, step: int) -> None:
        """Ask for another mention."""
        if self.entity is not None:
            self.post_message(self.StepWanted(self.entity, step))

    def action_open_page(self) -> None:
        """Ask for the page of the entity."""
        if self.entity is not None:
            self.post_message(self.PageWanted(self.entity))

    def action_menu(self) -> None:
        """Ask what can be done with the entity."""
        if self.entity is not None:
            self.post_message(self.MenuWanted(self.entity))

    def action_toggle_type(self) -> None:
        """Ask for the type under the cursor to be marked, or not."""
        row = self.row(self.cursor)
        if row is not None:
            self.post_message(self.TypeToggled(row.type))

    # Drawing

    def draw_row(
        self, row: PanelRow, part: int, width: int, above: tuple[str, ...]
    ) -> list[Segment]:
        """Draw a type with its sign, or an entity with where it stands."""
        kind = row.type.value.lower()
        if row.here is None:
            title = f"{SIGNS[row.type]} {tr(TYPE_NAMES[row.type])}"
            right = f"{row.entities}" if row.marked else tr("not marked")
            gap = " " * max(1, width - cell_len(title) - cell_len(right))
            style = self.style("title", kind, *above) if row.marked else self.style("meta", *above)
            return [Segment(title, style), Segment(gap + right, self.style("meta", *above))]
        name = one_line(row.here.entity.name)
        cells = _histogram_cells(width)
        room = max(1, width - 2 - _COUNT - (cells and cells + 1))
        name = fit(name, room)
        padding = " " * (room - cell_len(name))
        count = f"{len(row.here.mentions):>{_COUNT}}"
        spans = tuple(one.span for one in row.here.mentions)
        shown = " " + histogram(spans, row.length, cells) if cells else ""
        style = self.style(kind, *above) if row.marked else self.style("meta", *above)
        return [
            Segment("  ", self.style(*above)),
            Segment(name, style),
            Segment(f"{padding}{count}", self.style("meta", *above)),
            Segment(shown, style),
        ]


class EntityPanel(Vertical):
    """A bar, and the list of entities."""

    highlighting: var[Highlighting] = var(Highlighting(), init=False)
    mentions: var[OpenMentions | None] = var(None, init=False)
    waiting: var[int] = var(0, init=False)
    """How many articles wait to be recognised."""

    def __init__(self, *, id: str) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._rows: Sequence[PanelRow] = ()

    def compose(self) -> ComposeResult:
        """The bar above the list."""
        yield Bar(id="entities-bar")
        yield Static(id="entities-heading", markup=False)
        yield EntityList(id="entities")

    def on_resize(self) -> None:
        """Say above the list what its numbers tell, and its bars where there is room for them."""
        shown = _histogram_cells(self.size.width - _MARGINS) > 0
        told = tr("times · start → end") if shown else tr("times")
        self.query_one("#entities-heading", Static).update(told)

    def on_mount(self) -> None:
        """Show what there is."""
        self._show()

    def watch_highlighting(self) -> None:
        """Show which types are marked."""
        self._show()

    def watch_mentions(self) -> None:
        """Show other entities."""
        self._show()

    def watch_waiting(self) -> None:
        """Tell it."""
        self._show()

    def _show(self) -> None:
        if not self.is_mounted or not self.query(EntityList):
            return
        rows = list(_rows_of(self.mentions, self.highlighting)) if self.mentions else []
        self._rows = rows
        entities = self.query_one(EntityList)
        under = entities.row(entities.cursor)
        cursor = next((i for i, row in enumerate(rows) if _same(row, under)), min(1, len(rows)))
        entities.nothing = (
            tr("No name, date or number was recognised in this article.")
            if self.mentions
            else tr("The article is being recognised…")
        )
        entities.show_rows(len(rows), cursor, 0, rows)
        bar = self.query_one(Bar)
        number = sum(row.here is not None for row in rows)
        bar.left = f"{tr('Entities')} {number}"
        waiting = tr("{count} articles to do").format(count=self.waiting) if self.waiting else ""
        bar.right = waiting or tr(DENSITY_NAMES[self.highlighting.density])

    @on(RowsWanted)
    def _supply(self, wanted: RowsWanted) -> None:
        wanted.stop()
        rows = self._rows[wanted.first : wanted.first + wanted.count]
        self.query_one(EntityList).supply(wanted.first, rows, wanted.generation)


def _histogram_cells(width: int) -> int:
    """Return how wide a histogram is in a row of `width` cells; 0 where there is no room."""
    return next((cells for least, cells in _HISTOGRAMS if width >= least), 0)


def _rows_of(mentions: OpenMentions, highlighting: Highlighting) -> Iterator[PanelRow]:
    length = len(mentions.article.text)
    marked = highlighting.types if highlighting.density is not Density.NONE else frozenset()
    for kind, entities in mentions.by_type.items():
        yield PanelRow(kind, kind in marked, len(entities), None, length)
        for here in entities:
            yield PanelRow(kind, kind in marked, len(entities), here, length)


def _same(row: PanelRow, other: PanelRow | None) -> bool:
    """Tell whether two rows are about the same."""
    if other is None or row.type is not other.type:
        return False
    return (row.here and row.here.entity) == (other.here and other.here.entity)
