"""What a document does to the library: a new article, a newer text of one, or nothing.

Which article a document is about is told by its place (its path, else its url), else by its text.
`Database.add_many` states the rules. Two of them need care:

- An article belongs to one place: its path, or its url while it has no path. Only that place
  describes it, so that copies elsewhere, under other titles, do not take turns in renaming it.
- What that place says of the article is remembered, and only what it says anew is taken over, so
  that a title, date or tag changed by other means is not undone by adding the same file again.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self
from urllib.parse import urlsplit

from reader.database.base import Task
from reader.database.carrying import carried
from reader.database.identity import digest_of, free_id
from reader.database.listing import fold_lines
from reader.database.records import (
    METADATA,
    SUMMARY,
    decode_metadata,
    encode_metadata,
    encode_removed,
    encode_structure,
    metadata_of,
    summary_of,
)
from reader.model import AddResult, AddStatus, ArticleSummary, Bulk, Document
from reader.text.normalise import one_line
from reader.text.pace import reading_seconds

_REVISED = "revised:"
"""Before an article's key: what the digest of the text is kept under that a person changed."""


_MERGED = "key = (SELECT article FROM merged WHERE {0} = ? AND {0} <> '' ORDER BY id LIMIT 1)"
"""The condition that an article, taken into another one, came from a place."""


class _Held(NamedTuple):
    """The article that a document is about, as it is before."""

    key: int
    path: str
    url: str
    digest: str
    progress: int

    @classmethod
    def found(cls, connection: sqlite3.Connection, where: str, *values: str) -> Self | None:
        row = connection.execute(
            f"SELECT key, path, url, digest, progress FROM article WHERE {where} LIMIT 1", values
        ).fetchone()
        return None if row is None else cls(*row)

    def belongs_to(self, document: Document) -> bool:
        """Tell whether `document` comes from the place that describes this article."""
        if self.path:
            return document.path == self.path
        return bool(self.url) and document.url == self.url


def add(connection: sqlite3.Connection, document: Document, now: str) -> AddResult:
    """Store `document`, inside a transaction that the caller has begun; tell what became of it."""
    path = document.path
    document = _storable(document)
    digest = digest_of(document.text)
    held = _article_of(connection, document, digest)
    if held is not None:
        status = _renew(connection, held, document, digest, now)
        return AddResult(status, path, summary(connection, held.key))
    key = _insert(connection, document, digest, now)
    from reader.database import likeness  # only what takes in texts needs it
    from reader.text.likeness import clauses_of

    clauses = clauses_of(document.text)
    alike = likeness.enter(connection, key, clauses)
    like = summary(connection, alike[0].key) if alike else None
    return AddResult(AddStatus.ADDED, path, summary(connection, key), like=like)


def summary(connection: sqlite3.Connection, key: int) -> ArticleSummary:
    """Return the article `key` without its text."""
    row = connection.execute(f"SELECT {SUMMARY} FROM article WHERE key = ?", (key,)).fetchone()
    return summary_of(row)


def fold(connection: sqlite3.Connection, key: int) -> None:
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
    _request(connection, key, Task.INDEX)


def clean_tag(tag: str) -> str:
    """Return `tag` as it is kept: on one line, white space folded."""
    return one_line(tag)


def _storable(document: Document) -> Document:
    """Return `document` with its tags clean and its path in Unicode.

    A file's name need not be text: the bytes that are not come as lone surrogates (PEP 383),
    which SQLite cannot hold; they are written as `\\\\udcXX`, so that names stay distinct.
    """
    return document._replace(
        path=document.path.encode("utf-8", "backslashreplace").decode(),
        tags=tuple(sorted({clean_tag(tag) for tag in document.tags} - {""})),
    )


def _article_of(connection: sqlite3.Connection, document: Document, digest: str) -> _Held | None:
    """Return the article that `document` is about, by path, else url, else text."""
    held = None
    if document.path:
        held = _Held.found(connection, "path = ? AND path <> ''", document.path)
        held = held or _Held.found(connection, _MERGED.format("path"), document.path)
    if held is None and _names_an_article(document.url):
        held = _Held.found(
            connection, "url = ? AND url <> '' ORDER BY digest <> ?, key", document.url, digest
        )
        held = held or _Held.found(connection, _MERGED.format("url"), document.url)
    return held or _Held.found(connection, "digest = ? ORDER BY key", digest)


