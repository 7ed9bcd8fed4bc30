"""How entities are marked: each type as it looks in the text, marked or not, and how densely."""

from collections.abc import Callable, Mapping

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from reader.entities.highlighting import Density, Highlighting
from reader.i18n import mark, tr
from reader.model.entity import EntityType
from reader.ui.entity_names import SIGNS, TYPE_NAMES
from reader.ui.screens.dialog import Popup
from reader.ui.widgets.entity_panel import DENSITY_NAMES

_NAME = 14
"""Cells of a type's name."""


class LegendScreen(Popup[None]):
    """A row for each type and one for the density; a key, Enter or a click on one changes it.

    What is changed holds at once, so that it is seen in the text behind.
    """

    BINDINGS = [
        Binding("escape,q,D", "dismiss(None)", mark("Close")),
        Binding("a", "all", mark("All types, or none")),
        Binding("d", "density", mark("How many marks")),
    ]
    CSS_PATH = "legend.tcss"

    def __init__(
        self,
        wanted: Highlighting,
        counts: Mapping[EntityType, int],
        styles: Mapping[EntityType, Style],
        change: Callable[[Highlighting], None],
    ) -> None:
        """Take what is marked, how many mentions the article has of each type, how they look.

        `change` is told what is to be marked from then on.
        """
        super().__init__()
        self._wanted = wanted
        self._counts = counts
        self._styles = {kind: _foreground(style) for kind, style in styles.items()}
        self._tell = change

    def compose(self) -> ComposeResult:
        """One list in a box."""
        box = OptionList(*self._options(), markup=False, compact=True, id="legend")
        box.border_title = tr("How entities are marked")
        box.border_subtitle = tr("Esc closes")
        yield box

    def _options(self) -> list[Option]:
        rows = [self._type(number, kind) for number, kind in enumerate(EntityType, 1)]
        density = tr(DENSITY_NAMES[self._wanted.density])
        return [*map(Option, rows), Option(Text.assemble(("d", "bold"), f"  {density}"))]

    def _type(self, number: int, kind: EntityType) -> Text:
        marked = kind in self._wanted.types and self._wanted.density is not Density.NONE
        name = tr(TYPE_NAMES[kind])
        count = self._counts.get(kind, 0)
        return Text.assemble(
            (str(number % 10), "bold"),
            f"  {'✓' if marked else '·'} {SIGNS[kind]} ",
            (name, self._styles[kind] if marked else "dim"),
            " " * max(1, _NAME - cell_len(name)),
            f"{count:>5}" if count else "",
        )

    def _change(self, wanted: Highlighting) -> None:
        self._wanted = wanted
        box = self.query_one(OptionList)
        highlighted = box.highlighted
        box.clear_options()
        box.add_options(self._options())
        box.highlighted = highlighted
        self._tell(wanted)

    def _toggle(self, number: int) -> None:
        """Mark the type of a row, or no more; the row behind the types is the density's."""
        kinds = list(EntityType)
        if number >= len(kinds):
            self.action_density()
            return
        wanted = self._wanted
        if wanted.density is Density.NONE:  # nothing was marked: now this alone is
            self._change(Highlighting(frozenset((kinds[number],)), Density.ALL))
        else:
            self._change(wanted.toggled(kinds[number]))

    def on_key(self, event: events.Key) -> None:
        """Toggle the type of a digit."""
        if event.key.isdigit():
            event.stop()
            self._toggle((int(event.key) - 1) % 10)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Change what was chosen by arrows or mouse."""
        event.stop()
        self._toggle(event.option_index)

    def action_all(self) -> None:
        """Mark all types, or none if all are."""
        every = frozenset(EntityType)
        shown = self._wanted.density is not Density.NONE
        types = frozenset[EntityType]() if shown and self._wanted.types == every else every
        self._change(Highlighting(types, self._wanted.density if shown else Density.ALL))

    def action_density(self) -> None:
        """Mark all mentions, the first in each paragraph, or none."""
        self._change(self._wanted.denser())


def _foreground(style: Style) -> Style:
    """Return a style of the text without what lies behind it there."""
    return Style(
        color=style.color,
        bold=style.bold,
        dim=style.dim,
        italic=style.italic,
        underline=style.underline,
        reverse=style.reverse,
    )
