"""The mentions in the open article, as they are shown, walked through and counted."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from reader.entities.highlighting import Highlighting, highlighted
from reader.entities.nouns import Entity
from reader.model import Article, Span
from reader.model.entity import EntityType, Mention
from reader.text.decoration import Decorations

CURRENT, SAME = "entity-current", "entity-same"
"""Names of the styles of the mention chosen, and of the others of its entity."""


def style_name(kind: EntityType) -> str:
    """Return the name of the style that mentions of a type are marked with."""
    return f"entity-{kind.value.lower()}"


class EntityHere(NamedTuple):
    """An entity of the open article."""

    entity: Entity
    mentions: tuple[Mention, ...]
    """In order."""


class OpenMentions:
    """The mentions of one text, in order."""

    def __init__(self, article: Article, mentions: tuple[Mention, ...]) -> None:
        self.article = article
        self.mentions = mentions
        self._starts = [mention.span.start for mention in mentions]

    def at(self, offset: int) -> Mention | None:
        """Return the mention that covers `offset`, if any."""
        index = bisect_right(self._starts, offset) - 1
        found = self.mentions[index] if index >= 0 else None
        return found if found is not None and offset in found.span else None

    def after(
        self, offset: int, step: int, wanted: Highlighting, entity: Entity | None = None
    ) -> tuple[Mention | None, bool]:
        """Return the mention next to `offset`, and whether an end of the text was passed.

        It begins behind `offset` for a step of 1, before it for -1; it is one of `entity`, or,
        without one, of the types that are marked.
        """
        found = [one for one in self.mentions if _is_meant(one, wanted, entity)]
        if not found:
            return None, False
        starts = [one.span.start for one in found]
        if step > 0:
            index = bisect_right(starts, offset)
            return found[index % len(found)], index == len(found)
        index = bisect_left(starts, offset) - 1
        return found[index], index < 0

    def of(self, entity: Entity) -> tuple[Mention, ...]:
        """Return the mentions of an entity, in order."""
        return self._by_entity.get(entity, ())

    @cached_property
    def _by_entity(self) -> dict[Entity, tuple[Mention, ...]]:
        found: dict[Entity, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            found[entity_of(mention)].append(mention)
        return {entity: tuple(mentions) for entity, mentions in found.items()}

    @cached_property
    def by_type(self) -> dict[EntityType, list[EntityHere]]:
        """The entities of each type there is, the most frequent first."""
        found: dict[EntityType, list[EntityHere]] = {}
        for kind in EntityType:
            here = [
                EntityHere(entity, mentions)
                for entity, mentions in self._by_entity.items()
                if entity.type is kind
            ]
            if here:
                found[kind] = sorted(
                    here, key=lambda one: (-len(one.mentions), one.mentions[0].span)
                )
        return found

    def decorations(self, wanted: Highlighting, chosen: Mention | None) -> Decorations:
        """Return what lies over the text: marked mentions, and those of the entity chosen."""
        blocks = self.article.structure.blocks
        spans = [
            (one.span, style_name(one.type)) for one in highlighted(self.mentions, blocks, wanted)
        ]
        if chosen is not None:
            spans += [(one.span, SAME) for one in self.of(entity_of(chosen))]
            spans.append((chosen.span, CURRENT))
        return Decorations(spans)


def _is_meant(mention: Mention, wanted: Highlighting, entity: Entity | None) -> bool:
    if entity is not None:
        return entity_of(mention) == entity
    return mention.type in wanted.types


def entity_of(mention: Mention) -> Entity:
    """Return what a mention is a mention of."""
    return Entity(mention.type, mention.entity)


_BARS = " ▁▂▃▄▅▆▇█"
_FEW = 4  # up to which a full bar would promise too much


def histogram(spans: tuple[Span, ...], length: int, cells: int) -> str:
    """Return in so many `cells` where in a text of `length` code points the spans stand."""
    counts = [0] * cells
    for span in spans:
        counts[min(cells - 1, span.start * cells // max(1, length))] += 1
    return bars(counts)


def bars(counts: list[int]) -> str:
    """Return a bar, one cell wide, for each number; what is not 0 can be seen."""
    steps = len(_BARS) - 1
    most = max(_FEW, *counts, 0)
    return "".join(_BARS[-(-count * steps // most)] for count in counts)
