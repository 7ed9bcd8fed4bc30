"""When annotations are to be read again."""

import random
import sqlite3

from reader.database.annotations import rows
from reader.model.annotation import Annotation

_TO_THE_SECOND = 19  # characters of ISO 8601
_REVIEWABLE = "deleted = '' AND exact <> '' AND state IN ('anchored', 'moved')"


def due(connection: sqlite3.Connection, now: str, day: str, limit: int) -> list[Annotation]:
    """See `AnnotationStore.due`."""
    found = connection.execute(
        f"SELECT {rows.ANNOTATION} FROM review JOIN annotation ON key = review.annotation"
        f" WHERE due <= ? AND {_REVIEWABLE} ORDER BY due, id LIMIT ?",
        (now, limit),
    ).fetchall()
    waiting = [rows.annotation_of(row) for row in found]
    unseen = connection.execute(
        f"SELECT key FROM annotation WHERE {_REVIEWABLE}"
        " AND key NOT IN (SELECT annotation FROM review) ORDER BY id"
    ).fetchall()
    drawn = random.Random(day).sample(unseen, min(limit - len(waiting), len(unseen)))
    return waiting + [rows.get(connection, key) for (key,) in drawn]


def reviewed_since(connection: sqlite3.Connection, time: str) -> int:
    """See `AnnotationStore.reviewed_since`."""
    (number,) = connection.execute(
        "SELECT count(*) FROM review"
        " WHERE card <> '' AND substr(json_extract(card, '$.last_review'), 1, 19) >= ?",
        (time[:_TO_THE_SECOND],),
    ).fetchone()
    return int(number)


def card(connection: sqlite3.Connection, key: int) -> str:
    """See `AnnotationStore.card`."""
    row = connection.execute("SELECT card FROM review WHERE annotation = ?", (key,)).fetchone()
    return "" if row is None else str(row[0])


def set_card(connection: sqlite3.Connection, key: int, due: str, card: str) -> None:
    """See `AnnotationStore.set_card`."""
    connection.execute(
        "INSERT OR REPLACE INTO review (annotation, due, card) VALUES (?, ?, ?)", (key, due, card)
    )
