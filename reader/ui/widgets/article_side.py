"""The article with the ways through it: finding, contents, marks, jumps, links."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from reader.errors import AddressRefused
from reader.i18n import tr
from reader.model import Article, Removed, Span
from reader.text.address import openable
from reader.text.find import Hits
from reader.text.normalise import one_line
from reader.text.options import LayoutOptions
from reader.ui.jumps import JumpList, Place
from reader.ui.keys import ARTICLE_SIDE, ENTITIES, FOUND, bindings
from reader.ui.messages import (
    AnnotationWanted,
    Jumping,
    LeaveArticle,
    LinesWanted,
    MarkSet,
    NoteDeleted,
    NoteEdited,
    NoteWanted,
    OpenAddress,
    OpenArticle,
    PositionChanged,
    SelectionChanged,
)
from reader.ui.opened import OpenedArticle
from reader.ui.screens.contents import ContentsScreen
from reader.ui.screens.pick import Pick, PickScreen
from reader.ui.widgets.entity_line import EntityLine
from reader.ui.widgets.find_bar import FindBar
from reader.ui.widgets.note_card import NoteCard
from reader.ui.widgets.page_view import Sight
from reader.ui.widgets.passage_selector import PassageSelector
from reader.ui.widgets.place_bar import PlaceBar
from reader.ui.widgets.reading_pane import ReadingPane

_LINK_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
_BEFORE_JUMP = "'"


class ArticleSide(Vertical):
    """A bar, the reading pane, and the line to find by when there is something to find."""

    BINDINGS = [*bindings((*ARTICLE_SIDE, *ENTITIES)), *bindings(FOUND, priority=True)]
    BLANK = True  # all of it is covered

    def __init__(self, options: LayoutOptions, *, id: str) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._options = options
        self._opened: OpenedArticle | None = None
        self._marks: dict[str, int] = {}
        self._jumps = JumpList()
        self._destination: Place | None = None
        self.mention: Span | None = None
        """Where the mention stands that is chosen, if one is."""

    def compose(self) -> ComposeResult:
        """The bar above the pane above what is found."""
        pane = ReadingPane(self._options, id="pane")
        yield PlaceBar(id="pane-bar")
        yield PassageSelector(pane, id="passages")
        yield FindBar(pane, self._note_jump_from, id="find")
        yield NoteCard(id="note-card")
        yield EntityLine(id="entity-line")

    @property
    def _pane(self) -> ReadingPane:
        return self.query_one(ReadingPane)

    @property
    def _find_bar(self) -> FindBar:
        return self.query_one(FindBar)

    def show(
        self, article: Article, offset: int, marks: dict[str, int], *, jump: bool = True
    ) -> None:
        """Show `article` with the line of `offset` on top; `marks` are its marks' offsets.

        The reader can come back from a `jump`.
        """
        destination, self._destination = self._destination, None
        if jump and (destination is None or destination.article != article.summary.id):
            self._note_jump()
        self._find_bar.end()
        self._opened = OpenedArticle(article)
        self._marks = marks
        self.query_one(PassageSelector).show(article, offset)

    def close(self) -> None:
        """Show no article."""
        self._find_bar.end()
        self._opened = None
        self._marks = {}
        self.query_one(NoteCard).note = None
        self.query_one(PassageSelector).close()
        self.query_one(PlaceBar).close()
        self.greet()

    def kept(self) -> tuple[Article | None, dict[str, int], Sight]:
        """Return what is shown, its marks, and which part of it: what `show` brings back."""
        article = self._opened.article if self._opened is not None else None
        return article, self._marks, self._pane.sight

    def return_to(self, sight: Sight) -> None:
        """Show the part of the article that the screen showed, with nothing found in it."""
        self._find_bar.end()
        self._pane.return_to(sight)
        # The pane may be a line higher then, or just come into sight.
        self.call_after_refresh(self._pane.return_to, sight)

    def follow(self, hits: Hits, query: str, at: Span | None) -> None:
        """Lay hits found by a search over the article, the one at `at` in sight; n and N walk."""
        self._find_bar.follow(hits, query, at)

    def note_jump(self, article: str, offset: int) -> None:
        """Let the reader come back to a place."""
        self._jumps.leave(Place(article, offset))

    def greet(self, *, empty: bool = False) -> None:
        """Say what to do until an article is shown, or one comes in where there is none."""
        self._pane.hint = (
            tr("P, or pasting a path or an address, adds an article.\n? shows the keys.")
            if empty
            else tr("Enter opens the article under the cursor.\n? shows the keys.")
        )

    def jump(self, offset: int) -> None:
        """Go to a place in the article, so that the reader can come back."""
        self._note_jump()
        self._pane.go_to(offset)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to the line while the reader types."""
        if action == "end_find":
            found = self._find_bar.display and not self._find_bar.following
            selected = self.query_one(PassageSelector).selection is not None
            return found and self._pane.has_focus and not selected
        if action == "delete_note":
            card = self.query_one(NoteCard)
            return card.note is not None and not card.selecting
        return not self._find_bar.typing

    # Where the reader is

    @on(PositionChanged)
    def _show_place(self, position: PositionChanged) -> None:
        if self._opened is not None and self._opened.summary.id == position.id:
            self.query_one(PlaceBar).show_place(self._opened, position)

    @on(SelectionChanged)
    def _show_mode(self, changed: SelectionChanged) -> None:
        self.query_one(PlaceBar).mode = changed.mode
        self.query_one(NoteCard).selecting = bool(changed.mode)

    # Jumps

    def _note_jump(self) -> None:
        self._note_jump_from(self._pane.position)

    def _note_jump_from(self, offset: int) -> None:
        if self._opened is not None:
            self._jumps.leave(Place(self._opened.summary.id, offset))

    @on(Jumping)
    def _note_jump_of_pane(self, message: Jumping) -> None:
        self._note_jump_from(message.offset)

    def action_travel(self, step: int) -> None:
        """Go back to where the last jump began, or forward again."""
        if self._opened is None:
            return
        here = Place(self._opened.summary.id, self._pane.position)
        place = self._jumps.back(here) if step < 0 else self._jumps.forward(here)
        if place is not None:
            self._go_to_place(place)
        elif step < 0:
            self._tell(tr("You have not jumped from anywhere further back."))
        else:
            self._tell(tr("You have not come back from anywhere further on."))

    def _go_to_place(self, place: Place) -> None:
        if self._opened is not None and place.article == self._opened.summary.id:
            self._pane.go_to(place.offset)
        else:
            self._destination = place
            self.post_message(OpenArticle(place.article, Span(place.offset, place.offset)))

    # Finding

    def action_find(self) -> None:
        """Type what to find."""
        if self._opened is not None:
            self._find_bar.begin(self._opened.folded)

    def action_hit(self, step: int) -> None:
        """Go to the next hit or the one before, of what was looked for last."""
        if self._opened is None or not (
            self._find_bar.following or self._find_bar.query_text.strip()
        ):
            self._tell(tr("Nothing was looked for yet; f finds."))
        else:
            self._find_bar.step(self._opened.folded, step)

    def action_end_find(self) -> None:
        """Take off what was found; the next key leaves the article."""
        self._find_bar.end()

    @on(LeaveArticle)
    def _leave(self, message: LeaveArticle) -> None:
        """What was found here goes first, the article with the next key."""
        if self._find_bar.display and not self._find_bar.following:
            message.stop()
            self._find_bar.end()
        elif self.query_one(NoteCard).display:
            message.stop()
            self.post_message(NoteWanted(""))

    # Notes

    def action_annotate(self) -> None:
        """Edit the note shown; else tag the hit the reader is at, or the mention chosen.

        Where there is none of these, select a sentence to tag. A note on more than the mention
        that is chosen in it is not the one that is meant.
        """
        note, mention = self.query_one(NoteCard).note, self.mention
        passage = self._find_bar.current or mention
        if note is not None and mention in (None, note.place):
            self.post_message(NoteEdited(note.id))
        elif passage is not None:
            self.post_message(AnnotationWanted(passage, quick=False))
        else:
            self.query_one(PassageSelector).select_sentence()

    def action_delete_note(self) -> None:
        """Delete the note shown."""
        if note := self.query_one(NoteCard).note:
            self.post_message(NoteDeleted(note.id))

    # Contents and marks

    def action_contents(self) -> None:
        """Choose a heading to go to."""
        opened = self._opened
        if opened is None or not opened.headings:
            self._tell(tr("This article has no headings."))
            return
        current = opened.heading_at(self._pane.shown.start)
        self.app.push_screen(ContentsScreen(opened.headings, current), self._jump_if_chosen)

    def _jump_if_chosen(self, offset: int | None) -> None:
        if offset is not None:
            self.jump(offset)

    def action_removed(self) -> None:
        """Choose of the lines that were taken for clutter which to put back."""
        opened = self._opened
        if opened is None or not opened.article.removed:
            self._tell(tr("Nothing was taken out of this article."))
            return
        from reader.ui.screens.removed import RemovedScreen

        id_ = opened.summary.id

        def chosen(lines: Sequence[Removed] | None) -> None:
            if lines:
                self.post_message(LinesWanted(id_, lines))

        screen = RemovedScreen(opened.article.removed, self._pane.shown.start)
        self.app.push_screen(screen, chosen)

    def action_mark(self) -> None:
        """Mark the place under a letter."""
        if self._opened is not None:
            title = tr("Mark this place: press a letter")
            screen = PickScreen(title, self._picks_of_marks(), any_letter=True)
            self.app.push_screen(screen, self._set_mark)

    def _set_mark(self, name: str | None) -> None:
        if name is not None and self._opened is not None:
            self._marks[name] = self._pane.position
            shown = self._opened.summary
            self.post_message(MarkSet(shown.id, shown.digest, name, self._pane.position))

    def action_go_to_mark(self) -> None:
        """Choose a mark to go to."""
        picks = self._picks_of_marks()
        if self._jumps.last is not None:
            picks.insert(0, Pick(_BEFORE_JUMP, tr("where you were before the last jump")))
        if not picks:
            self._tell(tr("No place is marked here yet; m and a letter mark one."))
            return
        self.app.push_screen(PickScreen(tr("Go to a mark"), picks), self._go_to_mark)

    def _go_to_mark(self, name: str | None) -> None:
        if name == _BEFORE_JUMP and self._jumps.last is not None:
            place = self._jumps.last
            self._note_jump()
            self._go_to_place(place)
        elif name in self._marks:
            self.jump(self._marks[name])

    def _picks_of_marks(self) -> list[Pick]:
        opened = self._opened
        if opened is None:
            return []
        return [
            Pick(name, f"{opened.percent(offset):3}%  {opened.reminder(offset)}")
            for name, offset in sorted(self._marks.items())
        ]

    # Addresses

    def action_original(self) -> None:
        """Open the article's own address."""
        if self._opened is None:
            return
        if address := self._opened.summary.url:
            self.post_message(OpenAddress(address))
        else:
            self._tell(tr("This article came without an address."))

    def action_links(self) -> None:
        """Choose one of the links on the screen to open."""
        addresses = self._opened.links(self._pane.shown) if self._opened else {}
        if not addresses:
            self._tell(tr("There is no link on the screen."))
            return
        picks = [
            Pick(key, label, _shown_address(address))
            for key, (address, label) in zip(_LINK_KEYS, addresses.items(), strict=False)
        ]
        targets = dict(zip(_LINK_KEYS, addresses, strict=False))

        def opened(key: str | None) -> None:
            if key is not None:
                self.post_message(OpenAddress(targets[key]))

        self.app.push_screen(PickScreen(tr("Open a link"), picks), opened)

    def _tell(self, text: str) -> None:
        self.notify(text, markup=False)


def _shown_address(address: str) -> str:
    """Return the address as it would be opened, or as it is with why it will not be."""
    try:
        return openable(address)
    except AddressRefused as error:
        return f"{one_line(address)} — {error}"
