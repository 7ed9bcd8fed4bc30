"""Finds a passage wherever in a text it has gone, with other words too: see `anchoring`.

Where the text that it was taken from is known, most stand beside a landmark (`landmarks`). What
finds the others are pieces of the quote and its context (`seeding`); what these lead to is weighed
by how similar it is, and judged by whether it could be anything else (`weighing`).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reader.model import Span
from reader.model.annotation import Selectors
from reader.text.landmarks import Landmarks
from reader.text.seeding import Compared, ways
from reader.text.weighing import WHOLE, Candidate, Wanted

_COPIES = 4  # places that are looked at of a whole description that stands in several
_AROUND = 48  # compared characters around a place in which the quote's own words are looked for


class Found(NamedTuple):
    """Where a passage may stand."""

    span: Span
    certain: bool
    """Whether these are its very words, and it is surely they."""


class Relocation:
    """Finds passages in one text."""

    def __init__(self, text: str) -> None:
        self._here = Compared(text)
        self._described: tuple[str, Landmarks] | None = None

    def find(self, selectors: Selectors, described: str | None, shift: int) -> Found | None:
        """Return where a passage stands; None where it is gone.

        `described` is the text that it was taken from, if that is known; `shift` how many code
        points from its old place it is expected.
        """
        wanted = Wanted(selectors, self._here, self._shared(described))
        if (start := wanted.led_to()) is not None:
            return Found(self._here.span(start, start + len(wanted.exact)), certain=True)
        expected = wanted.expected(self._here.place(max(selectors.start + shift, 0)))
        candidates = sorted(self._candidates(wanted, expected), reverse=True)
        best = next(filter(wanted.is_told_by_order, candidates), None)
        if best is not None:
            return Found(self._here.span(best.start, best.end), certain=True)
        best = next(filter(wanted.is_told, _unmatched(candidates)), None)
        certain = best is not None and wanted.is_surely_told(best)
        if best is None:
            best = next(filter(wanted.is_likely, candidates), None)
        return best and Found(self._here.span(best.start, best.end), certain)

    def _shared(self, described: str | None) -> Landmarks | None:
        """Return what the text that a passage was taken from has in common with this one."""
        if described is None:
            return None
        if self._described is None or self._described[0] is not described:
            self._described = described, Landmarks(Compared(described), self._here)
        return self._described[1]

    def _candidates(self, wanted: Wanted, expected: int) -> Iterator[Candidate]:
        if not wanted.exact:
            return
        first, length = len(wanted.prefix), len(wanted.exact)
        seen: set[tuple[int, int]] = set()
        looked_up = self._here.looks_up(wanted.exact)
        if looked_up and (only := self._here.only_place(wanted.exact)) is not None:
            # A way through its context may lead past it: they can have changed places.
            seen.add((only, only + length))
            if candidate := wanted.weighed(only, only + length, expected):
                yield candidate
        places = self._here.places(wanted.whole) if self._here.looks_up(wanted.whole) else []
        if len(places) > 1:  # one says as little as the other
            nearest = sorted(places, key=lambda place: abs(place + first - expected))[:_COPIES]
            for place in nearest:
                if candidate := wanted.weighed(place + first, place + first + length, expected):
                    yield candidate
            return
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
                        if candidate.weight == WHOLE:
                            enough = max(enough, (way.pieces + 1) // 2)
                        yield candidate


def _unmatched(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the quote's own words, the best first, but for those that a better one tells as well.

    What speaks for these stands there too, and so in two places at least.
    """
    better: list[Candidate] = []
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
