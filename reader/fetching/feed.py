"""What a site says is new: RSS and Atom (through feedparser), and JSON Feed."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from typing import Any, NamedTuple

from reader.errors import NotAFeed
from reader.i18n import tr
from reader.text.address import joined

_MOST = 1_000
"""Entries that are taken of one feed, the first ones: more are none that anybody reads."""

_LONGEST = 2_000  # code points of an id, a title or an address


class Entry(NamedTuple):
    """What a feed tells of one article; untrusted, all of it."""

    id: str
    """Its own, else its address."""
    title: str
    address: str
    author: str
    date: str
    """ISO 8601, as precise as known; may be empty."""
    html: str
    """Its text or a summary of it."""
    complete: bool
    """Whether the feed says that this is the whole text."""


class Parsed(NamedTuple):
    """A feed as it was read."""

    title: str
    site: str
    """The address of the site it is of; may be empty."""
    entries: tuple[Entry, ...]


def parse(data: bytes, address: str) -> Parsed:
    """Return the feed that `data`, from `address`, holds; raises NotAFeed."""
    if data.lstrip()[:1] == b"{":
        return _json_feed(data, address)
    import feedparser  # type: ignore[import-untyped]

    found = feedparser.parse(data, response_headers={"content-location": address})
    if not found.get("version") and not found.entries:
        raise NotAFeed(_message())
    feed = found.feed
    return Parsed(
        _text(feed.get("title")),
        joined(address, _text(feed.get("link"))),
        tuple(_entries(found.entries[:_MOST], address)),
    )


def _entries(entries: list[Any], address: str) -> Iterator[Entry]:
    for entry in entries:
        link = _text(entry.get("link"))
        place = joined(address, link) if link else ""
        contents = [_long(content.get("value")) for content in entry.get("content", ())]
        whole = max(contents, key=len, default="")
        known = _text(entry.get("id")) or place or _text(entry.get("title"))
        if known:
            yield Entry(
                known,
                _text(entry.get("title")),
                place,
                _text(entry.get("author")),
                _date(_when(entry)),
                whole or _long(entry.get("summary")),
                bool(whole),
            )


def _when(entry: Any) -> Any:
    """Return when an entry was published, else changed, as feedparser tells it."""
    known = set(entry)  # to ask for a key that is lacking would be answered with another one
    names = [name for name in ("published_parsed", "updated_parsed") if name in known]
    return next((entry[name] for name in names if entry[name]), None)


def _date(when: Any) -> str:
    """Return what feedparser made of a date (UTC), or nothing where it could not."""
    try:
        year, month, day, hour, minute = when[:5]
        there = datetime(year, month, day, hour, minute, tzinfo=UTC)
        return there.astimezone().strftime("%Y-%m-%dT%H:%M")
    except (TypeError, ValueError, OverflowError, OSError):
        return ""


def _json_feed(data: bytes, address: str) -> Parsed:
    """Read a JSON Feed (jsonfeed.org, version 1.1)."""
    try:
        feed = json.loads(data)
        items = feed["items"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotAFeed(_message()) from error
    if not isinstance(items, list) or "jsonfeed.org" not in _text(feed.get("version")):
        raise NotAFeed(_message())
    entries = tuple(_json_entry(item, address) for item in items[:_MOST] if isinstance(item, dict))
    return Parsed(
        _text(feed.get("title")),
        joined(address, _text(feed.get("home_page_url"))),
        tuple(entry for entry in entries if entry.id),
    )


def _json_entry(item: dict[str, Any], address: str) -> Entry:
    link = _text(item.get("url"))
    place = joined(address, link) if link else ""
    authors = item.get("authors")
    names = [author.get("name") for author in authors or () if isinstance(author, dict)]
    html = _long(item.get("content_html"))
    plain = _long(item.get("content_text"))
    told = html or "".join(f"<p>{escape(line)}</p>" for line in plain.splitlines())
    return Entry(
        _text(item.get("id")) or place,
        _text(item.get("title")),
        place,
        "、".join(filter(None, map(_text, names))),
        _json_date(_text(item.get("date_published"))),
        told or escape(_long(item.get("summary"))),
        bool(told),
    )


def _json_date(written: str) -> str:
    try:
        return datetime.fromisoformat(written).astimezone().strftime("%Y-%m-%dT%H:%M")
    except (ValueError, OverflowError, OSError):
        return ""


def _text(value: object) -> str:
    """Return a short text, or nothing for what is none."""
    return " ".join(value.split())[:_LONGEST] if isinstance(value, str) else ""


def _long(value: object) -> str:
    return value if isinstance(value, str) else ""


def _message() -> str:
    return tr("This is no feed (RSS, Atom or JSON Feed).")
