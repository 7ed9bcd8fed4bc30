"""By what found articles can be narrowed: tags, sources, years, with how many bear each."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from reader.model.search import Facet, FacetKind
from reader.text.normalise import one_line
from reader.ui.cells import fit
from reader.ui.report import Report
from reader.ui.styles import component_style

_LONGEST = 20
"""Cells of a value."""
_ROOMY = 26
"""Lines of the screen below which the first kind alone is shown."""
_SIGNS = {FacetKind.TAG: "#"}


class FacetBar(Widget):
    """A line for each kind of facet, as many values as fit; a click narrows by one."""

    COMPONENT_CLASSES = {"facet-bar--value", "facet-bar--count", "facet-bar--chosen"}

    class Clicked(Report):
        """The reader wants only these, or all again."""

        facet: Facet

    def __init__(self, *, id: str) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._lines: list[list[Facet]] = []
        self._chosen: frozenset[tuple[FacetKind, str]] = frozenset()

    def show(self, facets: Sequence[Facet], chosen: frozenset[tuple[FacetKind, str]]) -> None:
        """Show facets; `chosen` are those that the query asks for."""
        kinds = dict.fromkeys(facet.kind for facet in facets)
        lines = [[facet for facet in facets if facet.kind is kind] for kind in kinds]
        before, self._lines = self._lines, lines if self.app.size.height >= _ROOMY else lines[:1]
        self._chosen = chosen
        self.display = bool(self._lines)
        self.refresh(layout=len(before) != len(self._lines))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Tell how many lines there are."""
        return len(self._lines)

    def _fitting(self, line: int) -> list[tuple[Facet, str, str]]:
        """Return the facets of a line that fit, with the texts drawn for each."""
        room = self.size.width - 1
        fitting = []
        for facet in self._lines[line]:
            sign = "✓" if (facet.kind, facet.value) in self._chosen else _SIGNS.get(facet.kind, "")
            value = fit(f"{sign}{one_line(facet.value)}", _LONGEST)
            count = f" {facet.articles:,}  "
            room -= cell_len(value + count)
            if room < -2:
                break
            fitting.append((facet, value, count))
        return fitting

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        base = component_style(self)
        segments = [Segment(" ", base)]
        if y < len(self._lines):
            for facet, value, count in self._fitting(y):
                chosen = (facet.kind, facet.value) in self._chosen
                name = "facet-bar--chosen" if chosen else "facet-bar--value"
                segments += [
                    Segment(value, component_style(self, name)),
                    Segment(count, component_style(self, "facet-bar--count")),
                ]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def on_click(self, event: events.Click) -> None:
        """Narrow by what is under the mouse."""
        right = 1
        if event.y < len(self._lines):
            for facet, value, count in self._fitting(event.y):
                right += cell_len(value + count)
                if event.x < right:
                    self.post_message(self.Clicked(facet))
                    return
