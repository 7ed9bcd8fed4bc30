"""The SQL of lists of annotations: which rows, in what order, in what groups.

Each order is read from an index of its own, backwards where it descends, so that a window of a
long list costs what it takes to step over the rows before it.
"""

import json
import sqlite3
from typing import NamedTuple

from reader.database.annotations.rows import ANNOTATION, annotation_of
from reader.database.listing import BELOW_TAG, tag_values
from reader.model.annotation import (
    ALL,
    Annotation,
    GroupCount,
    InGroup,
    NoteGroup,
    NoteListing,
    NoteOrder,
)
from reader.text.fold import fold

_ORDERS = {
    NoteOrder.MODIFIED: ("modified", "id"),
    NoteOrder.CREATED: ("created", "id"),
    NoteOrder.ARTICLE: ("title", "home", "place_start", "id"),
}
_AFTER_ALL = "~"  # sorts after every character of a time


# The same: the first is quick where few bear the tag, the other where some that do are soon met.
_TAGGED_ONE_OF = f"key IN (SELECT annotation FROM annotation_tag WHERE {BELOW_TAG})"
_TAGGED_EACH = (
    f"EXISTS (SELECT 1 FROM annotation_tag WHERE annotation = annotation.key AND {BELOW_TAG})"
)
_OFTEN = 2_000  # annotations that bear a tag, from which on some are soon met


class _Filter(NamedTuple):
    where: str
    values: dict[str, object]


def _filter(listing: NoteListing, tagged: str = _TAGGED_ONE_OF) -> _Filter:
    conditions = ["deleted <> ''" if listing.trash else "deleted = ''"]
    values: dict[str, object] = {}

    def demand(condition: str, **more: object) -> None:
        conditions.append(condition)
        values.update(more)

    if listing.ids:
        demand("id IN (SELECT value FROM json_each(:ids))", ids=json.dumps(listing.ids))
    if listing.article:
        demand("home = :home", home=listing.article)
    if listing.tag:
        demand(tagged)
        values.update(tag_values(listing.tag))
    if listing.colour:
        demand("colour = :colour", colour=listing.colour.value)
    if listing.states:
        demand("state IN (SELECT value FROM json_each(:states))", states=json.dumps(listing.states))
    for number, group in enumerate(listing.groups):
        demand(_in(group).format(f":group{number}"), **{f"group{number}": group.key})
    if listing.since:
        demand("created >= :since", since=listing.since)
    if listing.until:
        demand("created <= :until", until=listing.until + _AFTER_ALL)
    if text := fold(listing.text).strip():
        demand("instr(folded, :text)", text=text)
    return _Filter(" AND ".join(conditions), values)


def _in(group: InGroup) -> str:
    """Return the condition that an annotation is in `group`, with a place for its key."""
    if group.kind is NoteGroup.TAG and not group.key:
        return "NOT EXISTS (SELECT 1 FROM annotation_tag WHERE annotation = annotation.key)"
    return {
        NoteGroup.TAG: "key IN (SELECT annotation FROM annotation_tag WHERE name = {})",
        NoteGroup.ARTICLE: "home = {}",
        NoteGroup.COLOUR: "colour = {}",
        NoteGroup.STATE: "state = {}",
    }[group.kind]


def _order(listing: NoteListing) -> str:
    direction = "DESC" if listing.descending else "ASC"
    return ", ".join(f"{column} {direction}" for column in _ORDERS[listing.order])


def window(
    connection: sqlite3.Connection, listing: NoteListing, offset: int, limit: int | None
) -> list[Annotation]:
    """See `AnnotationStore.listing`."""
    soon = limit is not None and listing.tag and _is_frequent(connection, listing.tag)
    wanted = _filter(listing, _TAGGED_EACH if soon else _TAGGED_ONE_OF)
    order = _order(listing)
    found = connection.execute(
        f"SELECT {ANNOTATION} FROM annotation WHERE key IN (SELECT key FROM annotation"
        f" WHERE {wanted.where} ORDER BY {order} LIMIT :limit OFFSET :offset) ORDER BY {order}",
        wanted.values | {"limit": -1 if limit is None else max(limit, 0), "offset": max(offset, 0)},
    )
    return [annotation_of(row) for row in found.fetchall()]


def _is_frequent(connection: sqlite3.Connection, tag: str) -> bool:
    """Tell whether many annotations bear a tag or one below it."""
    (number,) = connection.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM annotation_tag WHERE {BELOW_TAG} LIMIT {_OFTEN})",
        tag_values(tag),
    ).fetchone()
    return int(number) == _OFTEN


def count(connection: sqlite3.Connection, listing: NoteListing) -> int:
    """See `AnnotationStore.count`."""
    wanted = _filter(listing)
    counted = f"SELECT count(*) FROM annotation WHERE {wanted.where}"
    if listing.tag and wanted == _filter(NoteListing(tag=listing.tag)):
        counted = _BEARING  # without a look at each of them
    (number,) = connection.execute(counted, wanted.values).fetchone()
    return int(number)


_GROUPS = {
    # In the order of an index, which saves sorting all.
    NoteGroup.ARTICLE: "SELECT home, title, count(*) FROM annotation WHERE {where}"
    " GROUP BY title, home ORDER BY title, home",
    NoteGroup.COLOUR: "SELECT colour, colour, count(*) FROM annotation WHERE {where}"
    " GROUP BY colour ORDER BY colour",
    NoteGroup.STATE: "SELECT state, state, count(*) FROM annotation WHERE {where}"
    " GROUP BY state ORDER BY state",
    NoteGroup.TAG: "SELECT coalesce(name, '') AS tag, coalesce(name, ''), count(*) FROM annotation"
    " LEFT JOIN annotation_tag ON annotation = annotation.key WHERE {where}"
    " GROUP BY tag ORDER BY tag = '', tag",
}
_TRASH = "SELECT key FROM annotation WHERE deleted <> ''"
_ALL_TAGS = (
    "SELECT name, name, count(*) FROM annotation_tag"
    f" WHERE annotation NOT IN ({_TRASH}) GROUP BY name ORDER BY name"
)
# Groups in the order of the table need no other; a count of distinct ones would make one.
_TAGGED = (
    "SELECT (SELECT count(*) FROM (SELECT 1 FROM annotation_tag GROUP BY annotation))"
    f" - (SELECT count(DISTINCT annotation) FROM annotation_tag WHERE annotation IN ({_TRASH}))"
)
_BEARING = (
    f"SELECT count(DISTINCT annotation) FROM annotation_tag WHERE {BELOW_TAG}"
    f" AND annotation NOT IN ({_TRASH})"
)


def groups(
    connection: sqlite3.Connection, listing: NoteListing, group: NoteGroup
) -> list[GroupCount]:
    """See `AnnotationStore.groups`."""
    wanted = _filter(listing)
    if group is NoteGroup.TAG and wanted == _filter(ALL):
        return _all_tags(connection)
    found = connection.execute(_GROUPS[group].format(where=wanted.where), wanted.values)
    return [GroupCount(*row) for row in found.fetchall()]


def _all_tags(connection: sqlite3.Connection) -> list[GroupCount]:
    """Return the tags of all annotations, without a look at each of them."""
    counts = [GroupCount(*row) for row in connection.execute(_ALL_TAGS).fetchall()]
    (tagged,) = connection.execute(_TAGGED).fetchone()
    untagged = count(connection, ALL) - tagged
    return [*counts, GroupCount("", "", untagged)] if untagged else counts
