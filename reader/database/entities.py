"""The store of entities in the library's SQLite file."""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence

from reader.database import entity_tables as tables
from reader.database import queue
from reader.database.base import Task
from reader.database.connection import Connections
from reader.database.entity_records import decode_mentions, decode_spans
from reader.database.records import BadRecord
from reader.database.statements import CHOSEN, batches, marks
from reader.entities.lexicon import loose
from reader.entities.nouns import (
    NAMED,
    Alias,
    Derived,
    Entity,
    EntityListing,
    EntityOrder,
    EntitySummary,
    Recognition,
    Share,
    Together,
)
from reader.model import Span
from reader.model.entity import EntityType

_ORDERS = {
    EntityOrder.MENTIONS: "mentions DESC, name, type",
    EntityOrder.ARTICLES: "articles DESC, name, type",
    EntityOrder.RECENT: "latest DESC, name, type",
    EntityOrder.NAME: "name, type",
}
_ARTICLES_LOOKED_AT = 2_000
"""Of what stands together, no more are counted: the last that came in tell enough."""

_DIGITS = "0123456789一二三四五六七八九十"
"""Of which numbers are made."""
_DATE = "CASE date WHEN '' THEN substr(added, 1, 10) ELSE date END"


class SqliteEntityStore:
    """See `reader.database.entity_store.EntityStore`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    # What was recognised

    def recognition(self, digest: str) -> Recognition | None:
        """See `EntityStore.recognition`; what cannot be read is as good as none."""
        with self._connections.reading() as connection:
            row = connection.execute(
                "SELECT version, mentions FROM recognition WHERE digest = ?",
                (bytes.fromhex(digest),),
            ).fetchone()
        try:
            return None if row is None else Recognition(row[0], decode_mentions(row[1]))
        except BadRecord:
            return None

    def keep(self, batch: Sequence[Derived]) -> list[str]:
        """See `EntityStore.keep`."""
        with self._connections.writing() as connection:
            changed = [one.article for one in batch if tables.keep(connection, one)]
            queue.request(connection, Task.INDEX, _keys(connection, changed))
            queue.done(connection, Task.RECOGNISE, (one.key for one in batch))
        return changed

    def request(self, articles: Iterable[str] | None = None) -> None:
        """See `EntityStore.request`."""
        with self._connections.writing() as connection:
            if articles is None:
                # The latest wait longest, so that they are the first.
                rows = connection.execute(f"SELECT key FROM article ORDER BY {_DATE} DESC, key")
                keys = [key for (key,) in rows.fetchall()]
            else:
                keys = _keys(connection, articles)
            queue.request(connection, Task.RECOGNISE, keys)

    def request_outdated(self, version: str) -> int:
        """See `EntityStore.request_outdated`."""
        with self._connections.writing() as connection:
            current = {
                digest.hex()
                for (digest,) in connection.execute(
                    "SELECT digest FROM recognition WHERE version = ?", (version,)
                )
            }
            rows = connection.execute(
                f"SELECT key, digest FROM article ORDER BY {_DATE} DESC, key"
            ).fetchall()
            keys = [key for key, digest in rows if digest not in current]
            queue.request(connection, Task.RECOGNISE, keys)
            return len(keys)

    # The entities of the library

    def listing(
        self, listing: EntityListing, offset: int = 0, limit: int | None = None
    ) -> list[EntitySummary]:
        """See `EntityStore.listing`."""
        where, values = _filter(listing)
        with self._connections.reading() as connection:
            rows = connection.execute(
                f"SELECT type, name, mentions, articles, latest FROM entity WHERE {where}"
                f" ORDER BY {_ORDERS[listing.order]} LIMIT ? OFFSET ?",
                (*values, -1 if limit is None else limit, offset),
            )
            return [_summary(row) for row in rows.fetchall()]

    def count(self, listing: EntityListing) -> int:
        """See `EntityStore.count`."""
        where, values = _filter(listing)
        with self._connections.reading() as connection:
            (number,) = connection.execute(
                f"SELECT count(*) FROM entity WHERE {where}", values
            ).fetchone()
            return int(number)

    def summary(self, entity: Entity) -> EntitySummary | None:
        """See `EntityStore.summary`."""
        with self._connections.reading() as connection:
            row = connection.execute(
                "SELECT type, name, mentions, articles, latest FROM entity"
                " WHERE name = ? AND type = ?",
                (entity.name, entity.type.value),
            ).fetchone()
            return None if row is None else _summary(row)

    def aliases(self, entity: Entity) -> list[Alias]:
        """See `EntityStore.aliases`."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT surface, mentions FROM alias WHERE entity = ?"
                " ORDER BY mentions DESC, surface",
                (tables.entity_key(connection, entity),),
            )
            return [Alias(*row) for row in rows.fetchall()]

    def shares(self, entity: Entity) -> list[Share]:
        """See `EntityStore.shares`."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                f"SELECT id, title, {_DATE} AS day, sum(mentions), date <> '' FROM occurrence"
                " JOIN article ON article.key = occurrence.article WHERE entity = ?"
                " GROUP BY article.key ORDER BY day DESC, title, id",
                (tables.entity_key(connection, entity),),
            )
            return [
                Share(article, title, day, mentions, bool(dated))
                for article, title, day, mentions, dated in rows.fetchall()
            ]

    def spans(self, entity: Entity, article: str) -> list[Span]:
        """See `EntityStore.spans`."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT spans FROM occurrence WHERE entity = ?"
                " AND article = (SELECT key FROM article WHERE id = ?)",
                (tables.entity_key(connection, entity), article),
            ).fetchall()
        return sorted(span for (record,) in rows for span in decode_spans(record))

    def together(self, entity: Entity, limit: int) -> list[Together]:
        """See `EntityStore.together`."""
        with self._connections.reading() as connection:
            key = tables.entity_key(connection, entity)
            rows = connection.execute(
                "SELECT type, name, number FROM (SELECT other.entity AS key,"
                " count(DISTINCT other.article) AS number FROM occurrence AS here"
                " JOIN occurrence AS other ON other.article = here.article"
                " WHERE here.entity = :key AND other.entity <> :key AND here.article IN"
                " (SELECT article FROM occurrence WHERE entity = :key ORDER BY article DESC"
                " LIMIT :articles) GROUP BY other.entity)"
                " JOIN entity USING (key) WHERE type IN (SELECT value FROM json_each(:types))"
                " ORDER BY number DESC, mentions, name LIMIT :limit",
                {
                    "key": key,
                    "types": json.dumps(NAMED),
                    "limit": limit,
                    "articles": _ARTICLES_LOOKED_AT,
                },
            )
            return [Together(Entity(EntityType(kind), name), n) for kind, name, n in rows]

    # What is searched for

    def containing(self, surface: str) -> list[str]:
        """See `EntityStore.containing`."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT id FROM text JOIN article ON article.key = text.article"
                f" WHERE replaced IS NULL AND instr(text, ?) ORDER BY {_DATE} DESC, id",
                (surface,),
            )
            return [id_ for (id_,) in rows.fetchall()]

    def find(self, name: str, types: Collection[EntityType] = ()) -> list[Entity]:
        """See `EntityStore.find`."""
        with self._connections.reading() as connection:
            found = []
            for key in tables.entity_keys(connection, name, types):
                kind, canonical = connection.execute(
                    "SELECT type, name FROM entity WHERE key = ?", (key,)
                ).fetchone()
                found.append(Entity(EntityType(kind), canonical))
            return found

    def keys_with(self, entities: Iterable[Entity]) -> set[int]:
        """See `EntityStore.keys_with`."""
        found: set[int] = set()
        with self._connections.reading() as connection:
            for entity in entities:
                rows = connection.execute(
                    "SELECT DISTINCT article FROM occurrence WHERE entity = ?",
                    (tables.entity_key(connection, entity),),
                )
                found.update(key for (key,) in rows)
        return found

    def keys_with_surface(self, part: str) -> set[int]:
        """See `EntityStore.keys_with_surface`."""
        wanted = loose(part)
        condition = "instr(folded, ?1)"
        if wanted[:1] in _DIGITS:  # 1月 does not stand in 11月
            condition += f" AND substr(folded, instr(folded, ?1) - 1, 1) NOT GLOB '[{_DIGITS}]'"
        return self._keys_with_alias(condition, wanted)

    def keys_with_matching(self, kind: EntityType, matches: Callable[[str], bool]) -> set[int]:
        """See `EntityStore.keys_with_matching`."""
        with self._connections.reading() as connection:
            surfaces = connection.execute(
                "SELECT alias.key, surface FROM entity JOIN alias ON alias.entity = entity.key"
                " WHERE type = ?",
                (kind.value,),
            ).fetchall()
        keys = [key for key, surface in surfaces if matches(surface)]
        condition = f"alias.key IN {CHOSEN}"
        return self._keys_with_alias(condition, json.dumps(keys))

    def keys_with_money(self, low: float, high: float, currency: str = "") -> set[int]:
        """See `EntityStore.keys_with_money`."""
        condition = "typeof(value) = 'real' AND value BETWEEN ? AND ? AND ? IN ('', currency)"
        return self._keys_with_alias(condition, low, high, currency)

    def keys_with_date(self, date: str) -> set[int]:
        """See `EntityStore.keys_with_date`."""
        within = (f"{date}-", f"{date}.")  # `.` follows `-`
        return self._keys_with_alias("value = ? OR value BETWEEN ? AND ?", date, *within)

    def _keys_with_alias(self, condition: str, *values: str | float) -> set[int]:
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT DISTINCT article FROM alias JOIN occurrence"
                " ON occurrence.entity = alias.entity AND occurrence.alias = alias.key"
                f" WHERE {condition}",
                values,
            )
            return {key for (key,) in rows}

    def facets(
        self, keys: Collection[int], types: Collection[EntityType], limit: int
    ) -> list[Together]:
        """See `EntityStore.facets`."""
        numbers: dict[int, int] = {}
        with self._connections.reading() as connection:
            for part in batches(keys):
                rows = connection.execute(
                    "SELECT entity, count(DISTINCT article) FROM occurrence"
                    f" WHERE article IN ({marks(part)}) GROUP BY entity",
                    part,
                )
                for key, number in rows:
                    numbers[key] = numbers.get(key, 0) + number
            wanted = {kind.value for kind in types}
            found: list[Together] = []
            for key in sorted(numbers, key=lambda key: (-numbers[key], key)):
                kind, name = connection.execute(
                    "SELECT type, name FROM entity WHERE key = ?", (key,)
                ).fetchone()
                if kind in wanted:
                    found.append(Together(Entity(EntityType(kind), name), numbers[key]))
                if len(found) == limit:
                    break
            return found

    def known_names(self, types: Collection[EntityType], limit: int) -> list[tuple[Entity, str]]:
        """See `EntityStore.known_names`."""
        values = [kind.value for kind in types]
        kinds = {kind.value: kind for kind in types}
        where = f"type IN ({marks(values)})"
        with self._connections.reading() as connection:
            named = connection.execute(
                f"SELECT key, type, name FROM entity WHERE {where}"
                f" ORDER BY {_ORDERS[EntityOrder.MENTIONS]} LIMIT ?",
                (*values, limit),
            ).fetchall()
            # Most have no other name: they are not sorted for those that do.
            others = connection.execute(
                "SELECT entity, surface FROM alias JOIN entity ON entity.key = alias.entity"
                f" WHERE surface <> name AND {where} ORDER BY alias.mentions DESC, surface",
                values,
            ).fetchall()
        called: dict[int, list[str]] = {}
        for key, surface in others:
            called.setdefault(key, []).append(surface)
        found = []
        for key, kind, name in named:
            entity = Entity(kinds[kind], name)
            found += [(entity, each) for each in (name, *called.get(key, ()))]
        return found

    def names(self, article: str) -> list[tuple[Entity, str]]:
        """See `EntityStore.names`."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT type, name, surface FROM occurrence"
                " JOIN entity ON entity.key = occurrence.entity"
                " JOIN alias ON alias.key = occurrence.alias"
                " WHERE article = (SELECT key FROM article WHERE id = ?) ORDER BY name, surface",
                (article,),
            )
            return [(Entity(EntityType(kind), name), surface) for kind, name, surface in rows]


def _summary(row: tuple[str, str, int, int, str]) -> EntitySummary:
    kind, name, mentions, articles, latest = row
    return EntitySummary(Entity(EntityType(kind), name), mentions, articles, latest)


def _filter(listing: EntityListing) -> tuple[str, tuple[str, ...]]:
    """Return the condition of a listing, and the values of its parameters."""
    types = tuple(kind.value for kind in listing.types)
    where = f"type IN ({marks(types)})"
    text = loose(listing.text)
    if not text:
        return where, types
    held = "instr(folded, ?) OR key IN (SELECT entity FROM alias WHERE instr(folded, ?))"
    if not listing.heard:
        return f"{where} AND ({held})", (*types, text, text)
    heard = json.dumps([loose(name) for name in listing.heard])
    held += f" OR folded IN {CHOSEN} OR key IN (SELECT entity FROM alias WHERE folded IN {CHOSEN})"
    return f"{where} AND ({held})", (*types, text, text, heard, heard)


def _keys(connection: sqlite3.Connection, articles: Iterable[str]) -> list[int]:
    found = []
    for article in articles:
        row = connection.execute("SELECT key FROM article WHERE id = ?", (article,)).fetchone()
        if row is not None:
            found.append(int(row[0]))
    return found
