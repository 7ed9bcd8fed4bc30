"""The seam between the library and its store."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reader.model import (
    AddResult,
    Article,
    ArticleSummary,
    Bulk,
    Document,
    Finding,
    Listing,
    TagCount,
    Version,
)

if TYPE_CHECKING:
    from reader.database.alike.base import AlikeStore
    from reader.database.annotations.base import AnnotationStore
    from reader.database.entity_store import CorrectionStore, EntityStore
    from reader.database.search_store import SearchStore
    from reader.database.web.base import SavedStore, WebStore
    from reader.model.search import SavedSearch


class Task(StrEnum):
    """Slow work that an article waits for; the article can be read meanwhile."""

    RECOGNISE = "recognise"
    INDEX = "index"


class Pending(NamedTuple):
    """An article that waits for a task."""

    key: int
    """Names this request: the same article asking again, having changed, has another key."""
    article: str
    """The article's id."""


class Queue(Protocol):
    """Which articles wait for what. The methods are as those of `Database`."""

    def pending(self, task: Task, limit: int) -> list[Pending]:
        """Return up to `limit` articles that wait for `task`, the longest waiting first."""
        ...

    def articles(self, task: Task) -> set[int]:
        """Return the keys (`SearchStore.all_keys`) of all articles that wait for `task`."""
        ...

    def count(self, task: Task) -> int:
        """Return how many articles wait for `task`."""
        ...

    def done(self, task: Task, requests: Iterable[int]) -> None:
        """Take requests, by their keys, off the queue of `task`.

        An article that changed after `pending` told of it has another key and goes on waiting.
        """
        ...


class SavedSearchStore(Protocol):
    """What a person searched for. The methods are as those of `Database`."""

    def history(self) -> list[str]:
        """Return the queries remembered, each once, the last one first; a hundred at most."""
        ...

    def note(self, query: str) -> None:
        """Remember that `query` was searched for."""
        ...

    def saved(self) -> "list[SavedSearch]":
        """Return the saved searches, by name."""
        ...

    def save(self, search: "SavedSearch") -> None:
        """Save a search, in place of the one of its name."""
        ...

    def delete(self, name: str) -> bool:
        """Delete a saved search; tell whether there was one of the name."""
        ...

    def titles(self) -> list[str]:
        """Return the titles of all articles, the newest article's first."""
        ...


class Database(Protocol):
    """Articles, their earlier texts, tags and reading state, kept durably.

    Any thread may call any method. A writing method has stored what it was given, whole, when it
    returns; when it raises it has changed nothing. Methods that take an article's id accept what
    a person types (`reader.database.identity.find`) and raise `ArticleNotFound`. Every method
    may raise a `LibraryError`.
    """

    @property
    def queue(self) -> Queue:
        """Which articles wait to be recognised or indexed."""
        ...

    @property
    def annotations(self) -> "AnnotationStore":
        """Where what a person said of passages is kept."""
        ...

    @property
    def web(self) -> "WebStore":
        """Where what came from the web is kept."""
        ...

    @property
    def saved(self) -> "SavedStore":
        """Where addresses are kept whose pages are still to be fetched."""
        ...

    @property
    def folder(self) -> Path:
        """The folder that holds the store."""
        ...

    @property
    def read_only(self) -> bool:
        """Whether every writing method raises `LibraryReadOnly`."""
        ...

    @property
    def entities(self) -> "EntityStore":
        """What is known of entities."""
        ...

    @property
    def corrections(self) -> "CorrectionStore":
        """What a person corrected of entities."""
        ...

    @property
    def search(self) -> "SearchStore":
        """What searching and indexing ask of the store."""
        ...

    @property
    def alikes(self) -> "AlikeStore":
        """Where articles are kept that are much like others."""
        ...

    @property
    def searches(self) -> SavedSearchStore:
        """What was searched for."""
        ...

    def close(self) -> None:
        """Let go of all files, once the calls that other threads are in have ended."""
        ...

    def add_many(self, documents: Sequence[Document]) -> list[AddResult]:
        """Store `documents` in one transaction and tell, in order, what became of each.

        No result is `FAILED`: either all are stored or an error is raised.

        - An article has the place (path, else url) of the document: another text makes it
          `UPDATED`, the earlier text kept as a version, the reading position moved to the same
          passage. The same text with other metadata makes it `UPDATED` without a version; only
          what the document says otherwise than the last time is taken over.
        - Else an article has the same text: `UNCHANGED`; an empty path or url is filled in.
        - Else the document is `ADDED`, and is read, starred and as far read as it was elsewhere.

        Tags of a document are added to the article's; one that a person took off comes back only
        if the document had ceased to bear it. Whatever changes the text waits for every `Task`,
        what changes metadata for `INDEX`.
        """
        ...

    def summary(self, article: str) -> ArticleSummary:
        """Return the article without its text."""
        ...

    def article(self, article: str) -> Article:
        """Return the article with its current text."""
        ...

    def revise(self, article: str, document: Document) -> None:
        """Make the text of `document` the article's, keeping the one before as a version.

        Adding the text before from the same place again leaves it. Nothing else is taken over.
        """
        ...

    def versions(self, article: str) -> list[Version]:
        """Return the article's earlier texts, the last replaced first."""
        ...

    def listing(self, listing: Listing, offset: int, limit: int | None) -> list[ArticleSummary]:
        """Return rows `offset` to `offset + limit` of `listing`; all from `offset` for None.

        Ties are broken by title then id, ascending in both directions (equal titles: by id in the
        list's own direction). Titles are compared by code points.
        """
        ...

    def count(self, listing: Listing) -> int:
        """Return how many rows `listing` has."""
        ...

    def position_of(self, article: str, listing: Listing) -> int | None:
        """Return the row of the article in `listing`, or None where it is not in it."""
        ...

    def tags(self) -> list[TagCount]:
        """Return every tag in use, by name."""
        ...

    def delete_article(self, article: str) -> int:
        """Delete an article, its texts and marks; return how many notes went to the trash.

        They keep their quotes, and can be restored when an article with that text is added.
        """
        ...

    def set_progress(self, article: str, offset: int) -> None:
        """Remember the code point at which reading stopped, moved into the text if outside."""
        ...

    def set_read(self, article: str, read: bool) -> None:
        """Mark the article as read or unread."""
        ...

    def set_starred(self, article: str, starred: bool) -> None:
        """Give the article a star or take it away."""
        ...

    def set_tags(self, article: str, tags: Iterable[str]) -> None:
        """Make `tags` the article's tags; white space in each is folded, empty ones dropped."""
        ...

    def add_tag(self, article: str, tag: str) -> None:
        """Add one tag to the article's."""
        ...

    def change_all(self, listing: Listing, bulk: Bulk) -> int:
        """Do `bulk` with every article of `listing`; return how many it made others.

        It is entered in the journal of annotations, and undone with `AnnotationStore.undo`.
        """
        ...

    def state(self, key: str, default: str = "") -> str:
        """Return what was remembered under `key`."""
        ...

    def set_state(self, key: str, value: str) -> None:
        """Remember `value` under `key`."""
        ...

    def back_up(self) -> Path | None:
        """Copy the store if there is no copy of today yet; return the copy that was made.

        The last 7 copies are kept. A store that cannot be written is not copied.
        """
        ...

    def check(self) -> list[Finding]:
        """Look for damage and for what may become trouble; reads everything, so may take long."""
        ...
