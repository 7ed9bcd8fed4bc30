"""The formats that can be read. A new one is a module beside this and a line in `FORMATS`.

Such a module has `SUFFIXES`, `recognise(head)` (content that is surely of its kind, whatever the
name) and `read(data, origin)`; what is slow to import, it imports on use.
"""

from pathlib import PurePath
from typing import Protocol

from reader.importing import docx, epub, html, logs, markdown, mhtml, pdf, plaintext, subtitles
from reader.importing.origin import Origin
from reader.model import Document

_HEAD = 8_192  # bytes


class Format(Protocol):
    """What the module of a format offers."""

    SUFFIXES: frozenset[str]

    def recognise(self, head: bytes) -> bool:
        """Tell whether a file that begins with `head` is surely of this format."""

    def read(self, data: bytes, origin: Origin) -> Document:
        """Return the document in `data`."""


FORMATS: tuple[Format, ...] = (
    epub,
    docx,
    pdf,
    mhtml,
    html,
    subtitles,
    logs,
    markdown,
    plaintext,
)
"""The last one takes what no other does."""

_PLAIN = (epub, docx, pdf, mhtml, html)
"""Whose content no other begins like."""

SUFFIXES = frozenset().union(*(form.SUFFIXES for form in FORMATS))
"""Of the files in a folder, those with one of these (lower-case) are read."""


def suffix(name: str) -> str:
    """Return the lower-case suffix of a file name, with its dot."""
    return PurePath(name).suffix.lower()


def is_plain(data: bytes) -> bool:
    """Tell whether `data` says so plainly what it is that no name or type can know better."""
    return any(form.recognise(data[:_HEAD]) for form in _PLAIN)


def read_bytes(data: bytes, name: str = "", origin: Origin | None = None) -> Document:
    """Return the document in `data`.

    `name` is a file name: its suffix says the format, and it is the title of what has none. A
    name without a known suffix leaves the format to the content. `origin` says more of where it
    comes from, its name included.

    Raises:
        ImportFailed: there is no text in it that can be read.
    """
    origin = origin or Origin(name)
    return form_of(data, origin.name).read(data, origin)


def form_of(data: bytes, name: str) -> Format:
    """Return the format of `data`: what the suffix of `name` says, else what the content does."""
    head, ending = data[:_HEAD], suffix(name)
    by_suffix = (form for form in FORMATS if ending in form.SUFFIXES)
    by_content = (form for form in FORMATS if form.recognise(head))
    return next(by_suffix, None) or next(by_content, FORMATS[-1])
