"""Two articles of the one that they were made: a merge in the journal, undone and done again.

What each of the two had is written down before the merge. Undoing gives the other back what was its
own, under the id it had; what came after the merge stays with the article it was given to.
"""

import json
import sqlite3
from typing import Any, NamedTuple, Self

from reader.database import articles, state, texts
from reader.database.alike import merging
from reader.database.carrying import carried
from reader.database.records import METADATA, BadRecord
from reader.model.resemblance import Turn

_ROW = ("read", "starred", "added", "progress", "digest", "chars", "seconds", "path", *METADATA)
"""What of an article's row is written down; `id` and `modified` go without saying."""
_TEXT = "digest, replaced, metadata, structure, removed"
_ANCHOR = (
    "state", "place_start", "place_stop", "digest", "start", "stop", "exact", "prefix", "suffix",
)  # fmt: skip
"""Where a note is, in which text."""

Row = dict[str, Any]


class _Side(NamedTuple):
    """What one of the two had."""

    id: str
    row: Row
    texts: list[list[Any]]
    """The `_TEXT` of each."""
    tags: list[str]
    notes: dict[str, list[Any]]
    """The `_ANCHOR` of each, by its id."""
    entries: list[list[str]]
    corrections: list[int]
    merged: list[str]
    """The ids of articles that were taken into it earlier."""
    alike: list[list[Any]]
    """The id of each article it is much like, how much, and what was said of it."""
    states: Row
    """The records about it, by `_states`: its marks, and which text a person changed."""

    @classmethod
    def of(cls, connection: sqlite3.Connection, key: int) -> Self:
        """Write down what the article has now."""

        def found(query: str) -> list[list[Any]]:
            return [list(row) for row in connection.execute(query, {"key": key, "id": id_})]

        def first(query: str) -> list[Any]:
            return [row[0] for row in found(query)]

        id_, *values = connection.execute(
            f"SELECT id, {', '.join(_ROW)} FROM article WHERE key = ?", (key,)
        ).fetchone()
        return cls(
            id_,
            dict(zip(_ROW, values, strict=True)),
            found(f"SELECT {_TEXT} FROM text WHERE article = :key"),
            first("SELECT name FROM tag WHERE article = :key"),
            {
                id_: anchor
                for id_, *anchor in found(
                    f"SELECT id, {', '.join(_ANCHOR)} FROM annotation WHERE article = :key"
                )
            },
            found("SELECT feed, entry FROM feed_entry WHERE article = :key"),
            first("SELECT key FROM correction WHERE article = :id"),
            first("SELECT id FROM merged WHERE article = :key"),
            found(
                "SELECT article.id, alike.share, verdict FROM alike JOIN article"
                " ON article.key = alike.one + alike.other - :key"
                " WHERE alike.one = :key OR alike.other = :key"
            ),
            _states(connection, id_, key),
        )

    @property
    def digests(self) -> set[str]:
        return {text[0] for text in self.texts}


class _Record(NamedTuple):
    """A merge as the journal holds it."""

    turn: Turn
    one: _Side
    other: _Side
    after: _Side
    """What the one had when both were one."""

    @classmethod
    def of(cls, connection: sqlite3.Connection, change: int) -> Self | None:
        """Return what the journal holds of a change, or None where it merged nothing."""
        found = connection.execute(
            "SELECT record FROM change_merge WHERE change = ?", (change,)
        ).fetchone()
        if found is None:
            return None
        try:
            turn, *sides = json.loads(found[0])
            one, other, after = (_Side(*side) for side in sides)
            return cls(Turn(turn), one, other, after)
        except (TypeError, ValueError) as error:
            raise BadRecord("change") from error


def merge(
    connection: sqlite3.Connection, change: int, kept: int, gone: int, turn: Turn, now: str
) -> None:
    """Merge two articles, as `merging.merge`, and enter in the journal what each of them had."""
    one, other = (_Side.of(connection, key) for key in (kept, gone))
    merging.merge(connection, kept, gone, turn, now)
    record = _Record(turn, one, other, _Side.of(connection, kept))
    connection.execute(
        "INSERT OR REPLACE INTO change_merge VALUES (?, ?)",
        (change, json.dumps(record, ensure_ascii=False)),
    )


