"""Searching in the app: what is typed, what is shown, where one comes from and goes to."""

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from reading import count_of, decorated, pane_of, settled
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from reader.library import Library
from reader.model import Listing, SearchOrder
from reader.model.search import Hit, Results
from reader.ui.app import ReaderApp
from reader.ui.screens.help import KeyRows
from reader.ui.screens.main import MainScreen
from reader.ui.screens.searching import SearchingScreen
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.hit_list import HitList
from reader.ui.widgets.search_input import SearchInput
from reader.ui.widgets.search_panel import SearchPanel

WIDE, NARROW = (120, 30), (60, 20)


def panel_of(app: ReaderApp) -> SearchPanel:
    return app.screen_stack[0].query_one(SearchPanel)


def hits_of(app: ReaderApp) -> HitList:
    return app.screen_stack[0].query_one(HitList)


def shown(app: ReaderApp) -> str:
    """What the list of hits draws."""
    hits = hits_of(app)
    return "\n".join(hits.render_line(y).text.rstrip() for y in range(hits.size.height))


def titles(app: ReaderApp) -> list[str]:
    results = panel_of(app).results
    return [hit.summary.title for hit in results.hits] if results else []


async def found(pilot: Pilot[int]) -> None:
    """Wait until what was typed has been searched for, and the article beside it is shown."""
    for moment in (0.1, 0.2):  # until it is searched for, until what is found is shown
        await pilot.pause(moment)
        with suppress(WorkerCancelled):  # for a newer one, which is waited for next
            await settled(pilot)
    await settled(pilot)


async def search(pilot: Pilot[int], query: str) -> None:
    """Open the panel and type, as an input method does: whole words come in."""
    await settled(pilot)
    await pilot.press("slash")
    await pilot.pause()
    pilot.app.screen.query_one(SearchInput).value = query
    await found(pilot)


async def test_typing_finds_and_shows_the_first_hit(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "碼頭")
        assert titles(app) == ["舊港"]
        assert "碼頭上的燈" in shown(app)
        assert decorated(app, "hit-current") == ["碼頭"]
        assert isinstance(app.focused, SearchInput)


async def test_what_is_found_at_once_gives_way_to_the_answer(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "碼頭")
        panel = panel_of(app)
        assert panel.results is not None
        early = panel.results._replace(hits=panel.results.hits * 2)
        panel.search("碼頭 燈")
        panel.show_early(early, panel._generation)
        assert titles(app) == ["舊港", "舊港"]
        panel.use_line()
        await pilot.press("enter")  # waits for the true answer
        panel.show_early(early, panel._generation - 1)
        await found(pilot)
        assert titles(app) == ["舊港"]
        panel.show_early(early, panel._generation)  # too late
        assert titles(app) == ["舊港"]


