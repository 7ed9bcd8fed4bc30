"""How mentions and corrections are written in columns, and read back with distrust."""

import json
import zlib
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

from reader.database.records import BadRecord
from reader.entities.nouns import Correction, CorrectionKind, Entity
from reader.model import Span
from reader.model.entity import EntityType, Evidence, Mention

_CENT = 100
_TYPES = {str(kind): kind for kind in EntityType}
_EVIDENCE = {str(kind): kind for kind in Evidence}


def encode_mentions(mentions: Sequence[Mention]) -> bytes:
    """Return mentions, in order and apart, as compressed JSON: one array for each field.

    Confidence is kept in hundredths.
    """
    names = list(dict.fromkeys(mention.entity for mention in mentions))
    index = {name: number for number, name in enumerate(names)}
    ends = [0, *(mention.span.end for mention in mentions)]
    columns = [
        names,
        [mention.span.start - end for mention, end in zip(mentions, ends, strict=False)],
        [len(mention.span) for mention in mentions],
        [mention.type.value for mention in mentions],
        [index[mention.entity] for mention in mentions],
        [mention.evidence.value for mention in mentions],
        [round(mention.confidence * _CENT) for mention in mentions],
    ]
    record = json.dumps(columns, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(record.encode())


def decode_mentions(record: bytes) -> tuple[Mention, ...]:
    """Return what `encode_mentions` was given; raises BadRecord for anything else."""
    try:
        names, gaps, lengths, types, entities, evidence, hundredths = json.loads(
            zlib.decompress(record)
        )
        if min(gaps, default=0) < 0 or min(lengths, default=1) < 1:
            raise BadRecord("spans")
        steps = [step for pair in zip(gaps, lengths, strict=True) for step in pair]
        bounds = list(accumulate(steps))
        rows = zip(bounds[::2], bounds[1::2], types, entities, evidence, hundredths, strict=True)
        return tuple(
            Mention(Span(start, end), _TYPES[kind], names[entity], _EVIDENCE[by], sure / _CENT)
            for start, end, kind, entity, by, sure in rows
        )
    except (ValueError, TypeError, LookupError, zlib.error, RecursionError) as error:
        raise BadRecord("mentions") from error


def encode_spans(spans: Iterable[Span]) -> bytes:
    """Return spans, in order and apart, as the numbers between their bounds (LEB128)."""
    numbers = []
    last = 0
    for span in spans:
        numbers += [span.start - last, span.end - span.start]
        last = span.end
    record = bytearray()
    for number in numbers:
        rest = number
        while rest > 0x7F:
            record.append(rest & 0x7F | 0x80)
            rest >>= 7
        record.append(rest)
    return bytes(record)


def decode_spans(record: bytes) -> list[Span]:
    """Return what `encode_spans` was given; raises BadRecord for anything else."""
    numbers: list[int] = []
    number = shift = 0
    for byte in record:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            numbers.append(number)
            number = shift = 0
    if shift or len(numbers) % 2:
        raise BadRecord("spans")
    bounds = list(accumulate(numbers))
    return [Span(*bound) for bound in zip(bounds[::2], bounds[1::2], strict=True)]


def encode_correction(correction: Correction) -> tuple[str, ...]:
    """Return a correction as the columns of its row, key and time aside."""
    return (
        correction.kind.value,
        correction.surface,
        json.dumps(correction.entity, ensure_ascii=False),
        json.dumps(correction.becomes, ensure_ascii=False),
        correction.span,
        correction.article,
    )


def decode_correction(row: Sequence[Any]) -> Correction:
    """Return what `encode_correction` was given; raises BadRecord for anything else."""
    kind, surface, entity, becomes, span, article = row
    try:
        return Correction(
            CorrectionKind(kind), surface, _entity(entity), _entity(becomes), span, article
        )
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise BadRecord("correction") from error


def _entity(record: str) -> Entity | None:
    loaded = json.loads(record)
    if loaded is None:
        return None
    kind, name = loaded
    if not isinstance(name, str):
        raise BadRecord("entity")
    return Entity(_TYPES[kind], name)
