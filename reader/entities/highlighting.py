"""Which of an article's mentions are marked in its text."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from reader.model import Block
from reader.model.entity import EntityType, Mention


class Density(StrEnum):
    """How many of the mentions are marked."""

    ALL = "all"
    FIRST = "first"
    """The first of each entity in a paragraph."""
    NONE = "none"


class Highlighting(NamedTuple):
    """What a reader wants marked."""

    types: frozenset[EntityType] = frozenset(EntityType)
    density: Density = Density.ALL

    def toggled(self, kind: EntityType) -> "Highlighting":
        """Return the same with a type marked that was not, or the other way round."""
        return self._replace(types=self.types ^ {kind})

    def denser(self) -> "Highlighting":
        """Return the same with the next density: all, the first of a paragraph, none, and again."""
        densities = list(Density)
        following = densities[(densities.index(self.density) + 1) % len(densities)]
        return self._replace(density=following)


def highlighted(
    mentions: Sequence[Mention], blocks: Sequence[Block], wanted: Highlighting
) -> Iterator[Mention]:
    """Yield those of `mentions`, in order, that are marked; `blocks` are the text's paragraphs."""
    if wanted.density is Density.NONE:
        return
    paragraph = 0
    seen: set[tuple[EntityType, str]] = set()
    for mention in mentions:
        while paragraph < len(blocks) and blocks[paragraph].span.end <= mention.span.start:
            paragraph += 1
            seen.clear()
        if mention.type not in wanted.types:
            continue
        if wanted.density is Density.FIRST:
            if (mention.type, mention.entity) in seen:
                continue
            seen.add((mention.type, mention.entity))
        yield mention


def remember(wanted: Highlighting) -> str:
    """Return what `recall` brings back."""
    hidden = sorted(kind.value for kind in EntityType if kind not in wanted.types)
    return " ".join([wanted.density, *hidden])


def recall(state: str) -> Highlighting:
    """Return what `remember` was given; what is unknown is left out."""
    density, *hidden = state.split() or [""]
    types = frozenset(kind for kind in EntityType if kind.value not in hidden)
    known = density in Density.__members__.values()
    return Highlighting(types, Density(density) if known else Density.ALL)
