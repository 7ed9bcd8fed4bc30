"""A line above a panel: what it shows on the left, how it stands on the right."""

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.text.normalise import one_line
from reader.text.width import cell_width, fit


class Bar(Widget):
    """One line with a text at each end; the left one gives way."""

    left: reactive[str] = reactive("")
    right: reactive[str] = reactive("")

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        right = one_line(self.right)
        right = fit(right, max(0, width - 2))
        room = max(0, width - cell_width(right) - 4)
        left = fit(one_line(self.left), room)
        gap = " " * max(0, width - 2 - cell_width(left) - cell_width(right))
        segment = Segment(f" {left}{gap}{right} ", self.rich_style)
        return Strip([segment]).adjust_cell_length(width, self.rich_style)
