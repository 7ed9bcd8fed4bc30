"""What the app says to one who knows no key yet, and the keys that hold while a line is typed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reading import drawn, settled
from textual.pilot import Pilot

from reader import i18n
from reader.config import Config
from reader.library import Library, open_library
from reader.model import Listing
from reader.ui.app import ReaderApp
from reader.ui.cells import wrapped
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.entity_panel import EntityPanel
from reader.ui.widgets.entity_table import EntityTable
from reader.ui.widgets.key_bar import KeyBar
from reader.ui.widgets.prose import Prose
from reader.ui.widgets.search_panel import SearchPanel


def _key_bar(app: ReaderApp) -> str:
    return app.screen_stack[0].query_one(KeyBar).render_line(0).text


def _list(app: ReaderApp) -> ArticleList:
    return app.screen_stack[0].query_one(ArticleList)


def _listed(app: ReaderApp) -> str:
    articles = _list(app)
    return " ".join(articles.render_line(y).text.strip() for y in range(articles.size.height))


def _tags(library: Library, article: str) -> tuple[str, ...]:
    return tuple(library.summary(article).tags)


async def _type(pilot: Pilot[int], text: str) -> None:
    for char in text:
        await pilot.press(char)


async def test_a_tag_is_typed_behind_those_there_are(
    library: Library, id_of: Callable[[str], str]
) -> None:
    app = ReaderApp(library, Config(), id_of("渡口"))
    async with app.run_test() as pilot:
        await settled(pilot)
        before = _tags(library, id_of("渡口"))
        await pilot.press("number_sign")
        await pilot.pause()
        hint = app.screen.query_one(Prose)
        assert " ".join(hint.lines(hint.size.width)).endswith("takes all off.")
        assert hint.size.height == len(hint.lines(hint.size.width)) > 1
        await _type(pilot, "new")
        await pilot.press("enter")
        await settled(pilot)
        assert sorted(_tags(library, id_of("渡口"))) == sorted((*before, "new"))


@pytest.mark.parametrize("width", [60, 40])
async def test_the_key_to_all_keys_is_always_named(
    library: Library, id_of: Callable[[str], str], width: int
) -> None:
    i18n.use_language("zh")
    app = ReaderApp(library, Config(), id_of("渡口"))
    async with app.run_test(size=(width, 20)) as pilot:
        await settled(pilot)
        assert _key_bar(app).rstrip().endswith("? 按键")
        assert "列表" in _key_bar(app)
        column = _key_bar(app).rstrip().index("?")
        wide = sum(ord(char) > 0x2E80 for char in _key_bar(app)[:column])
        await pilot.click(KeyBar, offset=(column + wide, 0))
        await pilot.pause()
        assert len(app.screen_stack) == 2


async def test_the_arrows_move_in_the_list_while_it_is_filtered(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("f", "down", "down", "up")
        assert _list(app).cursor == 1
        assert "esc All again" in _key_bar(app)
        await pilot.press("enter")
        await settled(pilot)
        assert _list(app).has_focus


async def test_an_empty_list_says_why(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("S")
        await settled(pilot)
        assert "No article fits ★." in _listed(app)
        await pilot.press("A")
        await settled(pilot)
        assert "No article" not in _listed(app)


async def test_an_empty_library_says_how_articles_come_in(tmp_path: Path) -> None:
    with open_library(tmp_path / "empty") as library:
        app = ReaderApp(library, Config())
        async with app.run_test(size=(100, 30)) as pilot:
            await settled(pilot)
            assert app.screen.query_one(ArticleList).has_focus  # no question takes a key
            assert "Enter adds those that come with reader" in _listed(app)
            assert "Add the articles of reader" in app.screen.query_one(KeyBar).render_line(0).text
            await pilot.press("u")
            await settled(pilot)
            assert "No article fits unread." in _listed(app)
            assert "Add the articles" not in app.screen.query_one(KeyBar).render_line(0).text


async def test_the_entities_of_an_empty_library_say_where_they_will_come_from(
    tmp_path: Path,
) -> None:
    with open_library(tmp_path / "empty") as library:
        app = ReaderApp(library, Config())
        async with app.run_test(size=(100, 30)) as pilot:
            await settled(pilot)
            await pilot.press("E")
            await settled(pilot)
            table = app.screen.query_one(EntityTable)
            assert table.nothing.startswith("No article yet")


async def test_the_empty_pane_says_how_to_open_an_article(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert any("Enter opens the article" in line for line in drawn(app))
        await pilot.press("enter")
        await settled(pilot)
        assert not any("Enter opens the article" in line for line in drawn(app))


async def _palette(pilot: Pilot[int], typed: str = "") -> list[str]:
    """Open the palette, type, and return its rows."""
    from textual.command import CommandPalette
    from textual.widgets import OptionList

    await settled(pilot)
    await pilot.press("ctrl+p")
    await pilot.pause(0.5)
    await _type(pilot, typed)
    await pilot.pause(0.5)
    assert isinstance(pilot.app.screen, CommandPalette)
    options = pilot.app.screen.query_one(OptionList)
    return [str(option.prompt) for option in options.options]


async def test_the_palette_lists_the_commands_in_the_order_of_the_keys_moves_last(
    app: ReaderApp,
) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        rows = await _palette(pilot)
        names = [row.split("   ")[0] for row in rows]
        assert names[:3] == ["Theme", "Filter", "Sort by…"]
        assert names.index("Search") < names.index("Next row") < names.index("Last row")


async def test_the_palette_shows_the_keys_of_a_command_in_one_column(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        rows = [row for row in await _palette(pilot, "half a page") if row.startswith("Half")]
        assert [row.split() for row in rows] == [
            ["Half", "a", "page", "down", "^d"],
            ["Half", "a", "page", "up", "^u"],
        ]
        assert len({row.index("^") for row in rows}) == 1


@pytest.mark.parametrize(
    ("language", "typed", "first"),
    [
        ("en", "note", "Notes of the article"),
        ("en", "notes", "Notes of the article"),
        ("en", "all notes", "All notes"),
        ("en", "theme", "Theme"),
        ("en", "sort", "Sort by…"),
        ("zh", "笔记", "本文笔记"),
        ("zh", "主题", "主题"),
        ("zh", "zhuti", "主题"),
        ("zh", "zt", "主题"),
        ("zh", "theme", "主题"),
        ("zh", "all notes", "全部笔记"),
    ],
)
async def test_the_best_command_comes_first(
    app: ReaderApp, language: str, typed: str, first: str
) -> None:
    i18n.use_language(language)
    async with app.run_test(size=(100, 30)) as pilot:
        rows = await _palette(pilot, typed)
        assert rows[0].split("   ")[0] == first


async def test_keys_may_be_set_as_characters_with_spaces_between(library: Library) -> None:
    app = ReaderApp(library, Config(keys={"next-article": "ctrl+n, *"}))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("asterisk")
        await settled(pilot)
        second = library.listing(Listing(), 1, 1)[0].id
        assert _list(app).opened == second


def test_texts_of_the_interface_break_as_those_of_articles() -> None:
    assert wrapped("要加入 reader 自带的文章吗？好。", 16) == [
        "要加入 reader 自",
        "带的文章吗？好。",
    ]
    assert wrapped("", 10) == [""]


async def test_where_nothing_is_to_be_reviewed_it_is_said_under_the_bar(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("R")
        await pilot.pause(0.3)
        bar, said = app.screen.query_one("#review-bar"), app.screen.query_one("#review-end")
        assert bar.region.y == 0
        assert bar.region.bottom < said.region.y < 10


async def test_the_entities_of_no_article_are_none(library: Library) -> None:
    app = ReaderApp(library, Config())
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("tab", "e")
        await settled(pilot)
        assert app.screen.query_one(EntityPanel).mentions is None


def test_a_search_that_is_not_shown_yet_has_found_nothing() -> None:
    panel = SearchPanel(id="search")
    assert panel.results is None
    assert panel.hit is None
    assert panel.query_text == ""
