"""Markdown (CommonMark, tables, strikethrough) to text and structure.

Raw HTML is not interpreted but shown as it stands. Links and images become marks over their
text. What is nested beyond reason is read as plain text.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.errors import Empty
from reader.i18n import tr
from reader.importing import frontmatter, metadata, plaintext
from reader.importing.builder import Builder
from reader.importing.dates import parse_date
from reader.importing.decode import decode
from reader.importing.inline import Inline
from reader.importing.naming import title_from
from reader.importing.origin import Origin
from reader.model import BlockKind, Document, Mark, Structure
from reader.text.language import detect
from reader.text.normalise import canonical, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

SUFFIXES = frozenset({".md", ".markdown"})

_HEAD = 40  # blocks at either end, among which metadata is looked for
_BULLETS = "•◦▪"
_LONGEST_TITLE, _LONGEST_LANGUAGE = 200, 40  # code points
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
    from reader.importing import commonmark

    try:
        tokens = commonmark.parse(source)
    except commonmark.Tangled:
        return plaintext.compose(plaintext.paragraphs(source), title)[:3]
    opening = _opening_heading(tokens)
    text, structure = "", Structure()
    if opening and opening == (title or one_line(opening, _LONGEST_TITLE)):
        title = opening
        text, structure = _Blocks().build(tokens[3:])
    if not text:
        text, structure = _Blocks().build(tokens)
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


@dataclass(slots=True)
class _List:
    """A list that is open: the sign of its items, or the number of the next one."""

    bullet: str
    number: int = 0

    def marker(self, delimiter: str) -> str:
        """Return the marker of the next item; `delimiter` is what its author set after it."""
        if self.bullet:
            return self.bullet
        self.number += 1
        return f"{self.number - 1}{delimiter}"


class _Blocks:
    """Turns the stream of block tokens into blocks."""

    def __init__(self) -> None:
        self._builder = Builder()
        self._quote = 0
        self._lists: list[_List] = []
        self._marker = ""
        self._level = 0
        self._tight = False
        self._after_tight = False
        self._table: Inline | None = None
        self._separator = ""

    def build(self, tokens: "Sequence[Token]") -> tuple[str, Structure]:
        """Return the text of `tokens` and its structure."""
        for token in tokens:
            match token.type:
                case "blockquote_open" | "blockquote_close":
                    self._quote += token.nesting
                case "bullet_list_open" | "ordered_list_open":
                    self._open_list(token)
                case "bullet_list_close" | "ordered_list_close":
                    self._lists.pop()
                case "list_item_open":
                    self._marker = self._lists[-1].marker(token.markup)
                case "list_item_close":
                    self._marker = ""
                case "paragraph_open":
                    self._level, self._tight = 0, token.hidden
                case "heading_open":
                    self._level, self._tight = int(token.tag[1]), False
                case "inline":
                    self._inline(token)
                case "fence" | "code_block":
                    self._code(token)
                case "hr":
                    self._builder.rule(quote=self._quote, indent=len(self._lists))
                case "table_open" | "tr_open" | "th_open" | "td_open" | "table_close":
                    self._table_part(token)
        return self._builder.finish()

    def _add(
        self,
        text: str,
        kind: BlockKind,
        *,
        level: int = 0,
        language: str = "",
        marks: "Sequence[Mark]" = (),
        tight: bool = False,
    ) -> None:
        """Append a block in the containers that are open."""
        self._builder.add(
            text,
            kind,
            level=level,
            quote=self._quote,
            indent=len(self._lists),
            marker=self._marker,
            language=language,
            tight=tight and self._after_tight,
            marks=marks,
        )
        self._marker = ""
        self._after_tight = tight

    def _open_list(self, token: "Token") -> None:
        if not self._lists:
            self._after_tight = False
        if token.type == "bullet_list_open":
            depth = sum(bool(outer.bullet) for outer in self._lists)
            self._lists.append(_List(_BULLETS[min(depth, len(_BULLETS) - 1)]))
        else:
            self._lists.append(_List("", int(token.attrs.get("start", 1))))

    def _inline(self, token: "Token") -> None:
        if self._table is not None:
            self._table.add(token.children or ())
            return
        inline = Inline()
        inline.add(token.children or ())
        text, marks = inline.finish()
        kind = BlockKind.HEADING if self._level else BlockKind.PARAGRAPH
        self._add(text, kind, level=self._level, marks=marks, tight=self._tight)

    def _code(self, token: "Token") -> None:
        lines = [line.rstrip() for line in token.content.expandtabs(4).split("\n")]
        words = token.info.split()
        language = one_line(words[0], _LONGEST_LANGUAGE) if words else ""
        self._add("\n".join(lines).strip("\n"), BlockKind.CODE, language=language)

    def _table_part(self, token: "Token") -> None:
        """Open or close a table, or write what separates its next row or cell."""
        if self._table is None:
            self._table, self._separator = Inline(), ""
        elif token.type == "table_close":
            text, marks = self._table.finish()
            self._add(text, BlockKind.TABLE, marks=marks)
            self._table = None
        elif token.type == "tr_open":
            self._separator = "\n" if self._separator else ""
        else:
            self._table.literal(self._separator)
            self._separator = "\t"
