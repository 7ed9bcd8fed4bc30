"""Lists of any length: where the screen begins, and where it ends."""

from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from reader.model.annotation import GroupCount, NoteGroup
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.note_groups import NoteGroups
from reader.ui.widgets.note_list import NoteList
from reader.ui.widgets.row_list import RowList

ROWS = 30
GROUPS = NoteGroups(
    NoteGroup.TAG,
    [GroupCount(str(key), f"标签{key}", key + 1) for key in range(7)],
    {"3"},
    NoteList.ROW_HEIGHT,
    str,
)


class _Lists(App[None]):
    """One list, as high as the screen."""

    def __init__(self, rows: RowList[Any]) -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        yield self._rows


async def _check(pilot: Pilot[None], rows: RowList[Any]) -> None:
    """Expect a row's first line on top, and the whole row of the cursor."""
    await pilot.pause()
    y = rows.scroll_offset.y
    assert rows.row_at(y)[1] == 0
    assert y <= rows.line_of(rows.cursor)
    assert rows.line_of(rows.cursor + 1) <= y + rows.size.height


@pytest.mark.parametrize("grouped", [False, True])
async def test_the_screen_begins_with_a_row_whatever_its_height(grouped: bool) -> None:
    rows: RowList[Any] = NoteList(id="list") if grouped else ArticleList(id="list")
    async with _Lists(rows).run_test(size=(40, 8)) as pilot:
        if isinstance(rows, NoteList):
            rows.show_groups(GROUPS, 0, [])
        else:
            rows.show_rows(ROWS, 0, 0, [])
        for height in (8, 9, 7, 12, 11, 8):
            await pilot.resize_terminal(40, height)
            for key in (*["down"] * 9, "G", "up", "up", "pageup", "g", "pagedown", "G"):
                await pilot.press(key)
                await _check(pilot, rows)


async def test_the_wheel_stops_at_rows_and_reaches_the_last() -> None:
    rows = NoteList(id="list")
    async with _Lists(rows).run_test(size=(40, 8)) as pilot:
        rows.show_groups(GROUPS, 0, [])
        for _ in range(60):
            rows.scroll_relative(y=2, animate=False)
            await pilot.pause()
            assert rows.row_at(rows.scroll_offset.y)[1] == 0
        assert rows.line_of(rows.count) <= rows.scroll_offset.y + rows.size.height
