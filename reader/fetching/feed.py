"""What a site says is new: RSS and Atom (through feedparser), and JSON Feed."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from html import escape, unescape
from io import BytesIO
from itertools import islice
from re import compile as pattern
from typing import Any, NamedTuple

from reader.errors import NotAFeed, TooLarge
from reader.i18n import tr
from reader.text.address import joined
from reader.text.normalise import one_line

_MOST = 1_000
"""Entries that are taken of one feed, the first ones: more are none that anybody reads."""

_LARGEST = 8 * 2**20  # bytes; feeds that hold the whole texts of a year have some three
_MOST_TAGS = 500_000  # of which feedparser reads some 15,000 a second, in the worst case
_LONGEST = 2_000  # code points of an id, a title or an address
_SLACK = timedelta(days=2)
"""By how much a date may lie ahead: clocks are wrong, and zones left out."""

_ENTRY = pattern(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
_NESTED_ENTITY = pattern(rb"<!ENTITY\s[^<>]{0,1000}&[a-zA-Z_]")
_TAG = pattern(r"</?[a-zA-Z][^<>]{0,1000}>")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BROKEN = (
    ValueError, TypeError, LookupError, AttributeError, AssertionError, ArithmeticError,
    RecursionError, NotImplementedError,
)  # fmt: skip
"""What feedparser lets through where a feed is broken in a way that nobody thought of."""


class Entry(NamedTuple):
    """What a feed tells of one article; untrusted, all of it."""

    id: str
    """Its own, else its address; no two of a feed have the same."""
    title: str
    address: str
    """Of the web, or empty."""
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
    """Return the feed that `data`, from `address`, holds; raises NotAFeed or TooLarge."""
    if len(data) > _LARGEST:
        raise TooLarge(tr("The feed is larger than {limit} MB.").format(limit=_LARGEST // 2**20))
    if data.removeprefix(_BYTE_ORDER_MARK).lstrip()[:1] == b"{":
        return _json_feed(data.removeprefix(_BYTE_ORDER_MARK), address)
    data = _beginning(data)
    if data.count(b"<") > _MOST_TAGS:
        raise TooLarge(tr("The feed holds more than {limit} tags.").format(limit=_MOST_TAGS))
    if _NESTED_ENTITY.search(data):
        raise NotAFeed(tr("The feed defines entities that stand for others, as no feed needs to."))
    import feedparser  # type: ignore[import-untyped]

    try:
        # Bytes by themselves would be taken for a path, if there is a file of that name.
        found = feedparser.parse(BytesIO(data), response_headers={"content-location": address})
        if not found.get("version") and not found.entries:
            raise NotAFeed(_message())
        return Parsed(
            _title(found.feed),
            _web(address, found.feed.get("link")),
            _distinct(_entries(found.entries[:_MOST], address)),
        )
    except _BROKEN as error:
        raise NotAFeed(_message()) from error


def _beginning(data: bytes) -> bytes:
    """Return a feed up to the last entry that is taken: what follows would be read for nothing."""
    beyond = next(islice(_ENTRY.finditer(data), _MOST, None), None)
    return data[: beyond.start()] if beyond else data


def _entries(entries: list[Any], address: str) -> Iterator[Entry]:
    for entry in entries:
        contents = [_long(content.get("value")) for content in entry.get("content", ())]
        whole = max(contents, key=len, default="")
        yield Entry(
            _text(entry.get("id")),
            _title(entry),
            _web(address, entry.get("link")),
            _text(entry.get("author")),
            _date(_when(entry)),
            whole or _long(entry.get("summary")),
            bool(whole),
        )


def _distinct(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return `entries` with ids that tell them apart, where the feed's own do not.

    Those of which nothing tells what they are, and those that are told twice, are left out.
    """
    given = list(entries)
    names = [(entry.id, entry.address, entry.title) for entry in given]
    counts = [Counter(column) for column in zip(*names, strict=True)]
    found: dict[str, Entry] = {}
    for entry, its in zip(given, names, strict=True):
        own = (name for name, count in zip(its, counts, strict=True) if name and count[name] == 1)
        if known := next(own, "") or next(filter(None, its), ""):
            found.setdefault(known, entry._replace(id=known))
    return tuple(found.values())


def _title(of: Any) -> str:
    """Return the title of a feed or an entry, without the markup that it may be written in."""
    title = _text(of.get("title"))
    detail = of.get("title_detail")
    if isinstance(detail, dict) and detail.get("type") in ("text/html", "application/xhtml+xml"):
        return _text(unescape(_TAG.sub("", title)))
    return title


def _when(entry: Any) -> Any:
    """Return when an entry was published, else changed, as feedparser tells it."""
    known = set(entry)  # to ask for a key that is lacking would be answered with another one
    names = [name for name in ("published_parsed", "updated_parsed") if name in known]
    return next((entry[name] for name in names if entry[name]), None)


def _date(when: Any) -> str:
    """Return what feedparser made of a date (UTC), or nothing where it could not."""
    try:
        year, month, day, hour, minute = when[:5]
        return _told(datetime(year, month, day, hour, minute, tzinfo=UTC))
    except (TypeError, ValueError, OverflowError, OSError):
        return ""


def _told(when: datetime) -> str:
    """Return a date in local time; one that is still to come tells nothing."""
    there = when.astimezone()
    if there > datetime.now(UTC) + _SLACK:
        return ""
    return f"{there:%Y-%m-%dT%H:%M}" if there.year >= 1000 else ""


def _json_feed(data: bytes, address: str) -> Parsed:
    """Read a JSON Feed (jsonfeed.org, version 1.1)."""
    try:
        feed = json.loads(data)
        items = feed["items"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotAFeed(_message()) from error
    if not isinstance(items, list) or "jsonfeed.org" not in _text(feed.get("version")):
        raise NotAFeed(_message())
    entries = (_json_entry(item, address) for item in items[:_MOST] if isinstance(item, dict))
    return Parsed(
        _text(feed.get("title")), _web(address, feed.get("home_page_url")), _distinct(entries)
    )


def _json_entry(item: dict[str, Any], address: str) -> Entry:
    authors = item.get("authors")
    known = authors if isinstance(authors, list) else ()
    names = [author.get("name") for author in known if isinstance(author, dict)]
    html = _long(item.get("content_html"))
    plain = _long(item.get("content_text"))
    told = html or "".join(f"<p>{escape(line)}</p>" for line in plain.splitlines())
    return Entry(
        _text(item.get("id")),
        _text(item.get("title")),
        _web(address, item.get("url")),
        "、".join(filter(None, map(_text, names))),
        _json_date(_text(item.get("date_published"))),
        told or escape(_long(item.get("summary"))),
        bool(told),
    )


def _json_date(written: str) -> str:
    try:
        return _told(datetime.fromisoformat(written))
    except (ValueError, OverflowError, OSError):
        return ""


def _web(base: str, link: object) -> str:
    """Return the web address that `link` means in the feed at `base`, or nothing."""
    given = _text(link)
    full = joined(base, given) if given else ""
    return full if full.lower().startswith(("http://", "https://")) else ""


def _text(value: object) -> str:
    """Return a short text, or nothing for what is none."""
    return one_line(value, _LONGEST) if isinstance(value, str) else ""


def _long(value: object) -> str:
    return value if isinstance(value, str) else ""


def _message() -> str:
    return tr("This is no feed (RSS, Atom or JSON Feed).")
