"""Colours of lines that a widget draws itself, from its component classes."""

from pathlib import Path

from rich.style import Style
from textual.css.stylesheet import Stylesheet
from textual.widget import Widget

_SCREENS = Path(__file__).parent / "screens"

_REVERSED = Style(reverse=True)


def component_style(widget: Widget, *names: str) -> Style:
    """Return the style of the component classes `names` laid over each other on the widget.

    Later ones lie above; translucent colours blend with what is below them; without names it is
    the widget's own. Textual's `get_component_rich_style` does neither, `get_visual_style`
    forgets `reverse`, and `rich_style` asks all ancestors anew, line by line.
    """
    style: Style = widget.get_visual_style(*names).rich_style
    for name in names:
        own = widget.get_component_rich_style(name, partial=True)
        if own.reverse:
            style += _REVERSED
    return style


class ComponentStyles:
    """The styles of a widget's component classes, worked out once for as long as they hold.

    The widget clears them in `notify_style_update`, which Textual calls whenever the widget or
    what it stands in is styled anew; asking anew for each line takes an eighth of a page down.
    """

    def __init__(self, widget: Widget, prefix: str) -> None:
        """Take the widget and what stands before `--` in the names of its classes."""
        self._widget = widget
        self._prefix = prefix
        self._known: dict[tuple[str, ...], Style] = {}

    def __call__(self, *names: str) -> Style:
        """Return what `component_style` does, of the names without their prefix."""
        style = self._known.get(names)
        if style is None:
            classes = (f"{self._prefix}--{name}" for name in names)
            style = self._known[names] = component_style(self._widget, *classes)
        return style

    def clear(self) -> None:
        """Forget them: others hold."""
        self._known.clear()


def read_styles(styles: Stylesheet) -> None:
    """Read what all screens and dialogs look like.

    Left until a dialog is first opened, all the others would be read again with it.
    """
    for path in sorted(_SCREENS.glob("*.tcss")):
        if not styles.has_source(str(path), ""):
            styles.read(path)
