"""Sentences with their names marked: `[P 王小云]在[O 清华大学]任教。`

The letter says the type. Dates, amounts of money and quantities are not marked by hand: the rules
of `reader.entities.numbers` mark them.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reader.entities import numbers
from reader.model.entity import EntityType
from reader.text.fold import fold

TYPES = {
    "P": EntityType.PERSON,
    "O": EntityType.ORG,
    "R": EntityType.PRODUCT,
    "L": EntityType.PLACE,
    "W": EntityType.WORK,
    "E": EntityType.EVENT,
    "T": EntityType.TERM,
}
_MARKED = re.compile(r"\[([A-Z]) ([^\[\]]+)\]")
_LINKED = re.compile(r"\[([^\[\]]+)\]\(([A-Z]+)[A-Z/]*(\??)[^)]*\)")
_NUMERIC = {EntityType.DATE, EntityType.MONEY, EntityType.QUANTITY}
_LEAST = 0.5  # the rules' confidence


class Name(NamedTuple):
    """A name in a sentence: code points."""

    start: int
    end: int
    type: EntityType


class Sentence(NamedTuple):
    """A sentence and its names, in order and disjoint."""

    text: str
    names: tuple[Name, ...]


def sentences(folder: Path) -> Iterator[Sentence]:
    """Yield the sentences of all files in a folder; lines that begin with `#` are remarks."""
    for file in sorted(folder.glob("*.txt")):
        yield from map(parse, rows(file))


def rows(file: Path) -> Iterator[str]:
    """Yield the lines of a file but for remarks."""
    for row in file.read_text("utf-8").splitlines():
        if row and not row.startswith("#"):
            yield row


def parse(row: str) -> Sentence:
    """Return what a line says. Raises `ValueError` for a type there is not."""
    text, names, last = "", [], 0
    for found in _MARKED.finditer(row):
        if found[1] not in TYPES:
            raise ValueError(f"no type is written {found[1]}: {row}")
        text += row[last : found.start()]
        names.append(Name(len(text), len(text) + len(found[2]), TYPES[found[1]]))
        text += found[2]
        last = found.end()
    text += row[last:]
    if re.search(r"\[[A-Z] ", text):
        raise ValueError(f"a bracket is not closed: {row}")
    return Sentence(text, tuple(names))


def marked_articles(folder: Path) -> Iterator[Sentence]:
    """Yield the lines of the articles in a folder whose names are marked `[王小云](PERSON)`.

    What is marked as doubtful counts as no name, and numbers are the rules' business.
    """
    for file in sorted(folder.glob("*.md")):
        for row in filter(str.strip, file.read_text("utf-8").splitlines()):
            yield _unlinked(row)


def _unlinked(row: str) -> Sentence:
    text, names, last = "", [], 0
    for found in _LINKED.finditer(row):
        text += row[last : found.start()]
        kind = EntityType(found[2])
        if not found[3] and kind not in _NUMERIC:
            names.append(Name(len(text), len(text) + len(found[1]), kind))
        text += found[1]
        last = found.end()
    return Sentence(text + row[last:], tuple(names))


def articles(folder: Path, names: Path) -> Iterator[Sentence]:
    """Yield the Chinese lines of the articles in a folder that `names` lists the names of."""
    everywhere: dict[str, EntityType] = {}
    known = everywhere
    listed: dict[str, dict[str, EntityType]] = {}
    for row in names.read_text("utf-8").splitlines():
        if row.startswith("## "):
            known = everywhere if row == "## *" else listed.setdefault(row[3:], dict(everywhere))
        elif not row.startswith("#"):
            letter, *surfaces = row.split(" | ")
            known |= dict.fromkeys(surfaces, TYPES[letter])
    for number, kinds in listed.items():
        (file,) = folder.glob(f"{number}-*.md")
        ordered = sorted(kinds, key=len, reverse=True)
        form = re.compile("|".join(_bounded(surface) for surface in ordered))
        for row in file.read_text("utf-8").partition("\n---\n")[2].splitlines():
            if len(_HAN.findall(row)) > len(row) / 2:
                text = _MARKDOWN.sub("", row)
                found = form.finditer(text)
                yield Sentence(text, tuple(Name(*m.span(), kinds[m[0]]) for m in found))


_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_MARKDOWN = re.compile(r"^[#>\-*\d. |]+ |\*\*|\]\([^)]*\)|[`\[|]")


def _bounded(surface: str) -> str:
    """Return a pattern for a name that cuts no Latin word or number."""
    before = r"(?<![A-Za-z0-9.-])" if surface[0].isascii() else ""
    after = r"(?![A-Za-z0-9]|[.-][0-9])" if surface[-1].isascii() else ""
    return before + re.escape(surface) + after


def with_numbers(sentence: Sentence) -> Sentence:
    """Return the sentence with the dates and amounts outside its names marked too."""
    taken = {offset for name in sentence.names for offset in range(name.start, name.end)}
    found = [
        Name(one.start, one.end, one.type)
        for one in numbers.find(fold(sentence.text))
        if one.type in _NUMERIC
        and one.confidence >= _LEAST
        and not taken & set(range(one.start, one.end))
    ]
    disjoint: list[Name] = []
    for name in sorted(found, key=lambda one: (one.start, -one.end)):
        if not disjoint or name.start >= disjoint[-1].end:
            disjoint.append(name)
    return Sentence(sentence.text, tuple(sorted([*sentence.names, *disjoint])))
