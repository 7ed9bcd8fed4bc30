"""How well what is typed fits the name of a command.

What begins a name goes before what begins a word in it, and that before what stands within one.
Letters are never picked from the middle of several words: nearly everything would fit somehow.
"""

import re
from typing import NamedTuple

from reader.model import Span
from reader.text.fold import fold

_WHOLE, _BEGINS, _BEGINS_WORD, _WITHIN, _INITIALS = 1.0, 0.9, 0.8, 0.5, 0.4
_SCATTERED = 0.95
"""What several words are worth that do not stand in a row, in relation to one."""
_LETTER = re.compile("[a-z0-9]")
_LONGEST = 24
"""Letters that are looked for at the beginnings of words."""


class Match(NamedTuple):
    """How well something fits."""

    score: float
    """Above 0, up to 1 for the very name."""
    spans: tuple[Span, ...]
    """What of the name was typed, in order."""


def match(typed: str, name: str) -> Match | None:
    """Return how `typed` fits `name`, or None; script, width and case make no difference."""
    wanted, folded = " ".join(fold(typed).split()), fold(name)
    if not wanted:
        return None
    if found := _word(wanted, folded):
        return found
    words = wanted.split()
    parts = [part for word in words if (part := _word(word, folded))]
    if len(parts) == len(words):
        spans = sorted({span for part in parts for span in part.spans}, key=lambda one: one.start)
        return Match(_SCATTERED * min(part.score for part in parts), tuple(spans))
    return _initials(wanted.replace(" ", ""), folded)


def _word(wanted: str, name: str) -> Match | None:
    """Return the best place of `wanted` in `name`."""
    best: Match | None = None
    start = name.find(wanted)
    while start >= 0:
        score = _score(start, start + len(wanted), name)
        if best is None or score > best.score:
            best = Match(score, (Span(start, start + len(wanted)),))
        start = name.find(wanted, start + 1)
    return best


def _score(start: int, end: int, name: str) -> float:
    if start == 0:
        return _WHOLE if end == len(name) else _BEGINS
    # A Chinese character may begin a word wherever it stands.
    within = _LETTER.match(name[start]) and _LETTER.match(name[start - 1])
    return _WITHIN if within else _BEGINS_WORD


def _initials(wanted: str, name: str) -> Match | None:
    """Return where letters stand at the beginnings of words: `nart` is the next article."""
    if not wanted.isascii() or not wanted.isalnum() or len(wanted) > _LONGEST:
        return None
    begins = "(?<![a-z0-9])"
    pattern = f"(?:|.*?{begins})".join(f"({letter})" for letter in wanted)
    found = re.search(begins + pattern, name)
    if found is None:
        return None
    letters = range(1, len(wanted) + 1)
    return Match(_INITIALS, tuple(Span(*found.span(letter)) for letter in letters))
