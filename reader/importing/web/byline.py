"""Author, source and date of a page: what it shows, weighed against what it says for machines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from reader.importing import metadata
from reader.importing.clutter import bare
from reader.importing.dates import parse_date, parse_relative
from reader.importing.sayings import saying
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
_LONGEST_BYLINE = 80
_ADDRESS_DATE = re.compile(r"/((?:19|20)\d\d)[-/_]?([01]\d)[-/_]?([0-3]\d)(?=\D)")


@dataclass(frozen=True, slots=True)
class Shown:
    """The lines of a page by where they stand."""

    above: Sequence[str]
    """Between the title and the text."""
    titled: bool
    """Whether the title stands on the page, above them."""
    text: Sequence[str]
    below: Sequence[str]
    """Right below the text, and still about it."""
    page: Sequence[str]
    """All of them."""

    @property
    def near(self) -> list[str]:
        """The text with the lines that describe it."""
        return [*self.above, *self.text, *self.below]


def around(lines: Sequence[str], first: int, last: int, title: str) -> Shown:
    """Return `lines`, of which the text is `first` to `last`, by where they stand."""
    wanted = bare(title)
    begin = max(first - _ABOVE, 0)
    found = (index for index in range(begin, first) if wanted and bare(lines[index]) == wanted)
    index = next(found, None)
    above = lines[begin if index is None else index + 1 : first]
    below = takewhile(lambda line: saying(line) not in _ENDS, lines[last + 1 : last + 1 + _BELOW])
    return Shown(above, index is not None, lines[first : last + 1], list(below), lines)


def find_author(shown: Shown, described: Description) -> str:
    """Return who wrote it, or an empty string."""
    lines = shown.near
    written = metadata.find_author(lines) or next(
        filter(None, map(metadata.find_signature, reversed(lines[-2 * _BELOW :]))), ""
    )
    if written:
        return metadata.cleaned_author(written)
    short = [line for line in lines if len(line) <= _LONGEST_BYLINE]
    editors = bare("".join(line for line in short if saying(line) is Clutter.EDITOR))
    outlets = {bare(each) for each in (described.source, described.site, *described.parts[1:])}
    above = [line for line in shown.above if len(line) <= _LONGEST_BYLINE]
    named = [_original(above, described.source)]
    named += [name for name in described.named if _is_in(name, short)]
    named += [name for name in described.profiles if _is_in(name, above)]
    for said in (described.author, *named):
        author = metadata.cleaned_author(said)
        if _may_be_author(author, outlets) and bare(author) not in editors:
            return author
    return ""


def _original(lines: Sequence[str], account: str) -> str:
    """Return who stands between `原创` and the `account` that published it, or nothing."""
    rows = (line.split() for line in lines)
    return next((row[1] for row in rows if row[:1] == ["原创"] and row[2:3] == [account]), "")


def _is_in(name: str, lines: Sequence[str]) -> bool:
    return any(name in line for line in lines)


def _may_be_author(name: str, outlets: set[str]) -> bool:
    """Tell whether `name` names somebody, and not one of the `outlets`.

    The site of a person may be called after them: 竹影的小站.
    """
    own = bare(name)
    return not (
        not own
        or len(name) > _LONGEST
        or _NO_AUTHOR.search(name)
        or any((own in each and f"{own}的" not in each) or each in own for each in outlets if each)
        or metadata.is_organisation(name)
    )


def find_source(shown: Shown, described: Description, title: str) -> str:
    """Return the outlet that what is titled `title` first appeared in, or an empty string."""
    return (
        metadata.find_source(shown.near)
        or metadata.cleaned_source(described.source)
        or metadata.beside_date(shown.near)
        or (metadata.find_outlet(shown.above[:3]) if shown.titled else "")
        or described.site
        or _site(described, title)
    )[:100]


def _site(described: Description, title: str) -> str:
    """Return the last part of `<title>`, which names the site, unless it is the title."""
    last = described.parts[-1] if len(described.parts) > 1 else ""
    last = re.split(r"\s*[-–—]\s*", last)[-1]
    return last if 2 <= len(last) <= 16 and bare(last) not in bare(title) else ""


def find_date(shown: Shown, described: Description, now: datetime | None) -> str:
    """Return when it appeared, in ISO 8601, or an empty string.

    What the page shows above wins over what it says, unless that is the same day to the minute;
    what it says over what stands below.
    """
    above = metadata.find_date([*shown.above, *shown.text])
    said = described.date
    if above and not ("T" in said and said.startswith(above)):
        return above
    return (
        said
        or metadata.find_date(shown.below)
        or described.script_date
        or _relative(shown.near, now)
        or metadata.find_published(shown.page)
        or _in_address(described.url)
    )


def _relative(lines: Sequence[str], now: datetime | None) -> str:
    if now is None:
        return ""
    short = (line for line in lines[:_ABOVE] if len(line) <= 60)
    return next(filter(None, (parse_relative(line, now) for line in short)), "")


def _in_address(url: str) -> str:
    match = _ADDRESS_DATE.search(url)
    return parse_date("-".join(match.groups())) if match else ""
