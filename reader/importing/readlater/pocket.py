"""Pocket: the tables of its last export, in an archive or out of it, and the list of links before.

The archive holds `part_000000.csv` and so on, and beside them `annotations/part_000000.json`: the
passages that were marked, by the address of their page.
"""

import re
from collections.abc import Iterator
from typing import Any

from reader.importing.decode import decode
from reader.importing.readlater.fields import entries, header, instant, rows, text
from reader.importing.readlater.files import Files
from reader.importing.readlater.links import parts
from reader.importing.readlater.record import Record
from reader.model import Elsewhere, Highlight

PARTS = re.compile(r"(?:.*/)?part_\d{6}\.csv")
_MARKED = re.compile(r"(?:.*/)?annotations/part_\d{6}\.json")
_COLUMNS = frozenset({"title", "url", "time_added", "tags", "status"})
_TITLE = re.compile(rb"<title>\s*Pocket Export\s*</title>", re.IGNORECASE)


def recognise(head: bytes) -> bool:
    """Tell whether a file that begins with `head` is surely of this kind."""
    return header(head) >= _COLUMNS or bool(_TITLE.search(head))


def read(data: bytes) -> Iterator[Record]:
    """Yield what was saved, in order."""
    if _TITLE.search(data, 0, 8_192):
        yield from _links(decode(data))
    else:
        yield from _table(data, {})


def read_files(files: Files) -> Iterator[Record]:
    """Yield what was saved, by the parts of an archive."""
    marked = {
        text(entry, "url"): _highlights(entry)
        for name in files.names
        if _MARKED.fullmatch(name)
        for entry in entries(files.read(name))
    }
    for name in files.names:
        if PARTS.fullmatch(name):
            yield from _table(files.read(name), marked)


def _table(data: bytes, marked: dict[str, tuple[Highlight, ...]]) -> Iterator[Record]:
    for row in rows(data, _COLUMNS):
        address = row["url"]
        yield Record(
            address,
            _title(row["title"], address),
            tags=tuple(row["tags"].split("|")),
            elsewhere=Elsewhere(
                saved=instant(row["time_added"]),
                read=row["status"].strip().lower() == "archive",
                highlights=marked.get(address, ()),
            ),
        )


def _links(source: str) -> Iterator[Record]:
    read_ = False
    for part in parts(source):
        if part.name == "h1":
            read_ = "archive" in part.text.lower()
        elif part.name == "a":
            address = part.attributes.get("href", "")
            yield Record(
                address,
                _title(part.text, address),
                tags=tuple(part.attributes.get("tags", "").split(",")),
                elsewhere=Elsewhere(instant(part.attributes.get("time_added")), read_),
            )


def _title(title: str, address: str) -> str:
    """Return a title; Pocket gives the address where it knows none."""
    return "" if title == address else title


def _highlights(entry: dict[str, Any]) -> tuple[Highlight, ...]:
    found = entry.get("highlights")
    return tuple(
        Highlight(text(each, "quote"), text(each, "note"), (), instant(each.get("created_at")))
        for each in (found if isinstance(found, list) else ())
        if isinstance(each, dict) and text(each, "quote")
    )
