"""A text of the interface, its lines broken as those of articles are.

Textual breaks lines at spaces: in a Chinese sentence with a Latin word that leaves half a line.
"""

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from reader.ui.cells import wrapped
from reader.ui.styles import component_style


class Prose(Widget):
    """As many lines as the text needs."""

    def __init__(self, text: str) -> None:
        """Take a text in the user's language."""
        super().__init__()
        self._text = text

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Tell how many lines there are in `width` cells."""
        return len(wrapped(self._text, width))

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        lines = wrapped(self._text, self.size.width)
        style = component_style(self)
        text = lines[y] if y < len(lines) else ""
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, style)
