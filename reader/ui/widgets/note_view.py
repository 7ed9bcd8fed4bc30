"""One note in full: the passage, the note, and what is known of it."""

from itertools import zip_longest

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.reactive import var

from reader.i18n import tr
from reader.model.annotation import Annotation, State
from reader.text.normalise import one_line, visible
from reader.ui.widgets.note_list import STATE_NAMES
from reader.ui.widgets.note_text import NoteText
from reader.ui.widgets.prose import Prose

_PASSAGE = 2
"""How many of the texts tell of the passage: the article's title, and its words."""


class NoteView(VerticalScroll, can_focus=False):
    """Shows a note, or nothing."""

    note: var[Annotation | None] = var(None)
    passage_only: var[bool] = var(False)
    """Whether nothing but the passage and its article is shown."""
    now: var[str] = var("")
    """What stands today where the passage stood; told of a note of which the place is not sure."""

    def compose(self) -> ComposeResult:
        """The passage above the note above the facts."""
        yield Prose("", classes="note-view--title")
        yield Prose("", classes="note-view--quote")
        yield NoteText()
        yield Prose("", classes="note-view--facts")
        yield Prose("", classes="note-view--label")
        yield Prose("", classes="note-view--quote")
        yield Prose("", classes="note-view--label")
        yield Prose("", classes="note-view--quote")

    def watch_note(self) -> None:
        """Show it."""
        self._show()
        self.scroll_home(animate=False)

    def watch_passage_only(self) -> None:
        """Show the rest, or hide it."""
        self._show()

    def watch_now(self) -> None:
        """Show it."""
        self._show()

    def _show(self) -> None:
        texts = (*_texts(self.note), *_then_and_now(self.note, self.now)) if self.note else ()
        said = self.query_one(NoteText)
        said.note = self.note.note if self.note and not self.passage_only else ""
        said.display = bool(said.note.strip())
        if self.passage_only:
            texts = texts[:_PASSAGE]
        for prose, text in zip_longest(self.query(Prose), texts, fillvalue=""):
            if isinstance(prose, Prose):
                prose.text = text
                prose.display = bool(text)


def _then_and_now(note: Annotation, now: str) -> tuple[str, ...]:
    """Return the old surroundings of a passage and the new ones, with a word above each."""
    if note.selectors is None or note.state is State.ANCHORED or not now:
        return ()
    prefix, exact, suffix = note.selectors.prefix, note.selectors.exact, note.selectors.suffix
    then = f"…{visible(prefix)}【{visible(exact)}】{visible(suffix)}…"
    return (tr("It was tagged in"), then, tr("There stands now"), f"…{visible(now)}…")


def _texts(note: Annotation) -> tuple[str, str, str]:
    made, changed = note.created[:10], note.modified[:10]
    facts = [
        " ".join(f"#{one_line(tag)}" for tag in note.tags),
        tr(STATE_NAMES[note.state]) if note.selectors else "",
        tr("made {date}").format(date=made),
        tr("changed {date}").format(date=changed) if changed != made else "",
    ]
    return (
        one_line(note.title),
        visible(note.quote),
        " · ".join(fact for fact in facts if fact),
    )
