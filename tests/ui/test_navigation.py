"""Ways through an article and between articles: contents, marks, jumps, links, what is shown."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from reading import bar_of, drawn, pane_of, settled, side_of, told, until_told
from textual.widgets import OptionList

from reader import i18n
from reader.config import Config, Reading
from reader.library import Library
from reader.model import Listing
from reader.text.layout import LayoutOptions
from reader.ui.app import ReaderApp
from reader.ui.options import recall, remember
from reader.ui.screens.contents import ContentsScreen
from reader.ui.screens.pick import PickScreen

SIZE = (60, 20)


@pytest.fixture
def open_app(library: Library, id_of: Callable[[str], str]) -> Callable[[str], ReaderApp]:
    """Return an app with the article of a title open."""
    return lambda title: ReaderApp(library, Config(), id_of(title))


def options(app: ReaderApp) -> list[str]:
    listed = app.screen.query_one(OptionList)
    return [str(option.prompt) for option in listed.options]


# Contents


async def test_contents_lead_to_a_heading(open_app: Callable[[str], ReaderApp]) -> None:
    app = open_app("长河")
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("t")
        assert isinstance(app.screen, ContentsScreen)
        assert len(options(app)) == 40
        await pilot.press("j", "j", "k", "enter")
        await settled(pilot)
        assert drawn(app)[0].strip() == "## 第2节"
        assert bar_of(app).left == "长河 · 第2节"
        await pilot.press("t")
        listed = app.screen.query_one(OptionList)
        assert listed.highlighted == 1
        assert options(app)[1].startswith("▸")
        await pilot.press("G", "escape")
        assert drawn(app)[0].strip() == "## 第2节"
        await pilot.press("H")
        assert pane_of(app).position == 0


async def test_contents_by_mouse(open_app: Callable[[str], ReaderApp]) -> None:
    app = open_app("长河")
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("t")
        await pilot.pause()
        await pilot.click(OptionList, offset=(8, 5))
        await settled(pilot)
        assert drawn(app)[0].strip() == "## 第5节"


async def test_no_headings(open_app: Callable[[str], ReaderApp]) -> None:
    app = open_app("渡口")
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("t")
        await pilot.pause()
        assert told(app) == "This article has no headings."


# Marks and jumps


async def test_marks_come_back_after_a_restart(
    open_app: Callable[[str], ReaderApp], library: Library, id_of: Callable[[str], str]
) -> None:
    app = open_app("长河")
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("pagedown", "pagedown", "m")
        assert isinstance(app.screen, PickScreen)
        await pilot.press("a")
        await settled(pilot)
        place = pane_of(app).position
        assert place > 0
    assert library.places.marks(library.article(id_of("长河"))) == {"a": place}
    app = open_app("长河")
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("G", "apostrophe")
        await pilot.pause()
        await pilot.press("a")
        await settled(pilot)
        assert pane_of(app).position == place
        # Twice the apostrophe: back to before the jump, and to the mark again.
        await pilot.press("apostrophe", "apostrophe")
        await settled(pilot)
        assert pane_of(app).position > place
        await pilot.press("apostrophe", "apostrophe")
        await settled(pilot)
        assert pane_of(app).position == place


async def test_no_mark_yet(open_app: Callable[[str], ReaderApp]) -> None:
    app = open_app("渡口")
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("apostrophe")
        await pilot.pause()
        assert told(app) == "No place is marked here yet; m and a letter mark one."


def test_marks_follow_their_passage_into_another_text(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "articles" / "b.md"
    before = next(row for row in library.listing(Listing(), 0, None) if row.title == "长河")
    article = library.article(before.id)
    offset = article.text.index("30。")
    library.places.set_mark(before.id, "x", offset)
    path.write_text(path.read_text().replace("## 第1节\n", "## 第1节\n\n新的一段在前面。\n"))
    assert [one.status for one in library.add(library.find([str(path)]))] == ["updated"]
    article = library.article(before.id)
    moved = library.places.marks(article)["x"]
    assert moved > offset
    assert article.text[moved:].startswith("30。")


async def test_back_and_forward_through_jumps(open_app: Callable[[str], ReaderApp]) -> None:
    app = open_app("长河")
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot)
        pane = pane_of(app)
        await pilot.press("pagedown")
        first = pane.position
        await pilot.press("G")
        await settled(pilot)
        end = pane.position
        await pilot.press("g")
        assert pane.position == 0
        await pilot.press("H")
        assert pane.position == end
        await pilot.press("ctrl+o")
        assert pane.position == first
        await pilot.press("alt+left")
        await pilot.pause()
        await until_told(pilot, "further back")
        await pilot.press("L", "alt+right")
        assert pane.position == 0


async def test_back_into_the_article_before(
    open_app: Callable[[str], ReaderApp], id_of: Callable[[str], str]
) -> None:
    app = open_app("长河")
    async with app.run_test(size=(120, 20)) as pilot:
        await settled(pilot)
        await pilot.press("pagedown", "pagedown")
        place = pane_of(app).position
        await pilot.press("K")
        await settled(pilot)
        assert "渡口" in drawn(app)[0]
        await pilot.press("H")
        await settled(pilot)
        assert pane_of(app).position == place
        await pilot.press("L")
        await settled(pilot)
        assert "渡口" in drawn(app)[0]


# What is shown


async def test_focus_mode_hides_all_but_the_text(open_app: Callable[[str], ReaderApp]) -> None:
    app = open_app("长河")
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        for leave in ("z", "escape"):
            await pilot.press("z")
            await settled(pilot)
            assert pane_of(app).size.height == 30
            assert pane_of(app).outer_size.width == 120
            assert pane_of(app).has_focus
            await pilot.press(leave)
            await settled(pilot)
            assert pane_of(app).size.height == 28
            assert pane_of(app).outer_size.width < 120
            assert pane_of(app).has_focus


@pytest.mark.parametrize(("language", "left"), [("en", " min left"), ("zh", "分")])
async def test_progress_and_time_left(
    open_app: Callable[[str], ReaderApp], language: str, left: str
) -> None:
    i18n.use_language(language)
    app = open_app("长河")
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert bar_of(app).right.startswith("0% · ")
        assert left in bar_of(app).right
        await pilot.press("G")
        await settled(pilot)
        assert bar_of(app).right == "100%"


async def test_the_section_is_named_alone_where_both_do_not_fit(
    open_app: Callable[[str], ReaderApp],
) -> None:
    app = open_app("长河")
    async with app.run_test(size=(16, 20)) as pilot:
        await settled(pilot)
        await pilot.press("right_square_bracket", "right_square_bracket")
        await settled(pilot)
        assert bar_of(app).left == "第2节"
        assert bar_of(app).right.endswith("%")


async def test_how_texts_are_set_is_remembered(
    open_app: Callable[[str], ReaderApp], library: Library
) -> None:
    app = open_app("渡口")
    async with app.run_test(size=(120, 20)) as pilot:
        await settled(pilot)
        assert any("着 2 个" in line for line in drawn(app))
        await pilot.press("i", "I", "minus")
        await settled(pilot)
        chosen = pane_of(app).options
        assert (chosen.indent, chosen.gap) == (4, True)
        paragraph = next(line for line in drawn(app) if "清晨" in line)
        assert "    清晨" in paragraph
    again = open_app("渡口")
    async with again.run_test(size=(120, 20)) as pilot:
        await settled(pilot)
        assert pane_of(again).options == chosen


def test_what_is_configured_anew_holds() -> None:
    configured = Reading().layout(80)
    chosen = LayoutOptions(width=60, indent=4, gap=True)
    stored = remember(chosen, configured)
    assert recall(stored, configured) == chosen
    assert recall(stored, Reading(gap=True).layout(100)) == LayoutOptions(100, indent=4, gap=True)
    for damaged in ("", "{", "[]", "{}", '{"width": 3}', '{"gap": []}'):
        assert recall(damaged, configured) == configured


# Addresses


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Set up a browser that writes what it is asked to show to a file; return the file."""
    seen, program = tmp_path / "seen.json", tmp_path / "browser"
    program.write_text(
        f"#!{sys.executable}\nimport json, sys\njson.dump(sys.argv[1:], open({str(seen)!r}, 'w'))\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(program))
    return seen


async def test_a_link_on_the_screen_is_opened(
    open_app: Callable[[str], ReaderApp], browser: Path
) -> None:
    app = open_app("一张表")
    async with app.run_test(size=(80, 40), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("x")
        await pilot.pause()
        assert options(app) == ["1  航海志\n   https://reader-corpus.example/sea"]
        await pilot.press("1")
        await settled(pilot)
        assert json.loads(browser.read_text()) == ["https://reader-corpus.example/sea"]
        await until_told(pilot, "https://reader-corpus.example/sea")


async def test_other_links_are_shown_but_not_opened(
    library: Library, browser: Path, tmp_path: Path
) -> None:
    path = tmp_path / "links.md"
    path.write_text(
        "---\ntitle: 連結\nurl: file:///etc/passwd\n---\n\n"
        "[甲](javascript:alert(1)) [乙](https://аpple.com/x) [丙](https://a@b.example/)\n"
    )
    (added,) = library.add(library.find([str(path)]))
    assert added.article is not None
    app = ReaderApp(library, Config(), added.article.id)
    async with app.run_test(size=(80, 40), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("x")
        await pilot.pause()
        rows = options(app)
        assert any("https://xn--pple-43d.com/x" in row for row in rows)
        assert any("https://a@b.example/ — " in row for row in rows)
        await pilot.press(str(1 + next(i for i, row in enumerate(rows) if "a@b" in row)))
        await settled(pilot)
        await until_told(pilot, "user name")
        await pilot.press("o")
        await settled(pilot)
        assert not browser.exists()


async def test_no_link_and_no_address(open_app: Callable[[str], ReaderApp]) -> None:
    app = open_app("渡口")
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("x", "o")
        await pilot.pause()
        assert told(app).splitlines() == [
            "There is no link on the screen.",
            "This article came without an address.",
        ]


async def test_without_a_browser_the_address_is_told(
    open_app: Callable[[str], ReaderApp], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert os.environ["PATH"] == str(tmp_path)
    app = open_app("一张表")
    async with app.run_test(size=(80, 40), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("x")
        await pilot.pause()
        await pilot.press("1")
        await settled(pilot)
        await until_told(pilot, "No browser could be started")
        await until_told(pilot, "https://reader-corpus.example/sea")


# The place


@pytest.mark.parametrize("narrow", [(60, 20), (34, 12), (200, 50)])
async def test_the_place_survives_another_size(
    open_app: Callable[[str], ReaderApp], narrow: tuple[int, int]
) -> None:
    app = open_app("长河")
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("pagedown", "pagedown", "j")
        place, first = pane_of(app).position, drawn(app)[0]
        await pilot.resize_terminal(*narrow)
        await settled(pilot)
        assert pane_of(app).position == place
        assert pane_of(app).shown.start <= place < pane_of(app).shown.end
        await pilot.resize_terminal(100, 30)
        await settled(pilot)
        assert drawn(app)[0] == first


async def test_the_place_survives_another_column(open_app: Callable[[str], ReaderApp]) -> None:
    app = open_app("长河")
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("pagedown", "pagedown", "j")
        place, first = pane_of(app).position, drawn(app)[0]
        await pilot.press("minus", "minus", "i", "I", "minus")
        assert pane_of(app).position == place
        assert place in pane_of(app).shown
        await pilot.press("plus", "plus", "i", "I", "plus")
        assert drawn(app)[0] == first


async def test_the_place_survives_another_text(
    open_app: Callable[[str], ReaderApp], library: Library, tmp_path: Path
) -> None:
    app = open_app("长河")
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press(*["right_square_bracket"] * 17)
        await settled(pilot)
        assert drawn(app)[0].strip() == "## 第17节"
    path = tmp_path / "articles" / "b.md"
    path.write_text(path.read_text().replace("## 第1节\n", "## 第1节\n\n新的一段在前面。\n"))
    assert [one.status for one in library.add(library.find([str(path)]))] == ["updated"]
    again = open_app("长河")
    async with again.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert drawn(again)[0].strip() == "## 第17节"
        assert side_of(again).has_focus_within
