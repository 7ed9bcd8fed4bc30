"""The article list: what it shows, in which order, and what can be done with its rows."""

from reading import told, until_told
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from reader.library import Library
from reader.model import Listing
from reader.ui.app import ReaderApp
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.bar import Bar
from reader.ui.widgets.filter_input import FilterInput
from reader.ui.widgets.key_bar import KeyBar
from reader.ui.widgets.reading_pane import ReadingPane


async def _settled(pilot: Pilot[int]) -> None:
    """Wait until what was asked of the library is shown."""
    await pilot.pause(0.1)  # longer than the filter waits for another key
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def _titles(app: ReaderApp) -> list[str]:
    articles = app.screen.query_one(ArticleList)
    rows = (articles.row(number) for number in range(articles.count))
    return [row.title for row in rows if row is not None]


async def test_the_newest_article_comes_first(app: ReaderApp) -> None:
    async with app.run_test():
        assert _titles(app)[:4] == ["渡口", "长河", "一张表", "舊港"]


async def test_orders_and_directions(app: ReaderApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("O")
        await _settled(pilot)
        assert _titles(app)[-1] == "渡口"
        seen = []
        for key in "23451":
            await pilot.press("o", key)
            await _settled(pilot)
            seen.append(app.screen.query_one("#list-bar", Bar).right)
        assert seen == ["date added ↓", "title ↑", "length ↓", "progress ↓", "date ↓"]
        assert _titles(app)[0] == "渡口"


async def test_the_orders_are_named_where_one_is_chosen(app: ReaderApp) -> None:
    def marked() -> list[str]:
        options = app.screen.query_one(OptionList)
        assert options.highlighted is not None
        return [str(option.prompt) for option in options.options if "✓" in str(option.prompt)]

    async with app.run_test() as pilot:
        bar = app.screen.query_one("#list-bar", Bar)
        await pilot.press("o")
        assert app.screen.query_one(OptionList).option_count == 6
        assert marked() == ["1  ✓ date"]
        await pilot.press("down", "down", "enter")
        await _settled(pilot)
        assert bar.right == "title ↑"
        await pilot.press("o", "O")
        await _settled(pilot)
        assert bar.right == "title ↓"
        await pilot.press("o")
        assert marked() == ["3  ✓ title"]
        await pilot.press("enter")  # what holds stays as it is, the other way round too
        await _settled(pilot)
        assert bar.right == "title ↓"


async def test_escape_takes_off_a_filter_that_was_kept(app: ReaderApp) -> None:
    def offered() -> bool:
        return " esc All again" in app.screen.query_one(KeyBar).render_line(0).text

    async with app.run_test() as pilot:
        assert not offered()
        await pilot.press("u", "f", "[", "enter")
        await _settled(pilot)
        assert len(_titles(app)) == 1
        assert offered()
        await pilot.press("escape")
        await _settled(pilot)
        assert len(_titles(app)) == 5
        assert app.screen.query_one(FilterInput).region.height == 0
        assert app.screen.query_one("#list-bar", Bar).left == "5 articles · unread"
        assert not offered()  # it does not touch what the next start remembers
        await pilot.press("escape")
        await _settled(pilot)
        assert app.screen.query_one("#list-bar", Bar).left == "5 articles · unread"


async def test_the_filter_narrows_while_typing_and_escape_gives_up(app: ReaderApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("f")
        for char in "河":
            app.screen.query_one(Input).insert_text_at_cursor(char)
        await _settled(pilot)
        assert set(_titles(app)) == {"渡口", "长河"}  # a tag, and a title
        await pilot.press("escape")
        await _settled(pilot)
        assert len(_titles(app)) == 5
        assert app.screen.query_one(ArticleList).has_focus


async def test_a_filter_that_is_kept_is_out_of_sight_while_one_searches(app: ReaderApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("f", "[", "enter")
        await _settled(pilot)
        assert app.screen.query_one(FilterInput).region.height == 1
        await pilot.press("slash")
        await _settled(pilot)
        assert app.screen.query_one(FilterInput).region.height == 0
        await pilot.press("escape")
        await _settled(pilot)
        assert app.screen.query_one(FilterInput).region.height == 1


async def test_enter_keeps_the_filter_and_a_returns_to_all(app: ReaderApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("f", "[", "enter")
        await _settled(pilot)
        assert len(_titles(app)) == 1
        await pilot.press("A")
        await _settled(pilot)
        assert len(_titles(app)) == 5


async def test_unread_and_starred_views(app: ReaderApp, library: Library) -> None:
    async with app.run_test() as pilot:
        await pilot.press("s", "j", "r")
        await _settled(pilot)
        await pilot.press("u")
        await _settled(pilot)
        assert "长河" not in _titles(app)
        await pilot.press("u", "S")
        await _settled(pilot)
        assert _titles(app) == ["渡口"]
    assert [row.title for row in library.listing(Listing(starred=True), 0, None)] == ["渡口"]


async def test_a_tag_is_chosen_from_those_in_use(app: ReaderApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("T")
        await pilot.pause()
        assert app.screen.query_one(OptionList).option_count == 2
        await pilot.press("enter")
        await _settled(pilot)
        assert set(_titles(app)) == {"渡口", "长河"}


async def test_tags_of_an_article_are_edited(app: ReaderApp, library: Library) -> None:
    async with app.run_test() as pilot:
        await pilot.press("number_sign")
        await pilot.pause()
        app.screen.query_one(Input).value = "船，[b]x、 两 个"
        await pilot.press("enter")
        await _settled(pilot)
    [summary] = [row for row in library.listing(Listing(), 0, None) if row.title == "渡口"]
    assert summary.tags == ("[b]x", "两 个", "船")


async def test_all_shown_are_changed_at_once(app: ReaderApp, library: Library) -> None:
    async with app.run_test() as pilot:
        await pilot.press("f", "[", "enter")
        await _settled(pilot)
        await pilot.press("a", "enter")
        await _settled(pilot)
    assert [row.read for row in library.listing(Listing(), 0, None)].count(True) == 1


async def test_nothing_is_done_with_no_article(app: ReaderApp) -> None:
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("S")
        await _settled(pilot)
        await pilot.press("a", "J", "K", "enter", "j", "G", "s", "r", "number_sign")
        await _settled(pilot)
        assert told(app) == "No article is shown."
        assert app.screen.query_one(ArticleList).cursor == 0


async def test_enter_opens_and_the_article_is_marked(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "enter")
        await _settled(pilot)
        articles = app.screen.query_one(ArticleList)
        assert articles.opened == articles.article
        assert app.screen.query_one(ReadingPane).has_focus


async def test_the_listing_is_remembered_without_what_was_typed(
    app: ReaderApp, library: Library
) -> None:
    async with app.run_test() as pilot:
        await pilot.press("o", "3", "f", "x")
        await _settled(pilot)
    again = ReaderApp(library, app.config)
    async with again.run_test():
        assert again.screen.query_one("#list-bar", Bar).right == "title ↑"
        assert len(_titles(again)) == 5


async def test_what_was_done_with_all_is_undone_and_done_again(
    app: ReaderApp, library: Library
) -> None:
    library.set_read(library.listing(Listing(), 0, 1)[0].id, True)
    async with app.run_test(notifications=True) as pilot:
        articles = app.screen.query_one(ArticleList)
        for key, notice, read in (
            ("a", "4 articles changed; Ctrl+Z takes it back.", 5),
            ("ctrl+z", "Undone: 4 articles changed", 1),
            ("ctrl+y", "Done again: 4 articles changed", 5),
        ):
            await pilot.press(key)
            if key == "a":
                await pilot.pause()
                await pilot.press("enter")
            await _settled(pilot)
            await until_told(pilot, notice)
            rows = [articles.row(number) for number in range(5)]
            assert [row is not None and row.read for row in rows].count(True) == read
        await pilot.press("a")
        await pilot.pause()
        await pilot.press("enter")
        await until_told(pilot, "All are so already.")


async def test_a_tag_is_taken_off_all_that_are_shown(app: ReaderApp, library: Library) -> None:
    async with app.run_test() as pilot:
        await pilot.press("a")
        await pilot.pause()
        await pilot.press("up", "enter")
        await pilot.pause()
        await pilot.press("enter")  # the one that most articles bear
        await _settled(pilot)
        assert [tag.name for tag in library.tags()] == ["散文"]


async def test_the_filter_folds_script_and_width(app: ReaderApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("f")
        await pilot.pause()
        app.screen.query_one(FilterInput).insert_text_at_cursor("旧港")
        await pilot.press("enter")
        await _settled(pilot)
        assert _titles(app) == ["舊港"]


async def test_a_click_on_the_order_asks_for_another(app: ReaderApp) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await _settled(pilot)
        bar = app.screen.query_one("#list-bar", Bar)
        await pilot.click("#list-bar", offset=(bar.size.width - 4, 0))
        await pilot.press("2")
        await _settled(pilot)
        assert bar.right == "date added ↓"
        await pilot.click("#list-bar", offset=(2, 0))
        await _settled(pilot)
        assert bar.right == "date added ↓"


async def test_a_source_too_long_is_shortened(app: ReaderApp) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await _settled(pilot)
        articles = app.screen.query_one(ArticleList)
        row = articles.row(0)
        assert row is not None
        long = row._replace(source="江边志" * 20, progress=5)
        drawn = "".join(segment.text for segment in articles.draw_row(long, 1, 36, ()))
        assert "江边" in drawn
        assert "…" in drawn
        assert "2023-03-01" in drawn
        assert cell_len(drawn) <= 36


async def test_how_long_an_article_takes_is_told_in_a_list_of_usual_width(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await _settled(pilot)
        articles = app.screen.query_one(ArticleList)
        row = articles.row(0)
        assert row is not None
        width = articles.size.width - 2  # without the cursor's sign and a scrollbar
        for seconds in (540, 78 * 60):
            long = row._replace(source="长堤双月刊", seconds=seconds)
            drawn = "".join(segment.text for segment in articles.draw_row(long, 1, width, ()))
            assert "长" in drawn
            assert "2023-03-01" in drawn
            assert f"{seconds // 60} min" in drawn


async def test_where_no_article_fits_what_narrows_the_list_is_named(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await _settled(pilot)
        await pilot.press("u", "S", "f", *"qzx")
        await _settled(pilot)
        articles = app.screen.query_one(ArticleList)
        drawn = "".join(articles.render_line(y).text for y in range(articles.size.height))
        for view in ("unread", "★", "“qzx”"):
            assert view in drawn


async def test_markup_and_controls_in_titles_are_shown_as_they_are(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("end", "enter")
        await _settled(pilot)
        picture = app.export_screenshot()
        assert "[bold&#160;red]假[/]&#160;␛[31m" in picture
        assert "[@click=app.quit]不要點[/]" in picture
        assert app.is_running


async def test_what_is_read_to_its_end_is_read_and_can_be_marked_as_unread(
    app: ReaderApp, library: Library
) -> None:
    async def stored() -> bool:
        await pilot.pause(0.6)  # longer than a place waits to be stored
        await _settled(pilot)
        return library.listing(Listing(), 0, None)[0].read

    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter")
        await _settled(pilot)
        assert await stored()
        await pilot.press("r")
        assert not await stored()
        await pilot.resize_terminal(90, 25)
        assert not await stored()


async def test_what_was_marked_as_unread_stays_so_when_it_is_opened_again(
    app: ReaderApp, library: Library
) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter")
        await _settled(pilot)
        await pilot.pause(0.6)
        await _settled(pilot)
        await pilot.press("r")
        await _settled(pilot)
    again = ReaderApp(library, app.config)
    async with again.run_test(size=(100, 30)) as pilot:
        await _settled(pilot)
        await pilot.pause(0.6)
        await _settled(pilot)
        assert not library.listing(Listing(), 0, None)[0].read
