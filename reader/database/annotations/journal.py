"""The journal: what was done to annotations, so that it can be undone and done again.

An entry holds of each annotation what a person can change of it, before and after, and of each
article the tags that were taken off it and put on, and whether it became read or got a star.
Undoing makes it as it was before, unless it has become something else since: then it is passed
over.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from reader.database import queue
from reader.database.alike import parting
from reader.database.annotations import flagging, retagging, rows
from reader.database.annotations.anchoring import anchored
from reader.database.annotations.retagging import Retagged
from reader.database.base import Task
from reader.database.records import BadRecord
from reader.model.annotation import Annotation, Change, ChangeKind, Colour, Selectors

_KEPT = 200  # changes
_NAMED = 100  # annotations of a change that are told


class Part(NamedTuple):
    """What a change does to one annotation."""

    before: Annotation
    after: Annotation


def enter(
    connection: sqlite3.Connection,
    kind: ChangeKind,
    parts: Iterable[Part],
    now: str,
    articles: Iterable[Retagged] = (),
) -> int:
    """Enter a change, and return its key; what was undone before it cannot be done again."""
    connection.execute("DELETE FROM change WHERE undone = 1")
    (key,) = connection.execute(
        "INSERT INTO change (kind, made) VALUES (?, ?) RETURNING key", (kind.value, now)
    ).fetchone()
    connection.executemany(
        "INSERT INTO change_part VALUES (?, ?, ?, ?)",
        ((key, part.after.id, _snapshot(part.before), _snapshot(part.after)) for part in parts),
    )
    retagging.enter(connection, key, articles)
    connection.execute(
        "DELETE FROM change WHERE key <= (SELECT key FROM change ORDER BY key DESC"
        " LIMIT 1 OFFSET ?)",
        (_KEPT,),
    )
    return int(key)


def forget(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Remove what the journal holds of annotations that are gone for good."""
    connection.executemany(
        "DELETE FROM change_part WHERE annotation = ?", [(each,) for each in ids]
    )
    connection.execute(
        "DELETE FROM change WHERE key NOT IN"
        " (SELECT change FROM change_part UNION SELECT change FROM change_tags"
        " UNION SELECT change FROM change_merge UNION SELECT change FROM change_flag)"
    )


def undo(connection: sqlite3.Connection, now: str) -> Change | None:
    """See `AnnotationStore.undo`."""
    return _turn(connection, "undone = 0 ORDER BY key DESC", undone=1, now=now)


def redo(connection: sqlite3.Connection, now: str) -> Change | None:
    """See `AnnotationStore.redo`."""
    return _turn(connection, "undone = 1 ORDER BY key", undone=0, now=now)


def _turn(connection: sqlite3.Connection, which: str, *, undone: int, now: str) -> Change | None:
    found = connection.execute(f"SELECT key, kind FROM change WHERE {which} LIMIT 1").fetchone()
    if found is None:
        return None
    key, kind = found
    connection.execute("UPDATE change SET undone = ? WHERE key = ?", (undone, key))
    columns = "before, after" if undone else "after, before"
    parts = connection.execute(
        f"SELECT annotation, {columns} FROM change_part WHERE change = ? ORDER BY annotation",
        (key,),
    ).fetchall()
    articles = rows.articles_of(connection, [part[0] for part in parts])
    done = []
    for part in parts:
        turned = _turned(connection, articles, part, attach=kind == ChangeKind.ATTACHED)
        if turned is not None:
            rows.save(connection, turned, articles.get(turned.id))
            done.append(turned.id)
    retagged, passed_over = retagging.turn(connection, key, undone=undone)
    homes = (articles[id_] for id_ in done if id_ in articles)
    queue.request(connection, Task.INDEX, (*homes, *retagged))
    flagged, otherwise = flagging.turn(connection, key, undone=undone)
    parted, left = parting.turn(connection, key, undone=undone, now=now)
    passed_over += len(parts) - len(done) + otherwise + left
    changed = len({*retagged, *flagged}) + parted
    return Change(ChangeKind(kind), tuple(done[:_NAMED]), len(done), changed, passed_over)


def _turned(
    connection: sqlite3.Connection,
    articles: dict[str, int],
    part: tuple[str, str, str],
    *,
    attach: bool,
) -> Annotation | None:
    """Return what becomes of an annotation; None where it has become something else since."""
    id_, wanted, present = part
    current = rows.by_id(connection, id_)
    if current is None or not _is(current, present):
        return None
    turned = _become(current, wanted, attach=attach)
    if turned.deleted or not (attach or current.deleted):
        return turned
    article = articles.get(id_)
    return None if article is None else anchored(connection, turned, article)


def _snapshot(annotation: Annotation) -> str:
    """Return what a person can change of `annotation`."""
    return json.dumps(
        {
            "tags": annotation.tags,
            "note": annotation.note,
            "colour": annotation.colour,
            "modified": annotation.modified,
            "deleted": annotation.deleted,
            "selectors": annotation.selectors,
            "digest": annotation.digest,
        },
        ensure_ascii=False,
    )


def _is(annotation: Annotation, snapshot: str) -> bool:
    """Tell whether a person has changed nothing since; an article's update may have moved it."""
    taken, present = _loaded(snapshot), json.loads(_snapshot(annotation))
    return all(
        taken[name] == present[name] for name in ("tags", "note", "colour", "modified", "deleted")
    )


def _become(annotation: Annotation, snapshot: str, *, attach: bool) -> Annotation:
    taken = _loaded(snapshot)
    try:
        changed = replace(
            annotation,
            tags=tuple(taken["tags"]),
            note=taken["note"],
            colour=Colour(taken["colour"]),
            modified=taken["modified"],
            deleted=taken["deleted"],
        )
        if attach:
            selectors = Selectors(*taken["selectors"])
            changed = replace(changed, selectors=selectors, digest=taken["digest"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadRecord("change") from error
    return changed


def _loaded(snapshot: str) -> dict[str, Any]:
    try:
        taken = json.loads(snapshot)
    except ValueError as error:
        raise BadRecord("change") from error
    if not isinstance(taken, dict):
        raise BadRecord("change")
    return taken
