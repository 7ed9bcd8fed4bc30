"""Where a tagged passage stands, also when the text under it has become another.

A passage is described by the selectors of the W3C Web Annotation Data Model (sections 4.2.4 and
4.2.5): its position, and its words with 32 code points on either side. It is looked for

1. where it stood, or has been shifted to with the passages before it, or anywhere in a short text,
   letter by letter with its whole context;
2. beside what surely is the same in this text and the one it was taken from (`landmarks`);
3. wherever its words, or words about it, are found under the fold of `seeding`;
4. there with other words, if they are similar enough; the shorter the quote, the more so.

A place counts as certain only if the quote's very words stand there and what speaks for it stands
nowhere else: in this text, and where that is at hand, in the text that the passage was taken from.
A copy is no proof.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from reader.model import Span
from reader.model.annotation import Selectors, State

if TYPE_CHECKING:
    from reader.text.relocating import Relocation

CONTEXT = 32
"""Code points of prefix and suffix."""
CHANCE = 6
"""Characters that may be the same by chance where one copy ends, and tell it from no other."""

_SHORT = 20_000  # code points of texts that are looked through letter by letter


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


class Anchoring:
    """Finds passages in one text; passages asked for in their order are found soonest."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._shift = 0  # how far the last passage that was found had been shifted

    @cached_property
    def _relocation(self) -> "Relocation":
        from reader.text.relocating import Relocation  # loads numpy, which few texts need

        return Relocation(self._text)

    def anchor(self, selectors: Selectors, described: str | None = None) -> Anchored:
        """See `anchor`."""
        for shift in dict.fromkeys((0, self._shift)):
            if self._stands(selectors, shift):
                return self._found(selectors, selectors.span.shifted(shift))
        place = self._only_place(selectors, described)
        if place is not None:
            return self._found(selectors, place)
        found = self._relocation.find(selectors, described, self._shift)
        if found is None:
            return ORPHAN
        if not found.certain:
            return Anchored(found.span, State.UNSURE)
        return self._found(selectors, found.span)

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

    def _only_place(self, selectors: Selectors, described: str | None) -> Span | None:
        """Return where quote and whole context stand, letter by letter, in a short text.

        None where they stand in several places, or did in the text they were taken from.
        """
        if len(selectors.prefix) < CONTEXT or len(selectors.suffix) < CONTEXT:
            return None
        texts = [self._text] if described is None else [self._text, described]
        if any(len(text) > _SHORT for text in texts):
            return None
        whole = selectors.prefix + selectors.exact + selectors.suffix
        start = self._text.find(whole)
        if start < 0 or not all(_stands_once(whole[CHANCE:-CHANCE], text) for text in texts):
            return None
        return selectors.span.shifted(start + CONTEXT - selectors.start)


def _stands_once(words: str, text: str) -> bool:
    first = text.find(words)
    return first >= 0 and text.find(words, first + 1) < 0
