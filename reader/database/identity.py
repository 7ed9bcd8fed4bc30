"""The ids of articles: short, typed by people, never changed once given.

An id is a prefix of the SHA-256 of the text that the article first had, in the base 32 of
Douglas Crockford (crockford.com/base32.html), which has no letter that looks like a digit.
"""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from reader.errors import ArticleNotFound
from reader.i18n import tr
from reader.text.normalise import one_line

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
SHORTEST = 4
"""The characters of an id; more where that many are taken."""

_SHORTEST_PREFIX = 2
_AFTER_ALL = "{"  # sorts after every character of the alphabet
_LOOK_ALIKES = str.maketrans("ilo", "110")
_CANDIDATES_TOLD = 5
_MERGED = (
    "(SELECT article.key, merged.id, title FROM merged"
    " JOIN article ON article.key = merged.article)"
)


def digest_of(text: str) -> str:
    """Return the SHA-256 of a canonical text, as lower-case hexadecimal."""
    import hashlib  # loads OpenSSL, which listing and reading can do without

    return hashlib.sha256(text.encode()).hexdigest()


def ids_for(digest: str) -> Iterator[str]:
    """Yield the ids that an article whose first text has `digest` may take, shortest first.

    Without end: past the digest's last digit come prefixes of the digest's own digest.
    """
    while True:
        whole = _base32(digest)
        for length in range(SHORTEST, len(whole) + 1):
            yield whole[:length]
        digest = digest_of(digest)


def _base32(digest: str) -> str:
    bits = 4 * len(digest)
    number = int(digest, 16)
    return "".join(ALPHABET[number >> bits - 5 * (i + 1) & 31] for i in range(bits // 5))


def free_id(connection: sqlite3.Connection, digest: str) -> str:
    """Return the first of `ids_for(digest)` that no article has or had."""
    taken = "SELECT 1 FROM article WHERE id = :id UNION SELECT 1 FROM merged WHERE id = :id"
    return next(i for i in ids_for(digest) if not connection.execute(taken, {"id": i}).fetchone())


def find(connection: sqlite3.Connection, typed: str) -> int:
    """Return the key of the article that a person means by `typed`.

    Case and surrounding white space do not matter, and the letters i, l, o stand for the digits
    they look like. Where no id is equal, a prefix of two or more characters serves if only one
    article's id begins with it. An article that was taken into another goes on naming that one.
    Raises ArticleNotFound otherwise.
    """
    found = answering(connection, "article", "title", typed)
    if found == (None, []):
        found = answering(connection, _MERGED, "title", typed)
    if found.key is not None:
        return found.key
    if found.candidates:
        raise ArticleNotFound(ambiguous(typed, found.candidates))
    raise ArticleNotFound(
        tr("No article has the id “{id}”. “reader list” shows the ids there are.").format(
            id=one_line(typed)
        )
    )


class Answer(NamedTuple):
    """Who answers to what a person typed: one, or several."""

    key: int | None
    candidates: list[tuple[str, str]]
    """Ids and names of those between whom it does not decide."""


def answering(connection: sqlite3.Connection, table: str, name: str, typed: str) -> Answer:
    """Return whose id in `table` is, or alone begins with, what a person typed."""
    wanted = typed.strip().lower().translate(_LOOK_ALIKES)
    if len(wanted) < _SHORTEST_PREFIX or not set(wanted) <= set(ALPHABET):
        return Answer(None, [])
    rows = connection.execute(
        f"SELECT key, id, {name} FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
        (wanted, wanted + _AFTER_ALL, _CANDIDATES_TOLD + 1),
    ).fetchall()
    if len(rows) == 1 or (rows and rows[0][1] == wanted):
        return Answer(int(rows[0][0]), [])
    return Answer(None, [(row[1], row[2]) for row in rows])


def ambiguous(typed: str, candidates: list[tuple[str, str]]) -> str:
    """Return the message that tells of several whose ids begin with what was typed."""
    told = [f"{id_} {one_line(title)}" for id_, title in candidates[:_CANDIDATES_TOLD]]
    if len(candidates) > _CANDIDATES_TOLD:
        told.append("…")
    return tr("Several ids begin with “{id}”. Type more of the one you mean: {candidates}").format(
        id=one_line(typed), candidates="; ".join(told)
    )
