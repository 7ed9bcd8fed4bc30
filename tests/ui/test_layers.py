"""What lies over an article in the pane."""

from collections.abc import Callable, Iterator

import pytest
from reading import decorated, pane_of, settled

from reader.config import Config
from reader.library import Library
from reader.model import Span
from reader.text.decoration import Decorations
from reader.ui.app import ReaderApp
from reader.ui.widgets.layers import STYLES, Layer

SIZE = (60, 20)


@pytest.fixture
def long(library: Library, id_of: Callable[[str], str]) -> ReaderApp:
    """The app with an article of 40 sections open."""
    return ReaderApp(library, Config(), id_of("长河"))


async def test_the_higher_layer_is_seen_where_two_lie(long: ReaderApp) -> None:
    async with long.run_test(size=SIZE) as pilot:
        await settled(pilot)
        pane = pane_of(long)
        assert pane.article is not None
        text = pane.article.text
        low, high = Span(6, 14), Span(10, 16)
        pane.set_layer(Layer.CARET, Decorations([(high, "caret")]))  # the highest first
        pane.set_layer(Layer.FIND, Decorations([(low, "hit-current")]))
        assert decorated(long, "hit-current") == [text[6:10]]
        assert "".join(decorated(long, "caret")) == text[10:16]
        assert pane.covering(Layer.FIND, Span(13, 20)) == [(low, "hit-current")]
        pane.set_layer(Layer.CARET, Decorations())
        assert decorated(long, "hit-current") == [text[6:14]]


async def test_another_article_takes_all_away(long: ReaderApp) -> None:
    async with long.run_test(size=SIZE) as pilot:
        await settled(pilot)
        pane = pane_of(long)
        pane.set_layer(Layer.FIND, Decorations([(Span(0, 5), "hit")]))
        await pilot.press("J")
        await settled(pilot)
        assert pane.covering(Layer.FIND, Span(0, 5)) == []


async def test_only_what_is_in_sight_is_asked_for(long: ReaderApp) -> None:
    asked: list[Span] = []

    class Watched:
        def within(self, part: Span) -> Iterator[tuple[Span, str]]:
            asked.append(part)
            yield part, "hit"

    async with long.run_test(size=SIZE) as pilot:
        await settled(pilot)
        pane = pane_of(long)
        await pilot.press("G")
        await settled(pilot)
        pane.set_layer(Layer.FIND, Watched())
        await pilot.pause()
        assert asked
        assert all(part.overlaps(pane.shown) for part in asked)


async def test_every_style_can_be_seen(long: ReaderApp) -> None:
    """A name that no .tcss knows would be drawn as if nothing lay there."""
    async with long.run_test(size=SIZE) as pilot:
        await settled(pilot)
        pane = pane_of(long)
        plain = pane.get_component_rich_style("reading-pane--text")
        for name in STYLES:
            assert pane.get_component_rich_style(f"reading-pane--{name}") != plain, name
