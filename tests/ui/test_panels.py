"""List, article and aside share the screen."""

from collections.abc import Callable

import pytest
from reading import pane_of, settled
from textual.color import Color
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import OptionList

from reader.config import Config
from reader.library import Library
from reader.ui.app import ReaderApp
from reader.ui.screens.main import MainScreen
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.aside import Aside
from reader.ui.widgets.bar import Bar
from reader.ui.widgets.key_bar import KeyBar
from reader.ui.widgets.reading_pane import ReadingPane


def main_of(app: ReaderApp) -> MainScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    return screen


def in_sight(app: ReaderApp) -> list[str]:
    """The panels that are drawn, from left to right."""
    sides = [*app.screen_stack[0].query("#list-side, #pane-side, #aside")]
    shown = [side for side in sides if side.display and side.region.area]
    return [side.id or "" for side in sorted(shown, key=lambda side: side.region.x)]


def notes() -> Widget:
    return OptionList("渡口", "缆绳", id="notes")


def bars_that_stand_out(app: ReaderApp) -> list[str]:
    """The bars drawn as that of the panel in use."""
    used = Color.parse(app.get_css_variables()["focused"])
    bars = app.screen_stack[0].query(Bar)
    return [bar.id or "" for bar in bars if bar.styles.background == used]


async def beside(pilot: Pilot[int], panel: Widget) -> None:
    await main_of(pilot.app).show_aside(panel)  # type: ignore[arg-type]
    await settled(pilot)


async def test_the_list_is_resized_only_where_it_is_beside_the_article(app: ReaderApp) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        articles = app.screen.query_one(ArticleList)
        width = articles.size.width
        await pilot.press("less_than_sign")
        await settled(pilot)
        assert articles.size.width == width - 4
        await pilot.press("backslash", "greater_than_sign", "less_than_sign", "less_than_sign")
        await pilot.resize_terminal(60, 30)
        await pilot.press("greater_than_sign")
        await pilot.resize_terminal(120, 30)
        await pilot.press("backslash")
        await settled(pilot)
        assert articles.size.width == width - 4


async def test_a_narrow_screen_shows_one_panel(app: ReaderApp) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        pane, articles = app.screen.query_one(ReadingPane), app.screen.query_one(ArticleList)
        assert articles.region.width == 60
        await pilot.press("enter")
        await settled(pilot)
        assert pane.region.width == 60
        await pilot.press("escape")
        await settled(pilot)
        assert articles.region.width == 60


async def test_the_panels_are_as_they_were_left(app: ReaderApp, library: Library) -> None:
    async with app.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        before = app.screen.query_one(ArticleList).size.width
        await beside(pilot, notes())
        await pilot.press("less_than_sign", "shift+tab", "shift+tab", *["greater_than_sign"] * 2)
        await settled(pilot)
    again = ReaderApp(library, Config())
    async with again.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        assert again.screen.query_one(ArticleList).size.width == before + 8
        await beside(pilot, notes())
        assert again.screen.query_one(Aside).size.width == 36
        await pilot.press("backslash")
        await settled(pilot)
    empty = ReaderApp(library, Config())
    async with empty.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        assert in_sight(empty) == ["list-side", "pane-side"]  # without it there is nothing to see
        await pilot.press("enter", "backslash")
        await settled(pilot)
    hidden = ReaderApp(library, Config())
    async with hidden.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        assert in_sight(hidden) == ["pane-side"]
        assert pane_of(hidden).has_focus  # no key goes to what cannot be seen


@pytest.mark.parametrize("stored", ["[]", "{", '{"list_width": "wide"}', '{"other": 1}'])
async def test_panels_of_another_version_are_the_usual_ones(
    app: ReaderApp, library: Library, stored: str
) -> None:
    library.set_state("panels", stored)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        assert in_sight(app) == ["list-side", "pane-side"]
        assert app.screen.query_one("#list-side").size.width == 40


async def test_dragging_the_line_is_remembered(app: ReaderApp, library: Library) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.mouse_down("#splitter", offset=(0, 5))
        await pilot.hover(offset=(50, 5))
        await pilot.mouse_up(offset=(50, 5))
        await settled(pilot)
        assert app.screen.query_one("#list-side").size.width == 50
    again = ReaderApp(library, Config())
    async with again.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        assert again.screen.query_one("#list-side").size.width == 50


