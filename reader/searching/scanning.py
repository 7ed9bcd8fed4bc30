"""Where a query holds in articles that the index does not know yet: the texts are looked through.

What is found is what an index would find, save that words are looked for as stretches of text.
"""

import re
import time
from collections.abc import Iterable
from math import log
from typing import NamedTuple

from reader.search.base import Stopped
from reader.searching.holding import Facts, check_wanted
from reader.searching.plan import Planner, ranks, wanted_terms
from reader.searching.texts import FoldedText
from reader.text.edits import edited
from reader.text.fold import fold
from reader.text.query import All, Any, Field, Match, Node, Not, Ranked, Term

_SECONDS = 1.0
"""What looking through texts may take; what is left then is told as not looked at."""
_ASKED_EVERY = 20  # articles
_IN_TITLE, _BESIDE = 2.0, 1.0


class Seen(NamedTuple):
    """An article that was found by looking through it."""

    key: int
    score: float
    complete: bool


class Scan:
    """Looks through articles for one query."""

    def __init__(self, facts: Facts, planner: Planner, root: Node) -> None:
        self._facts = facts
        self._planner = planner
        self._root = root
        self._terms = list(wanted_terms(root))

    def through(self, keys: Iterable[int], stopped: Stopped) -> tuple[list[Seen], set[int]]:
        """Return what is found among `keys`, and which of them were looked at in the time."""
        found = []
        looked = set()
        begun = time.monotonic()
        for number, article in enumerate(self._facts.texts.of(keys)):
            if number % _ASKED_EVERY == 0:
                check_wanted(stopped)
                if time.monotonic() - begun > _SECONDS:
                    break
            looked.add(article.key)
            if self._holds(self._root, article):
                found.append(self._seen(article))
        return found, looked

    def _seen(self, article: FoldedText) -> Seen:
        words = [word for term in self._terms for word in self._planner.words(term.text)]
        score = sum(
            log(1 + article.folded.count(word))
            + _IN_TITLE * (word in article.folded_title)
            + _BESIDE * (word in article.folded_beside)
            for word in words
        )
        complete = all(_has(article, word) for word in words)
        return Seen(article.key, score, complete)

    def _holds(self, node: Node, article: FoldedText) -> bool:
        match node:
            case Not():
                return not self._holds(node.child, article)
            case All():
                return all(self._holds(child, article) for child in node.children)
            case Any():
                return any(self._holds(child, article) for child in node.children)
            case Ranked():
                words = [one for one in node.children if isinstance(one, Term) and ranks(one)]
                others = [one for one in node.children if one not in words]
                either = not words or any(self._some(word, article) for word in words)
                return either and all(self._holds(child, article) for child in others)
            case Term(field=Field.ANY | Field.TITLE):
                return (
                    self._some(node, article) if node is self._root else self._term(node, article)
                )
            case _:
                return article.key in self._facts.keys_with(node)

    def _some(self, term: Term, article: FoldedText) -> bool:
        """Tell whether an article has any word of a term, which is enough where words rank."""
        if not ranks(term):
            return self._term(term, article)
        words = self._planner.words(term.text)
        return any(_has(article, word) for word in words)

    def _term(self, term: Term, article: FoldedText) -> bool:
        folded = fold(term.text)
        texts = [article.folded_title]
        if term.field is not Field.TITLE:
            texts.append(article.folded)
        match term.match:
            case Match.WORD:
                words = self._planner.words(term.text) or [folded]
                if term.field is Field.ANY:
                    return all(_has(article, word) for word in words)
                return all(word in article.folded_title for word in words)
            case Match.FUZZY:
                return any(map(re.compile(edited(folded)).search, texts))
            case _:
                return any(folded in text for text in texts)


def _has(article: FoldedText, word: str) -> bool:
    """Tell whether a folded word stands in an article or in what is said of it."""
    texts = (article.folded, article.folded_title, article.folded_beside)
    return any(word in text for text in texts)
