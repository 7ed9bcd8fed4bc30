"""Electronic books (EPUB 2 and 3): one article whose first headings are the chapters, or many."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from reader.errors import Damaged, Empty
from reader.i18n import tr
from reader.importing.archive import Archive
from reader.importing.dates import parse_instant
from reader.importing.decode import decode
from reader.importing.draft import Draft, assemble, check_number, collected
from reader.importing.naming import title_from
from reader.importing.origin import Origin
from reader.importing.web import tree
from reader.importing.web.drafts import drafts_of
from reader.model import BlockKind, Clutter, Document
from reader.text.language import detect
from reader.text.normalise import one_line

if TYPE_CHECKING:
    from reader.importing.web.tree import XmlElement

SUFFIXES = frozenset({".epub"})

_MOST_CHAPTERS = 5_000
_LONGEST = 200  # code points of a title or name
_TEXT = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})


def recognise(head: bytes) -> bool:
    """Tell whether a file that begins with `head` is surely a book."""
    return head.startswith(b"PK\x03\x04") and b"mimetypeapplication/epub+zip" in head[:200]


def read(data: bytes, origin: Origin) -> Document:
    """Return the book `data` as one article.

    Raises:
        ImportFailed: it is broken, protected or too large, or there is no text in it.
    """
    archive = Archive(data)
    book = _book(archive)
    drafts = collected(
        draft for chapter in book.chapters for draft in _chapter(archive, chapter, book)
    )
    return _document(drafts, book, book.title, origin)


def read_chapters(data: bytes, origin: Origin) -> Iterator[tuple[str, Document]]:
    """Yield the chapters of the book `data`, each after a name of its own within the book.

    A chapter begins where the table of contents leads. The book is its source. Raises as `read`.
    """
    archive = Archive(data)
    book = _book(archive)
    nothing = True
    taken: Counter[str] = Counter()
    for name, title, drafts in _divided(archive, book):
        try:
            chapter = _document(drafts, book, title, origin)
        except Empty:
            continue  # a cover, a half-title
        nothing = False
        taken[name] += 1
        number = f" {taken[name]}" if taken[name] > 1 else ""  # each volume has a first chapter
        yield (
            name + number,
            chapter._replace(source=one_line(book.title, _LONGEST) or chapter.source),
        )
    if nothing:
        raise Empty(tr("There is no text in it."))


def _document(drafts: list[Draft], book: "_Book", title: str, origin: Origin) -> Document:
    """Return what `drafts` say under `title`, which is not said again at their beginning."""
    if drafts and title and one_line(drafts[0].text) == title:
        drafts = drafts[1:]
    verdicts = [Clutter.IMAGE if draft.image and not draft.text else None for draft in drafts]
    text, structure, removed = assemble(drafts, verdicts)
    if not text:
        raise Empty(tr("There is no text in it."))
    return Document(
        text,
        structure,
        title=one_line(title, _LONGEST) or title_from(origin.name, [text]),
        author=one_line("、".join(book.authors), _LONGEST),
        source=one_line(book.publisher, _LONGEST),
        date=parse_instant(book.date),
        language=detect(text),
        removed=removed,
    )


def _divided(archive: Archive, book: "_Book") -> Iterator[tuple[str, str, list[Draft]]]:
    """Yield name, title and drafts of each chapter.

    It begins with a file that the contents name, or within one at a heading that they name. Where
    they name nothing, with each file; what stands before the first is a chapter, called as the
    book is.
    """
    named = book.names or book.places
    name, title, drafts = "", book.title, list[Draft]()
    for path in book.chapters:
        places = book.places.get(path, frozenset())
        whole = _chapter(archive, path, book)
        begins = path in book.names if named else True
        for number, draft in enumerate(whole):
            heading = one_line(draft.text, _LONGEST) if draft.level else ""
            if (number == 0 and begins) or (heading and heading in places):
                if drafts:
                    yield name, title, drafts
                first = next((one_line(each.text) for each in whole[:4] if each.level), "")
                title = heading if number else book.names.get(path, "") or first or book.title
                name, drafts = f"{path}#{heading}" if number else path, []
            drafts.append(draft)
        check_number(drafts)
    if drafts:
        yield name, title, drafts


@dataclass(slots=True)
class _Book:
    """What the package document says."""

    title: str = ""
    authors: list[str] = field(default_factory=list)
    publisher: str = ""
    date: str = ""
    chapters: list[str] = field(default_factory=list)
    """The files of the spine, in reading order."""
    names: dict[str, str] = field(default_factory=dict)
    """What the table of contents calls them."""
    places: dict[str, frozenset[str]] = field(default_factory=dict)
    """What it calls places within them."""


def _book(archive: Archive) -> _Book:
    """Return what the package document of `archive` says (EPUB 3.3, 5; OPF 2.0.1)."""
    container = _xml(archive, "META-INF/container.xml")
    package = next((_attribute(each, "full-path") for each in _all(container, "rootfile")), "")
    folder = posixpath.dirname(package)
    root = _xml(archive, package)
    files: dict[str, tuple[str, str, str]] = {}
    for item in _all(root, "item"):
        path = _inside(folder, _attribute(item, "href"))
        kinds = (_attribute(item, "media-type"), _attribute(item, "properties"))
        files.setdefault(_attribute(item, "id"), (path, *kinds))
    spine = [
        files[name]
        for each in _all(root, "itemref")
        if (name := _attribute(each, "idref")) in files
    ]
    chapters = dict.fromkeys(
        path for path, kind, properties in spine
        if kind in _TEXT and "nav" not in properties.split() and path in archive
    )  # fmt: skip
    contents = _contents(archive, files)
    return _Book(
        title=_said(root, "title"),
        authors=[name for each in _all(root, "creator") if (name := _text(each))][:8],
        publisher=_said(root, "publisher"),
        date=_said(root, "date"),
        chapters=list(chapters)[:_MOST_CHAPTERS],
        names={entry.file: entry.name for entry in reversed(contents) if entry.whole},
        places=_places(contents),
    )


class _Entry(NamedTuple):
    """A line of the table of contents."""

    file: str
    whole: bool
    """Whether it leads to the file's beginning rather than to a place within."""
    depth: int
    name: str


