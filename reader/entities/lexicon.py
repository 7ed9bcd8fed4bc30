"""The names that are known: plain text anyone can edit, and how they are found in a text.

    # what follows a number sign is a remark
    [ORG]
    腾讯 | Tencent | 腾讯公司 | ?鹅厂

A line in brackets names the type of the lines below it: PERSON, ORG, PRODUCT, PLACE, WORK, EVENT,
TERM, DATE, MONEY, QUANTITY, or IGNORE for what is no name though it looks like one (发展中国家).
Each other line is a canonical name and its aliases. Script, width, case and blanks beside Chinese
characters or digits make no difference. A name with `?` before it is an ordinary word too: it
counts only where the article gives another reason to take it for a name.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from reader.entities import data
from reader.i18n import tr
from reader.model.entity import EntityType
from reader.text.fold import fold

_SUFFIX = ".lexicon.txt"
_IGNORE = "IGNORE"
_LONGEST = 60  # code points of a name
_PREFIX = 2

_SECTION = re.compile(r"\[([A-Za-z]+)\]")
# Authors write GPT-3, GPT 3 and GPT3; 无界 AI and 无界AI.
_LOOSE = re.compile(
    "(?<=[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[ \u00a0]+(?=[a-z0-9])"
    "|(?<=[a-z0-9+.%)])[ \u00a0]+(?=[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
    "|(?<=[a-z])[ -](?=[0-9])|(?<=[a-z0-9])-(?=[a-z])|(?<=[a-z]) +(?=[a-z])|[·•‧・]"
)


class Entry(NamedTuple):
    """One line of a lexicon."""

    name: str
    """The canonical name."""
    type: EntityType | None
    """None for what is no name."""
    aliases: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    """Those of all the names that are ordinary words too."""


class Problem(NamedTuple):
    """A line of a lexicon that is not used."""

    line: int
    """Counted from 1."""
    content: str
    reason: str
    """What is wrong with it, in the user's language."""


class Known(NamedTuple):
    """What a surface form stands for."""

    name: str
    type: EntityType | None
    surface: str
    """The alias as the lexicon writes it."""
    doubtful: bool = False
    by_user: bool = False


class Match(NamedTuple):
    """A known name in a text."""

    start: int
    end: int
    known: Known


def parse_lexicon(text: str) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return what the lines of `text` say, and the lines that say nothing we understand."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    section: EntityType | str | None = None
    for number, row in enumerate(text.splitlines(), 1):
        line = (
            row.lstrip("\ufeff").partition("#")[0].strip() if "#" in row else row.strip("\ufeff \t")
        )
        if not line:
            continue
        heading = _SECTION.fullmatch(line)
        if heading:
            name = heading[1].upper()
            if name in EntityType.__members__ or name == _IGNORE:
                section = EntityType[name] if name != _IGNORE else _IGNORE
            else:
                section = None
                problems.append(Problem(number, row, tr("no type is called so")))
            continue
        if section is None:
            problems.append(Problem(number, row, tr("it stands below no type, such as [ORG]")))
            continue
        entry = _entry(line, None if section == _IGNORE else EntityType(section))
        if isinstance(entry, Entry):
            entries.append(entry)
        else:
            problems.append(Problem(number, row, entry))
    return tuple(entries), tuple(problems)


def _entry(line: str, kind: EntityType | None) -> Entry | str:
    """Return what a line says, or what is wrong with it."""
    names = [name.strip() for name in line.split("|")]
    plain = [name.lstrip("?").strip() for name in names]
    if not all(loose(name) for name in plain):
        return tr("a name is missing between the strokes")
    if max(map(len, plain)) > _LONGEST:
        return tr("a name is longer than {most} characters").format(most=_LONGEST)
    doubtful = tuple(name for name, given in zip(plain, names, strict=True) if given[0] == "?")
    return Entry(plain[0], kind, tuple(dict.fromkeys(plain[1:])), doubtful)


