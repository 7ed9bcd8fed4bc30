"""The app over a library that refuses, that is slow, and that others change meanwhile."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from reading import PARAGRAPH, bar_of, drawn, pane_of, settled, told, until_told
from textual.message import Message

from reader.config import Config
from reader.database.base import Database
from reader.database.sqlite import open_database
from reader.errors import LibraryLocked
from reader.library import Library, open_library
from reader.model import Bulk, Listing
from reader.ui.app import ReaderApp
from reader.ui.messages import OpenArticle, RowsWanted
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.bar import Bar

SIZE = (100, 30)


class Trouble:
    """A store that can be made to refuse, or to do the next call of a method only when let."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.refusing = False
        self.held = ""
        """The method whose next call waits for `go`."""
        self.go = threading.Event()

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._database, name)
        if not callable(value):
            return value

        def call(*arguments: object) -> object:
            if self.refusing and name != "close":
                raise LibraryLocked("The library is locked.")
            if self.held == name:
                self.held = ""
                assert self.go.wait(20)
            return value(*arguments)

        return call


@pytest.fixture
def trouble(library: Library) -> Iterator[Trouble]:
    """A store over the articles that has none of it yet."""
    database = open_database(library.folder)
    yield Trouble(database)
    database.close()


@pytest.fixture
def troubled(trouble: Trouble) -> ReaderApp:
    """The app over that store."""
    return ReaderApp(Library(cast(Database, trouble)), Config())


async def test_a_library_that_refuses_from_the_start(troubled: ReaderApp, trouble: Trouble) -> None:
    trouble.refusing = True
    async with troubled.run_test(size=SIZE, notifications=True) as pilot:
        await until_told(pilot, "The library is locked.")
        await pilot.press("T", "u", "s", "J", "a", "escape", "tab", "z", "escape", "plus")
        await settled(pilot)
        assert troubled.is_running


async def test_a_library_that_refuses_meanwhile(troubled: ReaderApp, trouble: Trouble) -> None:
    async with troubled.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        trouble.refusing = True
        for key in ("T", "s", "r", "m", "x", "plus", "J", "tab", "o", "2"):
            await pilot.press(key)
            await settled(pilot)
        assert troubled.is_running
        trouble.refusing = False
        await pilot.press("A", "O")
        await settled(pilot)
        assert troubled.screen.query_one("#list-bar", Bar).right == "date added ↑"


async def test_a_library_that_may_only_be_read(library: Library) -> None:
    before = library.listing(Listing(), 0, None)
    with open_library(library.folder, read_only=True) as reading:
        app = ReaderApp(reading, Config())
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            await pilot.press("j", "enter")
            await until_told(pilot, "no place and no mark is kept")
            await pilot.press("G", "plus", "m", "x", "s", "escape", "o", "2")
            await until_told(pilot, "Nothing was stored")
            assert "Marked" not in told(app)
            assert app.screen.query_one("#list-bar", Bar).right == "date added ↓"
    assert library.listing(Listing(), 0, None) == before


async def test_keys_faster_than_the_library(
    troubled: ReaderApp, trouble: Trouble, library: Library
) -> None:
    async with troubled.run_test(size=SIZE) as pilot:
        await settled(pilot)
        trouble.held = "set_starred"
        await pilot.press("s", "s", "r", "r", "r")
        trouble.go.set()
        await settled(pilot)
    [first, *_] = library.listing(Listing(), 0, None)
    assert (first.starred, first.read) == (False, True)


async def test_changes_come_in_the_order_of_the_keys(
    troubled: ReaderApp, trouble: Trouble, library: Library
) -> None:
    async with troubled.run_test(size=SIZE) as pilot:
        await pilot.press("j", "enter")
        await settled(pilot)
        trouble.held = "set_state"
        for key in ("m", "a", "G", "m", "b", "plus", "minus", "m", "c"):
            await pilot.press(key)
        trouble.go.set()
        await settled(pilot)
    row = library.listing(Listing(), 0, None)[1]
    assert library.places.marks(library.article(row.id)).keys() == {"a", "b", "c"}


