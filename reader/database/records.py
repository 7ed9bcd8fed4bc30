"""How values of the model are written in columns, and read back with distrust."""

import json
from collections.abc import Sequence
from operator import le
from typing import Any

from reader.model import (
    ArticleSummary,
    Block,
    BlockKind,
    Clutter,
    Document,
    Mark,
    MarkKind,
    Removed,
    Span,
    Structure,
)

_COLUMNS = (
    *("id", "title", "author", "source", "date", "url", "path", "language", "chars", "digest"),
    *("added", "modified", "read", "starred", "progress", "seconds"),
)
SUMMARY = ", ".join(
    [
        *(f"article.{name}" for name in _COLUMNS),
        "(SELECT group_concat(name, char(10)) FROM tag WHERE tag.article = article.key)",
        "(SELECT count(*) FROM annotation"
        " WHERE annotation.article = article.key AND annotation.deleted = '')",
        "(SELECT group_concat(coalesce(nullif(twin.source, ''), twin.title), char(10)) FROM alike"
        " JOIN article AS twin ON twin.key = alike.one + alike.other - article.key"
        # The `+` keeps SQLite from walking through all pairs that are linked.
        " WHERE (one = article.key OR other = article.key) AND +verdict = 'linked')",
    ]
)
"""What `summary_of` takes, to be selected from `article`."""


class BadRecord(ValueError):
    """A column holds what we never wrote there."""


def summary_of(row: tuple[Any, ...]) -> ArticleSummary:
    """Return the summary that a row of `SUMMARY` stands for."""
    *described, read, starred, progress, seconds, tags, annotations, also = row
    names = tuple(sorted(tags.split("\n"))) if tags else ()
    places = tuple(sorted(set(also.split("\n")))) if also else ()
    marked = (bool(read), bool(starred), progress)
    return ArticleSummary._make((*described, *marked, names, annotations, seconds, places))


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


def encode_removed(removed: Sequence[Removed]) -> str:
    """Return `removed` as compact JSON: an array of fields for each line."""
    return json.dumps(removed, ensure_ascii=False, separators=(",", ":"))


def decode_removed(record: str, length: int) -> tuple[Removed, ...]:
    """Return what `encode_removed` was given, beside a text of `length` code points.

    Raises BadRecord where the fields are not of their types, or an offset is not in the text.
    """
    try:
        removed = [
            Removed(offset, text, Clutter(reason)) for offset, text, reason in _loaded(record)
        ]
    except (TypeError, ValueError) as error:
        raise BadRecord("removed") from error
    _demand(int, [each.offset for each in removed])
    _demand(str, [each.text for each in removed])
    if any(not 0 <= each.offset <= length for each in removed):
        raise BadRecord("removed")
    return tuple(removed)


def _trimmed(span: Span, kind: str, *rest: int | str) -> list[int | str]:
    fields: list[int | str] = [span.start, span.end, kind, *rest]
    while len(fields) > _NEEDED and not fields[-1]:
        fields.pop()
    return fields


_NEEDED = 3  # start, end, kind
_BLOCK_DEFAULTS = (0, 0, 0, "", "")  # level, quote, indent, marker, language
_MARK_DEFAULTS = ("",)  # target
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
        blocks = _blocks(_columns(loaded["blocks"], _BLOCK_DEFAULTS), length)
        marks = _marks(_columns(loaded["marks"], _MARK_DEFAULTS), length)
    except (TypeError, ValueError, LookupError, AttributeError) as error:
        raise BadRecord("structure") from error
    return Structure(blocks, marks)


# A long article has ten thousand blocks: they are checked and made by columns, not one by one.


def _columns(rows: list[list[Any]], defaults: tuple[int | str, ...]) -> list[tuple[Any, ...]]:
    """Return the fields of `rows` as one tuple for each field, defaults filled in."""
    width = _NEEDED + len(defaults)
    for row in rows:
        if len(row) < width:
            row.extend(defaults[len(row) - _NEEDED :])
    return list(zip(*rows, strict=True)) or [()] * width


def _blocks(columns: list[tuple[Any, ...]], length: int) -> tuple[Block, ...]:
    starts, ends, kinds, levels, quotes, indents, markers, languages = columns
    _demand(int, starts, ends, levels, quotes, indents)
    _demand(str, markers, languages)
    in_order = all(map(le, ends, starts[1:]))
    if not in_order or max(ends, default=0) > length:
        raise BadRecord("blocks")
    if min((*levels, *quotes, *indents), default=0) < 0:
        raise BadRecord("depths")
    spans = map(Span, starts, ends)
    known = map(_BLOCK_KINDS.__getitem__, kinds)
    return tuple(map(Block, spans, known, levels, quotes, indents, markers, languages))


def _marks(columns: list[tuple[Any, ...]], length: int) -> tuple[Mark, ...]:
    starts, ends, kinds, targets = columns
    _demand(int, starts, ends)
    _demand(str, targets)
    if max(ends, default=0) > length:
        raise BadRecord("marks")
    return tuple(map(Mark, map(Span, starts, ends), map(_MARK_KINDS.__getitem__, kinds), targets))


def _demand(kind: type, *columns: Sequence[Any]) -> None:
    """Raise BadRecord unless every field is of exactly `kind`: True is no number."""
    if any(set(map(type, column)) - {kind} for column in columns):
        raise BadRecord(kind.__name__)


def _loaded(record: str) -> Any:
    try:
        return json.loads(record)
    except (ValueError, RecursionError) as error:
        raise BadRecord("JSON") from error
