"""The seam at which searching and indexing ask the store.

A key is the number of an article: small, so that an index can hold it and a hundred thousand of
them can be handed about. Keys stay inside; front ends see ids.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from reader.model import ArticleSummary
from reader.model.search import Facet
from reader.text.query import Has, Term, When


class SearchText(NamedTuple):
    """What of an article a search looks through."""

    key: int
    title: str
    beside: str
    """Author, source and tags, each in a line."""
    text: str


class Indexable(NamedTuple):
    """An article that waits to be indexed."""

    request: int
    """As `Pending.key`."""
    key: int
    """As `SearchStore.all_keys`."""
    stamp: int
    """Differs, 64 bits, when what is indexed of it differs: the upper half where that is its text
    or metadata, the lower where it is what was added to them."""
    title: str
    author: str
    source: str
    text: str
    tags: str
    """Its tags, each in a line."""
    notes: str
    """What the person's notes on it say."""
    names: str
    """What the entities are called that it mentions, each by its one name."""


class SearchStore(Protocol):
    """Articles as a search sees them.

    Any thread may call any method; each may raise a LibraryError.
    """

    def all_keys(self) -> list[int]:
        """Return the keys of all articles, the newest first.

        A key is a small number that stands for an article as long as it is there.
        """
        ...

    def summaries(self, keys: Sequence[int]) -> dict[int, ArticleSummary]:
        """Return the articles of `keys` without their texts; those that are gone are left out."""
        ...

    def edition(self) -> int:
        """Return a number that differs whenever texts, metadata or tags of articles do."""
        ...

    def texts(self, keys: Iterable[int]) -> Iterator[SearchText]:
        """Yield the texts of `keys`, in their order; those that are gone are left out."""
        ...

    def newest(self, keys: Collection[int], most: int) -> list[int]:
        """Return the `most` newest of `keys`, the newest first."""
        ...

    def keys_with(self, leaf: Term | When | Has, now: datetime) -> set[int]:
        """Return the keys of the articles that a leaf of a query asks for.

        Serves dates, properties, and the fields AUTHOR, SOURCE, TAG and LANG; what else may be
        asked finds nothing here. `now` has the reader's time zone.
        """
        ...

    def facets(self, keys: Collection[int], most: int) -> list[Facet]:
        """Return what the articles of `keys` share: of each kind the `most` frequent, in order."""
        ...

    def indexable(self, articles: int, chars: int) -> list[Indexable]:
        """Return those that wait longest for `Task.INDEX`: up to `articles`, about `chars`."""
        ...

    def stamps(self, keys: Collection[int] | None = None) -> dict[int, int]:
        """Return the upper halves of the stamps (`Indexable.stamp`) of articles, or all, by key."""
        ...

    def request(self, keys: Iterable[int] | None = None) -> None:
        """Let articles wait for `Task.INDEX`, all for None; those that wait already go on."""
        ...
