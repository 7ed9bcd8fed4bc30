"""What a search asks of the store: articles by their keys, texts to look through, counts.

A key is the number of an article's row: small, so that an index can hold it and a hundred
thousand of them can be handed about. Keys stay inside; front ends see ids.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from reader.database.base import SearchText
from reader.database.records import SUMMARY, summary_of
from reader.model import ArticleSummary

BATCH = 500
"""Keys in one statement; SQLite takes 32,766 at most."""


def summaries(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[int, ArticleSummary]:
    """Return the articles of `keys` without their texts; those that are gone are left out."""
    found = {}
    for some in batches(keys):
        rows = connection.execute(
            f"SELECT article.key, {SUMMARY} FROM article WHERE article.key IN ({_marks(some)})",
            some,
        )
        found.update({row[0]: summary_of(row[1:]) for row in rows.fetchall()})
    return found


def texts(connection: sqlite3.Connection, keys: Sequence[int]) -> list[SearchText]:
    """Return the titles and texts of `keys`, in their order; those that are gone are left out."""
    rows = connection.execute(
        "SELECT article.key, title, text FROM article JOIN text ON text.article = article.key"
        f" AND replaced IS NULL WHERE article.key IN ({_marks(keys)})",
        keys,
    )
    found = {row[0]: SearchText(*row) for row in rows.fetchall()}
    return [found[key] for key in keys if key in found]


def all_keys(connection: sqlite3.Connection) -> list[int]:
    """Return the keys of all articles, the newest first."""
    rows = connection.execute("SELECT key FROM article ORDER BY date DESC, title, id")
    return [key for (key,) in rows.fetchall()]


def batches(keys: Iterable[int]) -> Iterator[list[int]]:
    """Yield `keys` in lists that one statement takes."""
    waiting = iter(keys)
    while some := list(islice(waiting, BATCH)):
        yield some


def _marks(keys: Sequence[int]) -> str:
    return ", ".join("?" * len(keys))
