"""Word documents (Office Open XML, ECMA-376 part 1): text, structure, links and notes."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.errors import Damaged, Empty
from reader.i18n import tr
from reader.importing import metadata
from reader.importing.archive import Archive
from reader.importing.dates import parse_date, parse_instant
from reader.importing.draft import Draft, assemble, collected
from reader.importing.naming import title_from
from reader.importing.origin import Origin
from reader.importing.web import tree
from reader.model import BlockKind, Document, MarkKind
from reader.text.language import detect
from reader.text.markup.inline import Run
from reader.text.normalise import canonical, one_line

if TYPE_CHECKING:
    from reader.importing.web.tree import XmlElement

SUFFIXES = frozenset({".docx"})

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATION = re.compile(r"\{[^}]*/relationships\}id$")
_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-6])$", re.IGNORECASE)
_BULLETS = "•◦▪"
_OFF = frozenset({"0", "false", "off", "none"})
_LONGEST = 200  # code points
_MARKS = {"b": MarkKind.STRONG, "i": MarkKind.EMPHASIS, "strike": MarkKind.STRIKE}


def recognise(head: bytes) -> bool:
    """Tell whether a file that begins with `head` is surely a Word document."""
    return head.startswith(b"PK\x03\x04") and (
        b"word/" in head or b"[Content_Types].xml" in head[:100]
    )


def read(data: bytes, origin: Origin) -> Document:
    """Return the document in `data`.

    Raises:
        ImportFailed: it is broken, protected or too large, or there is no text in it.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Damaged(tr("It is protected by a password, or of an older version of Word."))
    parts = _Parts(Archive(data))
    drafts = collected(parts.drafts())
    core = parts.xml("docProps/core.xml")
    title = _property(core, "title")
    if not title and drafts and drafts[0].level == 1:
        title = one_line(drafts[0].text, _LONGEST)
    if len(drafts) > 1 and one_line(drafts[0].text) == title:
        del drafts[0]
    text, structure, _ = assemble(drafts, [None] * len(drafts))
    if not text:
        raise Empty(tr("There is no text in it."))
    lines = [draft.text for draft in drafts]
    return Document(
        text,
        structure,
        title=title or title_from(origin.name, lines),
        author=metadata.find_author(lines) or _property(core, "creator"),
        source=metadata.find_source(lines),
        date=metadata.find_date(lines)
        or parse_date(origin.name)
        or parse_instant(_property(core, "created")),
        language=detect(text),
    )


