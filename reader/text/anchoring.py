"""Where a tagged passage stands, also when the text under it has become another.

A passage is described by the selectors of the W3C Web Annotation Data Model (sections 4.2.4 and
4.2.5): its position, and its words with 32 code points on either side. It is looked for

1. where it stood, or has been shifted to with the passages before it, or close by, letter by
   letter with its whole context;
2. wherever its words, or words about it, are found under the fold of `seeding`;
3. there with other words, if they are similar enough; the shorter the quote, the more so.

A place counts as certain only if the quote's very words stand there and what speaks for it stands
nowhere else: in this text, and where that is at hand, in the text that the passage was taken from.
A copy is no proof.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from reader.annotation import Selectors, State
from reader.model import Span
from reader.text.seeding import Compared, ways

CONTEXT = 32
"""Code points of prefix and suffix."""

_NEAR = 10_000  # code points around the expected place that are looked through letter by letter
_AROUND = 48  # compared characters around a place in which the quote's own words are looked for
_FAR = 256  # compared characters beside the quote that are looked at in the text it was taken from
_TELLING = 16  # compared characters that, found once in both texts, are the same passage
_TELLING_THERE = 8  # the same in surroundings that are half alike
_BOTH_SIDES = 8  # compared characters on either side that are enough where that text is not known
_ALIKE, _HALF = 0.75, 0.5  # how similar surroundings are that are the same, or half so
_SHORTEST_INEXACT = 10  # compared characters of a quote that may have another one among them


class Anchored(NamedTuple):
    """Where a passage stands, and how surely; no span for an orphan."""

    span: Span | None
    state: State


ORPHAN = Anchored(None, State.ORPHAN)


def describe(text: str, span: Span) -> Selectors:
    """Return the selectors of `span` in `text`; raises ValueError where it is empty or outside."""
    if not span or span.end > len(text):
        raise ValueError(f"no passage: {span} of {len(text)}")
    return Selectors(
        span.start,
        span.end,
        exact=span.of(text),
        prefix=text[max(span.start - CONTEXT, 0) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
    )


def anchor(text: str, selectors: Selectors, described: str | None = None) -> Anchored:
    """Return where the passage of `selectors` stands in `text`.

    `described` is the text that the selectors were taken from, if it is still known.
    """
    return Anchoring(text).anchor(selectors, described)


def anchor_all(
    text: str, passages: Sequence[Selectors], described: str | None = None
) -> list[Anchored]:
    """Return where each of `passages` stands in `text`, as `anchor` does, and sooner."""
    anchoring = Anchoring(text)
    found = [ORPHAN] * len(passages)
    for index in sorted(range(len(passages)), key=lambda index: passages[index].start):
        found[index] = anchoring.anchor(passages[index], described)
    return found


def least_similarity(length: int) -> float:
    """Return how similar other words must be to a quote of `length` compared characters.

    Above 1, which none are, for fewer than 10; then one character in ten may be another one, and
    with the quote's length up to one in four.
    """
    return 2.0 if length < _SHORTEST_INEXACT else 0.75 + 1.5 / length


class Anchoring:
    """Finds passages in one text; passages asked for in their order are found soonest."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._shift = 0  # how far the last passage that was found had been shifted
        self._described: tuple[str, Compared] | None = None

    @cached_property
    def _here(self) -> Compared:
        return Compared(self._text)

    def anchor(self, selectors: Selectors, described: str | None = None) -> Anchored:
        """See `anchor`."""
        for shift in dict.fromkeys((0, self._shift)):
            if self._stands(selectors, shift):
                return self._found(selectors, selectors.span.shifted(shift))
        near = self._nearby(selectors, described)
        if near is not None:
            return self._found(selectors, near)
        wanted = _Wanted(selectors, self._here, self._compared(described))
        candidates = sorted(self._candidates(wanted), reverse=True) if wanted.exact else []
        sure = next(filter(wanted.is_certain, candidates), None)
        if sure is not None:
            return self._found(selectors, self._here.span(sure.start, sure.end))
        likely = next(filter(wanted.is_likely, candidates), None)
        if likely is not None:
            return Anchored(self._here.span(likely.start, likely.end), State.UNSURE)
        return ORPHAN

    def _found(self, selectors: Selectors, span: Span) -> Anchored:
        self._shift = span.start - selectors.start
        return Anchored(span, State.ANCHORED if span == selectors.span else State.MOVED)

    def _stands(self, selectors: Selectors, shift: int) -> bool:
        """Tell whether quote and context stand, letter by letter, `shift` from where they did."""
        start = selectors.start + shift - len(selectors.prefix)
        whole = selectors.prefix + selectors.exact + selectors.suffix
        return (
            start >= 0
            and self._text.startswith(whole, start)
            and (len(selectors.prefix) == CONTEXT or start == 0)
            and (len(selectors.suffix) == CONTEXT or start + len(whole) == len(self._text))
        )

    def _nearby(self, selectors: Selectors, described: str | None) -> Span | None:
        """Return where quote and whole context stand, letter by letter, about where they did.

        None where they do so in several places there, or did in the text they were taken from.
        """
        if len(selectors.prefix) < CONTEXT or len(selectors.suffix) < CONTEXT:
            return None
        whole = selectors.prefix + selectors.exact + selectors.suffix
        start = _only(whole, self._text, selectors.start + self._shift - CONTEXT)
        if start is None or (
            described is not None and _only(whole, described, selectors.start - CONTEXT) is None
        ):
            return None
        return selectors.span.shifted(start + CONTEXT - selectors.start)

    def _compared(self, described: str | None) -> Compared | None:
        if described is None:
            return None
        if self._described is None or self._described[0] is not described:
            self._described = described, Compared(described)
        return self._described[1]

    def _candidates(self, wanted: "_Wanted") -> Iterator["_Candidate"]:
        first, length = len(wanted.prefix), len(wanted.exact)
        expected = self._here.place(max(wanted.selectors.start + self._shift, 0))
        seen: set[tuple[int, int]] = set()
        for way in ways(self._here, wanted.whole, expected - first):
            for start, end in way.stretches(first, first + length):
                exact = _nearest(self._here.text, wanted.exact, start)
                found = {(start, end), *((place, place + length) for place in exact)}
                for stretch in found - seen:
                    yield wanted.weighed(*stretch, expected)
                seen |= found


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
        self.selectors = selectors
        self.exact, self.prefix, self.suffix = (
            Compared(part).text for part in (selectors.exact, selectors.prefix, selectors.suffix)
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

    def weighed(self, start: int, end: int, expected: int) -> _Candidate:
        """Return what speaks for the stretch from place `start` to `end` of the text."""
        text = self._here.text
        before = _shared_end(self._before, text[max(start - len(self._before), 0) : start])
        behind = _shared_start(self._behind, text[end : end + len(self._behind)])
        similarity = _similarity(self.exact, text[start:end])
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

    def is_certain(self, candidate: _Candidate) -> bool:
        """Tell whether a stretch is surely the passage that was tagged."""
        if candidate.similarity < 1:
            return False
        if self._tells_enough(candidate) and self._stands_once(self._telling(candidate)):
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

    def _telling(self, candidate: _Candidate) -> str:
        """Return the quote with as much on either side as is the same."""
        start, end = candidate.start - candidate.before, candidate.end + candidate.behind
        return self._here.text[start:end]

    def _stands_once(self, words: str) -> bool:
        """Tell whether `words` stand in one place of each text that is known."""
        return self._here.stands_once(words) and (
            self._described is None or self._described.stands_once(words)
        )


def _only(words: str, text: str, place: int) -> int | None:
    """Return where `words` stand around `place`; None where they do not, or more than once."""
    low, high = max(place - _NEAR, 0), max(place + _NEAR, 0) + len(words)
    found = text.find(words, low, high)
    return None if found < 0 or text.find(words, found + 1, high) >= 0 else found


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
    from rapidfuzz.distance import Indel

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
