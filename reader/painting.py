"""`reader show` in colour: a page's lines on a terminal, outside the app."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from reader.model import Mark, Span
from reader.text.decoration import Decorations, runs
from reader.text.layout import Line, Piece

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
            _append(text, piece, decorations)
        text.rstrip()
        console.print(text)


def _append(text: Text, piece: Piece, decorations: Decorations) -> None:
    base = _STYLES.get(piece.role.value, "")
    if piece.start is None:
        text.append(piece.text, base)
        return
    start = piece.start
    part = Span(start, start + len(piece.text))
    for run in runs(part, decorations.within(part)):
        names = [base, *(_STYLES.get(name, "") for name in run.names)]
        text.append(run.span.shifted(-start).of(piece.text), " ".join(filter(None, names)))
