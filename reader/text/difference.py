"""What differs between two texts, sentence by sentence."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?]+[”’」』）)]*|[^。！？!?\n]+")


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

    The sentences of `BOTH` and `OLD` are those of `old`, of `BOTH` and `NEW` those of `new`. The
    method is that of `difflib` (Ratcliff and Obershelp's gestalt pattern matching), which passes
    over sentences that a long text repeats often when it looks for what is the same.
    """
    before, after = sentences_of(old), sentences_of(new)
    return list(_pieces(before, after))


def _pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for kind, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            yield Piece(Side.BOTH, tuple(before[i:j]))
            continue
        if i < j:
            yield Piece(Side.OLD, tuple(before[i:j]))
        if k < m:
            yield Piece(Side.NEW, tuple(after[k:m]))
