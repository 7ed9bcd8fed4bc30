"""Mending entities from the article, its panel, their pages and the library's list."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from reading import pane_of, settled, told, until_told
from textual.pilot import Pilot
from textual.widgets import Input, Static

from reader.config import Config
from reader.entities.nouns import Correction, CorrectionKind, Entity, EntityListing
from reader.library import Library, open_library
from reader.model import Listing, Span
from reader.model.annotation import Edit
from reader.model.entity import EntityType
from reader.ui.app import ReaderApp
from reader.ui.screens.all_entities import AllEntitiesScreen
from reader.ui.screens.entities import EntityScreen
from reader.ui.screens.entity_page import EntityPage
from reader.ui.screens.notes import NotesScreen
from reader.ui.widgets.bar import Bar
from reader.ui.widgets.context_list import ContextList
from reader.ui.widgets.entity_line import EntityLine
from reader.ui.widgets.entity_table import EntityTable
from reader.ui.widgets.layers import Layer
from reader.ui.widgets.note_card import NoteCard
from reader.ui.widgets.note_list import NoteList

ORG, PERSON = EntityType.ORG, EntityType.PERSON
FERRY, LIN = Entity(ORG, "渡口航运"), Entity(PERSON, "林晚")

FIRST = """---
title: 旧事
date: 2023-03-01
---

渡口航运归林晚，渡口航運有𠮷祥號。
"""
SECOND = """---
title: 后来
date: 2023-05-01
---

第二年春天，渡口航运又买了船，[bold red]林晚[/]没有去看。
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "a.md").write_text(FIRST, encoding="utf-8")
    (tmp_path / "b.md").write_text(SECOND, encoding="utf-8")
    with open_library(tmp_path / "library") as library:
        list(library.add(library.find([str(tmp_path / "a.md"), str(tmp_path / "b.md")])))
        for entity in (FERRY, LIN):
            library.entities.correct(Correction(CorrectionKind.ADD, entity.name, becomes=entity))
        for _ in library.entities.process():
            pass
        yield library


@pytest.fixture
def app(library: Library) -> ReaderApp:
    article = next(row.id for row in library.listing(Listing(), 0, None) if row.title == "旧事")
    return ReaderApp(library, Config(), article)


def marked(app: ReaderApp, name: str) -> list[str]:
    pane = pane_of(app)
    assert pane.article is not None
    text = pane.article.text
    covering = pane.covering(Layer.ENTITIES, Span(0, len(text)))
    return [span.of(text) for span, each in covering if each == name]


async def press(pilot: Pilot[int], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled_but_asking(pilot)


async def settled_but_asking(pilot: Pilot[int]) -> None:
    """Wait for what was asked of the library; a worker that asks the reader goes on waiting."""
    for _ in range(3):
        await pilot.pause()
        asking = {"mend", "add_entity", "action_corrections", "action_others", "action_types"}
        asking |= {"action_notes", "write_entities", "_ask"}
        for worker in list(pilot.app.workers):
            if worker.name not in asking and worker.is_running:
                await worker.wait()
        await pilot.pause()


def kinds(library: Library) -> list[CorrectionKind]:
    return [kept.correction.kind for kept in library.entities.corrections()][2:]


async def test_no_entity_here_or_anywhere(app: ReaderApp, library: Library) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "right_parenthesis", "p", "n")
        assert marked(app, "entity-org") == []
        summary = library.entities.store.summary(FERRY)
        assert summary is not None
        assert summary.articles == 1  # the other article's stays
        await press(pilot, "right_parenthesis", "p", "N")
        assert marked(app, "entity-person") == []
        assert library.entities.store.summary(LIN) is None
        assert kinds(library) == [CorrectionKind.REMOVE, CorrectionKind.REMOVE]


async def test_another_type(app: ReaderApp, library: Library) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "right_parenthesis", "p", "t", "4")
        assert marked(app, "entity-place") == ["渡口航运", "渡口航運"]
        moved = library.entities.store.summary(Entity(EntityType.PLACE, "渡口航运"))
        assert moved is not None
        assert (moved.mentions, moved.articles) == (3, 2)