class _Parts:
    """The parts of the package that say what the paragraphs of the document are."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._levels = self._styles()
        self._links = self._targets()
        self._numbers = self._numbering()
        self._counts: dict[tuple[str, int], int] = {}
        self._notes: list[str] = []

    def xml(self, name: str) -> "XmlElement | None":
        """Return the root of a part, or None where it is missing."""
        if name not in self._archive:
            return None
        data = self._archive.read(name).replace(_STRICT, _W[1:-1].encode())
        try:
            return tree.parse_xml(data)
        except ValueError as error:
            raise Damaged(tr("A part of it is broken: {name}.").format(name=name)) from error

    def drafts(self) -> Iterator[Draft]:
        """Yield what the document holds, its notes at the end."""
        root = self.xml("word/document.xml")
        if root is None:
            raise Damaged(tr("There is no document in it."))
        inside: XmlElement | None = None
        for element in root.iter(f"{_W}p", f"{_W}tbl"):
            if inside is not None and any(each is inside for each in element.iterancestors()):
                continue
            if element.tag == f"{_W}tbl":
                inside = element
                yield self._table(element)
            else:
                yield self._paragraph(element)
        footnotes = self.xml("word/footnotes.xml")
        for note in () if footnotes is None else footnotes.iter(f"{_W}footnote"):
            number = note.get(f"{_W}id")
            if number in self._notes:
                said = " ".join("".join(map(_written, note.iter(f"{_W}p"))).split())
                yield Draft(f"[{self._notes.index(number) + 1}] {said}")

    def _styles(self) -> dict[str, int]:
        """Return the levels of the styles that are headings, by their ids."""
        levels: dict[str, int] = {}
        root = self.xml("word/styles.xml")
        for style in () if root is None else root.iter(f"{_W}style"):
            name = _value(style, "name")
            outline = _value(style, "outlineLvl")
            level = 0
            if match := _HEADING.match(name):
                level = int(match[1])
            elif name.lower() in ("title", "标题", "標題"):
                level = 1
            elif outline.isdecimal() and int(outline) < 6:
                level = int(outline) + 1
            if level:
                levels[str(style.get(f"{_W}styleId"))] = level
        return levels

    def _targets(self) -> dict[str, str]:
        root = self.xml("word/_rels/document.xml.rels")
        targets: dict[str, str] = {}
        for relation in () if root is None else root.iter("{*}Relationship"):
            target = str(relation.get("Target") or "")
            if target.lower().startswith(("http://", "https://", "mailto:")):
                targets[str(relation.get("Id"))] = one_line(target)
        return targets

    def _numbering(self) -> dict[tuple[str, int], str]:
        """Return how the items of each list are numbered, by its id and level."""
        root = self.xml("word/numbering.xml")
        if root is None:
            return {}
        forms: dict[tuple[str, int], str] = {}
        for abstract in root.iter(f"{_W}abstractNum"):
            for level in abstract.iter(f"{_W}lvl"):
                key = (str(abstract.get(f"{_W}abstractNumId")), _whole(level.get(f"{_W}ilvl")))
                forms[key] = _value(level, "numFmt")
        found: dict[tuple[str, int], str] = {}
        for number in root.iter(f"{_W}num"):
            abstract_id = _value(number, "abstractNumId")
            for (owner, depth), form in forms.items():
                if owner == abstract_id:
                    found[str(number.get(f"{_W}numId")), depth] = form
        return found

    def _paragraph(self, element: "XmlElement") -> Draft:
        run = Run()
        self._write(element, run)
        text, marks = run.finish()
        properties = element.find(f"{_W}pPr")
        style = "" if properties is None else _value(properties, "pStyle")
        level = self._levels.get(style, 0)
        outline = "" if properties is None else _value(properties, "outlineLvl")
        if not level and outline.isdecimal() and int(outline) < 6:
            level = int(outline) + 1
        if level:
            return Draft(text.replace("\n", " "), BlockKind.HEADING, level, marks=marks)
        listed = None if properties is None else properties.find(f"{_W}numPr")
        if listed is None or _value(listed, "numId") in ("", "0") or not text:
            return Draft(text, marks=marks)
        depth = min(_whole(_value(listed, "ilvl")), 8)
        marker = self._marker(_value(listed, "numId"), depth)
        return Draft(text, indent=depth + 1, marker=marker, tight=True, marks=marks)

    def _marker(self, number: str, depth: int) -> str:
        if self._numbers.get((number, depth), "bullet") in ("bullet", "none"):
            return _BULLETS[min(depth, len(_BULLETS) - 1)]
        for other in [key for key in self._counts if key[0] == number and key[1] > depth]:
            del self._counts[other]
        count = self._counts[number, depth] = self._counts.get((number, depth), 0) + 1
        return f"{count}."

    def _table(self, element: "XmlElement") -> Draft:
        run = Run()
        for index, row in enumerate(element.iterchildren(f"{_W}tr")):
            run.literal("\n" if index else "")
            for column, cell in enumerate(row.iterchildren(f"{_W}tc")):
                run.literal("\t" if column else "")
                for number, paragraph in enumerate(cell.iter(f"{_W}p")):
                    run.literal(" " if number and run.last not in ("\t", "\n", "") else "")
                    self._write(paragraph, run, flat=True)
        text, marks = run.finish()
        kind = BlockKind.TABLE if "\t" in text else BlockKind.PARAGRAPH
        return Draft(text, kind, marks=marks)

    def _write(self, paragraph: "XmlElement", run: Run, *, flat: bool = False) -> None:
        """Write a paragraph's runs; `flat` leaves line ends and marks out, for a table's cell."""
        for element in paragraph.iter(f"{_W}r"):
            text = _written(element).replace("\t", " ")
            properties = element.find(f"{_W}rPr")
            kinds = [] if flat or properties is None else list(_kinds(properties))
            link = "" if flat else self._link(element)
            for kind in kinds:
                run.open(kind)
            if link:
                run.open(MarkKind.LINK, link)
            run.literal(text.replace("\n", " ") if flat else text)
            for reference in element.iter(f"{_W}footnoteReference"):
                self._notes.append(str(reference.get(f"{_W}id")))
                run.literal(f"[{len(self._notes)}]")
            for _ in range(len(kinds) + bool(link)):
                run.close()

    def _link(self, element: "XmlElement") -> str:
        parent = element.getparent()
        if parent is None or parent.tag != f"{_W}hyperlink":
            return ""
        ids = (str(value) for name, value in parent.items() if _RELATION.match(str(name)))
        return self._links.get(next(ids, ""), "")


def _written(element: "XmlElement") -> str:
    """Return the characters that a run, or the runs in an element, show."""
    parts = []
    for each in element.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if each.tag == f"{_W}t":
            parts.append(each.text or "")
        elif each.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        else:
            parts.append("\t" if each.tag == f"{_W}tab" else "\n")
    return canonical("".join(parts))


def _kinds(properties: "XmlElement") -> Iterator[MarkKind]:
    for name, kind in _MARKS.items():
        found = properties.find(f"{_W}{name}")
        if found is not None and str(found.get(f"{_W}val") or "1").lower() not in _OFF:
            yield kind


def _value(element: "XmlElement", name: str) -> str:
    """Return the value of the first element below that is called `name`."""
    found = next(element.iter(f"{_W}{name}"), None)
    return "" if found is None else str(found.get(f"{_W}val") or "")


def _whole(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 9 else 0


def _property(core: "XmlElement | None", name: str) -> str:
    found = None if core is None else next(core.iter(f"{{*}}{name}"), None)
    return one_line(str(found.text or "") if found is not None else "", _LONGEST)
