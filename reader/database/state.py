"""What is remembered under names: of the app, and of articles beside their rows."""

import sqlite3


def marks_of(article: str) -> str:
    """Return the name under which the marks in an article, by its id, are remembered."""
    return f"marks:{article}"


def revision_of(key: int) -> str:
    """Return the name for the digest of the text that a person changed into that of `key`."""
    return f"revised:{key}"


def get(connection: sqlite3.Connection, name: str) -> str | None:
    """Return what is remembered under `name`; None where nothing is."""
    row = connection.execute("SELECT value FROM state WHERE key = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def put(connection: sqlite3.Connection, name: str, value: str | None) -> None:
    """Remember `value` under `name`; nothing any more for None."""
    if value is None:
        connection.execute("DELETE FROM state WHERE key = ?", (name,))
    else:
        connection.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))
