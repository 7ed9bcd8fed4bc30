"""The nouns: frozen values that every layer speaks in.

A position is an offset in code points into a text; a range is a half-open `Span`. Values are named
tuples: to make a frozen dataclass takes a millisecond whenever the app starts, a named tuple a
tenth of that.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, Self


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points: `start <= i < end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return self.end > self.start

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def of(self, text: str) -> str:
        """Return the part of `text` this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Self) -> bool:
        """Tell whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> "Span":
        """Return the span moved by `by` code points."""
        return Span(self.start + by, self.end + by)


class BlockKind(StrEnum):
    """What a block of text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CODE = "code"
    TABLE = "table"
    RULE = "rule"


class Block(NamedTuple):
    """A stretch of the text that is laid out as one: leaf blocks only, in order, disjoint.

    Containers are told by what they add to the leaf: `quote` and `indent` are depths, `marker`
    stands on the first block of a list item. A table's rows are lines of its text, the cells
    separated by one TAB (the only place where a canonical text holds one); the first row is the
    header. A rule's span is empty.
    """

    span: Span
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    """1 to 6 for a heading, else 0."""
    quote: int = 0
    """How many block quotes stand around it."""
    indent: int = 0
    """How many lists stand around it."""
    marker: str = ""
    """`•` or `3.`: the sign of the list item that begins here."""
    language: str = ""
    """The language of a code block, as its author named it."""


class MarkKind(StrEnum):
    """What an author meant by marking a stretch inside a block."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    STRIKE = "strike"
    CODE = "code"
    LINK = "link"


class Mark(NamedTuple):
    """A stretch inside a block that its author marked; marks may nest."""

    span: Span
    kind: MarkKind
    target: str = ""
    """The address of a link, untrusted; else empty."""


class Structure(NamedTuple):
    """What a text is made of, as spans beside it."""

    blocks: tuple[Block, ...] = ()
    marks: tuple[Mark, ...] = ()


class Clutter(StrEnum):
    """Why a line around or inside an article was taken for none of it."""

    NAVIGATION = "navigation"
    """Menus, breadcrumbs, buttons, counters."""
    TITLE = "title"
    """The title once more, or the one it had elsewhere."""
    BYLINE = "byline"
    """Date, author and source, which are kept as metadata."""
    EDITOR = "editor"
    """Who edited or checked it."""
    SHARING = "sharing"
    PROMOTION = "promotion"
    """Apps, accounts to follow, codes to scan."""
    COMMENTS = "comments"
    RELATED = "related"
    """Links to other articles."""
    NOTICE = "notice"
    """Disclaimers and terms."""
    SUMMARY = "summary"
    """A cut copy of what the text says itself."""
    IMAGE = "image"
    """An image about which nothing is said: its address."""


class Removed(NamedTuple):
    """A line that was taken for clutter; it is kept beside the text."""

    offset: int
    """Where it stood: the end of the block of the text that it followed, or 0."""
    text: str
    reason: Clutter


class Highlight(NamedTuple):
    """A passage that was marked in another program, or what was said there of a whole article."""

    quote: str
    """The passage; empty for the whole article."""
    note: str = ""
    tags: tuple[str, ...] = ()
    created: str = ""
    """When: ISO 8601, UTC, seconds; empty where that is not known."""


class Elsewhere(NamedTuple):
    """What a person did with an article in another program, from which it comes."""

    saved: str = ""
    """When it was saved there: ISO 8601, UTC, seconds; empty where that is not known."""
    read: bool = False
    starred: bool = False
    progress: float = 0.0
    """How much of it was read, from 0 to 1."""
    highlights: tuple[Highlight, ...] = ()


class Document(NamedTuple):
    """What an importer makes of bytes: a canonical text, its structure and what is known of it."""

    text: str
    structure: Structure
    title: str
    author: str = ""
    source: str = ""
    date: str = ""
    """ISO 8601, as precise as known: `2023`, `2023-01`, `2023-01-17`, `2023-01-17T08:30`."""
    url: str = ""
    path: str = ""
    """Where it was read from: an absolute path, or empty."""
    language: str = "und"
    """BCP 47: `zh-Hans`, `zh-Hant`, `en` or `und`."""
    tags: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    """In reading order."""
    elsewhere: Elsewhere = Elsewhere()
    """What a new article begins with; an article that is there is as its person left it."""


class ArticleSummary(NamedTuple):
    """A row of the article list: all of an article but its text."""

    id: str
    title: str
    author: str
    source: str
    date: str
    url: str
    path: str
    language: str
    chars: int
    """Length of the text in code points."""
    digest: str
    """SHA-256 of the canonical text in UTF-8, as lower-case hexadecimal."""
    added: str
    """When it came in: ISO 8601, UTC, seconds."""
    modified: str
    """When its text or metadata last changed: ISO 8601, UTC, seconds."""
    read: bool = False
    starred: bool = False
    progress: int = 0
    """The offset of the first code point on the reader's screen when it was last left."""
    tags: tuple[str, ...] = ()
    annotations: int = 0
    seconds: int = 0
    """How long its text takes to read."""
    also: tuple[str, ...] = ()
    """The sources, or else titles, of articles that a person linked as telling the same."""


