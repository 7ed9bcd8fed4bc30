"""The list of articles: two lines a row."""

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import var

from reader.i18n import ntr, tr
from reader.model import ArticleSummary
from reader.text.normalise import one_line
from reader.text.pace import minutes
from reader.ui.cells import fit
from reader.ui.messages import OpenArticle
from reader.ui.widgets.row_list import RowList

_NOTES = "✎"
"""Before how many notes there are, where there is no room for the word; as in the margin."""
_SHORT_SOURCE = 5
"""Cells to which a source may be shortened before something else is left out."""


class ArticleList(RowList[ArticleSummary]):
    """The articles of one listing."""

    opened: var[str] = var("")
    """The id of the article in the reading pane; empty for none."""

    def replace(self, summary: ArticleSummary) -> None:
        """Show `summary` where its article stands among the rows held."""
        for number, page in self._pages.items():
            if any(row.id == summary.id for row in page):
                self._pages[number] = [summary if row.id == summary.id else row for row in page]
                self.refresh()

    @property
    def article(self) -> str:
        """The id of the article under the cursor; empty where its row is not held."""
        row = self.row(self.cursor)
        return row.id if row else ""

    def choose(self, row: ArticleSummary) -> None:
        """Ask for the article."""
        self.post_message(OpenArticle(row.id))

    def watch_opened(self) -> None:
        """Draw the sign of the article being read."""
        self.refresh()

    # Drawing

    def draw_row(
        self, row: ArticleSummary, part: int, width: int, above: tuple[str, ...]
    ) -> list[Segment]:
        """The title, and what is known of the article."""
        draw = self._draw_title if part == 0 else self._draw_meta
        return draw(row, width, above)

    def margin_sign(self, row: ArticleSummary, on_cursor: bool) -> Segment:
        """The cursor, or the article being read, told without colour too."""
        if row.id == self.opened and not on_cursor:
            return Segment("▏", self.style("open"))
        return super().margin_sign(row, on_cursor)

    def _draw_title(self, row: ArticleSummary, width: int, above: tuple[str, ...]) -> list[Segment]:
        state = " " if row.read else "◐" if row.progress else "●"
        signs = f"{state} {'★ ' if row.starred else ''}"
        title = fit(one_line(row.title), width - cell_len(signs))
        kind = "read" if row.read else "title"
        return [
            Segment(signs, self.style("sign", *above)),
            Segment(title, self.style(kind, *above)),
        ]

    def _draw_meta(self, row: ArticleSummary, width: int, above: tuple[str, ...]) -> list[Segment]:
        """Facts about the article, the least telling left out where they do not all fit."""
        notes = ntr("{count} note", "{count} notes", row.annotations)
        facts = {
            "source": one_line(row.source or row.author),
            "also": tr("also {places}").format(places=one_line("、".join(row.also)))
            if row.also
            else "",
            "date": row.date[:10],
            "length": tr("{count} min").format(count=minutes(row.seconds)),
            "progress": f"{100 * row.progress // max(1, row.chars)}%" if row.progress else "",
            "notes": notes.format(count=row.annotations) if row.annotations else "",
        }
        if row.read:
            facts["progress"] = ""
        facts = {name: fact for name, fact in facts.items() if fact}
        if row.annotations and cell_len("  " + " · ".join(facts.values())) > width:
            facts["notes"] = f"{_NOTES}{row.annotations}"
        source = facts.get("source", "")
        if source:
            facts["source"] = fit(source, _SHORT_SOURCE)
        for least in ("length", "also", "progress", "source"):
            if cell_len("  " + " · ".join(facts.values())) > width:
                facts.pop(least, None)
        if "source" in facts:  # has what the others leave
            taken = cell_len("  " + " · ".join(facts.values())) - cell_len(facts["source"])
            facts["source"] = fit(source, width - taken)
        line = fit("  " + " · ".join(facts.values()), width)
        return [Segment(line, self.style("meta", *above))]
