"""The rows of articles, as functions over a connection, and what is derived from them."""

import sqlite3
from collections.abc import Iterable

from reader.database import queue, state, texts
from reader.database.base import Task
from reader.database.listing import fold_lines
from reader.database.records import SUMMARY, summary_of
from reader.model import ArticleSummary
from reader.text.normalise import one_line


def summary(connection: sqlite3.Connection, key: int) -> ArticleSummary:
    """Return the article `key` without its text."""
    row = connection.execute(f"SELECT {SUMMARY} FROM article WHERE key = ?", (key,)).fetchone()
    return summary_of(row)


def refresh(connection: sqlite3.Connection, key: int) -> None:
    """Renew what is made of the article's metadata and tags, after they changed.

    That is what lists filter and sort by, and, in time, the index.
    """
    row = connection.execute(
        "SELECT title, author, source,"
        " (SELECT group_concat(name, char(10)) FROM tag WHERE tag.article = article.key)"
        " FROM article WHERE key = ?",
        (key,),
    ).fetchone()
    folded = fold_lines("\n".join(field or "" for field in row))
    connection.execute("UPDATE article SET folded = ? WHERE key = ?", (folded, key))
    connection.execute("UPDATE annotation SET title = ? WHERE article = ?", (row[0], key))
    queue.request(connection, Task.INDEX, [key])


def settle(connection: sqlite3.Connection, key: int, progress: int) -> None:
    """Renew what is derived from the article's text, after that became another.

    Its notes are anchored anew, `progress` becomes the reading position, and what takes longer is
    requested.
    """
    from reader.database import likeness  # only what takes in texts needs these
    from reader.database.annotations import anchoring
    from reader.text.likeness import clauses_of

    text, digest = texts.present(connection, key)
    set_progress(connection, key, progress)
    if summary(connection, key).annotations:
        anchoring.renew(connection, key, text, digest)
    likeness.enter(connection, key, clauses_of(text))
    for task in Task:
        queue.request(connection, task, [key])


def set_progress(connection: sqlite3.Connection, key: int, offset: int) -> None:
    """Set the reading position of article `key` to `offset`, moved into the text if outside."""
    connection.execute(
        "UPDATE article SET progress = min(max(:offset, 0), chars),"
        " share = min(max(:offset, 0), chars) * 1.0 / max(chars, 1) WHERE key = :key",
        {"offset": offset, "key": key},
    )


def clean_tag(tag: str) -> str:
    """Return `tag` as it is kept: on one line, white space folded."""
    return one_line(tag)


def add_tags(connection: sqlite3.Connection, key: int, tags: Iterable[str]) -> None:
    """Add `tags` to those of article `key`, cleaned; the caller calls `refresh` afterwards."""
    names = {clean_tag(tag) for tag in tags} - {""}
    connection.executemany(
        "INSERT OR IGNORE INTO tag (article, name) VALUES (?, ?)", [(key, name) for name in names]
    )


def remove_tag(connection: sqlite3.Connection, key: int, tag: str) -> None:
    """Take `tag` off article `key`, if it bears it; the caller calls `refresh` afterwards."""
    connection.execute("DELETE FROM tag WHERE article = ? AND name = ?", (key, clean_tag(tag)))


def delete(connection: sqlite3.Connection, key: int, now: str) -> int:
    """Delete article `key`; its notes go to the trash. Return how many there were."""
    notes = connection.execute(
        "UPDATE annotation SET deleted = ? WHERE article = ? AND deleted = ''", (now, key)
    ).rowcount
    (id_,) = connection.execute("DELETE FROM article WHERE key = ? RETURNING id", (key,)).fetchone()
    for name in (state.marks_of(id_), state.revision_of(key)):
        state.put(connection, name, None)
    return notes
