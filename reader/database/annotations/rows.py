"""How an annotation is written in rows, and read back with distrust."""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from reader.database.identity import ambiguous, answering
from reader.database.records import BadRecord
from reader.database.statements import CHOSEN
from reader.errors import NoteNotFound, NoteRefused
from reader.i18n import tr
from reader.model import Span
from reader.model.annotation import Annotation, Colour, Edit, Selectors, State, id_of
from reader.text.fold import fold
from reader.text.normalise import canonical, one_line

LONGEST_NOTE = 1_000_000
"""Code points of a note."""
LONGEST_TAG = 100
"""Code points of a tag."""

_COLUMNS = (
    *("id", "home", "title", "created", "modified", "deleted", "colour", "state"),
    *("place_start", "place_stop", "digest", "start", "stop", "exact", "prefix", "suffix", "note"),
)
ANNOTATION = ", ".join(
    [
        *(f"annotation.{name}" for name in _COLUMNS),
        "(SELECT group_concat(name, char(10)) FROM annotation_tag"
        " WHERE annotation_tag.annotation = annotation.key)",
    ]
)
"""What `annotation_of` takes, to be selected from `annotation`."""


def annotation_of(row: tuple[Any, ...]) -> Annotation:
    """Return the annotation that a row of `ANNOTATION` stands for."""
    id_, home, title, created, modified, deleted, colour, state, first, last, digest, *rest = row
    start, stop, exact, prefix, suffix, note, tags = rest
    try:
        return Annotation(
            id=id_,
            article=home,
            title=title,
            selectors=None if start is None else Selectors(start, stop, exact, prefix, suffix),
            digest=digest,
            place=None if first is None else Span(first, last),
            state=State(state),
            tags=tuple(sorted(tags.split("\n"))) if tags else (),
            note=note,
            colour=Colour(colour),
            created=created,
            modified=modified,
            deleted=deleted,
        )
    except (ValueError, TypeError) as error:
        raise BadRecord("annotation") from error


def find(connection: sqlite3.Connection, typed: str) -> int:
    """Return the key of the annotation that a person means; raises NoteNotFound."""
    found = answering(connection, "annotation", "substr(exact || note, 1, 30)", typed)
    if found.key is not None:
        return found.key
    if found.candidates:
        raise NoteNotFound(ambiguous(typed, found.candidates))
    raise NoteNotFound(
        tr("No note has the id “{id}”. “reader note list” shows the ids there are.").format(
            id=one_line(typed)
        )
    )


def get(connection: sqlite3.Connection, key: int) -> Annotation:
    """Return the annotation `key`."""
    row = connection.execute(
        f"SELECT {ANNOTATION} FROM annotation WHERE key = ?", (key,)
    ).fetchone()
    return annotation_of(row)


def by_id(connection: sqlite3.Connection, id_: str) -> Annotation | None:
    """Return the annotation with this very id, if there is one."""
    row = connection.execute(f"SELECT {ANNOTATION} FROM annotation WHERE id = ?", (id_,)).fetchone()
    return None if row is None else annotation_of(row)


def save(connection: sqlite3.Connection, annotation: Annotation, article: int | None) -> None:
    """Store an annotation of the article with this key, over the one with its id if there is."""
    selectors = annotation.selectors
    start, stop, exact, prefix, suffix = selectors or (None, None, "", "", "")
    place = annotation.place
    values = {
        "article": article,
        "id": annotation.id,
        "home": annotation.article,
        "title": annotation.title,
        "created": annotation.created,
        "modified": annotation.modified,
        "deleted": annotation.deleted,
        "colour": annotation.colour.value,
        "state": annotation.state.value,
        "place_start": place.start if place else None,
        "place_stop": place.end if place else None,
        "digest": annotation.digest,
        "start": start,
        "stop": stop,
        "exact": exact,
        "prefix": prefix,
        "suffix": suffix,
        "note": annotation.note,
        "folded": fold("\n".join((exact, annotation.note, *annotation.tags))),
    }
    (key,) = connection.execute(_SAVE, values).fetchone()
    connection.execute("DELETE FROM annotation_tag WHERE annotation = ?", (key,))
    connection.executemany(
        "INSERT INTO annotation_tag VALUES (?, ?)", [(key, tag) for tag in annotation.tags]
    )


_SAVED = ("article", *_COLUMNS, "folded")
_SAVE = (
    f"INSERT INTO annotation ({', '.join(_SAVED)})"
    f" VALUES ({', '.join(f':{name}' for name in _SAVED)})"
    f" ON CONFLICT (id) DO UPDATE SET {', '.join(f'{n} = excluded.{n}' for n in _SAVED)}"
    " RETURNING key"
)


def articles_of(connection: sqlite3.Connection, ids: Sequence[str]) -> dict[str, int]:
    """Return the key of the article of each of `ids`; those without one are left out."""
    rows = connection.execute(
        f"SELECT id, article FROM annotation WHERE article IS NOT NULL AND id IN {CHOSEN}",
        (json.dumps(list(ids)),),
    )
    return dict(rows.fetchall())


def new_id() -> str:
    """Return an id that nothing else has: that of a random UUID."""
    return id_of(int.from_bytes(os.urandom(16)))


def edited(annotation: Annotation, edit: Edit, now: str) -> Annotation:
    """Return `annotation` as `edit` makes it: itself if that changes nothing.

    Raises NoteRefused for what cannot be kept.
    """
    tags = annotation.tags if edit.tags is None else tuple(clean_tags(edit.tags))
    added, removed = set(clean_tags(edit.add_tags)), set(clean_tags(edit.remove_tags))
    changed = replace(
        annotation,
        tags=tuple(sorted((set(tags) | added) - removed)),
        note=annotation.note if edit.note is None else clean_note(edit.note),
        colour=edit.colour or annotation.colour,
    )
    return annotation if changed == annotation else replace(changed, modified=now)


def clean_note(note: str) -> str:
    """Return a note as it is kept: canonical text without white space around it."""
    if len(note) > LONGEST_NOTE:
        raise NoteRefused(
            tr("A note can be {most} characters long, this one has {length}.").format(
                most=f"{LONGEST_NOTE:,}", length=f"{len(note):,}"
            )
        )
    return canonical(note).strip("\n ")


def clean_tags(tags: Iterable[str]) -> Iterator[str]:
    """Yield each tag as it is kept: on one line, white space folded, no empty level."""
    for tag in tags:
        levels = (one_line(level) for level in one_line(tag).split("/"))
        clean = "/".join(level for level in levels if level)
        if len(clean) > LONGEST_TAG:
            raise NoteRefused(
                tr("A tag can be {most} characters long; this one is longer: {tag}").format(
                    most=LONGEST_TAG, tag=clean[:LONGEST_TAG] + "…"
                )
            )
        if clean:
            yield clean
