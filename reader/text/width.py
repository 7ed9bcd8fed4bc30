"""How many terminal cells characters take.

The widths are those of Rich's tables (made from wcwidth's), because Textual draws with them: a
second table would sooner or later disagree with the screen. Ambiguous characters (UAX #11:
`“”‘’…—·×°①→` and others) are one cell wide, or two where the terminal is set so.
"""

import re
import unicodedata

from rich.cells import cell_len, get_character_cell_size

_ZERO_WIDTH_JOINER = "\u200d"
_VARIATION_SELECTOR_16 = "\ufe0f"

# Most text is made of a few ranges where the high byte alone tells the width, so a whole text is
# measured by one `bytes.translate`; all other characters are looked up one by one.
_WIDE_PAGES = (*range(0x30, 0xA0), *range(0xAC, 0xD8), 0xFF)
_PAGE_WIDTHS = bytes(2 if page in _WIDE_PAGES else 1 for page in range(0x100))
_ALWAYS_NARROW = " -~"
_NARROW_BY_DEFAULT = "\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u2190-\u22ff"
_ALWAYS_WIDE = (
    "\u3000-\u3029\u3030-\u303e\u3041-\u3096\u309b-\u30ff\u3400-\u4db5\u4e00-\u9fff"
    "\uac00-\ud7a3\uff01-\uff60"
)
_LOOKED_UP = {
    1: re.compile(f"[^{_ALWAYS_NARROW}{_NARROW_BY_DEFAULT}{_ALWAYS_WIDE}]+"),
    2: re.compile(f"[^{_ALWAYS_NARROW}{_ALWAYS_WIDE}]+"),
}
_JOINING = re.compile(f"[{_ZERO_WIDTH_JOINER}{_VARIATION_SELECTOR_16}]")


class _Widths(dict[str, int]):
    """Character to its width, filled as characters are met."""

    def __init__(self, ambiguous: int) -> None:
        super().__init__()
        self._ambiguous = ambiguous

    def __missing__(self, char: str) -> int:
        # A TAB has no place of its own in a laid out line: it is drawn as one space.
        width = 1 if char == "\t" else get_character_cell_size(char)
        if width == 1 and self._ambiguous == 2 and unicodedata.east_asian_width(char) == "A":
            width = 2
        self[char] = width
        return width


_WIDTHS = {1: _Widths(1), 2: _Widths(2)}


def char_widths(text: str, ambiguous: int = 1) -> bytes:
    """Return one byte for each code point of `text`: the cells (0, 1 or 2) it adds to a line.

    Code points that join the character before them (combining marks, what follows a zero width
    joiner) add 0; a variation selector 16 adds the cell that emoji presentation needs.
    """
    if text.isascii() and text.isprintable():
        return b"\1" * len(text)
    pages = text.encode("utf-32-le", "surrogatepass")[1::4]
    widths = bytearray(pages.translate(_PAGE_WIDTHS))
    width_of = _WIDTHS[ambiguous].__getitem__
    for match in _LOOKED_UP[ambiguous].finditer(text):
        widths[match.start() : match.end()] = bytes(map(width_of, match.group()))
    if _ZERO_WIDTH_JOINER in text or _VARIATION_SELECTOR_16 in text:
        _join(text, widths)
    return bytes(widths)


def _join(text: str, widths: bytearray) -> None:
    """Correct `widths` where emoji sequences draw several code points as one character."""
    joined = -1  # what stands behind a joiner: it adds nothing, and neither joins nor selects
    selector = -1
    for match in _JOINING.finditer(text):
        index = match.start()
        if index == joined:
            continue
        if match.group() == _ZERO_WIDTH_JOINER:
            joined = index + 1
            widths[index : joined + 1] = bytes(len(widths[index : joined + 1]))
        else:
            widths[index] = _presentation(text, widths, selector + 1, index)
            selector = index


def _presentation(text: str, widths: bytearray, start: int, index: int) -> int:
    """Return what the variation selector 16 at `index` adds to the character it selects.

    That is the last one with a width at or after `start`, where the search ends: a character is
    selected once.
    """
    base = index - 1
    while base >= start and not widths[base]:
        base -= 1
    if base < start or widths[base] != 1:
        return 0
    return int(cell_len(text[base] + _VARIATION_SELECTOR_16) == 2)


def nearly_cell_width(text: str) -> int:
    """Return the cells of `text`, told by the page of each code point alone: ten times faster.

    Off by one for each half-width form and combining mark; right for Chinese and Latin.
    """
    pages = text.encode("utf-16-le", "surrogatepass")[1::2]
    return len(pages) + pages.translate(_PAGE_WIDTHS).count(2)


def cell_width(text: str, ambiguous: int = 1) -> int:
    """Return the cells that `text` takes on one line."""
    return sum(char_widths(text, ambiguous))
