"""The app in a real terminal over hostile articles: shown as text everywhere, acted on nowhere."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import payloads
import pytest
from terminal import Terminal

from reader.config import Config
from reader.database.connection import FILE_NAME
from reader.library import Library, open_library
from reader.model import Listing
from reader.ui.app import ReaderApp
from reader.ui.screens.question import QuestionScreen

ALL = "".join(payloads.ESCAPES.values()).replace("\r", "")
MARKUP = "[bold red]红[/] [@click=app.quit]点我[/]"


PASTE = "\x1b[200~贴\x07\x9b31m\u202e\x85\x7f[/]\x1b[201~"
"""What a terminal sends when that was copied from a page of an enemy."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A library of an article for each payload, with it in every field, and one with all."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, payload in enumerate([*payloads.ESCAPES.values(), ALL, MARKUP]):
        text = f"""---
title: {payloads.scalar(f"{number:02} {MARKUP}{payload}")}
author: {payloads.scalar(f"甲{payload}")}
source: {payloads.scalar(f"[green]乙{payload}")}
date: {payloads.scalar(f"2023-01-{number + 1:02}")}
url: {payloads.scalar(f"https://x.example/{payload}")}
tags: [{payloads.scalar(f"[u]签{payload}")}]
---

{payloads.PLAIN}

## {MARKUP}节{payload}

第一段{payload}完。{payloads.PLAIN}

> 引{payload}文

- 项{payload}目

| 表{payload} | 头 |
|---|---|
| 甲{payload} | 乙 |

```python
print("{payload}")
```

[链接](https://x.example/{payload.split()[0] if payload.split() else ""})
"""
        (folder / f"{number}.md").write_bytes(text.encode(errors="surrogatepass"))
    with open_library(tmp_path / "library") as library:
        results = list(library.add(library.find([str(folder)])))
        assert not [result.error for result in results if result.error]
    return tmp_path / "library"


ESCAPE = "\x1b"


def press(terminal: Terminal, *keys: str) -> None:
    for key in keys:
        terminal.press(key)
        # A key that follows Escape at once is taken for one with Alt.
        terminal.settle(0.4 if key.endswith(ESCAPE) else 0.1)


def use_every_panel(terminal: Terminal) -> None:
    """Show what an article holds wherever it is shown; then leave."""
    for key in ("t", "#", "f", "\x10"):  # contents, tags, find, the palette
        press(terminal, key, "[bold red]红[/]", ESCAPE, ESCAPE)
    press(terminal, "h")
    for key in ("T", "/"):  # one tag, the filter
        press(terminal, key, "[u]")
        terminal.wait_for("[u]")
        press(terminal, PASTE, ESCAPE)
    press(terminal, "?", ESCAPE)
    terminal.wait_for("Quit")
    press(terminal, "q")
    assert terminal.wait_for_exit() == 0
    assert b"Traceback" not in terminal.received
    assert payloads.unexpected(terminal.received) == []
    assert b"owned" in terminal.received  # as text


def test_a_session_over_hostile_articles(place: Path) -> None:
    with Terminal(["--library", str(place)], columns=120, rows=40) as terminal:
        terminal.wait_for("[bold red]")
        terminal.wait_for("[green]乙")
        terminal.press("\r")
        terminal.wait_for("甲")
        for _ in range(len(payloads.ESCAPES) + 1):
            terminal.press("GJ")
            terminal.settle(0.1)
        use_every_panel(terminal)


def test_a_session_over_a_library_written_by_another_hand(place: Path) -> None:
    """Its file can hold what no importer would let through."""
    with closing(sqlite3.connect(place / FILE_NAME)) as other, other:
        for column in ("title", "author", "source", "url", "date", "language"):
            other.execute(f"UPDATE article SET {column} = ?", (f"{MARKUP}{ALL}",))
        other.execute("UPDATE tag SET name = ?", (f"[u]签{ALL}",))
        for key, text in other.execute("SELECT article, text FROM text").fetchall():
            changed = ALL[: len(text)].ljust(len(text), "文")
            other.execute("UPDATE text SET text = ? WHERE article = ?", (changed, key))
    with Terminal(["--library", str(place)], columns=120, rows=40) as terminal:
        terminal.wait_for("[bold red]")
        terminal.press("\r")
        terminal.wait_for("1003h␛]0;owned␇")
        use_every_panel(terminal)


def test_hostile_arguments_and_places(place: Path, tmp_path: Path) -> None:
    odd = tmp_path / "文\x1b]0;owned\x07库[red]"
    place.rename(odd)
    with Terminal(["--library", str(odd)]) as terminal:
        terminal.wait_for("[bold red]")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
    assert payloads.unexpected(terminal.received) == []
    for arguments in (["--library", str(odd), "open", ALL.replace("\0", "")], ["\x1b]0;owned\x07"]):
        with Terminal(arguments) as terminal:
            assert terminal.wait_for_exit() in (1, 2)
        assert b"\x1b" not in terminal.received


@pytest.fixture
def library(place: Path) -> Iterator[Library]:
    with open_library(place) as library:
        yield library


def screen_text(app: ReaderApp) -> str:
    """What the app shows, line by line, with what would act on a terminal still in it."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def test_notices_and_questions_show_markup_as_text(library: Library) -> None:
    app = ReaderApp(library, Config())
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await pilot.pause()
        app.screen.post_message(app.screen.Failed(f"{MARKUP} {ALL}"))  # type: ignore[attr-defined]
        await pilot.pause()
        await pilot.pause(0.2)
        shown = screen_text(app)
        assert "[bold red]" in shown
        assert not payloads.CONTROLS.search(shown)
        app.push_screen(QuestionScreen(f"{MARKUP} {ALL}", f"[b]{ALL}", "[i]否"))
        await pilot.pause()
        shown = screen_text(app)
        assert "[@click=app.quit]" in shown
        assert not payloads.CONTROLS.search(shown)


def test_no_text_of_an_article_is_a_control(library: Library) -> None:
    for summary in library.listing(Listing(), 0, None):
        article = library.article(summary.id)
        assert not payloads.CONTROLS.search(article.text.replace("\t", ""))
        fields = (summary.title, summary.author, summary.source, *summary.tags)
        assert not payloads.CONTROLS.search(" ".join(fields)), summary
