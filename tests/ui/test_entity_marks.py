"""What an article mentions: marked in its text, listed beside it, walked through."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from reading import pane_of, settled
from textual.pilot import Pilot
from textual.widgets import OptionList

from reader.config import Config
from reader.entities.highlighting import Density, Highlighting, highlighted, recall, remember
from reader.entities.nouns import Correction, CorrectionKind, Entity
from reader.library import Library, open_library
from reader.model import Block, Listing, Span
from reader.model.entity import EntityType, Evidence, Mention
from reader.ui.app import ReaderApp
from reader.ui.mentions import bars, histogram, style_name
from reader.ui.screens.legend import LegendScreen
from reader.ui.screens.main import MainScreen
from reader.ui.widgets.entity_line import EntityLine
from reader.ui.widgets.entity_panel import EntityList, EntityPanel
from reader.ui.widgets.layers import Layer

ORG, PERSON, WORK = EntityType.ORG, EntityType.PERSON, EntityType.WORK
FERRY, LIN = Entity(ORG, "渡口航运"), Entity(PERSON, "林晚")

TEXT = """---
title: 渡口航运旧事
date: 2023-03-01
---

渡口航运归林晚，都说渡口航运好。

2022年8月，渡口航運把𠮷祥號卖了1.2亿元。

{filler}

林晚后来写了《江边志》，书里有 [bold red]假[/] 标记。
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "a.md").write_text(TEXT.format(filler="雾散了。" * 400), encoding="utf-8")
    (tmp_path / "b.md").write_text("# 别的\n\n渡口航运又买了船。\n", encoding="utf-8")
    with open_library(tmp_path / "library") as library:
        list(library.add(library.find([str(tmp_path / "a.md"), str(tmp_path / "b.md")])))
        for entity in (FERRY, LIN):
            library.entities.correct(Correction(CorrectionKind.ADD, entity.name, becomes=entity))
        for _ in library.entities.process():
            pass
        yield library


@pytest.fixture
def article(library: Library) -> str:
    return next(row.id for row in library.listing(Listing(), 0, None) if "旧事" in row.title)


@pytest.fixture
def app(library: Library, article: str) -> ReaderApp:
    return ReaderApp(library, Config(), article)


def marked(app: ReaderApp, *names: str) -> list[str]:
    """Return what is marked in the open article under any of the names."""
    pane = pane_of(app)
    assert pane.article is not None
    text = pane.article.text
    covering = pane.covering(Layer.ENTITIES, Span(0, len(text)))
    return [span.of(text) for span, name in covering if name in names]


def line(app: ReaderApp) -> str:
    found = app.screen_stack[0].query_one(EntityLine)
    return found.render_line(0).text if found.display else ""


def main_of(app: ReaderApp) -> MainScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    return screen


