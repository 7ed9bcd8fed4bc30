"""The seam between what came from the web and its store."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from reader.model.web import Feed, Followed, KeptPage, Saved


class WebStore(Protocol):
    """Pages as they came, and feeds. What `Database` promises holds here too."""

    def page(self, address: str) -> KeptPage | None:
        """Return the page that came from an address last, if one did."""
        ...

    def keep_page(self, page: KeptPage) -> None:
        """Keep a page in place of the one that came from its address before."""
        ...

    def feeds(self) -> list[Feed]:
        """Return the feeds that are followed, by title, then address."""
        ...

    def followed(self) -> list[Followed]:
        """Return the feeds in the same order, with how many articles came of each."""
        ...

    def feed(self, address: str) -> Feed | None:
        """Return one of them."""
        ...

    def put_feed(self, feed: Feed) -> None:
        """Follow a feed, or take what is new of one that is followed."""
        ...

    def answered(self, feed: Feed) -> None:
        """Keep what a feed said of itself, and how asking it went; not whether pages are fetched.

        One that is followed no longer by now is not followed again.
        """
        ...

    def remove_feed(self, address: str) -> bool:
        """Follow a feed no longer; return whether it was followed. Its articles stay."""
        ...

    def unseen(self, feed: str, entries: Iterable[str]) -> list[str]:
        """Return those entries of a feed, by their ids, that are not yet marked as seen."""
        ...

    def mark_seen(self, feed: str, entry: str, article: str) -> None:
        """Remember an entry and the article, by its id, that it became.

        The entry stays when the article goes: what a person deleted does not come again.
        """
        ...


class SavedStore(Protocol):
    """Addresses that wait for their pages to be fetched."""

    def waiting(self, *, again: bool = False) -> list[Saved]:
        """Return those never asked for, the one saved last first; with `again` the others too."""
        ...

    def count(self, *, again: bool = False) -> int:
        """Return how many `waiting` would return."""
        ...

    def keep(self, saved: Sequence[Saved]) -> list[bool]:
        """Keep addresses; tell of each whether it is waiting now.

        One that an article has, or of which a page came before, is not. One that waits already
        takes over what is said of it now, and goes on waiting as it did; its tags are added to.
        """
        ...

    def named(self, addresses: Iterable[str]) -> list[Saved]:
        """Return those of `addresses` that are waiting."""
        ...

    def remove(self, addresses: Iterable[str]) -> int:
        """Let addresses wait no longer; return how many did."""
        ...

    def failed(self, address: str, error: str) -> None:
        """Remember that an address was asked for just now, in vain."""
        ...
