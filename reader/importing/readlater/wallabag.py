"""Wallabag: one list in JSON, with the texts, tags and annotations."""

import re
from collections.abc import Iterator
from typing import Any

from reader.importing.dates import parse_instant
from reader.importing.readlater.fields import entries, instant, text, texts
from reader.importing.readlater.record import Record
from reader.model import Elsewhere, Highlight

_BEGINNING = re.compile(rb"\s{0,200}\[\s{0,200}\{")
_SIGNS = (b'"is_archived"', b'"is_starred"')
_NOTHING = re.compile(r"wallabag can.{1,6}t retrieve contents for this article", re.IGNORECASE)
_UNTITLED = "no title found"


def recognise(head: bytes) -> bool:
    """Tell whether a file that begins with `head` is surely of this kind."""
    return bool(_BEGINNING.match(head)) and any(sign in head for sign in _SIGNS)


def read(data: bytes) -> Iterator[Record]:
    """Yield what was saved, in order."""
    for entry in entries(data):
        html = text(entry, "content")
        title = text(entry, "title")
        yield Record(
            text(entry, "url"),
            "" if title.lower() == _UNTITLED else title,
            b"" if _NOTHING.search(html[:2_000]) else html.encode("utf-8", "replace"),
            author="、".join(texts(entry, "published_by")[:8]),
            date=parse_instant(text(entry, "published_at")[:16]),
            tags=tuple(_tags(entry)),
            elsewhere=Elsewhere(
                saved=instant(entry.get("created_at")),
                read=bool(entry.get("is_archived")),
                starred=bool(entry.get("is_starred")),
                highlights=_highlights(entry),
            ),
        )


def _tags(entry: dict[str, Any]) -> list[str]:
    """Return tags, each a text or, as the programming interface has it, with a label."""
    listed = entry.get("tags")
    if not isinstance(listed, list):
        return []
    labelled = [text(each, "label") for each in listed if isinstance(each, dict)]
    return [*texts(entry, "tags"), *labelled]


def _highlights(entry: dict[str, Any]) -> tuple[Highlight, ...]:
    found = entry.get("annotations")
    return tuple(
        Highlight(text(each, "quote"), text(each, "text"), (), instant(each.get("created_at")))
        for each in (found if isinstance(found, list) else ())
        if isinstance(each, dict) and (text(each, "quote") or text(each, "text"))
    )
