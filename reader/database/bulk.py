"""What is done to many articles at once, entered in the journal so that it can be undone."""

import sqlite3
from collections.abc import Sequence

from reader.database import articles
from reader.database.annotations import flagging, journal
from reader.database.annotations.flagging import Flagged
from reader.database.annotations.retagging import Retagged, retag, tags_of
from reader.model import Bulk
from reader.model.annotation import ChangeKind


def change(connection: sqlite3.Connection, keys: Sequence[int], bulk: Bulk, now: str) -> int:
    """Do `bulk` with the articles of `keys`; return how many of them it made others.

    The journal holds those; where there are none, it holds nothing new.
    """
    flagged = [
        Flagged(flag, value, flagging.without(connection, keys, flag, value))
        for flag, value in (("read", bulk.read), ("starred", bulk.starred))
        if value is not None
    ]
    retagged = _retagged(connection, keys, bulk)
    changed = {key for each in flagged for key in each.articles}
    changed.update(each.article for each in retagged)
    if changed:
        entry = journal.enter(connection, ChangeKind.ARTICLES, (), now, retagged)
        for each in flagged:
            flagging.enter(connection, entry, each)
            flagging.flag(connection, each)
        for one in retagged:
            retag(connection, one)
    return len(changed)


def _retagged(connection: sqlite3.Connection, keys: Sequence[int], bulk: Bulk) -> list[Retagged]:
    """Return what the tags of a bulk change of those that are borne."""
    added, removed = articles.clean_tag(bulk.add_tag), articles.clean_tag(bulk.remove_tag)
    if not added and not removed:
        return []
    changes = []
    for key in keys:
        borne = tags_of(connection, key)
        changes.append(Retagged.between(key, borne, (borne | {added}) - {removed, ""}))
    return [each for each in changes if each.added or each.removed]
