"""Names found by how they sound: in pinyin, by its initials, by both, or by other characters.

The sole home of pypinyin, which is loaded when it is first asked something: its table takes a
tenth of a second. Tones make no difference; a character sounds in each of its ways (行 is xing and
hang), `v` and `u` stand for ü.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from reader.model import Span
from reader.text.fold import fold

_LETTERS = re.compile("[a-z]+|.")
_TYPED = re.compile("(?=.*[a-z])[a-z'’ \u3400-\u9fff]+")
_CHINESE = re.compile("[\u3400-\u9fff]")
_LONGEST = 32
"""Code points of what is typed that are looked at."""
_MOST_WAYS = 24
"""Ways to cut letters into syllables that are tried, those with long ones first."""
_LEAST = 2
"""Characters that a name must share with what is typed: one alone sounds like a hundred others."""
_AT_ONCE = 200
"""Names looked through by one pattern: it holds up other threads for a moment only."""
_LONGEST_SYLLABLE = 6
_DOUBLE_INITIALS = ("zh", "ch", "sh")


_Way = tuple[frozenset[str], ...]
"""A row of characters that may stand one after the other."""


class Sounding(NamedTuple):
    """A part of a name that sounds as was asked for."""

    name: int
    """The number of the name."""
    span: Span


def looks_like_pinyin(text: str) -> bool:
    """Tell whether a folded text may be pinyin, or pinyin with Chinese in between."""
    return len(text) <= _LONGEST and _TYPED.fullmatch(text) is not None


class Names:
    """Names to be found by their sound."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names; those without Chinese are never found."""
        self._names = [fold(name) for name in names]
        readings = {char: _readings(char) for char in set("".join(self._names))}
        syllables: dict[str, set[str]] = defaultdict(set)
        for char, ways in readings.items():
            for way in ways:
                syllables[way].add(char)
        self._readings = readings
        self._by_syllable = {syllable: frozenset(chars) for syllable, chars in syllables.items()}

    def typed(self, text: str) -> Iterator[Sounding]:
        """Yield where names sound like a folded `text` of letters, which may hold Chinese too."""
        if looks_like_pinyin(text):
            yield from self._matching(self._ways(text))

    def homophones(self, word: str) -> Iterator[Sounding]:
        """Yield where names sound like a folded Chinese word, but are written otherwise."""
        classes = []
        for char in word:
            sounds = _readings(char)
            alike = {other for way in sounds for other in self._by_syllable.get(way, ())}
            classes.append(frozenset(alike | {char}))
        if len(classes) < _LEAST or not any(len(one) > 1 for one in classes):
            return
        for found in self._matching([tuple(classes)]):
            if found.span.of(self._names[found.name]) != word:
                yield found

    def _matching(self, ways: Iterable[_Way]) -> Iterator[Sounding]:
        sources = ["".join(map(_class, way)) for way in ways if len(way) >= _LEAST and all(way)]
        if not sources:
            return
        pattern = re.compile("|".join(dict.fromkeys(sources)))
        for first in range(0, len(self._names), _AT_ONCE):
            some = self._names[first : first + _AT_ONCE]
            if not pattern.search("\n".join(some)):
                continue
            for number, name in enumerate(some, first):
                for match in pattern.finditer(name):
                    yield Sounding(number, Span(*match.span()))

    def _ways(self, text: str) -> list[_Way]:
        """Return the ways to read `text`."""
        ways: list[_Way] = [()]
        pieces = [piece for piece in _LETTERS.findall(text) if piece not in " '’"]
        for number, piece in enumerate(pieces):
            if _CHINESE.match(piece):
                choices: list[_Way] = [(frozenset(piece),)]
            else:
                choices = self._cuts(piece, last=number == len(pieces) - 1)
            ways = [(*way, *choice) for way in ways for choice in choices][:_MOST_WAYS]
        return ways

    def _cuts(self, letters: str, *, last: bool) -> list[_Way]:
        """Return ways to cut letters into syllables and initials, those with long ones first.

        The `last` syllable may be only begun.
        """
        ways: list[list[_Way]] = [[] for _ in letters] + [[()]]
        for start in reversed(range(len(letters))):
            for end in range(min(len(letters), start + _LONGEST_SYLLABLE), start, -1):
                begun = letters[start:end]
                chars = self._by_syllable.get(begun, frozenset())
                unfinished = last and end == len(letters)
                if len(begun) == 1 or begun in _DOUBLE_INITIALS or unfinished:
                    chars |= self._beginning(begun)
                if chars:
                    ways[start] += ((chars, *rest) for rest in ways[end])
            del ways[start][_MOST_WAYS:]
        return ways[0]

    def _beginning(self, letters: str) -> frozenset[str]:
        return frozenset(
            char
            for syllable, chars in self._by_syllable.items()
            if syllable.startswith(letters)
            for char in chars
        )


def _class(chars: frozenset[str]) -> str:
    return f"[{''.join(sorted(chars))}]"


@cache
def _readings(char: str) -> frozenset[str]:
    """Return the syllables of a character, without tones; none for what is not Chinese."""
    if not _CHINESE.match(char):
        return frozenset()
    from pypinyin import Style, pinyin

    (found,) = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore") or [[]]
    plain = {one.replace("ü", "v") for one in found if one.isascii() or "ü" in one}
    return frozenset(plain | {one.replace("v", "u") for one in plain})
