"""What the tables of entities hold, as functions over a connection."""

import sqlite3
from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from reader.database.entity_records import encode_mentions, encode_spans
from reader.database.statements import marks
from reader.entities.lexicon import loose
from reader.entities.nouns import Derived, Entity, Recognition
from reader.entities.values import amount, day
from reader.model import Span
from reader.model.entity import EntityType, Mention


def keep(connection: sqlite3.Connection, derived: Derived) -> bool:
    """Store the mentions of an article; return whether its entities are others than before."""
    if derived.recognition is not None:
        keep_recognition(connection, derived.digest, derived.recognition)
    row = connection.execute(
        "SELECT key FROM article WHERE id = ? AND digest = ?", (derived.article, derived.digest)
    ).fetchone()
    if row is None:
        return False  # gone, or another text, which waits to be recognised
    (key,) = row
    return _keep_occurrences(connection, key, derived)


def keep_recognition(connection: sqlite3.Connection, digest: str, found: Recognition) -> None:
    """Store what was recognised in the text of `digest`."""
    connection.execute(
        "INSERT OR REPLACE INTO recognition (digest, version, mentions) VALUES (?, ?, ?)",
        (bytes.fromhex(digest), found.version, encode_mentions(found.mentions)),
    )


class _Occurrence(NamedTuple):
    mentions: int
    spans: bytes


def _keep_occurrences(connection: sqlite3.Connection, article: int, derived: Derived) -> bool:
    """Make the rows of an article those of its mentions; only what differs is written."""
    spans: dict[tuple[Entity, str], list[Span]] = defaultdict(list)
    for mention in derived.mentions:
        spans[_entity_of(mention), mention.span.of(derived.text)].append(mention.span)
    before = {
        (entity, alias): _Occurrence(mentions, record)
        for entity, alias, mentions, record in connection.execute(
            "SELECT entity, alias, mentions, spans FROM occurrence WHERE article = ?", (article,)
        )
    }
    after = {
        _keys_of(connection, entity, surface): _Occurrence(len(found), encode_spans(found))
        for (entity, surface), found in spans.items()
    }
    connection.executemany(
        "INSERT INTO occurrence (article, entity, alias, mentions, spans) VALUES (?, ?, ?, ?, ?)",
        [(article, *keys, *after[keys]) for keys in after.keys() - before.keys()],
    )
    connection.executemany(
        "UPDATE occurrence SET mentions = ?, spans = ?"
        " WHERE article = ? AND entity = ? AND alias = ?",
        [
            (*after[keys], article, *keys)
            for keys in after.keys() & before.keys()
            if after[keys] != before[keys]
        ],
    )
    # Last: an entity that is in no row any more is gone.
    connection.executemany(
        "DELETE FROM occurrence WHERE article = ? AND entity = ? AND alias = ?",
        [(article, *keys) for keys in before.keys() - after.keys()],
    )
    return before.keys() != after.keys()


def _entity_of(mention: Mention) -> Entity:
    return Entity(mention.type, mention.entity)


def _keys_of(connection: sqlite3.Connection, entity: Entity, surface: str) -> tuple[int, int]:
    """Return the keys of an entity and of a name it has, made where they are missing."""
    key = entity_key(connection, entity)
    if key is None:
        key = connection.execute(
            "INSERT INTO entity (type, name, folded) VALUES (?, ?, ?)",
            (entity.type.value, entity.name, loose(entity.name)),
        ).lastrowid
        assert key is not None
    row = connection.execute(
        "SELECT key FROM alias WHERE entity = ? AND surface = ?", (key, surface)
    ).fetchone()
    if row is not None:
        return key, row[0]
    alias = connection.execute(
        "INSERT INTO alias (entity, surface, folded, value, currency) VALUES (?, ?, ?, ?, ?)",
        (key, surface, loose(surface), *_value(entity.type, surface)),
    ).lastrowid
    assert alias is not None
    return key, alias


def _value(kind: EntityType, surface: str) -> tuple[float | str | None, str | None]:
    if kind is EntityType.MONEY and (sum_ := amount(surface)):
        return sum_.value, sum_.currency
    if kind is EntityType.DATE and (date := day(surface)):
        return date, None
    return None, None


def entity_key(connection: sqlite3.Connection, entity: Entity) -> int | None:
    """Return the key of an entity; None where nothing mentions it."""
    row = connection.execute(
        "SELECT key FROM entity WHERE name = ? AND type = ?", (entity.name, entity.type.value)
    ).fetchone()
    return None if row is None else int(row[0])


def entity_keys(
    connection: sqlite3.Connection, name: str, types: Collection[EntityType]
) -> list[int]:
    """Return the keys of the entities called `name`, as names are compared."""
    wanted = [kind.value for kind in types or EntityType]
    rows = connection.execute(
        "SELECT key FROM entity WHERE (folded = ? OR key IN"
        f" (SELECT entity FROM alias WHERE folded = ?)) AND type IN ({marks(wanted)})"
        " ORDER BY mentions DESC, name",
        (loose(name), loose(name), *wanted),
    )
    return [key for (key,) in rows]
