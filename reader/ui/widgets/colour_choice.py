"""The colours a highlight can have, in one line; one of them is chosen."""

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.i18n import mark, tr
from reader.model.annotation import Colour
from reader.ui.keys import COLOURS, bindings
from reader.ui.styles import component_style

COLOUR_NAMES = {
    Colour.YELLOW: mark("yellow"),
    Colour.GREEN: mark("green"),
    Colour.BLUE: mark("blue"),
    Colour.PINK: mark("pink"),
    Colour.ORANGE: mark("orange"),
    Colour.PURPLE: mark("purple"),
}

_ALL = tuple(Colour)


class ColourChoice(Widget, can_focus=True):
    """Left and right choose, and so does the mouse."""

    BINDINGS = bindings(COLOURS)
    COMPONENT_CLASSES = {f"colour-choice--{colour}" for colour in Colour} | {
        "colour-choice--chosen"
    }

    colour: reactive[Colour] = reactive(Colour.YELLOW, init=False)

    class Changed(Message):
        """Another colour is chosen."""

    def watch_colour(self) -> None:
        """Tell it."""
        self.post_message(self.Changed())

    def _swatches(self) -> list[tuple[Colour, str]]:
        """Each colour as it is shown: its name where there is room for all names."""
        named = [
            (colour, f"{'●' if colour is self.colour else '○'} {tr(name)}  ")
            for colour, name in COLOUR_NAMES.items()
        ]
        if sum(cell_len(text) for _, text in named) <= self.size.width:
            return named
        return [(colour, text if colour is self.colour else "○ ") for colour, text in named]

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        segments = []
        for colour, text in self._swatches():
            names = [f"colour-choice--{colour}"]
            if colour is self.colour and self.has_focus:
                names.append("colour-choice--chosen")
            shown = text.rstrip()
            segments.append(Segment(shown, component_style(self, *names)))
            segments.append(Segment(" " * (len(text) - len(shown)), component_style(self)))
        return Strip(segments).adjust_cell_length(self.size.width, component_style(self))

    def action_step(self, step: int) -> None:
        """Choose the next colour, or the one before."""
        self.colour = _ALL[(_ALL.index(self.colour) + step) % len(_ALL)]

    def on_click(self, event: events.Click) -> None:
        """Choose the colour under the mouse."""
        right = 0
        for colour, text in self._swatches():
            right += cell_len(text)
            if event.x < right:
                self.colour = colour
                return
