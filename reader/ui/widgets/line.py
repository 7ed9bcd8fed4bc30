"""A line to type in, as an input method needs it."""

from rich.cells import cell_len
from textual.geometry import Offset, Size
from textual.reactive import Reactive
from textual.widgets import Input


class Line(Input):
    """An input whose caret is where the terminal's cursor is, to the cell.

    There an input method shows what is being composed. Textual's own is a cell further right at
    the end of the text, where one always is while typing.
    """

    virtual_size = Reactive(Size(0, 0))
    """The text's width. Nothing around moves with it: a key needs no layout of the screen."""

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the next character goes, on the screen."""
        region = self.content_region
        before = cell_len(self.value[: self.cursor_position])
        return Offset(region.x + before - self.scroll_offset.x, region.y)

    def on_resize(self) -> None:
        """Put the terminal's cursor where the caret is, once that is known."""
        self._place_cursor()

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """Put it there again when a long text has moved below the caret."""
        super().watch_scroll_x(old_value, new_value)
        self._place_cursor()

    def _place_cursor(self) -> None:
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset
