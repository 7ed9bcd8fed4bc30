"""Words that differ by one edit: a character put in, left out or replaced."""

import re
from string import ascii_lowercase, digits

_LETTERS = ascii_lowercase + digits
_LEAST = 3
"""Code points from which on a word is found with an edit; shorter ones are too alike."""
_MOST = 32
"""Code points up to which it is."""


def one_edit(word: str) -> set[str]:
    """Return a folded Latin word and all that differ from it by one edit."""
    if not _LEAST <= len(word) <= _MOST:
        return {word}
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    without = {before + after[1:] for before, after in halves if after}
    replaced = {before + char + after[1:] for before, after in halves if after for char in _LETTERS}
    more = {before + char + after for before, after in halves for char in _LETTERS}
    return {word} | without | replaced | more


def edited(word: str, other: str = r"\w", *, outside: bool = False) -> str:
    """Return a pattern of a folded word as it is, or else with one edit within it.

    `other` matches the character put in or taken instead; with `outside` one may also stand before
    or behind the word.
    """
    ways = [re.escape(word)]
    if _LEAST <= len(word) <= _MOST:
        for at in range(len(word)):
            before, after = re.escape(word[:at]), re.escape(word[at + 1 :])
            ways.append(f"{before}{other}?{after}")
            if at:
                ways.append(f"{before}{other}{re.escape(word[at:])}")
        if outside:
            ways += [f"{other}{ways[0]}", f"{ways[0]}{other}"]
    return f"(?:{'|'.join(ways)})"
