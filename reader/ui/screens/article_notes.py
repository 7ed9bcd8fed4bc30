"""The part of the main screen that shows what was said of the open article, and goes to it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.i18n import tr
from reader.library import Library
from reader.model import Article
from reader.ui.messages import (
    NoteChosen,
    NoteEdited,
    NoteWanted,
    OpenArticle,
    PlacePointedAt,
    RowsWanted,
    SelectionChanged,
)
from reader.ui.report import Report
from reader.ui.screens.panels import PANE, PanelsScreen

if TYPE_CHECKING:
    from reader.model.annotation import Annotation
    from reader.ui.widgets.note_card import NoteCard
    from reader.ui.widgets.notes_panel import NotesPanel


class ArticleNotesScreen(PanelsScreen, part=True):
    """Holds the notes of the open article, one of them perhaps looked at."""

    class NotesLoaded(Report):
        """The notes of an article, as they are now; one of them is to be looked at."""

        article: str
        notes: "Sequence[Annotation]"
        look_at: str = ""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._notes: Sequence[Annotation] = ()
        self._looked_at = ""
        """The id of the note whose passage is looked at; empty for none."""
        self._look_next = ""
        """The id of the note to look at once its article is open."""

    # The notes of the open article

    def show_notes_of(self, article: Article) -> None:
        """Show the notes of an article that has just been opened."""
        self.show_no_notes()
        self._load_notes(article.summary.id, self._look_next)
        self._look_next = ""

    def show_no_notes(self) -> None:
        """Forget the notes of the article that was open."""
        self._notes, self._looked_at = (), ""
        self._draw_notes()

    @work(thread=True, exclusive=True, group="notes")
    def _load_notes(self, article: str, look_at: str = "") -> None:
        try:
            notes = self._library.notes.of(article)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if any(note.note for note in notes):
            from reader.text.markup import commonmark  # noqa: F401  slow to load: here no key waits
        if not get_current_worker().is_cancelled:
            self.post_message(self.NotesLoaded(article, notes, look_at))

    @on(NotesLoaded)
    def _show_notes(self, loaded: NotesLoaded) -> None:
        article = self._article
        if article is None or article.summary.id != loaded.article:
            return
        self._notes = loaded.notes
        self._looked_at = loaded.look_at
        self._draw_notes()

    def _draw_notes(self) -> None:
        """Lay them over the text, in the margin, and in the panel."""
        from reader.text.decoration import Decorations
        from reader.ui.widgets.layers import Layer

        placed = [(note, note.place) for note in self._notes if note.place]
        # The shorter lies above: a word in a tagged paragraph stays to be seen.
        placed.sort(key=lambda one: -len(one[1]))
        spans = [(place, f"note-{note.colour}") for note, place in placed]
        spans += [(place, "note-current") for note, place in placed if note.id == self._looked_at]
        signs = [(place, "note" if note.note else "highlight") for note, place in placed]
        self._pane.set_layer(Layer.NOTES, Decorations(spans))
        self._pane.set_signs(Decorations(signs))
        self._card.note = self._note(self._looked_at)
        for panel in self._panels:
            panel.show_notes(self._notes)

    def _note(self, note: str) -> "Annotation | None":
        return next((each for each in self._notes if each.id == note), None)

    @property
    def _card(self) -> "NoteCard":
        from reader.ui.widgets.note_card import NoteCard

        return self.query_one(NoteCard)

    @property
    def _panels(self) -> "Iterable[NotesPanel]":
        from reader.ui.widgets.notes_panel import NotesPanel

        return self.query(NotesPanel)

    @property
    def _article(self) -> Article | None:
        """The article in the pane, once there is one."""
        return self._pane.article if self.query("#pane") else None

    def _noted(self, article: str, look_at: str = "") -> Iterator[Message]:
        """Show the notes of an article, and in the list how many they are."""
        yield self.NotesLoaded(article, self._library.notes.of(article), look_at)
        yield self.ArticleChanged(self._library.summary(article))

    # Looking at notes

    @on(NoteWanted)
    def _look_at(self, wanted: NoteWanted) -> None:
        note = self._note(wanted.note)
        if note is None:
            self._looked_at = ""
            self._draw_notes()
            return
        if note.place is None:
            self._ask_about_orphan(note)
            return
        self._looked_at = note.id
        self._pane.reveal(note.place)
        self._draw_notes()
        if self.narrow:  # the panel would cover the passage
            self._turn_to(PANE)

    @on(PlacePointedAt)
    def _look_at_place(self, pointed: PlacePointedAt) -> None:
        self._look_at_offset(pointed.offset)

    @on(SelectionChanged)
    def _look_at_caret(self, changed: SelectionChanged) -> None:
        if changed.caret is not None:
            self._look_at_offset(changed.caret)

    def _look_at_offset(self, offset: int) -> None:
        """Look at the innermost note on the passage at `offset`, or at none."""
        placed = [(note.place, note.id) for note in self._notes if note.place]
        there = [(len(place), note) for place, note in placed if offset in place]
        looked_at = min(there)[1] if there else ""
        if looked_at != self._looked_at:
            self._looked_at = looked_at
            self._draw_notes()

    def _ask_about_orphan(self, note: "Annotation") -> None:
        if note.selectors is None:
            self.post_message(NoteEdited(note.id))
        else:
            self.notify(
                tr("Its passage is gone. Select another one, then p here ties the note to it."),
                markup=False,
            )

    def action_note(self, step: int) -> None:
        """Go to the next tagged passage, or to the one before."""
        placed = sorted(
            (note.place.start, note.place.end, note.id) for note in self._notes if note.place
        )
        if not placed:
            self.notify(tr("No passage is tagged yet: v selects one, a tags it."), markup=False)
            return
        current = self._note(self._looked_at)
        if current is not None and current.place is not None:
            here = (current.place.start, current.place.end, current.id)
        else:
            start = self._pane.shown.start
            here = (start, -1, "")
        later = [one for one in placed if one > here]
        earlier = [one for one in placed if one < here]
        ways = (later or placed[:1]) if step > 0 else (earlier[::-1] or placed[-1:])
        self.post_message(NoteWanted(ways[0][2]))
        for panel in self._panels:
            panel.point_at(ways[0][2])

    async def action_notes_panel(self) -> None:
        """Show the notes of the article beside it, or no longer."""
        from reader.ui.widgets.notes_panel import NotesPanel

        if isinstance(self.aside, NotesPanel):
            self.hide_aside()
            return
        if self._article is None:
            self.notify(tr("Open an article first."), markup=False)
            return
        panel = next(iter(self._panels), None) or NotesPanel()
        await self.show_aside(panel)
        panel.show_notes(self._notes)

    @on(RowsWanted, "#notes")
    def _supply_notes(self, wanted: RowsWanted) -> None:
        from reader.ui.widgets.note_list import NoteList

        for panel in self._panels:
            rows = panel.rows(wanted.first, wanted.count)
            panel.query_one(NoteList).supply(wanted.first, rows, wanted.generation)

    @work
    async def action_all_notes(self) -> None:
        """Show the notes of all articles, and go to the one chosen there."""
        from reader.ui.screens.notes import NotesScreen

        screen = NotesScreen(self._library)
        await self.app.push_screen_wait(screen)
        self.post_message(self.LibraryChanged())  # how many notes articles have, and undone changes
        self._go_to_chosen(screen.chosen)

    @work
    async def action_review(self) -> None:
        """Review the passages of the day, and go to the one chosen there."""
        from reader.ui.screens.review import ReviewScreen

        screen = ReviewScreen(self._library)
        await self.app.push_screen_wait(screen)
        self._go_to_chosen(screen.chosen)

    @on(NoteChosen)
    def _go_to_note(self, chosen: NoteChosen) -> None:
        self._go_to_chosen(chosen.note)

    def _go_to_chosen(self, chosen: "Annotation | None") -> None:
        """Look at a note of any article; without one, show what became of those of the open one."""
        if chosen is not None:
            self._look_next = chosen.id
            self.post_message(OpenArticle(chosen.article, chosen.place))
        if (article := self._article) is not None:
            self._load_notes(article.summary.id, self._look_next)
