"""Where in a text a description may stand: short pieces of it are looked up, and joined to ways.

The pieces of the text that are looked up do not overlap, which makes their table small and quick
to build; those of the description do (the seeds of BLAT: Kent, Genome Research 12, 2002). Texts
are compared under `fold`, without white space and with one form of each punctuation mark.

The table is arrays, made once for all descriptions that are looked for. Pieces are told apart by
64 bits of hash; what that finds is compared before anything is said of it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from reader.model import Span
from reader.text.fold import fold

_PIECE, _SHORT_PIECE = 6, 3  # compared characters; what is twice as long but one is surely found
_LONG = 20_000  # compared characters of a text, from which on the longer pieces tell more
_HITS = 200  # pieces of the text that are joined; of commoner ones only those about the place
_ABOUT, _MOST_ABOUT = 2_000, 20  # compared characters from the expected place, and pieces there
_LONG_DESCRIPTION, _STEP = 2_000, 7  # of so long a one every seventh piece tells enough
_TRIED = 8  # ways that are gone, those that most pieces speak for
_SLACK = 48  # compared characters, at least, that may be put in or taken out on one way
_MANY = 500  # places of pieces, from which on the text itself is searched
_LOOKED_UP = 160  # compared characters of words that may stand once

_PUNCTUATION = str.maketrans(
    dict.fromkeys("。｡", ".")
    | dict.fromkeys("“”„‟«»「」『』〝〞", '"')
    | dict.fromkeys("‘’‚‛", "'")
    | dict.fromkeys("—–―－", "-")
)
_MIX = np.array(
    [
        *(0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9),
        *(0xD6E8FEB86659FD93, 0xA0761D6478BD642F, 0xE7037ED1A0B428DB),
    ],
    np.uint64,
)  # odd and without pattern: multiplied and added up they make the hash of a piece
_NO_KEY = np.uint64(0)  # behind the last one; whether it is met is of no account
_UTF_32 = ("utf-32-le", "surrogatepass")

Codes = NDArray[np.uint32]
Places = NDArray[np.int64]


class _Forms(dict[int, str]):
    """How each character is compared, found when it is first met; a space for white space."""

    def __missing__(self, code: int) -> str:
        self[code] = form = fold(chr(code)).translate(_PUNCTUATION)
        return form


_FORMS = _Forms()


def compared(text: str) -> str:
    """Return a short text as it is compared."""
    return text.translate(_FORMS).replace(" ", "")


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode(*_UTF_32), np.uint32)


class Compared:
    """A text as it is compared, and the way back; a place is an offset in what is compared."""

    def __init__(self, text: str) -> None:
        codes = _codes(text)
        forms = np.bincount(codes)  # how often each character stands there: most never do
        for code in np.flatnonzero(forms).tolist():
            forms[code] = ord(_FORMS[code])
        folded = forms.astype(np.uint32)[codes]
        seen = folded != ord(" ")
        self.codes: Codes = folded[seen]
        """The characters of `text`."""
        self.text: str = self.codes.tobytes().decode(*_UTF_32)
        spaces = np.flatnonzero(~seen)
        places = spaces - np.arange(len(spaces))
        self._spaces: list[int] = spaces.tolist()
        self._before_space: list[int] = places.tolist()
        breaks = np.zeros(len(self.codes) + 1, np.bool_)
        breaks[0] = breaks[-1] = True
        breaks[places[codes[spaces] == ord("\n")]] = True
        self.breaks: bytes = breaks.tobytes()
        """A 1 for each place before which a line ends, or the text begins or ends; else a 0."""
        self._only_places: dict[str, int | None] = {}

    def place(self, offset: int) -> int:
        """Return how many characters are compared before `offset` in the text."""
        return offset - bisect_left(self._spaces, offset)

    def span(self, start: int, end: int) -> Span:
        """Return what stands from place `start` to place `end`, without white space around it."""
        return Span(self._offset(start), self._offset(end - 1) + 1)

    def _offset(self, place: int) -> int:
        return place + bisect_right(self._before_space, place)

    @cached_property
    def pieces(self) -> "Pieces":
        """What stands where in it."""
        return Pieces(self.codes)

    def looks_up(self, words: str) -> bool:
        """Tell whether where `words` stand is soon found: by pieces, or since the text is short."""
        return len(words) >= 2 * self.pieces.size - 1 or len(self.text) <= _LONG

    def stands_once(self, words: str) -> bool:
        """Tell whether `words` stand in the text, and in one place."""
        return self.only_place(words) is not None

    def only_place(self, words: str) -> int | None:
        """Return the place where `words` stand; None where they do not, or in several."""
        if words not in self._only_places:
            places = self.places(words)
            self._only_places[words] = places[0] if len(places) == 1 else None
        return self._only_places[words]

    def stands_once_between(self, words: str, start: int, end: int) -> bool:
        """Tell whether `words` stand in one place from `start` to `end`."""
        first = self.text.find(words, start, end)
        return first >= 0 and self.text.find(words, first + 1, end) < 0

    def places(self, words: str) -> list[int]:
        """Return the places where `words` stand; of short or very common ones two at most."""
        size = self.pieces.size
        if len(words) < 2 * size - 1:
            return _first_places(self.text, words)
        # Wherever they stand, one of any `size` pieces in a row begins at a multiple of that.
        row = 0
        firsts, stops = self.pieces.found(words[: 2 * size - 1])
        if int((stops - firsts).sum()) > _MANY:
            firsts, stops = self.pieces.found(words[:_LOOKED_UP])
            before = np.concatenate(([0], np.cumsum(stops - firsts)))
            row = int(np.argmin(before[size:] - before[:-size]))
            firsts, stops = firsts[row : row + size], stops[row : row + size]
            if int((stops - firsts).sum()) > _MANY:
                return _first_places(self.text, words)
        skips, places = self.pieces.listed(firsts, stops)
        starts = set((places - skips - row).tolist())
        return [start for start in starts if start >= 0 and self.text.startswith(words, start)]


def _first_places(text: str, words: str) -> list[int]:
    """Return the first two places where `words` stand."""
    first = text.find(words)
    second = text.find(words, first + 1) if first >= 0 else -1
    return [place for place in (first, second) if place >= 0]


class Pieces:
    """The pieces of a text that begin at multiples of their length, in the order of their keys.

    Where one stands several times its places are in order.
    """

    def __init__(self, codes: Codes) -> None:
        self.size = _PIECE if len(codes) > _LONG else _SHORT_PIECE
        """Compared characters of a piece of this text."""
        keys = _keys(codes, self.size, self.size)
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))[: len(keys)]
        self._keys = np.append(keys[starts], _NO_KEY)
        self._bounds = np.append(starts, (len(keys), len(keys)))
        self._places: Places = order * self.size
        # Which piece and, within it, which place, in one number: both are looked up by halving.
        piece = np.repeat(starts, np.diff(self._bounds[:-1]))
        self._ranked = _ranked(piece, self._places)

    def found(self, words: str, step: int = 1) -> tuple[Places, Places]:
        """Return from where to where in the table every `step`th piece of `words` stands."""
        keys = _keys(_codes(words), self.size, step)
        at = np.searchsorted(self._keys[:-1], keys)
        missing = self._keys[at] != keys
        firsts, stops = self._bounds[at], self._bounds[at + 1]
        stops[missing] = firsts[missing]
        return firsts, stops

    def about(self, firsts: Places, low: Places, high: Places) -> tuple[Places, Places]:
        """Return from where to where pieces stand that do at all, between two places of each."""
        return (
            np.searchsorted(self._ranked, _ranked(firsts, np.maximum(low, 0))),
            np.searchsorted(self._ranked, _ranked(firsts, np.maximum(high, 0)), "right"),
        )

    def listed(self, firsts: Places, stops: Places) -> tuple[Places, Places]:
        """Return, for each place in these parts of the table, the number of the part and it."""
        lengths = stops - firsts
        part = np.repeat(np.arange(len(firsts)), lengths)
        within = np.arange(len(part)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return part, self._places[firsts[part] + within]


def _keys(codes: Codes, size: int, step: int) -> NDArray[np.uint64]:
    """Return the key of every `step`th stretch of `size` characters."""
    wide, count = codes.astype(np.uint64), max(len(codes) - size + 1, 0)
    keys = np.zeros(len(range(0, count, step)), np.uint64)
    for index, factor in enumerate(_MIX[:size]):
        keys += wide[index : index + count : step] * factor
    return keys


def _ranked(pieces: Places, places: Places) -> Places:
    return pieces << 32 | places


class Way:
    """Pieces of a description in a text, in the order of both: its way through the text."""

    def __init__(
        self, length: int, on: Iterable[tuple[int, int]], off: Iterable[tuple[int, int]]
    ) -> None:
        """Take the text's length, the pieces on the way, and those that may be, the surest first.

        A piece is its index in the description and its place in the text.
        """
        self._length = length
        self._hits = sorted(on)
        self.pieces = len(self._hits)
        """How many pieces speak for the way."""
        for index, place in off:
            at = bisect_left(self._hits, (index, 0))
            before, behind = self._hits[max(at - 1, 0) : at], self._hits[at : at + 1]
            if all(place > other[1] for other in before) and all(
                index < other[0] and place < other[1] for other in behind
            ):
                self._hits.insert(at, (index, place))

    def stretches(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Yield from where to where what stands from `first` to `last` of the description may be.

        Either end is told by the pieces within and by those beyond it, which differ where words
        were put in or taken out, or the context has gone elsewhere.
        """
        begin, end = bisect_left(self._hits, (first, 0)), bisect_left(self._hits, (last, 0))
        starts = _shifts(self._hits[max(begin - 1, 0) : begin] + self._hits[begin:end][:1])
        ends = _shifts(self._hits[begin:end][-1:] + self._hits[end : end + 1])
        for start_shift in starts or ends:
            for end_shift in ends or starts:
                start, stop = max(first + start_shift, 0), min(last + end_shift, self._length)
                if start < stop:
                    yield start, stop


