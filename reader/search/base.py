"""The seam between the library and what finds articles in it.

An index finds: it answers with the keys of articles and with scores. It explains nothing; hits,
snippets and exact matches come from the texts themselves. So it knows no query language either:
what it is asked are lookups in its fields, joined as a conjunction of alternatives, and terms to
rank by. Texts come to it folded (`reader.text.fold`) and are cut by the one `Analyzer`.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import NamedTuple, Protocol


class IndexField(StrEnum):
    """What can be looked up."""

    WORD = "word"
    """The words of the text (`Analyzer.terms`)."""
    GRAM = "gram"
    """The stretches of two or three characters that the text is made of (`grams`)."""
    TITLE = "title"
    """The words and grams of the title."""
    ABOUT = "about"
    """The words and grams of author and source."""
    TAG = "tag"
    """The words and grams of the tags."""
    NOTE = "note"
    """The words and grams of the person's notes."""
    ENTITY = "entity"
    """The words and grams of the names of entities."""


class IndexDocument(NamedTuple):
    """An article as it is indexed; all texts folded."""

    key: int
    """What the database knows it by."""
    stamp: int
    """Differs, 64 bits, when what is indexed differs."""
    title: str
    text: str
    about: str = ""
    tags: str = ""
    notes: str = ""
    entities: str = ""


class Lookup(NamedTuple):
    """A term of a field, or all terms that begin so."""

    field: IndexField
    text: str
    prefix: bool = False


Clauses = Sequence[Sequence[Lookup]]
"""What an article must hold: of each inner sequence at least one."""

Ways = Sequence[Clauses]
"""The ways in which an article may hold a word; one is enough."""


class Weighted(NamedTuple):
    """A term that articles are ranked by."""

    lookup: Lookup
    weight: float


class Ranking(NamedTuple):
    """What to rank by, and what makes an article complete."""

    terms: Sequence[Weighted]
    """Each article that holds any of them is found; its score is the sum over those it holds."""
    words: Sequence[Ways]
    """The words of the query. An article that holds all of them is complete and comes before all
    that are not."""


class Ranked(NamedTuple):
    """An article that was found."""

    key: int
    score: float
    complete: bool


class Found(NamedTuple):
    """The answer to a ranking."""

    best: Sequence[Ranked]
    """As many as were asked for, the best first; ties by key, the newest article first."""
    keys: Collection[int]
    """All that were found, each once: a set, or a buffer of 64 bits each."""
    complete: Collection[int]
    """Those of them that are complete, in the same form."""


class Fault(StrEnum):
    """Why an index serves no search and is to be made anew (`clear`, then `update` with all)."""

    MISSING = "missing"
    """There is none yet."""
    OUTDATED = "outdated"
    """Another version made it, or texts are cut otherwise by now."""
    DAMAGED = "damaged"
    """Its files are not as they were written."""
    UNSAFE = "unsafe"
    """Others can write to its folder; it is not opened, and `clear` refuses."""


class SearchIndex(Protocol):
    """An index on disk, kept up to date by whoever holds its lock, searched by any process.

    It can be thrown away and made again at any time. Any thread may call any method. A method
    raises `IndexDamaged` when the index has a fault, from the beginning or as it shows by then;
    then the index is to be cleared. Writing methods raise `IndexBusy` at once while
    another process or thread writes, and `IndexUnwritable` when the disk refuses; both leave the
    index as it was. What another process has written is seen by the next call.
    """

    def fault(self) -> Fault | None:
        """Return what is wrong with the index as far as that shows at once; None if nothing is."""
        ...

    def update(self, documents: Sequence[IndexDocument]) -> None:
        """Add `documents`, each in place of the one with its key; stored when this returns."""
        ...

    def delete(self, keys: Iterable[int]) -> None:
        """Remove the articles of `keys`, where they are there; stored when this returns."""
        ...

    def clear(self) -> None:
        """Begin anew: remove everything, damaged files and those of other versions too."""
        ...

    def merge(self, most: int | None = None) -> bool:
        """Tidy up a little, so that searches stay fast; tell whether there is more to do.

        With `most` no more than so many articles are written anew.
        """
        ...

    def stamps(self, keys: Collection[int] | None = None) -> dict[int, int]:
        """Return the stamps of the articles in the index, or of those of `keys`, by key."""
        ...

    def holding(self, words: Sequence[Ways]) -> AbstractSet[int]:
        """Return the keys of the articles that hold all of `words`."""
        ...

    def expand(self, field: IndexField, prefix: str, most: int) -> list[str]:
        """Return up to `most` terms of `field` that begin with `prefix`, frequent ones first."""
        ...

    def rank(self, ranking: Ranking, within: Collection[int] | None, most: int) -> Found:
        """Return what `ranking` finds, among the keys `within` only if given, the `most` best."""
        ...

    def check(self) -> list[str]:
        """Read all files and return what is wrong with them, in the user's language."""
        ...

    def close(self) -> None:
        """Let go of all files, once the calls that other threads are in have ended."""
        ...


Stopped = Callable[[], bool]
"""Tells whether nobody waits for the answer any more."""
