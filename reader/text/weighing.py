"""What speaks for a place where a passage may stand, and whether that is proof: see `anchoring`."""

import operator
from functools import cached_property
from typing import NamedTuple

from rapidfuzz.distance import Indel

from reader.model.annotation import Selectors
from reader.text.anchoring import CHANCE
from reader.text.landmarks import LENGTH, Landmark, Landmarks
from reader.text.seeding import Compared, compared

WHOLE = 2.0
"""The weight of a quote's own words in their own context."""

_FAR = 256  # compared characters beside the quote that are looked at in the text it was taken from
_TELLING = 16  # compared characters that, found once in both texts, are the same passage
_TELLING_THERE = 8  # the same in surroundings that are half alike
_BOTH_SIDES = 8  # compared characters on either side that are enough where that text is not known
_ALIKE, _HALF = 0.75, 0.5  # how similar surroundings are that are the same, or half so
_SHORTEST_INEXACT = 10  # compared characters of a quote that may have another one among them
_BETWEEN = 20_000  # compared characters between landmarks that tell an order
_GROWN, _PUT_IN = 2, 500  # how often as long as it was that may be, and how much longer


def least_similarity(length: int) -> float:
    """Return how similar other words must be to a quote of `length` compared characters.

    Above 1, which none are, for fewer than 10; then one character in ten may be another one, and
    with the quote's length up to one in four.
    """
    return 2.0 if length < _SHORTEST_INEXACT else 0.75 + 1.5 / length


class Candidate(NamedTuple):
    """A stretch of compared text that may be the passage; the greatest is the best."""

    weight: float
    """How similar the words and the context are: 0 to 2."""
    agreement: int
    """How many characters of the context are the same, without a gap."""
    nearness: int
    """How far it is from where it was expected, below 0."""
    start: int
    end: int
    similarity: float
    """How similar the words are; 1 for the quote's own."""
    before: int
    behind: int
    """The parts of `agreement`."""

    @property
    def context(self) -> float:
        """How similar the context is: 0 to 1."""
        return self.weight - self.similarity


