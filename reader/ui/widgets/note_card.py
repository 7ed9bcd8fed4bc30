"""The note of the passage that is looked at, below the article."""

from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.annotation import Annotation, State
from reader.i18n import tr
from reader.text.normalise import one_line, visible
from reader.ui.cells import fit, wrapped
from reader.ui.styles import component_style
from reader.ui.widgets.note_list import STATE_NAMES

_MOST_LINES = 7


class NoteCard(Widget):
    """Tags and note, in as many lines as they need and there is room for; out of sight without."""

    COMPONENT_CLASSES = {"note-card--facts"}

    note: reactive[Annotation | None] = reactive(None, layout=True)

    def watch_note(self) -> None:
        """Come into sight with a note."""
        self.display = self.note is not None

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Tell how many lines are shown in `width` cells."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[str]:
        note = self.note
        if note is None or width < 2:
            return []
        said = [
            line
            for paragraph in visible(note.note).splitlines()
            for line in wrapped(paragraph, width)
        ]
        if len(said) > _MOST_LINES - 1:
            said = [*said[: _MOST_LINES - 2], "…"]
        return [fit(self._facts(note), width), *said]

    def _facts(self, note: Annotation) -> str:
        """Return what is known of the note, and the keys for it."""
        tags = " ".join(f"#{one_line(tag)}" for tag in note.tags)
        state = "" if note.state is State.ANCHORED else tr(STATE_NAMES[note.state])
        known = [part for part in (tags, state, note.modified[:10]) if part]
        return " · ".join([*known, tr("a edits, Del deletes, Esc closes")])

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        width = self.size.width
        lines = self._lines(width)
        names = ("note-card--facts",) if y == 0 else ()
        text = lines[y] if y < len(lines) else ""
        strip = Strip([Segment(text, component_style(self, *names))])
        return strip.adjust_cell_length(width, component_style(self))
