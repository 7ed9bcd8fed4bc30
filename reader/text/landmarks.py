"""Landmarks: short stretches that stand once in each of two texts, and so are surely the same.

They are what genomes are first aligned by (maximal unique matches: Delcher and others, Nucleic
Acids Research 27, 1999), all of one length. Of a long text a share of them is looked at, chosen by
what they say, and so the same in both texts (winnowing: Schleimer and others, SIGMOD 2003), with
those at the ends of lines.

What is copied ends somewhere, and what follows may begin alike by chance. So a landmark counts only
if its surroundings go on alike for some characters, or a line ends there in both texts.
"""

from bisect import bisect_left, bisect_right
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.text.anchoring import CHANCE
from reader.text.seeding import Compared, Places

LENGTH = 16
"""Compared characters of a landmark."""

_LONG = 20_000  # compared characters of a text, from which on one stretch in eight is looked at
_EIGHTH = np.uint64(61)  # bits of a key to shift out so that of one in eight nothing is left
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64
)  # odd and without pattern: they join the keys of two stretches of 1, 2, 4 and 8 characters
_MIXED = np.uint64(0xA0761D6478BD642F)


class Landmark(NamedTuple):
    """A place of the old text, and the place of the new one that is surely the same."""

    old: int
    new: int


class Landmarks:
    """The landmarks of two texts: they stand once in each, and what is about them agrees."""

    def __init__(self, old: Compared, new: Compared) -> None:
        self.text = old
        """The old text."""
        before, after = _Stretches(old), _Stretches(new)
        some = max(len(old.text), len(new.text)) > _LONG
        places, others = before.standing_once(some=some), after.standing_once(some=some)
        found = np.searchsorted(after.keys[others], before.keys[places])
        found[found == len(others)] = 0
        both = found < len(others)
        both[both] = after.keys[others[found[both]]] == before.keys[places[both]]
        places, others = places[both], others[found[both]]
        for aside in (-CHANCE, CHANCE):
            goes_on = before.go_on_like(after, places, others, aside)
            places, others = places[goes_on], others[goes_on]
        order = np.argsort(places)
        self._old: list[int] = places[order].tolist()
        self._new: list[int] = others[order].tolist()

    def around(self, place: int) -> list[Landmark]:
        """Return the last that begins at `place` of the old text or before, and the next."""
        index = bisect_right(self._old, place)
        return [self._at(each) for each in (index - 1, index) if 0 <= each < len(self._old)]

    def before(self, place: int) -> Landmark | None:
        """Return the last that ends at `place` of the old text or before."""
        index = bisect_right(self._old, place - LENGTH) - 1
        return self._at(index) if index >= 0 else None

    def behind(self, place: int) -> Landmark | None:
        """Return the first that begins at `place` of the old text or behind."""
        index = bisect_left(self._old, place)
        return self._at(index) if index < len(self._old) else None

    def _at(self, index: int) -> Landmark:
        return Landmark(self._old[index], self._new[index])


class _Stretches:
    """All stretches of `LENGTH` characters of a text, by where they begin."""

    def __init__(self, text: Compared) -> None:
        keys = text.codes.astype(np.uint64)
        for level, factor in enumerate(_FACTORS):
            half = 1 << level
            keys = keys[:-half] * factor + keys[half:]
        self.keys: NDArray[np.uint64] = keys * _MIXED
        """The same where a stretch says the same."""
        breaks = np.frombuffer(text.breaks, np.bool_)
        self._begin_lines = breaks[: len(keys)]
        self._end_lines = breaks[LENGTH : LENGTH + len(keys)]

    def standing_once(self, *, some: bool) -> Places:
        """Return the places of stretches that stand once, of all or some, in the order of keys."""
        if some:
            chosen = (self.keys >> _EIGHTH == 0) | self._begin_lines | self._end_lines
            places: Places = np.flatnonzero(chosen)
        else:
            places = np.arange(len(self.keys))
        places = places[np.argsort(self.keys[places])]
        keys = self.keys[places]
        differs = np.concatenate(([True], keys[1:] != keys[:-1], [True]))
        return places[differs[:-1] & differs[1:]] if len(places) else places

    def go_on_like(
        self, other: "_Stretches", places: Places, others: Places, aside: int
    ) -> NDArray[np.bool_]:
        """Tell which stretches are alike `aside` of here too, or a line ends there in both."""
        ends, others_ends = (
            each._begin_lines if aside < 0 else each._end_lines for each in (self, other)
        )
        there, here = places + aside, others + aside
        alike = (there >= 0) & (here >= 0) & (there < len(self.keys)) & (here < len(other.keys))
        alike[alike] = self.keys[there[alike]] == other.keys[here[alike]]
        return alike | (ends[places] & others_ends[others])
