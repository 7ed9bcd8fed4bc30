"""Articles that are much alike, two lines a pair; and what differs between two."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.i18n import mark, ntr, tr
from reader.model import ArticleSummary
from reader.model.resemblance import Alike, Verdict
from reader.text.difference import Piece, Side
from reader.text.normalise import one_line
from reader.ui.cells import fit, wrapped
from reader.ui.report import Report
from reader.ui.styles import ComponentStyles
from reader.ui.widgets.row_list import RowList

_AROUND = 1
"""Sentences that both texts have which are shown beside what differs."""

_SIGNS = {Side.BOTH: "  ", Side.OLD: "− ", Side.NEW: "+ "}

VERDICTS = {
    Verdict.OPEN: "",
    Verdict.LINKED: mark("linked"),
    Verdict.APART: mark("told apart"),
}


class PairList(RowList[Alike]):
    """Both titles of a pair; where they come from, and what was said of it."""

    class Chosen(Report):
        """The reader wants to read the second article of a pair."""

        pair: Alike

    def choose(self, row: Alike) -> None:
        """Ask for the second article."""
        self.post_message(self.Chosen(row))

    def draw_row(self, row: Alike, part: int, width: int, above: tuple[str, ...]) -> list[Segment]:
        """An article in each line, the first of them behind what was said of the pair."""
        if part == 0:
            said = tr(VERDICTS[row.verdict]) if row.verdict is not Verdict.OPEN else ""
            told = f"{row.share:>4.0%}  {said}{'  ' if said else ''}"
            line = fit(f"{told}{described(row.article)}", width)
            return [Segment(line, self.style("meta", *above))]
        kind = "read" if row.verdict is Verdict.APART else "title"
        return [Segment(fit(f"   ≈  {described(row.other)}", width), self.style(kind, *above))]


def described(article: ArticleSummary) -> str:
    """Return what an article is known by, in one line."""
    notes = ntr("{count} note", "{count} notes", article.annotations)
    facts = (
        one_line(article.title),
        one_line(article.source),
        article.date[:10],
        notes.format(count=article.annotations) if article.annotations else "",
    )
    return " · ".join(filter(None, facts))


class _Line(NamedTuple):
    """A line of the view: what it is of, and what it says."""

    kind: str
    text: str


class DifferenceView(Widget):
    """What one text says otherwise than another; what both say is left out but for a sentence."""

    COMPONENT_CLASSES = {"difference-view--old", "difference-view--new", "difference-view--both"}

    pieces: reactive[Sequence[Piece]] = reactive(tuple[Piece, ...](), layout=True)
    """What both texts are made up of."""

    def __init__(self, *, id: str) -> None:  # noqa: A002  Textual's name
        self._styles_known = ComponentStyles(self, "difference-view")
        super().__init__(id=id)
        self._laid: tuple[Sequence[Piece], int, list[_Line]] = ((), 0, [])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Tell how many lines there are in `width` cells."""
        return len(self.lines(width))

    def lines(self, width: int) -> list[_Line]:
        """Return the lines in `width` cells."""
        pieces, known, lines = self._laid
        if pieces is not self.pieces or known != width:
            lines = [
                _Line(kind, (sign if number == 0 else "  ") + line)
                for kind, sign, text in _told(self.pieces)
                for number, line in enumerate(wrapped(text, max(2, width - 2)))
            ]
            self._laid = self.pieces, width, lines
        return lines

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        lines = self.lines(self.size.width)
        base = self._styles_known()
        if y >= len(lines):
            return Strip.blank(self.size.width, base)
        segments = [Segment(lines[y].text, self._styles_known(lines[y].kind))]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def notify_style_update(self) -> None:
        """Work styles out anew."""
        self._styles_known.clear()
        super().notify_style_update()


def _told(pieces: Sequence[Piece]) -> Iterator[tuple[str, str, str]]:
    """Yield style, sign and text of what is shown of `pieces`."""
    for number, piece in enumerate(pieces):
        shown = piece.sentences
        left_out = 0
        if piece.side is Side.BOTH:
            head = shown[:_AROUND] if number else ()
            tail = shown[-_AROUND:] if number + 1 < len(pieces) else ()
            left_out = len(shown) - len(head) - len(tail)
            if left_out > 0:
                same = ntr("⋯ {count} sentence alike", "⋯ {count} sentences alike", left_out)
                yield from (("both", "  ", sentence) for sentence in head)
                yield "both", "  ", same.format(count=f"{left_out:,}")
                yield from (("both", "  ", sentence) for sentence in tail)
                continue
        yield from ((piece.side.value, _SIGNS[piece.side], sentence) for sentence in shown)
