"""The fold that texts are compared under: script, width and case make no difference.

One code point becomes one code point, so that what is found in a folded text stands at the same
offsets in the text itself. Folding twice is folding once.
"""

import pkgutil
import sys
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

_TABLE = ("opencc", "dictionary/TSCharacters.txt")
"""OpenCC's table: a traditional character, TAB, the simplified ones it stands for."""

# Good in either script, so that OpenCC leaves it alone; simplified texts write 看着, not 看著.
_ALSO = {"著": "着"}

_LONG = 200
"""Code points from which on arrays are faster than `str.translate`."""
_CODES = "utf-32-le"
_UNKNOWN = 0xFFFFFFFF  # no code point


def fold(text: str) -> str:
    """Return `text`, as long as it is, as it is compared.

    Each character is mapped to its compatibility form (NFKC) in lower case and simplified script
    as far as that is one character; white space of any kind becomes a space.
    """
    # Eight times faster, but no reason to load numpy, which takes longer than most foldings.
    if len(text) >= _LONG and "numpy" in sys.modules:
        return _folded_by_array(text)
    return text.translate(_folded_characters())


def _folded_by_array(text: str) -> str:
    import numpy as np

    codes = np.frombuffer(text.encode(_CODES, "surrogatepass"), "<u4")
    table = _folded_codes()
    folded = table.take(codes)
    if folded.max() == _UNKNOWN:
        characters = _folded_characters()
        for code in np.unique(codes[folded == _UNKNOWN]).tolist():
            table[code] = ord(characters[code])
        folded = table.take(codes)
    return str(folded.data, _CODES, "surrogatepass")


@cache
def _folded_codes() -> Any:
    """Return an array: the folded form of each code point, filled as they are met."""
    import numpy as np

    return np.full(sys.maxunicode + 1, _UNKNOWN, "<u4")


class _Folded(dict[int, str]):
    """The folded form of each code point, found when it is first met."""

    def __init__(self, simplified: Mapping[str, str]) -> None:
        super().__init__()
        self._simplified = simplified

    def __missing__(self, code: int) -> str:
        self[code] = folded = self._fold(chr(code))
        return folded

    def _fold(self, char: str) -> str:
        for form in (_compatible, str.casefold, self._simple, self._simple, _compatible):
            changed = form(char)
            if len(changed) == 1:
                char = changed
        return " " if char.isspace() else char

    def _simple(self, char: str) -> str:
        return self._simplified.get(char, char)


def _compatible(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


@cache
def _folded_characters() -> _Folded:
    return _Folded({**_ALSO, **simplified()})


@cache
def simplified() -> Mapping[str, str]:
    """Return for each traditional character the simplified one that it mostly stands for."""
    data = pkgutil.get_data(*_TABLE) or b""
    found = {}
    for row in data.decode().removeprefix("\ufeff").splitlines():
        char, *choices = row.split() or [""]
        # What stays as it is in some words (狼藉) is folded in these too: 藉口 is 借口.
        others = [choice for choice in choices if choice != char]
        if others:
            found[char] = others[0]
    return found
