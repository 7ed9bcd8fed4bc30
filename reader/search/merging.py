"""Which segments to merge: few are searched faster, and each merge costs what it writes."""

from collections.abc import Sequence

_FEW, _FEW_ENOUGH = 6, 16
"""Segments that are left alone; and while somebody waits, who would rather not for each article."""
_LARGEST = 20_000
"""Articles that a merged segment has at most: what is merged is held in memory meanwhile."""
_ALIKE = 4
"""A segment is merged with smaller ones that together have this share (1 / 4) of its articles."""
_DELETED = 0.3
"""The share of deleted articles from which on a segment is written anew."""


def to_merge(sizes: Sequence[tuple[int, int]], most: int | None = None) -> list[int]:
    """Return which segments to merge into one now, ascending; none where all is well.

    `sizes` holds for each segment its articles, deleted ones included, and how many are deleted.
    The one that they are merged into has up to `most` articles.
    """
    largest = _LARGEST if most is None else min(most, _LARGEST)
    for number, (size, deleted) in enumerate(sizes):
        if deleted and deleted >= _DELETED * size and (most is None or size - deleted <= most):
            return [number]
    if len(sizes) <= (_FEW if most is None else _FEW_ENOUGH):
        return []
    chosen: list[int] = []
    total = 0
    for number in sorted(range(len(sizes)), key=lambda number: sizes[number][0]):
        size = sizes[number][0] - sizes[number][1]
        if total + size > largest or (chosen[1:] and size > _ALIKE * total):
            break
        chosen.append(number)
        total += size
    return sorted(chosen) if chosen[1:] else []
