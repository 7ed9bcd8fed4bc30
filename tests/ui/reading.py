"""What tests of the article's side share."""

from collections.abc import Callable
from typing import cast

from textual.pilot import Pilot
from textual.widgets import Static

from reader.ui.app import ReaderApp
from reader.ui.widgets.article_side import ArticleSide
from reader.ui.widgets.bar import Bar
from reader.ui.widgets.find_bar import FindInput
from reader.ui.widgets.reading_pane import ReadingPane

PARAGRAPH = (
    "清晨六点，渡口的雾还没有散。摆渡人老陈把缆绳解开，对岸传来一声“等等我！”——"
    "那是去县城赶考的周渡，背着 2 个包，手里攥着一张 1998 年的旧地图。"
)


async def settled(pilot: Pilot[int]) -> None:
    """Wait until what was asked of the library is shown, and the text is laid out."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def pane_of(app: ReaderApp) -> ReadingPane:
    return app.screen_stack[0].query_one(ReadingPane)


def side_of(app: ReaderApp) -> ArticleSide:
    return app.screen_stack[0].query_one(ArticleSide)


def bar_of(app: ReaderApp) -> Bar:
    return app.screen_stack[0].query_one("#pane-bar", Bar)


def count_of(app: ReaderApp) -> str:
    """What stands beside the line to find by."""
    return str(app.screen.query_one("#find-count", Static).content).removesuffix(" · n N")


def drawn(app: ReaderApp) -> list[str]:
    """The pane's lines as they are drawn."""
    pane = pane_of(app)
    return [pane.render_line(y).text for y in range(pane.size.height)]


def decorated(app: ReaderApp, name: str) -> list[str]:
    """The texts on the screen that have the colours of a component class of the pane alone."""
    pane = pane_of(app)
    wanted = pane.get_visual_style(f"reading-pane--{name}").rich_style.bgcolor
    strips = [pane.render_line(y) for y in range(pane.size.height)]
    return [
        segment.text
        for strip in strips
        for segment in strip
        if segment.style is not None and segment.style.bgcolor == wanted
    ]


async def type_text(pilot: Pilot[int], text: str) -> None:
    """Type into the line to find by, as an input method does: whole characters come in."""
    pilot.app.screen.query_one(FindInput).insert_text_at_cursor(text)
    await pilot.pause()


def told(app: ReaderApp) -> str:
    """What the notices on the screen say, each in one line."""
    toasts = app.screen.query("Toast")
    return "\n".join(str(toast.render()).replace("\n", " ") for toast in toasts)


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    """Wait for what has no other sign, as where a worker waits for a dialog's answer."""
    for _ in range(1000):
        if holds():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never held")


async def until_told(pilot: Pilot[int], text: str) -> None:
    """Wait for a notice; it stays for some seconds only."""
    await until(pilot, lambda: text in told(cast(ReaderApp, pilot.app)))
