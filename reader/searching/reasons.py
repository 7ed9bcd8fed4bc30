"""Why a query finds nothing, and what to ask instead."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from reader.i18n import tr
from reader.model.search import Relaxation
from reader.text.query import (
    All,
    Any,
    Field,
    Match,
    Node,
    Not,
    Ranked,
    Term,
    leaves,
    parse,
    to_text,
    without,
)

_MOST = 6
"""Parts of a query that are looked at."""


class Reasons(NamedTuple):
    """See `reader.model.Results`."""

    reasons: tuple[str, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()


def reasons(root: Node | None, count: Callable[[Node], int]) -> Reasons:
    """Return why a query finds nothing; `count` tells how many articles another one finds."""
    parts = [leaf for leaf, wanted in leaves(root) if wanted][:_MOST]
    if root is None or not parts:
        return Reasons()
    counts = [(part, count(part)) for part in parts]
    told = [_reason(part, found) for part, found in counts if not found or len(parts) > 1]
    relaxed = []
    for text, node in _relaxed(root, parts):
        if total := count(node):
            relaxed.append(Relaxation(text, to_text(node), total))
    relaxed.sort(key=lambda one: one.total)
    return Reasons(tuple(told), tuple(relaxed))


def _reason(part: Node, found: int) -> str:
    name = to_text(part)
    if not found:
        if isinstance(part, Term) and part.field is Field.ANY:
            return tr("“{term}” is nowhere.").format(term=part.text)
        return tr("`{part}` holds nowhere.").format(part=name)
    return tr("`{part}` alone: {count}").format(part=name, count=found)


def _relaxed(root: Node, parts: Sequence[Node]) -> Iterator[tuple[str, Node]]:
    """Yield queries that ask for less, each with what is given up."""
    for part in parts:
        if isinstance(part, Term) and part.match is Match.PHRASE:
            words = parse(part.text).root
            if words is not None:
                text = tr("the words of {part}, not the phrase").format(part=to_text(part))
                yield text, _replaced(root, part, words)
        rest = without(root, part)
        if rest is not None:
            yield tr("without {part}").format(part=to_text(part)), rest


def _replaced(root: Node, part: Node, by: Node) -> Node:
    """Return the query with `by` in place of `part`."""
    if root is part:
        return by
    match root:
        case Ranked() | All() | Any():
            children = tuple(_replaced(child, part, by) for child in root.children)
            return replace(root, children=children)
        case Not():
            return replace(root, child=_replaced(root.child, part, by))
        case _:
            return root
