"""What a page says of itself for machines: meta elements, JSON-LD, addresses, its title."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from reader.importing.dates import parse_date, parse_instant
from reader.text.address import joined
from reader.text.normalise import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST = 300  # code points of one value
_LARGEST_SCRIPT = 2_000_000  # code points
_MOST_OBJECTS = 200
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S{1,2000}?)\s*-->")
_ADDRESS = re.compile("https?://", re.IGNORECASE)
_ARTICLE = re.compile("Article|NewsArticle|BlogPosting|Report|WebPage|Posting")

_TITLES = ("og:title", "twitter:title", "headline", "dc.title", "articletitle")
_AUTHORS = (
    "author",
    "article:author",
    "og:article:author",
    "byl",
    "dc.creator",
    "weibo: article:author",
)
_SOURCES = ("mediaid", "source", "contentsource", "og:article:source", "article:source")
_SITES = ("og:site_name", "application-name", "publisher", "sitename")
_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "publishdate",
    "pubdate", "publish_date", "publication_date", "datepublished", "og:release_date",
    "release_date", "weibo: article:create_at", "dc.date", "dcterms.created", "date", "publish",
    "article:create_at", "firstpublishedtime", "og:time", "parsely-pub-date",
)  # fmt: skip
_SCRIPT_DATE = re.compile(
    r"""["'\s,{](?:date_?published|publish(?:ed)?_?(?:at|date|time)|pub_?(?:date|time)|release_?time)"""
    r"""["']?\s*[:=]\s*["']?([\dT:Z./年月日+\s-]{8,32})""",
    re.IGNORECASE,
)
# The variables in which pages of accounts at WeChat name the account and the second.
_ACCOUNT = re.compile(r"""\bvar\s+nickname\s*=\s*(?:htmlDecode\()?["']([^"'\\<>]{1,60})["']""")
_SECOND = re.compile(r"""\bvar\s+ct\s*=\s*["'](\d{10})["']""")
_NAMING = frozenset(("a", "span", "div", "p", "em", "b", "strong", "address", "li", "cite"))
_NAMED = re.compile(
    r"author(?!i[sz]|ity)|byline|nick[-_]?name|user[-_]*(?:name|link)|authi\b", re.I
)
_PROFILE = re.compile(r"/(?:authors?|members?|people|users?|u|profile|space-uid-)/?[^/?#]+/?$")
_LONGEST_NAME = 24  # code points
_MOST_NAMED = 8
_MOST_TEXTS = 20
_PARTS = re.compile(r"\s*[_|｜]+\s*|\s+[-–—·«»]+\s+|\s*-{2,}\s*")


@dataclass(slots=True)
class Description:
    """What a page says of itself; empty where it says nothing."""

    name: str = ""
    """What stands in `<title>`."""
    title: str = ""
    author: str = ""
    source: str = ""
    site: str = ""
    date: str = ""
    script_date: str = ""
    """A date in a script: of this article, or of another one."""
    url: str = ""
    base: str = ""
    """What relative addresses are completed with."""
    named: list[str] = field(default_factory=list)
    """Texts of elements that are called author, or the like, in the order of the page."""
    profiles: list[str] = field(default_factory=list)
    """Texts of links to where people are told of, in the order of the page."""
    parts: list[str] = field(default_factory=list)
    """The parts of `name`: title, section, site."""


