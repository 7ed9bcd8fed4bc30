"""The notes that touch what an entity is mentioned by."""

from bisect import bisect_left

from reader.database.base import Database
from reader.entities.nouns import Entity
from reader.model import Span
from reader.model.annotation import Annotation


def notes_on(database: Database, entity: Entity) -> list[Annotation]:
    """Return the notes whose passage overlaps a mention of `entity`, the last changed first.

    Notes on a whole article, without a place or in the trash are none of them.
    """
    keys = database.entities.keys_with([entity]) & set(database.annotations.annotated())
    found: list[Annotation] = []
    for summary in database.search.summaries(sorted(keys)).values():
        mentions = database.entities.spans(entity, summary.id)
        ends = [mention.end for mention in mentions]
        for note in database.annotations.of_article(summary.id):
            if note.place is not None and _touches(note.place, mentions, ends):
                found.append(note)
    return sorted(found, key=lambda note: (note.modified, note.id), reverse=True)


def _touches(place: Span, mentions: list[Span], ends: list[int]) -> bool:
    """Tell whether `place` overlaps one of `mentions`, which are in order and apart."""
    first = bisect_left(ends, place.start + 1)
    return first < len(mentions) and mentions[first].overlaps(place)
