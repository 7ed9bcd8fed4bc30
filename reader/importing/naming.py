"""A title for what names itself nowhere."""

from collections.abc import Sequence
from pathlib import PurePath

from reader.i18n import tr
from reader.text.normalise import one_line

_OPENING = 30  # code points
_LONGEST = 100


def title_from(name: str, lines: Sequence[str]) -> str:
    """Return the file name without its suffix; without one, how the text opens."""
    stem = one_line(PurePath(name).stem, _LONGEST)
    if stem:
        return stem
    opening = one_line(lines[0]) if lines else ""
    if len(opening) > _OPENING:
        opening = opening[:_OPENING] + "…"
    return opening or tr("Untitled")
