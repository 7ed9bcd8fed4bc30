"""The part of the main screen that tags passages, and changes what was said of them."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from reader.i18n import tr
from reader.ui.messages import ArticlesMerged, NoteDeleted, NoteEdited, NoteMoved
from reader.ui.screens.drafts import DraftsScreen

if TYPE_CHECKING:
    from reader.model.annotation import Change
    from reader.ui.widgets.passage_selector import PassageSelector


class AnnotatingScreen(DraftsScreen, part=True):
    """Changes the notes of the open article; each change is on the disk before it is shown."""

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
        from reader.model.annotation import State

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
        """Undo the last change to notes, to tags, or of two articles to one."""
        from reader.library.undoing import undone

        self._change(lambda: self._taken_back(self._library.notes.undo(), undone))

    def action_redo(self) -> None:
        """Do again what was undone last."""
        from reader.library.undoing import done_again

        self._change(lambda: self._taken_back(self._library.notes.redo(), done_again))

    def _taken_back(
        self, change: "Change | None", told: "Callable[[Change | None], str]"
    ) -> Iterator[Message]:
        from reader.model.annotation import ChangeKind

        yield self.Told(told(change))
        yield self.LibraryChanged()
        if article := self._article:
            id_ = article.summary.id
            if change is not None and change.kind is ChangeKind.MERGED:
                yield ArticlesMerged(id_, id_)
            else:
                yield self.NotesLoaded(id_, self._library.notes.of(id_))

    @property
    def _passages(self) -> "PassageSelector":
        from reader.ui.widgets.passage_selector import PassageSelector

        return self.query_one(PassageSelector)
