"""An article as it stands on the page: title, byline, text. The pane and `reader show` draw it."""

from collections import Counter

from reader.i18n import ntr, tr
from reader.model import Article, ArticleSummary, Clutter, Span, Structure
from reader.text.layout import Layout, LayoutOptions, Line, Piece, Role
from reader.text.normalise import one_line
from reader.text.pace import minutes


class Page:
    """A head (title and byline, outside the text's offsets) above the laid out text."""

    def __init__(self, article: Article, options: LayoutOptions, *, folds: bool = False) -> None:
        """Set `article`; `folds` marks where lines were taken out, between blocks."""
        self._head = _head(article.summary, options)
        self._body = Layout(article.text, article.structure, options)
        self._folds = _folds(article) if folds else {}
        if 0 in self._folds:
            self._head[-1] = self._fold(0)
        end = len(article.text)
        blank = Line((), -1, Span(end, end))
        self._foot = [blank, self._fold(end)] if end and end in self._folds else []

    @property
    def height(self) -> int:
        """Lines in all; estimated for what is not laid out yet."""
        return len(self._head) + self._body.height + len(self._foot)

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
        y -= len(self._head)
        line = self._body.line(y)
        if line.block < 0 and self._folds:
            return self._with_fold(line, y)
        return line

    def _with_fold(self, line: Line, y: int) -> Line:
        """Return a blank line of the body, or the fold that is marked on it."""
        behind = y - self._body.height
        if behind >= 0:
            return self._foot[behind] if behind < len(self._foot) else line
        before = self._body.line(y - 1).span.end if y else 0
        return self._fold(before) if before in self._folds else line

    def _fold(self, offset: int) -> Line:
        piece = Piece(f"⋯ {self._folds[offset]}", None, Role.BYLINE)
        return Line((piece,), -1, Span(offset, offset))

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


def _folds(article: Article) -> dict[int, str]:
    """Return what was taken out behind each offset, in words; the title stands above anyway."""
    told = (Clutter.IMAGE, Clutter.TITLE)
    lines = Counter(line.offset for line in article.removed if line.reason not in told)
    images = Counter(line.offset for line in article.removed if line.reason is Clutter.IMAGE)
    folds = {}
    for offset in {*lines, *images}:
        facts = []
        if count := lines[offset]:
            facts.append(ntr("{count} line", "{count} lines", count).format(count=count))
        if count := images[offset]:
            facts.append(ntr("{count} picture", "{count} pictures", count).format(count=count))
        folds[offset] = " · ".join(facts)
    return folds


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
