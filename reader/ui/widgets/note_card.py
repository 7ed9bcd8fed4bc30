"""The note of the passage that is looked at, below the article."""

from textual.containers import Vertical
from textual.reactive import reactive

from reader.i18n import tr
from reader.model.annotation import Annotation, State
from reader.text.normalise import one_line

_MOST_LINES = 6
"""Of the note, below the line of facts."""


class NoteCard(Vertical):
    """Tags and note, in as many lines as they need and there is room for; out of sight without."""

    note: reactive[Annotation | None] = reactive(None)
    selecting: reactive[bool] = reactive(False)
    """Whether the keys are those of a selection."""

    async def watch_note(self) -> None:
        """Come into sight with a note."""
        self.display = self.note is not None
        if self.note is None:
            return
        # What draws notes need not be there before there is one.
        from reader.ui.widgets.note_text import NoteText
        from reader.ui.widgets.prose import Prose

        if not self.children:
            await self.mount(Prose("", most_lines=1, classes="facts"))
            await self.mount(NoteText(most_lines=_MOST_LINES, spacing=0))
        self.query_one(Prose).text = self._facts(self.note)
        text = self.query_one(NoteText)
        text.note = self.note.note
        text.display = bool(self.note.note.strip())

    def watch_selecting(self) -> None:
        """Name the keys, or others' no more."""
        from reader.ui.widgets.prose import Prose

        if self.note is not None and self.children:
            self.query_one(".facts", Prose).text = self._facts(self.note)

    def _facts(self, note: Annotation) -> str:
        """Return what is known of the note, and the keys for it while they hold."""
        from reader.ui.widgets.note_list import STATE_NAMES

        tags = " ".join(f"#{one_line(tag)}" for tag in note.tags)
        state = "" if note.state is State.ANCHORED else tr(STATE_NAMES[note.state])
        known = [part for part in (tags, state, note.modified[:10]) if part]
        if not self.selecting:
            known.append(tr("a edits, Del deletes, Esc closes"))
        return " · ".join(known)