def _contents(archive: Archive, files: dict[str, tuple[str, str, str]]) -> list[_Entry]:
    """Return the table of contents, from the navigation of either version."""
    found: list[_Entry] = []
    for path, kind, properties in files.values():
        navigation = "nav" in properties.split()
        if path not in archive or not (navigation or kind == "application/x-dtbncx+xml"):
            continue
        try:
            root = _xml(archive, path)
        except Damaged:
            continue
        folder = posixpath.dirname(path)
        for point in _all(root, "a" if navigation else "navPoint"):
            if navigation:
                address, name, list_ = _attribute(point, "href"), _text(point), "ol"
            else:
                address = next((_attribute(each, "src") for each in _all(point, "content")), "")
                name = next((_text(each) for each in _all(point, "text")), "")
                list_ = "navPoint"
            if name:
                depth = sum(1 for _ in point.iterancestors(f"{{*}}{list_}"))
                found.append(_Entry(_inside(folder, address), "#" not in address, depth, name))
    return found


def _places(contents: list[_Entry]) -> dict[str, frozenset[str]]:
    """Return the names of the chapters that share a file: not those of the sections in them."""
    entire = {entry.file for entry in contents if entry.whole}
    levels: dict[str, dict[int, set[str]]] = {}
    for entry in contents:
        if entry.file not in entire:
            levels.setdefault(entry.file, {}).setdefault(entry.depth, set()).add(entry.name)
    return {file: frozenset(names[min(names)]) for file, names in levels.items()}


def _chapter(archive: Archive, path: str, book: _Book) -> list[Draft]:
    """Return the drafts of a chapter, which a heading opens if the contents name it."""
    source = decode(archive.read(path))
    try:
        drafts: list[Draft] = [*drafts_of(tree.parse_xhtml(source), "")]
    except tree.Tangled:
        plain = re.sub(r"<[^<>]*>", "\n", source).split("\n")
        drafts = [Draft(line.strip()) for line in plain if line.strip()]
    except ValueError:
        return []
    name = book.names.get(path, "")
    headed = any(draft.level for draft in drafts[:4])
    if name and drafts and not headed and len(book.chapters) > 1:
        first = one_line(drafts[0].text)
        drafts[: int(first == name)] = [Draft(name, BlockKind.HEADING, 1)]
    return drafts


def _xml(archive: Archive, name: str) -> "XmlElement":
    try:
        return tree.parse_xml(archive.read(name))
    except ValueError as error:
        raise Damaged(tr("A part of it is broken: {name}.").format(name=name[:100])) from error


def _inside(folder: str, address: str) -> str:
    """Return the name in the archive that a relative address means; it cannot lead out of it."""
    path = unquote(address.partition("#")[0])
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def _all(root: "XmlElement", name: str) -> "Iterator[XmlElement]":
    """Yield the elements called `name`, in any namespace."""
    return root.iter(f"{{*}}{name}")


def _attribute(element: "XmlElement", name: str) -> str:
    return str(element.get(name) or "")


def _said(root: "XmlElement", name: str) -> str:
    return next(filter(None, map(_text, _all(root, name))), "")


def _text(element: "XmlElement") -> str:
    return one_line("".join(map(str, element.itertext()))[: 4 * _LONGEST], _LONGEST)