class Lexicon:
    """Names by their surface forms, and where they stand in a text."""

    def __init__(self, entries: Iterable[Entry], *, by_user: bool = False) -> None:
        """Take what was parsed; of two entries for one form, the later one holds."""
        self._known: dict[str, Known] = {}
        for entry in entries:
            for surface in (entry.name, *entry.aliases):
                self._known[loose(surface)] = Known(
                    entry.name, entry.type, surface, surface in entry.doubtful, by_user
                )
        self._lengths = _lengths(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def overlaid(self, above: "Lexicon") -> "Lexicon":
        """Return both together; where they differ, `above` holds."""
        both = Lexicon(())
        both._known = self._known | above._known
        both._lengths = _lengths(both._known)
        return both

    def get(self, surface: str) -> Known | None:
        """Return what a surface form stands for, if it is known."""
        return self._known.get(loose(surface))

    def find(self, text: str, folded: str) -> Iterator[Match]:
        """Yield the known names of a text in order of their beginnings: the longest at each."""
        joined, offsets = squeeze(folded)
        known, lengths = self._known, self._lengths
        for start in range(len(joined) - 1):
            possible = lengths.get(joined[start : start + _PREFIX])
            if possible is None:
                continue
            for length in possible:
                form = joined[start : start + length]
                entry = known.get(form) if len(form) == length else None  # none beyond the end
                if entry is None:
                    continue
                begin, end = offsets[start], offsets[start + length - 1] + 1
                if _stands_alone(folded, begin, end, entry.type) and _cased(
                    text[begin:end], entry.surface
                ):
                    yield Match(begin, end, entry)
                    break


@lru_cache(maxsize=8192)  # a text names the same again and again
def loose(surface: str) -> str:
    """Return `surface` without what authors write differently."""
    return _LOOSE.sub("", fold(surface.strip()))


def squeeze(folded: str) -> tuple[str, list[int] | range]:
    """Return a folded text as `loose` would have it, and the offset each of its characters had."""
    if not _LOOSE.search(folded):
        return folded, range(len(folded))
    parts: list[str] = []
    offsets: list[int] = []
    last = 0
    for match in _LOOSE.finditer(folded):
        parts.append(folded[last : match.start()])
        offsets.extend(range(last, match.start()))
        last = match.end()
    parts.append(folded[last:])
    offsets.extend(range(last, len(folded)))
    return "".join(parts), offsets


def _lengths(known: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return the lengths of the forms that begin with each pair of characters, longest first."""
    lengths: dict[str, set[int]] = {}
    for form in known:
        lengths.setdefault(form[:_PREFIX], set()).add(len(form))
    return {prefix: tuple(sorted(found, reverse=True)) for prefix, found in lengths.items()}


def _is_latin(char: str) -> bool:
    return char.isalnum() and char < "\u0250"


def _stands_alone(folded: str, start: int, end: int, kind: EntityType | None) -> bool:
    """Tell whether no Latin word or number is cut at either end."""
    if start and _is_latin(folded[start]) and _is_latin(folded[start - 1]):
        return False
    if end == len(folded) or not _is_latin(folded[end - 1]):
        return True
    after = folded[end]
    if kind is EntityType.PRODUCT and after.isdigit() and not folded[end - 1].isdigit():
        return True  # Qwen3: a version
    if _is_latin(after):
        return False
    # GPT is not GPT-4.
    more = folded[end + 1 : end + 2]
    return not (after in "-." and more.isdigit() and not folded[end - 1].isdigit())


def _cased(found: str, surface: str) -> bool:
    """Tell whether the case fits: `it` is not IT, `who` not WHO; `facebook` is Facebook."""
    short = surface.isascii() and surface.isupper() and len(surface) <= 5
    return not short or not found.islower()


@cache
def built_in() -> Lexicon:
    """Return the names that come with the recogniser."""
    entries: list[Entry] = []
    for name in data.files(_SUFFIX):
        parsed, problems = parse_lexicon(data.text(name))
        assert not problems, (name, problems)
        entries.extend(parsed)
    return Lexicon(entries)
