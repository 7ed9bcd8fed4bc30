"""One line about the mention that is chosen or pointed at: what it is, and how often it comes."""

from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.entities.nouns import Entity
from reader.i18n import ntr, tr
from reader.model.entity import EntityType
from reader.text.normalise import one_line
from reader.ui.cells import fit
from reader.ui.entity_names import SIGNS, TYPE_NAMES
from reader.ui.styles import component_style

_MOST_ALIASES = 6


class EntityFacts(NamedTuple):
    """What is known of an entity."""

    entity: Entity
    here: int
    """How often the open article mentions it."""
    number: int
    """Which of these mentions it is, counted from 1; 0 for none of them."""
    held: bool
    """Whether the reader walks through this entity alone."""
    aliases: tuple[str, ...] = ()
    mentions: int = 0
    """In the library."""
    articles: int = 0


class EntityLine(Widget):
    """Out of sight while there is nothing to tell."""

    COMPONENT_CLASSES = {
        "entity-line--name",
        *(f"entity-line--{kind.value.lower()}" for kind in EntityType),
    }

    facts: reactive[EntityFacts | None] = reactive(None)

    def watch_facts(self, facts: EntityFacts | None) -> None:
        """Come into sight, or go."""
        self.display = facts is not None

    def render_line(self, y: int) -> Strip:
        """Draw the line; what tells least gives way."""
        width, base = self.size.width, component_style(self)
        facts = self.facts
        if facts is None:
            return Strip.blank(width, base)
        kind = facts.entity.type
        sign = f" {SIGNS[kind]} {tr(TYPE_NAMES[kind])} "
        name = one_line(facts.entity.name)
        right = _counts(facts, short=False)
        if cell_len(sign) + cell_len(name) + cell_len(right) + 3 > width:
            right = _counts(facts, short=True)
        name = fit(name, max(4, width - cell_len(sign) - cell_len(right) - 3))
        room = width - cell_len(sign) - cell_len(name) - cell_len(right) - 2
        aliases = ", ".join(facts.aliases[:_MOST_ALIASES])
        also = fit(f"  {aliases}", room - 2) if aliases and room > _LEAST_ALIAS else ""
        gap = " " * max(0, room - cell_len(also))
        segments = [
            Segment(sign, component_style(self, f"entity-line--{kind.value.lower()}")),
            Segment(name, component_style(self, "entity-line--name")),
            Segment(f"{also}{gap} {right} ", base),
        ]
        return Strip(segments).adjust_cell_length(width, base)


_LEAST_ALIAS = 8  # cells; less of the other names tells nothing


def _counts(facts: EntityFacts, *, short: bool) -> str:
    """Return which mention it is of how many here, and how many the library has."""
    held = "↻ " if facts.held else ""
    here = f"{held}{facts.number}/{facts.here}" if facts.number else f"{held}{facts.here}"
    if short or not facts.articles:
        return here
    articles = ntr(
        "{mentions} in {count} article", "{mentions} in {count} articles", facts.articles
    )
    return f"{here} · " + articles.format(
        mentions=f"{facts.mentions:,}", count=f"{facts.articles:,}"
    )
