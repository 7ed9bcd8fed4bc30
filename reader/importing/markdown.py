"""Markdown (CommonMark, tables, strikethrough) to text and structure.

Raw HTML is not interpreted but shown as it stands. Links and images become marks over their
text. What is nested beyond reason is read as plain text.
"""

import re
from typing import TYPE_CHECKING

from reader.errors import Empty
from reader.i18n import tr
from reader.importing import frontmatter, metadata, plaintext
from reader.importing.dates import parse_date
from reader.importing.decode import decode
from reader.importing.naming import title_from
from reader.importing.origin import Origin
from reader.model import BlockKind, Document, Structure
from reader.text.language import detect
from reader.text.markup.blocks import Blocks
from reader.text.markup.inline import Inline
from reader.text.normalise import canonical, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

SUFFIXES = frozenset({".md", ".markdown"})

_HEAD = 40  # blocks at either end, among which metadata is looked for
_LONGEST_TITLE = 200  # code points
_SIGNS = (
    re.compile(rb"(?m)^#{1,6} \S"),
    re.compile(rb"(?m)^(?:```|~~~)"),
    re.compile(rb"\[[^\]\n]{1,200}\]\([^)\s]+\)"),
    re.compile(rb"(?m)^[-*+] \S"),
    re.compile(rb"\*\*[^*\n]{1,200}\*\*"),
)
_FRONT_MATTER = re.compile(rb"(?:\xef\xbb\xbf)?---\r?\n(?:[^\n]*\n)*?(?:title|date|author):")


def recognise(head: bytes) -> bool:
    """Tell whether a file that begins with `head` is surely Markdown: it bears several signs."""
    signs = sum(1 for sign in _SIGNS if sign.search(head))
    return signs >= 2 or _FRONT_MATTER.match(head) is not None


def read(data: bytes, origin: Origin) -> Document:
    """Return the document that `data`, in any encoding, holds.

    Raises:
        NotText: it is binary.
        Empty: there is nothing in it to read.
    """
    front, source = frontmatter.split(canonical(decode(data)))
    title, text, structure = _compose(source, front.title)
    if not text:
        raise Empty(tr("There is no text in it."))
    ends = structure.blocks[:_HEAD] + structure.blocks[_HEAD:][-_HEAD:]
    lines = [line for block in ends for line in block.span.of(text).split("\n")]
    return Document(
        text,
        structure,
        title=one_line(title, _LONGEST_TITLE) or title_from(origin.name, lines),
        author=front.author or metadata.find_author(lines),
        source=front.source or metadata.find_source(lines),
        date=front.date or metadata.find_date(lines) or parse_date(origin.name),
        url=front.url,
        language=detect(text),
        tags=front.tags,
    )


def _compose(source: str, title: str) -> tuple[str, str, Structure]:
    """Return the title, the text and the structure of a Markdown `source`.

    `title` is what the front matter says. A heading that opens the text and is the title is left
    out, for the title stands above the text.
    """
    from reader.text.markup import commonmark

    try:
        tokens = commonmark.parse(source)
    except commonmark.Tangled:
        return plaintext.compose(plaintext.paragraphs(source), title)[:3]
    opening = _opening_heading(tokens)
    text, structure = "", Structure()
    if opening and opening == (title or one_line(opening, _LONGEST_TITLE)):
        title = opening
        text, structure = Blocks().build(tokens[3:])
    if not text:
        text, structure = Blocks().build(tokens)
    return title or _title(text, structure), text, structure


def _opening_heading(tokens: "Sequence[Token]") -> str:
    """Return the heading that the text opens with, or an empty string."""
    if not tokens or tokens[0].type != "heading_open":
        return ""
    inline = Inline()
    inline.add(tokens[1].children or ())
    return one_line(inline.finish()[0])


def _title(text: str, structure: Structure) -> str:
    """Return the first heading of the first level, else the first fitting line, or nothing."""
    blocks = structure.blocks
    headings = (block.span.of(text) for block in blocks if block.level == 1)
    lines = [
        block.span.of(text) if block.kind is BlockKind.PARAGRAPH and not block.indent else ""
        for block in blocks[:_HEAD]
    ]
    index = metadata.find_title(lines)
    return one_line(next(headings, "") or ("" if index is None else lines[index]))
