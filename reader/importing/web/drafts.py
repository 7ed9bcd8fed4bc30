"""A tree to drafts in reading order, each with the node of the page it stands in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.errors import TooLarge
from reader.i18n import tr
from reader.importing import metadata
from reader.importing.clutter import is_menu
from reader.importing.draft import Draft
from reader.importing.web.tree import UNSEEN, is_hidden
from reader.model import BlockKind, MarkKind
from reader.text.address import joined
from reader.text.markup.inline import Run, is_unspaced
from reader.text.normalise import canonical, one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MARKS = {
    **dict.fromkeys(("b", "strong"), MarkKind.STRONG),
    **dict.fromkeys(("i", "em"), MarkKind.EMPHASIS),
    **dict.fromkeys(("s", "del", "strike"), MarkKind.STRIKE),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), MarkKind.CODE),
    "a": MarkKind.LINK,
}
_BULLETS = "•◦▪"
_SPACES = re.compile(r"([ \t\n\r\f]+)")
_PLACE = re.compile(r"#[^#!/]")
_ADDRESS = re.compile(r"(?:https?|ftp|mailto):", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:^|\s|:)(?:language|lang|brush)[-:]\s?([\w+#.-]{1,30})", re.IGNORECASE)
_IMAGE_SOURCES = ("data-src", "data-original", "data-actualsrc", "data-lazy-src", "data-url", "src")
_NUMBERS = re.compile(r"(?:\d+\s*)+")
_SUPERSCRIPT = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_HANZI = re.compile("[\u4e00-\u9fff]")
_APART = frozenset(("a", "span", "time", "label"))
_LONGEST_PARTED = 80  # code points
_MOST = 200_000  # drafts of one page
_LONGEST_CELL = 120  # code points
_MOST_COLUMNS = 40
_LONGEST_ADDRESS = 2_000


@dataclass(slots=True, eq=False)
class Node:
    """A block element of the page."""

    tag: str
    parent: "Node | None"
    hint: str
    """What its author called it: class, id and role."""
    quote: int = 0
    indent: int = 0


@dataclass(slots=True)
class Placed(Draft):
    """A draft with its place in the page."""

    node: Node = None  # type: ignore[assignment]  # the fields before it have defaults


def drafts_of(root: "HtmlElement", address: str) -> list[Placed]:
    """Return what the page under `root` shows; `address`, its own, completes those in it."""
    return _Collector(address).collect(root)


class _Collector:
    """Walks through the tree and cuts its text at the ends of blocks."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._drafts: list[Placed] = []
        self._node = Node("html", None, "")
        self._run = Run()
        self._words = [""]
        """The texts of inline elements that nothing parts, but perhaps how they are shown."""
        self._closed = False
        self._open: list[tuple[Any, MarkKind, str]] = []
        self._links = 0
        self._href = ""
        """Of the link that was opened last, as it is written."""
        self._linked = self._within = 0
        self._lists: list[int] = []
        """For each open list the number of its next item; -1 where it has bullets."""
        self._marker = ""
        self._breaks = 2
        self._pre: list[str] | None = None
        self._language = ""
        self._table: Any = None
        self._rows = self._cells = 0

    def collect(self, root: "HtmlElement") -> list[Placed]:
        """Return the drafts under `root`."""
        from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag
            if event == "start":
                if tag in UNSEEN or is_hidden(element):
                    walker.skip_subtree()
                else:
                    self._start(element, tag)
                    self._text(element.text)
            else:
                if not (tag in UNSEEN or is_hidden(element)):
                    self._end(element, tag)
                self._text(element.tail)
        self._flush()
        return self._drafts

    def _start(self, element: "HtmlElement", tag: str) -> None:
        if self._pre is not None:
            if tag == "br" or (tag in _BLOCKS and self._pre) or (tag == "code" and self._pre):
                self._new_code_line()
        elif self._table is not None:
            self._in_table(element, tag)
        elif tag in _BLOCKS:
            self._enter(element, tag)
        elif tag == "br":
            self._flush()
            self._breaks += 1
        elif tag == "img":
            self._image(element)
        else:
            if self._closed and tag in _APART:
                self._words.append("")
            self._open_mark(element, tag)
        self._closed = False

    def _end(self, element: "HtmlElement", tag: str) -> None:
        if self._pre is not None:
            if tag == "pre":
                self._code()
        elif self._table is not None:
            if element is self._table:
                self._emit(BlockKind.TABLE)
                self._table = None
                self._leave(tag)
            else:
                self._close_mark(element)
        elif tag in _BLOCKS:
            self._flush()
            self._leave(tag)
        else:
            self._close_mark(element)
        self._closed = tag in _APART

    # Blocks

    def _enter(self, element: "HtmlElement", tag: str) -> None:
        self._flush()
        self._breaks = 2
        hint = " ".join(filter(None, map(element.get, ("class", "id", "role"))))
        node = self._node
        quote = node.quote + (tag == "blockquote")
        self._node = Node(tag, node, hint, quote, len(self._lists))
        if tag in ("ul", "ol"):
            start = element.get("start") or ""
            first = int(start) if start.isascii() and start.isdecimal() and len(start) < 9 else 1
            self._lists.append(first if tag == "ol" else -1)
            self._node.indent = len(self._lists)
        elif tag == "li" and self._lists:
            self._marker = self._next_marker()
        elif tag == "hr":
            self._emit(BlockKind.RULE)
        elif tag == "pre":
            self._pre = []
            self._language = _language_of(element)
        elif tag == "table" and _holds_data(element):
            self._table, self._rows = element, 0

    def _leave(self, tag: str) -> None:
        if self._node.parent is not None:
            self._node = self._node.parent
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._marker = ""
        self._breaks = 2

    def _next_marker(self) -> str:
        number = self._lists[-1]
        if number < 0:
            depth = sum(each < 0 for each in self._lists) - 1
            return _BULLETS[min(depth, len(_BULLETS) - 1)]
        self._lists[-1] += 1
        return f"{number}."

    def _flush(self) -> None:
        level = _HEADINGS.get(self._node.tag, 0)
        if not level and self._node.parent is not None:
            level = _HEADINGS.get(self._node.parent.tag, 0)
        self._emit(BlockKind.HEADING if level else BlockKind.PARAGRAPH, level=level)

    def _emit(self, kind: BlockKind, text: str = "", level: int = 0, language: str = "") -> None:
        """Append what was collected, or `text`, as a draft; what shows nothing is left out."""
        marks: Any = ()
        linked = within = 0
        if not text and self._run.last:
            for _ in self._open:
                self._run.close()
            text, marks = self._run.finish()
            if kind is BlockKind.PARAGRAPH and (parted := _parted(self._words)):
                text, marks = parted, ()
            linked, within = self._linked, self._within
            self._linked = self._within = 0
            self._run, self._words = Run(), [""]
            for _, mark, target in self._open:
                self._run.open(mark, target)
        if not text and kind is not BlockKind.RULE:
            return
        if len(self._drafts) >= _MOST:
            raise TooLarge(tr("It holds more than {limit} paragraphs.").format(limit=_MOST))
        node = self._node
        self._drafts.append(
            Placed(
                text, kind, level, node.quote, node.indent, self._marker, language,
                tight=node.tag == "li", marks=marks, linked=min(linked, len(text)),
                caption=node.tag == "figcaption", continues=self._breaks < 2, within=within,
                node=node,
            )
        )  # fmt: skip
        self._marker = ""
        self._breaks = 0

    # The inside of blocks

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._pre is not None:
            self._pre.append(text)
            return
        self._closed = False
        before = self._run.last
        if text.isspace() and text.isascii():
            if before and before not in " \t\n":
                self._write(" ")
            return
        # A line end inside the source means a space, or in Chinese nothing.
        first, *parts = _SPACES.split(canonical(text))
        joined = [first]
        for space, part in zip(parts[::2], parts[1::2], strict=True):
            last = joined[-1][-1:] or before
            tight = not last or last in " \t\n" or ("\n" in space and is_unspaced(last, part[:1]))
            joined += ["" if tight else " ", part]
        content = "".join(joined)
        self._write(content)
        if self._links:
            self._linked += len(content.strip())
            if _PLACE.match(self._href):
                self._within += len(content.strip())

    def _write(self, text: str) -> None:
        self._run.literal(text)
        self._words[-1] += text

    def _open_mark(self, element: "HtmlElement", tag: str) -> None:
        kind = _MARKS.get(tag)
        if tag in ("sup", "sub"):
            self._raised(element, tag)
        if kind is None:
            return
        target = ""
        if kind is MarkKind.LINK:
            self._links += 1
            self._href = (element.get("href") or "").strip()
            target = self._absolute(self._href)
        self._run.open(kind, target)
        self._open.append((element, kind, target))

    def _close_mark(self, element: "HtmlElement") -> None:
        if element.tag == "a":
            self._links = max(self._links - 1, 0)
        if self._open and self._open[-1][0] is element:
            self._open.pop()
            self._run.close()

    def _raised(self, element: "HtmlElement", tag: str) -> None:
        """Keep a raised number apart from the word it follows: a power, or a note's number."""
        text = (element.text or "").strip()
        link = element.find("a")
        if link is not None and len(element) == 1 and not text:
            number = "".join(link.itertext()).strip()
            if number.isdecimal() and len(number) < 4:
                link.text = f"[{number}]"
                for child in link:
                    link.remove(child)
        elif tag == "sup" and text and not len(element) and set(text) <= set("0123456789+-()"):
            element.text = text.translate(_SUPERSCRIPT)

    def _image(self, element: "HtmlElement") -> None:
        """Write an emoji; note any other image as a draft of its own."""
        alt = one_line(element.get("alt") or "")
        if alt and (len(alt) == 1 or re.fullmatch(r"\[\w{1,6}\]", alt)):
            self._write(alt)
            return
        address = next(filter(None, map(element.get, _IMAGE_SOURCES)), "")
        address = self._absolute(address) or next(
            filter(None, (self._absolute(element.get(name) or "") for name in _IMAGE_SOURCES)), ""
        )
        if address:
            self._flush()
            node = self._node
            self._drafts.append(
                Placed("", image=address, quote=node.quote, indent=node.indent, node=node)
            )
            if re.search(r"\w{2}", alt) and not re.search(r"\.(?:jpe?g|png|gif|webp)\b|^IMG", alt):
                self._drafts[-1].text = alt

    def _absolute(self, address: str) -> str:
        """Return the web address that `address` means on this page, or an empty string."""
        address = one_line(address)
        if not address or len(address) > _LONGEST_ADDRESS or address.startswith("#"):
            return ""
        full = joined(self._address, address)
        return full if _ADDRESS.match(full) else ""

    # Code

    def _new_code_line(self) -> None:
        if self._pre and not self._pre[-1].endswith("\n"):
            self._pre.append("\n")

    def _code(self) -> None:
        source = canonical("".join(self._pre or ())).expandtabs(4)
        lines = [line.rstrip() for line in source.split("\n")]
        text = "\n".join(lines).strip("\n")
        self._pre = None
        numbers = bool(_NUMBERS.fullmatch(text))
        if text.strip() and not numbers:
            if self._language or not _is_prose(text):
                self._emit(BlockKind.CODE, text, language=self._language)
            else:
                for line in filter(str.strip, lines):
                    self._emit(BlockKind.PARAGRAPH, line.strip())
        self._leave("pre")

    # Tables

    def _in_table(self, element: "HtmlElement", tag: str) -> None:
        if tag == "tr":
            self._run.literal("\n" if self._rows else "")
            self._rows += 1
            self._cells = 0
        elif tag in ("td", "th"):
            self._run.literal("\t" if self._cells else "")
            self._cells += 1
        elif tag == "br" or tag in _BLOCKS:
            if self._run.last not in (" ", "\t", "\n", ""):
                self._run.literal(" ")
        elif tag != "img":
            self._open_mark(element, tag)


