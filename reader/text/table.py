"""Tables: columns side by side where they fit, else each row's cells one under another."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, zip_longest

from reader.model import Span
from reader.text.laidblock import LaidBlock
from reader.text.line import LayoutOptions, Piece, Role, blank, cells_of, draw, draw_line
from reader.text.linebreak import line_ends, line_widths

_MEASURED_ROWS = 200  # rows that decide the widths of columns
# Cells below which columns do not shrink; where that is too much, cells are set one under another.
_NARROWEST_COLUMN = 6  # three Han characters
_NARROWEST_CHARACTER = 2
_LONGEST_WHOLE_WORD = 16
_OPENING, _CLOSING = "（［｛《〈“‘「『【〔", "，。、；：！？…％）］｝》〉”’」』】〕"
# What no line may end within: a word with the signs that hold to it, or one character with such.
_WORD = re.compile(f"[{_OPENING}]*[!-~]+[{_CLOSING}]*|[{_OPENING}]+.?[{_CLOSING}]*|.[{_CLOSING}]+")
_STEP = 2  # cells a value stands in below its label
_SEPARATOR = 3  # cells between two columns
_NUMBER = re.compile(r"[-+−–±~≈<>]?[$¥￥€£]?[-+−]?\d[\d.,]*\s?[%‰℃°倍万亿]?")


@dataclass(frozen=True, slots=True)
class _TableLine:
    pieces: tuple[Piece, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class _Row:
    span: Span
    cells: tuple[Span, ...]


class Table(LaidBlock):
    """A table of the text: rows are lines, cells are separated by a TAB, the first is a header.

    Where cells are set one under another, each value has the header of its column before it: the
    header's own text in the first row, a copy of it, as an ornament, in the others.
    """

    def __init__(self, text: str, span: Span, options: LayoutOptions) -> None:
        """Take the rows of `text[span]`."""
        super().__init__(span, options.width)
        self._text = text
        self._options = options
        # Box signs are of ambiguous width; where that is two cells, ASCII keeps the rules thin.
        self._bar, self._dash, self._cross = "│─┼" if options.ambiguous == 1 else "|-+"
        self._lines: list[_TableLine] = []
        # Where each piece starts, and its line. The header's stand apart: set among those of the
        # first row they would make sorting dear.
        self._header_places: list[tuple[int, int]] = []
        self._places: list[tuple[int, int]] = []
        self._sorted = 0  # lines
        header_end = text.find("\n", span.start, span.end)
        self._header_end = span.end if header_end < 0 else header_end
        measured = list(islice(self._rows(), _MEASURED_ROWS))
        widths = self._column_widths(measured)
        if widths:
            self._source = self._side_by_side(widths, self._numeric_columns(measured))
        else:
            self._source = self._one_under_another()
        self.begin()

    @property
    def found(self) -> int:
        """How many lines are found."""
        return len(self._lines)

    @property
    def reached(self) -> int:
        """The offset up to which lines are found."""
        return self._lines[-1].span.end if self._lines else self._extent.start

    def _step(self) -> bool:
        line = next(self._source, None)
        if line is None:
            return False
        for piece in line.pieces:
            if piece.start is not None:
                self._places_around(piece.start).append((piece.start, len(self._lines)))
        self._lines.append(line)
        return True

    def row_of(self, offset: int) -> int:
        """Return the line that shows the code point at `offset`, or else the one before it."""
        self._grow_to_offset(offset)
        if self._sorted < len(self._lines):
            self._sorted = len(self._lines)
            self._header_places.sort()
            self._places.sort()
        places = self._places_around(offset)
        index = bisect_right(places, (offset, len(self._lines))) - 1
        return places[max(index, 0)][1] if places else 0

    def _places_around(self, offset: int) -> list[tuple[int, int]]:
        return self._header_places if offset <= self._header_end else self._places

    def span(self, row: int) -> Span:
        """Return the row of the text that a line, found already, belongs to."""
        return self._lines[row].span

    def pieces(self, row: int) -> tuple[Piece, ...]:
        """Return what a line, found already, is drawn from."""
        return self._lines[row].pieces

    # Measuring

    def _rows(self) -> Iterator[_Row]:
        start, end = self._extent.start, self._extent.end
        while True:
            newline = self._text.find("\n", start, end)
            stop = end if newline < 0 else newline
            cells = []
            cell = start
            for part in self._text[start:stop].split("\t"):
                cells.append(Span(cell, cell + len(part)))
                cell += len(part) + 1
            yield _Row(Span(start, stop), tuple(cells))
            if newline < 0:
                return
            start = newline + 1

    def _column_widths(self, rows: list[_Row]) -> list[int]:
        """Return the cells of each column; nothing where they do not fit side by side.

        Columns as wide as their contents, or where that is too much the widest ones cut down to
        one width.
        """
        count = max(row.count("\t") for row in self._extent.of(self._text).split("\n")) + 1
        free = self._options.width - _SEPARATOR * (count - 1)
        if free < _NARROWEST_CHARACTER * count:
            return []
        natural = [_NARROWEST_CHARACTER] * count
        least = [_NARROWEST_CHARACTER] * count
        for row in rows:
            for column, cell in enumerate(row.cells):
                cells = self._cells(cell)
                natural[column] = max(natural[column], cells)
                least[column] = max(least[column], min(cells, self._longest_word(cell)))
        if sum(least) > free:
            return []

        def widths(cap: int) -> list[int]:
            return [max(low, min(cap, wide)) for low, wide in zip(least, natural, strict=True)]

        cap = max(natural)
        while sum(widths(cap)) > free:
            cap -= 1
        fitting = widths(cap)
        left = free - sum(fitting)
        for column, wide in enumerate(natural):
            if fitting[column] == cap < wide and left > 0:
                fitting[column] += 1
                left -= 1
        return fitting

    def _longest_word(self, cell: Span) -> int:
        """Return the cells below which a column would tear the words of a cell apart."""
        ambiguous = self._options.ambiguous
        words = _WORD.findall(self._text, cell.start, cell.end)
        cells = (sum(line_widths(word, ambiguous)) for word in words)
        return max(_NARROWEST_COLUMN, min(max(cells, default=0), _LONGEST_WHOLE_WORD))

    def _cells(self, cell: Span) -> int:
        return cells_of(
            draw(self._text, cell.start, cell.end, Role.TEXT, self._options), self._options
        )

    def _numeric_columns(self, rows: list[_Row]) -> set[int]:
        """Return the columns of which all values are numbers; they are set flush right."""
        values: dict[int, list[str]] = {}
        for row in rows[1:]:
            for column, cell in enumerate(row.cells):
                if value := cell.of(self._text).strip():
                    values.setdefault(column, []).append(value)
        return {column for column, found in values.items() if all(map(_NUMBER.fullmatch, found))}

    # Setting

    def _side_by_side(self, widths: list[int], numeric: set[int]) -> Iterator[_TableLine]:
        for number, row in enumerate(self._rows()):
            role = Role.TEXT if number else Role.TABLE_HEADER
            if number == 1:
                rule = f"{self._dash}{self._cross}{self._dash}".join(
                    self._dash * width for width in widths
                )
                yield _TableLine((Piece(rule, None, Role.TABLE_RULE),), row.span)
            columns = [
                list(self._cell_lines(cell, width, role))
                for cell, width in zip(row.cells, widths, strict=False)
            ]
            columns += [[]] * (len(widths) - len(columns))
            for parts in zip_longest(*columns, fillvalue=()):
                yield _TableLine(tuple(self._joined(parts, widths, numeric)), row.span)

    def _cell_lines(self, cell: Span, width: int, role: Role) -> Iterator[tuple[Piece, ...]]:
        options = self._options
        start = cell.start
        for end in line_ends(
            self._text, start, cell.end, width, ambiguous=options.ambiguous, gap=options.gap
        ):
            yield draw_line(self._text, Span(start, end), cell.end, width, role, options)
            start = end

    def _joined(
        self, parts: tuple[tuple[Piece, ...], ...], widths: list[int], numeric: set[int]
    ) -> Iterator[Piece]:
        """Yield the pieces of one line: each column's part, padded, with bars between them."""
        for column, (part, width) in enumerate(zip(parts, widths, strict=True)):
            if column:
                yield Piece(f" {self._bar} ", None, Role.TABLE_RULE)
            padding = blank(width - cells_of(part, self._options))
            if column in numeric:
                yield from (*padding, *part)
            else:
                yield from part if column == len(widths) - 1 else (*part, *padding)

    def _one_under_another(self) -> Iterator[_TableLine]:
        rows = self._rows()
        header = next(rows)
        number = -1
        for number, row in enumerate(rows):
            if number:
                yield _TableLine((), row.span)
            # The header's text stands among the first row's; elsewhere what it lacks is left out.
            span = row.span if number else Span(header.span.start, row.span.end)
            count = len(row.cells) if number else max(len(row.cells), len(header.cells))
            for column in range(count):
                cell = row.cells[column] if column < len(row.cells) else Span(0, 0)
                label = header.cells[column] if column < len(header.cells) else Span(0, 0)
                if cell or not number:
                    for pieces in self._labelled(label, cell, own=not number):
                        yield _TableLine(pieces, span)
        if number < 0:
            for cell in header.cells:
                for pieces in self._cell_lines(cell, self._options.width, Role.TABLE_HEADER):
                    yield _TableLine(pieces, header.span)

    def _labelled(self, label: Span, cell: Span, *, own: bool) -> Iterator[tuple[Piece, ...]]:
        """Yield the lines of a label, as text of its `own` or in one line of ornament, and value.

        The value stands behind the label if there is room for all of it or half the width; else
        below it.
        """
        width = self._options.width
        heads = list(islice(self._cell_lines(label, width, Role.TABLE_HEADER), None if own else 1))
        if not own:
            heads = [tuple(replace(piece, start=None) for piece in head) for head in heads]
        colon = Piece(": " if label.of(self._text).isascii() else "：", None, Role.TABLE_HEADER)
        room = cells_of((*heads[0], colon), self._options)
        enough = max(width // 2, _NARROWEST_CHARACTER)
        if not label:
            room = 0
            head: tuple[Piece, ...] = ()
        elif len(heads) == 1 and room + min(self._cells(cell), enough) <= width:
            head = (*heads[0], colon)
        else:
            yield from heads
            if not cell:
                return
            room = _STEP if width >= _NARROWEST_COLUMN + _STEP else 0
            head = blank(room)
        for pieces in self._cell_lines(cell, width - room, Role.TEXT):
            yield (*head, *pieces)
            head = blank(room)
