"""Finding in the open article."""

from collections.abc import Callable

import pytest
from reading import count_of, decorated, drawn, pane_of, settled, told, type_text

from reader.config import Config
from reader.library import Library
from reader.ui.app import ReaderApp
from reader.ui.widgets.find_bar import FindBar, FindInput

SIZE = (60, 20)


@pytest.fixture
def long(library: Library, id_of: Callable[[str], str]) -> ReaderApp:
    """The app with an article of 40 sections open; each says 渡口 three times."""
    return ReaderApp(library, Config(), id_of("长河"))


async def test_typing_shows_the_first_hit_from_here_and_counts(long: ReaderApp) -> None:
    async with long.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("f")
        await type_text(pilot, "第17")
        assert count_of(long) == "1/1"
        assert decorated(long, "hit-current") == ["第17"]
        assert any("第17节" in line for line in drawn(long))
        await type_text(pilot, "节不在")
        assert count_of(long) == "not found"
        assert pane_of(long).position == 0


async def test_hits_are_found_in_other_script_width_and_case(long: ReaderApp) -> None:
    async with long.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("f")
        await type_text(pilot, "舊地圖")
        assert count_of(long) == "1/120"
        assert set(decorated(long, "hit-current")) | set(decorated(long, "hit")) == {"旧地图"}


async def test_a_hit_across_a_line_break_is_decorated_on_both_lines(long: ReaderApp) -> None:
    async with long.run_test(size=SIZE) as pilot:
        await settled(pilot)
        lines = [line.strip() for line in drawn(long)]
        # The paragraph begins under title, byline and heading, with a blank line after each.
        first = next(number for number, line in enumerate(lines) if line.startswith("1。"))
        broken = lines[first][-1] + lines[first + 1][0]
        await pilot.press("f")
        await type_text(pilot, broken)
        parts = decorated(long, "hit-current") + decorated(long, "hit")
        assert set(parts[:2]) == set(broken)


async def test_enter_reads_on_at_the_hit(long: ReaderApp) -> None:
    async with long.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("f")
        await type_text(pilot, "第20节")
        await pilot.press("enter")
        pane = pane_of(long)
        place = pane.position
        assert pane.has_focus
        assert place > 0
        assert decorated(long, "hit-current") == ["第20节"]
        await pilot.press("j")
        assert pane.position > place
        # Back to where it was looked for.
        await pilot.press("H")
        assert pane.position == 0


@pytest.mark.parametrize("keys", [(), ("pagedown", "j", "j"), ("j",), ("j", "j"), ("G",)])
async def test_escape_returns_exactly(long: ReaderApp, keys: tuple[str, ...]) -> None:
    async with long.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press(*keys)
        await settled(pilot)
        before, place = drawn(long), pane_of(long).position
        await pilot.press("f")
        await type_text(pilot, "第3")
        await pilot.press("down", "down", "escape")
        await settled(pilot)
        assert drawn(long) == before
        assert pane_of(long).position == place
        assert pane_of(long).has_focus
        assert not long.screen.query_one(FindBar).display


async def test_next_and_previous_go_round_and_say_so(long: ReaderApp) -> None:
    async with long.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("f")
        await type_text(pilot, "第4")  # 第4节, 第40节
        await pilot.press("enter")
        assert count_of(long) == "1/2"
        await pilot.press("n")
        assert count_of(long) == "2/2"
        await pilot.press("n")
        assert count_of(long) == "from the start again · 1/2"
        await pilot.press("N")
        assert count_of(long) == "from the end again · 2/2"


async def test_the_next_hit_is_the_next_from_where_one_reads(long: ReaderApp) -> None:
    async with long.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("f")
        await type_text(pilot, "节")
        await pilot.press("enter", "G", "N")
        assert count_of(long) in ("39/40", "40/40")
        await pilot.press("g", "n")
        assert count_of(long) == "1/40"


async def test_escape_takes_the_hits_off_then_leaves(long: ReaderApp) -> None:
    async with long.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("f")
        await type_text(pilot, "渡口")
        await pilot.press("enter", "escape")
        assert decorated(long, "hit") == []
        assert pane_of(long).has_focus
        # What was looked for is not forgotten.
        await pilot.press("n")
        assert count_of(long).endswith("/120")
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert not pane_of(long).has_focus


async def test_nothing_to_find_yet(long: ReaderApp) -> None:
    async with long.run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("n")
        await pilot.pause()
        assert told(long) == "Nothing was looked for yet; f finds."


async def test_keys_of_the_article_are_letters_while_typing(long: ReaderApp) -> None:
    async with long.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("f", *"tmnxq", "alt+left", "ctrl+o")
        entry = long.screen.query_one(FindInput)
        assert entry.value == "tmnxq"
        assert entry.has_focus
        assert pane_of(long).position == 0


async def test_another_article_is_not_searched_for_what_was_kept(
    long: ReaderApp, id_of: Callable[[str], str]
) -> None:
    async with long.run_test(size=(120, 20)) as pilot:
        await settled(pilot)
        await pilot.press("f")
        await type_text(pilot, "渡口")
        await pilot.press("enter", "K")
        await settled(pilot)
        assert not long.screen.query_one(FindBar).display
        assert decorated(long, "hit") == []
