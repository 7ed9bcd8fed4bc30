"""Files of notes: what export wrote, W3C JSON-LD, the JSON of Hypothesis' API, Readwise's CSV.

`read_notes` takes all of a file or nothing. What it returns is clean: no text in it acts on a
terminal, and every field is of its type.
"""

import base64
import binascii
import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from reader.errors import NotesRefused
from reader.i18n import tr
from reader.model.annotation import Colour, Selectors, id_of, uuid_of
from reader.text.normalise import canonical, one_line, visible
from reader.text.spreadsheet import unguarded

LARGEST = 256 * 2**20
"""Bytes of a file of notes."""

_UUID = re.compile(r"urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE)
_NI = re.compile(r"ni:///sha-256;([A-Za-z0-9_-]{43})")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_TAG_LINE = re.compile(r"(?:^|\n)((?:\.\S+ ?)+)$")
_FARTHEST = 2**40  # code points; no text is as long

Fields = Mapping[str, Any]


class Reference(NamedTuple):
    """What a file says of the article that a note is about; each may be empty."""

    id: str = ""
    digest: str = ""
    """Of the text that the selectors were taken from."""
    url: str = ""
    title: str = ""


class WrittenNote(NamedTuple):
    """A note as a file has it."""

    id: str
    """As `Annotation.id`; derived where the file has none of that kind."""
    reference: Reference
    quote: str
    selectors: Selectors | None
    """None for the whole article, and where only the quote is known."""
    whole: bool
    tags: tuple[str, ...]
    note: str
    colour: Colour
    created: str
    modified: str
    """As `Annotation.created` and `modified`; empty where the file does not say."""
    lossless: bool
    """Whether it was written by us, its selectors being of the text with the digest."""


class _Bad(ValueError):
    """A field is not what it should be."""


def read_notes(data: bytes) -> list[WrittenNote]:
    """Return the notes in a file; raises NotesRefused for anything that is not one."""
    if len(data) > LARGEST:
        raise NotesRefused(tr("It is larger than {limit} MB.").format(limit=LARGEST // 2**20))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotesRefused(tr("It is no text in UTF-8.")) from error
    if text.lstrip()[:1] in ("{", "["):
        return list(_entries(*_parsed(text)))
    return list(_entries(_table(text), _readwise))


def _parsed(text: str) -> tuple[list[Fields], Callable[[Fields], WrittenNote]]:
    """Return the entries of a JSON file and what reads one of them."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotesRefused(
            tr("It is no JSON, or only a part of it: {reason}").format(reason=one_line(str(error)))
        ) from error
    if isinstance(whole, dict) and whole.get("kind") == "reader-notes":
        if whole.get("version") != 1:
            raise NotesRefused(tr("It was written by a newer version of reader. Update reader."))
        return _own_entries(whole), _own
    if isinstance(whole, dict) and isinstance(whole.get("rows"), list):
        return whole["rows"], _hypothesis
    if whole and isinstance(whole, list) and all(_is_hypothesis(each) for each in whole):
        return whole, _hypothesis
    found = _web_annotations(whole)
    if found is None:
        raise NotesRefused(
            tr("It holds no notes: expected an export of reader, JSON-LD, or Hypothesis' JSON.")
        )
    return found, _web_annotation


def _entries(entries: list[Fields], read: Callable[[Fields], WrittenNote]) -> Iterator[WrittenNote]:
    for number, fields in enumerate(entries, 1):
        try:
            if not isinstance(fields, Mapping):
                raise _Bad("entry")
            yield read(fields)
        except (_Bad, ValueError, TypeError, LookupError, AttributeError, OverflowError) as error:
            raise NotesRefused(
                tr("Its entry {number} cannot be read ({reason}). Nothing was stored.").format(
                    number=number, reason=one_line(str(error))
                )
            ) from error


# Our own JSON


def _own_entries(whole: Fields) -> list[Fields]:
    articles = whole.get("articles")
    if not isinstance(articles, list):
        raise NotesRefused(tr("It holds no notes."))
    found: list[Fields] = []
    for article in articles:
        if not isinstance(article, dict) or not isinstance(article.get("notes"), list):
            raise NotesRefused(tr("It holds no notes."))
        found += (
            {"of": article} | note if isinstance(note, dict) else note for note in article["notes"]
        )
    return found


def _own(fields: Fields) -> WrittenNote:
    article = fields["of"]
    selectors = None
    if not fields["whole"]:
        start, end = fields["described"]
        selectors = _selectors(start, end, fields)
    id_ = _text(fields, "id")
    uuid_of(id_)
    return WrittenNote(
        id=id_,
        reference=Reference(
            _text(article, "id"),
            _digest(_text(fields, "digest")),
            _text(article, "url"),
            _text(article, "title"),
        ),
        quote=selectors.exact if selectors else "",
        selectors=selectors,
        whole=selectors is None,
        tags=_tags(fields["tags"]),
        note=_note(_text(fields, "note")),
        colour=Colour(fields["colour"]),
        created=_time(_text(fields, "created")),
        modified=_time(_text(fields, "modified")),
        lossless=True,
    )


# W3C JSON-LD


def _web_annotations(whole: object) -> list[Fields] | None:
    """Return the annotations in a collection, a page or a list, or the one; None for none."""
    if isinstance(whole, list):
        return whole if all(_is_annotation(each) for each in whole) and whole else None
    if not isinstance(whole, dict):
        return None
    if _is_annotation(whole):
        return [whole]
    page = whole.get("first", whole)
    items = page.get("items") if isinstance(page, dict) else None
    return items if isinstance(items, list) else None


def _is_annotation(value: object) -> bool:
    return isinstance(value, dict) and "Annotation" in _listed(value.get("type"))


def _web_annotation(fields: Fields) -> WrittenNote:
    target = _listed(fields["target"])[0]
    if isinstance(target, str):
        target = {"source": target}
    source = target.get("source", target.get("id", ""))
    source = {"id": source} if isinstance(source, str) else source
    digest = _ni_digest(str(source.get("canonical") or source.get("id") or ""))
    selectors = _web_selectors(target)
    iri = _text(fields, "id")
    uuid = _UUID.fullmatch(iri)
    note, tags = _bodies(fields.get("body"))
    colour = target.get("styleClass")
    return WrittenNote(
        id=id_of(int(uuid[1].replace("-", ""), 16)) if uuid else _derived(iri),
        reference=Reference(
            digest=digest,
            url=_address(str(source.get("id", ""))),
            title=one_line(str(source.get("dc:title", ""))),
        ),
        quote=selectors.exact if selectors else "",
        selectors=selectors,
        whole=selectors is None,
        tags=_tags(tags),
        note=_note(note),
        colour=Colour(colour) if colour in list(Colour) else Colour.YELLOW,
        created=_time(_text(fields, "created")),
        modified=_time(_text(fields, "modified") or _text(fields, "created")),
        lossless=bool(uuid and digest),
    )


def _bodies(body: object) -> tuple[str, list[str]]:
    """Return the note and the tags that an annotation's bodies hold."""
    notes: list[str] = []
    tags: list[str] = []
    for each in _listed(body):
        value = each if isinstance(each, str) else str(each.get("value", ""))
        purpose = "" if isinstance(each, str) else each.get("purpose")
        (tags if purpose == "tagging" else notes).append(value)
    return "\n\n".join(note for note in notes if note), tags


def _web_selectors(target: Fields) -> Selectors | None:
    found: dict[str, Any] = {}
    for selector in _listed(target.get("selector")):
        if selector.get("type") in ("TextQuoteSelector", "TextPositionSelector"):
            found |= selector
    if "exact" not in found:
        return None
    start = found.get("start", 0)
    return _selectors(start, found.get("end", start + len(found["exact"])), found, quote="exact")


# Hypothesis' API


def _is_hypothesis(value: object) -> bool:
    return isinstance(value, dict) and "uri" in value


def _hypothesis(fields: Fields) -> WrittenNote:
    """Read a row of Hypothesis' search API (h.readthedocs.io/en/latest/api-reference/v1)."""
    target = (fields.get("target") or [{}])[0]
    selectors = _web_selectors(target)
    titles = (fields.get("document") or {}).get("title") or [""]
    return WrittenNote(
        id=_derived("hypothesis:" + _text(fields, "id")),
        reference=Reference(url=_address(_text(fields, "uri")), title=one_line(str(titles[0]))),
        quote=selectors.exact if selectors else "",
        selectors=selectors,
        whole=selectors is None,
        tags=_tags(fields.get("tags") or []),
        note=_note(_text(fields, "text")),
        colour=Colour.YELLOW,
        created=_time(_text(fields, "created")),
        modified=_time(_text(fields, "updated") or _text(fields, "created")),
        lossless=False,
    )


# Readwise's CSV


def _table(text: str) -> list[Fields]:
    try:
        rows: list[Fields] = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise NotesRefused(
            tr("It is neither JSON nor CSV: {reason}").format(reason=one_line(str(error)))
        ) from error
    if not rows or "Highlight" not in rows[0]:
        raise NotesRefused(tr("It holds no notes: a CSV needs a column “Highlight”."))
    return rows


def _readwise(fields: Fields) -> WrittenNote:
    """Read a row as Readwise imports it, or exports it with more columns.

    As `exporting.tables` writes it, a highlighted title without a location is the whole article.
    """
    cells = {name: unguarded(cell or "") for name, cell in fields.items() if name}
    quote = visible(cells["Highlight"]).strip()
    title = one_line(cells.get("Title") or cells.get("Book Title") or "")
    note, tags = cells.get("Note", ""), [each for each in cells.get("Tags", "").split(",") if each]
    if line := _TAG_LINE.search(note):
        tags += (tag[1:] for tag in line[1].split())
        note = note[: line.start()]
    colour = cells.get("Color", "")
    when = _time(cells.get("Date") or cells.get("Highlighted at") or "")
    if not quote:
        raise _Bad("Highlight")
    location = cells.get("Location", "")
    whole = one_line(quote) == title and not location
    return WrittenNote(
        id=_derived("\0".join(("readwise", quote, title, location or when))),
        reference=Reference(url=_address(cells.get("URL", "")), title=title),
        quote="" if whole else quote,
        selectors=None,
        whole=whole,
        tags=_tags(tags),
        note=_note(note),
        colour=Colour(colour) if colour in list(Colour) else Colour.YELLOW,
        created=when,
        modified=when,
        lossless=False,
    )


# Fields


def _text(fields: Fields, name: str) -> str:
    value = fields.get(name) or ""
    if not isinstance(value, str):
        raise _Bad(name)
    return visible(value)


def _note(note: str) -> str:
    return canonical(note).strip("\n ")


def _tags(tags: object) -> tuple[str, ...]:
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise _Bad("tags")
    return tuple(one_line(tag) for tag in tags)


def _selectors(start: object, end: object, fields: Fields, *, quote: str = "quote") -> Selectors:
    exact = _text(fields, quote)
    if type(start) is not int or type(end) is not int or not 0 <= start < _FARTHEST or not exact:
        raise _Bad("selector")
    return Selectors(
        start, start + len(exact), exact, _text(fields, "prefix"), _text(fields, "suffix")
    )


def _digest(text: str) -> str:
    if not _DIGEST.fullmatch(text):
        raise _Bad("digest")
    return text


def _ni_digest(iri: str) -> str:
    found = _NI.fullmatch(iri)
    if not found:
        return ""
    try:
        return base64.urlsafe_b64decode(found[1] + "=").hex()
    except binascii.Error:
        return ""


def _address(iri: str) -> str:
    return visible(iri) if iri.startswith(("http://", "https://")) else ""


def _time(text: str) -> str:
    """Return a time as we write it; empty for none."""
    if not text.strip():
        return ""
    try:
        parsed = datetime.fromisoformat(text.strip().replace(" UTC", "+00:00"))
    except ValueError as error:
        raise _Bad(text) from error
    parsed = parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    return parsed.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _listed(value: object) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _derived(name: str) -> str:
    """Return the id that stands for what another program calls `name`."""
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
    return id_of(int.from_bytes(digest[:16]))
