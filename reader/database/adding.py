"""What a document does to the library: a new article, a newer text of one, or nothing.

Which article a document is about is told by its place (its path, else its url), else by its text.
`Database.add_many` states the rules. Two of them need care:

- An article belongs to one place: its path, or its url while it has no path. Only that place
  describes it, so that copies elsewhere, under other titles, do not take turns in renaming it.
- What that place says of the article is remembered, and only what it says anew is taken over, so
  that a title, date or tag changed by other means is not undone by adding the same file again.
"""

import sqlite3
from typing import NamedTuple, Self
from urllib.parse import urlsplit

from reader.database import articles, likeness, queue, state, texts
from reader.database.base import Task
from reader.database.carrying import carried
from reader.database.identity import digest_of, free_id
from reader.database.records import METADATA, metadata_of
from reader.model import AddResult, AddStatus, Document
from reader.text.likeness import clauses_of
from reader.text.pace import reading_seconds

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
        return AddResult(status, path, articles.summary(connection, held.key))
    key = _insert(connection, document, digest, now)
    alike = likeness.enter(connection, key, clauses_of(document.text))
    like = articles.summary(connection, alike[0].key) if alike else None
    return AddResult(AddStatus.ADDED, path, articles.summary(connection, key), like=like)


def _storable(document: Document) -> Document:
    """Return `document` with its tags clean and its path in Unicode.

    A file's name need not be text: the bytes that are not come as lone surrogates (PEP 383),
    which SQLite cannot hold; they are written as `\\\\udcXX`, so that names stay distinct.
    """
    return document._replace(
        path=document.path.encode("utf-8", "backslashreplace").decode(),
        tags=tuple(sorted({articles.clean_tag(tag) for tag in document.tags} - {""})),
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
    articles.set_progress(connection, key, int(elsewhere.progress * len(document.text)))
    texts.store(connection, key, document, digest)
    articles.add_tags(connection, key, document.tags)
    # Its notes wait in the trash if an article with this text was deleted.
    connection.execute(
        "UPDATE annotation SET article = :key, home = (SELECT id FROM article WHERE key = :key)"
        " WHERE article IS NULL AND digest = :digest",
        {"key": key, "digest": digest},
    )
    articles.refresh(connection, key)
    queue.request(connection, Task.RECOGNISE, [key])
    return key


def _renew(
    connection: sqlite3.Connection, held: _Held, document: Document, digest: str, now: str
) -> AddStatus:
    """Do to the article `held` what `document` asks for."""
    if digest != held.digest:
        revision = state.revision_of(held.key)
        if state.get(connection, revision) == digest:
            return AddStatus.UNCHANGED
        if (merged := _merged_at(connection, held, document)) is not None:
            if digest in texts.digests(connection, held.key):
                return AddStatus.UNCHANGED
            _swap_places(connection, held, merged)
        state.put(connection, revision, None)
        said = texts.said(connection, held.key)
        _replace_text(connection, held, document, digest, now)
        _take_over(connection, held.key, said, document)
        return AddStatus.UPDATED
    if not held.belongs_to(document):
        if _fill_place(connection, held, document).belongs_to(document):
            texts.store(connection, held.key, document, digest)
        return AddStatus.UNCHANGED
    _fill_place(connection, held, document)
    if texts.says_the_same(connection, held.key, document):
        return AddStatus.UNCHANGED
    said = texts.said(connection, held.key)
    texts.store(connection, held.key, document, digest)
    _take_over(connection, held.key, said, document)
    connection.execute("UPDATE article SET modified = ? WHERE key = ?", (now, held.key))
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
    connection: sqlite3.Connection,
    held: _Held,
    document: Document,
    digest: str,
    now: str,
    said: dict[str, str] | None = None,
) -> None:
    """Make the document's text the present one, `said` with it, and keep the one before."""
    progress = held.progress
    if progress:
        old, _ = texts.present(connection, held.key)
        progress = carried(old, document.text, progress)
    texts.retire(connection, held.key, now)
    texts.store(connection, held.key, document, digest, said)
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
    articles.settle(connection, held.key, progress)


def revise(connection: sqlite3.Connection, key: int, document: Document, now: str) -> None:
    """Make the text of `document`, which a person changed, the present one of article `key`.

    It stays when the place that the article came from says the text before again.
    """
    held = _Held.found(connection, "key = ?", str(key))
    assert held is not None
    digest = digest_of(document.text)
    if digest == held.digest:
        return
    said = texts.said(connection, key)
    _replace_text(connection, held, document, digest, now, said)
    revision = state.revision_of(key)
    if state.get(connection, revision) is None:  # else the first of several revisions tells it
        state.put(connection, revision, held.digest)


def _take_over(
    connection: sqlite3.Connection, key: int, said: dict[str, str], document: Document
) -> None:
    """Change of the article's metadata what `document` says otherwise than `said`.

    An address once known stays known. So does what a page does not say of itself, for the feed that
    led to it may have told; a file is its person's, who may have taken something out.
    """
    says = metadata_of(document)
    stays = ("url",) if document.path else METADATA
    changed = {
        name: says[name]
        for name in METADATA
        if says[name] != said[name] and (says[name] or name not in stays)
    }
    for name, value in changed.items():
        connection.execute(f"UPDATE article SET {name} = ? WHERE key = ?", (value, key))
    articles.add_tags(connection, key, set(document.tags) - set(said["tags"].split("\n")))
    articles.refresh(connection, key)
