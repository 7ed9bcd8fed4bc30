"""The app in a real terminal over hostile articles: shown as text everywhere, acted on nowhere."""

from collections.abc import Iterator
from pathlib import Path

import payloads
import pytest
from terminal import Terminal

from reader.config import Config
from reader.library import Library, open_library
from reader.model import Listing
from reader.ui.app import ReaderApp
from reader.ui.screens.question import QuestionScreen

ALL = "".join(payloads.ESCAPES.values()).replace("\r", "")
MARKUP = "[bold red]红[/] [@click=app.quit]点我[/]"


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


def test_a_session_over_hostile_articles(place: Path) -> None:
    """Open and leaf through all of them, with every panel that shows what they hold."""
    with Terminal(["--library", str(place)], columns=120, rows=40) as terminal:
        terminal.wait_for("[bold red]")
        terminal.wait_for("[green]乙")
        terminal.press("\r")
        terminal.wait_for("甲")
        for _ in range(len(payloads.ESCAPES) + 1):
            terminal.press("G")
            terminal.press("J")
            terminal.settle(0.1)
        for keys in ("t", "#", "f", "\x10"):  # contents, tags, find, the palette
            terminal.press(keys)
            terminal.settle()
            terminal.press("[bold red]红[/]")
            terminal.settle()
            terminal.press("\x1b")
            terminal.settle()
            terminal.press("\x1b")
            terminal.settle()
        terminal.press("h")
        terminal.settle()
        for keys in ("T", "/"):  # one tag, the filter
            terminal.press(keys)
            terminal.settle()
            terminal.press("[u]")
            terminal.settle()
            assert "[u]" in terminal.text, terminal.received[-9000:].decode(errors="replace")
            terminal.press("\x1b")
            terminal.settle()
        terminal.press("?")
        terminal.settle()
        terminal.press("\x1b")
        terminal.settle()
        terminal.press("\x1b")
        terminal.settle()
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
    assert payloads.unexpected(terminal.received) == []
    assert b"owned" in terminal.received  # as text


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
