"""Where words, clauses, sentences and paragraphs begin and end.

The units of each kind make up the whole text, and those of a smaller kind make up the larger
ones; white space behind a unit belongs to it, though it is not shown as a part of it. Each cell
of a table, line of code and line that its author ended is a sentence, or several.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from enum import Enum

from reader.model import Block, BlockKind, Span
from reader.text.breakrule import is_grapheme_start

_WHITE = " \t\n\u3000"
_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003fffd"
_SPACE = re.compile("[ \u3000]*")
_LINE = re.compile("[^\n]*\n?")
_CELL = re.compile("[^\t\n]*[\t\n]?")

# An ellipsis alone ends no sentence: “我……我不知道”。
_TERMINATOR = re.compile('[。！？!?.．｡…]*[。！？!?.．｡][。！？!?.．｡…]*|…+(?=[」』”’"])')
_ALWAYS_ENDS = re.compile("[。！？｡…]")
_CLOSING = "」』”’）】〕》〉)]\"'"
_TITLE_CLOSING = "》〉"
_BRACKETS = {"）": "（", "】": "【", "〕": "〔", ")": "(", "]": "["}
_QUOTES_LOOKED_BACK = 1_000  # code points
_ABBREVIATION = re.compile(
    r"\b(?:[A-Za-z]|[Mm]rs?|Ms|[DJS]r|Prof|St|vs|No|Fig|Vol|Inc|Ltd|Co|pp|cf|etc)\.$"
)
_LONGEST_ABBREVIATION = 6

_CLAUSE = re.compile(
    "(?:[，；]|(?<![0-9])：|：(?![0-9])"
    f"|[,;:](?=[ {_HAN}])"  # not in `3,000`, `10:30`, `https://`
    "|[—…]+)[」』”’）】〕》〉]*[ \u3000]*"
)

# A paragraph beyond any that was written as one is looked at a stretch at a time, in code points.
_STRETCH = 20_000
_STRETCH_END = re.compile("[。！？!?\n]+[」』”’）】》〉)\"' \u3000\t\n]*")
_LONGEST_SENTENCE = 1_000  # code points behind which a stretch ends where it may

_SEGMENTED_AT_ONCE = 512  # code points
_REMEMBERED = 64  # units whose parts are kept

Words = Callable[[str], Sequence[str]]
"""Cuts a text into the words, signs and spaces that make it up."""


class Unit(Enum):
    """What can be taken as a whole, the smallest first; a character is a grapheme."""

    CHARACTER = 0
    WORD = 1
    CLAUSE = 2
    SENTENCE = 3
    PARAGRAPH = 4

    def wider(self) -> "Unit":
        """Return the next larger unit; a paragraph stays one."""
        return Unit(min(self.value + 1, Unit.PARAGRAPH.value))

    def narrower(self) -> "Unit":
        """Return the next smaller unit; a character stays one."""
        return Unit(max(self.value - 1, Unit.CHARACTER.value))


class Boundaries:
    """The units of one text, found where they are asked for."""

    def __init__(self, text: str, blocks: Sequence[Block], words: Words) -> None:
        """Take a text, its blocks (without any: one paragraph) and what knows its words."""
        self._text = text
        self._words = words
        self._blocks = [block for block in blocks if block.span] or [Block(Span(0, len(text)))]
        starts = [block.span.start for block in self._blocks]
        self._edges = [0, *starts[1:], len(text)]
        self._known: dict[tuple[Unit, Span], list[int]] = {}

    def around(self, unit: Unit, offset: int) -> Span:
        """Return the unit at `offset` without white space at its ends; only that if it has no more.

        In white space between units that is the one before; behind the end it is the last one.
        """
        whole = self._at(unit, offset)
        if unit is Unit.CHARACTER:
            return whole
        text = whole.of(self._text)
        start = whole.start + len(text) - len(text.lstrip(_WHITE))
        return Span(start, whole.start + len(text.rstrip(_WHITE))) if text.strip(_WHITE) else whole

    def after(self, unit: Unit, offset: int) -> int:
        """Return where the unit after the one at `offset` begins; the text's length if none."""
        return self._at(unit, offset).end

    def before(self, unit: Unit, offset: int) -> int:
        """Return where the unit at `offset` begins, or from there the one before; or 0."""
        start = self._at(unit, offset).start
        return start if start < offset or not start else self._at(unit, start - 1).start

    def _at(self, unit: Unit, offset: int) -> Span:
        """Return the unit at `offset` with the white space that belongs to it."""
        offset = max(0, min(offset, len(self._text) - 1))
        if unit is Unit.PARAGRAPH:
            return _between(self._edges, offset)
        if unit is Unit.CHARACTER:
            return self._grapheme(_between(self._edges, offset), offset)
        whole = self._at(unit.wider(), offset)
        if unit is Unit.SENTENCE and len(whole) > _STRETCH:
            whole = self._stretch(whole, offset)
        edges = self._known.get((unit, whole))
        if edges is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            edges = self._known[unit, whole] = self._cut(unit, whole)
        return _between(edges, offset)

    def _stretch(self, whole: Span, offset: int) -> Span:
        """Return the part of a very long paragraph that `offset` is in."""
        index = (offset - whole.start) // _STRETCH
        if offset < self._stretch_start(whole, index):
            index -= 1
        start, end = (self._stretch_start(whole, at) for at in (index, index + 1))
        return Span(start, end)

    def _stretch_start(self, whole: Span, index: int) -> int:
        at = whole.start + index * _STRETCH
        if not index or at >= whole.end:
            return min(at, whole.end)
        match = _STRETCH_END.search(self._text, at, min(at + _LONGEST_SENTENCE, whole.end))
        start = match.end() if match else at
        while start < whole.end and not _begins_grapheme(self._text, whole.start, start):
            start += 1
        return start

    def _grapheme(self, whole: Span, offset: int) -> Span:
        start, end = offset, offset + 1
        while start > whole.start and not _begins_grapheme(self._text, whole.start, start):
            start -= 1
        while end < whole.end and not _begins_grapheme(self._text, start, end):
            end += 1
        return Span(start, min(end, whole.end))

    def _cut(self, unit: Unit, whole: Span) -> list[int]:
        """Return the edges of the units in `whole`, its own among them."""
        if unit is Unit.WORD:
            ends = self._word_ends(whole)
        else:
            index = bisect_right(self._edges, whole.start, hi=len(self._blocks)) - 1
            kind = self._blocks[index].kind
            if unit is Unit.SENTENCE:
                ends = _sentence_ends(self._text, whole, kind)
            elif kind is BlockKind.CODE:
                ends = iter(())
            else:
                ends = (match.end() for match in _CLAUSE.finditer(self._text, *_bounds(whole)))
        inner = (end for end in ends if whole.start < end < whole.end)
        return [
            whole.start,
            *(end for end in inner if _begins_grapheme(self._text, whole.start, end)),
            whole.end,
        ]

    def _word_ends(self, whole: Span) -> Iterator[int]:
        start = whole.start
        while start < whole.end:
            stop = min(start + _SEGMENTED_AT_ONCE, whole.end)
            for word in self._words(self._text[start:stop]):
                start += len(word)
                if start < whole.end and self._text[start] not in _WHITE:
                    yield start


