"""What stands before the lines of a block: quote bars, list markers, heading signs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reader.model import Block, BlockKind
from reader.text.line import LayoutOptions, Piece, Role, blank
from reader.text.normalise import one_line
from reader.text.width import cell_width

_LEAST_TEXT = 8  # cells left for the text; frames shrink before it does
_BAR_CELLS = 2
_LEVEL_CELLS = 2  # a level of a list that has no marker, or one cell of it and a space
_WIDEST_MARKER = 12
_CODE_MARGIN = 2


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands before the first line of a block and before its other lines."""

    first: tuple[Piece, ...]
    rest: tuple[Piece, ...]
    cells: int


class Frames:
    """The frames of an article's blocks, made as they are asked for."""

    def __init__(self, blocks: Sequence[Block], options: LayoutOptions) -> None:
        """Take all blocks: the items of a list are set off by the widest of its markers."""
        self._blocks = blocks
        self._options = options
        self._fields = _marker_fields(blocks, options.ambiguous)
        self._bar = "│ " if options.ambiguous == 1 else "| "

    def of(self, index: int) -> Frame:
        """Return the frame of a block."""
        block = self._blocks[index]
        if not (block.quote or block.indent or block.level or block.kind is BlockKind.CODE):
            return _NO_FRAME
        sign, cells, outer = self._own(index, block)
        free = max(self._options.width - _LEAST_TEXT, 0)
        if cells > free:
            sign, cells = (), 0
        bars = min(block.quote, (free - cells) // _BAR_CELLS)
        outer = min(outer, free - cells - bars * _BAR_CELLS)
        before = (*self._bars(bars), *blank(outer))
        return Frame((*before, *sign), (*before, *blank(cells)), bars * _BAR_CELLS + outer + cells)

    def between(self, index: int) -> tuple[Piece, ...]:
        """Return what stands on the blank line before a block: the bars that go on."""
        depth = min(self._blocks[index - 1].quote, self._blocks[index].quote)
        free = max(self._options.width - _LEAST_TEXT, 0)
        return self._bars(min(depth, free // _BAR_CELLS))

    def _bars(self, depth: int) -> tuple[Piece, ...]:
        return (Piece(self._bar * depth, None, Role.QUOTE_BAR),) if depth else ()

    def _own(self, index: int, block: Block) -> tuple[tuple[Piece, ...], int, int]:
        """Return a block's own sign, its cells, and the cells of the lists around it."""
        fields = [field[0] for field in self._fields.get(index, ())]
        if block.marker:
            marker = _shown_marker(block.marker)
            padding = fields[-1] - 1 - cell_width(marker, self._options.ambiguous)
            sign = (Piece(" " * padding + marker + " ", None, Role.MARKER),)
            return sign, fields[-1], sum(fields[:-1])
        if block.kind is BlockKind.HEADING:
            sign = (Piece("#" * block.level + " ", None, Role.HEADING_MARK),)
            return sign, block.level + 1, sum(fields)
        if block.kind is BlockKind.CODE:
            return blank(_CODE_MARGIN), _CODE_MARGIN, sum(fields)
        return (), 0, sum(fields)


_NO_FRAME = Frame((), (), 0)


@lru_cache(maxsize=1024)
def _shown_marker(marker: str) -> str:
    return one_line(marker)[:_WIDEST_MARKER]


@lru_cache(maxsize=1024)
def _marker_cells(marker: str, ambiguous: int) -> int:
    return cell_width(_shown_marker(marker), ambiguous) + 1


def _marker_fields(blocks: Sequence[Block], ambiguous: int) -> dict[int, tuple[list[int], ...]]:
    """Map each block inside lists to the cells that each list's markers take, outermost first.

    The numbers stand in lists of one, because those of a list are known only at its end.
    """
    fields: dict[int, tuple[list[int], ...]] = {}
    open_lists: list[list[int]] = []
    quote = 0
    for index, block in enumerate(blocks):
        depth = block.indent
        if block.quote != quote:
            quote = block.quote
            open_lists = []
        if not depth:
            if open_lists:
                open_lists = []
            if not block.marker:
                continue
            depth = 1
        del open_lists[depth:]
        while len(open_lists) < depth:
            open_lists.append([_LEVEL_CELLS])
        if block.marker:
            cells = _marker_cells(block.marker, ambiguous)
            open_lists[-1][0] = max(open_lists[-1][0], cells)
        fields[index] = tuple(open_lists)
    return fields
