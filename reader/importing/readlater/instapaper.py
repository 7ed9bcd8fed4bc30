"""Instapaper: one table. Its folders are states, or else what other programs call tags."""

import json
from collections.abc import Iterator

from reader.importing.readlater.fields import header, instant, rows
from reader.importing.readlater.record import Record
from reader.model import Elsewhere, Highlight

_COLUMNS = frozenset({"url", "title", "selection", "folder"})
_ARCHIVE, _STARRED, _UNREAD = "archive", "starred", "unread"


def recognise(head: bytes) -> bool:
    """Tell whether a file that begins with `head` is surely of this kind."""
    return header(head) >= _COLUMNS


def read(data: bytes) -> Iterator[Record]:
    """Yield what was saved, in order."""
    for row in rows(data, _COLUMNS):
        folder = row["folder"].strip()
        state = folder.lower()
        own = () if state in (_ARCHIVE, _STARRED, _UNREAD, "") else (folder,)
        saved = instant(row.get("timestamp", ""))
        selection = row["selection"].strip()
        yield Record(
            row["url"],
            row["title"],
            tags=(*own, *_tags(row.get("tags", ""))),
            elsewhere=Elsewhere(
                saved=saved,
                read=state == _ARCHIVE,
                starred=state == _STARRED,
                highlights=(Highlight(selection, created=saved),) if selection else (),
            ),
        )


def _tags(written: str) -> list[str]:
    """Return tags, a list in JSON in which each is a text or has a name."""
    try:
        listed = json.loads(written) if written.strip() else []
    except (ValueError, RecursionError):
        return written.split(",")
    if not isinstance(listed, list):
        return []
    named = (each.get("name") if isinstance(each, dict) else each for each in listed)
    return [each for each in named if isinstance(each, str)]
