"""The queue of slow work in the library's SQLite file."""

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from reader.database.base import Pending, Task

if TYPE_CHECKING:
    from reader.database.connection import Connections


def request(connection: sqlite3.Connection, task: Task, articles: Iterable[int]) -> None:
    """Let the articles of these keys wait for `task`, under new requests where they already do."""
    connection.executemany(
        "INSERT OR REPLACE INTO pending (article, task) VALUES (?, ?)",
        [(article, task.value) for article in dict.fromkeys(articles)],
    )


def done(connection: sqlite3.Connection, task: Task, requests: Iterable[int]) -> None:
    """See `Queue.done`."""
    connection.executemany(
        "DELETE FROM pending WHERE key = ? AND task = ?",
        [(request, task.value) for request in requests],
    )


class SqliteQueue:
    """See `reader.database.base.Queue`."""

    def __init__(self, connections: "Connections") -> None:
        self._connections = connections

    def pending(self, task: Task, limit: int) -> list[Pending]:
        """See `Queue.pending`."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT pending.key, article.id FROM pending JOIN article"
                " ON article.key = pending.article WHERE task = ? ORDER BY pending.key LIMIT ?",
                (task.value, max(limit, 0)),
            ).fetchall()
            return [Pending(*row) for row in rows]

    def articles(self, task: Task) -> set[int]:
        """See `Queue.articles`."""
        with self._connections.reading() as connection:
            rows = connection.execute("SELECT article FROM pending WHERE task = ?", (task.value,))
            return {key for (key,) in rows.fetchall()}

    def count(self, task: Task) -> int:
        """See `Queue.count`."""
        with self._connections.reading() as connection:
            (number,) = connection.execute(
                "SELECT count(*) FROM pending WHERE task = ?", (task.value,)
            ).fetchone()
            return int(number)

    def done(self, task: Task, requests: Iterable[int]) -> None:
        """See `Queue.done`."""
        with self._connections.writing() as connection:
            done(connection, task, requests)
