"""Pictures of the key views; `pytest --snapshot-update` draws them anew after they were looked at.

What is on them is our own: a library of five articles with fixed dates.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input
from textual.worker import WorkerCancelled

from reader import i18n
from reader.config import Config, Interface
from reader.library import Library
from reader.ui.app import ReaderApp
from reader.ui.screens.main import MainScreen
from reader.ui.widgets.search_panel import SearchPanel

SnapCompare = Callable[..., bool]


def _opened(*keys: str) -> Callable[[Pilot[int]], object]:
    """Return what waits for the article, presses `keys` and waits until all is stored."""

    async def before(pilot: Pilot[int]) -> None:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        screen = pilot.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        while screen._unsaved is not None:  # stored after a rest; the list then shows it
            await pilot.pause(0.05)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

    return before


@pytest.fixture
def indexed(library: Library) -> Library:
    """The library, all of it known to the index."""
    list(library.searcher.sync())
    return library


def _app(library: Library, article: str, theme: str = "textual-dark") -> ReaderApp:
    return ReaderApp(library, Config(interface=Interface(theme=theme)), article)


@pytest.mark.parametrize("size", [(60, 20), (100, 30), (160, 50)], ids=lambda size: str(size[0]))
def test_an_article_with_structure(
    library: Library, id_of: Callable[[str], str], snap_compare: SnapCompare, size: tuple[int, int]
) -> None:
    app = _app(library, id_of("一张表"))
    assert snap_compare(app, terminal_size=size, run_before=_opened())


def test_the_list_in_a_small_terminal(library: Library, snap_compare: SnapCompare) -> None:
    assert snap_compare(_app(library, ""), terminal_size=(60, 20), run_before=_opened("j", "s"))


def test_a_light_theme_in_chinese(
    library: Library, id_of: Callable[[str], str], snap_compare: SnapCompare
) -> None:
    i18n.use_language("zh")
    app = _app(library, id_of("长河"), "textual-light")
    assert snap_compare(app, terminal_size=(100, 30), run_before=_opened("]", "space"))


def test_without_colour(
    library: Library,
    id_of: Callable[[str], str],
    snap_compare: SnapCompare,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = _app(library, id_of("一张表"))
    assert snap_compare(app, terminal_size=(100, 30), run_before=_opened("tab"))


def test_the_keys(library: Library, id_of: Callable[[str], str], snap_compare: SnapCompare) -> None:
    app = _app(library, id_of("渡口"))
    assert snap_compare(app, terminal_size=(100, 40), run_before=_opened("question_mark"))


def _searched(query: str, *keys: str) -> Callable[[Pilot[int]], object]:
    """Return what searches for `query`, then presses `keys`."""

    async def before(pilot: Pilot[int]) -> None:
        await _settled(pilot)
        await pilot.press("slash")
        await pilot.pause()
        panel = pilot.app.screen.query_one("#search")
        assert isinstance(panel, SearchPanel)
        panel.query_one(Input).cursor_blink = False
        panel.search(query)
        while panel.results is None:
            await pilot.pause(0.05)
        await pilot.press(*keys)
        await pilot.pause(0.3)  # the article under the cursor comes after a moment
        await _settled(pilot)

    async def _settled(pilot: Pilot[int]) -> None:
        await pilot.pause()
        with suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()

    return before


@pytest.mark.parametrize("size", [(60, 20), (100, 30)], ids=lambda size: str(size[0]))
def test_a_search(
    indexed: Library, id_of: Callable[[str], str], snap_compare: SnapCompare, size: tuple[int, int]
) -> None:
    app = _app(indexed, id_of("渡口"))
    assert snap_compare(app, terminal_size=size, run_before=_searched("河 地图", "down", "j"))


def test_a_search_without_colour(
    indexed: Library,
    id_of: Callable[[str], str],
    snap_compare: SnapCompare,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = _app(indexed, id_of("渡口"))
    assert snap_compare(app, terminal_size=(100, 30), run_before=_searched("船", "down"))


def test_a_search_that_finds_nothing(
    indexed: Library, id_of: Callable[[str], str], snap_compare: SnapCompare
) -> None:
    i18n.use_language("zh")
    app = _app(indexed, id_of("渡口"), "textual-light")
    query = "碼頭 AND 火星 tag:河流 OR"
    assert snap_compare(app, terminal_size=(100, 30), run_before=_searched(query, "down"))


def test_an_empty_library(tmp_path: Path, snap_compare: SnapCompare) -> None:
    from reader.library import open_library

    async def before(pilot: Pilot[int]) -> None:
        await pilot.pause(0.2)  # the question's worker does not end before the answer

    with open_library(tmp_path / "empty") as library:
        assert snap_compare(_app(library, ""), terminal_size=(80, 24), run_before=before)
