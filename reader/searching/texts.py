"""The texts of articles with their folded forms, held in memory from one search to the next.

While a query is typed the same articles are looked through and shown again and again.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reader.database.search_store import SearchStore, SearchText
from reader.text.fold import fold

_MOST = 8_000_000
"""Code points of the texts that are held: with their folded forms mostly 32 MB."""
_LONGEST = 100_000
"""Code points of a text that is held."""


class FoldedText(NamedTuple):
    """What of an article a search looks through, as it is and folded."""

    key: int
    text: str
    folded_title: str
    folded: str


class Texts:
    """The texts of a store. Any thread may call any method."""

    def __init__(self, store: SearchStore) -> None:
        self._store = store
        self._changing = threading.Lock()
        self._edition: int | None = None
        self._held: OrderedDict[int, FoldedText] = OrderedDict()  # the last used behind
        self._chars = 0

    def of(self, keys: Iterable[int]) -> Iterator[FoldedText]:
        """Yield the texts of `keys`, first those that are held, then the others in their order.

        Those of articles that are gone are left out.
        """
        # Asked first: what is read afterwards may be newer, and is then read again the next time.
        edition = self._store.edition()
        found, missing = self._look_up(edition, keys)
        yield from found
        for article in self._store.texts(missing):
            yield self._hold(edition, article)

    def _look_up(self, edition: int, keys: Iterable[int]) -> tuple[list[FoldedText], list[int]]:
        with self._changing:
            if edition != self._edition:
                self._edition = edition
                self._held.clear()
                self._chars = 0
            found = []
            missing = []
            for key in keys:
                if key in self._held:
                    self._held.move_to_end(key)
                    found.append(self._held[key])
                else:
                    missing.append(key)
            return found, missing

    def _hold(self, edition: int, article: SearchText) -> FoldedText:
        folded = FoldedText(article.key, article.text, fold(article.title), fold(article.text))
        with self._changing:
            if edition == self._edition and len(folded.text) <= _LONGEST:
                if folded.key not in self._held:
                    self._chars += len(folded.text)
                self._held[folded.key] = folded
                while self._chars > _MOST:
                    self._chars -= len(self._held.popitem(last=False)[1].text)
        return folded
