"""Where in a text a description may stand: short pieces of it are looked up, and joined to ways.

The pieces of the text that are looked up do not overlap, which makes their table small and quick
to build; those of the description do (the seeds of BLAT: Kent, Genome Research 12, 2002). Texts
are compared under `fold`, without white space and with one form of each punctuation mark.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from reader.model import Span
from reader.text.fold import fold

_PIECE, _SHORT_PIECE = 6, 3  # compared characters; what is twice as long but one is surely found
_LONG = 20_000  # compared characters of a text, from which on the longer pieces tell more
_HITS = 200  # pieces of the text that are joined; of commoner ones only those about the place
_ABOUT, _MOST_ABOUT = 2_000, 20  # compared characters from the expected place, and pieces there
_LONG_DESCRIPTION, _STEP = 2_000, 7  # of so long a one every seventh piece tells enough
_TRIED = 8  # ways that are gone, those that most pieces speak for
_SLACK = 48  # compared characters, at least, that may be put in or taken out on one way
_MANY = 100  # places of a piece, from which on the text itself is searched

_PUNCTUATION = str.maketrans(
    dict.fromkeys("。｡", ".")
    | dict.fromkeys("“”„‟«»「」『』〝〞", '"')
    | dict.fromkeys("‘’‚‛", "'")
    | dict.fromkeys("—–―－", "-")
)


class _Forms(dict[int, str | None]):
    """How each character is compared, found when it is first met; None for white space."""

    def __missing__(self, code: int) -> str | None:
        folded = fold(chr(code)).translate(_PUNCTUATION)
        self[code] = form = None if folded == " " else folded
        return form


_FORMS = _Forms()


class Compared:
    """A text as it is compared, and the way back; a place is an offset in what is compared."""

    def __init__(self, text: str) -> None:
        self.text = text.translate(_FORMS)
        self._spaces = [match.start() for match in re.finditer(r"\s", text)]
        self._before_space = [space - index for index, space in enumerate(self._spaces)]
        self.piece = _PIECE if len(self.text) > _LONG else _SHORT_PIECE
        """Compared characters of a piece of this text."""

    def place(self, offset: int) -> int:
        """Return how many characters are compared before `offset` in the text."""
        return offset - bisect_left(self._spaces, offset)

    def span(self, start: int, end: int) -> Span:
        """Return what stands from place `start` to place `end`, without white space around it."""
        return Span(self._offset(start), self._offset(end - 1) + 1)

    def _offset(self, place: int) -> int:
        return place + bisect_right(self._before_space, place)

    def places(self, piece: str) -> Sequence[int]:
        """Return the places, multiples of a piece's length, at which `piece` stands, in order."""
        last, often = self._pieces
        return often.get(piece) or ((last[piece],) if piece in last else ())

    @cached_property
    def _pieces(self) -> tuple[dict[str, int], dict[str, list[int]]]:
        """The last place of each piece, and all places of those that have several."""
        starts = range(0, len(self.text) - self.piece + 1, self.piece)
        pieces = [self.text[start : start + self.piece] for start in starts]
        last = dict(zip(pieces, starts, strict=True))
        often: dict[str, list[int]] = {}
        found = zip(pieces, starts, strict=True)
        for piece, start in [each for each in found if last[each[0]] != each[1]]:
            often.setdefault(piece, []).append(start)
        for piece, places in often.items():
            places.append(last[piece])
        return last, often

    def stands_once(self, words: str) -> bool:
        """Tell whether `words` stand in the text, and in one place."""
        if len(words) < 2 * self.piece - 1:
            return _found_once(self.text, words)
        # Wherever they stand, a multiple of a piece's length is among the first few places.
        found: set[int] = set()
        for skip in range(self.piece):
            places = self.places(words[skip : skip + self.piece])
            if len(places) > _MANY:
                return _found_once(self.text, words)
            starts = (place - skip for place in places)
            found.update(start for start in starts if self.text.startswith(words, start))
            if len(found) > 1:
                return False
        return len(found) == 1


def _found_once(text: str, words: str) -> bool:
    first = text.find(words)
    return first >= 0 and text.find(words, first + 1) < 0


class Way:
    """Pieces of a description in a text, in the order of both: its way through the text."""

    def __init__(self, length: int, hits: Iterable[tuple[int, int]]) -> None:
        """Take the text's length and the pieces that may be on the way, the surest first.

        A piece is its index in the description and its place in the text.
        """
        self._length = length
        self._hits: list[tuple[int, int]] = []
        for index, place in hits:
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
        indices = [index for index, _ in self._hits]
        begin, end = bisect_left(indices, first), bisect_left(indices, last)
        starts = _shifts(self._hits[max(begin - 1, 0) : begin] + self._hits[begin:end][:1])
        ends = _shifts(self._hits[begin:end][-1:] + self._hits[end : end + 1])
        for start_shift in starts or ends:
            for end_shift in ends or starts:
                start, stop = max(first + start_shift, 0), min(last + end_shift, self._length)
                if start < stop:
                    yield start, stop


def ways(text: Compared, description: str, expected: int) -> Iterator[Way]:
    """Yield the ways that `description` may take through `text`, the best founded first.

    Among equals the one nearest to the place `expected` comes first.
    """
    hits = _hits(text, description, expected)
    slack = max(_SLACK, len(description) // 4)
    votes = Counter(place - index for index, place in hits)
    taken: list[int] = []
    for shift in sorted(votes, key=lambda shift: (-votes[shift], abs(shift - expected))):
        if len(taken) == _TRIED:
            return
        if all(abs(shift - other) > slack for other in taken):
            taken.append(shift)
            near = [hit for hit in hits if abs(hit[1] - hit[0] - shift) <= slack]
            near.sort(key=lambda hit: abs(hit[1] - hit[0] - shift))
            yield Way(len(text.text), near)


def _hits(text: Compared, description: str, expected: int) -> list[tuple[int, int]]:
    """Return index and place of pieces that description and text share, the rarest first."""
    step = 1 if len(description) < _LONG_DESCRIPTION else _STEP
    pieces = [
        (index, text.places(description[index : index + text.piece]))
        for index in range(0, len(description) - text.piece + 1, step)
    ]
    hits: list[tuple[int, int]] = []
    for index, places in sorted(pieces, key=lambda piece: len(piece[1])):
        if len(hits) + len(places) > max(_HITS, len(description)):
            low = bisect_left(places, expected + index - _ABOUT)
            high = bisect_right(places, expected + index + _ABOUT)
            places = places[low : min(high, low + _MOST_ABOUT)]  # noqa: PLW2901
        hits += [(index, place) for place in places]
    return hits


def _shifts(hits: Sequence[tuple[int, int]]) -> set[int]:
    return {place - index for index, place in hits}
