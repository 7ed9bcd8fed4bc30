"""A query as a tree of frozen values.

Each node knows its span in the text it was read from; two nodes are equal wherever they stand.
"""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from reader.model import Span
from reader.text.query.fields import DateField, Field, Property

_NOWHERE = Span(0, 0)


class Match(StrEnum):
    """How a term is compared; always folded."""

    WORD = "word"
    """One or several words written without spaces, as Chinese is: the analyzer cuts them."""
    PHRASE = "phrase"
    """These characters one after the other."""
    PREFIX = "prefix"
    """Words that begin so."""
    FUZZY = "fuzzy"
    """Words that differ by one edit at most."""


@dataclass(frozen=True, slots=True)
class Term:
    """Something to be found."""

    text: str
    """As it was typed, in NFC; never empty or white space alone."""
    match: Match = Match.WORD
    field: Field = Field.ANY
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class When:
    """A range of dates; `bounds` tells which.

    Each end is a date as precise as it was given (`2023`, `2023-01`, `2023-01-17`, all of it
    within the range), a time before today (`7d`, `2w`, `3m`, `1y`), or empty for an open end.
    """

    field: DateField
    since: str
    until: str
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Has:
    """Something an article is or has."""

    property: Property
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """What must not hold."""

    child: "Node"
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Things written one after the other.

    Words (terms of `Match.WORD` in `Field.ANY`) rank: articles with all of them come first, but
    where there are words one of them is enough. Everything else must hold: phrases, prefixes,
    fields, dates, properties, what is excluded, and groups in brackets.
    """

    children: tuple["Node", ...]
    """Two or more; none is itself ranked."""
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class All:
    """Every one of the children must hold, words too."""

    children: tuple["Node", ...]
    """Two or more; none is itself of this type."""
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Any:
    """One of the children must hold."""

    children: tuple["Node", ...]
    """Two or more; none is itself of this type."""
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


Node = Term | When | Has | Not | Ranked | All | Any
Leaf = Term | When | Has
Group = Ranked | All | Any


class Problem(StrEnum):
    """What was not read as it was written."""

    UNKNOWN_FIELD = "unknown field"
    """Read as words."""
    UNKNOWN_VALUE = "unknown value"
    """Of a date, `is:`, `has:`; left out."""
    NO_VALUE = "no value"
    """Nothing behind a field's colon; left out."""
    LONE_OPERATOR = "lone operator"
    """AND, OR, NOT without what it joins; left out."""
    LONE_WILDCARD = "lone wildcard"
    """`*` or `~` not at the end of a word; left out."""
    UNCLOSED_QUOTE = "unclosed quote"
    """The phrase goes to the end."""
    UNCLOSED_BRACKET = "unclosed bracket"
    """Closed at the end."""
    UNOPENED_BRACKET = "unopened bracket"
    """Left out."""
    TOO_DEEP = "too deep"
    """Brackets in brackets in brackets…: the innermost are left out."""
    TOO_LONG = "too long"
    """What is behind the limit is left out."""


@dataclass(frozen=True, slots=True)
class Note:
    """A part of a query that was not read as it was written."""

    problem: Problem
    text: str
    """What was written: a field's name, an operator, a value."""
    nearest: str = ""
    """For an unknown field or value, the known one that is nearest; may be empty."""
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was read."""

    text: str
    root: Node | None
    """None where nothing is asked for."""
    notes: tuple[Note, ...] = ()


def leaves(node: Node | None) -> Iterator[tuple[Leaf, bool]]:
    """Yield the leaves below `node` in order, each with whether it is to hold (or must not)."""
    yield from _leaves(node, True)


def _leaves(node: Node | None, wanted: bool) -> Iterator[tuple[Leaf, bool]]:
    match node:
        case None:
            return
        case Not(child=child):
            yield from _leaves(child, not wanted)
        case Ranked() | All() | Any():
            for child in node.children:
                yield from _leaves(child, wanted)
        case _:
            yield node, wanted


def terms(node: Node | None) -> list[Term]:
    """Return the terms that are to be found, each once: what is highlighted."""
    return list(
        dict.fromkeys(leaf for leaf, wanted in leaves(node) if wanted and isinstance(leaf, Term))
    )


def without(node: Node | None, part: Node) -> Node | None:
    """Return the query without `part`, a node of it (that very one), or None if nothing is left."""
    if node is None or node is part:
        return None
    match node:
        case Not():
            child = without(node.child, part)
            return None if child is None else replace(node, child=child)
        case Ranked() | All() | Any():
            return group(type(node), (without(child, part) for child in node.children), node.span)
        case _:
            return node


def narrowed(node: Node | None, by: Node) -> Node:
    """Return the query that asks for `by` as well."""
    both = group(Ranked, (node, by))
    assert both is not None
    return both


def group(
    kind: type[Group], children: Iterable[Node | None], span: Span | None = None
) -> Node | None:
    """Return the children, None left out, as one node: alone or joined, groups of a kind merged."""
    flat: list[Node] = []
    for child in children:
        if isinstance(child, kind):
            flat += child.children
        elif child is not None:
            flat.append(child)
    if len(flat) < 2:
        return flat[0] if flat else None
    around = span or Span(min(one.span.start for one in flat), max(one.span.end for one in flat))
    return kind(tuple(flat), around)
