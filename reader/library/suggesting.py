"""What a person may have meant: names that sound or are written like what was typed.

Names are those of tags, of entities and of articles.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import NamedTuple

from reader.entities.nouns import Entity
from reader.model import Span
from reader.model.search import Suggestion
from reader.text.edits import edited
from reader.text.fold import fold
from reader.text.pinyin import Names, looks_like_pinyin
from reader.text.query import Field, Match, Node, Term, narrowed, parse, terms, to_text, without

_MOST = 5
_LATIN = re.compile("[a-z][a-z0-9.+#-]{2,}")
_CHINESE = re.compile("[\u3400-\u9fff\U00020000-\U0003fffd]{2,}")
_NEAR = 0.75
"""How alike Latin words must be, as `difflib` measures it."""
_SURE = 2
"""Letters that a word and its misspelling begin with alike."""
_LONGEST = 12
"""Code points of a Chinese word that is looked for with an edit."""


class _Named(NamedTuple):
    """A name with the field it is looked for in."""

    text: str
    field: Field
    entity: Entity | None = None
    """For `Field.ENTITY`, what is called by the name."""


class _Found(NamedTuple):
    """A suggestion, and how well it fits."""

    suggestion: Suggestion
    length: int
    """Of what sounds or is written like what was typed."""
    excess: int = 0
    """What the name that would be searched for has beside that."""


class Suggester:
    """Suggests from the names of one library, as they were when it was made."""

    def __init__(
        self,
        titles: Sequence[str],
        tags: Sequence[str] = (),
        entities: Sequence[tuple[Entity, str]] = (),
    ) -> None:
        """Take names, those first that are to be suggested first; of entities any name."""
        self._named = [
            *(_Named(tag, Field.TAG) for tag in tags),
            *(_Named(name, Field.ENTITY, entity) for entity, name in entities),
            *(_Named(title, Field.ANY) for title in titles),
        ]

    @cached_property
    def _names(self) -> Names:
        return Names(named.text for named in self._named)

    @cached_property
    def _folded(self) -> list[str]:
        return [fold(named.text) for named in self._named]

    @cached_property
    def _latin(self) -> dict[str, str]:
        """The Latin words of all names, folded, as one of the names writes them."""
        found: dict[str, str] = {}
        for named, folded in zip(self._named, self._folded, strict=True):
            for match in _LATIN.finditer(folded):
                found.setdefault(match[0], named.text[match.start() : match.end()])
        return found

    def by_sound(self, query: str) -> list[Suggestion]:
        """Return what a query that is pinyin, or mixed with it, may stand for."""
        typed = fold(query).strip()
        if not looks_like_pinyin(typed):
            return []
        return _best(self._suggested(one.name, one.span) for one in self._names.typed(typed))

    def instead(
        self,
        query: str,
        exists: Callable[[str], bool],
        beginning: Callable[[str], Iterable[str]],
    ) -> list[Suggestion]:
        """Return queries with other words for those that do not exist in the library.

        `beginning` returns the words there that begin as asked, frequent ones first.
        """
        root = parse(query).root
        found: list[Suggestion] = []
        for term in terms(root)[:_MOST]:
            if term.match is Match.WORD and not term.field and not exists(term.text):
                for one in _best(self._like(term, beginning)):
                    rest = without(root, term)
                    found.append(one._replace(query=_with(rest, one.query)))
        return found[:_MOST]

    def _like(self, term: Term, beginning: Callable[[str], Iterable[str]]) -> Iterator[_Found]:
        """Yield what is spelt or sounds like a term."""
        word = fold(term.text)
        if _LATIN.fullmatch(word):
            words = [*self._latin, *beginning(word[:_SURE])]
            for near in get_close_matches(word, words, _MOST, _NEAR):
                written = self._latin.get(near, near)
                yield _Found(Suggestion(written, written), len(written))
        if not _CHINESE.fullmatch(word) or len(word) > _LONGEST:
            return
        for one in self._names.homophones(word):
            yield self._suggested(one.name, one.span)
        pattern = re.compile(edited(word))
        for number, folded in enumerate(self._folded):
            for match in pattern.finditer(folded):
                if match[0] != word:
                    yield self._suggested(number, Span(*match.span()))

    def _suggested(self, number: int, span: Span) -> _Found:
        text, field, entity = self._named[number]
        excess = len(text) - len(span)
        if entity is not None:
            asked = to_text(Term(entity.name, Match.PHRASE, field))
            also = "" if text == entity.name else text
            return _Found(Suggestion(entity.name, asked, also, entity.type), len(span), excess)
        if field is Field.TAG:
            asked = to_text(Term(text, Match.PHRASE, field))
            return _Found(Suggestion(f"#{text}", asked), len(span), excess)
        said = span.of(text)
        return _Found(Suggestion(said, to_text(Term(said, Match.PHRASE)), text), len(span))


def _with(rest: Node | None, other: str) -> str:
    by = parse(other).root
    return other if by is None else to_text(narrowed(rest, by))


def _best(found: Iterable[_Found]) -> list[Suggestion]:
    """Return what fits best, each query once, with the name it is found in first."""
    best: dict[str, Suggestion] = {}
    for one in sorted(found, key=lambda one: (-one.length, one.excess)):
        best.setdefault(one.suggestion.query, one.suggestion)
    return list(best.values())[:_MOST]
