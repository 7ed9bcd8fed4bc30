"""The corrections of entities in the library's SQLite file."""

from collections.abc import Callable

from reader.database.connection import Connections
from reader.database.entity_records import decode_correction, encode_correction
from reader.entities.nouns import Correction, KeptCorrection

_COLUMNS = "kind, surface, entity, becomes, span, article"


class SqliteCorrectionStore:
    """See `reader.database.entity_store.CorrectionStore`."""

    def __init__(self, connections: Connections, now: Callable[[], str]) -> None:
        self._connections = connections
        self._now = now

    def kept(self) -> list[KeptCorrection]:
        """See `CorrectionStore.kept`."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                f"SELECT key, created, {_COLUMNS} FROM correction ORDER BY key"
            ).fetchall()
            return [
                KeptCorrection(key, decode_correction(row), created) for key, created, *row in rows
            ]

    def keep(self, correction: Correction) -> KeptCorrection:
        """See `CorrectionStore.keep`."""
        with self._connections.writing() as connection:
            now = self._now()
            key = connection.execute(
                f"INSERT INTO correction ({_COLUMNS}, created) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*encode_correction(correction), now),
            ).lastrowid
            assert key is not None
            return KeptCorrection(key, correction, now)

    def undo(self, key: int) -> Correction | None:
        """See `CorrectionStore.undo`."""
        with self._connections.writing() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM correction WHERE key = ?", (key,)
            ).fetchone()
            connection.execute("DELETE FROM correction WHERE key = ?", (key,))
            return None if row is None else decode_correction(row)
