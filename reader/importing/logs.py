"""Logs: their lines as they are, in the columns they were written in."""

import re

from reader.errors import Empty
from reader.i18n import tr
from reader.importing.dates import parse_date
from reader.importing.decode import decode
from reader.importing.naming import title_from
from reader.importing.origin import Origin
from reader.model import BlockKind, Document, Structure
from reader.text.language import detect
from reader.text.markup.builder import Builder
from reader.text.normalise import canonical

SUFFIXES = frozenset({".log"})

_COLOURS = re.compile(r"\x1b\[[0-9;:]*[A-Za-z]")
_LINES = 200  # of one block, which is laid out as a whole
_MOST_PARTS = 50_000  # between blank lines; where there are more, they part nothing


def recognise(head: bytes) -> bool:
    """Tell whether a file that begins with `head` is surely a log; no content tells."""
    return False


def read(data: bytes, origin: Origin) -> Document:
    """Return the log `data`, parted at its blank lines.

    Raises:
        NotText: it is binary.
        Empty: there is nothing in it.
    """
    text, structure = as_lines(canonical(_COLOURS.sub("", decode(data))))
    if not text:
        raise Empty(tr("There is no text in it."))
    title = title_from(origin.name, [text])
    return Document(
        text, structure, title=title, date=parse_date(text[:400]), language=detect(text)
    )


def as_lines(source: str) -> tuple[str, Structure]:
    """Return a canonical text with its lines as they are, and its structure."""
    builder = Builder()
    parts = re.split(r"\n[ \t]*\n", source)
    for part in parts if len(parts) <= _MOST_PARTS else [source]:
        lines = [line.expandtabs(8).rstrip() for line in part.strip("\n").split("\n")]
        for start in range(0, len(lines), _LINES):
            builder.add("\n".join(lines[start : start + _LINES]).strip("\n"), BlockKind.CODE)
    return builder.finish()
