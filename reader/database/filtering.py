"""Which articles have what a query asks of their metadata."""

import sqlite3
from collections.abc import Callable
from datetime import datetime

from reader.text.fold import fold
from reader.text.query import Field, Has, Property, Term, When, bounds

_CONDITIONS = {
    Property.UNREAD: "read = 0",
    Property.READ: "read = 1",
    Property.STARRED: "starred = 1",
    Property.TAG: "EXISTS (SELECT 1 FROM tag WHERE tag.article = article.key)",
}


def keys_with(connection: sqlite3.Connection, leaf: Term | When | Has, now: datetime) -> set[int]:
    """Return the keys of the articles that a leaf of a query asks for.

    Serves dates, properties, and the fields AUTHOR, SOURCE, TAG and LANG; what else there may be
    asked finds nothing here.
    """
    match leaf:
        case When():
            return _keys_when(connection, leaf, now)
        case Has():
            condition = _CONDITIONS.get(leaf.property, "0")
            return _column(connection, f"SELECT key FROM article WHERE {condition}")
        case Term():
            return _keys_of_field(connection, leaf.field, fold(leaf.text).strip())


def _keys_when(connection: sqlite3.Connection, when: When, now: datetime) -> set[int]:
    first, behind = bounds(when, now)
    field = str(when.field)
    conditions = [f"{field} <> ''"]
    values = []
    for sign, value in ((">=", first), ("<", behind)):
        if value:
            conditions.append(f"{field} {sign} ?")
            values.append(value)
    where = " AND ".join(conditions)
    return _column(connection, f"SELECT key FROM article WHERE {where}", *values)


def _keys_of_field(connection: sqlite3.Connection, field: Field, wanted: str) -> set[int]:
    match field:
        case Field.AUTHOR | Field.SOURCE:
            rows = connection.execute(f"SELECT key, {field} FROM article WHERE {field} <> ''")
            return _chosen(rows, lambda value: wanted in fold(value))
        case Field.LANG:
            rows = connection.execute("SELECT key, language FROM article")
            return _chosen(rows, lambda value: f"{fold(value)}-".startswith(f"{wanted}-"))
        case Field.TAG:
            rows = connection.execute("SELECT article, name FROM tag")
            return _chosen(rows, lambda value: fold(value) == wanted)
        case _:
            return set()


def _chosen(rows: sqlite3.Cursor, wanted: Callable[[str], bool]) -> set[int]:
    """Return the keys of the rows whose value is wanted; each value is asked about once."""
    known: dict[str, bool] = {}
    keys = set()
    for key, value in rows.fetchall():
        if value not in known:
            known[value] = wanted(value)
        if known[value]:
            keys.add(key)
    return keys


def _column(connection: sqlite3.Connection, statement: str, *values: str) -> set[int]:
    return {key for (key,) in connection.execute(statement, values).fetchall()}