def _between(edges: list[int], offset: int) -> Span:
    index = max(1, min(bisect_right(edges, offset), len(edges) - 1))
    return Span(edges[index - 1], edges[index])


def _begins_grapheme(text: str, start: int, index: int) -> bool:
    """Tell the same as `is_grapheme_start`, also where a line ends (UAX #29, GB4 and GB5)."""
    return "\n" in text[index - 1 : index + 1] or is_grapheme_start(text, start, index)


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _sentence_ends(text: str, whole: Span, kind: BlockKind) -> Iterator[int]:
    """Yield where the sentences of a block end."""
    pattern = _CELL if kind is BlockKind.TABLE else _LINE
    for line in pattern.finditer(text, *_bounds(whole)):
        if line[0].strip(_WHITE):  # an empty one belongs to the one before
            yield line.start()
            if kind is not BlockKind.CODE:
                yield from _ends_in_line(text, line.start(), line.end())


def _ends_in_line(text: str, start: int, stop: int) -> Iterator[int]:
    for match in _TERMINATOR.finditer(text, start, stop):
        closed = _closed(text, start, match.end(), stop)
        space = _SPACE.match(text, closed, stop)
        end = space.end() if space else closed
        if end < stop and _ends(text, start, Span(*match.span()), closed, end):
            yield end
            start = end


def _closed(text: str, start: int, end: int, stop: int) -> int:
    """Return where the signs end that close what stands before `end`: quotes and brackets.

    A straight quote closes where one is open in the sentence that begins at `start`.
    """
    while end < stop and text[end] in _CLOSING:
        since = max(start, end - _QUOTES_LOOKED_BACK)
        if text[end] in "\"'" and text.count(text[end], since, end) % 2 == 0:
            break
        end += 1
    return end


def _ends(text: str, start: int, sign: Span, closed: int, end: int) -> bool:
    """Tell whether the sentence from `start` ends with `sign`.

    The signs that close it end at `closed`, the white space behind them at `end`.
    """
    if closed > sign.end:
        if text[sign.end] in _TITLE_CLOSING:  # 《你好，李焕英！》
            return False
        opening = _BRACKETS.get(text[closed - 1])
        if opening is not None and not text.startswith(opening, start):  # 他（真的！）来了
            return False
    if _ALWAYS_ENDS.search(text, sign.start, sign.end):
        return True
    following = text[end]
    if end > closed:
        tail = text[max(start, sign.end - _LONGEST_ABBREVIATION) : sign.end]
        return not following.islower() and not _ABBREVIATION.search(tail)
    if text[sign.start] in ".．":  # 我来了.他走了
        return _is_han(following) and sign.start > start and _is_han(text[sign.start - 1])
    return _is_han(following)


def _is_han(char: str) -> bool:
    return _ONE_HAN.match(char) is not None


_ONE_HAN = re.compile(f"[{_HAN}]")
