"""Plain text: a line is a paragraph, unless the file's lines were wrapped at a width."""

import re
from collections.abc import Sequence

from reader.errors import Empty
from reader.i18n import tr
from reader.importing import metadata, wrapping
from reader.importing.builder import Builder
from reader.importing.dates import parse_date
from reader.importing.decode import decode
from reader.importing.headings import heading_levels
from reader.importing.naming import title_from
from reader.model import BlockKind, Document, Structure
from reader.text.language import detect
from reader.text.normalise import canonical, one_line

SUFFIXES = frozenset({".txt", ".text"})

_RULE = re.compile(r"[-=_*＊—－·~～ ]{3,}")
_HASHES = re.compile(r"^#{1,6}\s+|\s+#{1,6}$|#{2,6}$")


def recognise(head: bytes) -> bool:
    """Tell whether a file that begins with `head` is surely plain text."""
    return False


def read(data: bytes, name: str) -> Document:
    """Return the document that `data`, in any encoding, holds.

    Raises:
        NotText: it is binary.
        Empty: there is nothing in it to read.
    """
    source = canonical(decode(data))
    lines = paragraphs(source)
    title, text, structure = compose(lines)
    if not text:
        raise Empty(tr("There is no text in it."))
    return Document(
        text,
        structure,
        title=title or title_from(name, lines),
        author=metadata.find_author(lines),
        source=metadata.find_source(lines),
        date=metadata.find_date(lines) or parse_date(name),
        language=detect(text),
    )


def compose(lines: Sequence[str], title: str = "") -> tuple[str, str, Structure]:
    """Return the title, the text and the structure of `lines`, its paragraphs.

    `title` is what is known already. One that opens the text, right above a byline or running
    text, is left out of it, for the title stands above the text; one that comes later is a
    heading there.
    """
    levels = heading_levels(lines)
    index = None if title else metadata.find_title(lines)
    if index is not None:
        title = one_line(_HASHES.sub("", lines[index]))
        if index > 0:
            levels[index] = 1
    following = next((line for line in lines[1:] if not _RULE.fullmatch(line)), "")
    above = index == 0 and _opens_article(following)
    builder = Builder()
    for number, line in enumerate(lines):
        level = levels.get(number, 0)
        if number == 0 and above:
            continue
        if _RULE.fullmatch(line):
            builder.rule()
        elif level:
            builder.add(_HASHES.sub("", line), BlockKind.HEADING, level=level)
        else:
            builder.add(line)
    return title, *builder.finish()


def _opens_article(line: str) -> bool:
    """Tell whether `line` is what follows a title, rather than one more short line."""
    return metadata.is_byline(line) or metadata.is_body(line)


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of `text`, without indents, trailing space and TABs."""
    lines = text.replace("\t", "    ").split("\n")
    width = wrapping.width_of(lines)
    if width:
        lines = wrapping.unwrap(lines, width)
    return [stripped for line in lines if (stripped := line.strip())]
