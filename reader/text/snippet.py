"""Where the terms of a query stand in a text, and the stretches that show it best.

Texts are looked through as they stand, folded, so every index finds the same: a phrase with the
rules of `find`, a word whole or by the pieces that the analyzer cuts it into. Latin pieces are
whole words; Chinese has no gaps between words, so its pieces are found anywhere.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from reader.model import Span
from reader.model.search import Snippet
from reader.text import find
from reader.text.breakrule import is_grapheme_start
from reader.text.edits import edited
from reader.text.find import Hits
from reader.text.fold import fold
from reader.text.query import Field, Match, Term
from reader.text.width import nearly_cell_width

Pieces = Callable[[str], Iterable[str]]
"""Cuts a word as it was typed into what may be found instead of it."""

_Find = Callable[[str], Iterable[tuple[int, int]]]
"""Yields the places, start and end, where something stands in a folded text."""

_LATIN = "0-9a-z\u00df-\u00f6\u00f8-\u024f"
_IS_LATIN = re.compile(f"[{_LATIN}]")

_ALIKE = 1e-9  # scores that differ by less are equal
_MOST_ALIKE = 200
"""Occurrences of one term that a snippet is chosen from."""
_LONGEST_WORD = 20  # code points of a Latin word that is kept whole
_SAMPLE = 200  # code points by which the width of a text's characters is told

_SENTENCE_END = re.compile("[。！？!?…；;\n]+[」』”’）】》)\"']*[ \u3000]*|\\.[ \n]+")
_CLAUSE_END = re.compile("[，、：,:\t][ \u3000]*|[」』”’）】》)] *|——")
_NEVER_FIRST = " \t\u3000\xa0，。、；：！？,.;:!?…」』”’）】》)"
_NOVEL, _KNOWN, _DENSE = 1.0, 0.1, 0.02
"""What a term is worth in a snippet: the first time, if an earlier snippet shows it, again."""


class _Form(NamedTuple):
    """One way in which a term may stand in a text."""

    find: _Find
    size: int
    """Code points; of two forms in one place the longer counts."""
    units: tuple[int, ...]
    """What it tells the reader of: pieces, by number."""
    crumb: bool = False
    """Whether it is one character of a longer word, which says little where that word stands."""


class _Occurrence(NamedTuple):
    start: int
    end: int
    form: int


class Highlighter:
    """Finds the terms of one query in folded texts; made once, used for every text."""

    def __init__(self, terms: Iterable[Term], pieces: Pieces = lambda word: ()) -> None:
        """Take what is to be found; terms of fields that are not in the text are passed over."""
        numbers: dict[str, int] = {}
        forms: list[_Form] = []
        for term in terms:
            if term.field in (Field.ANY, Field.TITLE):
                forms += _forms(term, pieces, numbers)
        self._forms = sorted(forms, key=lambda form: -form.size)
        self._units = [form.units for form in self._forms]
        self._weights = [_weight(piece) for piece in numbers]

    def hits(self, folded: str) -> Hits:
        """Return where the terms stand in a text that `fold` folded; the first 100,000 places."""
        return Hits(tuple(one[:2] for one in self._occurrences(folded)[: find.MOST]))

    def snippets(
        self, text: str, folded: str, *, most: int = 3, cells: int = 100
    ) -> tuple[tuple[Snippet, ...], int]:
        """Return up to `most` stretches of `text`, the best first, and how many hits there are.

        A stretch takes about `cells` cells, lies in one paragraph, and begins and ends with a
        sentence or clause where it can. The best shows most of what was asked for, closest
        together; the next ones what is not shown yet.
        """
        found = self._occurrences(folded)
        if not found:
            return (), 0
        occurrences = _seldom(found)
        begins = _begins(text, occurrences, _code_points(text, occurrences[0].start, cells))
        chosen: list[Span] = []
        shown: set[int] = set()
        while len(chosen) < most:
            best = self._best_window(occurrences, begins, chosen, shown)
            if best is None:
                break
            first, last = occurrences[best.start], occurrences[best.end - 1]
            chosen.append(_widened(text, Span(first.start, last.end), cells, chosen))
            for occurrence in occurrences[best.start : best.end]:
                shown.update(self._units[occurrence.form])
        return tuple(_snippet(text, part, occurrences) for part in chosen), len(found)

    def _occurrences(self, folded: str) -> list[_Occurrence]:
        """Return where the terms stand, in order and disjoint."""
        places = [
            (start, number, end)
            for number, form in enumerate(self._forms)
            for start, end in islice(form.find(folded), find.MOST)
        ]
        places = [one for one in places if not self._forms[one[1]].crumb] or places
        if len(self._forms) > 1:
            places.sort()  # the longer form first where two begin together
        occurrences = []
        behind = 0
        for start, number, end in places:
            if start >= behind:
                occurrences.append(_Occurrence(start, end, number))
                behind = end
        return occurrences

    def _best_window(
        self,
        occurrences: Sequence[_Occurrence],
        begins: Sequence[int],
        taken: Sequence[Span],
        shown: set[int],
    ) -> Span | None:
        """Return which occurrences (from, to) a stretch should show; `begins` as `_begins`."""
        if taken and all(any(_meet(one, part) for part in taken) for one in occurrences):
            return None
        best: Span | None = None
        reached = 0.0
        worth = [
            weight * (_KNOWN if unit in shown else _NOVEL)
            for unit, weight in enumerate(self._weights)
        ]
        units_of = self._units
        held = [0] * len(worth)
        score = 0.0  # of the window from `first` on, kept as it moves
        first = 0
        for last, begin in enumerate(begins):
            _, end, form = occurrences[last]
            for unit in units_of[form]:
                if not held[unit]:
                    score += worth[unit]
                held[unit] += 1
            while first < begin:
                for unit in units_of[occurrences[first].form]:
                    held[unit] -= 1
                    if not held[unit]:
                        score -= worth[unit]
                first += 1
            if score + _DENSE * (last - first) > reached + _ALIKE:
                window = _Occurrence(occurrences[first].start, end, form)
                if not any(_meet(window, part) for part in taken):
                    best, reached = Span(first, last + 1), score + _DENSE * (last - first)
        return best


def _meet(one: _Occurrence, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _begins(text: str, occurrences: Sequence[_Occurrence], limit: int) -> list[int]:
    """Return for each occurrence the first one that a stretch up to it can show as well.

    A stretch has `limit` code points at most and lies in one line.
    """
    begins = []
    first = 0
    for last, (_, end, _) in enumerate(occurrences):
        while first < last:
            start = occurrences[first].start
            if end - start <= limit and text.find("\n", start, end) < 0:
                break
            first += 1
        begins.append(first)
    return begins


def _seldom(occurrences: Sequence[_Occurrence]) -> list[_Occurrence]:
    """Return the occurrences without those of a form that has been met often enough."""
    if len(occurrences) <= _MOST_ALIKE:
        return list(occurrences)
    counts: Counter[int] = Counter()
    kept = []
    for occurrence in occurrences:
        counts[occurrence.form] += 1
        if counts[occurrence.form] <= _MOST_ALIKE:
            kept.append(occurrence)
    return kept


def _forms(term: Term, pieces: Pieces, numbers: dict[str, int]) -> list[_Form]:
    """Return how a term may stand in a text; `numbers` names its pieces."""
    whole = fold(term.text)
    if not whole.strip():
        return []

    def form(find: _Find, *parts: str) -> _Form:
        units = dict.fromkeys(numbers.setdefault(part, len(numbers)) for part in parts)
        return _Form(find, len(parts[0]), tuple(units))

    match term.match:
        case Match.PHRASE:
            return [form(_matching(find.source(whole)), whole)]
        case Match.PREFIX:
            rest = f"[{_LATIN}]*" if _IS_LATIN.match(whole[-1]) else ""
            return [form(_matching(find.source(whole) + rest, begins=whole), whole)]
        case Match.FUZZY:
            return [form(_matching(_edited(whole)), whole)]
        case Match.WORD:
            parts = {part for part in map(fold, pieces(term.text)) if part.strip()} - {whole}
            return [
                form(_finder(whole), whole, *sorted(parts)),
                *(
                    form(_finder(part), part)._replace(crumb=len(part) == 1 < len(whole))
                    for part in sorted(parts)
                ),
            ]


def _finder(piece: str) -> _Find:
    """Return what finds a piece of a word."""
    pattern = find.source(piece)
    ends = f"(?![{_LATIN}])" if _IS_LATIN.match(piece[-1]) else ""
    if pattern + ends == piece and not _IS_LATIN.match(piece):
        return partial(_literally, piece)
    return _matching(pattern + ends, begins=piece)


def _literally(piece: str, folded: str) -> Iterable[tuple[int, int]]:
    return _all(piece, folded) if piece in folded else ()


def _all(piece: str, folded: str) -> Iterator[tuple[int, int]]:
    start = folded.find(piece)
    while start >= 0:
        end = start + len(piece)
        yield start, end
        start = folded.find(piece, end)


def _matching(pattern: str, *, begins: str = "") -> _Find:
    """Return what finds `pattern`, at the beginning of a Latin word where `begins` is one.

    That is looked at afterwards: a pattern that begins with letters is found much faster.
    """
    finditer = re.compile(pattern).finditer
    if not begins or not _IS_LATIN.match(begins):
        return lambda folded: (match.span() for match in finditer(folded))
    return lambda folded: (
        match.span()
        for match in finditer(folded)
        if not (match.start() and _IS_LATIN.match(folded, match.start() - 1))
    )


def _edited(word: str) -> str:
    """Return what matches `word` with at most one character put in, left out or replaced."""
    latin = _IS_LATIN.match(word)
    begins, ends = (f"(?<![{_LATIN}])", f"(?![{_LATIN}])") if latin else ("", "")
    other = f"[{_LATIN}]" if latin else r"\w"
    return f"{begins}{edited(word, other, outside=latin is not None)}{ends}"


def _weight(piece: str) -> float:
    """Return how telling a piece is: a long word is a rare one, and a Latin letter says less."""
    return min(4.0, len(piece) / 2 if _IS_LATIN.match(piece) else len(piece))


def _code_points(text: str, around: int, cells: int) -> int:
    """Return how many characters of a text, told by those behind `around`, take `cells`."""
    sample = text[around : around + _SAMPLE]
    return max(1, cells * len(sample) // max(1, nearly_cell_width(sample)))


def _widened(text: str, core: Span, cells: int, taken: Sequence[Span]) -> Span:
    """Return the stretch of about `cells` cells around `core` that is best read alone."""
    limit = _code_points(text, core.start, cells)
    if len(core) >= limit:
        return Span(core.start, _grapheme(text, core.start, core.start + limit))
    floor = max((one.end for one in taken if one.end <= core.start), default=0)
    ceiling = min((one.start for one in taken if one.start >= core.end), default=len(text))
    floor = max(floor, text.rfind("\n", floor, core.start) + 1)
    ends = text.find("\n", core.end, ceiling)
    ceiling = ends if ends >= 0 else ceiling
    room = limit - len(core)
    start = _beginning(text, max(floor, core.start - room * 2 // 3), core.start, floor)
    end = _ending(text, core.end, min(ceiling, start + limit), ceiling)
    if end - start < limit:  # what is left over at the end goes to the beginning
        start = _beginning(text, max(floor, end - limit), core.start, floor)
    while start < core.start and text[start] in _NEVER_FIRST:
        start += 1
    return Span(start, max(core.end, end))


def _beginning(text: str, least: int, core: int, floor: int) -> int:
    """Return where to begin between `least` and `core`: with a sentence, a clause, a character."""
    if least == floor:
        return floor
    for ends in (_SENTENCE_END, _CLAUSE_END):
        match = ends.search(text, least, core)
        if match:
            return match.end()
    return _gap(text, floor, least)


def _ending(text: str, core: int, most: int, ceiling: int) -> int:
    """Return where to end between `core` and `most`."""
    if most == ceiling:
        return ceiling
    for ends in (_SENTENCE_END, _CLAUSE_END):
        found = [match.end() for match in ends.finditer(text, core, most)]
        if found and found[-1] - core >= (most - core) // 2:
            return core + len(text[core : found[-1]].rstrip())
    return _gap(text, core, most)


def _gap(text: str, start: int, at: int) -> int:
    """Return a place at `at` or a little before it, but behind `start`, that tears no word."""
    space = text.rfind(" ", max(start, at - _LONGEST_WORD), at)
    torn = _IS_LATIN.match(text[at - 1 : at].lower()) and _IS_LATIN.match(text[at : at + 1].lower())
    return space + 1 if torn and space >= 0 else _grapheme(text, start, at)


def _grapheme(text: str, start: int, at: int) -> int:
    """Return `at` or the first place before it where no character is torn."""
    while start < at < len(text) and not is_grapheme_start(text, start, at):
        at -= 1
    return at


def _snippet(text: str, part: Span, occurrences: Sequence[_Occurrence]) -> Snippet:
    highlights = tuple(
        Span(max(start - part.start, 0), min(end, part.end) - part.start)
        for start, end, _ in occurrences
        if end > part.start and start < part.end
    )
    return Snippet(part.of(text), part.start, highlights)