def _shifts(hits: list[tuple[int, int]]) -> set[int]:
    return {place - index for index, place in hits}


def ways(text: Compared, description: str, expected: int) -> Iterator[Way]:
    """Yield the ways that `description` may take through `text`, the best founded first.

    Among equals the one nearest to the place `expected` comes first.
    """
    slack = max(_SLACK, len(description) // 4)
    by_shift: dict[int, list[tuple[int, int]]] = {}
    for index, place in _hits(text.pieces, description, expected):
        by_shift.setdefault(place - index, []).append((index, place))
    shifts = sorted(by_shift)
    taken: list[int] = []
    for shift in sorted(shifts, key=lambda each: (-len(by_shift[each]), abs(each - expected))):
        if all(abs(shift - other) > slack for other in taken):
            taken.append(shift)
            low, high = bisect_left(shifts, shift - slack), bisect_right(shifts, shift + slack)
            near = sorted(shifts[low:high], key=lambda each: abs(each - shift))
            off = (hit for each in near[1:] for hit in by_shift[each])
            yield Way(len(text.text), by_shift[shift], off)
            if len(taken) == _TRIED:
                return


def _hits(pieces: Pieces, description: str, expected: int) -> Iterator[tuple[int, int]]:
    """Yield index and place of pieces that description and text share, the rarest first."""
    step = 1 if len(description) < _LONG_DESCRIPTION else _STEP
    firsts, stops = pieces.found(description, step)
    lengths = stops - firsts
    order = np.flatnonzero(lengths)
    order = order[np.argsort(lengths[order], kind="stable")]
    firsts, stops, indices = firsts[order], stops[order], order * step
    total, most = np.cumsum(lengths[order]), max(_HITS, len(description))
    if len(total) and total[-1] > most:
        low, high = expected + indices - _ABOUT, expected + indices + _ABOUT
        begin, end = pieces.about(firsts, low, high)
        firsts = np.where(total > most, begin, firsts)
        stops = np.where(total > most, np.minimum(end, begin + _MOST_ABOUT), stops)
    part, places = pieces.listed(firsts, stops)
    return zip(indices[part].tolist(), places.tolist(), strict=True)
