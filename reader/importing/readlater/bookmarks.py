"""Bookmarks as browsers and their kin export them: Netscape's format, which is HTML of a kind.

Folders become a tag, those within others below it (`news/技术`); what the browser itself made, such
as the toolbar, none.
"""

import re
from collections.abc import Iterator

from reader.importing.decode import decode
from reader.importing.readlater.fields import instant
from reader.importing.readlater.links import Part, parts
from reader.importing.readlater.record import Record
from reader.model import Elsewhere, Highlight

_SIGN = re.compile(rb"\s{0,200}<!doctype\s+netscape-bookmark-file-1", re.IGNORECASE)
_ROOTS = ("personal_toolbar_folder", "unfiled_bookmarks_folder")
"""Attributes of the folders that no person made."""

_OWN = ("place:", "about:", "chrome:", "edge:", "data:")
"""How addresses begin that browsers list for themselves."""


def recognise(head: bytes) -> bool:
    """Tell whether a file that begins with `head` is surely of this kind."""
    return bool(_SIGN.match(head))


def read(data: bytes) -> Iterator[Record]:
    """Yield what was bookmarked, in order."""
    folders: list[str] = []
    entered = ""  # the folder whose list begins next
    waiting: Record | None = None  # what is said of it may follow
    for part in parts(decode(data)):
        if part.name == "dd" and waiting is not None:
            waiting = _described(waiting, part.text)
            continue
        if waiting is not None and part.name in ("a", "dt", "dl", "h3", "/dl"):
            yield waiting
            waiting = None
        match part.name:
            case "h3":
                entered = "" if any(root in part.attributes for root in _ROOTS) else part.text
            case "dl":
                folders.append(entered)
                entered = ""
            case "/dl" if folders:
                folders.pop()
            case "a" if not part.attributes.get("href", "").lower().startswith(_OWN):
                waiting = _record(part, folders)
    if waiting is not None:
        yield waiting


def _record(part: Part, folders: list[str]) -> Record:
    attributes = part.attributes
    tags = ["/".join(filter(None, folders)), *attributes.get("tags", "").split(",")]
    return Record(
        attributes.get("href", ""),
        part.text,
        tags=tuple(filter(None, tags)),
        elsewhere=Elsewhere(
            saved=instant(attributes.get("add_date")),
            read=attributes.get("toread") == "0",
        ),
    )


def _described(record: Record, words: str) -> Record:
    if not words:
        return record
    said = Highlight("", words, (), record.elsewhere.saved)
    return record._replace(elsewhere=record.elsewhere._replace(highlights=(said,)))
