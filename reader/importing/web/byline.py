"""Author, source and date of a page: what it shows, weighed against what it says for machines."""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile

from reader.importing import metadata
from reader.importing.clutter import bare, saying
from reader.importing.dates import parse_date, parse_relative
from reader.importing.web.described import Description
from reader.model import Clutter

_ENDS = frozenset({Clutter.COMMENTS, Clutter.RELATED, Clutter.SHARING})
_ABOVE, _BELOW = 16, 10  # lines around the text
_NO_AUTHOR = re.compile(
    r"^\d+$|^(?:admin|administrator|editor|root|user|佚名|匿名|未知|管理员|小编|网络|本站)$|"
    r"\.(?:com|net|cn|org)\b|^https?:",
    re.IGNORECASE,
)
_LONGEST = 40  # code points
_ADDRESS_DATE = re.compile(r"/((?:19|20)\d\d)[-/_]?([01]\d)[-/_]?([0-3]\d)(?=\D)")


def around(lines: Sequence[str], first: int, last: int, title: str) -> list[str]:
    """Return the lines of the text, `first` to `last`, with those that describe it.

    They stand between the title and the text, and right below it.
    """
    wanted = bare(title)
    begin = max(first - _ABOVE, 0)
    above = (index for index in range(begin, first) if wanted and bare(lines[index]) == wanted)
    begin = next(above, begin - 1) + 1
    below = takewhile(lambda line: saying(line) not in _ENDS, lines[last + 1 : last + 1 + _BELOW])
    return [*lines[begin : last + 1], *below]


def find_author(lines: Sequence[str], described: Description) -> str:
    """Return who wrote it, or an empty string."""
    shown = metadata.find_author(lines) or next(
        filter(None, map(metadata.find_signature, reversed(lines[-2 * _BELOW :]))), ""
    )
    if shown:
        return shown
    said = described.author
    names = {bare(each) for each in (described.source, described.site, *described.parts[1:])}
    own = bare(said)
    if (
        not own
        or len(said) > _LONGEST
        or _NO_AUTHOR.search(said)
        or any(own in name or name in own for name in names if name)
        or metadata.is_organisation(said)
    ):
        return ""
    return said


def find_source(lines: Sequence[str], described: Description) -> str:
    """Return the outlet that it first appeared in, or an empty string."""
    return (
        metadata.find_source(lines)
        or metadata.cleaned_source(described.source)
        or metadata.beside_date(lines)
        or described.site
        or _site(described)
    )[:100]


def _site(described: Description) -> str:
    """Return the last part of `<title>`, which names the site."""
    last = described.parts[-1] if len(described.parts) > 1 else ""
    last = re.split(r"\s*[-–—]\s*", last)[-1]
    return last if 2 <= len(last) <= 16 else ""


def find_date(lines: Sequence[str], described: Description, now: datetime | None) -> str:
    """Return when it appeared, in ISO 8601, or an empty string.

    What the page shows wins over what it says, unless that is the same day to the minute.
    """
    shown = metadata.find_date(lines)
    said = described.date
    if shown and not ("T" in said and said.startswith(shown)):
        return shown
    return said or described.script_date or _relative(lines, now) or _in_address(described.url)


def _relative(lines: Sequence[str], now: datetime | None) -> str:
    if now is None:
        return ""
    short = (line for line in lines[:_ABOVE] if len(line) <= 60)
    return next(filter(None, (parse_relative(line, now) for line in short)), "")


def _in_address(url: str) -> str:
    match = _ADDRESS_DATE.search(url)
    return parse_date("-".join(match.groups())) if match else ""
