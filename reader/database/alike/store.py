"""Articles that are alike, in the library's SQLite file."""

import sqlite3
from collections.abc import Callable

from reader.database import articles, identity, likeness, texts
from reader.database.alike import parting
from reader.database.annotations import journal
from reader.database.connection import Connections
from reader.database.records import BadRecord
from reader.errors import MergeRefused
from reader.i18n import tr
from reader.model import ArticleSummary
from reader.model.annotation import ChangeKind
from reader.model.resemblance import Alike, Turn, Verdict
from reader.text.likeness import clauses_of
from reader.text.likeness import likeness as likeness_of

_OF = "SELECT one, other, share, verdict FROM alike WHERE one = :key OR other = :key"


class SqliteAlikeStore:
    """See `reader.database.alike.base.AlikeStore`."""

    def __init__(self, connections: Connections, now: Callable[[], str]) -> None:
        self._connections = connections
        self._now = now

    def pairs(self, verdict: Verdict = Verdict.OPEN) -> list[Alike]:
        """See `AlikeStore.pairs`."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT one, other, share, verdict FROM alike WHERE verdict = ?"
                " ORDER BY other DESC, share DESC, one",
                (verdict.value,),
            )
            return [_alike(connection, row) for row in rows.fetchall()]

    def count(self) -> int:
        """See `AlikeStore.count`."""
        with self._connections.reading() as connection:
            (count,) = connection.execute(
                "SELECT count(*) FROM alike WHERE verdict = ?", (Verdict.OPEN.value,)
            ).fetchone()
            return int(count)

    def of(self, article: str) -> list[Alike]:
        """See `AlikeStore.of`."""
        with self._connections.reading() as connection:
            key = identity.find(connection, article)
            rows = connection.execute(_OF, {"key": key}).fetchall()
            found = [
                _alike(connection, (key, one + other - key, share, verdict))
                for one, other, share, verdict in rows
            ]
        return sorted(found, key=lambda a: (a.verdict is Verdict.APART, -a.share, a.other.id))

    def compare(self, article: str, other: str) -> Alike:
        """See `AlikeStore.compare`."""
        with self._connections.reading() as connection:
            one, two = _keys(connection, article, other)
            for first, second, share, verdict in connection.execute(_OF, {"key": one}).fetchall():
                if two in (first, second):
                    return _alike(connection, (one, two, share, verdict))
            return _alike(connection, (one, two, _share(connection, one, two), Verdict.OPEN))

    def judge(self, article: str, other: str, verdict: Verdict) -> None:
        """See `AlikeStore.judge`."""
        with self._connections.writing() as connection:
            one, two = sorted(_keys(connection, article, other))
            share = _share(connection, one, two)
            connection.execute(
                "INSERT INTO alike VALUES (?, ?, ?, ?)"
                " ON CONFLICT (one, other) DO UPDATE SET verdict = excluded.verdict",
                (one, two, share, verdict.value),
            )

    def merge(self, article: str, other: str, turn: Turn) -> ArticleSummary:
        """See `AlikeStore.merge`."""
        with self._connections.writing() as connection:
            kept, gone = _keys(connection, article, other)
            now = self._now()
            change = journal.enter(connection, ChangeKind.MERGED, (), now)
            parting.merge(connection, change, kept, gone, turn, now)
            return articles.summary(connection, kept)

    def catch_up(self) -> bool:
        """See `AlikeStore.catch_up`."""
        with self._connections.writing() as connection:
            return likeness.catch_up(connection)


def _keys(connection: sqlite3.Connection, article: str, other: str) -> tuple[int, int]:
    """Return the keys of two articles that are not the same."""
    one, two = identity.find(connection, article), identity.find(connection, other)
    if one == two:
        raise MergeRefused(tr("These are one and the same article."))
    return one, two


def _share(connection: sqlite3.Connection, one: int, other: int) -> float:
    first, second = (clauses_of(texts.present(connection, key)[0]) for key in (one, other))
    return likeness_of(first, second)


def _alike(connection: sqlite3.Connection, row: tuple[int, int, float, str]) -> Alike:
    one, other, share, verdict = row
    try:
        said = Verdict(verdict)
    except ValueError as error:
        raise BadRecord("alike") from error
    return Alike(
        articles.summary(connection, one), articles.summary(connection, other), share, said
    )
