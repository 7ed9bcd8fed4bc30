"""The database as one SQLite file."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reader.database import articles, identity, state
from reader.database import listing as lists
from reader.database.connection import Connections, open_connections
from reader.database.records import SUMMARY, decode_removed, decode_structure, summary_of
from reader.errors import LibraryError, LibraryLocked
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
from reader.model.times import utc_now

if TYPE_CHECKING:
    from reader.database.alike.store import SqliteAlikeStore
    from reader.database.annotations.base import AnnotationStore
    from reader.database.corrections import SqliteCorrectionStore
    from reader.database.entities import SqliteEntityStore
    from reader.database.queue import SqliteQueue
    from reader.database.searches import SqliteSavedSearchStore
    from reader.database.searching import SqliteSearchStore
    from reader.database.web.saved import SqliteSavedStore
    from reader.database.web.store import SqliteWebStore


def open_database(
    folder: Path,
    *,
    read_only: bool = False,
    busy_timeout: float = 5.0,
    now: Callable[[], str] = utc_now,
) -> "SqliteDatabase":
    """Open the database in `folder`, making or upgrading it where needed.

    Waits `busy_timeout` seconds for other processes, here and in every writing method. Where
    the file may not be written, the database is for reading only. Raises a LibraryError.
    """
    connections = open_connections(folder, read_only=read_only, busy_timeout=busy_timeout)
    return SqliteDatabase(connections, now)


class SqliteDatabase:
    """See `reader.database.base.Database`."""

    def __init__(self, connections: Connections, now: Callable[[], str]) -> None:
        self._connections = connections
        self._now = now

    @cached_property
    def queue(self) -> "SqliteQueue":
        """See `Database.queue`."""
        from reader.database.queue import SqliteQueue

        return SqliteQueue(self._connections)

    @property
    def annotations(self) -> "AnnotationStore":
        """See `Database.annotations`."""
        from reader.database.annotations.store import SqliteAnnotations  # not for the first frame

        return SqliteAnnotations(self._connections, self._now)

    @property
    def folder(self) -> Path:
        """See `Database.folder`."""
        return self._connections.file.parent

    @property
    def read_only(self) -> bool:
        """See `Database.read_only`."""
        return self._connections.read_only

    @cached_property
    def entities(self) -> "SqliteEntityStore":
        """See `Database.entities`."""
        from reader.database.entities import SqliteEntityStore

        return SqliteEntityStore(self._connections)

    @cached_property
    def corrections(self) -> "SqliteCorrectionStore":
        """See `Database.corrections`."""
        from reader.database.corrections import SqliteCorrectionStore

        return SqliteCorrectionStore(self._connections, self._now)

    @cached_property
    def search(self) -> "SqliteSearchStore":
        """See `Database.search`."""
        from reader.database.searching import SqliteSearchStore  # only searching needs it

        return SqliteSearchStore(self._connections)

    @cached_property
    def alikes(self) -> "SqliteAlikeStore":
        """See `Database.alikes`."""
        from reader.database.alike.store import SqliteAlikeStore

        return SqliteAlikeStore(self._connections, self._now)

    @cached_property
    def searches(self) -> "SqliteSavedSearchStore":
        """See `Database.searches`."""
        from reader.database.searches import SqliteSavedSearchStore

        return SqliteSavedSearchStore(self._connections)

    @cached_property
    def web(self) -> "SqliteWebStore":
        """See `Database.web`."""
        from reader.database.web.store import SqliteWebStore  # only fetching needs it

        return SqliteWebStore(self._connections)

    @cached_property
    def saved(self) -> "SqliteSavedStore":
        """See `Database.saved`."""
        from reader.database.web.saved import SqliteSavedStore  # only importing needs it

        return SqliteSavedStore(self._connections, self._now)

    def close(self) -> None:
        """See `Database.close`."""
        self._connections.close()

    def add_many(self, documents: Sequence[Document]) -> list[AddResult]:
        """See `Database.add_many`."""
        from reader.database import adding, likeness

        with self._connections.writing() as connection:
            now = self._now()
            likeness.catch_up(connection)
            return [adding.add(connection, document, now) for document in documents]

    def summary(self, article: str) -> ArticleSummary:
        """See `Database.summary`."""
        with self._connections.reading() as connection:
            return articles.summary(connection, identity.find(connection, article))

    def article(self, article: str) -> Article:
        """See `Database.article`."""
        with self._connections.reading() as connection:
            key = identity.find(connection, article)
            row = connection.execute(
                f"SELECT structure, removed, text, {SUMMARY} FROM article JOIN text"
                " ON text.article = article.key AND replaced IS NULL WHERE article.key = ?",
                (key,),
            ).fetchone()
            structure, removed, text, *described = row
            return Article(
                summary_of(tuple(described)),
                text,
                decode_structure(structure, len(text)),
                decode_removed(removed, len(text)),
            )

    def revise(self, article: str, document: Document) -> None:
        """See `Database.revise`."""
        from reader.database import adding

        with self._connections.writing() as connection:
            adding.revise(connection, identity.find(connection, article), document, self._now())

    def versions(self, article: str) -> list[Version]:
        """See `Database.versions`."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT digest, text, structure, replaced FROM text"
                " WHERE article = ? AND replaced IS NOT NULL ORDER BY replaced DESC, rowid DESC",
                (identity.find(connection, article),),
            ).fetchall()
            return [
                Version(digest, text, decode_structure(structure, len(text)), replaced)
                for digest, text, structure, replaced in rows
            ]

    def listing(self, listing: Listing, offset: int, limit: int | None) -> list[ArticleSummary]:
        """See `Database.listing`."""
        with self._connections.reading() as connection:
            return lists.rows(connection, listing, offset, limit)

    def count(self, listing: Listing) -> int:
        """See `Database.count`."""
        with self._connections.reading() as connection:
            return lists.count(connection, listing)

    def position_of(self, article: str, listing: Listing) -> int | None:
        """See `Database.position_of`."""
        with self._connections.reading() as connection:
            return lists.position_of(connection, identity.find(connection, article), listing)

    def tags(self) -> list[TagCount]:
        """See `Database.tags`."""
        with self._connections.reading() as connection:
            rows = connection.execute("SELECT name, count(*) FROM tag GROUP BY name ORDER BY name")
            return [TagCount(*row) for row in rows.fetchall()]

    def delete_article(self, article: str) -> int:
        """See `Database.delete_article`."""
        with self._connections.writing() as connection:
            return articles.delete(connection, identity.find(connection, article), self._now())

    def set_progress(self, article: str, offset: int) -> None:
        """See `Database.set_progress`."""
        with self._connections.writing() as connection:
            articles.set_progress(connection, identity.find(connection, article), offset)

    def set_read(self, article: str, read: bool) -> None:
        """See `Database.set_read`."""
        with self._connections.writing() as connection:
            key = identity.find(connection, article)
            connection.execute("UPDATE article SET read = ? WHERE key = ?", (int(read), key))

    def set_starred(self, article: str, starred: bool) -> None:
        """See `Database.set_starred`."""
        with self._connections.writing() as connection:
            key = identity.find(connection, article)
            connection.execute("UPDATE article SET starred = ? WHERE key = ?", (int(starred), key))

    def set_tags(self, article: str, tags: Iterable[str]) -> None:
        """See `Database.set_tags`."""
        with self._connections.writing() as connection:
            key = identity.find(connection, article)
            connection.execute("DELETE FROM tag WHERE article = ?", (key,))
            articles.add_tags(connection, key, tags)
            articles.refresh(connection, key)

    def add_tag(self, article: str, tag: str) -> None:
        """See `Database.add_tag`."""
        with self._connections.writing() as connection:
            key = identity.find(connection, article)
            articles.add_tags(connection, key, [tag])
            articles.refresh(connection, key)

    def change_all(self, listing: Listing, bulk: Bulk) -> int:
        """See `Database.change_all`."""
        from reader.database.bulk import change  # not for the first frame

        with self._connections.writing() as connection:
            return change(connection, lists.keys(connection, listing), bulk, self._now())

    def state(self, key: str, default: str = "") -> str:
        """See `Database.state`."""
        with self._connections.reading() as connection:
            found = state.get(connection, key)
            return default if found is None else found

    def set_state(self, key: str, value: str) -> None:
        """See `Database.set_state`."""
        with self._connections.writing() as connection:
            state.put(connection, key, value)

    def back_up(self) -> Path | None:
        """See `Database.back_up`."""
        from reader.database import backups  # once a day

        return backups.back_up(self._connections, self._now()[:10])

    def check(self) -> list[Finding]:
        """See `Database.check`."""
        from reader.database import checks  # only `reader doctor` pays for it

        file = self._connections.file
        try:
            with self._connections.reading() as connection:
                findings = checks.look_into(connection, file)
        except LibraryError as error:
            findings = [checks.damage(error)]
        else:
            findings += self._check_lock()
        return [*findings, *checks.look_around(file, read_only=self.read_only)]

    def _check_lock(self) -> list[Finding]:
        """Tell whether others let us write, by beginning to and storing nothing."""
        from reader.database import checks

        if self.read_only:
            return []
        try:
            with self._connections.writing():
                return [checks.lock(None)]
        except LibraryLocked as error:
            return [checks.lock(error)]
