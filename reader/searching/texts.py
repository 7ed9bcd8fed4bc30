"""The texts of articles with their folded forms, held in memory from one search to the next.

While a query is typed the same articles are looked through and shown again and again.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reader.database.search_store import SearchStore
from reader.search.recent import Recent
from reader.text.fold import fold

_MOST = 8_000_000
"""Code points of the texts that are held: with their folded forms mostly 32 MB."""


class FoldedText(NamedTuple):
    """What of an article a search looks through, as it is and folded."""

    key: int
    text: str
    folded_title: str
    folded_beside: str
    """Author, source and tags."""
    folded: str


class Texts:
    """The texts of a store. Any thread may call any method."""

    def __init__(self, store: SearchStore) -> None:
        self._store = store
        self._held: Recent[tuple[int, int], FoldedText] = Recent(_MOST)

    def of(self, keys: Iterable[int]) -> Iterator[FoldedText]:
        """Yield the texts of `keys`, first those that are held, then the others in their order.

        Those of articles that are gone are left out.
        """
        # Asked first: what is read afterwards may be newer, and is then read again the next time.
        edition = self._store.edition()
        missing = []
        for key in keys:
            if found := self._held.get((edition, key)):
                yield found
            else:
                missing.append(key)
        for key, title, beside, text in self._store.texts(missing):
            folded = FoldedText(key, text, fold(title), fold(beside), fold(text))
            self._held.hold((edition, key), folded, len(text))
            yield folded