async def test_a_longer_name(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "right_parenthesis", "p", "s")
        entry = app.screen.query_one(Input)
        entry.value = "渡口航运归"
        await press(pilot, "enter")
        assert marked(app, "entity-org") == ["渡口航运归", "渡口航運"]


async def test_the_same_as_another_and_taken_back(app: ReaderApp, library: Library) -> None:
    library.entities.correct(
        Correction(CorrectionKind.ADD, "𠮷祥號", becomes=Entity(ORG, "吉祥号"))
    )
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "right_parenthesis", "p", "m", "enter")
        assert library.entities.store.summary(FERRY) is None
        merged = library.entities.store.summary(Entity(ORG, "吉祥号"))
        assert merged is not None
        assert merged.mentions == 4
        await press(pilot, "escape", "right_parenthesis", "p", "u", "enter")
        assert library.entities.store.summary(FERRY) is not None
        assert kinds(library) == [CorrectionKind.ADD]


async def test_a_selection_becomes_an_entity(app: ReaderApp, library: Library) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "v", "g", "l", "l", "l", "asterisk", "2", "enter")
        assert marked(app, "entity-org")[0] == "渡口航运"
        (correction,) = [k.correction for k in library.entities.corrections()][2:]
        assert correction.surface == "渡口航运"


async def test_the_page_of_an_entity(app: ReaderApp, library: Library) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "right_parenthesis", "enter")
        page = app.screen
        assert isinstance(page, EntityPage)
        assert page.query_one(Bar).left == "■ Organisation  渡口航运"
        assert page.query_one(Bar).right == "3 mentions · 2 articles"
        contexts = page.query_one(ContextList)
        rows = [contexts.row(index) for index in range(contexts.count)]
        assert [row and (row.share.title, row.quote) for row in rows] == [
            ("后来", "渡口航运"),
            ("旧事", "渡口航运"),
            ("旧事", "渡口航運"),
        ]
        assert "第二年春天，渡口航运又买了船" in contexts.render_line(0).text
        text = "\n".join(str(line.render()) for line in page.query("Static"))
        assert "渡口航運 1" in text
        assert "2023-03" in text
        assert "林晚 2" in text
        await press(pilot, "enter")
        assert app.screen is app.screen_stack[0]
        await settled(pilot)
        article = pane_of(app).article
        assert article is not None
        assert article.summary.title == "后来"


async def test_mended_from_its_page(app: ReaderApp, library: Library) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "right_parenthesis", "enter", "p", "i")
        page = app.screen
        assert isinstance(page, EntityPage)
        assert page.query_one(ContextList).count == 0
        await press(pilot, "escape")
        assert marked(app, "entity-org") == []
        assert kinds(library) == [CorrectionKind.IGNORE]


async def test_gone_to_what_it_appears_with(app: ReaderApp) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "right_parenthesis", "enter", "w", "enter")
        assert isinstance(app.screen, EntityPage)
        assert app.screen.query_one(Bar).left == "● Person  林晚"


async def test_the_entities_of_the_library(app: ReaderApp, library: Library) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "E")
        screen = app.screen
        assert isinstance(screen, AllEntitiesScreen)
        table = screen.query_one(EntityTable)

        def names() -> list[str]:
            rows = [table.row(index) for index in range(table.count)]
            return [row.entity.name for row in rows if row is not None]

        every = library.entities.store.listing(EntityListing())
        assert names() == [row.entity.name for row in every]
        assert names()[0] == "渡口航运"
        await press(pilot, "t", "1")
        assert "渡口航运" not in names()
        assert "林晚" in names()
        await press(pilot, "t", "a", "o", "4")
        assert screen.query_one("#all-bar", Bar).right == "name ↑"
        assert names() == sorted(names())
        await press(pilot, "f")
        screen.query_one(Input).value = "航運"
        await pilot.pause(0.2)
        await settled_but_asking(pilot)
        assert names() == ["渡口航运"]
        screen.query_one(Input).value = "dkhy"
        await pilot.pause(0.2)
        await settled_but_asking(pilot)
        assert names() == ["渡口航运"]
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, EntityPage)
        await press(pilot, "escape", "escape")
        assert app.screen is app.screen_stack[0]