def _names_an_article(url: str) -> bool:
    """Tell whether `url` is more than the address of a site, which many documents may give."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return bool(url)
    return bool(parts.path.strip("/") or parts.query)


def _insert(connection: sqlite3.Connection, document: Document, digest: str, now: str) -> int:
    elsewhere = document.elsewhere
    key = connection.execute(
        "INSERT INTO article (id, title, author, source, date, url, path, language, chars, digest,"
        " added, modified, seconds, read, starred)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            free_id(connection, digest),
            document.title,
            document.author,
            document.source,
            document.date,
            document.url,
            document.path,
            document.language,
            len(document.text),
            digest,
            min(elsewhere.saved or now, now),
            now,
            reading_seconds(document.text),
            int(elsewhere.read),
            int(elsewhere.starred),
        ),
    ).lastrowid
    assert key is not None
    set_progress(connection, key, int(elsewhere.progress * len(document.text)))
    _store_text(connection, key, document, digest)
    add_tags(connection, key, document.tags)
    # Its notes wait in the trash if an article with this text was deleted.
    connection.execute(
        "UPDATE annotation SET article = :key, home = (SELECT id FROM article WHERE key = :key)"
        " WHERE article IS NULL AND digest = :digest",
        {"key": key, "digest": digest},
    )
    fold(connection, key)
    _request(connection, key, *Task)
    return key


def _renew(
    connection: sqlite3.Connection, held: _Held, document: Document, digest: str, now: str
) -> AddStatus:
    """Do to the article `held` what `document` asks for."""
    if digest != held.digest:
        if _revised_from(connection, held.key) == digest:
            return AddStatus.UNCHANGED
        if (merged := _merged_at(connection, held, document)) is not None:
            if _had(connection, held.key, digest):
                return AddStatus.UNCHANGED
            _swap_places(connection, held, merged)
        connection.execute("DELETE FROM state WHERE key = ?", (f"{_REVISED}{held.key}",))
        said = _said(connection, held.key)
        _replace_text(connection, held, document, digest, now)
        _take_over(connection, held.key, said, document)
        _request(connection, held.key, *Task)
        return AddStatus.UPDATED
    if not held.belongs_to(document):
        if _fill_place(connection, held, document).belongs_to(document):
            _store_text(connection, held.key, document, digest)
        return AddStatus.UNCHANGED
    _fill_place(connection, held, document)
    if _says_the_same(connection, held.key, document):
        return AddStatus.UNCHANGED
    said = _said(connection, held.key)
    _store_text(connection, held.key, document, digest)
    _take_over(connection, held.key, said, document)
    connection.execute("UPDATE article SET modified = ? WHERE key = ?", (now, held.key))
    _request(connection, held.key, Task.INDEX)
    return AddStatus.UPDATED


def _merged_at(connection: sqlite3.Connection, held: _Held, document: Document) -> str | None:
    """Return the id of an article taken into `held` that came from the document's place."""
    if held.belongs_to(document):
        return None
    row = connection.execute(
        "SELECT id FROM merged WHERE article = ? AND ((path <> '' AND path = ?)"
        " OR (path = '' AND url <> '' AND url = ?)) LIMIT 1",
        (held.key, document.path, document.url),
    ).fetchone()
    return None if row is None else str(row[0])


def _had(connection: sqlite3.Connection, key: int, digest: str) -> bool:
    """Tell whether a text is, or was, the article's."""
    row = connection.execute(
        "SELECT 1 FROM text WHERE article = ? AND digest = ?", (key, digest)
    ).fetchone()
    return row is not None


def _swap_places(connection: sqlite3.Connection, held: _Held, merged: str) -> None:
    """Let the article belong to the place that what was taken into it came from."""
    place = connection.execute("SELECT path, url FROM merged WHERE id = ?", (merged,)).fetchone()
    connection.execute(
        "UPDATE merged SET path = ?, url = ? WHERE id = ?", (held.path, held.url, merged)
    )
    connection.execute("UPDATE article SET path = ?, url = ? WHERE key = ?", (*place, held.key))


