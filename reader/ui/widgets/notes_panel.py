"""The notes of the article that is read, beside it."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from reader.i18n import ntr, tr
from reader.model.annotation import Annotation
from reader.ui.keys import NOTES, bindings
from reader.ui.messages import NoteDeleted, NoteEdited, NoteMoved
from reader.ui.widgets.bar import Bar
from reader.ui.widgets.note_list import NoteList
from reader.ui.widgets.row_list import ROWS_AT_ONCE


class NotesPanel(Vertical):
    """A bar above the notes: of the whole article, by their places, then those without one."""

    BINDINGS = bindings(NOTES)

    def __init__(self) -> None:
        super().__init__(id="notes-panel")
        self._notes: Sequence[Annotation] = ()

    def compose(self) -> ComposeResult:
        """The bar above the list."""
        yield Bar(id="notes-bar")
        yield NoteList(id="notes")

    def on_mount(self) -> None:
        """Show what was to be shown before there was a list."""
        self.show_notes(self._notes)

    def show_notes(self, notes: Sequence[Annotation]) -> None:
        """Show these, the cursor where it was."""
        self._notes = notes
        if not self.query(NoteList):
            return  # which will show them once it is there
        listed = self.query_one(NoteList)
        listed.nothing = tr("No passage is tagged yet: v selects one, a tags it.")
        under_cursor = listed.note.id if listed.note else ""
        ids = [note.id for note in notes]
        row = ids.index(under_cursor) if under_cursor in ids else listed.cursor
        first = max(0, row - ROWS_AT_ONCE) // ROWS_AT_ONCE * ROWS_AT_ONCE
        listed.show_rows(len(notes), row, first, notes[first : first + 4 * ROWS_AT_ONCE])
        count = len(notes)
        self.query_one(Bar).left = ntr("{count} note", "{count} notes", count).format(count=count)
        self.refresh_bindings()  # whether there is a note to do something with

    def rows(self, first: int, count: int) -> Sequence[Annotation]:
        """Return some of the notes, for the list to hold."""
        return self._notes[first : first + count]

    def point_at(self, note: str) -> None:
        """Put the cursor on a note."""
        for number, each in enumerate(self._notes):
            if each.id == note:
                self.query_one(NoteList).cursor = number

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is done with a note where there is one."""
        del parameters
        return bool(self._notes) or action not in {"edit", "delete", "attach"}

    def action_edit(self) -> None:
        """Say something else of the passage."""
        if note := self.query_one(NoteList).note:
            self.post_message(NoteEdited(note.id))

    def action_delete(self) -> None:
        """Move the note to the trash."""
        if note := self.query_one(NoteList).note:
            self.post_message(NoteDeleted(note.id))

    def action_attach(self) -> None:
        """Tie the note to the passage that is selected, or to where it is taken to be."""
        if note := self.query_one(NoteList).note:
            self.post_message(NoteMoved(note.id))