async def test_the_terminals_cursor_is_where_the_next_character_goes(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "")
        entry = app.screen.query_one(SearchInput)
        assert app.cursor_position == entry.content_region.offset
        await pilot.press("渡", "口")
        await found(pilot)
        assert app.cursor_position == (entry.content_region.x + 4, entry.content_region.y)
        await pilot.press(*"渡口" * 20)  # more than there is room for: the end is shown
        await found(pilot)
        for _ in range(3):
            assert entry.scroll_offset.x > 0
            end = entry.content_region.x + 2 * len(entry.value) - entry.scroll_offset.x
            assert app.cursor_position == (end, entry.content_region.y)
            await pilot.press("backspace")
            await pilot.pause()


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_hit_is_opened_where_it_stands_and_walked_through(
    app: ReaderApp, library: Library, id_of: Callable[[str], str], size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await search(pilot, "第30节")
        await pilot.press("enter")
        await found(pilot)
        pane = pane_of(app)
        assert pane.has_focus
        assert pane.article is not None
        assert pane.article.summary.title == "长河"
        assert decorated(app, "hit-current") == ["第30节"]
        assert library.searches.history() == ["第30节"]
        first = count_of(app)
        await pilot.press("n")
        await pilot.pause()
        assert count_of(app) != first or first == "1/1"
        assert library.state("article") == id_of("长河")


async def test_n_and_shift_n_walk_all_hits(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "地图")
        await pilot.press("enter")
        await found(pilot)
        counts = []
        for key in ("n", "n", "N"):
            await pilot.press(key)
            await settled(pilot)
            counts.append(count_of(app).split("/")[0])
            assert decorated(app, "hit-current") == ["地图"]
        assert counts == ["2", "3", "2"]


async def test_escape_returns_exactly_where_the_reader_was(
    app: ReaderApp, library: Library, id_of: Callable[[str], str]
) -> None:
    library.places.set_progress(id_of("长河"), 1000)
    library.set_state("article", id_of("长河"))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("tab", "j", "j")
        await settled(pilot)
        pane = pane_of(app)
        sight, cursor = pane.sight, app.screen.query_one(ArticleList).cursor
        await search(pilot, "船")
        await pilot.press("down", "j")
        await found(pilot)
        assert pane.article is not None
        assert pane.article.summary.title == "一张表"
        await pilot.press("escape")
        await found(pilot)
        assert pane.article is not None
        assert pane.article.summary.title == "长河"
        assert pane.sight == sight
        assert pane.has_focus
        assert app.screen.query_one(ArticleList).cursor == cursor
        assert decorated(app, "hit") == []
        assert library.summary(id_of("一张表")).progress == 0
        assert not library.summary(id_of("一张表")).read


async def test_escape_returns_after_a_hit_was_opened_too(
    app: ReaderApp, library: Library, id_of: Callable[[str], str]
) -> None:
    library.set_state("article", id_of("渡口"))
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "碼頭")
        await pilot.press("enter")
        await found(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert hits_of(app).has_focus
        await pilot.press("escape")
        await found(pilot)
        pane = pane_of(app)
        assert pane.article is not None
        assert pane.article.summary.title == "渡口"
        assert app.screen.query_one(ArticleList).has_focus
        assert library.state("article") == id_of("渡口")


async def test_without_an_article_before_there_is_none_after(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "碼頭")
        assert pane_of(app).article is not None
        await pilot.press("escape")
        await found(pilot)
        assert pane_of(app).article is None


async def test_an_article_that_comes_after_the_search_has_begun_is_returned_to(
    app: ReaderApp, library: Library, id_of: Callable[[str], str]
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "")
        screen = app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        screen._wanted = id_of("渡口")
        screen._load_article(id_of("渡口"))
        await found(pilot)
        await pilot.press("碼")
        await found(pilot)
        await pilot.press("escape")
        await found(pilot)
        article = pane_of(app).article
        assert article is not None
        assert article.summary.title == "渡口"


async def test_x_keeps_the_article_and_h_goes_back(
    app: ReaderApp, library: Library, id_of: Callable[[str], str]
) -> None:
    library.set_state("article", id_of("渡口"))
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "碼頭")
        await pilot.press("down", "x")
        await found(pilot)
        pane = pane_of(app)
        assert pane.has_focus
        assert pane.article is not None
        assert pane.article.summary.title == "舊港"
        assert library.state("article") == id_of("舊港")
        await pilot.press("H")
        await found(pilot)
        assert pane.article.summary.title == "渡口"


async def test_an_older_answer_never_lies_over_a_newer_one(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "碼頭")
        panel = panel_of(app)
        answer = panel.results
        old = Results("old", (), 0, 0)
        screen = app.screen_stack[0]
        assert isinstance(screen, SearchingScreen)
        screen.post_message(SearchingScreen.Found(old, 100, 0))
        await settled(pilot)
        assert panel.results is answer


