"""`reader show` in colour: a page's lines on a terminal, outside the app."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from reader.model import Mark
from reader.text.decoration import Decorations, drawn
from reader.text.layout import Line

_STYLES = {
    "title": "bold cyan",
    "byline": "dim",
    "heading": "bold magenta",
    "heading-mark": "dim",
    "code": "green",
    "table-header": "bold",
    "marker": "magenta",
    "quote-bar": "blue",
    "table-rule": "dim",
    "rule": "dim",
    "continuation": "dim",
    "strong": "bold",
    "emphasis": "italic",
    "strike": "strike",
    "link": "underline",
}
"""Colours of the terminal's own palette, which suits its background."""


def print_lines(lines: Iterable[Line], marks: Iterable[Mark]) -> None:
    """Print `lines` to stdout, coloured as far as the terminal and NO_COLOR allow."""
    console = Console(highlight=False, soft_wrap=True)
    decorations = Decorations((mark.span, mark.kind.value) for mark in marks)
    for line in lines:
        text = Text()
        for piece in line.pieces:
            for part, names in drawn(piece, decorations.over):
                text.append(part, " ".join(filter(None, (_STYLES.get(name, "") for name in names))))
        text.rstrip()
        console.print(text)
