"""What a person mended, laid over what was recognised.

    corrected = apply(mentions, corrections, text)

Recognition is kept as it is, so that a correction can be undone, and holds for texts and
recognisers that come later. Corrections are carried out in their order, each on what those
before it left; surfaces are compared as lexicons compare them (`loose`).
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from reader.entities.lexicon import Entry, Known, Lexicon, Match, loose
from reader.entities.nouns import Correction, CorrectionKind, Entity
from reader.model import Span
from reader.model.entity import Evidence, Mention
from reader.text.fold import fold

_SURE = 1.0


def apply(
    mentions: Sequence[Mention], corrections: Iterable[Correction], text: str
) -> tuple[Mention, ...]:
    """Return the mentions of `text` as `corrections` make them: in order, none overlapping."""
    return Corrector(corrections).apply(mentions, text)


class Corrector:
    """Corrections made ready for many texts, above the names of the person's own lexicon."""

    def __init__(self, corrections: Iterable[Correction], lexicon: Lexicon | None = None) -> None:
        self._steps: list[_Names | Correction] = []
        if lexicon is not None and len(lexicon):
            self._steps.append(_Names(lexicon))
        for kind, group in groupby(corrections, key=attrgetter("kind")):
            same = list(group)
            if kind is CorrectionKind.ADD:
                self._steps.append(_Names(_lexicon(same)))
            else:
                self._steps += same

    def apply(
        self, mentions: Sequence[Mention], text: str, article: str = ""
    ) -> tuple[Mention, ...]:
        """Return the mentions of `text` as they are with all corrections, in order.

        `article` is the id of the article whose text it is: some hold in that one alone.
        """
        if not self._steps:
            return tuple(mentions)
        state = _State(text, mentions)
        for step in self._steps:
            if isinstance(step, _Names):
                state.add(step)
            elif step.article in ("", article):
                _CARRIED_OUT[step.kind](state, step)
        return tuple(state.mentions)


class _Names:
    """Surfaces that are entities wherever they stand, or nowhere."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon


class _State:
    """The mentions of a text while they are being corrected."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text = text
        self.mentions = list(mentions)
        self._folded: str | None = None
        self._loose: dict[str, str] = {}

    @property
    def folded(self) -> str:
        """The text, folded; the same offsets."""
        if self._folded is None:
            self._folded = fold(self.text)
        return self._folded

    def surface(self, mention: Mention) -> str:
        """Return the text of a mention, as surfaces are compared."""
        return self.same(mention.span.of(self.text))

    def same(self, name: str) -> str:
        """Return `name` as names are compared."""
        found = self._loose.get(name)
        if found is None:
            found = self._loose[name] = loose(name)
        return found

    def of(self, entity: Entity | None) -> list[int]:
        """Return the indices of the mentions of `entity`."""
        if entity is None:
            return []
        name = self.same(entity.name)
        return [
            index
            for index, mention in enumerate(self.mentions)
            if mention.type is entity.type and self.same(mention.entity) == name
        ]

    def called(self, surface: str) -> list[int]:
        """Return the indices of the mentions whose text is `surface`."""
        wanted = self.same(surface)
        return [i for i, mention in enumerate(self.mentions) if self.surface(mention) == wanted]

    def drop(self, indices: Iterable[int]) -> None:
        """Take mentions away."""
        gone = set(indices)
        self.mentions = [one for i, one in enumerate(self.mentions) if i not in gone]

    def become(self, indices: Iterable[int], entity: Entity | None) -> None:
        """Make mentions those of another entity."""
        if entity is None:
            return
        for index in indices:
            span = self.mentions[index].span
            self.mentions[index] = _mention(span, entity)

    def add(self, names: _Names) -> None:
        """Mark `names` wherever they stand, unless they are a part of a longer name."""
        place = {mention.span: index for index, mention in enumerate(self.mentions)}
        found: list[Mention] = []
        dropped: list[int] = []
        for span, known in _disjoint(names.lexicon.find(self.text, self.folded)):
            at = place.get(span)
            if known.type is not None and (at is not None or not known.doubtful):
                found.append(_mention(span, Entity(known.type, known.name)))
            elif known.type is None and at is not None:
                dropped.append(at)
        self.drop(dropped)
        self.lay_over(found)

    def lay_over(self, found: Sequence[Mention]) -> None:
        """Put mentions, in order, in place of those they overlap; a longer one around stays."""
        if not found:
            return
        merged: list[Mention] = []
        old = self.mentions
        index = 0
        for new in found:
            while index < len(old) and old[index].span.end <= new.span.start:
                merged.append(old[index])
                index += 1
            if index < len(old) and _surrounds(old[index].span, new.span):
                continue
            while index < len(old) and old[index].span.start < new.span.end:
                index += 1
            if not (merged and merged[-1].span.overlaps(new.span)):
                merged.append(new)
        self.mentions = [*merged, *old[index:]]


def _surrounds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and len(outer) > len(inner)


def _mention(span: Span, entity: Entity) -> Mention:
    return Mention(span, entity.type, entity.name, Evidence.USER, _SURE)


def _disjoint(matches: Iterable[Match]) -> Iterator[tuple[Span, Known]]:
    """Yield matches from left to right, the longest at each place, none overlapping."""
    end = 0
    for start, stop, known in sorted(matches, key=lambda match: (match.start, -match.end)):
        if start >= end:
            end = stop
            yield Span(start, stop), known


def _lexicon(added: Iterable[Correction]) -> Lexicon:
    """Return the names that corrections add; of two for one surface, the later one."""
    return Lexicon(
        Entry(one.becomes.name, one.becomes.type, (one.surface,))
        for one in added
        if one.becomes is not None
    )


# How each kind is carried out


def _remove(state: _State, correction: Correction) -> None:
    state.drop(state.called(correction.surface))


def _ignore(state: _State, correction: Correction) -> None:
    state.drop(state.of(correction.entity))


def _become(state: _State, correction: Correction) -> None:
    state.become(state.of(correction.entity), correction.becomes)


def _split(state: _State, correction: Correction) -> None:
    called = set(state.called(correction.surface))
    state.become((i for i in state.of(correction.entity) if i in called), correction.becomes)


def _respan(state: _State, correction: Correction) -> None:
    """Put the right surface in place of the wrong one, where it stands over or in it."""
    if correction.becomes is None:
        return
    right = Lexicon([Entry(correction.span, correction.becomes.type)])
    places = [span for span, _ in _disjoint(right.find(state.text, state.folded))]
    wrong = state.called(correction.surface)
    found: dict[Span, Mention] = {}
    mended = []
    for index in wrong:
        over = [one for one in places if one.overlaps(state.mentions[index].span)]
        found |= {place: _mention(place, correction.becomes) for place in over}
        mended += [index] if over else []
    state.drop(mended)
    state.lay_over(list(found.values()))


_CARRIED_OUT = {
    CorrectionKind.REMOVE: _remove,
    CorrectionKind.IGNORE: _ignore,
    CorrectionKind.RETYPE: _become,
    CorrectionKind.MERGE: _become,
    CorrectionKind.SPLIT: _split,
    CorrectionKind.RESPAN: _respan,
}
