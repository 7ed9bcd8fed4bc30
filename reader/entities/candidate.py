"""What the layers of the recogniser propose, and which of it stays."""

from collections.abc import Iterable
from typing import NamedTuple

from reader.model.entity import EntityType, Evidence


class Candidate(NamedTuple):
    """A stretch that one layer takes for a name."""

    start: int
    end: int
    type: EntityType
    evidence: Evidence
    confidence: float
    entity: str = ""
    """The canonical name where the layer knows it."""


SURE = 0.6
"""The confidence from which on the longer of two candidates is the better one."""


def disjoint(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates that stay, in order; what overlaps one that stays is dropped.

    The person's own come first; then, of those that are sure, the longest, for a name may hold
    others (清华大学附属中学, 艾森豪威尔号); then the surer.
    """
    ranked = sorted(candidates, key=_rank)
    taken = bytearray(max((one.end for one in ranked), default=0))
    chosen = []
    for one in ranked:
        if one.end > one.start and not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            chosen.append(one)
    return sorted(chosen)


def _rank(one: Candidate) -> tuple[bool, bool, int, float, int]:
    sure = one.confidence >= SURE
    length = one.start - one.end if sure else 0
    return one.evidence is not Evidence.USER, not sure, length, -one.confidence, one.start
