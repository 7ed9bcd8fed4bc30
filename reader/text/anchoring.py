"""Where a tagged passage stands, also when the text under it has become another.

A passage is described by the selectors of the W3C Web Annotation Data Model (sections 4.2.4 and
4.2.5): its position, and its words with 32 code points on either side. It is looked for

1. where it stood, or has been shifted to with the passages before it;
2. wherever its words, or words about it, are found: short pieces of the description are looked
   up in a table of the text's pieces, and those that agree on a place are joined (the seeds of
   BLAT: Kent, Genome Research 12, 2002);
3. there with other words, if they are similar enough; the shorter the quote, the more so.

Texts are compared under `fold`, without white space and with one form of each punctuation mark.
Where the text that the selectors were taken from is at hand, a place counts as certain only if
what speaks for it was found once in that text and once in this one: a copy is no proof.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from reader.annotation import Selectors, State
from reader.model import Span
from reader.text.fold import fold

CONTEXT = 32
"""Code points of prefix and suffix."""

_PIECE, _SHORT_PIECE = 6, 3  # compared characters; what is twice as long but one is surely found
_LONG = 20_000  # compared characters of a text, from which on the longer pieces tell more
_COMMON = 100  # a piece that stands in more places tells of none
_TRIED = 8  # places looked at, those that most pieces speak for
_SLACK = 48  # compared characters, at least, that may be put in or taken out around one place
_FAR = 256  # compared characters beside the quote that are looked at in the text it was taken from
_TELLING = 8  # compared characters that, found once in both texts, are the same passage
_BOTH_SIDES = 8  # compared characters on either side that are enough where that text is not known
_ALIKE = 0.75  # how similar surroundings are that are taken for the same
_SHORTEST_INEXACT = 10  # compared characters of a quote that may have another one among them

_PUNCTUATION = str.maketrans(
    dict.fromkeys("。｡", ".")
    | dict.fromkeys("“”„‟«»「」『』〝〞", '"')
    | dict.fromkeys("‘’‚‛", "'")
    | dict.fromkeys("—–―－", "-")
)


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

    @cached_property
    def _here(self) -> "_Compared":
        return _Compared(self._text)

    def anchor(self, selectors: Selectors, described: str | None = None) -> Anchored:
        """See `anchor`."""
        for shift in dict.fromkeys((0, self._shift)):
            if self._stands(selectors, shift):
                return self._found(selectors, selectors.span.shifted(shift))
        wanted = _Wanted(selectors, self._compared(described))
        if not wanted.exact:
            return ORPHAN
        best = max(self._candidates(wanted), default=None)
        if best is None:
            return ORPHAN
        span = self._here.span(best.start, best.end)
        if best.certain:
            return self._found(selectors, span)
        return Anchored(span, State.UNSURE) if best.likely else ORPHAN

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

    _known: "tuple[str, _Compared] | None" = None

    def _compared(self, described: str | None) -> "_Compared | None":
        if described is None:
            return None
        if self._known is None or self._known[0] is not described:
            self._known = described, _Compared(described)
        return self._known[1]

    def _candidates(self, wanted: "_Wanted") -> Iterator["_Candidate"]:
        expected = self._here.place(max(wanted.selectors.start + self._shift, 0)) - wanted.before
        for chain in _chains(self._here, wanted.whole, expected):
            start, end = chain.place(wanted.before), chain.place(wanted.before + len(wanted.exact))
            for place in _nearest(self._here.text, wanted.exact, start):
                yield wanted.candidate(self._here, place, place + len(wanted.exact), expected)
            if 0 <= start < end <= len(self._here.text):
                yield wanted.candidate(self._here, start, end, expected)


class _Compared:
    """A text as it is compared, and the way back; a place is an offset in what is compared."""

    def __init__(self, text: str) -> None:
        folded = fold(text).translate(_PUNCTUATION)
        self.text = folded.replace(" ", "")
        self._spaces = [match.start() for match in re.finditer(" ", folded)]
        self._before_space = [space - index for index, space in enumerate(self._spaces)]
        self.piece = _PIECE if len(self.text) > _LONG else _SHORT_PIECE

    def place(self, offset: int) -> int:
        """Return how many characters are compared before `offset` in the text."""
        return offset - bisect_left(self._spaces, offset)

    def span(self, start: int, end: int) -> Span:
        """Return what stands from place `start` to place `end`, without white space around it."""
        return Span(self._offset(start), self._offset(end - 1) + 1)

    def _offset(self, place: int) -> int:
        return place + bisect_right(self._before_space, place)

    @cached_property
    def pieces(self) -> dict[str, list[int]]:
        """The places, multiples of a piece's length, at which each piece stands."""
        found: dict[str, list[int]] = {}
        text = self.text
        for place in range(0, len(text) - self.piece + 1, self.piece):
            found.setdefault(text[place : place + self.piece], []).append(place)
        return found

    def stands_once(self, words: str) -> bool:
        """Tell whether `words` stand in the text, and in one place."""
        if len(words) < 2 * self.piece - 1:
            first = self.text.find(words)
            return first >= 0 and self.text.find(words, first + 1) < 0
        # Wherever they stand, a multiple of a piece's length is among the first few places.
        places: set[int] = set()
        for skip in range(self.piece):
            found = self.pieces.get(words[skip : skip + self.piece], ())
            if len(found) > _COMMON:
                return self.text.find(words, self.text.find(words) + 1) < 0
            starts = (place - skip for place in found)
            places.update(start for start in starts if self.text.startswith(words, start))
            if len(places) > 1:
                return False
        return len(places) == 1


