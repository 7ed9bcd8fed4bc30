"""Leaving the app while something is still under way."""

import pytest
from textual.css.query import NoMatches
from textual.events import Key
from textual.widgets import Static

from reader.ui.app import ReaderApp
from reader.ui.commands import Palette
from reader.ui.screens.question import QuestionScreen


async def test_what_comes_too_late_to_be_shown(app: ReaderApp) -> None:
    def too_late() -> None:
        app.screen.mount(Static("太晚了"))

    async with app.run_test():
        app.exit()
        app.screen.call_later(too_late)
    assert not app.return_code


async def test_what_comes_too_late_to_a_worker(app: ReaderApp) -> None:
    async def too_late() -> None:
        app.exit()
        await app.screen.mount(Static("太晚了"))

    async with app.run_test() as pilot:
        app.screen.run_worker(too_late())
        await pilot.pause()
    assert not app.return_code


async def test_a_defect_met_while_leaving(app: ReaderApp) -> None:
    def defective() -> None:
        raise ZeroDivisionError

    async def leave() -> None:
        async with app.run_test() as pilot:
            app.exit()
            app.screen.call_later(defective)
            await pilot.pause()

    with pytest.raises(ZeroDivisionError):
        await leave()
    assert app.return_code


async def test_what_reaches_a_screen_that_was_left(app: ReaderApp) -> None:
    async with app.run_test() as pilot:
        screen = QuestionScreen("渡？", "渡", "不渡")
        app.push_screen(screen)
        await pilot.pause()
        screen.call_next(screen.query_one, "#nowhere")
        screen.dismiss(False)
        await pilot.pause()
        assert app.screen is app.screen_stack[0]


async def test_a_widget_that_is_missed_on_a_screen_in_use(app: ReaderApp) -> None:
    async def miss() -> None:
        async with app.run_test() as pilot:
            app.screen.call_next(app.screen.query_one, "#nowhere")
            await pilot.pause()

    with pytest.raises(NoMatches):
        await miss()


async def test_pages_of_the_palette_turned_before_there_are_any(app: ReaderApp) -> None:
    async with app.run_test() as pilot:
        app.action_command_palette()
        for key in ("pagedown", "pageup", "end"):
            app.post_message(Key(key, None))
        await pilot.pause()
        assert Palette.is_open(app)  # type: ignore[arg-type]
