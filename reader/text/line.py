"""A laid out line and the pieces it is drawn from."""

import re
from dataclasses import dataclass

from reader.model import Span
from reader.text.linebreak import SOFT_HYPHEN, UNDRAWN, find_gaps, line_widths
from reader.text.options import LayoutOptions as LayoutOptions
from reader.text.options import Role as Role
from reader.text.width import char_widths

_WHITE = " \t\u3000\n"
# A terminal piles all marks on one cell; nobody reads more of them than this.
_PILED = re.compile(rb"(?<=\0{16})\0+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line in one role."""

    text: str
    """As it is drawn: one code point for each of the article's, unless it is an ornament."""
    start: int | None
    """The offset of its first code point; None for an ornament, which is not of the text."""
    role: Role


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on one line of the column."""

    pieces: tuple[Piece, ...]
    block: int
    """The index of its block in the structure; -1 for a blank line between blocks."""
    span: Span
    """The part of the text it shows, with the white space at its end that is not drawn. The lines
    of a table's row all have the row's span."""

    @property
    def text(self) -> str:
        """All it draws."""
        return "".join(piece.text for piece in self.pieces)


def blank(cells: int) -> tuple[Piece, ...]:
    """Return an ornament of `cells` spaces."""
    return (Piece(" " * cells, None, Role.SPACE),) if cells > 0 else ()


def cells_of(pieces: tuple[Piece, ...], options: LayoutOptions) -> int:
    """Return the cells that pieces take."""
    return sum(sum(char_widths(piece.text, options.ambiguous)) for piece in pieces)


def draw_line(
    text: str, span: Span, end: int, room: int, role: Role, options: LayoutOptions
) -> tuple[Piece, ...]:
    """Return the pieces of a line of running text that goes on up to `end`.

    White space at its end is not drawn. A word torn at a soft hyphen gets a hyphen, if that still
    has a place in the `room`, in cells.
    """
    shown = span.of(text).rstrip(_WHITE)
    stop = span.start + len(shown)
    pieces = draw(text, span.start, stop, role, options)
    torn = shown.endswith(SOFT_HYPHEN) and stop == span.end < end
    if torn and cells_of(pieces, options) < room:
        return (*pieces, Piece("-", None, role))
    return pieces


def draw(text: str, start: int, end: int, role: Role, options: LayoutOptions) -> tuple[Piece, ...]:
    """Return the pieces of `text[start:end]`, which holds no line end.

    What has no form of its own is left out; a space is set into each gap if there are to be any.
    """
    drawn = text[start:end].replace("\t", " ")
    cuts: list[tuple[int, int]] = []  # what is left out; an empty range is a gap
    if not drawn.isascii():
        widths = line_widths(drawn, options.ambiguous)
        if 0 in widths:
            cuts += [match.span() for match in UNDRAWN.finditer(drawn)]
            cuts += [match.span() for match in _PILED.finditer(widths)]
        if options.gap:
            cuts += [(index, index) for index in find_gaps(drawn)]
    if not cuts:
        return (Piece(drawn, start, role),) if drawn else ()
    pieces: list[Piece] = []
    begin = 0
    for cut, resume in sorted(cuts):
        if cut > begin:
            pieces.append(Piece(drawn[begin:cut], start + begin, role))
        if cut == resume:
            pieces.append(Piece(" ", None, Role.SPACE))
        begin = max(begin, resume)
    if begin < len(drawn):
        pieces.append(Piece(drawn[begin:], start + begin, role))
    return tuple(pieces)
