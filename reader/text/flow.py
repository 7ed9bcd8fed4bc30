"""Running text set in lines: paragraphs, headings and code."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator

from reader.model import Span
from reader.text.laidblock import LaidBlock
from reader.text.line import LayoutOptions, Piece, Role, blank, draw, draw_line
from reader.text.linebreak import hard_ends, line_ends

_NO_MORE: Iterator[int] = iter(())


class Flow(LaidBlock):
    """Text broken into lines by the rules of typography; offsets of line ends are all it keeps."""

    __slots__ = ("_ends", "_indent", "_options", "_role", "_source", "_text")

    def __init__(
        self,
        text: str,
        span: Span,
        options: LayoutOptions,
        *,
        role: Role = Role.TEXT,
        indent: int = 0,
        per_line: int = 20,
    ) -> None:
        """Take `text[span]`, the first line `indent` cells in.

        `per_line` is how many code points to expect on a line.
        """
        super().__init__(span, per_line)
        self._text = text
        self._options = options
        self._role = role
        self._indent = indent
        self._ends = array("I")
        self._source = self._find()
        self.begin()

    def _find(self) -> Iterator[int]:
        return line_ends(
            self._text,
            self._extent.start,
            self._extent.end,
            self._options.width,
            first=self._options.width - self._indent,
            ambiguous=self._options.ambiguous,
            gap=self._options.gap,
        )

    @property
    def found(self) -> int:
        """How many lines are found."""
        return len(self._ends)

    @property
    def reached(self) -> int:
        """The offset up to which lines are found."""
        return self._ends[-1] if self._ends else self._extent.start

    def _step(self) -> bool:
        line_end = next(self._source, None)
        if line_end is None:
            self._source = _NO_MORE  # lets go of what the search for lines held
            return False
        self._ends.append(line_end)
        return True

    def row_of(self, offset: int) -> int:
        """Return the line that shows the code point at `offset`; the last one for the end."""
        self._grow_to_offset(offset)
        return min(bisect_right(self._ends, offset), len(self._ends) - 1)

    def span(self, row: int) -> Span:
        """Return the part of the text that a line, found already, shows."""
        return Span(self._ends[row - 1] if row else self._extent.start, self._ends[row])

    def pieces(self, row: int) -> tuple[Piece, ...]:
        """Return what a line, found already, is drawn from."""
        indent = 0 if row else self._indent
        room = self._options.width - indent
        pieces = draw_line(
            self._text, self.span(row), self._extent.end, room, self._role, self._options
        )
        return (*blank(indent), *pieces)


class Code(Flow):
    """Code: its lines as they are, those too long wrapped with a sign before the rest."""

    __slots__ = ("_sign",)

    _SIGN = "↪ "
    _NARROWEST_WITH_SIGN = 8  # cells

    def __init__(
        self, text: str, span: Span, options: LayoutOptions, *, per_line: int = 20
    ) -> None:
        """Take `text[span]`; there are no gaps in code."""
        self._sign = self._SIGN if options.width >= self._NARROWEST_WITH_SIGN else ""
        options = options._replace(gap=False)
        super().__init__(text, span, options, role=Role.CODE, per_line=per_line)

    def _find(self) -> Iterator[int]:
        start, end = self._extent.start, self._extent.end
        width = self._options.width
        rest = width - len(self._sign)
        while True:
            newline = self._text.find("\n", start, end)
            stop = end if newline < 0 else newline
            for line_end in hard_ends(
                self._text, start, stop, rest, first=width, ambiguous=self._options.ambiguous
            ):
                yield line_end if line_end < stop or newline < 0 else newline + 1
            if newline < 0 or newline + 1 == end:
                return
            start = newline + 1

    def pieces(self, row: int) -> tuple[Piece, ...]:
        """Return what a line, found already, is drawn from."""
        span = self.span(row)
        end = span.start + len(span.of(self._text).rstrip("\n"))
        pieces = draw(self._text, span.start, end, Role.CODE, self._options)
        if self._sign and row and self._text[span.start - 1] != "\n":
            return (Piece(self._sign, None, Role.CONTINUATION), *pieces)
        return pieces


class Rule(LaidBlock):
    """A rule across the column; it has no text."""

    __slots__ = ("_sign",)

    def __init__(self, span: Span, options: LayoutOptions) -> None:
        """Take the empty `span` where it stands."""
        super().__init__(span, 1)
        self._sign = ("─" if options.ambiguous == 1 else "-") * options.width
        self.complete = True

    @property
    def found(self) -> int:
        """One line."""
        return 1

    @property
    def reached(self) -> int:
        """The offset where it stands."""
        return self._extent.end

    def _step(self) -> bool:
        return False

    def span(self, row: int) -> Span:
        """Return the empty span."""
        return self._extent

    def pieces(self, row: int) -> tuple[Piece, ...]:
        """Return the rule."""
        return (Piece(self._sign, None, Role.RULE),)

    def row_of(self, offset: int) -> int:
        """Return the only line."""
        return 0
