"""What widgets say to the screen: facts they observed and requests they make."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.dom import DOMNode
from textual.message import Message

from reader.model import Listing, Removed, SearchOrder, Span
from reader.text.options import LayoutOptions
from reader.ui.report import Report

if TYPE_CHECKING:
    from reader.model.annotation import Annotation


class OpenArticle(Report):
    """The reader asks for an article, perhaps at a passage."""

    id: str
    span: Span | None = None


class RowsWanted(Report):
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


class PositionChanged(Report):
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


class OptionsChanged(Report):
    """The reader wants texts set in another way."""

    options: LayoutOptions


class ThemeChosen(Report):
    """The reader wants the app in other colours from now on."""

    name: str


class Jumping(Report):
    """The reader is about to go far from a place in the article."""

    offset: int


class MarkSet(Report):
    """The reader marked a place in the open article, to come back to it."""

    article: str
    digest: str
    """Of the text that is shown; the library may hold a newer one."""
    name: str
    offset: int


class SelectionChanged(Report):
    """Another part of the article is selected, or none."""

    mode: str
    """What is being selected, and how much, in the user's language; empty for nothing."""
    caret: int | None
    """The offset of the caret; None where there is none."""


class PlacePointedAt(Report):
    """The reader clicked on a place in the open article."""

    offset: int


class PassageSelected(Report):
    """The reader has selected a passage."""

    id: str
    """The article's."""
    span: Span


class CopyPassage(Report):
    """The reader wants a passage in the clipboard."""

    text: str


class MentionWanted(Report):
    """The reader wants a mention chosen in the article that is opened next."""

    article: str
    """Its id."""
    span: Span


class AnnotationWanted(Report):
    """The reader wants to tag a passage of the open article."""

    span: Span
    quick: bool
    """Whether to highlight it at once, without asking what to say of it."""


class NoteWanted(Report):
    """The reader wants to see a passage that bears a note."""

    note: str
    """The note's id."""


class NoteChosen(Report):
    """The reader wants to see a note of any article in its place."""

    note: "Annotation"


class NoteEdited(Report):
    """The reader wants to say something else of a passage."""

    note: str
    """The note's id."""


class NoteDeleted(Report):
    """The reader wants a note in the trash."""

    note: str
    """The note's id."""


class NoteMoved(Report):
    """The reader wants a note to be tied to what is selected, or to where it is taken to be."""

    note: str
    """The note's id."""


class DraftsWanted(Message):
    """The reader wants to go on with what was typed of a passage and not saved."""


class CorpusWanted(Message):
    """The reader wants the articles that come with the program."""


class WordsWanted(Message):
    """The reader selects; where words begin and end should be known."""


class LinesWanted(Report):
    """The reader wants lines that were taken for clutter put back into an article."""

    article: str
    lines: Sequence[Removed]


class OpenAddress(Report):
    """The reader wants to see an address, which may be refused, in the browser."""

    address: str


class ListingChanged(Report):
    """The reader wants other articles listed, or in another order."""

    listing: Listing


class ViewWanted(Report):
    """The reader wants the articles of a saved search listed, or all again if they are."""

    number: int
    """Among the saved searches, by name, counted from 1."""


class ArticlesMerged(Report):
    """An article was taken into another."""

    kept: str
    gone: str


class FeedsWanted(Report):
    """The reader wants feeds asked what is new."""

    addresses: Sequence[str]
    """Of the feeds; none for all."""


class FollowWanted(Report):
    """The reader wants a feed followed."""

    address: str


class SearchRequested(Report):
    """The reader wants articles found; an empty query only gives up the search before."""

    query: str
    order: SearchOrder
    limit: int
    """How many hits are wanted."""
    generation: int
    """Of two answers the one with the greater number counts."""


class SearchClosed(Report):
    """The reader has searched enough."""

    keep: bool
    """Whether to go on with the article that is shown, instead of returning to the one before."""
