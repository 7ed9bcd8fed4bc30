"""Articles that tell the same story: what was found, and what a person said of it."""

from enum import StrEnum
from typing import NamedTuple

from reader.model import ArticleSummary


class Verdict(StrEnum):
    """What a person said of two articles that are much alike."""

    OPEN = "open"
    """Nothing yet."""
    LINKED = "linked"
    """They are the same story in two places; each names the other."""
    APART = "apart"
    """They are not; nothing is said of it again."""


class Turn(StrEnum):
    """Where the text of an article belongs that is taken into another."""

    EARLIER = "earlier"
    LATER = "later"


class Alike(NamedTuple):
    """Two articles that are much alike."""

    article: ArticleSummary
    other: ArticleSummary
    share: float
    """Which part of their letters stands in clauses that both have: 0 to 1."""
    verdict: Verdict = Verdict.OPEN
