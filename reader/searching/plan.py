"""What a query asks of an index: which words rank, and what must hold besides."""

from collections.abc import Iterator
from typing import NamedTuple

from reader.search.base import Clauses, IndexField, Lookup, Ranking, Ways, Weighted
from reader.text.fold import fold
from reader.text.grams import grams_within, pairs_of_han
from reader.text.query import All, Any, Field, Match, Node, Not, Ranked, Term
from reader.text.segment import Analyzer, has_chinese
from reader.text.stopwords import STOPWORDS

_WORD, _GRAM, _TITLE, _BESIDE = 1.0, 0.7, 1.0, 0.5
"""What a term is worth by its field: measured, see benchmarks/search_quality.py."""

_BESIDES = (IndexField.ABOUT, IndexField.TAG, IndexField.NOTE, IndexField.ENTITY)
_OF_GRAMS = (IndexField.GRAM, IndexField.TITLE, *_BESIDES)
_OF_WORDS = (IndexField.WORD, IndexField.TITLE, *_BESIDES)


class Plan(NamedTuple):
    """A query, taken apart."""

    words: tuple[Term, ...]
    """What ranks: one of these is enough where there are any."""
    must: tuple[Node, ...]
    """What must hold besides."""


def plan(root: Node) -> Plan:
    """Take a query apart."""
    children = root.children if isinstance(root, Ranked) else (root,)
    words = tuple(child for child in children if isinstance(child, Term) and ranks(child))
    return Plan(words, tuple(child for child in children if child not in words))


def ranks(term: Term) -> bool:
    """Tell whether a term, juxtaposed to others, only ranks."""
    return term.match is Match.WORD and term.field is Field.ANY


def wanted_terms(node: Node) -> Iterator[Term]:
    """Yield the terms below `node` that are looked for in title and text, denied ones left out."""
    match node:
        case Term(field=Field.ANY | Field.TITLE):
            yield node
        case Ranked() | All() | Any():
            for child in node.children:
                yield from wanted_terms(child)
        case Not():
            return


class Planner:
    """Turns words into lookups."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._words: dict[str, list[str]] = {}
        """Of what was asked for before: a search asks some five times."""

    def words(self, text: str) -> list[str]:
        """Return the words of what was typed, folded, those that ask nothing left out.

        All of them where nothing else is left.
        """
        if text not in self._words:
            words = list(dict.fromkeys(self._analyzer.words(fold(text))))
            self._words[text] = [word for word in words if word not in STOPWORDS] or words
        return self._words[text]

    def pieces(self, text: str) -> list[str]:
        """Return what a word as it was typed is found by, for highlighting."""
        words = self.words(text)
        terms = self._analyzer.terms(fold(text))
        return [term for term in dict.fromkeys((*words, *terms)) if term not in STOPWORDS] or words

    def ways(self, word: str) -> Ways:
        """Return the ways in which an article may hold a folded word, in any field."""
        within = [holding(field, word) for field in _OF_GRAMS]
        if has_chinese(word):
            return within
        whole: Clauses = [[Lookup(field, word) for field in _OF_WORDS]]
        if word.isalnum():
            return [whole]
        return [whole, *within]  # `1.2.3` within `v1.2.3`

    def ranking(self, words: tuple[Term, ...]) -> Ranking:
        """Return how to rank by what was typed."""
        terms: dict[Lookup, float] = {}
        for term in words:
            for weighted in self._weighted(term):
                terms[weighted.lookup] = max(weighted.weight, terms.get(weighted.lookup, 0))
        asked = dict.fromkeys(word for term in words for word in self.words(term.text))
        return Ranking(
            [Weighted(lookup, weight) for lookup, weight in terms.items()],
            [self.ways(word) for word in asked],
        )

    def _weighted(self, term: Term) -> Iterator[Weighted]:
        """Yield what a term is ranked by."""
        folded = fold(term.text)
        if term.match is Match.PREFIX and not has_chinese(folded):
            for field, weight in ((IndexField.WORD, _WORD), (IndexField.TITLE, _TITLE)):
                yield Weighted(Lookup(field, folded, prefix=True), weight)
            return
        found = self._analyzer.terms(folded)
        terms = [one for one in found if one not in STOPWORDS] or found
        pairs = [pair for pair in pairs_of_han(folded) if pair not in STOPWORDS]
        for word in terms:
            yield Weighted(Lookup(IndexField.WORD, word), _WORD)
        for pair in pairs:
            yield Weighted(Lookup(IndexField.GRAM, pair), _GRAM)
        for either in (*terms, *pairs):
            yield Weighted(Lookup(IndexField.TITLE, either), _TITLE)
            for field in _BESIDES:
                yield Weighted(Lookup(field, either), _BESIDE)
        if len(folded) == 1 and has_chinese(folded):  # it need be no word of its own
            for field in (IndexField.GRAM, IndexField.TITLE):
                yield Weighted(Lookup(field, folded, prefix=True), _GRAM)


def holding(field: IndexField, stretch: str) -> Clauses:
    """Return what texts with a folded stretch hold in a field of grams.

    Where it is no longer than `reader.text.grams.EXACT`, no other texts do.
    """
    grams = grams_within(stretch)
    if not grams:
        return [[Lookup(field, stretch, prefix=True)]]
    return [[Lookup(field, gram)] for gram in grams]
