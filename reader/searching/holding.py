"""Where the parts of a query hold, as sets of articles."""

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import reduce

from reader.database.base import Database
from reader.errors import SearchStopped
from reader.i18n import tr
from reader.search.base import IndexField, Lookup, SearchIndex, Stopped, Ways
from reader.searching.plan import Planner, holding, ranks
from reader.searching.texts import Texts
from reader.text.edits import edited, one_edit
from reader.text.fold import fold
from reader.text.grams import EXACT
from reader.text.query import All, Any, Field, Has, Match, Node, Not, Property, Ranked, Term, When
from reader.text.query.fields import ENTITY_FIELDS
from reader.text.segment import has_chinese

Keys = AbstractSet[int]
Leaf = Term | When | Has

_TEXT = (IndexField.GRAM, IndexField.TITLE)
_WORDS = (IndexField.WORD, IndexField.TITLE)
_ASKED_EVERY = 50  # articles, after which it is asked whether to go on


def check_wanted(stopped: Stopped) -> None:
    """Raise SearchStopped when nobody waits for the answer any more."""
    if stopped():
        raise SearchStopped(tr("The search was stopped."))


class Facts:
    """What the database knows of articles: dates, tags, entities, …; each asked once a search."""

    def __init__(
        self,
        database: Database,
        texts: Texts,
        entities: Callable[[Field, str], Keys],
        now: datetime,
    ) -> None:
        """Take the database, its texts, what tells articles by entities, and the reader's time."""
        self.store = database.search
        self.texts = texts
        self._annotations = database.annotations
        self._entities = entities
        self._now = now
        self._known: dict[Leaf, Keys] = {}

    def keys_with(self, leaf: Leaf) -> Keys:
        """Return the keys of the articles that a leaf asks for which is not in the texts."""
        if leaf not in self._known:
            self._known[leaf] = self._asked(leaf)
        return self._known[leaf]

    def _asked(self, leaf: Leaf) -> Keys:
        match leaf:
            case Term(field=field) if field in ENTITY_FIELDS:
                return self._entities(field, leaf.text)
            case Term(field=Field.NOTE):
                text = fold(leaf.text)
                return {*self._annotations.annotated(text), *self._annotations.annotated(tag=text)}
            case Has(property=Property.NOTE):
                return set(self._annotations.annotated())
            case _:
                return self.store.keys_with(leaf, self._now)


class Indexed:
    """Where a query holds among the articles that an index knows as they are now."""

    def __init__(
        self,
        index: SearchIndex,
        facts: Facts,
        planner: Planner,
        waiting: Keys,
        stopped: Stopped,
    ) -> None:
        """Leave out the articles that are `waiting`: the index knows them as they were."""
        self._index = index
        self._facts = facts
        self._planner = planner
        self._waiting = waiting
        self._stopped = stopped
        self._every: Keys | None = None

    def every(self) -> Keys:
        """Return the keys of all these articles."""
        if self._every is None:
            self._every = frozenset(self._facts.store.all_keys()) - self._waiting
        return self._every

    def keys(self, node: Node) -> Keys:
        """Return the keys of the articles in which `node` holds."""
        check_wanted(self._stopped)
        match node:
            case Not():
                return self.every() - self.keys(node.child)
            case Any():
                return reduce(_union, map(self.keys, node.children))
            case All():
                return self._in_all(node.children)
            case Ranked():
                words = [child for child in node.children if _is_word(child)]
                others = tuple(child for child in node.children if not _is_word(child))
                either = [Any(tuple(words))] if len(words) > 1 else words
                return self._in_all((*others, *either))
            case Term(field=Field.ANY | Field.TITLE):
                found = self._keys_of_term(node)
            case _:
                found = self._facts.keys_with(node)
        return found - self._waiting if self._waiting else found

    def _in_all(self, children: tuple[Node, ...]) -> Keys:
        """Return where all hold: words first, phrases last, and none where nothing is left."""
        words = [one for one in children if isinstance(one, Term) and self._is_plain(one)]
        found: Keys | None = self._of_words(words) if words else None
        others = (child for child in children if child not in words)
        for child in sorted(others, key=lambda child: isinstance(child, Term)):
            if found is not None and not found:
                break
            keys = self.keys(child)
            found = keys if found is None else found & keys
        return frozenset() if found is None else found

    def _is_plain(self, term: Term) -> bool:
        """Tell whether a term holds by words that the index is asked for."""
        among = term.match is Match.WORD and term.field in (Field.ANY, Field.TITLE)
        return among and bool(self._planner.words(term.text))

    def _of_words(self, terms: Sequence[Term]) -> Keys:
        """Return where all words of plain terms are, asking the index once."""
        ways = [
            self._ways(word, title=term.field is Field.TITLE)
            for term in terms
            for word in self._planner.words(term.text)
        ]
        found = self._index.holding(ways)
        return found - self._waiting if self._waiting else found

    def _keys_of_term(self, term: Term) -> Keys:
        folded = fold(term.text)
        title = term.field is Field.TITLE
        match term.match:
            case Match.WORD:
                words = self._planner.words(term.text)
                return self._of_words([term]) if words else self.phrase(folded, title=title)
            case Match.PREFIX if not has_chinese(folded):
                return self._lookups([folded], title=title, prefix=True)
            case Match.FUZZY if not has_chinese(folded):
                return self._lookups(list(one_edit(folded)), title=title)
            case Match.FUZZY:
                return self._edited(folded, title=title)
            case _:
                return self.phrase(folded, title=title)

    def _ways(self, word: str, *, title: bool) -> Ways:
        if not title:
            return self._planner.ways(word)
        if has_chinese(word) or not word.isalnum():
            return [holding(IndexField.TITLE, word)]
        return [[[Lookup(IndexField.TITLE, word)]]]

    def phrase(self, folded: str, *, title: bool = False) -> Keys:
        """Return where a folded stretch stands: by its grams, and if it is longer by the texts."""
        fields = (IndexField.TITLE,) if title else _TEXT
        found = self._index.holding([[holding(field, folded) for field in fields]])
        if len(folded) <= EXACT:
            return found
        return self._verified(found, lambda text: folded in text, title=title)

    def _edited(self, folded: str, *, title: bool) -> Keys:
        """Return where Chinese stands that differs from `folded` by one character at most.

        One edit leaves one half as it is.
        """
        half = len(folded) // 2
        if not half or len(folded) == EXACT:
            return self.phrase(folded, title=title)
        fields = (IndexField.TITLE,) if title else _TEXT
        halves = (folded[:half], folded[half:])
        found = self._index.holding([[holding(field, part) for field in fields for part in halves]])
        search = re.compile(edited(folded)).search
        return self._verified(found, lambda text: bool(search(text)), title=title)

    def _lookups(self, terms: list[str], *, title: bool, prefix: bool = False) -> Keys:
        fields = (IndexField.TITLE,) if title else _WORDS
        lookups = [Lookup(field, term, prefix) for field in fields for term in terms]
        return self._index.holding([[[lookups]]])

    def _verified(self, keys: Keys, holds: Callable[[str], bool], *, title: bool) -> Keys:
        """Return those of `keys` whose title or text, folded, `holds`."""
        found = set()
        for number, article in enumerate(self._facts.texts.of(keys - self._waiting)):
            if number % _ASKED_EVERY == 0:
                check_wanted(self._stopped)
            if holds(article.folded_title) or (not title and holds(article.folded)):
                found.add(article.key)
        return found


def _is_word(node: Node) -> bool:
    return isinstance(node, Term) and ranks(node)


def _union(one: Keys, other: Keys) -> Keys:
    return one | other
