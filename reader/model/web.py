"""The nouns of the web: pages as they came, the feeds that tell of new ones, saved addresses."""

from typing import NamedTuple

from reader.model import AddResult, Elsewhere


class KeptPage(NamedTuple):
    """A page as it came, kept so that it can be read again without the network."""

    address: str
    """What was asked for."""
    found: str
    """Where it was at last, redirects followed."""
    kind: str
    """Its content type."""
    charset: str
    """As the server declared it; may be empty."""
    etag: str
    modified: str
    """What the server gave to ask later whether it is another now."""
    fetched: str
    """When it came: ISO 8601, UTC, seconds."""
    body: bytes


class Feed(NamedTuple):
    """A feed that is followed."""

    address: str
    title: str
    site: str
    """The address of the site it is of, untrusted; may be empty."""
    added: str
    """When it was first followed: ISO 8601, UTC, seconds."""
    full: bool = True
    """Whether the page is fetched where the feed holds but a summary."""
    checked: str = ""
    """When it last answered, as `added`; empty before it did."""
    etag: str = ""
    modified: str = ""
    error: str = ""
    """Why it did not answer last, in the user's language; empty if it did."""


class Followed(NamedTuple):
    """A feed that is followed, and what came of it."""

    feed: Feed
    articles: int
    """How many of its articles are in the library."""
    unread: int


class Refreshed(NamedTuple):
    """What became of asking a feed."""

    feed: Feed
    """As it is now; its `error` says why it could not be asked."""
    results: tuple[AddResult, ...] = ()
    """What became of its new entries."""


class Saved(NamedTuple):
    """An address that was saved to be read later; its text is not known."""

    address: str
    title: str = ""
    """As another program had it; may be empty."""
    tags: tuple[str, ...] = ()
    elsewhere: Elsewhere = Elsewhere()
    tried: str = ""
    """When its page was last asked for in vain: ISO 8601, UTC, seconds; empty if it never was."""
    error: str = ""
    """Why it did not come then, in the user's language."""


def is_address(given: str) -> bool:
    """Tell whether what was given is an address of the web rather than a path."""
    return given[:8].lower().startswith(("http://", "https://"))
