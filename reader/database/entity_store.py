"""The seam between what is known of entities and its store."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Protocol

from reader.entities.nouns import (
    Alias,
    Correction,
    Derived,
    Entity,
    EntityListing,
    EntitySummary,
    KeptCorrection,
    Recognition,
    Share,
    Together,
)
from reader.model import Span
from reader.model.entity import EntityType


class EntityStore(Protocol):
    """Mentions and the entities they make up.

    All can be made again from the texts and the corrections. Any thread may call any method; a
    writing method has stored what it was given, whole, when it returns. Every method may raise a
    `LibraryError`.
    """

    def recognition(self, digest: str) -> Recognition | None:
        """Return what was recognised in the text of `digest`; None if nothing is kept of it."""
        ...

    def keep(self, batch: Sequence[Derived]) -> list[str]:
        """Store the mentions of articles; return the ids of those that have others than before.

        These wait for `Task.INDEX`. The requests answered are taken off the queue. What is of a
        text that the article no longer has changes no list.
        """
        ...

    def request(self, articles: Iterable[str] | None = None) -> None:
        """Let articles wait for `Task.RECOGNISE`, by id; None stands for all."""
        ...

    def request_outdated(self, version: str) -> int:
        """Let those wait that were recognised by another version; return how many do."""
        ...

    def listing(
        self, listing: EntityListing, offset: int = 0, limit: int | None = None
    ) -> list[EntitySummary]:
        """Return rows `offset` to `offset + limit` of `listing`; all from `offset` for None."""
        ...

    def count(self, listing: EntityListing) -> int:
        """Return how many rows `listing` has."""
        ...

    def summary(self, entity: Entity) -> EntitySummary | None:
        """Return the row of an entity; None where nothing mentions it."""
        ...

    def aliases(self, entity: Entity) -> list[Alias]:
        """Return what the entity is called, the most frequent first."""
        ...

    def shares(self, entity: Entity) -> list[Share]:
        """Return the articles that mention it, the latest first."""
        ...

    def spans(self, entity: Entity, article: str) -> list[Span]:
        """Return where an article's text mentions it, in order."""
        ...

    def together(self, entity: Entity, limit: int) -> list[Together]:
        """Return the named entities that share most articles with it, of the last 2,000 added."""
        ...

    def containing(self, surface: str) -> list[str]:
        """Return the ids of the articles whose text holds `surface` exactly, the latest first."""
        ...

    def find(self, name: str, types: Collection[EntityType] = ()) -> list[Entity]:
        """Return the entities called `name`, script, width, case and blanks aside."""
        ...

    def keys_with(self, entities: Iterable[Entity]) -> set[int]:
        """Return the keys of the articles that mention any of `entities`."""
        ...

    def keys_with_surface(self, part: str) -> set[int]:
        """Return the keys of the articles that mention anything by a name that holds `part`.

        Script, width, case and blanks make no difference. A number that `part` begins with is a
        whole one.
        """
        ...

    def keys_with_matching(self, kind: EntityType, matches: Callable[[str], bool]) -> set[int]:
        """Return the keys of the articles that mention one of `kind` by a name that `matches`."""
        ...

    def keys_with_money(self, low: float, high: float, currency: str = "") -> set[int]:
        """Return the keys of the articles that name a sum from `low` to `high`, both included.

        Sums of any currency are compared as they are written unless one is named (ISO 4217).
        """
        ...

    def keys_with_date(self, date: str) -> set[int]:
        """Return the keys of the articles that name a day, month or year within `date` (ISO)."""
        ...

    def facets(
        self, keys: Collection[int], types: Collection[EntityType], limit: int
    ) -> list[Together]:
        """Return the entities that most of the articles of `keys` mention, with how many do."""
        ...

    def known_names(self, types: Collection[EntityType], limit: int) -> list[tuple[Entity, str]]:
        """Return the names of the `limit` most mentioned entities: each with all it has.

        The canonical name comes first, then the others, the most frequent first.
        """
        ...

    def names(self, article: str) -> list[tuple[Entity, str]]:
        """Return what an article mentions: each entity with each name it has there."""
        ...


class CorrectionStore(Protocol):
    """What a person corrected, in the order in which it was done. As `EntityStore`."""

    def kept(self) -> list[KeptCorrection]:
        """Return what was corrected and is not undone."""
        ...

    def keep(self, correction: Correction) -> KeptCorrection:
        """Keep a correction, behind all others."""
        ...

    def undo(self, key: int) -> Correction | None:
        """Take a correction back and return it; None where there is none."""
        ...
