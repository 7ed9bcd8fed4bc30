"""A text of the interface, its lines broken as those of articles are.

Textual breaks lines at spaces: in a Chinese sentence with a Latin word that leaves half a line.
"""

from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.ui.cells import fit, wrapped
from reader.ui.styles import component_style

_NARROWEST = 2  # cells


class Prose(Widget):
    """As many lines as the text needs, or as there is room for."""

    text: reactive[str] = reactive("", layout=True)
    """What is shown; nothing in it acts on a terminal."""

    def __init__(self, text: str, *, most_lines: int | None = None, classes: str = "") -> None:
        """Take the text, and the most lines there is room for."""
        super().__init__(classes=classes)
        self._most_lines = most_lines
        self.set_reactive(Prose.text, text)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Tell how many lines there are in `width` cells."""
        return len(self.lines(width))

    def lines(self, width: int) -> list[str]:
        """Return the lines of the text in `width` cells."""
        if width < _NARROWEST:
            return []
        lines = [
            line
            for paragraph in self.text.splitlines()
            for line in wrapped(paragraph, width) or [""]
        ]
        if self._most_lines is not None and len(lines) > self._most_lines:
            last = lines[self._most_lines - 1]
            lines[self._most_lines - 1 :] = [fit(f"{last}{'…' * width}", width)]
        return lines

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        lines = self.lines(self.size.width)
        style = component_style(self)
        text = lines[y] if y < len(lines) else ""
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, style)
