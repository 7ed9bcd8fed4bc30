"""What was said of a passage: its Markdown, set as articles are.

It is untrusted, and no markup of Rich or Textual is read in it.
"""

from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.model import MarkKind, Span
from reader.text.decoration import Decorations, drawn
from reader.text.layout import Layout, LayoutOptions, Line, Piece, Role
from reader.text.markup.note import read_note
from reader.ui.styles import ComponentStyles

_BEGINNING = 500
"""Code points of a note that are read for its first line."""

_MORE = Line((Piece("…", None, Role.TEXT),), -1, Span(0, 0))

_read_note = lru_cache(maxsize=64)(read_note)  # lists and views ask for the same ones


def first_line(note: str) -> str:
    """Return the first line that a note shows, or as much of it as fills any list."""
    text, _ = _read_note(note.strip()[:_BEGINNING])
    return text.partition("\n")[0]


class NoteText(Widget):
    """As many lines as the note needs, or as there is room for."""

    COMPONENT_CLASSES = {f"note-text--{name}" for name in (*Role, *MarkKind)}

    note: reactive[str] = reactive("", layout=True)
    """Markdown."""

    def __init__(self, *, most_lines: int | None = None, spacing: int = 1) -> None:
        """Take the most lines there is room for, and the blank ones between blocks."""
        self._style = ComponentStyles(self, "note-text")
        super().__init__()
        self._most_lines = most_lines
        self._spacing = spacing
        self._set: tuple[str, int] | None = None
        """The note that is laid out, and in what width."""
        self._lines: list[Line] = []
        self._marks = Decorations()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Tell how many lines are shown in `width` cells."""
        self._lay_out(width)
        return len(self._lines)

    def _lay_out(self, width: int) -> None:
        """Set the note in `width` cells, unless it is."""
        if self._set == (self.note, width):
            return
        self._set = self.note, width
        text, structure = _read_note(self.note)
        options = LayoutOptions(width, ambiguous=cell_len("…"), spacing=self._spacing)
        layout = Layout(text, structure, options)
        layout.settle(len(text) + 1)
        lines = layout.lines(0, layout.height) if text else []
        if self._most_lines is not None and len(lines) > self._most_lines:
            lines[self._most_lines - 1 :] = [_MORE]
        self._lines = lines
        self._marks = Decorations((mark.span, mark.kind.value) for mark in structure.marks)

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        self._lay_out(self.size.width)
        pieces = self._lines[y].pieces if y < len(self._lines) else ()
        segments = [
            Segment(text, self._style(*names))
            for piece in pieces
            for text, names in drawn(piece, self._marks.over)
        ]
        return Strip(segments).adjust_cell_length(self.size.width, self._style())

    def notify_style_update(self) -> None:
        """Work styles out anew."""
        self._style.clear()
        super().notify_style_update()
