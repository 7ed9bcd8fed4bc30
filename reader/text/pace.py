"""How long a text takes to read."""

import re

_CHARACTERS, _WORDS = 400, 230
"""Chinese characters and Latin words read silently in a minute; usual figures for grown-ups."""

_WORD = r"[A-Za-z\u00c0-\u024f]+(?:['’-][A-Za-z\u00c0-\u024f]+)*"


def reading_seconds(text: str) -> int:
    """Return how many seconds it takes to read `text`: Latin by words, else by characters."""
    words = re.findall(_WORD, text)  # no list needs the pattern
    rest = len(text) - sum(map(len, words)) - text.count(" ")
    return round(60 * (len(words) / _WORDS + rest / _CHARACTERS))


def minutes(seconds: float) -> int:
    """Return `seconds` as one tells them to a reader: in minutes, at least 1."""
    return max(1, round(seconds / 60))
