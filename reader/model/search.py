"""The nouns of search: what is found, why, and what may have been meant."""

from enum import StrEnum
from typing import NamedTuple

from reader.model import ArticleSummary, Span
from reader.model.entity import EntityType


class Snippet(NamedTuple):
    """A stretch of an article's text that shows why it was found."""

    text: str
    """`article.text[start : start + len(text)]`, line ends and all."""
    start: int
    """Where it begins in the article's text, in code points."""
    highlights: tuple[Span, ...]
    """What was found, as spans of this snippet's `text`, in order and disjoint."""


class Hit(NamedTuple):
    """An article that a search found."""

    summary: ArticleSummary
    score: float
    """How well it answers; comparable within one search only."""
    complete: bool
    """Whether it holds all words of the query, not only some."""
    snippets: tuple[Snippet, ...]
    """The best first; none where only the title or other metadata was found."""
    matches: int
    """How often what was asked for stands in the text."""


class FacetKind(StrEnum):
    """By what found articles are counted."""

    TAG = "tag"
    SOURCE = "source"
    YEAR = "year"
    ENTITY = "entity"


class Facet(NamedTuple):
    """How many of the found articles share a tag, a source, a year or an entity.

    `kind:"value"` in the query (`date:value` for a year) keeps only these.
    """

    kind: FacetKind
    value: str
    articles: int


class Relaxation(NamedTuple):
    """A search that finds something where the one asked for found nothing."""

    text: str
    """What is given up, in the user's language."""
    query: str
    """What to search for instead."""
    total: int
    """How many articles that finds."""


class Results(NamedTuple):
    """What a search found, and how the query was read."""

    query: str
    """The query as it was typed."""
    hits: tuple[Hit, ...]
    """As many as were asked for, in the order asked for."""
    total: int
    """How many articles there are in all."""
    complete: int
    """How many of them hold all words of the query."""
    facets: tuple[Facet, ...] = ()
    """Of the complete ones if there are any, else of all; by kind, the most frequent first.
    Entities are counted among 2,000 articles at most, or not at all."""
    notes: tuple[str, ...] = ()
    """What in the query was read otherwise than typed, in the user's language."""
    reasons: tuple[str, ...] = ()
    """Why nothing was found, in the user's language."""
    relaxations: tuple[Relaxation, ...] = ()
    """What to search for instead when nothing was found."""
    waiting: int = 0
    """Articles that the index lacks yet: they are looked through one by one."""
    unseen: int = 0
    """Those of them that there was no time to look at: what they hold is not told."""


class Suggestion(NamedTuple):
    """Something that a person may have meant."""

    label: str
    """The words."""
    query: str
    """What to search for."""
    title: str = ""
    """Of an article that holds the words; or the other name by which an entity was found."""
    entity: EntityType | None = None
    """What the name is one of, where an entity is meant."""


class SavedSearch(NamedTuple):
    """A query under a name."""

    name: str
    query: str
    """As it was typed."""
