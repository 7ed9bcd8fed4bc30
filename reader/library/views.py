"""Saved searches as lists of articles: what each finds, in the orders of the list."""

import time
from collections.abc import Callable, Iterator

from reader.library.searches import SearchLibrary
from reader.model import Listing
from reader.model.search import SavedSearch

_FRESH = 3.0
"""Seconds for which it is remembered what a search found: a list asks for its rows in windows."""


class Views:
    """The saved searches of a library as lists. Any thread may call any method."""

    def __init__(self, searches: SearchLibrary, matching: Callable[[str], frozenset[int]]) -> None:
        """Take the searches and what tells the keys of the articles that a query asks for."""
        self._searches = searches
        self._matching = matching
        self._known: tuple[str, float, frozenset[int]] = ("", 0.0, frozenset())

    def resolved(self, listing: Listing) -> Listing:
        """Return `listing` with the articles that its saved search finds.

        Raises SearchUnknown where no search is saved under that name, or a LibraryError.
        """
        if not listing.saved:
            return listing
        return listing._replace(among=self._found(self._searches.named(listing.saved).query))

    def counts(self) -> Iterator[tuple[SavedSearch, int]]:
        """Yield each saved search, by name, with how many articles it lists."""
        for search in self._searches.saved():
            yield search, len(self._matching(search.query))

    def _found(self, query: str) -> frozenset[int]:
        known, made, keys = self._known
        if known != query or time.monotonic() - made > _FRESH:
            keys = self._matching(query)
            self._known = (query, time.monotonic(), keys)
        return keys
