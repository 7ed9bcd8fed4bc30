"""The seam between what came from the web and its store."""

from collections.abc import Iterable
from typing import Protocol

from reader.web import Feed, KeptPage


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

    def feed(self, address: str) -> Feed | None:
        """Return one of them."""
        ...

    def put_feed(self, feed: Feed) -> None:
        """Follow a feed, or take what is new of one that is followed."""
        ...

    def remove_feed(self, address: str) -> bool:
        """Follow a feed no longer; return whether it was followed. Its articles stay."""
        ...

    def unseen(self, feed: str, entries: Iterable[str]) -> list[str]:
        """Return those entries of a feed, by their ids, that are not yet marked as seen."""
        ...

    def mark_seen(self, feed: str, entries: Iterable[str]) -> None:
        """Remember entries: what a person deleted does not come again."""
        ...
