"""The nouns of notes: what is said of a passage, where it stands, and how a list asks for it.

The words are those of the W3C Web Annotation Data Model (w3.org/TR/annotation-model): an
annotation has selectors, which describe the passage that is its target.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from reader.model import Span

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_ID_LENGTH = 26
_VERSION, _VARIANT = (0xF << 76, 0x4 << 76), (0x3 << 62, 0x2 << 62)  # RFC 9562, section 5.4


def id_of(number: int) -> str:
    """Return the id that stands for the UUID made of a number of 128 bits: its base 32."""
    for field, value in (_VERSION, _VARIANT):
        number = number & ~field | value
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_ID_LENGTH)))


def uuid_of(id_: str) -> str:
    """Return the UUID that an annotation's id stands for; raises ValueError for no such id."""
    number = 0
    for char in id_:
        number = number << 5 | _ALPHABET.index(char)
    if len(id_) != _ID_LENGTH or number >> 128:
        raise ValueError(f"not the id of an annotation: {id_!r}")
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


class Selectors(NamedTuple):
    """A passage as it is found again: a TextPositionSelector and a TextQuoteSelector of a text."""

    start: int
    end: int
    exact: str
    """The passage itself."""
    prefix: str
    """Up to 32 code points before it."""
    suffix: str
    """Up to 32 code points behind it."""

    @property
    def span(self) -> Span:
        """Where the passage stands in the text that the selectors were taken from."""
        return Span(self.start, self.end)


class State(StrEnum):
    """How surely an annotation's passage is known in the article's present text."""

    ANCHORED = "anchored"
    """The quoted words stand where they stood."""
    MOVED = "moved"
    """The quoted words stand elsewhere, and it is surely they."""
    UNSURE = "unsure"
    """The words there are not quite those, or may be another passage; a person should look."""
    ORPHAN = "orphan"
    """The passage is gone."""


DOUBTFUL = (State.UNSURE, State.ORPHAN)
"""Those of annotations that a person should look at."""


class Colour(StrEnum):
    """The colour of a highlight."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"
    ORANGE = "orange"
    PURPLE = "purple"


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a person said of a passage, or of an article as a whole."""

    id: str
    """26 characters, a UUID in base 32; people type the beginning."""
    article: str
    """The article's id; kept when the article is deleted."""
    title: str
    """The article's title; kept when the article is deleted."""
    selectors: Selectors | None
    """The passage as it was when its place was last certain; None for the whole article."""
    digest: str
    """Of the text that `selectors` were taken from; see `ArticleSummary.digest`."""
    place: Span | None
    """Where it stands in the present text; None for an orphan and for the whole article."""
    state: State
    tags: tuple[str, ...]
    """In order; `ai/模型` is below `ai`."""
    note: str
    """Markdown, untrusted; may be empty."""
    colour: Colour
    created: str
    """ISO 8601, UTC, seconds."""
    modified: str
    """When tags, note, colour or passage were last changed by a person; as `created`."""
    deleted: str = ""
    """When it went to the trash, as `created`; empty while it is not there."""

    @property
    def quote(self) -> str:
        """The words that were tagged; empty for the whole article."""
        return self.selectors.exact if self.selectors else ""


class NoteOrder(StrEnum):
    """What a list of annotations is sorted by; ties are broken by place, then id."""

    MODIFIED = "modified"
    CREATED = "created"
    ARTICLE = "article"
    """By the article's title, then by the place in it."""


class NoteGroup(StrEnum):
    """What annotations are grouped by."""

    TAG = "tag"
    ARTICLE = "article"
    COLOUR = "colour"
    STATE = "state"


class InGroup(NamedTuple):
    """One of the groups that annotations fall into."""

    kind: NoteGroup
    key: str
    """As `GroupCount` has it; of tags this one alone, and not those below it."""


@dataclass(frozen=True, slots=True)
class NoteListing:
    """Which annotations a list shows, and in what order."""

    order: NoteOrder = NoteOrder.MODIFIED
    descending: bool = True
    text: str = ""
    """Stands in the quote, the note or a tag, compared as `reader.text.fold` does."""
    tag: str = ""
    """It, or one below it."""
    article: str = ""
    """The whole id of the article."""
    colour: Colour | None = None
    states: tuple[State, ...] = ()
    """One of these; empty for any."""
    since: str = ""
    """Created at this time or later: a beginning of ISO 8601, `2024`, `2024-03-05`."""
    until: str = ""
    """Created at this time or earlier; `2024` stands for all of that year."""
    groups: tuple[InGroup, ...] = ()
    """In all of these."""
    ids: tuple[str, ...] = ()
    """Of these whole ids; empty for any."""
    trash: bool = False
    """Those in the trash instead of those that are not."""


ALL = NoteListing()
"""Every annotation that is not in the trash."""


class GroupCount(NamedTuple):
    """A group and how many annotations are in it."""

    key: str
    """A tag, an article's id, a colour or a state; empty for annotations without a tag."""
    name: str
    """What to call it: the article's title, else the key."""
    annotations: int


class ChangeKind(StrEnum):
    """What was done to annotations, or to many articles."""

    CREATED = "created"
    EDITED = "edited"
    DELETED = "deleted"
    RESTORED = "restored"
    ATTACHED = "attached"
    RETAGGED = "retagged"
    """A tag was renamed, merged with another or taken off everywhere, on articles too."""
    MERGED = "merged"
    """Of two articles one was made, annotations and all."""
    ARTICLES = "articles"
    """Many articles were marked as read, given a star or tagged at once, or the reverse."""


class Change(NamedTuple):
    """A change that was undone or done again."""

    kind: ChangeKind
    """What had been done first."""
    annotations: tuple[str, ...]
    """The ids of those it changed back, the first 100."""
    changed: int
    """How many annotations it changed back."""
    articles: int
    """How many articles it changed back."""
    passed_over: int
    """How many were left alone, having been changed otherwise since, or being gone for good."""


class Edit(NamedTuple):
    """What is changed of annotations; what is None or empty is left as it is."""

    note: str | None = None
    colour: Colour | None = None
    tags: tuple[str, ...] | None = None
    """All tags, in place of those there are."""
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()


PLAIN = Edit()
"""Without tags or note, in the first colour: a mere highlight."""


class Rating(StrEnum):
    """How well a passage was remembered."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


class Draft(NamedTuple):
    """What was typed and not saved, and what it is about."""

    key: str
    """Names it: the annotation's id, or one of its own for a new one."""
    article: str
    annotation: str
    """The id of the annotation that was being edited; empty for a new one."""
    selectors: Selectors | None
    digest: str
    tags: tuple[str, ...]
    note: str
    colour: Colour
    saved: str = ""
    """When it was kept: ISO 8601, UTC, seconds; empty while it is not."""
