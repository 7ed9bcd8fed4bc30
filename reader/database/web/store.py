"""What came from the web, in the library's SQLite file."""

import zlib
from collections.abc import Iterable

from reader.database.connection import Connections
from reader.database.records import BadRecord
from reader.model.web import Feed, Followed, KeptPage

_FEED = 'address, title, site, added, "full", checked, etag, modified, error'
_PAGE = "address, found, kind, charset, etag, modified, fetched, body"


class SqliteWebStore:
    """See `reader.database.web.base.WebStore`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def page(self, address: str) -> KeptPage | None:
        """See `WebStore.page`."""
        with self._connections.reading() as connection:
            row = connection.execute(
                f"SELECT {_PAGE} FROM page WHERE address = ?", (address,)
            ).fetchone()
        if row is None:
            return None
        kept = KeptPage(*row)
        try:
            return kept._replace(body=zlib.decompress(kept.body))
        except (zlib.error, TypeError) as error:
            raise BadRecord("page") from error

    def keep_page(self, page: KeptPage) -> None:
        """See `WebStore.keep_page`."""
        row = page._replace(body=zlib.compress(page.body))
        with self._connections.writing() as connection:
            connection.execute(
                f"INSERT OR REPLACE INTO page ({_PAGE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row
            )

    def feeds(self) -> list[Feed]:
        """See `WebStore.feeds`."""
        with self._connections.reading() as connection:
            rows = connection.execute(f"SELECT {_FEED} FROM feed ORDER BY title, address")
            return [_feed(row) for row in rows.fetchall()]

    def followed(self) -> list[Followed]:
        """See `WebStore.followed`."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                f"SELECT {_FEED}, count(DISTINCT key),"
                " count(DISTINCT CASE read WHEN 0 THEN key END) FROM feed"
                " LEFT JOIN (SELECT feed AS of, key, read FROM feed_entry JOIN article"
                " ON article.key = feed_entry.article) ON of = address"
                " GROUP BY address ORDER BY title, address"
            )
            return [Followed(_feed(row[:-2]), *row[-2:]) for row in rows.fetchall()]

    def feed(self, address: str) -> Feed | None:
        """See `WebStore.feed`."""
        with self._connections.reading() as connection:
            row = connection.execute(
                f"SELECT {_FEED} FROM feed WHERE address = ?", (address,)
            ).fetchone()
            return None if row is None else _feed(row)

    def put_feed(self, feed: Feed) -> None:
        """See `WebStore.put_feed`."""
        row = (feed.address, feed.title, feed.site, feed.added, int(feed.full))
        with self._connections.writing() as connection:
            connection.execute(
                f"INSERT INTO feed ({_FEED}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (address) DO UPDATE SET title = excluded.title,"
                ' site = excluded.site, "full" = excluded."full", checked = excluded.checked,'
                " etag = excluded.etag, modified = excluded.modified, error = excluded.error",
                (*row, feed.checked, feed.etag, feed.modified, feed.error),
            )

    def answered(self, feed: Feed) -> None:
        """See `WebStore.answered`."""
        with self._connections.writing() as connection:
            connection.execute(
                "UPDATE feed SET title = ?, site = ?, checked = ?, etag = ?, modified = ?,"
                " error = ? WHERE address = ?",
                (
                    feed.title, feed.site, feed.checked, feed.etag, feed.modified, feed.error,
                    feed.address,
                ),
            )  # fmt: skip

    def remove_feed(self, address: str) -> bool:
        """See `WebStore.remove_feed`."""
        with self._connections.writing() as connection:
            removed = connection.execute("DELETE FROM feed WHERE address = ?", (address,))
            return removed.rowcount > 0

    def unseen(self, feed: str, entries: Iterable[str]) -> list[str]:
        """See `WebStore.unseen`."""
        with self._connections.reading() as connection:
            rows = connection.execute("SELECT entry FROM feed_entry WHERE feed = ?", (feed,))
            seen = {entry for (entry,) in rows.fetchall()}
        return [entry for entry in entries if entry not in seen]

    def mark_seen(self, feed: str, entry: str, article: str) -> None:
        """See `WebStore.mark_seen`."""
        with self._connections.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO feed_entry (feed, entry, article)"
                " SELECT address, ?, (SELECT key FROM article WHERE id = ?)"
                " FROM feed WHERE address = ?",
                (entry, article, feed),
            )


def _feed(row: tuple[str, ...]) -> Feed:
    address, title, site, added, full, *rest = row
    return Feed(address, title, site, added, bool(full), *rest)