def turn(connection: sqlite3.Connection, change: int, *, undone: int, now: str) -> tuple[int, int]:
    """Undo a merge, or do it again; return how many articles changed, and were passed over.

    It is passed over where one of the two has become part of a third since, or is gone.
    """
    record = _Record.of(connection, change)
    if record is None:
        return 0, 0
    one, other = (_key(connection, side.id) for side in (record.one, record.other))
    if not undone and one is not None and other is not None:
        merge(connection, change, one, other, record.turn, now)
        return 1, 0
    if undone and one is not None and _is_whole(connection, record, one):
        _part(connection, record, one, now)
        return 2, 0
    return 0, 1


def _key(connection: sqlite3.Connection, id_: str) -> int | None:
    """Return the key of the article that bears this id itself."""
    found = connection.execute("SELECT key FROM article WHERE id = ?", (id_,)).fetchone()
    return found[0] if found else None


def _is_whole(connection: sqlite3.Connection, record: _Record, one: int) -> bool:
    """Tell whether the article still holds the other, with the text that was its present one."""
    holds = connection.execute(
        "SELECT 1 FROM merged WHERE id = ? AND article = ?", (record.other.id, one)
    ).fetchone()
    needed = {record.other.row["digest"], record.one.row["digest"]}
    return holds is not None and needed <= texts.digests(connection, one)


def _part(connection: sqlite3.Connection, record: _Record, one: int, now: str) -> None:
    _restore_row(connection, record, one, now)  # first: no two articles have one path
    other = _insert(connection, record.other, now)
    place = _give_back_texts(connection, record, one, other)
    _give_back(connection, record, one, other)
    _give_back_states(connection, record, one, other)
    for key, progress in ((one, place), (other, record.other.row["progress"])):
        articles.refresh(connection, key)
        articles.settle(connection, key, progress)
    _restore_alike(connection, record, one, other)


def _insert(connection: sqlite3.Connection, side: _Side, now: str) -> int:
    """Make the article again, without what refers to it; return its key.

    A path that another article came from since is that one's.
    """
    taken = "SELECT 1 FROM article WHERE path = ? AND path <> ''"
    row = side.row
    if connection.execute(taken, (row["path"],)).fetchone():
        row = row | {"path": ""}
    columns = ", ".join(("id", "modified", *_ROW))
    places = ", ".join("?" * (len(_ROW) + 2))
    (key,) = connection.execute(
        f"INSERT INTO article ({columns}) VALUES ({places}) RETURNING key",
        (side.id, now, *(row[name] for name in _ROW)),
    ).fetchone()
    return int(key)


def _give_back_texts(connection: sqlite3.Connection, record: _Record, one: int, other: int) -> int:
    """Give the other its texts, the one its own as the present one; return the reading position.

    A text that both had stays with the one as well. The present text of the one stays, if it was
    none of the other's: it came later.
    """
    text, digest = texts.present(connection, one)
    progress = articles.summary(connection, one).progress
    for its_digest, replaced, *told in record.other.texts:
        if its_digest in record.one.digests:
            connection.execute(
                f"INSERT INTO text (article, {_TEXT}, text) SELECT ?, ?, ?, ?, ?, ?, text"
                " FROM text WHERE article = ? AND digest = ?",
                (other, its_digest, replaced, *told, one, its_digest),
            )
        else:
            connection.execute(
                "UPDATE text SET article = ?, replaced = ? WHERE article = ? AND digest = ?",
                (other, replaced, one, its_digest),
            )
    before = record.one.row
    if digest != before["digest"] and digest in record.after.digests:
        texts.retire(connection, one, record.other.row["added"])
        connection.execute(
            "UPDATE text SET replaced = NULL WHERE article = ? AND digest = ?",
            (one, before["digest"]),
        )
        connection.execute(
            "UPDATE article SET digest = :digest, chars = :chars, seconds = :seconds"
            " WHERE key = :key",
            before | {"key": one},
        )
    if progress == record.after.row["progress"]:
        return int(before["progress"])
    return carried(text, texts.present(connection, one)[0], progress)


