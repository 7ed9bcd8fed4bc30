"""How many terminal cells characters take.

The widths are those of Rich's tables (made from wcwidth's), because Textual draws with them: a
second table would sooner or later disagree with the screen. Ambiguous characters (UAX #11:
`“”‘’…—·×°①→` and others) are one cell wide, or two where the terminal is set so.
"""

import unicodedata
from itertools import accumulate

from rich.cells import get_character_cell_size

_ZERO_WIDTH_JOINER = "\u200d"
_VARIATION_SELECTOR_16 = "\ufe0f"


class _Widths(dict[int, int]):
    """Code point to the code point of its width, filled as characters are met."""

    def __init__(self, ambiguous: int) -> None:
        super().__init__()
        self._ambiguous = ambiguous

    def __missing__(self, code: int) -> int:
        char = chr(code)
        width = get_character_cell_size(char)
        if width == 1 and self._ambiguous == 2 and unicodedata.east_asian_width(char) == "A":
            width = 2
        self[code] = width
        return width


_WIDTHS = {1: _Widths(1), 2: _Widths(2)}


def char_widths(text: str, ambiguous: int = 1) -> bytes:
    """Return one byte for each code point of `text`: the cells (0, 1 or 2) it adds to a line.

    Code points that join the character before them (combining marks, what follows a zero width
    joiner) add 0; a variation selector 16 adds the cell that emoji presentation needs.
    """
    widths = text.translate(_WIDTHS[ambiguous]).encode("latin-1")
    if _ZERO_WIDTH_JOINER in text or _VARIATION_SELECTOR_16 in text:
        return _with_sequences(text, bytearray(widths))
    return widths


def _with_sequences(text: str, widths: bytearray) -> bytes:
    """Correct `widths` where emoji sequences draw several code points as one character."""
    base = -1
    index = 0
    while index < len(text):
        char = text[index]
        if char == _ZERO_WIDTH_JOINER and index + 1 < len(text):
            widths[index] = widths[index + 1] = 0
            index += 1
        elif char == _VARIATION_SELECTOR_16:
            if base >= 0 and widths[base] == 1 and _cells(text[base] + char) == 2:
                widths[index] = 1
            base = -1
        elif widths[index]:
            base = index
        index += 1
    return bytes(widths)


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def cell_offsets(text: str, ambiguous: int = 1) -> list[int]:
    """Return `len(text) + 1` numbers: the cell at which each code point begins, then the total."""
    return [0, *accumulate(char_widths(text, ambiguous))]


def cell_width(text: str, ambiguous: int = 1) -> int:
    """Return the cells that `text` takes on one line."""
    return len(text) if text.isascii() else sum(char_widths(text, ambiguous))
