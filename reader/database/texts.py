"""The texts of articles, as functions over a connection: the present one, and those before it.

`reader.database.adding` says what of a document is kept beside its text, and why.
"""

import sqlite3

from reader.database.records import (
    decode_metadata,
    encode_metadata,
    encode_removed,
    encode_structure,
    metadata_of,
)
from reader.model import Document


def present(connection: sqlite3.Connection, article: int) -> tuple[str, str]:
    """Return the present text of an article and its digest."""
    text, digest = connection.execute(
        "SELECT text, digest FROM text WHERE article = ? AND replaced IS NULL", (article,)
    ).fetchone()
    return text, digest


def under(connection: sqlite3.Connection, article: int, digest: str) -> str | None:
    """Return the text that `article` has or had under `digest`; None for one it never had."""
    row = connection.execute(
        "SELECT text FROM text WHERE article = ? AND digest = ?", (article, digest)
    ).fetchone()
    return None if row is None else str(row[0])


def digests(connection: sqlite3.Connection, article: int) -> set[str]:
    """Return the digests of all texts that an article has or had."""
    rows = connection.execute("SELECT digest FROM text WHERE article = ?", (article,))
    return {digest for (digest,) in rows}


def store(
    connection: sqlite3.Connection,
    article: int,
    document: Document,
    digest: str,
    said: dict[str, str] | None = None,
) -> None:
    """Store the document's text as the present one; a version with that text becomes it.

    With it goes what the document says of itself, or `said`.
    """
    connection.execute(
        "INSERT INTO text (article, digest, metadata, structure, removed, text)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (article, digest) DO UPDATE SET replaced = NULL,"
        " metadata = excluded.metadata, structure = excluded.structure, removed = excluded.removed",
        (
            article,
            digest,
            encode_metadata(metadata_of(document) if said is None else said),
            encode_structure(document.structure),
            encode_removed(document.removed),
            document.text,
        ),
    )


def retire(connection: sqlite3.Connection, article: int, now: str) -> None:
    """Make the present text of an article, which another one takes the place of, a version."""
    connection.execute(
        "UPDATE text SET replaced = ? WHERE article = ? AND replaced IS NULL", (now, article)
    )


def said(connection: sqlite3.Connection, article: int) -> dict[str, str]:
    """Return what the article's place last said of it."""
    (record,) = connection.execute(
        "SELECT metadata FROM text WHERE article = ? AND replaced IS NULL", (article,)
    ).fetchone()
    return decode_metadata(record)


def says_the_same(connection: sqlite3.Connection, article: int, document: Document) -> bool:
    """Tell whether `document`, which has the present text, says nothing else beside it."""
    record = connection.execute(
        "SELECT metadata, structure, removed FROM text WHERE article = ? AND replaced IS NULL",
        (article,),
    ).fetchone()
    now = (
        encode_metadata(metadata_of(document)),
        encode_structure(document.structure),
        encode_removed(document.removed),
    )
    return bool(record == now)