def describe(root: "HtmlElement", source: str, address: str) -> Description:
    """Return what the page says of itself; `address` is where it was fetched from, or empty."""
    metas = _metas(root)
    linked = next(_linked_data(root), {})
    saved = _SAVED_FROM.search(source, 0, 5_000)
    address = address or (saved[1] if saved and _ADDRESS.match(saved[1]) else "")
    name = one_line(root.findtext(".//title") or "", _LONGEST)
    scripts = [script.text or "" for script in root.iter("script") if not script.get("src")]
    script = "\n".join(scripts)[:_LARGEST_SCRIPT]
    account, second, dated = (form.search(script) for form in (_ACCOUNT, _SECOND, _SCRIPT_DATE))
    base = _joined(address, next((each.get("href") or "" for each in root.iter("base")), ""))
    return Description(
        name=name,
        title=_first(metas, _TITLES) or _text(linked.get("headline")),
        author=_text(linked.get("author")) or _first(metas, _AUTHORS),
        source=one_line(account[1]) if account else _first(metas, _SOURCES),
        site=_first(metas, _SITES) or _text(linked.get("publisher")),
        date=(parse_instant(second[1]) if second else "")
        or parse_instant(_first(metas, _DATES))
        or parse_instant(_text(linked.get("datePublished"))),
        script_date=parse_instant(dated[1]) if dated else "",
        url=_canonical(root, metas, address, base),
        base=base,
        named=list(islice(_named(root), _MOST_NAMED)),
        profiles=list(islice(_profiles(root), _MOST_NAMED)),
        parts=[part for part in _PARTS.split(name) if part],
    )


def _metas(root: "HtmlElement") -> dict[str, str]:
    """Return the contents of the meta elements by lower-case name; the first of each."""
    values: dict[str, str] = {}
    for meta in root.iter("meta"):
        content = one_line(meta.get("content") or "", _LONGEST)
        for kind in ("name", "property", "itemprop"):
            key = (meta.get(kind) or "").strip().lower()
            if key and content:
                values.setdefault(key, content)
    for element in root.xpath(".//time[@datetime] | .//*[@itemprop='datePublished']"):
        given = one_line(element.get("datetime") or element.get("content") or "")[:40]
        if parse_date(given):
            values.setdefault("datepublished", given)
    return values


def _named(root: "HtmlElement") -> Iterator[str]:
    for element in root.iterfind(".//body//*"):
        if element.tag in _NAMING and _NAMED.search(
            " ".join(filter(None, map(element.get, ("class", "rel", "itemprop"))))
        ):
            text = one_line("".join(islice(element.itertext(), _MOST_TEXTS)), _LONGEST)
            if 2 <= len(text) <= _LONGEST_NAME:
                yield text


def _profiles(root: "HtmlElement") -> Iterator[str]:
    for link in root.iter("a"):
        if _PROFILE.search(link.get("href") or ""):
            text = one_line("".join(islice(link.itertext(), _MOST_TEXTS)), _LONGEST)
            if 2 <= len(text) <= _LONGEST_NAME:
                yield text


def _first(values: dict[str, str], names: tuple[str, ...]) -> str:
    return next((values[name] for name in names if values.get(name)), "")


def _linked_data(root: "HtmlElement") -> Iterator[dict[str, Any]]:
    """Yield the objects of JSON-LD that describe an article."""
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            waiting = [json.loads((script.text or "")[:_LARGEST_SCRIPT], strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(_MOST_OBJECTS):
            if not waiting:
                break
            each = waiting.pop()
            if isinstance(each, list):
                waiting += each
            elif isinstance(each, dict):
                waiting += [each["@graph"]] if "@graph" in each else []
                if _ARTICLE.search(str(each.get("@type"))[:200]):
                    yield each


def _text(value: object) -> str:
    """Return what a value of JSON-LD names: a string, an object with a name, a list of them."""
    match value:
        case str():
            return one_line(value[:_LONGEST])
        case {"name": str(name)}:
            return one_line(name[:_LONGEST])
        case [*values]:
            return one_line("、".join(filter(None, map(_text, values[:8]))), _LONGEST)
        case _:
            return ""


def _canonical(root: "HtmlElement", metas: dict[str, str], address: str, base: str) -> str:
    """Return the address that the page gives as its own, completed with `base`."""
    links = (
        link.get("href") or ""
        for link in root.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    )
    for given in (*links, metas.get("og:url", ""), address):
        full = _joined(base or address, given)
        try:
            parts = urlsplit(full)
        except ValueError:
            continue
        # The address of the site, on each of its pages, is none of the article.
        names = bool(parts.path.strip("/") or parts.query or given == address)
        if names and parts.scheme in ("http", "https") and parts.hostname and len(full) <= 2_000:
            return full
    return ""


def _joined(base: str, address: str) -> str:
    return one_line(joined(base, one_line(address)))