async def test_no_answer_holds_up_what_was_typed_meanwhile(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "碼頭")
        panel = panel_of(app)
        answer = panel.results
        assert answer is not None
        entry = pilot.app.screen.query_one(SearchInput)
        with entry.prevent(SearchInput.Changed):
            entry.value = "船"
        panel._ask_soon(SearchInput.Changed(entry, "船"))
        panel.show(answer, panel._generation, indexed=50)  # while the index is built
        await found(pilot)
        assert panel.results is not None
        assert panel.results.query == "船"


async def test_a_search_that_nobody_waits_for_is_stopped(
    app: ReaderApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[str] = []
    pause = threading.Event()
    really = library.search

    def slow(
        query: str, *, limit: int, order: SearchOrder, stopped_: Callable[[], bool]
    ) -> Results:
        while query == "渡" and not stopped_():
            pause.wait(0.01)
        if stopped_():
            stopped.append(query)
        return really(query, limit=limit, order=order, stopped=stopped_)

    monkeypatch.setattr(
        library,
        "search",
        lambda query, *, limit, order, stopped: slow(
            query, limit=limit, order=order, stopped_=stopped
        ),
    )
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("slash", "渡")
        await pilot.pause(0.2)
        pilot.app.screen.query_one(SearchInput).value = "碼頭"
        await found(pilot)
        assert stopped == ["渡"]
        assert titles(app) == ["舊港"]


async def test_facets_narrow_and_widen_again(app: ReaderApp, library: Library) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "河")
        panel = panel_of(app)
        assert panel.results is not None
        before = titles(app)
        facet = next(one for one in panel.results.facets if one.value == "散文")
        panel.narrow(facet)
        await found(pilot)
        assert panel.query_text == '河 tag:"散文"'
        assert titles(app) == ["渡口"]
        panel.narrow(facet)
        await found(pilot)
        assert panel.query_text == "河"
        assert titles(app) == before


async def test_hits_are_sorted_by_date_on_demand(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "船")
        await pilot.press("down", "o")
        await found(pilot)
        assert panel_of(app).order is SearchOrder.DATE
        results = panel_of(app).results
        assert results is not None
        dates = [hit.summary.date for hit in results.hits]
        assert dates == sorted(dates, reverse=True)


async def test_up_and_down_go_through_the_history(app: ReaderApp, library: Library) -> None:
    for query in ("渡口", "碼頭"):
        library.searches.note(query)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "船")
        seen = []
        for key in ("up", "up", "up", "down", "down"):
            await pilot.press(key)
            await pilot.pause()
            seen.append(panel_of(app).query_text)
        assert seen == ["碼頭", "渡口", "渡口", "碼頭", "船"]
        await found(pilot)
        await pilot.press("down")
        await settled(pilot)
        assert hits_of(app).has_focus
        await pilot.press("up")
        await settled(pilot)
        assert isinstance(app.focused, SearchInput)


async def test_before_anything_is_typed_saved_and_earlier_searches_are_offered(
    app: ReaderApp, library: Library
) -> None:
    library.searches.save("港口", "碼頭")
    library.searches.note("船")
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "")
        assert "1 ★ 港口" in shown(app)
        assert "2 船" in shown(app)
        await pilot.press("enter", "1")
        await found(pilot)
        assert panel_of(app).query_text == "碼頭"
        assert titles(app)


async def test_a_name_gives_way_to_its_query_only_by_half(app: ReaderApp, library: Library) -> None:
    library.searches.save("港口與碼頭", "碼頭 OR " + "很長" * 40)
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "")
        assert "1 ★ 港口與碼頭  碼頭 OR" in shown(app)
        lines = shown(app).split("\n")
        assert all(cell_len(line) <= hits_of(app).size.width for line in lines)


