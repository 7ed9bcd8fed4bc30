"""Facets as parts of a query: what it asks for already, and how it is narrowed by one."""

from collections.abc import Iterable

from reader.model.search import Facet, FacetKind
from reader.text.fold import fold
from reader.text.query import (
    DateField,
    Field,
    Match,
    Node,
    Term,
    When,
    leaves,
    narrowed,
    parse,
    to_text,
    without,
)


def narrowed_by(query: str, facet: Facet) -> str:
    """Return the query that asks for a facet as well, or no more; as it was typed if it can be."""
    root = parse(query).root
    wanted = _condition(facet)
    asked = next((leaf for leaf, holds in leaves(root) if holds and _same(leaf, wanted)), None)
    if asked is not None:
        return to_text(without(root, asked))
    longer = f"{query.rstrip()} {to_text(wanted)}".lstrip()
    narrow = narrowed(root, wanted)
    return longer if parse(longer).root == narrow else to_text(narrow)


def _condition(facet: Facet) -> Node:
    if facet.kind is FacetKind.YEAR:
        return When(DateField.DATE, facet.value, facet.value)
    return Term(facet.value, Match.PHRASE, Field(facet.kind.value))


def _same(leaf: Node, wanted: Node) -> bool:
    if isinstance(leaf, Term) and isinstance(wanted, Term):
        return leaf.field is wanted.field and fold(leaf.text) == fold(wanted.text)
    return leaf == wanted


def asked_for(root: Node | None, facets: Iterable[Facet]) -> frozenset[tuple[FacetKind, str]]:
    """Return the facets that a query asks for already."""
    asked = [leaf for leaf, holds in leaves(root) if holds]
    return frozenset(
        (facet.kind, facet.value)
        for facet in facets
        if any(_same(leaf, _condition(facet)) for leaf in asked)
    )
