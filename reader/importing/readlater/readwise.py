"""Readwise Reader: one table of what is in its library, without texts."""

import re
from collections.abc import Iterator

from reader.importing.readlater.fields import header, instant, rows
from reader.importing.readlater.record import Record
from reader.model import Elsewhere

_COLUMNS = frozenset({"title", "url", "id", "document tags", "saved date", "location"})
_QUOTED = re.compile(r"""'((?:[^'\\]|\\.)*+)'|"((?:[^"\\]|\\.)*+)\"""")
_ESCAPE = re.compile(r"\\(.)")


def recognise(head: bytes) -> bool:
    """Tell whether a file that begins with `head` is surely of this kind."""
    return header(head) >= _COLUMNS


def read(data: bytes) -> Iterator[Record]:
    """Yield what was saved, in order; what only came with a feed bears the tag `feed`."""
    for row in rows(data, _COLUMNS):
        location = row["location"].strip().lower()
        yield Record(
            row["url"],
            row["title"],
            tags=(*_tags(row["document tags"]), *(("feed",) if location == "feed" else ())),
            elsewhere=Elsewhere(
                saved=instant(row["saved date"]),
                read=location == "archive",
                starred=location == "shortlist",
                progress=_share(row.get("reading progress", "")),
            ),
        )


def _tags(written: str) -> list[str]:
    """Return tags, which are written as a list in Python."""
    if not written.lstrip().startswith("["):
        return written.split(",")
    return [_ESCAPE.sub(r"\1", one or other) for one, other in _QUOTED.findall(written)]


def _share(written: str) -> float:
    try:
        share = float(written)
    except ValueError:
        return 0.0
    return share if 0.0 <= share <= 1.0 else 0.0
