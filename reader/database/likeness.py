"""Which articles are much like others: reposts, mirrors, updates from another place.

Nothing is done about them here: that they are alike is found when an article comes in, and kept
until a person says something of it.
"""

import sqlite3
from typing import NamedTuple

from reader.database import state, texts
from reader.database.statements import marks
from reader.model.resemblance import Verdict
from reader.text.likeness import Clauses, clauses_of, enough, likeness, sketch

STATEMENTS = (
    """
    CREATE TABLE likeness (
        hash INTEGER NOT NULL, -- one of the smallest of the clauses of an article's text
        article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
        PRIMARY KEY (hash, article)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX likeness_article ON likeness (article)",
)

_STATE = "likeness"
_ALIKE = 0.5
_MOST = 12  # candidates that are compared, those first that share most hashes
_OTHERS = 1  # that is not alike; behind it nothing is looked for
_BATCH = 64  # articles of earlier versions that are caught up with at a time


class Like(NamedTuple):
    """An article that is much like another."""

    key: int
    share: float
    """Which part of the two texts is the same."""


def begin(connection: sqlite3.Connection) -> None:
    """Make the table, and note that the articles that are there have still to be entered."""
    for statement in STATEMENTS:
        connection.execute(statement)
    begin_again(connection)


def begin_again(connection: sqlite3.Connection) -> None:
    """Note that all articles have still to be entered."""
    (last,) = connection.execute("SELECT coalesce(max(key), 0) FROM article").fetchone()
    state.put(connection, _STATE, str(last))


def remember(connection: sqlite3.Connection, key: int, clauses: Clauses) -> None:
    """Enter the clauses of the text that article `key` has now."""
    connection.execute("DELETE FROM likeness WHERE article = ?", (key,))
    connection.executemany(
        "INSERT OR IGNORE INTO likeness VALUES (?, ?)",
        [(value, key) for value in sketch(clauses)],
    )


def enter(connection: sqlite3.Connection, key: int, clauses: Clauses) -> list[Like]:
    """Enter the text that article `key` has now; keep and return what it is much like."""
    remember(connection, key, clauses)
    connection.execute(
        "DELETE FROM alike WHERE (one = ? OR other = ?) AND verdict = ?",
        (key, key, Verdict.OPEN.value),
    )
    found = find(connection, key, clauses)
    connection.executemany(
        "INSERT OR IGNORE INTO alike VALUES (?, ?, ?, ?)",
        [
            (min(key, like.key), max(key, like.key), like.share, Verdict.OPEN.value)
            for like in found
        ],
    )
    return found


def find(connection: sqlite3.Connection, key: int, clauses: Clauses) -> list[Like]:
    """Return the other articles that article `key`, of `clauses`, is much like, most first."""
    hashes = sketch(clauses)
    rows = connection.execute(
        f"SELECT article FROM likeness WHERE hash IN ({marks(hashes)}) AND article <> ?"
        " GROUP BY article HAVING count(*) >= ? ORDER BY count(*) DESC, article LIMIT ?",
        (*hashes, key, enough(len(hashes)), _MOST),
    ).fetchall()
    alike: list[Like] = []
    others = 0
    for (other,) in rows:
        its, _ = texts.present(connection, other)
        like = Like(other, likeness(clauses, clauses_of(its)))
        if like.share >= _ALIKE:
            alike.append(like)
        elif (others := others + 1) == _OTHERS:
            break
    return sorted(alike, key=lambda like: (-like.share, like.key))


def catch_up(connection: sqlite3.Connection) -> bool:
    """Enter some of the articles that came in before pairs were kept; tell whether more wait."""
    kept = state.get(connection, _STATE) or ""
    last = int(kept) if kept.isdecimal() else 0
    if not last:
        return False
    rows = connection.execute(
        "SELECT article, text FROM text WHERE replaced IS NULL AND article <= ?"
        " ORDER BY article DESC LIMIT ?",
        (last, _BATCH),
    ).fetchall()
    for key, text in rows:
        enter(connection, key, clauses_of(text))
    left = rows[-1][0] - 1 if len(rows) == _BATCH else 0
    state.put(connection, _STATE, str(left))
    return left > 0
