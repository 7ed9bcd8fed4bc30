"""How a text is to be set: plain values, at hand before anything is laid out."""

from enum import StrEnum
from typing import NamedTuple


class LayoutOptions(NamedTuple):
    """How a text is set."""

    width: int
    """Cells a line may take, at least 1."""
    ambiguous: int = 1
    """Cells that characters of ambiguous width take: 1 or 2."""
    indent: int = 0
    """Cells the first line of a paragraph stands in; if any, paragraphs are not set apart by a
    blank line too."""
    gap: bool = False
    """Whether a cell is left between Chinese and Latin where the author left none."""
    spacing: int = 1
    """Blank lines between blocks, save the items of a tight list."""


class Role(StrEnum):
    """What a piece of a line is, for the one who styles it."""

    TITLE = "title"
    BYLINE = "byline"
    TEXT = "text"
    HEADING = "heading"
    CODE = "code"
    TABLE_HEADER = "table-header"
    HEADING_MARK = "heading-mark"
    MARKER = "marker"
    QUOTE_BAR = "quote-bar"
    TABLE_RULE = "table-rule"
    RULE = "rule"
    CONTINUATION = "continuation"
    SPACE = "space"
