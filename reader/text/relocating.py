"""Finds a passage wherever in a text it has gone, with other words too: see `anchoring`.

What finds it are pieces of the quote and its context (`seeding`); what they lead to is weighed by
how similar it is, and judged by whether it could be anything else.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz.distance import Indel

from reader.model import Span
from reader.model.annotation import Selectors
from reader.text.seeding import Compared, compared, ways

_AROUND = 48  # compared characters around a place in which the quote's own words are looked for
_FAR = 256  # compared characters beside the quote that are looked at in the text it was taken from
_TELLING = 16  # compared characters that, found once in both texts, are the same passage
_TELLING_THERE = 8  # the same in surroundings that are half alike
_CHANCE = 2  # compared characters on either side that agree by chance, and tell no copies apart
_BOTH_SIDES = 8  # compared characters on either side that are enough where that text is not known
_ALIKE, _HALF = 0.75, 0.5  # how similar surroundings are that are the same, or half so
_WHOLE = 2.0  # the weight of a quote's own words in their own context
_SHORTEST_INEXACT = 10  # compared characters of a quote that may have another one among them


class Found(NamedTuple):
    """Where a passage may stand."""

    span: Span
    certain: bool
    """Whether these are its very words, and it is surely they."""


def least_similarity(length: int) -> float:
    """Return how similar other words must be to a quote of `length` compared characters.

    Above 1, which none are, for fewer than 10; then one character in ten may be another one, and
    with the quote's length up to one in four.
    """
    return 2.0 if length < _SHORTEST_INEXACT else 0.75 + 1.5 / length


class Relocation:
    """Finds passages in one text."""

    def __init__(self, text: str) -> None:
        self._here = Compared(text)
        self._described: tuple[str, Compared] | None = None

    def find(self, selectors: Selectors, described: str | None, shift: int) -> Found | None:
        """Return where a passage stands; None where it is gone.

        `described` is the text that it was taken from, if that is known; `shift` how many code
        points from its old place it is expected.
        """
        wanted = _Wanted(selectors, self._here, self._compared(described))
        expected = self._here.place(max(selectors.start + shift, 0))
        if (start := wanted.only_start()) is not None:
            return Found(self._here.span(start, start + len(wanted.exact)), certain=True)
        candidates = sorted(self._candidates(wanted, expected), reverse=True)
        best = next(filter(wanted.is_told, _unmatched(candidates)), None)
        certain = best is not None and wanted.is_told(best, but=_CHANCE)
        if best is None:
            best = next(filter(wanted.is_likely, candidates), None)
        return best and Found(self._here.span(best.start, best.end), certain)

    def _compared(self, described: str | None) -> Compared | None:
        if described is None:
            return None
        if self._described is None or self._described[0] is not described:
            self._described = described, Compared(described)
        return self._described[1]

    def _candidates(self, wanted: "_Wanted", expected: int) -> Iterator["_Candidate"]:
        if not wanted.exact:
            return
        first, length = len(wanted.prefix), len(wanted.exact)
        seen: set[tuple[int, int]] = set()
        if (only := self._here.only_place(wanted.exact)) is not None:
            # A way through its context may lead past it: they can have changed places.
            seen.add((only, only + length))
            if candidate := wanted.weighed(only, only + length, expected):
                yield candidate
        enough = 0  # pieces on a way that is looked at
        for way in ways(self._here, wanted.whole, expected - first):
            if way.pieces < enough:
                return  # the whole description stands elsewhere, and cannot here
            for start, end in way.stretches(first, first + length):
                exact = _nearest(self._here.text, wanted.exact, start)
                found = {(start, end), *((place, place + length) for place in exact)} - seen
                seen |= found
                for stretch in found:
                    if candidate := wanted.weighed(*stretch, expected):
                        if candidate.weight == _WHOLE:
                            enough = max(enough, (way.pieces + 1) // 2)
                        yield candidate


class _Candidate(NamedTuple):
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


class _Wanted:
    """A described passage as it is compared with a text."""

    def __init__(self, selectors: Selectors, here: Compared, described: Compared | None) -> None:
        self.exact, self.prefix, self.suffix = (
            compared(part) for part in (selectors.exact, selectors.prefix, selectors.suffix)
        )
        self.whole = self.prefix + self.exact + self.suffix
        self._here = here
        self._described = None
        self._before, self._behind = self.prefix, self.suffix
        """What stood around the quote: its context, or where that is known more of the text."""
        if described is not None:
            start = described.place(selectors.start)
            end = start + len(self.exact)
            if described.text.startswith(self.exact, start):  # else it is not the text it is said
                self._described = described
                self._before = described.text[max(start - _FAR, 0) : start]
                self._behind = described.text[end : end + _FAR]

    def only_start(self) -> int | None:
        """Return where the quote stands if all of its description does, once in both texts."""
        described = self._described
        if described is None or len(self.whole) < _TELLING or not self.exact:
            return None
        start = self._here.only_place(self.whole)
        if start is None or not described.stands_once(self.whole):
            return None
        return start + len(self.prefix)

    def weighed(self, start: int, end: int, expected: int) -> _Candidate | None:
        """Return what speaks for the stretch from place `start` to `end` of the text.

        None where the words are so different that nothing else can.
        """
        text = self._here.text
        similarity = self._similarity(text[start:end])
        if not similarity:
            return None
        before = _shared_end(self._before, text[max(start - len(self._before), 0) : start])
        behind = _shared_start(self._behind, text[end : end + len(self._behind)])
        return _Candidate(
            weight=similarity + self._context(start, end),
            agreement=before + behind,
            nearness=-abs(start - expected),
            start=start,
            end=end,
            similarity=similarity,
            before=before,
            behind=behind,
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

    def is_told(self, candidate: _Candidate, but: int = 0) -> bool:
        """Tell whether the quote's own words, where they stand, can be no other passage.

        `but` so many characters on either side count for nothing.
        """
        if self._tells_enough(candidate) and self._stands_once(self._telling(candidate, but)):
            return True
        return candidate.context >= _ALIKE and self._stands_once(self.exact)

    def _tells_enough(self, candidate: _Candidate) -> bool:
        """Tell whether quote and agreeing context are long enough to be met but once."""
        if self._described is not None:
            least = _TELLING_THERE if candidate.context >= _HALF else _TELLING
            return len(self._telling(candidate)) >= min(least, len(self._described.text))
        begins = candidate.before == len(self.prefix) == candidate.start
        ends = candidate.behind == len(self.suffix) == len(self._here.text) - candidate.end
        return (candidate.before >= _BOTH_SIDES or begins) and (
            candidate.behind >= _BOTH_SIDES or ends
        )

    def is_likely(self, candidate: _Candidate) -> bool:
        """Tell whether a stretch that is not certain is worth showing to a person."""
        if candidate.similarity < 1:
            least = least_similarity(len(self.exact))
            return candidate.similarity >= (
                least if candidate.context >= _HALF else (1 + least) / 2
            )
        if candidate.context >= _HALF:
            return True
        # Elsewhere it says little if it is short, or was one of several of which one is gone.
        telling = self._telling(candidate)
        return len(telling) >= _TELLING_THERE and (
            self._described is None or self._described.stands_once(telling)
        )

    def _telling(self, candidate: _Candidate, but: int = 0) -> str:
        """Return the quote with as much on either side as is the same, less `but`."""
        start = candidate.start - max(candidate.before - but, 0)
        return self._here.text[start : candidate.end + max(candidate.behind - but, 0)]

    def _stands_once(self, words: str) -> bool:
        """Tell whether `words` stand in one place of each text that is known."""
        return self._here.stands_once(words) and (
            self._described is None or self._described.stands_once(words)
        )


def _unmatched(candidates: Iterable[_Candidate]) -> Iterator[_Candidate]:
    """Yield the quote's own words, the best first, but for those that a better one tells as well.

    What speaks for these stands there too, and so in two places at least.
    """
    better: list[_Candidate] = []
    for candidate in candidates:
        if candidate.similarity < 1:
            continue
        if not any(
            candidate.before <= other.before and candidate.behind <= other.behind
            for other in better
        ):
            better.append(candidate)
            yield candidate


def _nearest(text: str, words: str, place: int) -> list[int]:
    """Return up to two places around `place` where `words` stand, the nearest on either side."""
    low, high = max(place - _AROUND, 0), place + _AROUND + len(words)
    behind = text.find(words, place, high)
    before = text.rfind(words, low, place + len(words))
    return [found for found in dict.fromkeys((before, behind)) if found >= 0]


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
