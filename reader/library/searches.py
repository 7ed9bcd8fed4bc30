"""What is asked of a library beside a search: history, saved searches, what articles are about."""

import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.beside import ProcessFailed
from reader.config import cache_folder
from reader.database.base import Database
from reader.entities.nouns import NAMED
from reader.errors import SearchUnknown
from reader.i18n import tr
from reader.library.suggesting import Suggester
from reader.model import ArticleSummary, Listing
from reader.model.search import Hit, Results, SavedSearch, Suggestion
from reader.text.find import Hits
from reader.text.fold import fold
from reader.text.normalise import one_line
from reader.text.query import Field, Match, Term, leaves, parse, terms
from reader.text.query.lexer import could_be_word
from reader.text.query.printer import quoted
from reader.text.snippet import Highlighter
from reader.text.stopwords import STOPWORDS

if TYPE_CHECKING:
    from reader.searching.apart import SearchProcess
    from reader.text.segment import Analyzer

_AT_ONCE = 1_000
"""Articles that are looked at while what searches is being loaded."""
_SAVED = "@"
"""Before the name of a saved search where a query may stand."""
_FRESH = 30.0
"""Seconds for which titles, tags and names are remembered."""
_MOST_ENTITIES = 20_000
"""Entities that may be meant: the most mentioned."""
_CANDIDATES, _TELLING = 40, 8
_IN_TITLE = 2
"""How many times in the text a word in the title counts for."""
_LOOKED_AT = 20_000
"""Code points of an article by which is told what it is about."""


