"""What exports are written in: tables and JSON, of which any part may be other than it should."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from reader.errors import Damaged
from reader.i18n import tr
from reader.importing.decode import decode
from reader.text.normalise import one_line

_LONGEST_HEADER = 2_000  # bytes
_LATEST = 253_402_300_799  # seconds since 1970: the end of the year 9999
_LONGEST_NUMBER = 18  # digits


def header(head: bytes) -> frozenset[str]:
    """Return the names of the columns of a table that begins with `head`, in lower case."""
    line = head[:_LONGEST_HEADER].split(b"\n", 1)[0]
    try:
        names = next(csv.reader([line.decode("utf-8").strip()]), [])
    except (UnicodeDecodeError, csv.Error):
        return frozenset()
    return frozenset(map(_column, names))


def rows(data: bytes, columns: frozenset[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of a table by the names of its columns, in lower case; raises Damaged.

    Each has all `columns`, empty where the table lacks them.
    """
    lines = csv.reader(io.StringIO(decode(data), newline=""))
    try:
        names = list(map(_column, next(lines, [])))
        for line in lines:
            if any(line):
                yield dict.fromkeys((*columns, *names), "") | dict(zip(names, line, strict=False))
    except csv.Error as error:
        raise Damaged(
            tr("It is broken at line {line}: {reason}.").format(
                line=lines.line_num, reason=one_line(str(error))
            )
        ) from error


def _column(name: str) -> str:
    return name.strip(" \t\r\ufeff").lower()


def entries(data: bytes) -> list[dict[str, Any]]:
    """Return the objects of a list in JSON; raises Damaged."""
    try:
        whole = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise Damaged(
            tr("It is no JSON, or only a part of it: {reason}").format(reason=one_line(str(error)))
        ) from error
    listed = whole if isinstance(whole, list) else []
    return [each for each in listed if isinstance(each, dict)]


def text(fields: dict[str, Any], name: str) -> str:
    """Return a field that should be text; empty where it is not."""
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def texts(fields: dict[str, Any], name: str) -> list[str]:
    """Return the texts among a field that should be a list of them."""
    value = fields.get(name)
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def instant(value: object) -> str:
    """Return a moment in ISO 8601, UTC, seconds; empty for what is none.

    It may be in ISO 8601 with or without a zone, or a number since 1970 of seconds, milliseconds
    or microseconds.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:.0f}"
    if not isinstance(value, str):
        return ""
    written = value.strip()
    try:
        if written.isascii() and written.isdigit() and len(written) <= _LONGEST_NUMBER:
            seconds = int(written)
            while seconds > _LATEST:
                seconds //= 1000
            moment = datetime.fromtimestamp(seconds, UTC) if seconds else None
        else:
            moment = datetime.fromisoformat(written.replace(" UTC", "+00:00"))
    except (ValueError, OverflowError, OSError):
        return ""
    if moment is None:
        return ""
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
    except OverflowError:
        return ""
