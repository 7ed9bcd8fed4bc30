"""One note in full: the passage, the note, and what is known of it."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.reactive import var

from reader.annotation import Annotation
from reader.i18n import tr
from reader.text.normalise import one_line, visible
from reader.ui.widgets.note_list import STATE_NAMES
from reader.ui.widgets.prose import Prose


class NoteView(VerticalScroll, can_focus=False):
    """Shows a note, or nothing."""

    note: var[Annotation | None] = var(None)

    def compose(self) -> ComposeResult:
        """The passage above the note above the facts."""
        yield Prose("", classes="note-view--title")
        yield Prose("", classes="note-view--quote")
        yield Prose("", classes="note-view--note")
        yield Prose("", classes="note-view--facts")

    def watch_note(self, note: Annotation | None) -> None:
        """Show it."""
        texts = _texts(note) if note else ("", "", "", "")
        for prose, text in zip(self.query(Prose), texts, strict=False):
            prose.text = text
        self.scroll_home(animate=False)


def _texts(note: Annotation) -> tuple[str, str, str, str]:
    facts = [
        " ".join(f"#{one_line(tag)}" for tag in note.tags),
        tr(STATE_NAMES[note.state]) if note.selectors else "",
        tr("made {date}").format(date=note.created[:10]),
        tr("changed {date}").format(date=note.modified[:10]),
    ]
    return (
        one_line(note.title),
        visible(note.quote),
        visible(note.note),
        " · ".join(fact for fact in facts if fact),
    )
