"""The store as a search sees it, in the library's SQLite file."""

import json
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reader.database.annotations.tagging import texts as note_texts
from reader.database.base import Task
from reader.database.connection import Connections
from reader.database.edition import edition
from reader.database.filtering import keys_with
from reader.database.records import SUMMARY, summary_of
from reader.database.search_store import Indexable, SearchText
from reader.database.statements import CHOSEN, batches, marks
from reader.model import ArticleSummary
from reader.model.search import Facet
from reader.text.query import Has, Term, When

if TYPE_CHECKING:
    from reader.database.columns import Columns

_TAGS = (
    "coalesce((SELECT group_concat(name, char(10)) FROM"
    " (SELECT name FROM tag WHERE tag.article = article.key ORDER BY name)), '')"
)
_INDEXABLE = (
    f"SELECT pending.key, article.key, article.digest, title, author, source, {_TAGS}, text"
    " FROM pending JOIN article ON article.key = pending.article"
    " JOIN text ON text.article = article.key AND replaced IS NULL"
    " WHERE task = ? ORDER BY pending.key LIMIT ?"
)


class SqliteSearchStore:
    """See `reader.database.search_store.SearchStore`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._known: Columns | None = None

    def all_keys(self) -> list[int]:
        """See `SearchStore.all_keys`."""
        with self._connections.reading() as connection:
            return self._columns(connection).keys()

    def summaries(self, keys: Sequence[int]) -> dict[int, ArticleSummary]:
        """See `SearchStore.summaries`."""
        found = {}
        with self._connections.reading() as connection:
            for some in batches(keys):
                rows = connection.execute(
                    f"SELECT article.key, {SUMMARY} FROM article"
                    f" WHERE article.key IN ({marks(some)})",
                    some,
                )
                found.update({row[0]: summary_of(row[1:]) for row in rows.fetchall()})
        return found

    def edition(self) -> int:
        """See `SearchStore.edition`."""
        with self._connections.reading() as connection:
            return edition(connection)

    def texts(self, keys: Iterable[int]) -> Iterator[SearchText]:
        """See `SearchStore.texts`."""
        for some in batches(keys):
            with self._connections.reading() as connection:
                rows = connection.execute(
                    "SELECT article.key, title, author || char(10) || source || char(10) ||"
                    f" {_TAGS}, text FROM article JOIN text"
                    " ON text.article = article.key AND replaced IS NULL"
                    f" WHERE article.key IN ({marks(some)})",
                    some,
                )
                found = {row[0]: SearchText(*row) for row in rows.fetchall()}
            yield from (found[key] for key in some if key in found)

    def newest(self, keys: Collection[int], most: int) -> list[int]:
        """See `SearchStore.newest`."""
        with self._connections.reading() as connection:
            return self._columns(connection).newest(keys, most)

    def keys_with(self, leaf: Term | When | Has, now: datetime) -> set[int]:
        """See `SearchStore.keys_with`."""
        with self._connections.reading() as connection:
            return keys_with(connection, self._columns(connection), leaf, now)

    def facets(self, keys: Collection[int], most: int) -> list[Facet]:
        """See `SearchStore.facets`."""
        with self._connections.reading() as connection:
            return self._columns(connection).facets(keys, most)

    def indexable(self, articles: int, chars: int) -> list[Indexable]:
        """See `SearchStore.indexable`."""
        rows = []
        with self._connections.reading() as connection:
            for row in connection.execute(_INDEXABLE, (Task.INDEX.value, articles)):
                rows.append(row)
                chars -= len(row[-1])
                if chars <= 0:
                    break
            keys = [row[1] for row in rows]
            notes = note_texts(connection, keys)
            names = _names(connection, keys)
        return [_indexable(row, notes.get(row[1], ""), names.get(row[1], "")) for row in rows]

    def stamps(self, keys: Collection[int] | None = None) -> dict[int, int]:
        """See `SearchStore.stamps`."""
        statement = "SELECT key, digest, title, author, source FROM article"
        with self._connections.reading() as connection:
            if keys is None:
                rows = connection.execute(statement)
            else:
                rows = connection.execute(
                    f"{statement} WHERE key IN {CHOSEN}", (json.dumps(list(keys)),)
                )
            return {key: _stamp(*values) for key, *values in rows}

    def request(self, keys: Iterable[int] | None = None) -> None:
        """See `SearchStore.request`."""
        with self._connections.writing() as connection:
            if keys is None:
                keys = [key for (key,) in connection.execute("SELECT key FROM article").fetchall()]
            connection.executemany(
                "INSERT OR IGNORE INTO pending (article, task) VALUES (?, ?)",
                [(key, Task.INDEX.value) for key in keys],
            )

    def _columns(self, connection: sqlite3.Connection) -> "Columns":
        """Return what is held of all articles, as `connection` sees them."""
        from reader.database.columns import Columns  # numpy, which most of what is asked needs not

        known = self._known
        self._known = known = known.renewed(connection) if known else Columns(connection)
        return known


def _names(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[int, str]:
    """Return the names of the entities that the articles of `keys` mention, one in a line."""
    rows = connection.execute(
        "SELECT article, name FROM occurrence JOIN entity ON entity.key = occurrence.entity"
        f" WHERE article IN {CHOSEN} GROUP BY article, name ORDER BY article, name",
        (json.dumps(keys),),
    )
    names: dict[int, list[str]] = {}
    for key, name in rows:
        names.setdefault(key, []).append(name)
    return {key: "\n".join(several) for key, several in names.items()}


def _indexable(row: tuple[Any, ...], notes: str, names: str) -> Indexable:
    request, key, digest, title, author, source, tags, text = row
    stamp = _stamp(digest, title, author, source) << 32 | _stamp(tags, notes, names)
    return Indexable(request, key, stamp, title, author, source, text, tags, notes, names)


def _stamp(*values: str) -> int:
    """Return what tells whether values have changed: 32 bits."""
    return zlib.crc32("\0".join(values).encode())