class _Between(NamedTuple):
    """The same stretch of both texts, from one landmark to another or an end of the texts."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


class Wanted:
    """A described passage as it is compared with a text."""

    def __init__(self, selectors: Selectors, here: Compared, shared: Landmarks | None) -> None:
        self.exact, self.prefix, self.suffix = (
            compared(part) for part in (selectors.exact, selectors.prefix, selectors.suffix)
        )
        self.whole = self.prefix + self.exact + self.suffix
        self._here = here
        self._shared: Landmarks | None = None
        self._start = 0
        """Where it stood in the text that it was taken from."""
        self._landmarks: dict[Landmark, None] = {}
        """The nearest, before either of its ends and behind."""
        self._before, self._behind = self.prefix, self.suffix
        """What stood around the quote: its context, or where that is known more of the text."""
        if shared is not None and self.exact:
            start = shared.text.place(selectors.start)
            end = start + len(self.exact)
            if shared.text.text.startswith(self.exact, start):  # else it is not the text it is said
                self._shared, self._start = shared, start
                self._landmarks = dict.fromkeys((*shared.around(start), *shared.around(end)))
                self._before = self._old[max(start - _FAR, 0) : start]
                self._behind = self._old[end : end + _FAR]

    @property
    def _end(self) -> int:
        return self._start + len(self.exact)

    @property
    def _old(self) -> str:
        """The text that it was taken from; empty where that is not known."""
        return self._shared.text.text if self._shared else ""

    # Where to look

    def led_to(self) -> int | None:
        """Return where the quote stands in one stretch with a landmark that it stood with."""
        for landmark in self._landmarks:
            shift = landmark.new - landmark.old
            first, last = self._least(shift)
            first, last = min(first, landmark.old), max(last, landmark.old + LENGTH)
            stretch = self._old[first:last]
            if first + shift >= 0 and self._here.text.startswith(stretch, first + shift):
                return self._start + shift
        return None

    def _least(self, shift: int) -> tuple[int, int]:
        """Return from where to where the texts must agree so that the quote does not by chance.

        That is `CHANCE` characters from its far ends, or up to the end of a line in both texts.
        """
        first, last = self._start, self._end
        while first > max(self._end - CHANCE, 0) and not self._ends_line(first + shift, first):
            first -= 1
        most = min(self._start + CHANCE, len(self._old))
        while last < most and not self._ends_line(last + shift, last):
            last += 1
        return first, last

    def expected(self, place: int) -> int:
        """Return where it is expected: by the nearest landmark, without one at `place`."""
        nearest = min(self._landmarks, key=lambda each: abs(each.old - self._start), default=None)
        return place if nearest is None else self._start + nearest.new - nearest.old

    @cached_property
    def _between(self) -> _Between | None:
        """What lies between the landmarks on either side, if it is still about as long."""
        if self._shared is None:
            return None
        before, behind = self._shared.before(self._start), self._shared.behind(self._end)
        if before is None and behind is None:
            return None
        before = before or Landmark(0, 0)
        behind = behind or Landmark(len(self._old) - LENGTH, len(self._here.text) - LENGTH)
        old, new = behind.old - before.old, behind.new - before.new
        if old > _BETWEEN or not 0 < new <= old * _GROWN + _PUT_IN:
            return None
        return _Between(before.old, behind.old + LENGTH, before.new, behind.new + LENGTH)

    # What is there

    def weighed(self, start: int, end: int, expected: int) -> Candidate | None:
        """Return what speaks for the stretch from place `start` to `end` of the text.

        None where the words are so different that nothing else can.
        """
        similarity = self._similarity(self._here.text[start:end])
        if not similarity:
            return None
        before, behind = self._agreement(start, end)
        return Candidate(
            weight=similarity + self._context(start, end),
            agreement=before + behind,
            nearness=-abs(start - expected),
            start=start,
            end=end,
            similarity=similarity,
            before=before,
            behind=behind,
        )

    def _agreement(self, start: int, end: int) -> tuple[int, int]:
        """Return how many characters before and behind are the same, without a gap."""
        text = self._here.text
        return (
            _shared_end(self._before, text[max(start - len(self._before), 0) : start]),
            _shared_start(self._behind, text[end : end + len(self._behind)]),
        )

    def _similarity(self, words: str) -> float:
        """Return how similar `words` are to the quote; 0 where that is not enough."""
        if words == self.exact:
            return 1.0
        if len(self.exact) < _SHORTEST_INEXACT:
            return 0.0
        least = least_similarity(len(self.exact))
        return Indel.normalized_similarity(self.exact, words, score_cutoff=least)

    def _context(self, start: int, end: int) -> float:
        """Return how similar the context is, from 0 to 1; 1 where there is none."""
        text = self._here.text
        sides = (
            (self.prefix, text[max(start - len(self.prefix), 0) : start]),
            (self.suffix, text[end : end + len(self.suffix)]),
        )
        length = len(self.prefix) + len(self.suffix)
        weighed = sum(_similarity(one, other) * len(one) for one, other in sides if one)
        return weighed / length if length else 1.0

    # Whether it is proof

    def is_told(self, candidate: Candidate) -> bool:
        """Tell whether what speaks for the quote's own words stands nowhere else.

        Some of that may be the same by chance.
        """
        if self._tells_enough(candidate) and self._stands_once(self._telling(candidate)):
            return True
        return candidate.context >= _ALIKE and self._stands_once(self.exact)

    def is_surely_told(self, candidate: Candidate) -> bool:
        """Tell whether that is so without what may be the same by chance."""
        if candidate.context >= _ALIKE and self._stands_once(self.exact):
            return True
        return self._tells_surely(candidate) and self._stands_once(self._surely_telling(candidate))

    def is_told_by_order(self, candidate: Candidate) -> bool:
        """Tell whether they stand, once, between what they stood between, once."""
        if candidate.similarity < 1 or self._between is None or self._shared is None:
            return False
        old_start, old_end, new_start, new_end = self._between
        if not (new_start <= candidate.start and candidate.end <= new_end):
            return False
        words = self._surely_telling(candidate)
        return (
            self._tells_surely(candidate)
            and self._shared.text.stands_once_between(words, old_start, old_end)
            and self._here.stands_once_between(words, new_start, new_end)
        )

    def _tells_surely(self, candidate: Candidate) -> bool:
        """Tell whether what agrees is long enough, and the quote is not at its very edge."""
        if not self._tells_enough(candidate):
            return False
        if self._shared is None:
            return True
        first, last = self._least(candidate.start - self._start)
        return candidate.before >= self._start - first and candidate.behind >= last - self._end

    def _tells_enough(self, candidate: Candidate) -> bool:
        """Tell whether quote and agreeing context are long enough to be met but once."""
        if self._shared is not None:
            least = _TELLING_THERE if candidate.context >= _HALF else _TELLING
            return len(self._telling(candidate)) >= min(least, len(self._old))
        sides = (
            (candidate.before, self.prefix, candidate.start),
            (candidate.behind, self.suffix, len(self._here.text) - candidate.end),
        )
        whole = [
            agreeing == len(known) and (len(known) >= 2 * _BOTH_SIDES or agreeing == to_the_end)
            for agreeing, known, to_the_end in sides
        ]
        some = [agreeing >= _BOTH_SIDES for agreeing, _, _ in sides]
        return any(whole) and all(map(operator.or_, whole, some))

    def is_likely(self, candidate: Candidate) -> bool:
        """Tell whether a stretch that is not certain is worth showing to a person."""
        if candidate.similarity < 1:
            least = least_similarity(len(self.exact))
            return candidate.similarity >= (
                least if candidate.context >= _HALF else (1 + least) / 2
            )
        if candidate.context >= _HALF:
            return True
        # Elsewhere a word says little, the more so if it was one of several of which one is gone.
        telling = self._telling(candidate)
        return len(self.exact) >= _TELLING_THERE or (
            len(telling) >= _TELLING_THERE
            and (self._shared is None or self._shared.text.stands_once(telling))
        )

    def _telling(self, candidate: Candidate) -> str:
        """Return the quote with as much on either side as is the same."""
        first, last = candidate.start - candidate.before, candidate.end + candidate.behind
        return self._here.text[first:last]

    def _surely_telling(self, candidate: Candidate) -> str:
        """Return that without what may be the same by chance, where two copies end.

        The last characters on either side count only if they go to the end of a line.
        """
        first = self._surely(candidate, candidate.start - candidate.before, candidate.start)
        last = self._surely(candidate, candidate.end + candidate.behind, candidate.end)
        return self._here.text[first:last]

    def _surely(self, candidate: Candidate, edge: int, quote: int) -> int:
        """Return how far what is the same from the quote's end to `edge` is so not by chance."""
        inward = 1 if edge < quote else -1
        places = range(edge, quote + inward, inward)[: CHANCE + 1]
        for place in (edge, *reversed(places)):
            if self._ends_line(place, place - candidate.start + self._start):
                return place
        return places[-1]

    def _ends_line(self, place: int, old_place: int) -> bool:
        """Tell whether a line ends before a place, and before one of the old text if known."""
        if not 0 <= place < len(self._here.breaks):
            return False
        return bool(self._here.breaks[place]) and (
            self._shared is None or bool(self._shared.text.breaks[old_place])
        )

    def _stands_once(self, words: str) -> bool:
        """Tell whether `words` stand in one place of each text that is known."""
        return self._here.stands_once(words) and (
            self._shared is None or self._shared.text.stands_once(words)
        )


def _similarity(one: str, other: str) -> float:
    """Return the share of characters that two texts have in common, in order: 0 to 1."""
    if one == other:
        return 1.0
    return Indel.normalized_similarity(one, other)


def _shared_start(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    least, most = 0, min(len(one), len(other))
    while least < most:
        middle = (least + most + 1) // 2
        if one[least:middle] == other[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least


def _shared_end(one: str, other: str) -> int:
    """Return how many characters two texts end with alike."""
    return _shared_start(one[::-1], other[::-1])
