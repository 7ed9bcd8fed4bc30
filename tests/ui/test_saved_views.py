"""Saved searches beside the list, as views of it."""

from reading import settled, until, until_told
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import OptionList

from reader.library import Library
from reader.ui.app import ReaderApp
from reader.ui.screens.saved import SavedSearchScreen
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.bar import Bar
from reader.ui.widgets.view_bar import ViewBar

WIDE = (120, 30)


def titles(app: ReaderApp) -> list[str]:
    articles = app.screen.query_one(ArticleList)
    rows = (articles.row(number) for number in range(articles.count))
    return [row.title for row in rows if row is not None]


def drawn(app: ReaderApp) -> str:
    bars = app.screen.query(ViewBar)
    return "\n".join(
        bar.render_line(y).text.rstrip() for bar in bars for y in range(bar.size.height)
    )


async def begun(pilot: Pilot[int]) -> None:
    """Wait for the views as if the first second had gone by."""
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, SavedSearchScreen)
    screen.load_views()
    await settled(pilot)


async def test_without_a_saved_search_nothing_is_shown(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await begun(pilot)
        assert not app.screen.query(ViewBar)
        await pilot.press("1", "v")
        await settled(pilot)
        await until_told(pilot, "No search is saved yet")
        assert len(titles(app)) == 5


async def test_views_are_counted_and_listed_by_number(app: ReaderApp, library: Library) -> None:
    library.searches.save("港口", "碼頭")
    library.searches.save("渡", "渡口")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2")  # before the views are there
        await settled(pilot)
        assert titles(app) == ["舊港"]
        await pilot.press("A")
        await begun(pilot)
        assert drawn(app) == " 1 渡 2  2 港口 1"
        await pilot.press("2")
        await settled(pilot)
        assert titles(app) == ["舊港"]
        assert drawn(app) == " 1 渡 2  ✓ 港口 1"
        assert app.screen.query_one("#list-bar", Bar).left == "1 article · @港口"
        await pilot.press("1")
        await settled(pilot)
        assert titles(app) == ["渡口", "长河"]
        await pilot.press("1")
        await settled(pilot)
        assert len(titles(app)) == 5
        await pilot.press("9", "2", "A")
        await settled(pilot)
        assert len(titles(app)) == 5


async def test_a_click_lists_one_and_all_again(app: ReaderApp, library: Library) -> None:
    library.searches.save("港口", "碼頭")
    library.searches.save("渡", "渡口")
    async with app.run_test(size=WIDE) as pilot:
        await begun(pilot)
        await pilot.click(ViewBar, offset=(11, 0))
        await settled(pilot)
        assert titles(app) == ["舊港"]
        await pilot.click(ViewBar, offset=(11, 0))
        await settled(pilot)
        assert len(titles(app)) == 5


async def test_more_than_fit_are_chosen_from_all(app: ReaderApp, library: Library) -> None:
    for number in range(12):
        library.searches.save(f"第{number:02}個很長很長的名字", "碼頭" if number == 11 else "無")
    async with app.run_test(size=WIDE) as pilot:
        await begun(pilot)
        assert drawn(app).endswith(" …")
        bar = app.screen.query_one(ViewBar)
        lines = drawn(app).split("\n")
        assert len(lines) == 3
        await pilot.click(ViewBar, offset=(cell_len(lines[-1]) - 1, 2))
        await pilot.pause()
        assert app.screen.query_one(OptionList).option_count == 12
        await pilot.press("up", "enter")  # the last
        await settled(pilot)
        assert titles(app) == ["舊港"]
        assert bar.views[-1].articles == 1


async def test_a_view_that_is_deleted_gives_way_to_all(app: ReaderApp, library: Library) -> None:
    library.searches.save("港口", "碼頭")
    async with app.run_test(size=WIDE) as pilot:
        await begun(pilot)
        await pilot.press("1")
        await settled(pilot)
        assert titles(app) == ["舊港"]
        await pilot.press("F")
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        await pilot.press("y")
        await until(pilot, lambda: drawn(app) == "" and len(titles(app)) == 5)


async def test_what_is_typed_in_the_filter_is_no_number_of_a_view(
    app: ReaderApp, library: Library
) -> None:
    library.searches.save("港口", "碼頭")
    async with app.run_test(size=WIDE) as pilot:
        await begun(pilot)
        await pilot.press("f", "1")
        await pilot.pause(0.1)
        await settled(pilot)
        assert app.screen.query_one("#list-bar", Bar).left.endswith(" · “1”")
        assert drawn(app) == " 1 港口 1"


async def test_a_view_is_not_the_first_thing_listed_after_a_start(library: Library) -> None:
    from reader.config import Config

    library.searches.save("港口", "碼頭")
    for number in range(2):
        app = ReaderApp(library, Config())
        async with app.run_test(size=WIDE) as pilot:
            assert len(titles(app)) == 5, number
            await begun(pilot)
            await pilot.press("1")
            await settled(pilot)
            assert titles(app) == ["舊港"]