async def test_a_panel_stands_beside_the_article_until_it_is_hidden(app: ReaderApp) -> None:
    async with app.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        panel = notes()
        await beside(pilot, panel)
        screen = main_of(app)
        assert in_sight(app) == ["list-side", "pane-side", "aside"]
        assert screen.aside is panel
        assert panel.has_focus
        assert 28 <= panel.size.width <= 40
        await pilot.press("escape")
        await settled(pilot)
        assert screen.aside is None
        assert in_sight(app) == ["list-side", "pane-side"]
        assert pane_of(app).has_focus
        await beside(pilot, panel)  # it is still the same
        assert screen.aside is panel


async def test_one_panel_takes_the_place_of_another(app: ReaderApp) -> None:
    async with app.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        first, second = notes(), OptionList("周渡", id="people")
        await beside(pilot, first)
        await beside(pilot, second)
        assert main_of(app).aside is second
        assert not first.is_attached
        assert second.has_focus


async def test_tab_goes_round_the_panels(app: ReaderApp) -> None:
    async with app.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        used, lit = [], []
        await beside(pilot, notes())
        for key in ("tab", "tab", "tab", "shift+tab", "shift+tab", "shift+tab"):
            await pilot.press(key)
            focused = app.screen.focused
            used.append(focused.id if focused else None)
            await pilot.pause()
            lit.append(bars_that_stand_out(app))
        assert used == ["list", "pane", "notes", "pane", "list", "notes"]
        assert lit == [["list-bar"], ["pane-bar"], [], ["pane-bar"], ["list-bar"], []]


async def test_a_panel_shown_but_not_to_be_used_takes_no_key(app: ReaderApp) -> None:
    async with app.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        await main_of(app).show_aside(notes(), use=False)
        await settled(pilot)
        assert app.screen.query_one(ArticleList).has_focus
        assert in_sight(app) == ["list-side", "pane-side", "aside"]


async def test_without_room_for_all_the_list_gives_way_unless_it_is_used(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await beside(pilot, notes())
        assert in_sight(app) == ["pane-side", "aside"]
        assert app.screen.query_one(ReadingPane).size.width >= 44
        await pilot.press("tab")
        await settled(pilot)
        assert in_sight(app) == ["list-side", "pane-side"]
        await pilot.press("tab")
        await settled(pilot)
        assert in_sight(app) == ["pane-side", "aside"]


async def test_a_narrow_screen_shows_the_panel_alone_while_it_is_used(
    library: Library, id_of: Callable[[str], str]
) -> None:
    app = ReaderApp(library, Config(), id_of("长河"))
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        await beside(pilot, notes())
        assert in_sight(app) == ["aside"]
        assert app.screen.query_one(Aside).size.width == 60
        await pilot.resize_terminal(40, 20)
        await settled(pilot)
        assert "esc Hide the panel" in app.screen.query_one(KeyBar).render_line(0).text
        await pilot.press("shift+tab")
        await settled(pilot)
        assert in_sight(app) == ["pane-side"]
        await pilot.press("tab", "escape")
        await settled(pilot)
        assert in_sight(app) == ["pane-side"]
        assert pane_of(app).has_focus


async def test_the_text_alone_is_without_a_panel_too(app: ReaderApp) -> None:
    async with app.run_test(size=(160, 30)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await beside(pilot, notes())
        await pilot.press("z")
        await settled(pilot)
        assert in_sight(app) == ["pane-side"]
        assert pane_of(app).has_focus
        await pilot.press("escape")
        await settled(pilot)
        assert in_sight(app) == ["list-side", "pane-side", "aside"]


@pytest.mark.parametrize(
    ("width", "cells"), [(60, 59), (100, 33), (160, 48), (200, 56), (300, 84), (400, 84)]
)
async def test_the_list_has_its_share_of_a_large_screen(
    app: ReaderApp, width: int, cells: int
) -> None:
    async with app.run_test(size=(width, 50)) as pilot:
        await settled(pilot)
        assert app.screen.query_one("#list").size.width in (cells, cells + 1)
