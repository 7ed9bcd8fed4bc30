"""Forms in which dates and names are written, matched whatever their width and script."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from reader.text.fold import simplified

_FOLDED = (
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, "｜丨│︱"), "|")
    | dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003"), " ")
    | {ord("∕"): "/", ord("︰"): ":", ord("〔"): "[", ord("〕"): "]"}
)


@lru_cache(maxsize=256)
def fold(line: str) -> str:
    """Return `line` in simplified script, full-width ASCII, bars and spaces as ASCII.

    Its length is kept. The lines around a body are folded again and again, for each thing that
    may stand there.
    """
    return line if line.isascii() else line.translate(_table())


@cache
def _table() -> dict[int, str | int]:
    return {**{ord(char): simple for char, simple in simplified().items()}, **_FOLDED}


class Forms:
    """The forms in which one thing is written; all are regular expressions over folded lines."""

    def __init__(self, hint: str, *forms: str, flags: int = 0) -> None:
        """Take what every line in one of `forms` holds, quick to look for, and the forms."""
        self._hint = re.compile(hint, flags)
        self._forms = tuple(re.compile(form, flags) for form in forms)

    def matches(self, folded: str) -> Iterator[re.Match[str]]:
        """Yield where `folded` has one of the forms, by form."""
        if self._hint.search(folded):
            for form in self._forms:
                yield from form.finditer(folded)

    def without(self, folded: str) -> str:
        """Return `folded` with a space for each place that has one of the forms."""
        if self._hint.search(folded):
            for form in self._forms:
                folded = form.sub(" ", folded)
        return folded
