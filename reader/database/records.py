"""How values of the model are written in columns, and read back with distrust."""

import json
from typing import Any

from reader.model import (
    ArticleSummary,
    Block,
    BlockKind,
    Document,
    Mark,
    MarkKind,
    Span,
    Structure,
)

_COLUMNS = (
    *("id", "title", "author", "source", "date", "url", "path", "language", "chars", "digest"),
    *("added", "modified", "read", "starred", "progress"),
)
SUMMARY = ", ".join(
    [
        *(f"article.{name}" for name in _COLUMNS),
        "(SELECT group_concat(name, char(10)) FROM tag WHERE tag.article = article.key)",
    ]
)
"""What `summary_of` takes, to be selected from `article`."""


class BadRecord(ValueError):
    """A column holds what we never wrote there."""


def summary_of(row: tuple[Any, ...]) -> ArticleSummary:
    """Return the summary that a row of `SUMMARY` stands for."""
    *described, read, starred, progress, tags = row
    names = tuple(sorted(tags.split("\n"))) if tags else ()
    fields: list[Any] = [*described, bool(read), bool(starred), progress, names]
    return ArticleSummary(*fields)


METADATA = ("title", "author", "source", "date", "url", "language")
"""What a document says of itself, tags apart."""


def metadata_of(document: Document) -> dict[str, str]:
    """Return the `METADATA` of `document`, tags included, one in a line."""
    said = {name: getattr(document, name) for name in METADATA}
    return said | {"tags": "\n".join(document.tags)}


def encode_metadata(said: dict[str, str]) -> str:
    """Return `metadata_of` a document as JSON; equal metadata make equal strings."""
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def decode_metadata(record: str) -> dict[str, str]:
    """Return what `encode_metadata` was given; what is missing is empty."""
    said = _loaded(record)
    if not isinstance(said, dict) or not all(type(value) is str for value in said.values()):
        raise BadRecord("metadata")
    return dict.fromkeys((*METADATA, "tags"), "") | said


def encode_structure(structure: Structure) -> str:
    """Return `structure` as compact JSON: arrays of fields, trailing defaults left out."""
    blocks = [
        _trimmed(b.span, b.kind, b.level, b.quote, b.indent, b.marker, b.language)
        for b in structure.blocks
    ]
    marks = [_trimmed(m.span, m.kind, m.target) for m in structure.marks]
    return json.dumps({"blocks": blocks, "marks": marks}, ensure_ascii=False, separators=(",", ":"))


def _trimmed(span: Span, kind: str, *rest: int | str) -> list[int | str]:
    fields: list[int | str] = [span.start, span.end, kind, *rest]
    while len(fields) > _NEEDED and not fields[-1]:
        fields.pop()
    return fields


_NEEDED = 3  # start, end, kind
_BLOCK_KINDS = {str(kind): kind for kind in BlockKind}
_MARK_KINDS = {str(kind): kind for kind in MarkKind}


def decode_structure(record: str, length: int) -> Structure:
    """Return what `encode_structure` was given, of a text of `length` code points.

    Raises BadRecord where the fields are not of their types, or a span is not in the text.
    """
    loaded = _loaded(record)
    if not isinstance(loaded, dict) or loaded.keys() != {"blocks", "marks"}:
        raise BadRecord("structure")
    try:
        blocks = tuple(_block(*fields) for fields in loaded["blocks"])
        marks = tuple(_mark(*fields) for fields in loaded["marks"])
    except (TypeError, ValueError, LookupError) as error:
        raise BadRecord("structure") from error
    end = 0
    for block in blocks:
        if block.span.start < end:
            raise BadRecord("blocks out of order")
        end = block.span.end
    if max(end, *(mark.span.end for mark in marks), 0) > length:
        raise BadRecord("a span beyond the text")
    return Structure(blocks, marks)


def _block(
    start: int,
    end: int,
    kind: str,
    level: int = 0,
    quote: int = 0,
    indent: int = 0,
    marker: str = "",
    language: str = "",
) -> Block:
    if not (type(level) is type(quote) is type(indent) is int and min(level, quote, indent) >= 0):
        raise BadRecord("depth")
    if not type(marker) is type(language) is str:
        raise BadRecord("marker")
    return Block(_span(start, end), _BLOCK_KINDS[kind], level, quote, indent, marker, language)


def _mark(start: int, end: int, kind: str, target: str = "") -> Mark:
    if type(target) is not str:
        raise BadRecord("target")
    return Mark(_span(start, end), _MARK_KINDS[kind], target)


def _span(start: int, end: int) -> Span:
    if not type(start) is type(end) is int:
        raise BadRecord("span")
    return Span(start, end)


def _loaded(record: str) -> object:
    try:
        loaded: object = json.loads(record)
    except (ValueError, RecursionError) as error:
        raise BadRecord("JSON") from error
    return loaded
