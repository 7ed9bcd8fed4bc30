"""The layers of recognition, put together."""

import hashlib
from collections.abc import Iterator
from functools import cache

from reader.entities import data, numbers, works
from reader.entities import lexicon as lexicons
from reader.entities.candidate import Candidate, disjoint
from reader.entities.lexicon import Lexicon
from reader.model import Evidence, Mention, Span
from reader.text.fold import fold

VERSION = 1
"""Raised when the same text may get other mentions than before."""


def recognise(text: str, lexicon: Lexicon | None = None) -> list[Mention]:
    """Return the mentions of a canonical text in order; no two overlap.

    `lexicon` is the person's own and overrules all else. Takes time in proportion to the text's
    length; the same text and lexicon give the same mentions.
    """
    folded = fold(text)
    known = lexicons.built_in()
    if lexicon is not None:
        known = known.overlaid(lexicon)
    found = [*works.find(text), *numbers.find(folded), *_known(text, folded, known)]
    return [
        Mention(
            Span(one.start, one.end),
            one.type,
            one.entity or text[one.start : one.end],
            one.evidence,
            one.confidence,
        )
        for one in disjoint(found)
    ]


@cache
def fingerprint() -> str:
    """Return what changes whenever the same text may get other mentions."""
    digest = hashlib.sha256(str(VERSION).encode())
    for name in data.files():
        digest.update(data.text(name).encode())
    return digest.hexdigest()[:16]


def missing() -> tuple[str, ...]:
    """Return what recognition does without, such as a model that was not installed; else ()."""
    return ()


def _known(text: str, folded: str, known: Lexicon) -> Iterator[Candidate]:
    for start, end, entry in known.find(text, folded):
        if entry.type is None or entry.doubtful:
            continue
        evidence = Evidence.USER if entry.by_user else Evidence.LEXICON
        yield Candidate(start, end, entry.type, evidence, 0.9, entry.name)