def _parted(words: Sequence[str]) -> str:
    """Return `words` with space between them if that makes a byline or a menu, or nothing.

    Such lines are made of elements that only a style sheet sets apart; other texts are cut into
    elements within words.
    """
    shown = [stripped for word in words if (stripped := word.strip())]
    text = "  ".join(shown)
    few = len(shown) > 1 and len(text) <= _LONGEST_PARTED
    return text if few and (metadata.is_byline(text) or is_menu(text)) else ""


def _holds_data(table: "HtmlElement") -> bool:
    """Tell whether a table holds rows of short cells, rather than parts of the page."""
    if table.get("role") == "presentation" or table.find(".//table") is not None:
        return False
    rows = [row.xpath("td|th") for row in table.iter("tr")]
    cells = [cell for row in rows for cell in row]
    columns = max(map(len, rows), default=0)
    if len(rows) < 2 or not 2 <= columns <= _MOST_COLUMNS or table.find(".//pre") is not None:
        return False
    lengths = [len(" ".join("".join(cell.itertext()).split())) for cell in cells]
    filled = sum(map(bool, lengths))
    return filled * 3 >= len(cells) and max(lengths) <= _LONGEST_CELL


def _language_of(element: "HtmlElement") -> str:
    """Return the language that a code block is in, as its author named it."""
    for each in (element, element.find("code")):
        if each is not None and (match := _LANGUAGE.search(each.get("class") or "")):
            return one_line(match[1]).lower()
        if each is not None and (language := each.get("data-lang")):
            return one_line(language)[:30].lower()
    return ""


def _is_prose(text: str) -> bool:
    """Tell whether what stands in a `<pre>` is running Chinese text, kept in its lines."""
    return len(_HANZI.findall(text)) * 2 > len(text)
