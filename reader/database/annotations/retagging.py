"""Articles' tags in the journal: what a change took off them and put on them."""

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple, Self

from reader.database import articles
from reader.database.records import BadRecord


class Retagged(NamedTuple):
    """What a change does to the tags of one article."""

    article: int
    """The article's key."""
    removed: tuple[str, ...]
    added: tuple[str, ...]

    @classmethod
    def between(cls, article: int, before: Iterable[str], after: Iterable[str]) -> Self:
        """Return what makes the tags `after` of those `before`."""
        old, new = set(before), set(after)
        return cls(article, tuple(sorted(old - new)), tuple(sorted(new - old)))


def tags_of(connection: sqlite3.Connection, article: int) -> set[str]:
    """Return the tags that an article bears."""
    found = connection.execute("SELECT name FROM tag WHERE article = ?", (article,))
    return {name for (name,) in found.fetchall()}


def retag(connection: sqlite3.Connection, retagged: Retagged) -> None:
    """Change the tags of an article, and what lists filter it by."""
    for tag in retagged.removed:
        articles.remove_tag(connection, retagged.article, tag)
    articles.add_tags(connection, retagged.article, retagged.added)
    articles.refresh(connection, retagged.article)


def enter(connection: sqlite3.Connection, change: int, retagged: Iterable[Retagged]) -> None:
    """Enter in the journal what the change with this key did to articles."""
    connection.executemany(
        "INSERT INTO change_tags VALUES (?, ?, ?, ?)",
        [(change, each.article, _line(each.removed), _line(each.added)) for each in retagged],
    )


def turn(connection: sqlite3.Connection, change: int, *, undone: int) -> tuple[list[int], int]:
    """Undo what a change did to articles, or do it again; an article may bear others since.

    Returns the keys of those that were changed, and how many were passed over: they no longer
    bear what the change had put on them.
    """
    columns = "added, removed" if undone else "removed, added"
    found = connection.execute(
        f"SELECT article, {columns} FROM change_tags WHERE change = ? ORDER BY article", (change,)
    ).fetchall()
    done = []
    for article, taken, given in found:
        back = Retagged(article, _tags(taken), _tags(given))
        if tags_of(connection, article).issuperset(back.removed):
            retag(connection, back)
            done.append(article)
    return done, len(found) - len(done)


def _line(tags: tuple[str, ...]) -> str:
    return json.dumps(tags, ensure_ascii=False)


def _tags(line: str) -> tuple[str, ...]:
    try:
        tags = json.loads(line)
    except ValueError as error:
        raise BadRecord("change") from error
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise BadRecord("change")
    return tuple(tags)
