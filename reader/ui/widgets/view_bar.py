"""The saved searches above the list: each by its number, with how many articles it lists."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.text.normalise import one_line
from reader.ui.cells import fit
from reader.ui.report import Report
from reader.ui.styles import component_style

_LONGEST = 16
"""Cells of a name."""
_NUMBERED = 9
"""Those that a key of their own lists."""
_GAP = 2
"""Cells between two."""
_LINES = 3
"""Lines on a screen that is not too low for them."""
_ROOMY = 26
"""Lines of the screen below which the views have one only."""
_MORE = "…"


class View(NamedTuple):
    """A saved search that can be listed."""

    name: str
    articles: int | None = None
    """How many it lists; None while that is not known."""


class _Part(NamedTuple):
    """A stretch of a line in one style."""

    text: str
    style: str
    """Behind `view-bar--`."""


class _Button(NamedTuple):
    """What is drawn of a view."""

    name: str
    """The view's; empty for the button that shows all."""
    parts: tuple[_Part, ...]

    @property
    def width(self) -> int:
        """Cells it takes."""
        return sum(cell_len(part.text) for part in self.parts)


class ViewBar(Widget):
    """Lines of views, as many as there is room for; a click lists one, or all again."""

    COMPONENT_CLASSES = {
        "view-bar--number",
        "view-bar--name",
        "view-bar--count",
        "view-bar--chosen",
    }

    class Chosen(Report):
        """The reader wants a view listed, or all again if it is."""

        name: str

    class MoreWanted(Message):
        """The reader wants to choose among all views."""

    def __init__(self, *, id: str) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._views: Sequence[View] = ()
        self._chosen = ""

    @property
    def views(self) -> Sequence[View]:
        """The views, in order."""
        return self._views

    def show(self, views: Sequence[View], chosen: str) -> None:
        """Show views; `chosen` is the name of the one that is listed, if one is."""
        self._views, self._chosen = views, chosen
        self.set_class(not views, "-empty")
        self.refresh(layout=True)

    def choose(self, number: int) -> None:
        """Ask for the view of a number, counted from 1; there need be none."""
        if 0 < number <= min(len(self._views), _NUMBERED):
            self.post_message(self.Chosen(self._views[number - 1].name))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Tell how many lines there are."""
        return len(self._laid(width))

    def _laid(self, width: int) -> list[list[_Button]]:
        """Return the buttons of each line, as many as there is room for; the last tells of more."""
        lines: list[list[_Button]] = [[]]
        most = _LINES if self.app.size.height >= _ROOMY else 1
        room = width - 1
        for number, view in enumerate(self._views, 1):
            button = self._button(view, number)
            last = len(lines) == most
            kept = cell_len(_MORE) if last and number < len(self._views) else 0
            if lines[-1] and button.width + kept > room:
                if last:
                    lines[-1].append(_Button("", (_Part(_MORE, "number"),)))
                    break
                lines.append([])
                room = width - 1
            lines[-1].append(button)
            room -= button.width + _GAP
        return lines

    def _button(self, view: View, number: int) -> _Button:
        chosen = view.name == self._chosen
        sign = "✓" if chosen else str(number) if number <= _NUMBERED else "·"
        count = "" if view.articles is None else f" {view.articles:,}"
        name = _Part(fit(one_line(view.name), _LONGEST), "chosen" if chosen else "name")
        return _Button(view.name, (_Part(f"{sign} ", "number"), name, _Part(count, "count")))

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        base = component_style(self)
        segments = [Segment(" ", base)]
        lines = self._laid(self.size.width)
        for button in lines[y] if y < len(lines) else ():
            segments += [
                Segment(part.text, component_style(self, f"view-bar--{part.style}"))
                for part in button.parts
            ]
            segments.append(Segment(" " * _GAP, base))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def on_click(self, event: events.Click) -> None:
        """Ask for what is under the mouse."""
        right = 1
        for button in self._laid(self.size.width)[event.y]:
            right += button.width + _GAP
            if event.x < right:
                chosen = self.Chosen(button.name) if button.name else self.MoreWanted()
                self.post_message(chosen)
                return
