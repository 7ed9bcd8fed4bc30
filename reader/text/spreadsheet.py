"""Cells that a spreadsheet reads as text: what looks like a formula is guarded by an apostrophe."""

import re

_GUARD = "'"
_FORMULA = re.compile(r"[\s'\"]*[=+\-@＝＋－＠|%]|[\t\r]")


def guarded(cell: str) -> str:
    """Return `cell` so that no spreadsheet calculates it."""
    return _GUARD + cell if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return what `guarded` was given."""
    guard, _, rest = cell.partition(_GUARD)
    return rest if not guard and rest != cell and _FORMULA.match(rest) else cell