class _Wanted:
    """A described passage as it is compared."""

    def __init__(self, selectors: Selectors, described: _Compared | None) -> None:
        self.selectors = selectors
        self.exact, self.prefix, self.suffix = (
            _Compared(part).text for part in (selectors.exact, selectors.prefix, selectors.suffix)
        )
        self.before = len(self.prefix)
        self.whole = self.prefix + self.exact + self.suffix
        self._described = described
        self._start = 0
        if described is not None:
            self._start = described.place(selectors.start)
            if not described.text.startswith(self.exact, self._start):
                self._described = None  # another text than was said

    def candidate(self, here: _Compared, start: int, end: int, expected: int) -> "_Candidate":
        """Weigh the stretch from place `start` to `end` of the text."""
        exact = here.text[start:end] == self.exact
        agreement = self._agreement(here, start, end)
        context = self._similarity_around(here, start, end)
        similarity = 1.0 if exact else _similarity(self.exact, here.text[start:end])
        certain = exact and self._is_certain(here, start, agreement, context)
        return _Candidate(
            certain=certain,
            likely=self._is_likely(here, similarity, context),
            weight=similarity + context,
            agreement=sum(agreement),
            nearness=-abs(start - self.before - expected),
            start=start,
            end=end,
        )

    def _agreement(self, here: _Compared, start: int, end: int) -> tuple[int, int]:
        """Return how many characters on either side are the same, without a gap."""
        if self._described is None:
            return (
                _shared_end(self.prefix, here.text[max(start - CONTEXT, 0) : start]),
                _shared_start(self.suffix, here.text[end : end + CONTEXT]),
            )
        old, first, behind = self._described.text, self._start, self._start + len(self.exact)
        return (
            _shared_end(old[max(first - _FAR, 0) : first], here.text[max(start - _FAR, 0) : start]),
            _shared_start(old[behind : behind + _FAR], here.text[end : end + _FAR]),
        )

    def _similarity_around(self, here: _Compared, start: int, end: int) -> float:
        """Return how similar the context is, from 0 to 1; 1 where there is none."""
        sides = (
            (self.prefix, here.text[max(start - len(self.prefix), 0) : start]),
            (self.suffix, here.text[end : end + len(self.suffix)]),
        )
        length = len(self.prefix) + len(self.suffix)
        weighed = sum(_similarity(one, other) * len(one) for one, other in sides if one)
        return weighed / length if length else 1.0

    def _is_certain(
        self, here: _Compared, start: int, agreement: tuple[int, int], context: float
    ) -> bool:
        """Tell whether the quote's words at `start` are surely the passage that was tagged."""
        before, behind = agreement
        telling = here.text[start - before : start + len(self.exact) + behind]
        if self._described is not None:
            sides = len(telling) >= min(_TELLING, len(self._described.text))
        else:
            begins = before == len(self.prefix) == start
            ends = behind == len(self.suffix) == len(here.text) - start - len(self.exact)
            sides = (before >= _BOTH_SIDES or begins) and (behind >= _BOTH_SIDES or ends)
        return (sides and self._stands_once(here, telling)) or (
            context >= _ALIKE and self._stands_once(here, self.exact)
        )

    def _stands_once(self, here: _Compared, words: str) -> bool:
        """Tell whether `words` stand in one place of each text that is known."""
        return here.stands_once(words) and (
            self._described is None or self._described.stands_once(words)
        )

    def _is_likely(self, here: _Compared, similarity: float, context: float) -> bool:
        """Tell whether a place that is not certain is worth showing to a person."""
        length = len(self.exact)
        if similarity < 1:
            least = least_similarity(length)
            return similarity >= (least if context >= 0.5 else (1 + least) / 2)
        if context >= 0.5:
            return True
        # Alone it says little if it is short, or if it was one of several and one is gone.
        repeated = self._described is not None and not self._described.stands_once(self.exact)
        return length >= _TELLING and not repeated


