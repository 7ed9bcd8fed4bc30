"""A line above a panel: what it shows on the left, how it stands on the right.

A mode in which the keys mean something else is named before all.
"""

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.text.normalise import one_line
from reader.ui.cells import fit
from reader.ui.styles import component_style


class Bar(Widget):
    """One line with a text at each end; the left one gives way."""

    COMPONENT_CLASSES = {"bar--mode"}

    class RightClicked(Message):
        """The text on the right was clicked."""

    mode: reactive[str] = reactive("")
    left: reactive[str] = reactive("")
    rest: reactive[str] = reactive("")
    """What follows the left text where there is room for all of it."""
    right: reactive[str] = reactive("")

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        mode = fit(f" {one_line(self.mode)} ", self.size.width) if self.mode else ""
        width = self.size.width - cell_len(mode)
        right = one_line(self.right)
        right = fit(right, max(0, width - 2))
        room = max(0, width - cell_len(right) - 4)
        left = one_line(self.left)
        whole = f"{left} · {one_line(self.rest)}"
        left = whole if self.rest and cell_len(whole) <= room else fit(left, room)
        if left == "…":  # which tells nothing
            left = ""
        gap = " " * max(0, width - 2 - cell_len(left) - cell_len(right))
        segments = [Segment(f" {left}{gap}{right} ", component_style(self))]
        if mode:
            segments.insert(0, Segment(mode, component_style(self, "bar--mode")))
        return Strip(segments).adjust_cell_length(self.size.width, component_style(self))

    def on_click(self, event: events.Click) -> None:
        """Tell of a click on the right text."""
        if self.right and event.x >= self.size.width - cell_len(one_line(self.right)) - 2:
            self.post_message(self.RightClicked())
