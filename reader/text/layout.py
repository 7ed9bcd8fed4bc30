"""A text laid out in a column of cells: lines, and the way between offsets and places.

Blocks are laid out when they are asked for; the heights of the others are estimated, so that an
article of any length opens at once. `settle` lays out the rest a slice at a time. When the height
of a block above turns out different, lines move: ask `y_of` where a text stands now.
"""

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from operator import add

from reader.model import Block, BlockKind, Span, Structure
from reader.text.breakrule import is_grapheme_start
from reader.text.flow import Code, Flow, Rule
from reader.text.frame import Frames
from reader.text.laidblock import LaidBlock
from reader.text.line import LayoutOptions, Line, Piece, Role, cells_of
from reader.text.normalise import visible
from reader.text.table import Table
from reader.text.width import cell_width, char_widths

__all__ = ["Layout", "LayoutOptions", "Line", "Piece", "Role"]

_SAMPLE = 2048  # code points whose mean width stands for all in estimates


class Layout:
    """An article's text, laid out with one set of options; another width takes another layout."""

    def __init__(self, text: str, structure: Structure, options: LayoutOptions) -> None:
        """Take a canonical text, its structure (without blocks: one paragraph) and the options."""
        self.options = options._replace(width=max(options.width, 1))
        self._text = _drawable(text)
        self._blocks = structure.blocks or (Block(Span(0, len(text))),)
        self._frames = Frames(self._blocks, self.options)
        self._options_of_width: dict[int, LayoutOptions] = {}
        self._laid: dict[int, LaidBlock] = {}
        self._per_line = self._estimated_line()
        self._blanks = self._blank_lines()
        self._heights = self._estimated_heights()
        self._bottoms: list[int] = []  # the line behind each block; empty when out of date
        self._unsettled = 0  # all blocks before this one are complete
        self.revision = 0
        """Grows whenever a block is found to be higher or lower than was thought."""

    # Lines

    @property
    def height(self) -> int:
        """Lines in all; estimated for what is not laid out yet."""
        return self._bottom_lines()[-1]

    def line(self, y: int) -> Line:
        """Return line `y`, counted from 0; a blank one behind the end."""
        block, row = self._place(max(y, 0))
        if block == len(self._blocks):
            end = len(self._text)
            return Line((), -1, Span(end, end))
        if row < 0:
            start = self._blocks[block].span.start
            return Line(self._frames.between(block), -1, Span(start, start))
        laid, frame = self._laid[block], self._frames.of(block)
        prefix = frame.rest if row else frame.first
        return Line((*prefix, *laid.pieces(row)), block, laid.span(row))

    def lines(self, start: int, stop: int) -> list[Line]:
        """Return the lines from `start` up to `stop`, or to the end."""
        lines: list[Line] = []
        for y in range(max(start, 0), stop):
            line = self.line(y)
            if y >= self.height:
                break
            lines.append(line)
        return lines

    def settle(self, budget: int) -> bool:
        """Lay out about `budget` more lines, in order; return whether all are laid out."""
        while self._unsettled < len(self._blocks) and budget > 0:
            block = self._unsettled
            known = self._laid.get(block)
            before = known.found if known else 0
            laid = self._lay_out(block)
            laid.grow(before + budget)
            self._note_height(block)
            budget -= laid.found - before
            if laid.complete:
                self._unsettled += 1
        return self._unsettled == len(self._blocks)

    # Places

    def y_of(self, offset: int) -> int:
        """Return the line that shows the code point at `offset`, or the text just before it."""
        block, row = self._row_of(offset)
        return self._top(block) + row

    def cell_of(self, offset: int) -> tuple[int, int]:
        """Return the line and the cell where the character at `offset` stands.

        For white space that is not drawn and for what separates blocks, that is where the text
        before it ends.
        """
        block, row = self._row_of(offset)
        frame = self._frames.of(block)
        cell = found = frame.cells
        for piece in self._laid[block].pieces(row):
            cells = cells_of((piece,), self.options)
            if piece.start is not None and piece.start <= offset:
                shown = piece.text[: offset - piece.start]
                found = cell + cell_width(shown, self.options.ambiguous)
            cell += cells
        return self._top(block) + row, found

    def offset_at(self, y: int, cell: int) -> int:
        """Return the offset of the grapheme at a cell of line `y`, or of the nearest one.

        Right of a line that is its last grapheme; a line without text has one offset only.
        """
        line = self.line(y)
        offset: int | None = None
        begin = 0
        for piece in line.pieces:
            widths = char_widths(piece.text, self.options.ambiguous)
            end = begin + sum(widths)
            if piece.start is not None:
                if offset is not None and cell < begin:
                    return offset
                index = bisect_right([*accumulate(widths)], max(cell - begin, 0))
                offset = piece.start + _grapheme_at(piece.text, min(index, len(widths) - 1))
            if cell < end and offset is not None:
                return offset
            begin = end
        return line.span.start if offset is None else offset

    def _row_of(self, offset: int) -> tuple[int, int]:
        """Return the block and the row in it that show the code point at `offset`."""
        block = max(bisect_right(self._blocks, offset, key=_start) - 1, 0)
        row = self._lay_out(block).row_of(offset)
        self._note_height(block)
        return block, row

    def _place(self, y: int) -> tuple[int, int]:
        """Return the block and the row in it that stand on line `y`, laid out.

        A negative row is a blank line before the block; behind the end the block is one too many.
        """
        while True:
            block = bisect_right(self._bottom_lines(), y)
            if block == len(self._blocks):
                return block, 0
            row = y - self._top(block)
            if row < 0:
                return block, row
            laid = self._lay_out(block)
            laid.grow(row + 1)
            self._note_height(block)
            # Heights that changed may have moved another block to this line.
            if self._bottoms and row < laid.found:
                return block, row

    # Blocks

    def _lay_out(self, index: int) -> LaidBlock:
        laid = self._laid.get(index)
        if laid is None:
            laid = self._laid[index] = self._set(index)
            self._note_height(index)
        return laid

    def _set(self, index: int) -> LaidBlock:
        block = self._blocks[index]
        width = max(self.options.width - self._frames.of(index).cells, 1)
        options = self._narrowed(width)
        if block.kind is BlockKind.RULE:
            return Rule(block.span, options)
        if block.kind is BlockKind.TABLE:
            return Table(self._text, block.span, options)
        if block.kind is BlockKind.CODE:
            return Code(self._text, block.span, options, per_line=self._per_line)
        role = Role.HEADING if block.kind is BlockKind.HEADING else Role.TEXT
        indent = self.options.indent
        own = self._text[block.span.start : block.span.start + 1].isspace()
        if own or not _is_plain(block) or width <= 2 * indent:
            indent = 0
        return Flow(
            self._text, block.span, options, role=role, indent=indent, per_line=self._per_line
        )

    def _narrowed(self, width: int) -> LayoutOptions:
        options = self._options_of_width.get(width)
        if options is None:
            options = self._options_of_width[width] = self.options._replace(width=width)
        return options

    def _note_height(self, index: int) -> None:
        height = self._laid[index].height
        if height != self._heights[index]:
            self._heights[index] = height
            self._bottoms = []
            self.revision += 1

    def _top(self, index: int) -> int:
        return self._bottom_lines()[index] - self._heights[index]

    def _bottom_lines(self) -> list[int]:
        if not self._bottoms:
            self._bottoms = [*accumulate(map(add, self._blanks, self._heights))]
        return self._bottoms

    # Estimates

    def _estimated_line(self) -> int:
        """Return how many code points a line is likely to hold, from a sample of the text."""
        middle = len(self._text) // 2
        sample = self._text[:_SAMPLE] + self._text[middle : middle + _SAMPLE]
        cells = cell_width(sample, self.options.ambiguous)
        return max(1, round((self.options.width - 0.5) * len(sample) / max(cells, 1)))

    def _estimated_heights(self) -> list[int]:
        """Return about how many lines each block takes; cheap, for an article has thousands."""
        per_line = self._per_line
        spans = [block.span for block in self._blocks]
        heights = [(span.end - span.start) // per_line + 1 for span in spans]
        exact = (BlockKind.TABLE, BlockKind.CODE)
        for index, block in enumerate(self._blocks):
            if block.kind in exact:
                heights[index] = self._text.count("\n", block.span.start, block.span.end) + 1
        return heights

    def _blank_lines(self) -> list[int]:
        """Return how many blank lines stand before each block.

        None where the text has no blank line either: between the items of a tight list.
        """
        spacing, indent = self.options.spacing, self.options.indent
        blanks = [0]
        end = self._blocks[0].span.end
        for index, block in enumerate(self._blocks[1:]):
            span = block.span
            tight = span.start - end == 1
            run_on = indent and _is_plain(self._blocks[index]) and _is_plain(block)
            blanks.append(0 if tight or run_on else spacing)
            end = span.end
        return blanks


# The same article is laid out anew for every width.
_drawable = lru_cache(maxsize=4)(visible)


def _start(block: Block) -> int:
    return block.span.start


def _is_plain(block: Block) -> bool:
    """Tell whether a block is a paragraph of the text itself, not in a list or quote."""
    return block.kind is BlockKind.PARAGRAPH and not (block.indent or block.quote or block.marker)


def _grapheme_at(text: str, index: int) -> int:
    """Return where the grapheme of `text` that covers `index` begins."""
    while index > 0 and not is_grapheme_start(text, 0, index):
        index -= 1
    return index
