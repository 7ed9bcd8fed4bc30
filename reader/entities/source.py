"""A text as the rules look at it."""

import re
from functools import cache, cached_property

from reader.entities import tagger
from reader.entities.data import alternatives, words
from reader.entities.lexicon import Lexicon, Match
from reader.model.entity import EntityType
from reader.text.fold import fold

_HAN_SET = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
HAN = f"[{_HAN_SET}]"
"""The source of a pattern for one Chinese character."""
NAME_TYPES = frozenset(EntityType) - {EntityType.DATE, EntityType.MONEY, EntityType.QUANTITY}
_NAMED = NAME_TYPES - {EntityType.TERM}

_HAN = re.compile(HAN)
_HALF_WIDTH = str.maketrans("（），；：", "(),;:")
_MEASURES = frozenset("名位家间座所条些次种款项批个")
_COUNTING = tuple("一二两三四五六七八九十百千万亿几多数这那某各每哪0123456789")
_PARTS = {
    EntityType.PERSON: ("PER", "nr"),
    EntityType.PLACE: ("LOC", "ns"),
    EntityType.ORG: ("ORG", "nt"),
}
"""LAC's own labels for what it knows of the types."""
_BEFORE_NAMES = frozenset(["p", "c", "u", "d", "r", "xc", "w"])
"""LAC's parts of speech that are no part of a name: 在, 和, 的, 就, 他."""
_BEGINS_NOUNS = frozenset("无前后非")
_OF_NAMES = frozenset(["n", "nz", "nw", "nt", "ORG", "nr", "PER", "ns", "LOC", "vn", "an", "s"])
"""LAC's parts of speech that names are made of."""
_NOUNS = frozenset(["n", "nz", "vn", "an", "a", "m", "nw"])
"""LAC's parts of speech that terms are made of."""
_FURTHEST = 18  # code points a name may begin before its last word