def _fill_place(connection: sqlite3.Connection, held: _Held, document: Document) -> _Held:
    """Give the article the path and the url that it lacks; return it as it is then."""
    filled = held._replace(path=held.path or document.path, url=held.url or document.url)
    if filled != held:
        connection.execute(
            "UPDATE article SET path = ?, url = ? WHERE key = ?",
            (filled.path, filled.url, filled.key),
        )
    return filled


def _replace_text(
    connection: sqlite3.Connection, held: _Held, document: Document, digest: str, now: str
) -> None:
    """Make the document's text the current one and keep the one before as a version."""
    progress = held.progress
    if progress:
        (old,) = connection.execute(
            "SELECT text FROM text WHERE article = ? AND replaced IS NULL", (held.key,)
        ).fetchone()
        progress = carried(old, document.text, progress)
    connection.execute(
        "UPDATE text SET replaced = ? WHERE article = ? AND replaced IS NULL", (now, held.key)
    )
    _store_text(connection, held.key, document, digest)
    connection.execute(
        "UPDATE article SET digest = ?, chars = ?, path = ?, modified = ?, seconds = ?"
        " WHERE key = ?",
        (
            digest,
            len(document.text),
            document.path or held.path,
            now,
            reading_seconds(document.text),
            held.key,
        ),
    )
    from reader.database import likeness  # only what takes in texts needs it
    from reader.text.likeness import clauses_of

    likeness.enter(connection, held.key, clauses_of(document.text))
    set_progress(connection, held.key, progress)
    if summary(connection, held.key).annotations:
        from reader.database.annotations import anchoring  # most updates need none of it

        anchoring.renew(connection, held.key, document.text, digest)


def revise(connection: sqlite3.Connection, key: int, document: Document, now: str) -> None:
    """Make the text of `document`, which a person changed, the current one of article `key`.

    It stays when the place that the article came from says the text before again.
    """
    held = _Held.found(connection, "key = ?", str(key))
    assert held is not None
    digest = digest_of(document.text)
    if digest == held.digest:
        return
    (said,) = connection.execute(
        "SELECT metadata FROM text WHERE article = ? AND replaced IS NULL", (key,)
    ).fetchone()
    _replace_text(connection, held, document, digest, now)
    connection.execute(
        "UPDATE text SET metadata = ? WHERE article = ? AND replaced IS NULL", (said, key)
    )
    connection.execute(
        "INSERT OR IGNORE INTO state VALUES (?, ?)", (f"{_REVISED}{key}", held.digest)
    )
    _request(connection, key, *Task)


def _revised_from(connection: sqlite3.Connection, key: int) -> str:
    """Return the digest of the text that a person changed into the current one, or nothing."""
    row = connection.execute(
        "SELECT value FROM state WHERE key = ?", (f"{_REVISED}{key}",)
    ).fetchone()
    return "" if row is None else str(row[0])


def revision_of(key: int) -> str:
    """Return under which name is remembered which text a person changed into that of `key`."""
    return f"{_REVISED}{key}"


def revision_moves(connection: sqlite3.Connection, key: int, other: int, *, keep: bool) -> None:
    """Forget which text a person changed into that of `other`; unless `keep`, take it to `key`."""
    if not keep:
        connection.execute("DELETE FROM state WHERE key = ?", (f"{_REVISED}{key}",))
        connection.execute(
            "UPDATE state SET key = ? WHERE key = ?", (f"{_REVISED}{key}", f"{_REVISED}{other}")
        )
    connection.execute("DELETE FROM state WHERE key = ?", (f"{_REVISED}{other}",))


def set_progress(connection: sqlite3.Connection, key: int, offset: int) -> None:
    """Set the reading position of article `key` to `offset`, moved into the text if outside."""
    connection.execute(
        "UPDATE article SET progress = min(max(:offset, 0), chars),"
        " share = min(max(:offset, 0), chars) * 1.0 / max(chars, 1) WHERE key = :key",
        {"offset": offset, "key": key},
    )


