"""What all laid out blocks have in common: their lines are found as far as they are asked for."""

from abc import ABC, abstractmethod

from reader.model import Span
from reader.text.line import Piece

_EAGER = 1 << 14  # code points that are laid out at once, for most blocks all


class LaidBlock(ABC):
    """The lines of one block, without what stands before them on each line (bars, markers).

    Only a very long block is ever incomplete, so that its beginning can be shown at once.
    """

    __slots__ = ("_extent", "_per_line", "complete")

    def __init__(self, span: Span, per_line: int) -> None:
        """Take what the block covers, and how many code points to expect on a line."""
        self._extent = span
        self._per_line = max(per_line, 1)
        self.complete = False
        """Whether all lines are found, so that the height is no estimate."""

    @property
    @abstractmethod
    def found(self) -> int:
        """How many lines are found."""

    @property
    @abstractmethod
    def reached(self) -> int:
        """The offset up to which lines are found."""

    @abstractmethod
    def _step(self) -> bool:
        """Find one more line or some; return False if there are no more."""

    @abstractmethod
    def span(self, row: int) -> Span:
        """Return the part of the text that a line, found already, shows."""

    @abstractmethod
    def pieces(self, row: int) -> tuple[Piece, ...]:
        """Return what a line, found already, is drawn from."""

    @abstractmethod
    def row_of(self, offset: int) -> int:
        """Return the line that shows the code point at `offset`; the last one for the end."""

    @property
    def height(self) -> int:
        """Lines, at least 1; estimated while not complete."""
        if self.complete:
            return self.found
        return self.found + (self._extent.end - self.reached) // self._per_line + 1

    def grow(self, lines: int) -> None:
        """Find lines until there are `lines` of them or all."""
        while not self.complete and self.found < lines:
            self.complete = not self._step()

    def begin(self) -> None:
        """Find all lines, or in a very long block the first ones."""
        self._grow_to_offset(self._extent.start + _EAGER)

    def _grow_to_offset(self, offset: int) -> None:
        while not self.complete and self.reached <= offset:
            self.complete = not self._step()
