"""Selecting in the app: by mouse, and by keys with a caret."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from reading import bar_of, decorated, pane_of, settled
from textual.events import MouseDown, MouseMove, MouseUp
from textual.pilot import Pilot

from reader.config import Config
from reader.library import Library
from reader.model import Span
from reader.text import segment
from reader.text.boundaries import Boundaries, Unit
from reader.ui.app import ReaderApp
from reader.ui.messages import PassageSelected
from reader.ui.widgets.passage_selector import PassageSelector

SIZE = (70, 20)
TEXT = "清晨六点，渡口的雾还没有散。摆渡人老陈把缆绳解开，"


class Session:
    """The app with an article open, and what it says of passages."""

    def __init__(self, app: ReaderApp, pilot: Pilot[int], selected: list[Span]) -> None:
        self.app, self.pilot, self.selected = app, pilot, selected

    @property
    def selector(self) -> PassageSelector:
        return self.app.screen_stack[0].query_one(PassageSelector)

    @property
    def text(self) -> str:
        article = pane_of(self.app).article
        assert article is not None
        return article.text

    @property
    def passage(self) -> str:
        """What is selected."""
        span = self.selector.span
        return "" if span is None else span.of(self.text)

    def where(self, offset: int) -> tuple[int, int]:
        """The cell of the screen where the character at `offset` begins."""
        pane = pane_of(self.app)
        assert pane.page is not None
        y, cell = pane.page.cell_of(offset)
        left, top = -pane.place(pane.content_region.offset)[1], round(pane.scroll_y)
        return pane.content_region.x + left + cell, pane.content_region.y + y - top

    async def drag(self, *path: tuple[int, int], shift: bool = False) -> None:
        pilot = self.pilot
        await pilot._post_mouse_events([MouseDown], offset=path[0], button=1, shift=shift)
        for place in path[1:]:
            await pilot._post_mouse_events([MouseMove], offset=place, button=1)
        await pilot._post_mouse_events([MouseUp], offset=path[-1], button=1)
        await pilot.pause()

    async def drag_over(self, start: int, end: int) -> None:
        """Drag from the first to the last cell of `text[start:end]`, all full width."""
        x, y = self.where(end - 1)
        await self.drag(self.where(start), (x + 1, y))


@pytest.fixture(autouse=True, scope="session")
def known_words(tmp_path_factory: pytest.TempPathFactory) -> None:
    segment.load(str(tmp_path_factory.mktemp("words")))


async def _session(library: Library, article: str) -> AsyncIterator[Session]:
    selected: list[Span] = []

    def note(message: object) -> None:
        if isinstance(message, PassageSelected):
            selected.append(message.span)

    app = ReaderApp(library, Config(), article)
    async with app.run_test(size=SIZE, message_hook=note) as pilot:
        await settled(pilot)
        while pane_of(app).article is None or not pane_of(app).has_focus:
            await pilot.pause()
        yield Session(app, pilot, selected)


@pytest.fixture
async def ferry(library: Library, id_of: Callable[[str], str]) -> AsyncIterator[Session]:
    async for session in _session(library, id_of("渡口")):
        yield session


@pytest.fixture
async def river(library: Library, id_of: Callable[[str], str]) -> AsyncIterator[Session]:
    async for session in _session(library, id_of("长河")):
        yield session


async def test_dragging_selects_over_lines_either_way(ferry: Session) -> None:
    text = ferry.text
    await ferry.drag_over(3, 40)
    assert ferry.passage == text[3:40]
    assert ferry.where(3)[1] < ferry.where(39)[1]
    assert set(ferry.selected) == {Span(3, 40)}
    x, y = ferry.where(9)
    await ferry.drag((x + 1, y), ferry.where(5))
    assert ferry.passage == text[5:10]


async def test_a_click_selects_nothing(ferry: Session) -> None:
    await ferry.drag_over(3, 9)
    await ferry.pilot.click(offset=ferry.where(5))
    assert ferry.passage == ""
    assert bar_of(ferry.app).mode == ""


async def test_clicks_in_a_row_select_more(ferry: Session) -> None:
    place = ferry.where(TEXT.index("缆"))
    sentence = Boundaries(ferry.text, (), segment.words).around(Unit.SENTENCE, TEXT.index("缆"))
    for times, passage in (
        (2, "缆绳"),
        (3, sentence.of(ferry.text)),
        (4, ferry.text[: ferry.text.index("\n")]),
        (5, ferry.text[: ferry.text.index("\n")]),
    ):
        await ferry.pilot.click(offset=place, times=times)
        assert ferry.passage == passage


async def test_shift_click_extends(ferry: Session) -> None:
    await ferry.drag_over(5, 8)
    x, y = ferry.where(20)
    await ferry.pilot.click(offset=(x + 1, y), shift=True)
    assert ferry.passage == ferry.text[5:21]
    await ferry.pilot.click(offset=ferry.where(2), shift=True)
    assert ferry.passage == ferry.text[2:5]


async def test_dragging_beyond_the_edge_scrolls(river: Session) -> None:
    pilot, pane = river.pilot, pane_of(river.app)
    start = river.where(10)
    below = (start[0], pane.region.bottom)
    await pilot._post_mouse_events([MouseDown], offset=start, button=1)
    await pilot._post_mouse_events([MouseMove], offset=below, button=1)
    while pane.scroll_y < 5:
        await pilot.pause(0.01)
    await pilot._post_mouse_events([MouseUp], offset=below, button=1)
    await pilot.pause()
    assert river.passage.startswith(river.text[10:20])
    assert len(river.passage) > 300
    scrolled = pane.scroll_y
    await pilot.pause(0.15)
    assert pane.scroll_y == scrolled


async def test_keys_move_a_caret(ferry: Session) -> None:
    pilot = ferry.pilot
    await pilot.press("v")
    assert ferry.passage == TEXT[0]
    assert ferry.selector.selecting
    for keys, passage in (
        ("l", TEXT[:2]),
        ("h", TEXT[:1]),
        ("e", "清晨"),
        ("w", TEXT[:3]),
        ("right_parenthesis", TEXT[: TEXT.index("摆") + 1]),
        ("left_parenthesis", TEXT[:1]),
        ("G", ferry.text),
        ("g", TEXT[:1]),
    ):
        await pilot.press(keys)
        assert ferry.passage == passage, keys
    await pilot.press("l", "l", "v", "l", "o", "h")
    assert ferry.passage == TEXT[1:4]
    await pilot.press("escape")
    assert ferry.passage == ""
    assert pane_of(ferry.app).has_focus


async def test_lines_keep_the_cell(ferry: Session) -> None:
    pilot = ferry.pilot
    await pilot.press("v", "l", "l", "l", "v", "j")
    start, cell = 3, ferry.where(3)[0]
    end = ferry.selector.span.end - 1
    assert ferry.where(end) == (cell, ferry.where(start)[1] + 1)
    await pilot.press("dollar_sign", "k")
    assert ferry.where(ferry.selector.span.end - 1)[1] == ferry.where(start)[1]
    await pilot.press("0")
    assert ferry.passage == TEXT[:4]


async def test_wider_and_narrower(ferry: Session) -> None:
    pilot, text = ferry.pilot, ferry.text
    await pilot.press("v", "l", "l", "l", "l", "l", "v")
    assert ferry.passage == "渡"
    seen = []
    for _ in range(4):
        await pilot.press("plus")
        seen.append(ferry.passage)
    assert seen == [
        "渡口",
        "渡口的雾还没有散。",
        "清晨六点，渡口的雾还没有散。",
        text[: text.index("\n")],
    ]
    for _ in range(4):
        await pilot.press("minus")
    assert ferry.passage == "渡"
    await pilot.press("s")
    assert ferry.passage == TEXT[: TEXT.index("摆")]
    await pilot.press("V")
    assert ferry.selector.selection is not None
    assert ferry.selector.selection.unit is Unit.PARAGRAPH
    await pilot.press("V")
    assert ferry.passage == "渡"


async def test_the_view_follows_the_caret_and_it_stays(river: Session) -> None:
    pilot, pane = river.pilot, pane_of(river.app)
    await pilot.press("v", *["j"] * 30)
    top, bottom = pane.lines_shown
    assert top > 0
    caret = river.selector.span.end - 1
    assert top <= pane.page.y_of(caret) < bottom
    await pilot.press("escape", "v")
    assert river.selector.span.start == caret
    await pilot.press("escape", "g", "v")
    assert river.selector.span.start == 0


async def test_keys_go_on_with_what_the_mouse_selected(ferry: Session) -> None:
    await ferry.drag_over(3, 6)
    await ferry.pilot.press("j")
    assert ferry.passage == ferry.text[3:6]  # the pane's key, not the caret's
    await ferry.pilot.press("v", "l")
    assert ferry.passage == ferry.text[3:7]


async def test_copying_ends_selecting(ferry: Session) -> None:
    await ferry.pilot.press("v", "l", "l", "y")
    await settled(ferry.pilot)
    assert ferry.app.clipboard == TEXT[:3]
    assert ferry.passage == ""
    assert ferry.selected[-1] == Span(0, 3)
    await ferry.drag_over(3, 6)
    await ferry.pilot.press("ctrl+c")
    await settled(ferry.pilot)
    assert ferry.app.clipboard == ferry.text[3:6]


async def test_only_the_keys_that_hold_are_named(ferry: Session) -> None:
    def ids() -> set[str | None]:
        active = ferry.app.screen.active_bindings.values()
        return {binding.binding.id for binding in active if binding.enabled}

    assert {"select", "star"} <= ids()
    assert not {"caret-left", "copy", "end-selection"} & ids()
    await ferry.pilot.press("v")
    assert {"caret-left", "copy", "end-selection", "swap-ends"} <= ids()
    assert not {"back-to-list", "line-down", "narrower", "star"} & ids()
    assert bar_of(ferry.app).mode == "selecting characters: 1 · h j k l"


async def test_a_remapped_key_leaves_the_caret_its_own(
    library: Library, id_of: Callable[[str], str]
) -> None:
    config = Config(keys={"line-down": "ctrl+n"})
    app = ReaderApp(library, config, id_of("渡口"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        session = Session(app, pilot, [])
        await pilot.press("v", "j")
        assert len(session.passage) > 10


async def test_another_article_or_width_keeps_nothing_stale(river: Session) -> None:
    pilot = river.pilot
    await pilot.press("v", "j", "j")
    span = river.selector.span
    await pilot.resize_terminal(50, 15)
    await settled(pilot)
    assert river.selector.span == span
    assert decorated(river.app, "selection")
    await pilot.press("J")
    await settled(pilot)
    assert not decorated(river.app, "selection")
    assert bar_of(river.app).mode == ""
    assert river.passage == ""
    assert not river.selector.selecting


async def test_words_become_known_while_selecting(
    ferry: Session, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    known = segment._segmenter
    monkeypatch.setattr(segment, "_segmenter", None)
    monkeypatch.setattr(segment, "load", lambda folder: setattr(segment, "_segmenter", known))
    await ferry.pilot.click(offset=ferry.where(TEXT.index("缆")), times=2)
    await settled(ferry.pilot)
    assert ferry.passage == "缆绳"
