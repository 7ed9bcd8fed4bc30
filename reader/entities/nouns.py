"""The nouns of entities across a library: what they are, where they stand, how they are mended."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from reader.model import Span
from reader.model.entity import EntityType, Mention

NAMED = (
    EntityType.PERSON,
    EntityType.ORG,
    EntityType.PRODUCT,
    EntityType.PLACE,
    EntityType.WORK,
    EntityType.EVENT,
    EntityType.TERM,
)
"""The types of what has a name; the others are dates and numbers."""


class Entity(NamedTuple):
    """What mentions of one type and canonical name are mentions of."""

    type: EntityType
    name: str


class EntitySummary(NamedTuple):
    """A row of the list of entities."""

    entity: Entity
    mentions: int
    articles: int
    latest: str
    """The date of the latest article that mentions it: ISO 8601, as precise as known."""


class EntityRecord(NamedTuple):
    """A row of a table of entities as it goes out to other programs."""

    entity: str
    type: str
    mentions: int
    articles: int
    aliases: Sequence[str]
    """The other names it has, the most frequent first."""


class Alias(NamedTuple):
    """A name that an entity is mentioned by."""

    surface: str
    mentions: int


class EntityOrder(StrEnum):
    """What a list of entities is sorted by; the most, or the latest, come first."""

    MENTIONS = "mentions"
    ARTICLES = "articles"
    RECENT = "recent"
    NAME = "name"


class EntityListing(NamedTuple):
    """Which entities a list shows, and in what order."""

    order: EntityOrder = EntityOrder.MENTIONS
    types: tuple[EntityType, ...] = NAMED
    text: str = ""
    """What a name or an alias holds, folded."""
    heard: tuple[str, ...] = ()
    """Names that do not hold the text but sound like it; asked for by a text alone."""


class Share(NamedTuple):
    """An article that mentions an entity."""

    article: str
    """Its id."""
    title: str
    date: str
    """ISO 8601, as precise as known; the day it came in where it has none."""
    mentions: int
    dated: bool = True
    """Whether the date is the article's own."""


class Together(NamedTuple):
    """An entity that stands in the same articles as another."""

    entity: Entity
    articles: int
    """In how many."""


class Recognition(NamedTuple):
    """What the recogniser found in a text."""

    version: str
    """The recogniser's."""
    mentions: tuple[Mention, ...]


class Derived(NamedTuple):
    """The mentions of an article, as they are to be kept."""

    article: str
    """Its id."""
    digest: str
    """Of the text that the spans are of."""
    text: str
    recognition: Recognition | None
    """What was recognised anew; None where the one kept still holds."""
    mentions: tuple[Mention, ...]
    """What holds after the person's corrections."""
    key: int = 0
    """Of the request this answers, as `Pending.key`; 0 for none."""


class CorrectionKind(StrEnum):
    """How a person mends what was recognised."""

    ADD = "add"
    """The surface is an entity wherever it stands."""
    REMOVE = "remove"
    """The surface, taken for that type, is no entity: in one article, or anywhere."""
    IGNORE = "ignore"
    """The entity is of no interest anywhere."""
    RETYPE = "retype"
    """The entity is of another type."""
    RESPAN = "respan"
    """What was taken for the surface is really a longer or shorter one."""
    MERGE = "merge"
    """The entity is the same as another."""
    SPLIT = "split"
    """What is called by the surface is not that entity but one of its own."""


class Correction(NamedTuple):
    """One thing that a person mended; it holds for all that is ever recognised."""

    kind: CorrectionKind
    surface: str = ""
    """The text of the mentions it is about; empty where it is about an entity."""
    entity: Entity | None = None
    """What they were taken for; None for `ADD`."""
    becomes: Entity | None = None
    """What they are mentions of; None where they are none any more."""
    span: str = ""
    """For `RESPAN` the surface that is right."""
    article: str = ""
    """The id of the only article it holds in; empty where it holds everywhere."""


class KeptCorrection(NamedTuple):
    """A correction as it is stored."""

    key: int
    correction: Correction
    created: str
    """ISO 8601, UTC, seconds."""


class Context(NamedTuple):
    """A mention with the text around it, in one line: keyword in context."""

    share: Share
    span: Span
    before: str
    quote: str
    after: str