async def test_what_is_under_way_is_done_before_the_app_ends(
    troubled: ReaderApp, trouble: Trouble, library: Library
) -> None:
    async with troubled.run_test(size=SIZE) as pilot:
        await pilot.press("j", "enter")
        await settled(pilot)
        trouble.held = "set_starred"
        await pilot.press("s", "G")
        place = pane_of(troubled).position
        threading.Timer(0.3, trouble.go.set).start()
        await pilot.press("q")
    row = library.listing(Listing(), 0, None)[1]
    assert row.starred
    assert row.progress == place > 0


async def test_the_article_asked_for_last_is_shown(
    troubled: ReaderApp, trouble: Trouble, id_of: Callable[[str], str]
) -> None:
    async with troubled.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        trouble.held = "article"
        troubled.screen.post_message(OpenArticle(id_of("长河")))
        troubled.screen.post_message(OpenArticle(id_of("渡口")))
        await pilot.pause()
        trouble.go.set()
        await settled(pilot)
        assert "渡口" in drawn(troubled)[0]


async def test_an_article_that_is_updated_while_it_is_read(
    app: ReaderApp, library: Library, id_of: Callable[[str], str], tmp_path: Path
) -> None:
    long_river = id_of("长河")
    path = tmp_path / "articles" / "b.md"
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.press("j", "enter")
        await settled(pilot)
        await pilot.press(*["right_square_bracket"] * 3)
        await settled(pilot)
        assert "第3节" in drawn(app)[0]
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("## 第1节", f"{PARAGRAPH * 9}\n\n## 第1节"), encoding="utf-8")
        with open_library(library.folder) as other:
            assert [one.status for one in other.add(other.find([str(path)]))] == ["updated"]
        await pilot.press("m", "x", "right_square_bracket")
        await settled(pilot)
        await pilot.pause(0.6)  # longer than a place waits to be stored
        await until_told(pilot, "The article has been updated")
        assert "第4节" in drawn(app)[0]
        assert bar_of(app).left.endswith("第4节")
    now = library.article(long_river)
    assert now.text[library.places.marks(now)["x"] :].startswith("第3节")
    assert now.text[now.summary.progress :].startswith("第4节")


@pytest.fixture
def many(library: Library, tmp_path: Path) -> Library:
    """The library with 400 articles more."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(400):
        text = f"---\ntitle: 第{number:03}篇\ndate: 2020-01-01\n---\n\n{number}。\n"
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    assert all(not one.error for one in library.add(library.find([str(folder)])))
    return library


async def test_a_list_that_has_become_shorter(many: Library) -> None:
    wanted: list[Message] = []
    app = ReaderApp(many, Config())
    async with app.run_test(
        size=SIZE,
        message_hook=lambda one: wanted.append(one) if isinstance(one, RowsWanted) else None,
    ) as pilot:
        await pilot.press("u")
        await settled(pilot)
        with open_library(many.folder) as other:
            other.change_all(Listing(text="第05"), Bulk(read=True))
        await pilot.press("G")
        await settled(pilot)
        articles = app.screen.query_one(ArticleList)
        assert articles.count == 395
        assert len({id(one) for one in wanted}) < 5
        await pilot.press("G")
        await settled(pilot)
        assert articles.row(articles.cursor) is not None


async def test_rows_refused_are_asked_for_again(
    many: Library, trouble: Trouble, troubled: ReaderApp
) -> None:
    async with troubled.run_test(size=SIZE) as pilot:
        await settled(pilot)
        trouble.refusing = True
        await pilot.press("G")
        await settled(pilot)
        articles = troubled.screen.query_one(ArticleList)
        assert articles.row(articles.cursor) is None
        trouble.refusing = False
        await pilot.press("k")
        await settled(pilot)
        assert articles.row(articles.cursor) is not None


async def test_the_next_article_is_opened_though_the_list_is_hidden(many: Library) -> None:
    app = ReaderApp(many, Config())
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        articles = app.screen.query_one(ArticleList)
        articles.cursor = 250
        await pilot.press("J")
        await settled(pilot)
        assert articles.row(251) is not None
        assert articles.opened == articles.article
