"""One article of two: all that one has goes to the other, then its row is deleted."""

import json
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple, Self

from reader.database import articles, state, texts
from reader.database.carrying import carried
from reader.database.records import METADATA
from reader.model.resemblance import Turn, Verdict

_MARK_NAMES = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
"""What a mark is called that would otherwise take another's name."""

_PLACE = ("path", "url")


class _Article(NamedTuple):
    """An article with its present text."""

    key: int
    id: str
    digest: str
    progress: int
    path: str
    url: str
    text: str

    @classmethod
    def found(cls, connection: sqlite3.Connection, key: int) -> Self:
        row = connection.execute(
            "SELECT article.key, id, article.digest, progress, path, url, text FROM article"
            " JOIN text ON text.article = article.key AND replaced IS NULL WHERE article.key = ?",
            (key,),
        ).fetchone()
        return cls(*row)


def merge(connection: sqlite3.Connection, kept: int, gone: int, turn: Turn, now: str) -> None:
    """See `AlikeStore.merge`; inside a transaction that the caller has begun."""
    one, other = _Article.found(connection, kept), _Article.found(connection, gone)
    present = other if turn is Turn.LATER else one
    _merge_marks(connection, one, other, present)
    _merge_texts(connection, one, other, present, now)
    _hand_over(connection, one, other)
    _merge_rows(connection, one, other, turn, now)
    _settle(connection, one, other, present)


def _merge_texts(
    connection: sqlite3.Connection, one: _Article, other: _Article, present: _Article, now: str
) -> None:
    """Make the texts of both versions of one, but the present one."""
    connection.execute(
        "UPDATE text SET replaced = ? WHERE article IN (?, ?) AND replaced IS NULL",
        (now, one.key, other.key),
    )
    # One that both have stays where it is.
    connection.execute(
        "UPDATE OR IGNORE text SET article = ? WHERE article = ?", (one.key, other.key)
    )
    connection.execute(
        "UPDATE text SET replaced = NULL WHERE article = ? AND digest = ?",
        (one.key, present.digest),
    )


def _hand_over(connection: sqlite3.Connection, one: _Article, other: _Article) -> None:
    """Let what refers to the other refer to the one."""
    keys = (one.key, other.key)
    connection.execute(
        "INSERT OR IGNORE INTO tag (article, name) SELECT ?, name FROM tag WHERE article = ?", keys
    )
    connection.execute(
        "UPDATE annotation SET article = ?, home = ? WHERE article = ?",
        (one.key, one.id, other.key),
    )
    connection.execute("UPDATE feed_entry SET article = ? WHERE article = ?", keys)
    connection.execute("UPDATE correction SET article = ? WHERE article = ?", (one.id, other.id))
    connection.execute("UPDATE merged SET article = ? WHERE article = ?", keys)
    connection.execute(
        "INSERT INTO alike SELECT min(:one, it), max(:one, it), share, verdict"
        " FROM (SELECT one + other - :other AS it, share, verdict FROM alike"
        " WHERE one = :other OR other = :other) WHERE it <> :one AND verdict <> :open"
        " ON CONFLICT (one, other) DO UPDATE SET verdict = excluded.verdict WHERE verdict = :open",
        {"one": one.key, "other": other.key, "open": Verdict.OPEN.value},
    )


def _merge_rows(
    connection: sqlite3.Connection, one: _Article, other: _Article, turn: Turn, now: str
) -> None:
    """Bring both rows together; the place of a text that is not the present one is remembered."""
    columns = ("read", "starred", "added", "digest", "chars", "seconds", *METADATA)
    its = dict(
        zip(
            columns,
            connection.execute(
                f"SELECT {', '.join(columns)} FROM article WHERE key = ?", (other.key,)
            ).fetchone(),
            strict=True,
        )
    )
    revision = state.get(connection, state.revision_of(other.key))
    state.put(connection, state.revision_of(other.key), None)
    if turn is Turn.LATER:
        state.put(connection, state.revision_of(one.key), revision)
    connection.execute("DELETE FROM article WHERE key = ?", (other.key,))
    connection.execute(
        "UPDATE article SET read = max(read, :read), starred = max(starred, :starred),"
        " added = min(added, :added), modified = :now WHERE key = :key",
        its | {"now": now, "key": one.key},
    )
    place = other.path, other.url
    if turn is Turn.LATER:
        place = one.path, one.url
        taken = {name: its[name] for name in METADATA if its[name]}
        taken |= {name: its[name] for name in ("digest", "chars", "seconds")}
        taken["path"] = other.path or one.path
        for name, value in taken.items():
            connection.execute(f"UPDATE article SET {name} = ? WHERE key = ?", (value, one.key))
    connection.execute(
        "INSERT INTO merged (id, article, path, url) VALUES (?, ?, ?, ?)",
        (other.id, one.key, "" if _has_path(connection, one.key, place[0]) else place[0], place[1]),
    )


def _has_path(connection: sqlite3.Connection, key: int, path: str) -> bool:
    """Tell whether an article has this path already, which is then no other place."""
    row = connection.execute(
        "SELECT 1 FROM article WHERE key = ? AND path = ?", (key, path)
    ).fetchone()
    return row is not None


def _settle(
    connection: sqlite3.Connection, one: _Article, other: _Article, present: _Article
) -> None:
    """Find all places anew in the present text, and let be derived what is derived from it."""
    places = [carried(each.text, present.text, each.progress) for each in (one, other)]
    articles.refresh(connection, one.key)
    articles.settle(connection, one.key, max(places))


def _merge_marks(
    connection: sqlite3.Connection, one: _Article, other: _Article, present: _Article
) -> None:
    """Keep the marks of both, each where its passage is in the present text."""
    marks = dict(_marks(connection, one, present.text))
    for name, place in _marks(connection, other, present.text):
        taken = marks.get(name, place) != place
        free = next((each for each in _MARK_NAMES if each not in marks), name)
        marks[free if taken else name] = place
    state.put(connection, state.marks_of(other.id), None)
    if marks:
        record = json.dumps([present.digest, marks], ensure_ascii=False)
        state.put(connection, state.marks_of(one.id), record)


def _marks(
    connection: sqlite3.Connection, article: _Article, present: str
) -> Iterator[tuple[str, int]]:
    """Yield the marks of an article, each at its place in the present text."""
    record = state.get(connection, state.marks_of(article.id))
    if not record:
        return
    digest, marks = json.loads(record)
    text = texts.under(connection, article.key, digest) or article.text
    for name, place in marks.items():
        yield name, carried(text, present, place)
