"""The SQL of lists: which rows, in what order, and where one stands.

Orders are read from an index of their own, so a window costs what it takes to step over the rows
before it. Where a text filters, rows are looked at anyway and sorting the few that remain is
cheaper than going from an index to each row; the unary `+` keeps SQLite from the index there.
"""

import json
import sqlite3
from typing import NamedTuple

from reader.database.records import SUMMARY, summary_of
from reader.model import ArticleSummary, Listing, Order

_COLUMNS = {
    Order.DATE: "date",
    Order.ADDED: "added",
    Order.TITLE: "title",
    Order.LENGTH: "chars",
    Order.PROGRESS: "share",
}


class _Filter(NamedTuple):
    """A condition on articles, and the values of its parameters."""

    condition: str
    values: dict[str, str]

    @property
    def where(self) -> str:
        """The clause of a statement that has no other condition."""
        return f"WHERE {self.condition}" if self.condition else ""

    @property
    def further(self) -> str:
        """What to append to another condition."""
        return f" AND {self.condition}" if self.condition else ""


def fold_lines(lines: str) -> str:
    """Return title, author, source and tags, one in a line, as a text filters them."""
    from reader.text.fold import fold  # most lists are not filtered

    return "\n".join(map(fold, lines.split("\n")))


BELOW_TAG = "(name = :tag OR (name > :below_tag AND name < :behind_tag))"
"""The condition that the tag in `name` is, or is below, that of `tag_values`."""

_AFTER_SLASH = "0"  # sorts after every tag that begins with what stands before a slash


def tag_values(tag: str) -> dict[str, str]:
    """Return the values of `BELOW_TAG`."""
    return {"tag": tag, "below_tag": f"{tag}/", "behind_tag": f"{tag}{_AFTER_SLASH}"}


def _filter(listing: Listing) -> _Filter:
    conditions = []
    values: dict[str, str] = {}
    if listing.among is not None:
        conditions.append("key IN (SELECT value FROM json_each(:among))")
        values["among"] = json.dumps(list(listing.among))
    if listing.unread:
        conditions.append("read = 0")
    if listing.starred:
        conditions.append("starred = 1")
    if listing.tag:
        conditions.append(f"key IN (SELECT article FROM tag WHERE {BELOW_TAG})")
        values |= tag_values(listing.tag)
    if listing.feed:
        conditions.append("key IN (SELECT article FROM feed_entry WHERE feed = :feed)")
        values["feed"] = listing.feed.address
    if text := listing.text.strip():
        conditions.append("instr(folded, :text)")
        values["text"] = fold_lines(text)
    return _Filter(" AND ".join(conditions), values)


def _order(listing: Listing) -> str:
    direction = "DESC" if listing.descending else "ASC"
    ties = f"id {direction}" if listing.order is Order.TITLE else "title, id"
    hint = "+" if listing.text.strip() else ""
    return f"{hint}{_COLUMNS[listing.order]} {direction}, {ties}"


def rows(
    connection: sqlite3.Connection, listing: Listing, offset: int, limit: int | None
) -> list[ArticleSummary]:
    """Return rows `offset` to `offset + limit` of `listing`; all from `offset` without a limit."""
    wanted = _filter(listing)
    order = _order(listing)
    found = connection.execute(
        f"SELECT {SUMMARY} FROM article WHERE key IN"
        f" (SELECT key FROM article {wanted.where} ORDER BY {order} LIMIT :limit OFFSET :offset)"
        f" ORDER BY {order}",
        wanted.values | {"limit": -1 if limit is None else max(limit, 0), "offset": max(offset, 0)},
    )
    return [summary_of(row) for row in found.fetchall()]


def keys(connection: sqlite3.Connection, listing: Listing) -> list[int]:
    """Return the keys of all articles of `listing`, in no order."""
    wanted = _filter(listing)
    found = connection.execute(f"SELECT key FROM article {wanted.where}", wanted.values)
    return [key for (key,) in found.fetchall()]


def count(connection: sqlite3.Connection, listing: Listing) -> int:
    """Return how many rows `listing` has."""
    wanted = _filter(listing)
    (number,) = connection.execute(
        f"SELECT count(*) FROM article {wanted.where}", wanted.values
    ).fetchone()
    return int(number)


def position_of(connection: sqlite3.Connection, key: int, listing: Listing) -> int | None:
    """Return the row of article `key` in `listing`, or None where it is not in it.

    Counts the rows before it: those with a value that comes first, and those with the same value
    and a title and id that do. Each is a stretch of the order's index; where a text filters, all
    rows are looked at anyway, and once is enough.
    """
    column = _COLUMNS[listing.order]
    wanted = _filter(listing)
    here = connection.execute(
        f"SELECT {column}, title, id FROM article WHERE key = :key{wanted.further}",
        wanted.values | {"key": key},
    ).fetchone()
    if here is None:
        return None
    values = wanted.values | dict(zip(("value", "title", "id"), here, strict=True))
    sign = ">" if listing.descending else "<"
    before = f"{column} {sign} :value"
    ties = f"id {sign} :id" if listing.order is Order.TITLE else "(title, id) < (:title, :id)"
    tied = f"{column} = :value AND {ties}"
    number = "SELECT count(*) FROM article"
    if listing.text.strip():
        statement = f"{number} NOT INDEXED WHERE ({before} OR {tied}){wanted.further}"
    else:
        statement = (
            f"SELECT ({number} WHERE {before}{wanted.further})"
            f" + ({number} WHERE {tied}{wanted.further})"
        )
    (position,) = connection.execute(statement, values).fetchone()
    return int(position)
