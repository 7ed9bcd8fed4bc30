"""Colours of lines that a widget draws itself, from its component classes."""

from rich.style import Style
from textual.widget import Widget

_REVERSED = Style(reverse=True)


class ComponentStyles(dict[tuple[str, ...], Style]):
    """The styles of a widget's component classes, by what follows `--` in their names.

    They hold for one drawing of the widget, which clears them before.
    """

    def __init__(self, widget: Widget, prefix: str) -> None:
        super().__init__()
        self._widget = widget
        self._prefix = prefix

    def __missing__(self, names: tuple[str, ...]) -> Style:
        style = component_style(self._widget, *(f"{self._prefix}--{name}" for name in names))
        self[names] = style
        return style


def component_style(widget: Widget, *names: str) -> Style:
    """Return the style of the component classes `names` laid over each other on the widget.

    Later ones lie above; translucent colours blend with what is below them; without names it is
    the widget's own. Textual's `get_component_rich_style` does neither, `get_visual_style`
    forgets `reverse`, and `rich_style` asks all ancestors anew, line by line.
    """
    style: Style = widget.get_visual_style(*names).rich_style
    if any(widget.get_component_rich_style(name, partial=True).reverse for name in names):
        style += _REVERSED
    return style