async def test_a_search_is_saved_chosen_and_deleted(app: ReaderApp, library: Library) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "碼頭")
        await pilot.press("down", "w")
        await pilot.pause()
        await pilot.press("home", "shift+end", "港", "enter")
        await settled(pilot)
        assert [(one.name, one.query) for one in library.searches.saved()] == [("港", "碼頭")]
        await pilot.press("escape", "F")
        await pilot.pause()
        await pilot.press("enter")
        await found(pilot)
        assert titles(app) == ["舊港"]
        await pilot.press("escape")
        for answer, left in (("enter", 1), ("y", 0)):
            await pilot.press("F")
            await pilot.pause()
            await pilot.press("down", "enter")
            await pilot.pause()
            await pilot.press(answer)
            await settled(pilot)
            assert len(library.searches.saved()) == left


async def test_what_was_not_read_as_typed_is_told(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "碼頭 AND")
        notes = app.screen.query_one(".search-notes")
        assert notes.display
        assert "AND" in notes.render_line(0).text


async def test_an_empty_result_says_so(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "没有这样的词语")
        assert titles(app) == []
        assert shown(app).strip()


async def test_without_hits_no_article_is_shown_that_was_found_before(
    app: ReaderApp, library: Library, id_of: Callable[[str], str]
) -> None:
    library.set_state("article", id_of("渡口"))
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "碼頭")
        pane = pane_of(app)
        assert pane.article is not None
        assert pane.article.summary.title == "舊港"
        panel_of(app).search("没有这样的词语")
        await found(pilot)
        assert pane.article is not None
        assert pane.article.summary.title == "渡口"
        assert decorated(app, "hit") == []
        panel_of(app).search("船")
        await found(pilot)
        assert pane.article.summary.title == "一张表"


async def test_a_click_opens_a_hit_and_sorts(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "船")
        await pilot.click(HitList, offset=(3, 1))
        await found(pilot)
        assert pane_of(app).has_focus
        bar = app.screen.query_one("#search-bar")
        await pilot.click(bar, offset=(bar.size.width - 3, 0))
        await found(pilot)
        assert panel_of(app).order is SearchOrder.DATE


async def test_tab_completes_a_field_then_goes_to_the_hits(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "")
        for key in "tit":
            await pilot.press(key)
        await pilot.pause()
        await pilot.press("tab")
        assert panel_of(app).query_text == "title:"
        panel_of(app).search("渡口")
        await found(pilot)
        await pilot.press("tab")
        await settled(pilot)
        assert hits_of(app).has_focus


async def test_enter_before_the_answer_opens_it_when_it_comes(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("slash", "碼", "頭", "enter")
        await found(pilot)
        article = pane_of(app).article
        assert pane_of(app).has_focus
        assert article is not None
        assert article.summary.title == "舊港"


async def test_the_page_on_the_language_is_shown(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "")
        await pilot.press("f2")
        await pilot.pause()
        blocks = app.screen.query(KeyRows)
        lines = [block.render_line(y).text for block in blocks for y in range(block.size.height)]
        assert any(line.startswith("date:2023") for line in lines)


async def test_hostile_queries_and_titles_do_no_harm(app: ReaderApp, library: Library) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await search(pilot, "不要點")
        assert "[bold red]" in shown(app)
        for query in ("(" * 10_000, '"' * 999, "[bold]", "\x1b[31m", "*", "a OR " * 200, "-" * 99):
            pilot.app.screen.query_one(SearchInput).value = query
            await found(pilot)
        assert app.is_running


async def test_more_hits_come_when_the_cursor_nears_the_end(
    app: ReaderApp, library: Library, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("many")
    for number in range(50):
        (folder / f"{number}.md").write_text(f"# 第{number}号灯塔\n\n灯塔{number}。", "utf-8")
    list(library.add(library.find([str(folder)])))
    assert library.count(Listing()) == 55
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "灯塔")
        assert len(titles(app)) == 20
        await pilot.press("down", "G")
        await found(pilot)
        assert len(titles(app)) == 50
        assert hits_of(app).cursor == 19
        hit = hits_of(app).hit
        assert isinstance(hit, Hit)
