"""The dialogs: where they begin, what a wrong key tells, and how their lines break."""

import asyncio
from collections.abc import Callable

import pytest
from reading import settled
from rich.cells import cell_len
from textual.app import App
from textual.widgets import Button, Input, OptionList

from reader.config import Config, Interface
from reader.library import Library
from reader.ui.app import ReaderApp
from reader.ui.screens.choice import Choice, ChoiceScreen
from reader.ui.screens.entry import EntryScreen
from reader.ui.screens.help import HelpScreen, KeyRows
from reader.ui.screens.pick import Pick, PickScreen
from reader.ui.screens.question import QuestionScreen


async def test_themes_are_listed_from_the_one_that_holds(library: Library) -> None:
    app = ReaderApp(library, Config(interface=Interface(theme="textual-light")))
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        app._choose_theme()
        await pilot.pause(0.2)
        options = app.screen.query_one(OptionList)
        assert options.highlighted is not None
        prompt = str(options.get_option_at_index(options.highlighted).prompt)
        assert prompt.split() == ["textual-light", "light"]
        assert options.scroll_y > 0  # and in sight


async def test_a_detail_that_says_what_the_label_says_is_left_out() -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        choices = [Choice("1", "模型", "模型"), Choice("2", "云", "模型")]
        app.push_screen(ChoiceScreen("Saved", choices))
        await pilot.pause()
        options = app.screen.query_one(OptionList)
        assert [str(option.prompt).split() for option in options.options] == [
            ["模型"],
            ["云", "模型"],
        ]


async def test_a_filter_that_fits_nothing_says_so() -> None:
    app = App[str | None]()
    async with app.run_test() as pilot:
        app.push_screen(ChoiceScreen("Saved", [Choice("1", "舊港"), Choice("2", "云")]), app.exit)
        await pilot.pause()
        line, options = app.screen.query_one(Input), app.screen.query_one(OptionList)
        await pilot.pause()
        place = line.region
        line.value = "[b]山"
        await pilot.pause()
        assert line.region == place  # which does not move as one types
        assert "Nothing fits" in str(options.get_option_at_index(0).prompt)
        await pilot.press("enter")
        assert len(app.screen_stack) == 2
        line.value = "旧"
        await pilot.pause()
        await pilot.press("enter")
    assert app.return_value == "1"


@pytest.mark.parametrize("keys", ["t", "T", "ctrl+p", "apostrophe", "X"])
async def test_what_enter_would_take_is_tellable_without_colour(
    library: Library,
    id_of: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
    keys: str,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = ReaderApp(library, Config(), id_of("长河"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("G", "m", "a", "g", *(["escape"] if keys == "T" else []), keys)
        await pilot.pause(0.5)
        assert len(app.screen_stack) == 2
        underlined = [
            segment.text
            for kind in (OptionList, Button)
            for widget in app.screen.query(kind)
            for y in range(widget.size.height)
            for segment in widget.render_line(y)
            if segment.style is not None and segment.style.underline
        ]
        assert "".join(underlined).strip()


async def test_enter_does_no_harm_where_a_yes_cannot_be_taken_back(
    library: Library, id_of: Callable[[str], str]
) -> None:
    app = ReaderApp(library, Config(), id_of("渡口"))
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("X")
        await pilot.pause()
        assert isinstance(app.screen, QuestionScreen)
        assert isinstance(app.focused, Button)
        assert app.focused.id == "no"
        await pilot.press("enter")
        await settled(pilot)
        assert library.summary(id_of("渡口")).title == "渡口"


async def test_a_line_longer_than_its_box_is_shown_from_its_end() -> None:
    app = App[None]()
    async with app.run_test(size=(40, 20)) as pilot:
        app.push_screen(EntryScreen("Tags", "", "人工智能, " * 20))
        await pilot.pause(0.1)
        line = app.screen.query_one(Input)
        assert line.cursor_position == len(line.value)
        assert line.scroll_offset.x > 0


async def test_a_letter_that_stands_for_nothing_is_answered() -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        app.push_screen(PickScreen("Marks", [Pick("a", "12%  渡口")]))
        await pilot.pause()
        await pilot.press("z")
        assert isinstance(app.screen, PickScreen)
        assert "z" in str(app.screen.query_one("#pick").border_subtitle)


async def test_what_keys_do_stands_in_a_column_of_its_own() -> None:
    rows = [
        ("k", "kurz"),
        ("tea AND (green OR black) NOT milk", "longer than the column"),
        ("名称:渡口", "只在题目里找，而且这一句长得一行放不下，要折到下一行去"),
    ]
    app = App[None]()
    async with app.run_test(size=(48, 30)) as pilot:
        app.push_screen(HelpScreen([("Where", rows)]))
        await pilot.pause()
        drawn = app.screen.query_one(KeyRows)
        lines = [drawn.render_line(y).text.rstrip() for y in range(drawn.size.height)]
        column = cell_len(lines[0]) - len("kurz")
        assert lines[1] == rows[1][0]  # alone, so that the column holds
        for line in lines[2:]:
            said = line.removeprefix(rows[2][0]).lstrip()
            assert said
            assert cell_len(line) - cell_len(said) == column


async def test_a_dialog_may_be_closed_before_it_is_drawn() -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        for wait in range(6):
            screen = ChoiceScreen("Saved", [Choice(str(n), f"船{n}") for n in range(9)])
            app.push_screen(screen)
            for _ in range(wait):
                await asyncio.sleep(0)
            screen.dismiss(None)
            await pilot.pause()
        assert app.screen is app.screen_stack[0]


async def test_a_dialog_closes_once(app: ReaderApp) -> None:
    """Keys typed fast reach it when it is closed: they take nothing from below it."""
    chosen: list[str | None] = []
    async with app.run_test() as pilot:
        for title in ("外", "内"):
            choices = [Choice(name, name) for name in "甲乙"]
            app.push_screen(ChoiceScreen(title, choices, "甲"), chosen.append)
        await pilot.pause()
        inner = app.screen
        inner.dismiss("乙")
        inner.dismiss("甲")
        await pilot.pause()
        assert chosen == ["乙"]
        assert len(app.screen_stack) == 2
        await pilot.press("enter", "enter")
        assert chosen == ["乙", "甲"]
        assert len(app.screen_stack) == 1


async def test_a_dialog_that_is_answered_below_another(app: ReaderApp) -> None:
    chosen: list[str | None] = []
    async with app.run_test() as pilot:
        for title in ("外", "内"):
            choices = [Choice(name, name) for name in "甲乙"]
            app.push_screen(ChoiceScreen(title, choices, "甲"), chosen.append)
        await pilot.pause()
        outer, inner = app.screen_stack[1:]
        outer.dismiss("乙")
        await pilot.pause()
        assert app.screen is inner
        inner.dismiss("甲")
        await pilot.pause()
        assert chosen == ["甲", "乙"]
        assert len(app.screen_stack) == 1


async def test_a_dialog_that_nobody_waits_for(app: ReaderApp) -> None:
    async with app.run_test() as pilot:
        waiting = app.run_worker(app.push_screen_wait(QuestionScreen("渡？", "渡", "不渡")))
        await pilot.pause()
        waiting.cancel()
        await pilot.press("enter")
        await pilot.pause()
        assert len(app.screen_stack) == 1
