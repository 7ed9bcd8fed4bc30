"""The line between two panels, which the mouse can drag."""

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.ui.report import Report
from reader.ui.styles import ComponentStyles


class Splitter(Widget):
    """A vertical line that tells how far it is dragged."""

    class Dragged(Report):
        """The mouse holds the line at another column of the screen."""

        splitter: "Splitter"
        column: int

    class Dropped(Message):
        """The mouse has let the line go."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  as Textual calls it
        super().__init__(id=id)
        self._style = ComponentStyles(self, "splitter")

    def render_line(self, y: int) -> Strip:
        """Draw one cell of the line."""
        return Strip([Segment("│", self._style())], 1)

    def notify_style_update(self) -> None:
        """Work the style out anew."""
        self._style.clear()
        super().notify_style_update()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take the mouse until it is let go."""
        self.capture_mouse()
        event.stop()

    def on_mouse_up(self) -> None:
        """Let the mouse go."""
        if self.app.mouse_captured is self:
            self.release_mouse()
            self.post_message(self.Dropped())

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell where the line is held."""
        if self.app.mouse_captured is self:
            self.post_message(self.Dragged(self, event.screen_x))