def _give_back(connection: sqlite3.Connection, record: _Record, one: int, other: int) -> None:
    """Let what was the other's refer to it again, where it still refers to the one."""
    side = record.other
    connection.executemany(
        "INSERT INTO tag (article, name) VALUES (?, ?)", [(other, tag) for tag in side.tags]
    )
    connection.executemany(
        "DELETE FROM tag WHERE article = ? AND name = ?",
        [(one, tag) for tag in set(side.tags) - set(record.one.tags)],
    )
    _give_back_notes(connection, record, one, other)
    connection.executemany(
        "UPDATE feed_entry SET article = ? WHERE feed = ? AND entry = ? AND article = ?",
        [(other, *entry, one) for entry in side.entries],
    )
    connection.executemany(
        "UPDATE correction SET article = ? WHERE key = ? AND article = ?",
        [(side.id, key, record.one.id) for key in side.corrections],
    )
    connection.execute("DELETE FROM merged WHERE id = ?", (side.id,))
    connection.executemany(
        "UPDATE merged SET article = ? WHERE id = ? AND article = ?",
        [(other, id_, one) for id_ in side.merged],
    )


def _give_back_notes(connection: sqlite3.Connection, record: _Record, one: int, other: int) -> None:
    """Give the other its notes; all stand again where they stood, but what was moved since."""
    places = ", ".join(f"{name} = ?" for name in _ANCHOR)
    present = _Side.of(connection, one).notes
    for id_, anchor in (record.one.notes | record.other.notes).items():
        if id_ in present and present[id_] == record.after.notes.get(id_):
            connection.execute(f"UPDATE annotation SET {places} WHERE id = ?", (*anchor, id_))
    connection.executemany(
        "UPDATE annotation SET article = ?, home = ? WHERE id = ? AND article = ?",
        [(other, record.other.id, id_, one) for id_ in record.other.notes],
    )


def _states(connection: sqlite3.Connection, id_: str, key: int) -> Row:
    """Return the records about an article, by what they are about."""
    found = {about: state.get(connection, name) for about, name in _names(id_, key).items()}
    return {about: value for about, value in found.items() if value is not None}


def _names(id_: str, key: int) -> dict[str, str]:
    return {"marks": state.marks_of(id_), "revised": state.revision_of(key)}


def _give_back_states(
    connection: sqlite3.Connection, record: _Record, one: int, other: int
) -> None:
    """Restore the other's records, and the one's where nobody changed them since."""
    now = _states(connection, record.one.id, one)
    for about, name in _names(record.one.id, one).items():
        if now.get(about) == record.after.states.get(about):
            state.put(connection, name, record.one.states.get(about))
    for about, name in _names(record.other.id, other).items():
        state.put(connection, name, record.other.states.get(about))


def _restore_row(connection: sqlite3.Connection, record: _Record, one: int, now: str) -> None:
    """Make again of the one's row what the merge made of it, but what was changed since."""
    present = _Side.of(connection, one).row
    for name in ("read", "starred", "added", "path", *METADATA):
        if present[name] == record.after.row[name] != record.one.row[name]:
            connection.execute(
                f"UPDATE article SET {name} = ? WHERE key = ?", (record.one.row[name], one)
            )
    connection.execute("UPDATE article SET modified = ? WHERE key = ?", (now, one))


def _restore_alike(connection: sqlite3.Connection, record: _Record, one: int, other: int) -> None:
    """Restore what was known of the pairs of both, and said of them but since."""
    present = {id_: verdict for id_, _, verdict in _Side.of(connection, one).alike}
    after = {id_: verdict for id_, _, verdict in record.after.alike}
    before = {id_ for id_, *_ in record.one.alike}
    for side, key in ((record.one, one), (record.other, other)):
        for id_, share, verdict in side.alike:
            third = _key(connection, id_)
            said_since = key == one and present.get(id_) != after.get(id_, verdict)
            if third is not None and not said_since:
                connection.execute(
                    "INSERT OR REPLACE INTO alike VALUES (min(?1, ?2), max(?1, ?2), ?3, ?4)",
                    (key, third, share, verdict),
                )
    for id_ in {id_ for id_, *_ in record.other.alike} - before:
        third = _key(connection, id_)
        if third is not None and third != one and present.get(id_) == after.get(id_):
            connection.execute(
                "DELETE FROM alike WHERE one = min(?1, ?2) AND other = max(?1, ?2)", (one, third)
            )
