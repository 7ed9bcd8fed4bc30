"""How much two texts are the same: by the clauses they share, whatever their script or width.

Clauses are the shingles of a text (Broder, "On the resemblance and containment of documents",
1997): a repost keeps nearly all of them, an update most, another story of the same event few. The
smallest hashes of a text stand for all of its clauses when texts that may be alike are looked for
(the bottom-k sketch): two texts that share half of their clauses have two of these in common with a
probability of 0.96, two that share a paragraph of ten with one of 0.06.
"""

import re
import zlib

from reader.text.fold import fold

_CLAUSE = re.compile(r"[^，。！？；：、,.!?;:…—\n\t“”‘’\"'()（）《》【】\[\]]+")
_SHORTEST = 6  # letters of a clause that tells texts apart
_LONGEST = 200_000  # code points that are looked at
_SKETCH = 8
_ENOUGH = 2

Clauses = dict[int, int]
"""The clauses of a text: a hash of each, and how many letters it has."""


def clauses_of(text: str) -> Clauses:
    """Return the clauses of `text` that are long enough to tell it from others."""
    found: Clauses = {}
    for clause in _CLAUSE.findall(fold(text[:_LONGEST])):
        if len(clause) >= _SHORTEST:
            letters = clause.replace(" ", "") if " " in clause else clause
            if len(letters) >= _SHORTEST:
                found[zlib.crc32(letters.encode())] = len(letters)
    return found


def sketch(clauses: Clauses) -> list[int]:
    """Return the hashes under which a text is looked for."""
    return sorted(clauses)[:_SKETCH]


def enough(sketched: int) -> int:
    """Return how many hashes of a sketch of so many two texts share that are worth comparing."""
    return max(1, min(_ENOUGH, sketched // 2))


def likeness(one: Clauses, other: Clauses) -> float:
    """Return which part of the letters of two texts stands in clauses that both have: 0 to 1."""
    total = sum(one.values()) + sum(other.values())
    return 2 * sum(one[key] for key in one.keys() & other.keys()) / total if total else 0.0
