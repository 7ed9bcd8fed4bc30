"""Annotations in the library's SQLite file."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from reader.database import articles, identity, queue
from reader.database.annotations import anchoring, journal, review, rows, tagging
from reader.database.annotations import listing as lists
from reader.database.annotations.base import Passage
from reader.database.annotations.journal import Part
from reader.database.base import Task
from reader.database.connection import Connections
from reader.errors import NoteRefused
from reader.i18n import tr
from reader.model.annotation import (
    Annotation,
    Change,
    ChangeKind,
    Colour,
    Edit,
    GroupCount,
    NoteGroup,
    NoteListing,
    State,
)


class SqliteAnnotations:
    """See `reader.database.annotations.base.AnnotationStore`."""

    def __init__(self, connections: Connections, now: Callable[[], str]) -> None:
        self._connections = connections
        self._now = now

    def add(self, article: str, passage: Passage | None, edit: Edit) -> Annotation:
        """See `AnnotationStore.add`."""
        with self._connections.writing() as connection:
            key, now = identity.find(connection, article), self._now()
            summary = articles.summary(connection, key)
            made = Annotation(
                id=rows.new_id(),
                article=summary.id,
                title=summary.title,
                selectors=None,
                digest=summary.digest,
                place=None,
                state=State.ANCHORED,
                tags=(),
                note="",
                colour=Colour.YELLOW,
                created=now,
                modified=now,
            )
            if passage is not None:
                made = _attached(connection, made, key, passage)
            made = rows.edited(made, edit, now)
            _store(connection, ChangeKind.CREATED, [Part(replace(made, deleted=now), made)], now)
            return made

    def get(self, annotation: str) -> Annotation:
        """See `AnnotationStore.get`."""
        with self._connections.reading() as connection:
            return rows.get(connection, rows.find(connection, annotation))

    def of_article(self, article: str) -> list[Annotation]:
        """See `AnnotationStore.of_article`."""
        with self._connections.reading() as connection:
            found = connection.execute(
                f"SELECT {rows.ANNOTATION} FROM annotation WHERE article = ? AND deleted = ''"
                " ORDER BY start IS NOT NULL, place_start IS NULL, place_start, place_stop, id",
                (identity.find(connection, article),),
            )
            return [rows.annotation_of(row) for row in found.fetchall()]

    def edit(self, annotation: str, edit: Edit) -> Annotation:
        """See `AnnotationStore.edit`."""
        with self._connections.writing() as connection:
            before, now = rows.get(connection, rows.find(connection, annotation)), self._now()
            after = rows.edited(before, edit, now)
            _store(connection, ChangeKind.EDITED, [Part(before, after)], now)
            return after

    def attach(self, annotation: str, passage: Passage) -> Annotation:
        """See `AnnotationStore.attach`."""
        with self._connections.writing() as connection:
            before, now = rows.get(connection, rows.find(connection, annotation)), self._now()
            article = rows.articles_of(connection, [before.id]).get(before.id)
            if article is None:
                raise NoteRefused(tr("Its article is no longer in the library."))
            after = replace(_attached(connection, before, article, passage), modified=now)
            _store(connection, ChangeKind.ATTACHED, [Part(before, after)], now)
            return after

    def edit_all(self, listing: NoteListing, edit: Edit) -> int:
        """See `AnnotationStore.edit_all`."""
        with self._connections.writing() as connection:
            now = self._now()
            found = lists.window(connection, listing, 0, None)
            parts = [Part(each, rows.edited(each, edit, now)) for each in found]
            return _store(connection, ChangeKind.EDITED, parts, now)

    def delete_all(self, listing: NoteListing) -> int:
        """See `AnnotationStore.delete_all`."""
        with self._connections.writing() as connection:
            now = self._now()
            found = lists.window(connection, replace(listing, trash=False), 0, None)
            parts = [Part(each, replace(each, deleted=now)) for each in found]
            return _store(connection, ChangeKind.DELETED, parts, now)

    def restore_all(self, listing: NoteListing) -> int:
        """See `AnnotationStore.restore_all`."""
        with self._connections.writing() as connection:
            now = self._now()
            found = lists.window(connection, replace(listing, trash=True), 0, None)
            homes = rows.articles_of(connection, [each.id for each in found])
            parts = [
                Part(each, anchoring.anchored(connection, replace(each, deleted=""), article))
                for each in found
                if (article := homes.get(each.id)) is not None
            ]
            return _store(connection, ChangeKind.RESTORED, parts, now)

    def empty_trash(self, listing: NoteListing) -> int:
        """See `AnnotationStore.empty_trash`."""
        with self._connections.writing() as connection:
            found = lists.window(connection, replace(listing, trash=True), 0, None)
            ids = [(each.id,) for each in found]
            connection.executemany("DELETE FROM annotation WHERE id = ?", ids)
            journal.forget(connection, (each.id for each in found))
            return len(found)

    def undo(self) -> Change | None:
        """See `AnnotationStore.undo`."""
        with self._connections.writing() as connection:
            return journal.undo(connection, self._now())

    def redo(self) -> Change | None:
        """See `AnnotationStore.redo`."""
        with self._connections.writing() as connection:
            return journal.redo(connection, self._now())

    def listing(self, listing: NoteListing, offset: int, limit: int | None) -> list[Annotation]:
        """See `AnnotationStore.listing`."""
        with self._connections.reading() as connection:
            return lists.window(connection, listing, offset, limit)

    def count(self, listing: NoteListing) -> int:
        """See `AnnotationStore.count`."""
        with self._connections.reading() as connection:
            return lists.count(connection, listing)

    def groups(self, listing: NoteListing, group: NoteGroup) -> list[GroupCount]:
        """See `AnnotationStore.groups`."""
        with self._connections.reading() as connection:
            return lists.groups(connection, listing, group)

    def rename_tag(self, old: str, new: str) -> int:
        """See `AnnotationStore.rename_tag`."""
        with self._connections.writing() as connection:
            return tagging.rename(connection, old, new, self._now())

    def annotated(self, text: str = "", tag: str = "") -> list[int]:
        """See `AnnotationStore.annotated`."""
        with self._connections.reading() as connection:
            return tagging.annotated(connection, text, tag)

    def texts(self, keys: Sequence[int]) -> dict[int, str]:
        """See `AnnotationStore.texts`."""
        with self._connections.reading() as connection:
            return tagging.texts(connection, keys)

    def due(self, now: str, day: str, limit: int) -> list[Annotation]:
        """See `AnnotationStore.due`."""
        with self._connections.reading() as connection:
            return review.due(connection, now, day, limit)

    def reviewed_since(self, time: str) -> int:
        """See `AnnotationStore.reviewed_since`."""
        with self._connections.reading() as connection:
            return review.reviewed_since(connection, time)

    def card(self, annotation: str) -> str:
        """See `AnnotationStore.card`."""
        with self._connections.reading() as connection:
            return review.card(connection, rows.find(connection, annotation))

    def set_card(self, annotation: str, due: str, card: str) -> None:
        """See `AnnotationStore.set_card`."""
        with self._connections.writing() as connection:
            review.set_card(connection, rows.find(connection, annotation), due, card)

    def article_named(self, digest: str, url: str, id_: str, title: str) -> int | None:
        """See `AnnotationStore.article_named`."""
        with self._connections.reading() as connection:
            return tagging.article_named(connection, digest, url, id_, title)

    def put(self, annotations: Iterable[Annotation]) -> None:
        """See `AnnotationStore.put`."""
        with self._connections.writing() as connection:
            now = self._now()
            parts = []
            for given in annotations:
                article = identity.find(connection, given.article)
                after = replace(given, created=given.created or now, modified=given.modified or now)
                if not after.deleted:
                    after = anchoring.anchored(connection, after, article)
                before = rows.by_id(connection, after.id)
                if before is None and after.deleted:
                    rows.save(connection, after, article)
                else:
                    parts.append(Part(before or replace(after, deleted=now), after))
            _store(connection, ChangeKind.CREATED, parts, now)


def _attached(
    connection: sqlite3.Connection, annotation: Annotation, article: int, passage: Passage
) -> Annotation:
    """Return `annotation` on a passage that was seen in a text of `article`."""
    selectors, digest, place = anchoring.placed(connection, article, passage)
    return replace(
        annotation, selectors=selectors, digest=digest, place=place.span, state=place.state
    )


def _store(
    connection: sqlite3.Connection, kind: ChangeKind, parts: Iterable[Part], now: str
) -> int:
    """Store what `parts` change, enter it in the journal and return how many there are."""
    changed = [part for part in parts if part.before != part.after]
    if not changed:
        return 0
    homes = rows.articles_of(connection, [part.after.id for part in changed])
    for part in changed:
        article = homes.get(part.after.id)
        if article is None and kind is ChangeKind.CREATED:
            article = identity.find(connection, part.after.article)
            homes[part.after.id] = article
        rows.save(connection, part.after, article)
    journal.enter(connection, kind, changed, now)
    queue.request(connection, Task.INDEX, homes.values())
    return len(changed)
