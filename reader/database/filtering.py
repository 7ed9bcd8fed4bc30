"""Which articles have what a query asks of their metadata."""

import sqlite3
from datetime import datetime
from typing import TYPE_CHECKING

from reader.text.fold import fold
from reader.text.query import DateField, Has, Property, Term, When, bounds

if TYPE_CHECKING:
    from reader.database.columns import Columns

_CONDITIONS = {
    Property.UNREAD: "read = 0",
    Property.READ: "read = 1",
    Property.STARRED: "starred = 1",
}


def keys_with(
    connection: sqlite3.Connection, columns: "Columns", leaf: Term | When | Has, now: datetime
) -> set[int]:
    """Return the keys of the articles that a leaf of a query asks for.

    Serves dates, properties, and the fields AUTHOR, SOURCE, TAG and LANG; what else there may be
    asked finds nothing here.
    """
    match leaf:
        case When(field=DateField.DATE):
            return columns.dated(*bounds(leaf, now))
        case When():
            return _added(connection, *bounds(leaf, now))
        case Has(property=Property.TAG):
            return columns.tagged()
        case Has():
            return _column(connection, _CONDITIONS.get(leaf.property, "0"))
        case Term():
            return columns.with_field(leaf.field, fold(leaf.text).strip())


def _added(connection: sqlite3.Connection, first: str, behind: str) -> set[int]:
    if not behind:
        return _column(connection, "added >= ?", first)
    return _column(connection, "added >= ? AND added < ?", first, behind)


def _column(connection: sqlite3.Connection, condition: str, *values: str) -> set[int]:
    rows = connection.execute(f"SELECT key FROM article WHERE {condition}", values)
    return {key for (key,) in rows.fetchall()}
