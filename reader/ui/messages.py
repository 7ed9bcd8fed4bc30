"""What widgets say to the screen: facts they observed and requests they make.

They are neither compared nor printed; to make the methods for that would cost every start.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.dom import DOMNode
from textual.message import Message

from reader.model import Listing, Removed, SearchOrder, Span
from reader.text.options import LayoutOptions

if TYPE_CHECKING:
    from reader.annotation import Annotation


@dataclass(eq=False, repr=False)
class OpenArticle(Message):
    """The reader asks for an article, perhaps at a passage."""

    id: str
    span: Span | None = None


@dataclass(eq=False, repr=False)
class RowsWanted(Message):
    """A list is about to draw rows it does not have."""

    sender: DOMNode
    """The list."""
    first: int
    count: int
    generation: int
    """Which listing the rows belong to; rows of an older one are no longer wanted."""

    @property
    def control(self) -> DOMNode:
        """The list, for handlers of one list alone."""
        return self.sender


@dataclass(eq=False, repr=False)
class PositionChanged(Message):
    """The first line on the reading pane's screen is another one."""

    id: str
    digest: str
    """Of the text that is shown; the library may hold a newer one."""
    offset: int
    """Of the first code point on the screen, in that text."""
    finished: bool
    """Whether the last line of the article is on the screen."""


class LeaveArticle(Message):
    """The reader wants back to the list."""


@dataclass(eq=False, repr=False)
class OptionsChanged(Message):
    """The reader wants texts set in another way."""

    options: LayoutOptions


@dataclass(eq=False, repr=False)
class ThemeChosen(Message):
    """The reader wants the app in other colours from now on."""

    name: str


@dataclass(eq=False, repr=False)
class Jumping(Message):
    """The reader is about to go far from a place in the article."""

    offset: int


@dataclass(eq=False, repr=False)
class MarkSet(Message):
    """The reader marked a place in the open article, to come back to it."""

    article: str
    digest: str
    """Of the text that is shown; the library may hold a newer one."""
    name: str
    offset: int


@dataclass(eq=False, repr=False)
class SelectionChanged(Message):
    """Another part of the article is selected, or none."""

    mode: str
    """What is being selected, and how much, in the user's language; empty for nothing."""
    caret: int | None
    """The offset of the caret; None where there is none."""


@dataclass(eq=False, repr=False)
class PlacePointedAt(Message):
    """The reader clicked on a place in the open article."""

    offset: int


@dataclass(eq=False, repr=False)
class PassageSelected(Message):
    """The reader has selected a passage."""

    id: str
    """The article's."""
    span: Span


@dataclass(eq=False, repr=False)
class CopyPassage(Message):
    """The reader wants a passage in the clipboard."""

    text: str


@dataclass(eq=False, repr=False)
class MentionWanted(Message):
    """The reader wants a mention chosen in the article that is opened next."""

    article: str
    """Its id."""
    span: Span


@dataclass(eq=False, repr=False)
class AnnotationWanted(Message):
    """The reader wants to tag a passage of the open article."""

    span: Span
    quick: bool
    """Whether to highlight it at once, without asking what to say of it."""


@dataclass(eq=False, repr=False)
class NoteWanted(Message):
    """The reader wants to see a passage that bears a note."""

    note: str
    """The note's id."""


@dataclass(eq=False, repr=False)
class NoteChosen(Message):
    """The reader wants to see a note of any article in its place."""

    note: "Annotation"


@dataclass(eq=False, repr=False)
class NoteEdited(Message):
    """The reader wants to say something else of a passage."""

    note: str
    """The note's id."""


@dataclass(eq=False, repr=False)
class NoteDeleted(Message):
    """The reader wants a note in the trash."""

    note: str
    """The note's id."""


@dataclass(eq=False, repr=False)
class NoteMoved(Message):
    """The reader wants a note to be tied to what is selected, or to where it is taken to be."""

    note: str
    """The note's id."""


class WordsWanted(Message):
    """The reader selects; where words begin and end should be known."""


@dataclass(eq=False, repr=False)
class LinesWanted(Message):
    """The reader wants lines that were taken for clutter put back into an article."""

    article: str
    lines: Sequence[Removed]


@dataclass(eq=False, repr=False)
class OpenAddress(Message):
    """The reader wants to see an address, which may be refused, in the browser."""

    address: str


@dataclass(eq=False, repr=False)
class ListingChanged(Message):
    """The reader wants other articles listed, or in another order."""

    listing: Listing


@dataclass(eq=False, repr=False)
class ArticlesMerged(Message):
    """An article was taken into another."""

    kept: str
    gone: str


@dataclass(eq=False, repr=False)
class FeedsWanted(Message):
    """The reader wants feeds asked what is new."""

    addresses: Sequence[str]
    """Of the feeds; none for all."""


@dataclass(eq=False, repr=False)
class FollowWanted(Message):
    """The reader wants a feed followed."""

    address: str


@dataclass(eq=False, repr=False)
class SearchRequested(Message):
    """The reader wants articles found; an empty query only gives up the search before."""

    query: str
    order: SearchOrder
    limit: int
    """How many hits are wanted."""
    generation: int
    """Of two answers the one with the greater number counts."""


@dataclass(eq=False, repr=False)
class SearchClosed(Message):
    """The reader has searched enough."""

    keep: bool
    """Whether to go on with the article that is shown, instead of returning to the one before."""
