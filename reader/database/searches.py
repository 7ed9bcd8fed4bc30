"""What a person searched for: the last queries, and those saved under a name."""

import sqlite3
from typing import TYPE_CHECKING

from reader.model.search import SavedSearch

if TYPE_CHECKING:
    from reader.database.connection import Connections

STATEMENTS = (
    "CREATE TABLE saved_search (name TEXT PRIMARY KEY, query TEXT NOT NULL) WITHOUT ROWID",
    # A query again takes a new key, which is greater: the last ones have the greatest.
    "CREATE TABLE searched (key INTEGER PRIMARY KEY AUTOINCREMENT, query TEXT NOT NULL UNIQUE)",
)

KEPT = 100
"""Queries that are remembered."""


class SqliteSavedSearchStore:
    """See `reader.database.base.SavedSearchStore`."""

    def __init__(self, connections: "Connections") -> None:
        self._connections = connections

    def history(self) -> list[str]:
        """See `SavedSearchStore.history`."""
        with self._connections.reading() as connection:
            rows = connection.execute("SELECT query FROM searched ORDER BY key DESC")
            return [query for (query,) in rows.fetchall()]

    def note(self, query: str) -> None:
        """See `SavedSearchStore.note`."""
        with self._connections.writing() as connection:
            connection.execute("REPLACE INTO searched (query) VALUES (?)", (query,))
            connection.execute(
                "DELETE FROM searched WHERE key NOT IN"
                " (SELECT key FROM searched ORDER BY key DESC LIMIT ?)",
                (KEPT,),
            )

    def saved(self) -> list[SavedSearch]:
        """See `SavedSearchStore.saved`."""
        with self._connections.reading() as connection:
            rows = connection.execute("SELECT name, query FROM saved_search ORDER BY name")
            return [SavedSearch(*row) for row in rows.fetchall()]

    def save(self, search: SavedSearch) -> None:
        """See `SavedSearchStore.save`."""
        with self._connections.writing() as connection:
            connection.execute("REPLACE INTO saved_search (name, query) VALUES (?, ?)", search)

    def delete(self, name: str) -> bool:
        """See `SavedSearchStore.delete`."""
        with self._connections.writing() as connection:
            found: sqlite3.Cursor = connection.execute(
                "DELETE FROM saved_search WHERE name = ?", (name,)
            )
            return found.rowcount > 0

    def titles(self) -> list[str]:
        """See `SavedSearchStore.titles`."""
        with self._connections.reading() as connection:
            rows = connection.execute("SELECT title FROM article ORDER BY date DESC, title, id")
            return [title for (title,) in rows.fetchall()]