class _Candidate(NamedTuple):
    """A stretch that may be the passage; the greatest is the best."""

    certain: bool
    likely: bool
    weight: float
    """How similar the words and the context are: 0 to 2."""
    agreement: int
    """How many characters of the context are the same, without a gap."""
    nearness: int
    """How far it is from where it was expected, below 0."""
    start: int
    end: int


class _Chain:
    """Pieces of a description in a text, in the order of both: the description's way in it."""

    def __init__(self, text: str, whole: str, hits: Iterable[tuple[int, int]]) -> None:
        """Take a text, the description in it, and the pieces that may be its way, best first."""
        self._text = text
        self._whole = whole
        self._hits: list[tuple[int, int]] = []
        """Index in the description and place in the text, both ascending."""
        for index, place in hits:
            at = bisect_left(self._hits, (index, 0))
            before, behind = self._hits[max(at - 1, 0) : at], self._hits[at : at + 1]
            if all(place > other[1] for other in before) and all(
                index < other[0] and place < other[1] for other in behind
            ):
                self._hits.insert(at, (index, place))

    def place(self, index: int) -> int:
        """Return where what stands at `index` of the description would begin in the text.

        The nearest piece on either side is followed as far as the two agree.
        """
        after = bisect_left(self._hits, (index, 0))
        if after < len(self._hits):
            at, place = self._hits[after]
            run = _shared_end(self._whole[index:at], self._text[max(place - at + index, 0) : place])
            if run == at - index or not after:
                return place - (at - index)
        at, place = self._hits[after - 1]
        return place + index - at


def _chains(here: _Compared, whole: str, expected: int) -> Iterator[_Chain]:
    """Yield the ways that `whole` may take through the text, the best founded first.

    Among equals the one nearest to `expected` comes first.
    """
    hits = [
        (index, place)
        for index in range(len(whole) - here.piece + 1)
        for place in _telling(here.pieces.get(whole[index : index + here.piece], ()))
    ]
    slack = max(_SLACK, len(whole) // 4)
    votes = Counter(place - index for index, place in hits)
    ways = sorted(votes, key=lambda way: (-votes[way], abs(way - expected)))
    taken: list[int] = []
    for way in ways:
        if len(taken) == _TRIED:
            return
        if any(abs(way - other) <= slack for other in taken):
            continue
        taken.append(way)
        near = [hit for hit in hits if abs(hit[1] - hit[0] - way) <= slack]
        near.sort(key=lambda hit: abs(hit[1] - hit[0] - way))
        yield _Chain(here.text, whole, near)


def _telling(places: Sequence[int]) -> Sequence[int]:
    return places if len(places) <= _COMMON else ()


def _nearest(text: str, words: str, place: int) -> list[int]:
    """Return up to two places around `place` where `words` stand, the nearest on either side."""
    low, high = max(place - _SLACK, 0), place + _SLACK + len(words)
    behind = text.find(words, max(place, 0), max(high, 0))
    before = text.rfind(words, low, max(place, 0) + len(words))
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
