"""Cells as Textual counts them, for lines the interface draws itself; and how to change the count.

Textual measures with Rich's tables, where ambiguous characters take one cell. A terminal that
draws them wide would push everything to their right out of place, so with that setting the tables
themselves are changed, for the whole process and before anything is drawn.
"""

import unicodedata
from functools import cache
from itertools import accumulate, pairwise

import rich.cells
from rich.cells import CellTable, cell_len, get_character_cell_size

# Terminals that draw ambiguous characters wide would tear every frame; the pieces frames and
# scrollbars are made of are counted as Textual needs them.
_FRAMES = range(0x2500, 0x25A0)
_PLANES = range(0x20000)
"""The planes that hold ambiguous characters, private use aside."""


def fit(text: str, cells: int) -> str:
    """Return `text`, cut with `…` where it would take more than `cells`."""
    if cell_len(text) <= cells:
        return text
    room = cells - cell_len("…")
    if room < 0:
        return ""
    ends = accumulate(map(get_character_cell_size, text))
    return text[: sum(end <= room for end in ends)].rstrip() + "…"


def fit_end(text: str, cells: int) -> str:
    """Return `text`, its beginning cut where it would take more than `cells`."""
    if cell_len(text) <= cells:
        return text
    room = cells - cell_len("…")
    if room < 0:
        return ""
    ends = accumulate(map(get_character_cell_size, reversed(text)))
    kept = sum(end <= room for end in ends)
    return "…" + text[len(text) - kept :]


def wrapped(text: str, cells: int) -> list[str]:
    """Return `text` in lines of at most `cells`, broken as articles are."""
    from reader.text.linebreak import line_ends  # which most first frames can do without

    starts = [0, *line_ends(text, 0, len(text), cells, ambiguous=cell_len("…"))]
    return [text[start:end].rstrip() for start, end in pairwise(starts)]


def widen_ambiguous() -> None:
    """Count two cells for each ambiguous character (UAX #11) from now on."""
    names = vars(rich.cells)  # not all of these are public, and none can be set otherwise
    narrow_table = names["load_cell_table"]

    @cache
    def wide_table(unicode_version: str = "auto") -> CellTable:
        table: CellTable = narrow_table(unicode_version)
        widths = {
            code: width for start, end, width in table.widths for code in range(start, end + 1)
        }
        for code in _PLANES:
            if code not in _FRAMES and unicodedata.east_asian_width(chr(code)) == "A":
                widths.setdefault(code, 2)
        return table._replace(widths=[(code, code, widths[code]) for code in sorted(widths)])

    names["load_cell_table"] = wide_table
    # Its shortcut takes the letters with accents for narrow; only ASCII surely is.
    names["_is_single_cell_widths"] = str.isascii
    rich.cells.cached_cell_len.cache_clear()
    get_character_cell_size.cache_clear()
