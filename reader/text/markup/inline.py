"""The inside of a block: its text with the marks in it, whatever markup it is made from."""

import re
from typing import TYPE_CHECKING

from reader.model import Mark, MarkKind, Span
from reader.text.normalise import canonical, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_KINDS = {
    "strong": MarkKind.STRONG,
    "em": MarkKind.EMPHASIS,
    "s": MarkKind.STRIKE,
    "link": MarkKind.LINK,
}
_LONGEST_TARGET = 2_000  # code points

# White space but TABs, which separate the cells of a table.
_SPACE = " \n\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))

# Scripts that are written without spaces between words; Korean is not one.
_UNSPACED = re.compile(
    "[\u2e80-\u312f\u3190-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60"
    "\U00020000-\U0003ffff—…“”‘’·]"
)


def is_unspaced(before: str, following: str) -> bool:
    """Tell whether a line end between two characters, as in Chinese, stands for nothing."""
    return bool(_UNSPACED.match(before) and _UNSPACED.match(following))


class Run:
    """A text that grows at its end, with the marks in it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._open: list[tuple[MarkKind, int, str]] = []

    def literal(self, text: str) -> None:
        """Append canonical `text` as it is: the separators of a table."""
        if text:
            self._parts.append(text)
            self._length += len(text)

    def open(self, kind: MarkKind, target: str = "") -> None:
        """Begin a mark here; `target` is the address of a link."""
        self._open.append((kind, self._length, target))

    def close(self) -> None:
        """End the mark that was opened last."""
        self._close(*self._open.pop())

    @property
    def last(self) -> str:
        """The last character, or an empty string."""
        return self._parts[-1][-1] if self._parts else ""

    def since(self, start: int) -> str:
        """Return what was appended behind the first `start` code points."""
        left, parts = self._length - start, []
        for part in reversed(self._parts):
            if left <= 0:
                break
            parts.append(part[-left:])
            left -= len(part)
        return "".join(reversed(parts))

    def finish(self) -> tuple[str, list[Mark]]:
        """Return the text, without space at its ends, and the marks."""
        text = "".join(self._parts)
        lead = len(text) - len(text.lstrip(_SPACE))
        text = text[lead:].rstrip(_SPACE)
        marks = []
        for mark in reversed(self._marks):  # the outer ones, which close last, first
            start, end = (
                min(max(offset - lead, 0), len(text)) for offset in (mark.span.start, mark.span.end)
            )
            if start < end:
                marks.append(Mark(Span(start, end), mark.kind, mark.target))
        return text, marks

    def _close(self, kind: MarkKind, start: int, target: str) -> None:
        address = one_line(target)
        if kind is MarkKind.LINK and (
            len(address) > _LONGEST_TARGET or address.startswith("data:")
        ):
            return
        if start < self._length:
            self._marks.append(Mark(Span(start, self._length), kind, address))


class Inline(Run):
    """The text of one or more inline contents of Markdown (the cells of a table)."""

    def add(self, tokens: "Sequence[Token]") -> None:
        """Append what `tokens`, the children of one inline token, say."""
        for index, token in enumerate(tokens):
            kind = _KINDS.get(token.type.removesuffix("_open").removesuffix("_close"))
            if token.type == "softbreak":
                self._soft_break(_next_content(tokens, index))
            elif token.type == "hardbreak":
                self.literal("\n")
            elif token.type == "image":
                self._image(token)
            elif token.type == "code_inline":
                self._marked(MarkKind.CODE, token.content)
            elif kind and token.nesting > 0:
                self.open(kind, str(token.attrs.get("href", "")))
            elif kind and token.nesting < 0:
                self.close()
            else:
                self._text(token.content)

    def _text(self, content: str) -> None:
        self.literal(canonical(content).replace("\t", " ").replace("\n", " "))

    def _soft_break(self, following: str) -> None:
        """Write a line end that only parts lines: nothing between Chinese, else a space."""
        before = self.last or " "
        if not before.isspace() and not is_unspaced(before, following):
            self.literal(" ")

    def _marked(self, kind: MarkKind, content: str, target: str = "") -> None:
        start = self._length
        self._text(content)
        self._close(kind, start, target)

    def _image(self, token: "Token") -> None:
        """Write what an image shows, or its file's name, as a link to it."""
        address = str(token.attrs.get("src", ""))
        alt = Inline()
        alt.add(token.children or ())
        shown = alt.finish()[0].replace("\n", " ") or str(token.attrs.get("title", ""))
        if not shown and not address.startswith("data:"):
            shown = re.split("[?#]", address, maxsplit=1)[0].rsplit("/", 1)[-1]
        self._marked(MarkKind.LINK, shown, address)


def _next_content(tokens: "Sequence[Token]", index: int) -> str:
    """Return what the first token from `index` on that shows something holds."""
    return next((tokens[i].content for i in range(index, len(tokens)) if tokens[i].content), "")