async def press(pilot: Pilot[int], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def test_mentions_are_marked_by_type(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert marked(app, "entity-org").count("渡口航运") == 2
        assert "渡口航運" in marked(app, "entity-org")
        assert marked(app, "entity-person").count("林晚") == 2
        assert "江边志" in marked(app, "entity-work")
        assert "1.2亿元" in marked(app, "entity-money")
        assert line(app) == ""


async def test_walking_through_the_mentions(app: ReaderApp, library: Library, article: str) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        seen = []
        for _ in range(4):
            await press(pilot, "right_parenthesis")
            seen += marked(app, "entity-current")
        text = library.article(article).text
        mentions = library.entities.mentions(library.article(article)) or ()
        assert seen == [one.span.of(text) for one in mentions[:4]]
        await press(pilot, "left_parenthesis")
        assert marked(app, "entity-current") == [seen[2]]
        await press(pilot, "escape")
        assert marked(app, "entity-current") == []
        assert line(app) == ""
        assert main_of(app).panel == "#pane"


async def test_walking_through_one_entity(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "asterisk")  # none is chosen: it says how to
        assert [note.message for note in app._notifications]
        await press(pilot, "right_parenthesis", "asterisk")
        assert "↻ 1/3" in line(app)
        for expected in ("2/3", "3/3", "1/3"):
            await press(pilot, "right_parenthesis")
            assert expected in line(app)
        assert len(marked(app, "entity-same")) == 3
        await press(pilot, "asterisk")
        assert "↻" not in line(app)


async def test_the_line_tells_what_the_library_knows(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "right_parenthesis")
        told = line(app)
        assert "■ Organisation 渡口航运" in told
        assert "渡口航運" in told  # another of its names
        assert told.rstrip().endswith("1/3 · 4 in 2 articles")


async def test_a_click_chooses_and_the_mouse_tells(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        pane = pane_of(app)
        page = pane.page
        assert page is not None
        assert pane.article is not None
        offset = pane.article.text.index("林晚")
        y, cell = page.cell_of(offset)
        at = (pane.region.x + pane.column_margin + cell, pane.region.y + y)
        await pilot.hover(offset=at)
        await settled(pilot)
        assert "● Person 林晚" in line(app)
        assert marked(app, "entity-current") == []
        await pilot.click(offset=at)
        await settled(pilot)
        assert marked(app, "entity-current") == ["林晚"]
        await pilot.click(offset=(pane.region.x + 1, pane.region.bottom - 2))
        await settled(pilot)
        assert marked(app, "entity-current") == []


async def test_the_panel_lists_the_entities(app: ReaderApp) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "e")
        screen = main_of(app)
        assert isinstance(screen.aside, EntityPanel)
        entities = screen.query_one(EntityList)
        assert entities.has_focus
        row = entities.row(1)
        assert row is not None
        assert row.here is not None
        assert row.here.entity == LIN
        await press(pilot, "enter")
        assert marked(app, "entity-current") == ["林晚"]
        await press(pilot, "n")
        assert "↻ 2/2" in line(app)
        assert pane_of(app).position > 0  # it has come in sight
        await press(pilot, "x")
        assert "林晚" not in marked(app, "entity-person")
        assert "not marked" in entities.render_line(0).text
        await press(pilot, "e")
        assert screen.aside is None
        assert screen.panel == "#pane"


async def test_what_is_marked_is_remembered(library: Library, article: str, app: ReaderApp) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "e", "x", "d")
        assert marked(app, "entity-org") == ["渡口航运", "渡口航運"]
        await press(pilot, "d")
        assert marked(app, "entity-org") == []
        await press(pilot, "d", "d")
    again = ReaderApp(library, Config(), article)
    async with again.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        assert marked(again, "entity-person") == []
        assert marked(again, "entity-org") == ["渡口航运", "渡口航運"]


async def test_an_article_is_recognised_in_the_background(
    library: Library, article: str, tmp_path: Path
) -> None:
    """By a real process, as it is when the app is used."""
    (tmp_path / "c.md").write_text("# 新的\n\n《山海志》是新写的。\n", encoding="utf-8")
    (added,) = library.add(library.find([str(tmp_path / "c.md")]))
    assert added.article is not None
    app = ReaderApp(library, Config(), added.article.id, background=True)
    async with app.run_test(size=(100, 30)) as pilot:
        for _ in range(600):
            await pilot.pause(0.05)
            if pane_of(app).article is not None and marked(app, "entity-work"):
                break
        assert marked(app, "entity-work") == ["山海志"]
    assert library.entities.mentions(library.article(added.article.id)) is not None


# What is marked, and how it is remembered


def test_the_first_of_a_paragraph() -> None:
    def at(start: int, kind: EntityType = ORG, entity: str = "甲") -> Mention:
        return Mention(Span(start, start + 1), kind, entity, Evidence.RULE, 1)

    mentions = (at(0), at(2), at(4, PERSON), at(10), at(12, entity="乙"))
    blocks = (Block(Span(0, 8)), Block(Span(9, 20)))
    every = list(highlighted(mentions, blocks, Highlighting()))
    assert every == list(mentions)
    first = Highlighting(density=Density.FIRST)
    assert list(highlighted(mentions, blocks, first)) == [
        mentions[0],
        mentions[2],
        mentions[3],
        mentions[4],
    ]
    people = Highlighting(frozenset({PERSON}))
    assert list(highlighted(mentions, blocks, people)) == [mentions[2]]
    assert list(highlighted(mentions, blocks, Highlighting(density=Density.NONE))) == []


@pytest.mark.parametrize(
    "wanted",
    [
        Highlighting(),
        Highlighting(frozenset({ORG}), Density.FIRST),
        Highlighting(frozenset(), Density.NONE),
    ],
)
def test_what_is_marked_comes_back(wanted: Highlighting) -> None:
    assert recall(remember(wanted)) == wanted


@pytest.mark.parametrize("state", ["", "some TYPES of old", "\x00"])
def test_what_was_never_remembered_marks_all(state: str) -> None:
    assert recall(state) == Highlighting()


def test_bars() -> None:
    assert bars([0, 1, 2, 8]) == " ▁▂█"
    assert bars([0, 1, 0]) == " ▂ "
    assert bars([]) == ""
    assert histogram((Span(0, 2), Span(99, 100)), 100, 4) == "▂  ▂"
    assert histogram((), 0, 3) == "   "


STYLES_OF = tuple(map(style_name, EntityType))


async def test_the_legend_shows_and_changes_what_is_marked(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "D")
        legend = app.screen
        assert isinstance(legend, LegendScreen)

        def rows() -> list[str]:
            options = legend.query_one(OptionList).options
            return [str(option.prompt) for option in options]

        assert len(rows()) == len(EntityType) + 1
        types = {name for name in STYLES_OF if marked(app, name)}
        assert len(types) > 1
        await press(pilot, "a")
        assert not any("✓" in row for row in rows())
        assert not any(marked(app, name) for name in STYLES_OF)
        await press(pilot, "a", "2")
        assert rows()[1].startswith("2  ·")
        assert not marked(app, "entity-org")
        await press(pilot, "2", "d", "d")
        assert rows()[-1] == "d  none marked"
        assert not any(marked(app, name) for name in STYLES_OF)
        await press(pilot, "0")  # the tenth, alone
        assert [row for row in rows() if "✓" in row] == rows()[9:10]
        await press(pilot, "a", "home", "enter")
        assert not marked(app, "entity-person")
        assert {name for name in STYLES_OF if marked(app, name)} == types - {"entity-person"}
        await press(pilot, "escape")
        assert app.screen is app.screen_stack[0]
