"""Finding a query in a text, both folded: where it stands, in offsets of the text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from reader.model import Span
from reader.text.fold import fold

MOST = 100_000
"""Hits that are told apart; who finds more will type on."""

_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_WORD = re.compile("[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Hits:
    """Where a query stands in a text, in order; no two overlap."""

    spans: tuple[tuple[int, int], ...] = ()
    """Start and end of each, in code points."""

    def __len__(self) -> int:
        return len(self.spans)

    def __getitem__(self, index: int) -> Span:
        return Span(*self.spans[index])

    def first_from(self, offset: int) -> int:
        """Return the index of the first hit that begins at `offset` or behind it.

        That is the first one of all where there is none; `len(self)` must not be 0.
        """
        index = bisect_left(self.spans, (offset, 0))
        return index if index < len(self.spans) else 0

    def within(self, part: Span) -> Iterator[tuple[int, Span]]:
        """Yield the hits that share a code point with `part`, each with its index."""
        first = bisect_right(self.spans, part.start, key=_end) if part else len(self.spans)
        for index in range(first, len(self.spans)):
            if self.spans[index][0] >= part.end:
                return
            yield index, self[index]


def find(folded: str, query: str) -> Hits:
    """Return the hits of `query` in a text that `fold` folded; the first 100,000 of them.

    White space in the query stands for any white space, and beside a Chinese character for none
    as well; between Chinese and Latin, where authors differ, a space may stand unasked.
    """
    pattern = source(fold(query))
    if not pattern:
        return Hits()
    matches = re.compile(pattern).finditer(folded)
    return Hits(tuple(match.span() for match in islice(matches, MOST)))


def source(query: str) -> str:
    """Return the regular expression of what a folded query finds; none for white space only."""
    words = query.split()
    if not words:
        return ""
    expression = _within_word(words[0])
    for before, word in pairwise(words):
        joined = _CJK.match(before[-1]) or _CJK.match(word[0])
        expression += (" *" if joined else " +") + _within_word(word)
    return expression


def _within_word(word: str) -> str:
    source = re.escape(word[0])
    for before, char in pairwise(word):
        source += (" *" if _may_be_apart(before, char) else "") + re.escape(char)
    return source


def _may_be_apart(before: str, char: str) -> bool:
    cjk, word = _CJK.match, _WORD.match
    return bool((cjk(before) and word(char)) or (word(before) and cjk(char)))


def _end(span: tuple[int, int]) -> int:
    return span[1]