class Source:
    """A text, its folded form and the known names in it."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        # Lines stay apart: no name goes over the end of one.
        self.folded = "\n".join(fold(line) for line in text.split("\n"))
        self.lexicon = lexicon
        self.known = list(lexicon.find(text, self.folded))

    @cached_property
    def known_from(self) -> dict[int, Match]:
        """The known name that begins at an offset, if one does."""
        return {match.start: match for match in self.known}

    @cached_property
    def known_to(self) -> dict[int, Match]:
        """The longest known name that ends at an offset."""
        return {match.end: match for match in sorted(self.known, key=_length)}

    @cached_property
    def reading(self) -> tagger.Reading:
        """What the model makes of the text; nothing where there is no model."""
        return tagger.Reading() if tagger.missing() else tagger.read(self.text, self.known)

    def part(self, offset: int) -> str:
        """Return the part of speech at `offset`, `v-B` where a verb begins; empty if unknown."""
        labels = self.reading.labels
        number = labels[offset] if 0 <= offset < len(labels) else tagger.UNREAD
        return "" if number == tagger.UNREAD else self._parts[number]

    @cached_property
    def _parts(self) -> tuple[str, ...]:
        return tagger.words()

    def agrees(self, start: int, end: int, kind: EntityType) -> bool:
        """Tell whether LAC, too, sees a name of that type there; of some types it knows nothing.

        老 before a surname it takes for a word of its own.
        """
        parts = _PARTS.get(kind)
        if kind is EntityType.PERSON and end - start == 2 and self.folded[start] in "老小阿":
            start += 1
        return parts is None or all(self.part(at)[:-2] in parts for at in range(start, end))

    def is_known(self, start: int, end: int) -> bool:
        """Tell whether that stretch is a known name."""
        known = self.known_from.get(start)
        return known is not None and known.end == end

    def is_within_word(self, offset: int) -> bool:
        """Tell whether a word goes over `offset`, as far as the model knows."""
        return self.part(offset).endswith("-I")

    @cached_property
    def half_width(self) -> str:
        """The text with half-width brackets and commas, in its own case."""
        return self.text.translate(_HALF_WIDTH)

    def is_cut(self, offset: int) -> bool:
        """Tell whether no word goes over `offset`: an end, a sign, a space."""
        if not 0 < offset < len(self.folded):
            return True
        return not (self.folded[offset - 1].isalnum() and self.folded[offset].isalnum())

    def beginning(self, end: int) -> int:
        """Return where a name that ends in the word before `end` may begin, known parts included.

        That is behind the nearest sign or word that is part of no name.
        """
        start, furthest = end, max(0, end - _FURTHEST)
        while start > furthest:
            known = self.known_to.get(start)
            if known is not None and known.known.type in _NAMED and known.start >= furthest:
                start = known.start
                if self._follows_verb(start):
                    break  # 借助|清华大学
                continue
            before = self._part_before(start, furthest)
            if before == start:
                break
            start = before
        while start < end and self.folded[start] in "·&- \u00a0":
            start += 1
        return start

    def _part_before(self, end: int, furthest: int) -> int:
        """Return where the word or character of a name before `end` begins; `end` if none does."""
        folded = self.folded
        department = _department().search(folded, furthest, end)
        if department is not None:
            return department.start()
        char = folded[end - 1]
        if char in " \u00a0" and self._is_loose_blank(end - 1):
            return end - 1
        counted = char in _MEASURES and folded[end - 2 : end - 1] in _COUNTING
        stops = char in _stop_characters() and not self._is_in_noun(end)
        if counted or stops or not (char.isalnum() or char in "·&-"):
            return end
        listed = words("stops")
        if folded[end - 2 : end] in listed or folded[end - 3 : end] in listed:
            return end
        return end if self._ends_other_word(end) else end - 1

    def nouns_before(self, end: int, furthest: int) -> int:
        """Return where the nouns that stand before `end` begin, as far as the model knows words."""
        start = end
        while start > furthest and self.part(start - 1)[:-2] in _NOUNS:
            start -= 1
        while start < end and self.is_within_word(start):
            start += 1
        return start

    def _ends_other_word(self, offset: int) -> bool:
        """Tell whether a word ends at `offset` that the model knows to be part of no name."""
        part = self.part(offset - 1)
        if not part or self.is_within_word(offset):
            return False
        kind = part[:-2]
        return kind in _BEFORE_NAMES or part == "v-B"  # of verbs only those of one character

    def _is_in_noun(self, offset: int) -> bool:
        """Tell whether a word that may be part of a name goes over `offset`: 前|沿科技, 无|界."""
        return (
            self.folded[offset - 1] in _BEGINS_NOUNS
            and self.is_within_word(offset)
            and self.part(offset)[:-2] in _OF_NAMES
        )

    def _follows_verb(self, offset: int) -> bool:
        """Tell whether a verb of two characters and more ends at `offset`."""
        return self.part(offset - 1) == "v-I" and not self.is_within_word(offset)

    def _is_loose_blank(self, offset: int) -> bool:
        """Tell whether the blank at `offset` only sets Chinese and Latin apart."""
        before, after = self.folded[offset - 1 : offset], self.folded[offset + 1 : offset + 2]
        return bool(before and after) and before.isalnum() and is_han(before) != is_han(after)


def _length(match: Match) -> int:
    return match.end - match.start


def is_han(char: str) -> bool:
    """Tell whether `char` is a Chinese character."""
    return bool(_HAN.match(char))


@cache
def _department() -> re.Pattern[str]:
    """Return what matches a department's business that ends where a search ends."""
    return re.compile(f"(?:{alternatives(words('departments'))})\\Z")


def _stop_characters() -> frozenset[str]:
    return words("stop_characters")


def one_of(*lists: str) -> str:
    """Return the source of a pattern for the words in the lists of these names."""
    return alternatives(word.lower() for name in lists for word in words(name))
