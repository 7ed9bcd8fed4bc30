"""What differs between two texts, sentence by sentence."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?]+[”’」』）)]*|[^。！？!?\n]+")

_QUICK = 100
"""Sentences up to which all that repeats is compared."""


class Side(StrEnum):
    """Which of two texts holds a sentence."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


class Piece(NamedTuple):
    """Sentences that stand one after the other, all in the same of the texts."""

    side: Side
    sentences: tuple[str, ...]


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text, white space around them left out."""
    found = (sentence.strip() for sentence in _SENTENCE.findall(text))
    return [sentence for sentence in found if sentence]


def differences(old: str, new: str) -> list[Piece]:
    """Return the pieces that make up both texts, in order; what is old comes before what is new.

    The sentences of `BOTH` and `OLD` are those of `old`, of `BOTH` and `NEW` those of `new`. What
    is the same is found as Bram Cohen's patience diff does: sentences that stand once in both
    texts hold them together (the longest rising subsequence of their places), what lies between is
    compared by itself. Time grows with the length of the texts.
    """
    before, after = sentences_of(old), sentences_of(new)
    return list(_pieces(before, after))


def _pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    same: list[str] = []
    i = j = 0
    for k, m in (*_matches(before, after), (len(before), len(after))):
        if same and (i < k or j < m):
            yield Piece(Side.BOTH, tuple(same))
            same = []
        if i < k:
            yield Piece(Side.OLD, tuple(before[i:k]))
        if j < m:
            yield Piece(Side.NEW, tuple(after[j:m]))
        same += before[k : k + 1]
        i, j = k + 1, m + 1
    if same:
        yield Piece(Side.BOTH, tuple(same))


def _matches(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where in both a sentence stands that both have, rising."""
    i = j = 0
    for k, m in (*_anchors(before, after), (len(before), len(after))):
        for n, p in _between(before[i:k], after[j:m]):
            yield i + n, j + p
        if k < len(before):
            yield k, m
        i, j = k + 1, m + 1


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of the most sentences that stand once in both, in the same order."""
    once = {sentence for sentence, count in Counter(before).items() if count == 1}
    places = {sentence: place for place, sentence in enumerate(after)}
    once &= {sentence for sentence, count in Counter(after).items() if count == 1}
    pairs = [(i, places[sentence]) for i, sentence in enumerate(before) if sentence in once]
    ends: list[int] = []  # of the rising subsequences of each length, the least last place
    longest: list[int] = []  # which length each pair ends
    for _, place in pairs:
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        longest.append(length)
    found: list[tuple[int, int]] = []
    wanted = len(ends) - 1
    for pair, length in zip(reversed(pairs), reversed(longest), strict=True):
        if length == wanted and (not found or pair[1] < found[-1][1]):
            found.append(pair)
            wanted -= 1
    return found[::-1]


def _between(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield what is the same between two anchors: both ends, and all of it where that is quick."""
    head = _common(before, after)
    yield from ((n, n) for n in range(head))
    tail = _common(before[head:][::-1], after[head:][::-1])
    i, j = len(before) - tail, len(after) - tail
    if max(i, j) - head <= _QUICK:
        blocks = SequenceMatcher(None, before[head:i], after[head:j], False).get_matching_blocks()
        for k, m, size in blocks:
            yield from ((head + k + n, head + m + n) for n in range(size))
    yield from ((i + n, j + n) for n in range(tail))


def _common(before: Sequence[str], after: Sequence[str]) -> int:
    """Return how many sentences at the beginning are the same."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(before), len(after)))