def _store_text(connection: sqlite3.Connection, key: int, document: Document, digest: str) -> None:
    """Store the document's text as the current one; a version with that text becomes it."""
    connection.execute(
        "INSERT INTO text (article, digest, metadata, structure, removed, text)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (article, digest) DO UPDATE SET replaced = NULL,"
        " metadata = excluded.metadata, structure = excluded.structure, removed = excluded.removed",
        (
            key,
            digest,
            encode_metadata(metadata_of(document)),
            encode_structure(document.structure),
            encode_removed(document.removed),
            document.text,
        ),
    )


def _said(connection: sqlite3.Connection, key: int) -> dict[str, str]:
    """Return what the article's place last said of it."""
    (record,) = connection.execute(
        "SELECT metadata FROM text WHERE article = ? AND replaced IS NULL", (key,)
    ).fetchone()
    return decode_metadata(record)


def _says_the_same(connection: sqlite3.Connection, key: int, document: Document) -> bool:
    record = connection.execute(
        "SELECT metadata, structure, removed FROM text WHERE article = ? AND replaced IS NULL",
        (key,),
    ).fetchone()
    now = (
        encode_metadata(metadata_of(document)),
        encode_structure(document.structure),
        encode_removed(document.removed),
    )
    return bool(record == now)


def _take_over(
    connection: sqlite3.Connection, key: int, said: dict[str, str], document: Document
) -> None:
    """Change of the article's metadata what `document` says otherwise than `said`."""
    says = metadata_of(document)
    changed = {name: says[name] for name in METADATA if says[name] != said[name]}
    if not changed.get("url"):
        changed.pop("url", None)  # an address once known stays known
    for name, value in changed.items():
        connection.execute(f"UPDATE article SET {name} = ? WHERE key = ?", (value, key))
    add_tags(connection, key, set(document.tags) - set(said["tags"].split("\n")))
    fold(connection, key)


def add_tags(connection: sqlite3.Connection, key: int, tags: Iterable[str]) -> None:
    """Add `tags` to those of article `key`, cleaned; the caller calls `fold` afterwards."""
    names = {clean_tag(tag) for tag in tags} - {""}
    connection.executemany(
        "INSERT OR IGNORE INTO tag (article, name) VALUES (?, ?)", [(key, name) for name in names]
    )


def change(connection: sqlite3.Connection, keys: Sequence[int], bulk: Bulk) -> None:
    """Do `bulk` with the articles of `keys`."""
    for column, value in (("read", bulk.read), ("starred", bulk.starred)):
        if value is not None:
            connection.executemany(
                f"UPDATE article SET {column} = {int(value)} WHERE key = ?",
                [(key,) for key in keys],
            )
    for key in keys if bulk.add_tag or bulk.remove_tag else ():
        add_tags(connection, key, [bulk.add_tag])
        remove_tag(connection, key, bulk.remove_tag)
        fold(connection, key)


def remove_tag(connection: sqlite3.Connection, key: int, tag: str) -> None:
    """Take `tag` off article `key`, if it bears it; the caller calls `fold` afterwards."""
    connection.execute("DELETE FROM tag WHERE article = ? AND name = ?", (key, clean_tag(tag)))


def delete(connection: sqlite3.Connection, key: int, now: str) -> int:
    """Delete article `key`; its notes go to the trash. Return how many there were."""
    notes = connection.execute(
        "UPDATE annotation SET deleted = ? WHERE article = ? AND deleted = ''", (now, key)
    ).rowcount
    connection.execute("DELETE FROM state WHERE key = ?", (f"{_REVISED}{key}",))
    connection.execute("DELETE FROM article WHERE key = ?", (key,))
    return notes


def _request(connection: sqlite3.Connection, key: int, *tasks: Task) -> None:
    """Let the article wait for `tasks`, under new keys where it already does."""
    connection.executemany(
        "INSERT OR REPLACE INTO pending (article, task) VALUES (?, ?)",
        [(key, task.value) for task in tasks],
    )


def request_all(connection: sqlite3.Connection, key: int) -> None:
    """Let the article wait for all that is derived from its text."""
    _request(connection, key, *Task)
