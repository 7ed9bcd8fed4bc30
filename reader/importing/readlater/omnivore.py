"""Omnivore: an archive, or the folder it was unpacked to.

`metadata_0_to_20.json` and so on list what was saved; `content/SLUG.html` (or `.pdf`) holds the
texts, `highlights/SLUG.md` the passages that were marked, each a quote in Markdown with its labels
and what was noted below it.
"""

import re
from collections.abc import Iterator
from typing import Any

from reader.errors import Damaged
from reader.importing.dates import parse_instant
from reader.importing.decode import decode
from reader.importing.readlater.fields import entries, instant, text, texts
from reader.importing.readlater.files import Files
from reader.importing.readlater.record import Record
from reader.model import Elsewhere, Highlight

LISTS = re.compile(r"(?P<folder>(?:.*/)?)metadata_(?P<number>\d{1,9})_to_\d{1,9}\.json")

_BEGINNING = re.compile(rb"\s{0,200}\[\s{0,200}\{")
_SIGNS = (b'"slug"', b'"savedAt"', b'"readingProgress"')
_NO_ADDRESS = "https://omnivore.app/no_url"
_LABELS = re.compile(r"#\S.*")
_KINDS = (".html", ".pdf")


def recognise(head: bytes) -> bool:
    """Tell whether a file that begins with `head` is surely one of the lists, on its own."""
    return bool(_BEGINNING.match(head)) and all(sign in head for sign in _SIGNS)


def read(data: bytes) -> Iterator[Record]:
    """Yield what a list names, without texts."""
    for entry in entries(data):
        yield _record(entry)


def read_files(files: Files) -> Iterator[Record]:
    """Yield what was saved, in order, with the texts and passages that are there."""
    lists = [found for name in files.names if (found := LISTS.fullmatch(name))]
    for found in sorted(lists, key=lambda found: int(found["number"])):
        for entry in entries(files.read(found[0])):
            yield _with_files(_record(entry), files, found["folder"], text(entry, "slug"))


def _record(entry: dict[str, Any]) -> Record:
    address = text(entry, "url")
    progress = entry.get("readingProgress")
    share = progress / 100 if isinstance(progress, int | float) else 0.0
    return Record(
        "" if address.startswith(_NO_ADDRESS) else address,
        text(entry, "title"),
        author=text(entry, "author"),
        date=parse_instant(text(entry, "publishedAt")),
        tags=tuple(texts(entry, "labels")),
        elsewhere=Elsewhere(
            saved=instant(entry.get("savedAt")),
            read=text(entry, "state").lower() == "archived",
            progress=share if 0.0 <= share <= 1.0 else 0.0,
        ),
    )


def _with_files(record: Record, files: Files, folder: str, slug: str) -> Record:
    for kind in _KINDS:
        if (name := f"{folder}content/{slug}{kind}") in files:
            record = record._replace(content=files.read(name), suffix=kind)
            break
    if (name := f"{folder}highlights/{slug}.md") in files:
        try:
            found = tuple(highlights(decode(files.read(name)), record.elsewhere.saved))
        except Damaged:
            return record
        record = record._replace(elsewhere=record.elsewhere._replace(highlights=found))
    return record


def highlights(source: str, created: str = "") -> Iterator[Highlight]:
    """Yield the passages that were marked; what stands before the first is of the whole."""
    quote: list[str] = []
    below: list[str] = []
    inside = False  # whether the quote may go on: not every line of it bears a sign
    for line in [*source.replace("\r\n", "\n").split("\n"), "", "> "]:
        if line.startswith(">") and not inside:
            yield from _highlight(quote, below, created)
            quote, below, inside = [], [], True
        if inside and line.strip():
            quote.append(line.removeprefix(">").strip())
        elif not line.startswith(">"):
            inside = False
            below.append(line)


def _highlight(quote: list[str], below: list[str], created: str) -> Iterator[Highlight]:
    rest = "\n".join(below).strip()
    tags: tuple[str, ...] = ()
    first, _, others = rest.partition("\n")
    if any(quote) and _LABELS.fullmatch(first.strip()) and not first.startswith("# "):
        tags = tuple(label.strip() for label in first.strip()[1:].split(" #"))
        rest = others.strip()
    words = "\n".join(quote).strip()
    if words or rest:
        yield Highlight(words, rest, tags, created)
