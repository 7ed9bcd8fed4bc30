"""What is pasted, typed, put into the inbox, or waits to be fetched."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import exported
import pytest
from reading import settled, until
from site_on_loopback import Site
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from reader.config import Config, LibraryOptions
from reader.library import Library
from reader.model import Listing
from reader.ui.app import ReaderApp
from reader.ui.pasted import Pasted, understand
from reader.ui.screens.entry import EntryScreen
from reader.ui.screens.question import QuestionScreen
from reader.ui.widgets.prose import Prose
from reader.ui.widgets.reading_pane import ReadingPane

PASTED = "一段从别处复制来的文字\n\n清晨六点，渡口的雾还没有散，摆渡人老陈把缆绳解开。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Pasted()),
        (" \n", Pasted()),
        ("https://example.org/a", Pasted(("https://example.org/a",))),
        ("HTTP://a.org/b\nhttps://c.org/d\nhttps://c.org/d ",
         Pasted(("HTTP://a.org/b", "https://c.org/d"))),
        ("看 https://example.org/a", Pasted(text="看 https://example.org/a")),
        ("a.md", Pasted(paths=("a.md",))),
        ("'two words.md'", Pasted(paths=("two words.md",))),
        ("two\\ words.md a.md ", Pasted(paths=("two words.md", "a.md"))),
        ("two words.md", Pasted(paths=("two words.md",))),
        ("a.md\ntwo words.md", Pasted(paths=("a.md", "two words.md"))),
        ("~/b.md", Pasted(paths=("{home}/b.md",))),
        ("file://{home}/b.md", Pasted(paths=("{home}/b.md",))),
        ("a.md none.md", Pasted(text="a.md none.md")),
        ('"', Pasted(text='"')),
        ("a\0b", Pasted(text="a\0b")),
        ("a" * 300, Pasted(text="a" * 300)),
    ],
)  # fmt: skip
def test_what_is_pasted(
    text: str, expected: Pasted, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for path in (tmp_path / "a.md", tmp_path / "two words.md", home / "b.md"):
        path.write_text("文", encoding="utf-8")
    paths = tuple(path.replace("{home}", str(home)) for path in expected.paths)
    assert understand(text.replace("{home}", str(home))) == expected._replace(paths=paths)


PAGE = (
    "<!doctype html><html><head><title>渡口的雾</title></head><body><article><h1>渡口的雾</h1>"
    f"{exported.HTML}</article></body></html>"
)


Said = Callable[[], str]


def recorded(app: ReaderApp, monkeypatch: pytest.MonkeyPatch) -> Said:
    """Return what gives all that the app has told so far: notices go after some seconds."""
    told: list[str] = []
    notify = app.notify

    def note(message: str, **options: Any) -> None:
        told.append(message)
        notify(message, **options)

    monkeypatch.setattr(app, "notify", note)
    return lambda: "\n".join(told)


@pytest.fixture
def said(app: ReaderApp, monkeypatch: pytest.MonkeyPatch) -> Said:
    return recorded(app, monkeypatch)


async def paste(pilot: Pilot[int], text: str) -> None:
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()
    await pilot.pause()


def shown(app: ReaderApp) -> str:
    article = app.screen_stack[0].query_one(ReadingPane).article
    return article.summary.title if article else ""


async def test_a_pasted_address_is_fetched_and_shown(
    app: ReaderApp, said: Said, site: Site
) -> None:
    async with app.run_test() as pilot:
        await settled(pilot)
        await paste(pilot, site.page("/a", PAGE) + "\n")
        assert isinstance(app.screen, QuestionScreen)
        await pilot.press("y")
        await until(pilot, lambda: shown(app) == "渡口的雾")
        await until(pilot, lambda: "1 added" in said())


async def test_a_dragged_file_is_added_and_shown(app: ReaderApp, tmp_path: Path) -> None:
    path = tmp_path / "新 文.md"
    path.write_text("# 拖来的\n\n正文在这里。", encoding="utf-8")
    async with app.run_test() as pilot:
        await settled(pilot)
        await paste(pilot, f"'{path}' ")
        await pilot.press("y")
        await until(pilot, lambda: shown(app) == "拖来的")


async def test_a_pasted_text_is_added_only_when_wanted(
    app: ReaderApp, said: Said, library: Library
) -> None:
    before = library.count(Listing())
    async with app.run_test() as pilot:
        await settled(pilot)
        await paste(pilot, PASTED.replace("\n", "\r"))
        await pilot.press("n")
        await settled(pilot)
        assert library.count(Listing()) == before
        await paste(pilot, PASTED.replace("\n", "\r"))
        await pilot.press("y")
        await until(pilot, lambda: shown(app).startswith("一段"))
        assert library.count(Listing()) == before + 1
        await paste(pilot, "太短")
        await pilot.pause()
        await until(pilot, lambda: "too short" in said())


async def test_a_paste_into_a_line_goes_there(app: ReaderApp) -> None:
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("f")
        await paste(pilot, "https://example.org/a")
        assert not isinstance(app.screen, QuestionScreen)
        assert app.screen.query_one(Input).value == "https://example.org/a"


async def test_an_address_or_a_path_can_be_typed(
    app: ReaderApp, said: Said, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_text("# 键入的\n\n正文。", encoding="utf-8")
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("P")
        assert isinstance(app.screen, EntryScreen)
        app.screen.query_one(Input).insert_text_at_cursor(str(path))
        await pilot.press("enter")
        await until(pilot, lambda: shown(app) == "键入的")
        await pilot.press("P")
        app.screen.query_one(Input).insert_text_at_cursor(str(tmp_path / "none"))
        first = app.screen
        await pilot.press("enter")
        await until(pilot, lambda: app.screen not in (first, app.screen_stack[0]))
        await pilot.pause()
        assert "There is nothing at this path" in app.screen.query_one(Prose).text
        assert app.screen.query_one(Input).value == str(tmp_path / "none")


async def test_a_text_may_be_pasted_where_an_address_is_asked_for(app: ReaderApp) -> None:
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("P")
        await paste(pilot, "https://example.org/a\n")
        assert app.screen.query_one(Input).value == "https://example.org/a"
        await pilot.press("escape", "P")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen))
        await paste(pilot, PASTED)
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
        await pilot.press("y")
        await until(pilot, lambda: shown(app).startswith("一段"))


async def test_pages_that_wait_are_fetched(
    app: ReaderApp, said: Said, library: Library, site: Site, tmp_path: Path
) -> None:
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("D")
        await settled(pilot)
        await until(pilot, lambda: "No address is waiting" in said())
        path = tmp_path / "i.csv"
        path.write_text(
            f"URL,Title,Selection,Folder\n{site.page('/a', PAGE)},甲,,Unread\n", encoding="utf-8"
        )
        await paste(pilot, str(path))
        await pilot.press("y")
        await until(pilot, lambda: "1 address waits" in said())
        await pilot.press("D")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
        await pilot.press("y")
        await until(pilot, lambda: "own network" in said())
        assert library.later.count(again=True) == 1


async def test_the_inbox_is_watched(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "early.md").write_text("# 早来的\n\n正文。", encoding="utf-8")
    os.utime(folder / "early.md", (1, 1))
    app = ReaderApp(library, Config(library=LibraryOptions(inbox=str(folder))))
    said = recorded(app, monkeypatch)
    async with app.run_test() as pilot:
        await until(pilot, lambda: library.count(Listing(text="早来的")) == 1)
        (folder / "late.md").write_text("# 晚来的\n\n另一篇正文。", encoding="utf-8")
        os.utime(folder / "late.md", (1, 1))
        await until(pilot, lambda: library.count(Listing(text="晚来的")) == 1)
        await until(pilot, lambda: "1 added" in said())
