"""Addresses that wait for their pages, in the library's SQLite file."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence

from reader.database.connection import Connections
from reader.database.records import BadRecord
from reader.model import Elsewhere, Highlight
from reader.model.web import Saved

_SAVED = "address, title, tags, saved, elsewhere, tried, error"

_NEW = """
    INSERT INTO saved (address, title, tags, saved, elsewhere, tried, error)
    SELECT :address, :title, :tags, :saved, :elsewhere, '', ''
    WHERE NOT EXISTS (SELECT 1 FROM article WHERE url = :address)
    AND NOT EXISTS (SELECT 1 FROM page WHERE address = :address)
    ON CONFLICT (address) DO UPDATE SET title = excluded.title, tags = excluded.tags,
    saved = excluded.saved, elsewhere = excluded.elsewhere
    """


class SqliteSavedStore:
    """See `reader.database.web.base.SavedStore`."""

    def __init__(self, connections: Connections, now: Callable[[], str]) -> None:
        self._connections = connections
        self._now = now

    def waiting(self, *, again: bool = False) -> list[Saved]:
        """See `SavedStore.waiting`."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                f"SELECT {_SAVED} FROM saved {_which(again)} ORDER BY saved DESC, address"
            )
            return [_saved(row) for row in rows.fetchall()]

    def count(self, *, again: bool = False) -> int:
        """See `SavedStore.count`."""
        with self._connections.reading() as connection:
            (count,) = connection.execute(f"SELECT count(*) FROM saved {_which(again)}").fetchone()
            return int(count)

    def keep(self, saved: Sequence[Saved]) -> list[bool]:
        """See `SavedStore.keep`."""
        with self._connections.writing() as connection:
            return [_put(connection, each) for each in saved]

    def named(self, addresses: Iterable[str]) -> list[Saved]:
        """See `SavedStore.named`."""
        with self._connections.reading() as connection:
            found = [_find(connection, address) for address in addresses]
            return [saved for saved in found if saved is not None]

    def remove(self, addresses: Iterable[str]) -> int:
        """See `SavedStore.remove`."""
        with self._connections.writing() as connection:
            rows = [(address,) for address in addresses]
            return connection.executemany("DELETE FROM saved WHERE address = ?", rows).rowcount

    def failed(self, address: str, error: str) -> None:
        """See `SavedStore.failed`."""
        with self._connections.writing() as connection:
            connection.execute(
                "UPDATE saved SET tried = ?, error = ? WHERE address = ?",
                (self._now(), error, address),
            )


def _which(again: bool) -> str:
    return "" if again else "WHERE tried = ''"


def _find(connection: sqlite3.Connection, address: str) -> Saved | None:
    row = connection.execute(f"SELECT {_SAVED} FROM saved WHERE address = ?", (address,)).fetchone()
    return None if row is None else _saved(row)


def _put(connection: sqlite3.Connection, saved: Saved) -> bool:
    """Keep one address; return whether it is waiting now."""
    if before := _find(connection, saved.address):  # in another folder of the same bookmarks
        saved = saved._replace(tags=tuple(dict.fromkeys((*before.tags, *saved.tags))))
    return connection.execute(_NEW, _row(saved)).rowcount > 0


def _row(saved: Saved) -> dict[str, str]:
    elsewhere = saved.elsewhere._asdict()
    elsewhere["highlights"] = [each._asdict() for each in saved.elsewhere.highlights]
    return {
        "address": saved.address,
        "title": saved.title,
        "tags": "\n".join(saved.tags),
        "saved": saved.elsewhere.saved,
        "elsewhere": json.dumps(elsewhere, ensure_ascii=False),
    }


def _saved(row: tuple[str, ...]) -> Saved:
    address, title, tags, _, elsewhere, tried, error = row
    return Saved(
        address, title, tuple(tags.split("\n")) if tags else (), _elsewhere(elsewhere), tried, error
    )


def _elsewhere(record: str) -> Elsewhere:
    try:
        values = json.loads(record)
        highlights = tuple(
            Highlight(**each | {"tags": tuple(each["tags"])}) for each in values["highlights"]
        )
        return Elsewhere(**values | {"highlights": highlights})
    except (ValueError, TypeError, KeyError) as error:
        raise BadRecord("saved") from error