class Article(NamedTuple):
    """An article with its text; the text never changes under a given digest."""

    summary: ArticleSummary
    text: str
    structure: Structure
    removed: tuple[Removed, ...] = ()
    """The lines that were taken for clutter when it was read, in order."""


class Version(NamedTuple):
    """An earlier text of an article, kept when it was updated."""

    digest: str
    text: str
    structure: Structure
    replaced: str
    """When a newer text took its place: ISO 8601, UTC, seconds."""


class Order(StrEnum):
    """What a list of articles is sorted by; ties are broken by title, then id."""

    DATE = "date"
    ADDED = "added"
    TITLE = "title"
    LENGTH = "length"
    PROGRESS = "progress"


class SearchOrder(StrEnum):
    """What the hits of a search are sorted by."""

    RANK = "rank"
    """The best first: those with all words of the query before those with some."""
    DATE = "date"
    """The newest first; articles without a date last."""


class FeedName(NamedTuple):
    """A feed whose articles are listed."""

    address: str
    title: str
    """What it is called where it is shown."""


class Listing(NamedTuple):
    """Which articles a list shows, and in what order."""

    order: Order = Order.DATE
    descending: bool = True
    unread: bool = False
    starred: bool = False
    tag: str = ""
    """It, or one below it: `ai/模型` is below `ai`."""
    text: str = ""
    """A substring of title, author, source or a tag; script, width and case make no difference."""
    saved: str = ""
    """The name of a saved search; only what it finds."""
    feed: FeedName | None = None
    """Only what came of this feed."""
    among: frozenset[int] | None = None
    """The keys of what `saved` finds, which the library fills in; None where nothing is."""


class TagCount(NamedTuple):
    """A tag and how many articles bear it."""

    name: str
    articles: int


class Bulk(NamedTuple):
    """What is done with every article of a listing; what is None or empty is left as it is."""

    read: bool | None = None
    starred: bool | None = None
    add_tag: str = ""
    remove_tag: str = ""


class AddStatus(StrEnum):
    """What became of one item that was to be imported."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    WAITING = "waiting"
    """An address without a text: it is kept, and its page can be fetched later."""
    FAILED = "failed"


class AddResult(NamedTuple):
    """What became of one item: the article it is now, or why it is none."""

    status: AddStatus
    path: str
    article: ArticleSummary | None = None
    error: str = ""
    """For `FAILED`: what happened and what to do, in the user's language."""
    like: ArticleSummary | None = None
    """For `ADDED`: the article that it is much like, if there is one."""


class Finding(NamedTuple):
    """One thing that `reader doctor` looked at."""

    subject: str
    ok: bool
    detail: str
    remedy: str = ""
    """What to do about it when it is not ok."""
    facts: Mapping[str, str] = MappingProxyType({})
