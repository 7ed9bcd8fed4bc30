"""The short stretches that a folded text is made of, by which any part of it can be looked up.

Where a character is wide, as Chinese ones are, each pair of neighbours is a gram; where all are
narrow, as Latin ones are, each three, and the last two of them before a wide one or the end. The
last character of a text is one by itself. So at each place of a text exactly one gram begins, and

- a stretch of one or two characters stands in a text if and only if a gram begins with it;
- a text that holds a longer stretch holds all grams of it, save those that its end cuts short.

Spaces and punctuation are characters like others.
"""

import re
from collections import Counter
from operator import add

_WIDE_SET = "\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffef\U00020000-\U0003fffd"
_WIDE = re.compile(f"[{_WIDE_SET}]")
_NARROW_ROW = re.compile(f"[^{_WIDE_SET}]{{2,}}")
_HAN = re.compile("[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]{2,}")

EXACT = 2
"""Code points up to which a stretch is found by grams alone, without a look at the text."""


def grams(folded: str) -> Counter[str]:
    """Return the grams of `folded`, each with how often it stands there."""
    counts = Counter(map(add, folded, folded[1:]))
    for match in _NARROW_ROW.finditer(folded):
        row = match[0]
        pairs = list(map(add, row, row[1:]))
        for pair in set(pairs):
            counts.pop(pair, None)
    for match in _NARROW_ROW.finditer(folded):
        row = match[0]
        counts.update(map(add, map(add, row, row[1:]), row[2:]))
        counts[row[-2:]] += 1
    if folded:
        counts[folded[-1]] += 1
    return counts


def grams_within(stretch: str) -> list[str]:
    """Return grams that every text with `stretch` has, each once; none for the shortest ones."""
    found = [pair for pair in map(add, stretch, stretch[1:]) if _WIDE.search(pair)]
    for match in _NARROW_ROW.finditer(stretch):
        row = match[0]
        found += map(add, map(add, row, row[1:]), row[2:])
        if match.end() < len(stretch):
            found.append(row[-2:])
    return list(dict.fromkeys(found))


def pairs_of_han(folded: str) -> list[str]:
    """Return the grams by which Chinese is ranked, in order: pairs of Chinese characters."""
    rows = (match[0] for match in _HAN.finditer(folded))
    return [pair for row in rows for pair in map(add, row, row[1:])]
