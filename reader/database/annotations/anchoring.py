"""Annotations find their places anew: when an article's text is replaced, and out of the trash."""

import sqlite3
from dataclasses import replace
from itertools import groupby

from reader.database import texts
from reader.database.annotations import rows
from reader.database.annotations.base import Passage
from reader.model.annotation import Annotation, Selectors, State
from reader.text.anchoring import Anchored, anchor, anchor_all, describe


def renew(connection: sqlite3.Connection, article: int, text: str, digest: str) -> None:
    """Anchor the annotations of `article` in `text`, its present one, whose digest is given.

    The texts that they were taken from are read from the article's versions.
    """
    connection.execute(
        "UPDATE annotation SET digest = ? WHERE article = ? AND deleted = '' AND start IS NULL",
        (digest, article),
    )
    found = connection.execute(
        f"SELECT {rows.ANNOTATION} FROM annotation"
        " WHERE article = ? AND deleted = '' AND start IS NOT NULL ORDER BY annotation.digest",
        (article,),
    ).fetchall()
    annotations = map(rows.annotation_of, found)
    for taken_from, group in groupby(annotations, lambda annotation: annotation.digest):
        members = list(group)
        passages = [each.selectors for each in members if each.selectors is not None]
        described = texts.under(connection, article, taken_from)
        for before, place in zip(members, anchor_all(text, passages, described), strict=True):
            after = _at(before, place, text, digest)
            if after != before:
                rows.save(connection, after, article)


def anchored(connection: sqlite3.Connection, annotation: Annotation, article: int) -> Annotation:
    """Return `annotation` as it stands in the present text of `article`."""
    text, digest = texts.present(connection, article)
    if annotation.selectors is None:
        return replace(annotation, digest=digest)
    described = texts.under(connection, article, annotation.digest)
    return _at(annotation, anchor(text, annotation.selectors, described), text, digest)


def placed(
    connection: sqlite3.Connection, article: int, passage: Passage
) -> tuple[Selectors, str, Anchored]:
    """Return selectors, digest and place of a passage that was seen in any text of `article`."""
    text, digest = texts.present(connection, article)
    if passage.digest == digest:
        return passage.selectors, digest, Anchored(passage.selectors.span, State.ANCHORED)
    described = texts.under(connection, article, passage.digest)
    place = anchor(text, passage.selectors, described)
    if place.span is not None and place.state is not State.UNSURE:
        return describe(text, place.span), digest, place
    return passage.selectors, passage.digest, place


def _at(annotation: Annotation, place: Anchored, text: str, digest: str) -> Annotation:
    """Return `annotation` at `place`; taken from `text` anew where the place is certain."""
    if place.span is None or place.state is State.UNSURE:
        return replace(annotation, place=place.span, state=place.state)
    return replace(
        annotation,
        selectors=describe(text, place.span),
        digest=digest,
        place=place.span,
        state=place.state,
    )
