"""The entities of the library, one in a line."""

from rich.cells import cell_len
from rich.segment import Segment

from reader.entities.nouns import Entity, EntitySummary
from reader.i18n import tr
from reader.model.entity import EntityType
from reader.text.normalise import one_line
from reader.ui.cells import fit
from reader.ui.entity_names import SIGNS, TYPE_NAMES
from reader.ui.report import Report
from reader.ui.widgets.row_list import RowList

_NUMBER = 9
"""Cells of a column of numbers."""
_DATE = 12
_TYPE = 14
_BESIDE = 3
"""Cells of the table that no row has: one at each side, and the scrollbar."""
_WIDE = 70
"""From this width on, in cells, a row tells type and date."""
_WIDEST = 100
"""Cells of a row; on wider screens names and numbers would stand too far apart."""


class EntityTable(RowList[EntitySummary]):
    """Name, type, mentions, articles and the date of the latest."""

    COMPONENT_CLASSES = {f"row-list--{kind.value.lower()}" for kind in EntityType}
    ROW_HEIGHT = 1

    class Chosen(Report):
        """The reader wants the page of an entity."""

        entity: Entity

    def choose(self, row: EntitySummary) -> None:
        """Ask for the page of an entity."""
        self.post_message(self.Chosen(row.entity))

    def draw_row(
        self, row: EntitySummary, part: int, width: int, above: tuple[str, ...]
    ) -> list[Segment]:
        """Draw an entity."""
        kind = row.entity.type
        spare = _spare(width)
        width -= spare
        numbers = f"{row.mentions:>{_NUMBER},}{row.articles:>{_NUMBER},}"
        label = ""
        if width >= _WIDE:
            numbers += f"  {row.latest[: _DATE - 2]:<{_DATE - 2}}"
            label = tr(TYPE_NAMES[kind])
            label += " " * (_TYPE - cell_len(label))
        sign = f"{SIGNS[kind]} "
        room = max(1, width - cell_len(sign) - cell_len(label) - len(numbers))
        name = fit(one_line(row.entity.name), room)
        padding = " " * (room - cell_len(name))
        return [
            Segment(sign, self.style(kind.value.lower(), *above)),
            Segment(name + padding, self.style("title", kind.value.lower(), *above)),
            Segment(label + numbers + " " * spare, self.style("meta", *above)),
        ]


def heading(width: int) -> str:
    """Return what stands above the columns."""
    right = "".join(_right(title, _NUMBER) for title in (tr("mentions"), tr("articles")))
    width -= _BESIDE
    if width >= _WIDE:
        right += f"  {tr('latest')}"
        right += " " * (_DATE - 2 - cell_len(tr("latest")))
    return right + " " * _spare(width)


def _spare(width: int) -> int:
    """Return the cells right of the columns."""
    return max(0, width - _WIDEST)


def _right(title: str, cells: int) -> str:
    return " " * max(1, cells - cell_len(title)) + title
