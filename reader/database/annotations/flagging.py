"""Whether articles are read and have a star, in the journal: which of them a change made others."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.database.statements import CHOSEN

FLAGS = ("read", "starred")
"""The columns of an article that tell it."""


class Flagged(NamedTuple):
    """What a change does to a flag of some articles, all of which had the other value."""

    flag: str
    """One of `FLAGS`."""
    value: bool
    articles: Sequence[int]
    """Their keys."""


def without(
    connection: sqlite3.Connection, keys: Iterable[int], flag: str, value: bool
) -> list[int]:
    """Return those of `keys` whose articles do not have the value."""
    found = connection.execute(
        f"SELECT key FROM article WHERE {flag} <> ? AND key IN {CHOSEN}",
        (int(value), json.dumps(list(keys))),
    )
    return [key for (key,) in found.fetchall()]


def flag(connection: sqlite3.Connection, flagged: Flagged) -> None:
    """Give the articles the value."""
    connection.execute(
        f"UPDATE article SET {flagged.flag} = ? WHERE key IN {CHOSEN}",
        (int(flagged.value), json.dumps(list(flagged.articles))),
    )


def enter(connection: sqlite3.Connection, change: int, flagged: Flagged) -> None:
    """Enter in the journal what the change with this key did to articles."""
    connection.execute(
        "INSERT INTO change_flag SELECT ?, ?, value, ? FROM json_each(?)",
        (change, flagged.flag, int(flagged.value), json.dumps(list(flagged.articles))),
    )


def turn(connection: sqlite3.Connection, change: int, *, undone: int) -> tuple[list[int], int]:
    """Undo what a change did to articles, or do it again.

    Returns the keys of those that were changed, and how many were passed over: they have become
    so without it since.
    """
    done: list[int] = []
    entered = 0
    for column in FLAGS:
        found = connection.execute(
            "SELECT article, value FROM change_flag WHERE change = ? AND flag = ?",
            (change, column),
        ).fetchall()
        entered += len(found)
        if found:
            value = bool(found[0][1]) is not bool(undone)
            others = without(connection, (article for article, _value in found), column, value)
            flag(connection, Flagged(column, value, others))
            done += others
    return done, entered - len(done)