class SearchLibrary:
    """The searches of a person, kept in the library. Every method may raise a LibraryError."""

    def __init__(
        self,
        database: Database,
        count: Callable[[str], int],
        beginning: Callable[[str], Sequence[str]],
        beside: "Callable[[], SearchProcess | None]" = lambda: None,
    ) -> None:
        """Take the store, what counts the articles that a query finds, and what tells words.

        `beginning` returns the words of the library that begin as asked, folded; `beside` the
        process in which to do what would keep keys waiting, if there is one.
        """
        self._database = database
        self._count = count
        self._beginning = beginning
        self._beside = beside
        self._suggester: Suggester | None = None
        self._made = 0.0

    def history(self) -> list[str]:
        """Return the last queries, each once, the last one first."""
        return self._database.searches.history()

    def note(self, query: str) -> None:
        """Remember that `query` was searched for; white space only is not remembered."""
        if query.strip():
            self._database.searches.note(query.strip())

    def saved(self) -> list[SavedSearch]:
        """Return the saved searches, by name."""
        return self._database.searches.saved()

    def save(self, name: str, query: str) -> SavedSearch:
        """Save `query` under `name`, in place of the one that had it; return what was saved."""
        search = SavedSearch(one_line(name).lstrip(_SAVED), query.strip())
        if not search.name or not search.query:
            raise SearchUnknown(tr("A saved search needs a name and a query."))
        self._database.searches.save(search)
        return search

    def delete(self, name: str) -> None:
        """Delete a saved search. Raises SearchUnknown where there is none of the name."""
        if not self._database.searches.delete(name):
            raise SearchUnknown(tr("No search is saved as “{name}”.").format(name=name))

    def resolved(self, query: str) -> str:
        """Return the query that `@name` stands for; any other as it is. Raises SearchUnknown."""
        if not query.startswith(_SAVED):
            return query
        return self.named(query).query

    def named(self, name: str) -> SavedSearch:
        """Return the search saved as `name`, or as `@name`. Raises SearchUnknown."""
        name = name.removeprefix(_SAVED)
        for search in self.saved():
            if search.name == name:
                return search
        raise SearchUnknown(tr("No search is saved as “{name}”.").format(name=name))

    def at_once(self, query: str, limit: int) -> Results | None:
        """Return what titles, authors, sources and tags tell while what searches is being loaded.

        None once that is there, and for a query of more than plain words and phrases. Of the
        articles with the longest of these the first thousand are looked at for the others.
        """
        beside = self._beside()
        if beside is None or beside.is_ready:
            return None
        parts = list(leaves(parse(query).root))
        words = [
            fold(leaf.text)
            for leaf, holds in parts
            if holds and isinstance(leaf, Term) and _is_plain(leaf)
        ]
        if not words or len(words) < len(parts):
            return None
        rows = self._database.listing(Listing(text=max(words, key=len)), 0, _AT_ONCE)
        found = [row for row in rows if all(word in _said_of(row) for word in words)]
        hits = tuple(Hit(row, 0.0, True, (), 0) for row in found[:limit])
        told = tr("Titles and tags first; the texts follow.")
        return Results(query, hits, len(found), len(found), notes=(told,))

    def highlights(self, text: str, query: str) -> Hits:
        """Return where in the text of an article stands what `query` asks for."""
        if beside := self._beside():
            with suppress(ProcessFailed):
                return beside.highlights(text, query)
        from reader.searching.plan import Planner

        highlighter = Highlighter(terms(parse(query).root), Planner(self._analyzer()).pieces)
        return highlighter.hits(fold(text))

    def more_like(self, article: str) -> str:
        """Return a query for articles about the same as this one; empty where that is unclear.

        It asks for the words that are most telling: frequent here, rare elsewhere, but not
        nowhere (tf-idf: Spärck Jones, 1972).
        """
        if beside := self._beside():
            with suppress(ProcessFailed):
                return beside.more_like(article)
        found = self._database.article(article)
        title = found.summary.title
        words = self._analyzer().words
        counts = Counter(words(fold(found.text[:_LOOKED_AT])))
        for word in words(fold(title)):
            counts[word] += _IN_TITLE
        likely = [word for word, _ in counts.most_common(_CANDIDATES) if could_be_telling(word)]
        articles = self._database.count(Listing())

        elsewhere = {word: self._count(quoted(word)) for word in likely}

        def weight(word: str) -> float:
            return counts[word] * math.log((1 + articles) / elsewhere[word])

        shared = [word for word in likely if elsewhere[word] > 1]
        return " ".join(sorted(shared, key=weight, reverse=True)[:_TELLING])

    def _analyzer(self) -> "Analyzer":
        from reader.text.segment import load_analyzer

        return load_analyzer(str(cache_folder()))

    def suggestions(
        self, query: str, *, found: bool, stopped: Callable[[], bool] = lambda: False
    ) -> list[Suggestion]:
        """Return what a person may have meant by `query`: by its sound or its spelling.

        Spelling is looked at only where nothing was `found`. Done in another process, it is given
        up once `stopped`; raises SearchStopped then.
        """
        if beside := self._beside():
            with suppress(ProcessFailed):
                return beside.suggestions(query, found=found, stopped=stopped)
        if self._suggester is None or time.monotonic() - self._made > _FRESH:
            tags = [tag.name for tag in self._database.tags()]
            titles = self._database.searches.titles()
            entities = self._database.entities.known_names(NAMED, _MOST_ENTITIES)
            self._suggester = Suggester(titles, tags, entities)
            self._made = time.monotonic()
        by_sound = self._suggester.by_sound(query)
        if found or by_sound:
            return by_sound

        def exists(word: str) -> bool:
            return self._count(quoted(word)) > 0

        return self._suggester.instead(query, exists, self._beginning)


def _said_of(row: ArticleSummary) -> str:
    return fold("\n".join((row.title, row.author, row.source, *row.tags)))


def _is_plain(term: Term) -> bool:
    return term.field is Field.ANY and term.match in (Match.WORD, Match.PHRASE)


def could_be_telling(word: str) -> bool:
    """Tell whether a word says what a text is about: more than a character or a number."""
    return len(word) > 1 and not word.isdigit() and word not in STOPWORDS and could_be_word(word)
