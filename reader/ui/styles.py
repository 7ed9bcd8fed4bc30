"""Colours of lines that a widget draws itself, from its component classes."""

from rich.style import Style
from textual.widget import Widget

_REVERSED = Style(reverse=True)
_DOUBLE_LINE = Style(underline2=True)


def component_style(widget: Widget, *names: str) -> Style:
    """Return the style of the component classes `names` laid over each other on the widget.

    Later ones lie above; translucent colours blend with what is below them; without names it is
    the widget's own. Textual's `get_component_rich_style` does neither, `get_visual_style`
    forgets `reverse` and double underlines, and `rich_style` asks all ancestors anew, line by line.
    """
    style: Style = widget.get_visual_style(*names).rich_style
    for name in names:
        own = widget.get_component_rich_style(name, partial=True)
        if own.reverse:
            style += _REVERSED
        if own.underline2:
            style += _DOUBLE_LINE
    return style
