"""The layers of the reading pane: what may lie over an article's text, and in what order.

Whoever shows something in an article lays spans with names into a layer of its own, by
`ReadingPane.set_layer`. Each name is the component class `reading-pane--NAME`, which a .tcss
gives its colours; where names lie over each other, so do their styles.
"""

from enum import StrEnum

from reader.model.annotation import Colour
from reader.model.entity import EntityType


class Layer(StrEnum):
    """From the lowest to the highest."""

    MARKS = "marks"
    """What the author marked; the names are those of `MarkKind`."""
    ENTITIES = "entities"
    """What the text mentions; the names are `entity-TYPE`, and those below."""
    NOTES = "notes"
    """What a person tagged; the names are those of `NOTES`."""
    FIND = "find"
    """What is being found in the article."""
    SELECTION = "selection"
    CARET = "caret"


ENTITY_STYLES = (
    *(f"entity-{kind.value.lower()}" for kind in EntityType),
    *("entity-same", "entity-current"),
)
"""Mentions of each type; above them those of the entity chosen, and the mention chosen."""

STYLES = (*ENTITY_STYLES, "hit", "hit-current", "selection", "caret")
"""The names beside those of `MarkKind`."""

NOTES = (*(f"note-{colour}" for colour in Colour), "note-current")
"""The names of passages that bear a note, and of the one that is looked at."""

SIGNS = {"note": "✎", "highlight": "▎"}
"""What stands in the margin beside a line, by the names of what `ReadingPane.set_signs` takes."""
