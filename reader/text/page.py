"""An article as it stands on the page: title, byline, text. The pane and `reader show` draw it."""

from reader.i18n import ntr, tr
from reader.model import Article, ArticleSummary, Span, Structure
from reader.text.layout import Layout, LayoutOptions, Line, Piece, Role
from reader.text.normalise import one_line
from reader.text.pace import minutes


class Page:
    """A head (title and byline, outside the text's offsets) above the laid out text."""

    def __init__(self, article: Article, options: LayoutOptions) -> None:
        self._head = _head(article.summary, options)
        self._body = Layout(article.text, article.structure, options)

    @property
    def height(self) -> int:
        """Lines in all; estimated for what is not laid out yet."""
        return len(self._head) + self._body.height

    @property
    def width(self) -> int:
        """Cells of the column."""
        return self._body.options.width

    @property
    def revision(self) -> int:
        """Grows whenever lines below the head may have moved."""
        return self._body.revision

    @property
    def head_height(self) -> int:
        """Lines above the text."""
        return len(self._head)

    def line(self, y: int) -> Line:
        """Return line `y`, counted from 0 at the title."""
        if y < len(self._head):
            return self._head[y]
        return self._body.line(y - len(self._head))

    def y_of(self, offset: int) -> int:
        """Return the line that shows the code point at `offset`."""
        return len(self._head) + self._body.y_of(offset)

    def offset_at(self, y: int, cell: int) -> int:
        """Return the offset of the character at a cell of line `y`; 0 in the head."""
        return self._body.offset_at(y - len(self._head), cell) if y >= len(self._head) else 0

    def cell_of(self, offset: int) -> tuple[int, int]:
        """Return the line and the cell at which the character at `offset` stands."""
        y, cell = self._body.cell_of(offset)
        return y + len(self._head), cell

    def settle(self, lines: int) -> bool:
        """Lay out about `lines` more lines; return whether all are."""
        return self._body.settle(lines)


def byline(summary: ArticleSummary) -> str:
    """Return who wrote the article, where and when, and how long it is, in one line."""
    length = ntr("{count} character", "{count} characters", summary.chars)
    facts = (
        summary.author,
        summary.source,
        summary.date.replace("T", " "),
        length.format(count=f"{summary.chars:,}"),
        tr("{count} min").format(count=minutes(summary.seconds)),
    )
    # A line may end between the facts, not within one.
    return " · ".join(one_line(fact).replace(" ", "\N{NO-BREAK SPACE}") for fact in facts if fact)


def _head(summary: ArticleSummary, options: LayoutOptions) -> list[Line]:
    """Set the title and the byline as ornaments: they are not of the text."""
    nowhere = Span(0, 0)
    rows = [
        Line((Piece(line.text, None, role),), -1, nowhere)
        for text, role in ((one_line(summary.title), Role.TITLE), (byline(summary), Role.BYLINE))
        for line in _plain_lines(text, options)
    ]
    return [*rows, Line((), -1, nowhere)]


def _plain_lines(text: str, options: LayoutOptions) -> list[Line]:
    layout = Layout(text, Structure(), options._replace(indent=0, gap=False))
    layout.settle(len(text))
    return layout.lines(0, layout.height)
