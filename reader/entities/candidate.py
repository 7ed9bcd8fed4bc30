"""What the layers of the recogniser propose, and which of it stays."""

from collections.abc import Iterable
from typing import NamedTuple

from reader.model import EntityType, Evidence


class Candidate(NamedTuple):
    """A stretch that one layer takes for a name."""

    start: int
    end: int
    type: EntityType
    evidence: Evidence
    confidence: float
    entity: str = ""
    """The canonical name where the layer knows it."""


def disjoint(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates that stay, in order: the surer, then the longer, then the earlier.

    What overlaps one that stays is dropped.
    """
    ranked = sorted(candidates, key=lambda one: (-one.confidence, one.start - one.end, one.start))
    taken = bytearray(max((one.end for one in ranked), default=0))
    chosen = []
    for one in ranked:
        if one.end > one.start and not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            chosen.append(one)
    return sorted(chosen)
