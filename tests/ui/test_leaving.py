"""Leaving the app while something is still under way."""

import pytest
from textual.widgets import Static

from reader.ui.app import ReaderApp


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