async def test_a_mention_that_cannot_be_mended_says_so(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "p")
        assert "( and ) choose a mention" in " ".join(n.message for n in app._notifications)
        await press(pilot, "enter")
        assert app.screen is app.screen_stack[0]


async def test_a_mention_of_its_page_is_chosen_in_the_article(
    app: ReaderApp, library: Library
) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "right_parenthesis", "enter", "j", "j", "enter")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, EntityScreen)
        line = screen.query_one(EntityLine)
        assert line.facts is not None
        assert (line.facts.entity, line.facts.number) == (FERRY, 2)  # of the open article
        await press(pilot, "enter", "enter")  # its page again, and there the other article
        await settled(pilot)
        article = pane_of(app).article
        assert article is not None
        assert article.summary.title == "后来"
        assert line.facts is not None
        assert (line.facts.entity, line.facts.number) == (FERRY, 1)


async def test_the_notes_that_touch_it(app: ReaderApp, library: Library) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "right_parenthesis", "enter", "c")
        assert isinstance(app.screen, EntityPage)  # there is none yet
        article = library.article(app.screen._concordance.shares[0].article)
        at = article.text.index("航运又买")
        library.notes.annotate(article, Span(at, at + 4), Edit(tags=("船",), note="几条？"))
        library.notes.annotate(article, Span(0, 2))
        await press(pilot, "escape", "enter")
        page = app.screen
        text = str(page.query_one("#page-notes", Static).render())
        assert "1  “航运又买” #船 几条？" in text
        await press(pilot, "c")
        notes = app.screen
        assert isinstance(notes, NotesScreen)
        assert notes.query_one(NoteList).count == 1
        await press(pilot, "enter")
        await settled(pilot)
        shown = pane_of(app).article
        assert shown is not None
        assert shown.summary.id == article.summary.id
        note = app.screen.query_one(NoteCard).note
        assert note is not None
        assert note.note == "几条？"


async def test_entities_are_written_to_files(app: ReaderApp, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()

    async def to(pilot: Pilot[int], *keys: str) -> None:
        await press(pilot, *keys, "enter")
        app.screen.query_one(Input).value = f"{out}/"
        await press(pilot, "enter")
        await settled(pilot)

    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await settled(pilot)
        await to(pilot, "W", "down", "down", "down")
        (page,) = out.iterdir()
        assert page.name.startswith("旧事-")
        assert page.suffix == ".html"
        assert "渡口航運</mark>" in page.read_text(encoding="utf-8")
        assert str(page) in told(app).replace(" ", "")
        page.unlink()
        await press(pilot, "E")
        await to(pilot, "t", "1", "W")
        (table,) = out.iterdir()
        rows = json.loads(table.read_text(encoding="utf-8"))
        assert [row["entity"] for row in rows] == ["林晚"]
        await press(pilot, "W", "escape")
        await press(pilot, "W", "enter", "escape")
        assert list(out.iterdir()) == [table]


async def test_a_file_that_cannot_be_written_is_told(app: ReaderApp, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "W", "enter")
        app.screen.query_one(Input).value = f"{tmp_path}/file/x.json"
        await press(pilot, "enter")
        await settled(pilot)
        await until_told(pilot, "cannot be written")


async def test_a_mention_is_tagged_by_one_key(app: ReaderApp, library: Library) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "right_parenthesis", "a")
        await pilot.press("c", "ctrl+s")
        await settled(pilot)
        (row,) = [row for row in library.listing(Listing(), 0, None) if row.title == "旧事"]
        (note,) = library.notes.of(row.id)
        assert (note.quote, note.note) == ("渡口航运", "c")
        # What is tagged already is edited by the same key; a note on more is another.
        await press(pilot, "left_parenthesis", "right_parenthesis", "a")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert len(library.notes.of(row.id)) == 1
        await press(pilot, "right_parenthesis", "v", "s", "c")
        assert len(library.notes.of(row.id)) == 2
        await press(pilot, "right_parenthesis", "a")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert [note.quote for note in library.notes.of(row.id)][-1] != "渡口航运"
        assert len(library.notes.of(row.id)) == 3
