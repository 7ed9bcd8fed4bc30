"""Two columns on a page of a PDF that holds them row by row: each is read from top to bottom."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pypdf import PageObject

_SHOWING = frozenset((b"Tj", b"TJ", b"'", b'"'))
"""The operators that show text (ISO 32000-1, 9.4.3)."""
_FEWEST = 6  # rows of two columns
_MOST_PIECES = 4  # of a row that is shown piece by piece
_MOST = 0.6  # of the rows have both columns
_FULL = 0.75  # of the longest line most lines are long, where they are prose and no table
_ALIKE = 3.0  # points by which what stands at one edge may differ


class _Piece(NamedTuple):
    """A stretch of text that is shown at once."""

    x: float
    y: float
    """Where it begins, in points from the left and from below."""
    length: int
    """Bytes: one or two for each character."""


def extract(page: "PageObject") -> str:
    """Return the text of a page, a line of it in each line."""
    pieces: list[_Piece] = []

    def note(
        operator: bytes, operands: list[Any], cm: Sequence[float], tm: Sequence[float]
    ) -> None:
        if operator in _SHOWING:
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            pieces.append(_Piece(round(x, 1), round(y, 1), _length(operands)))

    text = page.extract_text(visitor_operand_before=note)
    parts = _parts(pieces)
    if len(set(parts)) < 2:
        return str(text)
    return "\n".join(_only(page, parts, part) for part in sorted(set(parts)))


def _parts(pieces: Sequence[_Piece]) -> list[int]:
    """Return of each piece to which part of the page it belongs, in reading order.

    They are what stands above the columns, the left one, the right one, and what stands below.
    """
    rows = [list(row) for _, row in groupby(pieces, key=lambda piece: piece.y)]
    both = [row for row in rows if 2 <= len(row) <= _MOST_PIECES]
    if len(both) < max(_FEWEST, _MOST * len(rows)):
        return [0] * len(pieces)
    left, right = (Counter(round(row[at].x) for row in both).most_common(1)[0][0] for at in (0, -1))
    both = [row for row in both if _is_at(row[0], left) and _is_at(row[-1], right)]
    if len(both) < max(_FEWEST, _MOST * len(rows)) or not (
        _is_prose(both, 0) and _is_prose(both, -1)
    ):
        return [0] * len(pieces)
    top, foot = max(row[0].y for row in both), min(row[0].y for row in both)
    # The last lines of a column may stand alone.
    pitch = median(abs(one[0].y - other[0].y) for one, other in pairwise(both))

    def part(piece: _Piece) -> int:
        if piece.y > top:
            return 0
        if piece.y < foot - 2 * pitch:
            return 3
        return 2 if piece.x >= right - _ALIKE else 1

    return [part(piece) for piece in pieces]


def _is_at(piece: _Piece, edge: float) -> bool:
    return abs(piece.x - edge) <= _ALIKE


def _is_prose(rows: Sequence[Sequence[_Piece]], at: int) -> bool:
    """Tell whether the lines of a column are mostly full, as those of tables are not."""
    lengths = [row[at].length for row in rows]
    full = sum(length >= _FULL * max(lengths) for length in lengths)
    return full >= _MOST * len(lengths)


def _length(operands: Sequence[Any]) -> int:
    """Return the bytes of text that an operator shows."""
    shown = operands[-1] if operands else b""
    parts = shown if isinstance(shown, list) else [shown]
    return sum(len(part) for part in parts if isinstance(part, str | bytes))


def _only(page: "PageObject", parts: Sequence[int], wanted: int) -> str:
    """Return the text of one part of a page."""
    number = -1

    def blank(operator: bytes, operands: list[Any], *_: object) -> None:
        nonlocal number
        if operator in _SHOWING:
            number += 1
            if parts[number] != wanted and operands:
                operands[-1] = [] if isinstance(operands[-1], list) else b""

    return str(page.extract_text(visitor_operand_before=blank))
