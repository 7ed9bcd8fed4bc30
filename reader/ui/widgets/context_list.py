"""Mentions across the library, one in a line: the name in the middle, what stands around it."""

from rich.cells import cell_len
from rich.segment import Segment

from reader.entities.nouns import Context
from reader.model.entity import EntityType
from reader.text.normalise import one_line
from reader.ui.cells import fit, fit_end
from reader.ui.report import Report
from reader.ui.widgets.row_list import RowList

_DATE = 10
"""Cells."""
_TITLES = ((120, 28), (90, 16))
"""From which width on an article's title is told in how many cells."""


class ContextList(RowList[Context]):
    """Keyword in context, by article and date."""

    COMPONENT_CLASSES = {f"row-list--{kind.value.lower()}" for kind in EntityType}
    ROW_HEIGHT = 1

    class Chosen(Report):
        """The reader wants to see a mention in its article."""

        context: Context

    def __init__(self, kind: EntityType, *, id: str) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._kind = kind

    def choose(self, row: Context) -> None:
        """Ask for the article of a mention."""
        self.post_message(self.Chosen(row))

    def draw_row(
        self, row: Context, part: int, width: int, above: tuple[str, ...]
    ) -> list[Segment]:
        """Draw a mention with date and title before it."""
        cells = next((cells for least, cells in _TITLES if width >= least), 0)
        title = fit(one_line(row.share.title), cells - 2)
        facts = row.share.date[:_DATE].ljust(_DATE) + "  "
        facts += title + " " * (cells - cell_len(title))
        room = max(0, width - cell_len(facts))
        quote = fit(row.quote, room)
        left = max(0, (room - cell_len(quote)) * 2 // 5)
        before = fit_end(row.before, left)
        right = room - left - cell_len(quote)
        return [
            Segment(facts, self.style("meta", *above)),
            Segment(" " * (left - cell_len(before)) + before, self.style(*above)),
            Segment(quote, self.style("title", self._kind.value.lower(), *above)),
            Segment(fit(row.after, right), self.style(*above)),
        ]
