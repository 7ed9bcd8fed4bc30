"""The part of the main screen that tags passages and shows what was said of them."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.i18n import tr
from reader.library import Library
from reader.model import Article, Span
from reader.text.normalise import one_line
from reader.ui.messages import (
    AnnotationWanted,
    NoteChosen,
    NoteDeleted,
    NoteEdited,
    NoteMoved,
    NoteWanted,
    OpenArticle,
    PlacePointedAt,
    RowsWanted,
    SelectionChanged,
)
from reader.ui.screens.panels import PanelsScreen

if TYPE_CHECKING:
    from reader.annotation import Annotation, Colour, Draft, Edit
    from reader.ui.widgets.note_card import NoteCard
    from reader.ui.widgets.notes_panel import NotesPanel
    from reader.ui.widgets.passage_selector import PassageSelector

_COLOUR = "colour"
"""What the library remembers the last colour of a highlight under."""

_SUGGESTIONS = 3
_TELLING = 3
"""Code points that a word needs to be suggested as a tag; shorter ones say little alone."""


class AnnotatingScreen(PanelsScreen):
    """Holds the notes of the open article; every change is on the disk before it is shown."""

    @dataclass(eq=False, repr=False)
    class NotesLoaded(Message):
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
    def _passages(self) -> "PassageSelector":
        from reader.ui.widgets.passage_selector import PassageSelector

        return self.query_one(PassageSelector)

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

    # Tagging

    @on(AnnotationWanted)
    def _annotate(self, wanted: AnnotationWanted) -> None:
        article = self._article
        if article is None:
            return
        if wanted.quick:
            from reader.annotation import Edit

            edit = Edit(colour=self._last_colour)
            self._change(partial(self._stored, partial(self._add, article, wanted.span, edit)))
        else:
            self._ask(article, wanted.span, None)

    def action_annotate_article(self) -> None:
        """Say something of the article as a whole."""
        if article := self._article:
            whole = next((note for note in self._notes if note.selectors is None), None)
            self._ask(article, None, whole)

    @work
    async def _ask(self, article: Article, span: Span | None, note: "Annotation | None") -> None:
        """Ask what to say of a passage, beginning with what was typed before and not saved."""
        from reader.ui.screens.annotate import AnnotateScreen

        try:
            draft, known = await asyncio.to_thread(self._typed_before, article, span, note)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        quote = note.quote if note else span.of(article.text) if span else article.summary.title
        screen = AnnotateScreen(
            _title(span, note),
            quote,
            self._begun(draft, note),
            known_tags=known,
            suggested_tags=_suggested(quote, known) if note is None and span else (),
            save=partial(self._save, article, span, note, draft),
            keep=partial(self._keep, article, span, note),
        )
        saved = await self.app.push_screen_wait(screen)
        if saved is not None:
            self._change(partial(self._noted, saved.article, saved.id))

    def _typed_before(
        self, article: Article, span: Span | None, note: "Annotation | None"
    ) -> "tuple[Draft | None, list[str]]":
        notes = self._library.notes
        return notes.draft(article.summary.id, span, note), notes.known_tags()

    def _begun(self, draft: "Draft | None", note: "Annotation | None") -> "Edit":
        from reader.annotation import Edit

        if draft is not None:
            return Edit(draft.note, draft.colour, draft.tags)
        if note is not None:
            return Edit(note.note, note.colour, note.tags)
        return Edit("", self._last_colour, ())

    def _save(
        self,
        article: Article,
        span: Span | None,
        note: "Annotation | None",
        draft: "Draft | None",
        edit: "Edit",
    ) -> "Future[Annotation]":
        """Store what was typed, after all changes before it."""

        def store() -> "Annotation":
            stored = self._add(article, span, edit) if note is None else self._edit(note.id, edit)
            if draft is not None:
                self._library.notes.drop_draft(draft)
            return stored

        return self._changes.submit(store)

    def _add(self, article: Article, span: Span | None, edit: "Edit") -> "Annotation":
        if edit.colour is not None:
            self._library.set_state(_COLOUR, edit.colour)
        return self._library.notes.annotate(article, span, edit)

    def _edit(self, note: str, edit: "Edit") -> "Annotation":
        return self._library.notes.edit(note, edit)

    def _keep(
        self, article: Article, span: Span | None, note: "Annotation | None", edit: "Edit"
    ) -> None:
        self._library.notes.keep_draft(article, span, edit, note)
        self.notify(tr("Kept as a draft; tag the same passage to go on."), markup=False)

    @property
    def _last_colour(self) -> "Colour":
        from reader.annotation import Colour

        try:
            return Colour(self._recalled(_COLOUR) or Colour.YELLOW)
        except ValueError:  # of another version
            return Colour.YELLOW

    def _stored(self, store: "Callable[[], Annotation]") -> Iterator[Message]:
        stored = store()
        yield from self._noted(stored.article)

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

    # Changing notes

    @on(NoteEdited)
    def _edit_note(self, wanted: NoteEdited) -> None:
        article, note = self._article, self._note(wanted.note)
        if article is not None and note is not None:
            self._ask(article, note.place, note)

    @on(NoteDeleted)
    def _delete_note(self, wanted: NoteDeleted) -> None:
        def delete() -> Iterator[Message]:
            note = self._library.notes.get(wanted.note)
            self._library.notes.delete(note.id)
            yield from self._noted(note.article)
            yield self.Told(tr("The note is in the trash; Ctrl+Z takes it back."))

        self._change(delete)

    @on(NoteMoved)
    def _move_note(self, wanted: NoteMoved) -> None:
        from reader.annotation import State

        article, note, span = self._article, self._note(wanted.note), self._passages.span
        if article is None or note is None or note.selectors is None:
            return
        if span is not None:
            moved = partial(self._library.notes.attach, note.id, article, span)
        elif note.state in (State.MOVED, State.UNSURE):
            moved = partial(self._library.notes.confirm, note.id)
        else:
            self.notify(tr("Select the passage first, by v or by the mouse."), markup=False)
            return
        self._change(partial(self._stored, moved))

    def action_undo(self) -> None:
        """Undo the last change to notes."""
        from reader.undoing import undone

        self._change(lambda: self._taken_back(undone(self._library.notes.undo())))

    def action_redo(self) -> None:
        """Do again what was undone last."""
        from reader.undoing import done_again

        self._change(lambda: self._taken_back(done_again(self._library.notes.redo())))

    def _taken_back(self, said: str) -> Iterator[Message]:
        yield self.Told(said)
        yield self.LibraryChanged()
        if article := self._article:
            id_ = article.summary.id
            yield self.NotesLoaded(id_, self._library.notes.of(id_))

    # What was typed and not saved

    @work
    async def offer_drafts(self) -> None:
        """Ask what to do with what was typed when the app ended before."""
        from reader.ui.screens.choice import Choice, ChoiceScreen

        try:
            drafts = self._library.notes.drafts()
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if not drafts:
            return
        choices = [
            Choice(str(number), one_line(draft.note or ", ".join(draft.tags)), draft.saved[:10])
            for number, draft in enumerate(drafts)
        ]
        title = tr("Typed and not saved: go on with")
        chosen = await self.app.push_screen_wait(ChoiceScreen(title, choices))
        if chosen is not None:
            self._resume(drafts[int(chosen)])

    def _resume(self, draft: "Draft") -> None:
        try:
            article = self._library.article(draft.article)
            note = self._library.notes.get(draft.annotation) if draft.annotation else None
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        span = draft.selectors.span if draft.selectors else None
        self.post_message(OpenArticle(draft.article, span))
        self._ask(article, span, note)


def _title(span: Span | None, note: "Annotation | None") -> str:
    if note is not None:
        return tr("Edit the note")
    return tr("Tag the passage") if span else tr("Note on the article")


def _suggested(quote: str, known: Sequence[str]) -> list[str]:
    """Return tags that a passage itself names: those in use, then its longest words."""
    from reader.text import segment
    from reader.text.fold import fold

    folded = fold(quote)
    named = [tag for tag in known if fold(tag.rpartition("/")[2]) in folded]
    words = sorted({word for word in segment.words(quote) if _telling(word)}, key=_length)
    return list(dict.fromkeys([*named, *words]))[:_SUGGESTIONS]


def _telling(word: str) -> bool:
    """Tell whether a word may say what a passage is about: a name, a term."""
    return word[0].isalpha() and len(word) >= _TELLING


def _length(word: str) -> tuple[int, str]:
    return -len(word), word
