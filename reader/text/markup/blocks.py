"""The blocks that tokens of Markdown stand for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.model import BlockKind, Structure
from reader.text.markup.builder import Builder
from reader.text.markup.inline import Inline
from reader.text.normalise import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from reader.model import Mark

_BULLETS = "•◦▪"
_LONGEST_LANGUAGE = 40  # code points


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


class Blocks:
    """Turns the stream of block tokens into blocks."""

    def __init__(self, inline: Callable[[], Inline] = Inline) -> None:
        """Take what makes the texts of blocks, and of the cells of a table."""
        self._new_inline = inline
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
        inline = self._new_inline()
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
            self._table, self._separator = self._new_inline(), ""
        elif token.type == "table_close":
            text, marks = self._table.finish()
            self._add(text, BlockKind.TABLE, marks=marks)
            self._table = None
        elif token.type == "tr_open":
            self._separator = "\n" if self._separator else ""
        else:
            self._table.literal(self._separator)
            self._separator = "\t"
