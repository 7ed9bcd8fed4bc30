"""What concerns tags and notes of many articles: renaming a tag, and what a search asks for."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reader.database import queue
from reader.database.annotations import journal, rows
from reader.database.annotations.journal import Part
from reader.database.annotations.retagging import Retagged, retag, tags_of
from reader.database.base import Task
from reader.database.listing import BELOW_TAG, tag_values
from reader.database.statements import CHOSEN
from reader.model.annotation import ChangeKind
from reader.text.fold import fold


def rename(connection: sqlite3.Connection, old: str, new: str, now: str) -> int:
    """See `AnnotationStore.rename_tag`."""
    (old,) = rows.clean_tags([old]) if old.strip(" /") else ("",)
    new = next(rows.clean_tags([new]), "")
    if not old or old == new:
        return 0
    values = tag_values(old)
    articles = connection.execute(
        f"SELECT DISTINCT article FROM tag WHERE {BELOW_TAG}", values
    ).fetchall()
    retagged = []
    for (key,) in articles:
        borne = tags_of(connection, key)
        retagged.append(Retagged.between(key, borne, _renamed(borne, old, new)))
        retag(connection, retagged[-1])
    annotations = connection.execute(
        f"SELECT DISTINCT annotation FROM annotation_tag WHERE {BELOW_TAG}", values
    ).fetchall()
    found = [rows.get(connection, key) for (key,) in annotations]
    homes = rows.articles_of(connection, [each.id for each in found])
    parts = []
    for each in found:
        tags = tuple(_renamed(each.tags, old, new))
        parts.append(Part(each, replace(each, tags=tags, modified=now)))
        rows.save(connection, parts[-1].after, homes.get(each.id))
    if parts or retagged:
        journal.enter(connection, ChangeKind.RETAGGED, parts, now, retagged)
    wait = [*(key for (key,) in articles), *homes.values()]
    queue.request(connection, Task.INDEX, wait)
    return len(articles) + len(annotations)


def _renamed(tags: Iterable[str], old: str, new: str) -> list[str]:
    """Return `tags`, in order and each once, with `old` and those below it called otherwise."""
    found = set()
    for tag in tags:
        if tag == old or tag.startswith(f"{old}/"):
            tag = f"{new}{tag[len(old) :]}" if new else ""  # noqa: PLW2901
        found.add(tag)
    return sorted(found - {""})


def annotated(connection: sqlite3.Connection, text: str, tag: str) -> list[int]:
    """See `AnnotationStore.annotated`."""
    wanted = fold(text).strip()
    conditions = "article IS NOT NULL AND deleted = ''"
    values = tag_values(tag)
    if tag:
        conditions += f" AND key IN (SELECT annotation FROM annotation_tag WHERE {BELOW_TAG})"
    if not wanted:
        found = connection.execute(
            f"SELECT DISTINCT article FROM annotation WHERE {conditions}", values
        )
        return [key for (key,) in found.fetchall()]
    found = connection.execute(
        f"SELECT article, note FROM annotation WHERE {conditions} AND instr(folded, :text)",
        values | {"text": wanted},
    )
    # What is folded holds the quote too, which is no note.
    return list(dict.fromkeys(key for key, note in found.fetchall() if wanted in fold(note)))


def texts(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[int, str]:
    """See `AnnotationStore.texts`."""
    found = connection.execute(
        "SELECT article, note FROM annotation WHERE deleted = '' AND note <> ''"
        f" AND article IN {CHOSEN} ORDER BY article, place_start, id",
        (json.dumps(list(keys)),),
    )
    said: dict[int, list[str]] = {}
    for article, note in found.fetchall():
        said.setdefault(article, []).append(note)
    return {article: "\n".join(notes) for article, notes in said.items()}


def article_named(
    connection: sqlite3.Connection, digest: str, url: str, id_: str, title: str
) -> int | None:
    """See `AnnotationStore.article_named`."""
    for statement, value in (
        ("SELECT key FROM article WHERE digest = ? ORDER BY key", digest),
        ("SELECT article FROM text WHERE digest = ? ORDER BY article", digest),
        ("SELECT key FROM article WHERE url = ? AND url <> '' ORDER BY key", url),
        ("SELECT key FROM article WHERE id = ?", id_),
        ("SELECT min(key) FROM article WHERE title = ? HAVING count(*) = 1", title),
    ):
        row = connection.execute(f"{statement} LIMIT 1", (value,)).fetchone() if value else None
        if row is not None:
            return int(row[0])
    return None
