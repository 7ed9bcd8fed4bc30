"""The types of entities can be read, and told apart, in every theme."""

from itertools import combinations
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.theme import BUILTIN_THEMES

from reader.model.entity import EntityType
from reader.text.options import LayoutOptions
from reader.ui import screens
from reader.ui.palette import contrast
from reader.ui.styles import component_style
from reader.ui.widgets.entity_line import EntityLine
from reader.ui.widgets.reading_pane import ReadingPane

# The colours of these are the terminal's own, which nobody here knows.
THEMES = [name for name in sorted(BUILTIN_THEMES) if not name.startswith("ansi")]
STYLES = Path(screens.__file__).parent
NAMES = [kind.value.lower() for kind in EntityType]


class Swatches(App[None]):
    CSS_PATH = [STYLES / "article.tcss", STYLES / "entities.tcss"]

    def compose(self) -> ComposeResult:
        yield ReadingPane(LayoutOptions(width=40), id="pane")
        yield EntityLine(id="line")


@pytest.mark.parametrize("theme", THEMES)
async def test_marked_names_are_read_with_ease(theme: str) -> None:
    app = Swatches()
    async with app.run_test():
        app.theme = theme
        await app.workers.wait_for_complete()
        pane = app.query_one(ReadingPane)
        for name in NAMES:
            style = pane.get_visual_style(f"reading-pane--entity-{name}")
            found = contrast(style.foreground, style.background)
            assert found >= 4.5, f"{name} on {theme}: {found:.2f}"


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_names_are_told_apart(theme: str) -> None:
    app = Swatches()
    async with app.run_test():
        app.theme = theme
        await app.workers.wait_for_complete()
        pane = app.query_one(ReadingPane)
        styles = {name: component_style(pane, f"reading-pane--entity-{name}") for name in NAMES}
        numbers = {"date", "quantity"}  # are told by what they are
        for one, other in combinations(NAMES, 2):
            if {one, other} != numbers:
                assert styles[one] != styles[other], (one, other)


async def test_names_are_told_apart_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Swatches()
    async with app.run_test():
        pane = app.query_one(ReadingPane)
        looks = {
            name: component_style(pane, f"reading-pane--entity-{name}").without_color
            for name in NAMES
        }
        assert len(set(map(str, looks.values()))) == len(NAMES)
        plain = component_style(pane).without_color
        assert plain not in looks.values()
