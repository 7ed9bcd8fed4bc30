"""What the readers of exports make: one record for each thing that was saved."""

from collections.abc import Iterable
from typing import NamedTuple

from reader.errors import Empty, FetchRefused
from reader.i18n import tr
from reader.importing.formats import read_bytes
from reader.importing.fragment import read_fragment
from reader.importing.origin import Origin
from reader.model import Document, Elsewhere
from reader.model.web import Saved
from reader.text.normalise import one_line

_LONGEST_TITLE = 200  # code points
_LONGEST_ADDRESS = 4_000
_WEB = ("http://", "https://")
_HTML = ".html"


class Record(NamedTuple):
    """Something that was saved in another program. All of it is untrusted."""

    address: str
    title: str = ""
    content: bytes = b""
    """Its text, if the export has it: HTML without head and body, or a file of another kind."""
    suffix: str = _HTML
    """Of the content's kind, with the dot."""
    author: str = ""
    date: str = ""
    """When it was published, in ISO 8601."""
    tags: tuple[str, ...] = ()
    elsewhere: Elsewhere = Elsewhere()


def taken(record: Record) -> Document | Saved:
    """Return the article that a record holds, else the address at which it is to be found.

    Raises ImportFailed where it has neither, or holds something that cannot be read.
    """
    address = record.address if is_web(record.address) else ""
    title = one_line(record.title, _LONGEST_TITLE)
    if record.content:
        try:
            return _document(record, title, address)
        except Empty:
            if not address:
                raise
    if not address:
        raise FetchRefused(
            tr("Neither its text is in the file nor an address of the web (http or https).")
        )
    return Saved(address, title, tidied(record.tags), record.elsewhere)


def is_web(address: str) -> bool:
    """Tell whether an address may be one of the web, and is no longer than any is."""
    return address[:8].lower().startswith(_WEB) and len(address) <= _LONGEST_ADDRESS


def tidied(tags: Iterable[str]) -> tuple[str, ...]:
    """Return `tags` on one line each, without the empty ones, each once."""
    return tuple(dict.fromkeys(tag for each in tags if (tag := one_line(each).strip("/ "))))


def _document(record: Record, title: str, address: str) -> Document:
    if record.suffix == _HTML:
        html = record.content.decode("utf-8", "replace")
        document = read_fragment(html, title, address)
    else:
        origin = Origin(f"{title}{record.suffix}", None, address)
        document = read_bytes(record.content, origin=origin)
    return document._replace(
        title=title or document.title,
        author=one_line(record.author, _LONGEST_TITLE) or document.author,
        date=record.date or document.date,
        url=address or document.url,
        tags=tidied((*document.tags, *record.tags)),
        elsewhere=record.elsewhere,
    )
