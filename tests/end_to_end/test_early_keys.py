"""Keys pressed as soon as there is anything to see, or before: none is taken amiss."""

import os
from pathlib import Path

import pytest
from terminal import Terminal

from reader.library import open_library
from reader.model import Listing

PAGE_DOWN, PAGE_UP = "\x1b[6~", "\x1b[5~"
SIZE = {"columns": 100, "rows": 20}
ALTERNATE_SCREEN = b"\x1b[?1049h"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of 60 articles, one of which was left open."""
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(60):
        text = f"# 第{number:02}渡\n\n" + f"第{number}天，河水涨了三尺，𠮷祥號没有来。\n\n" * 30
        (articles / f"{number:02}.md").write_text(text, encoding="utf-8")
    with open_library(tmp_path / "library") as library:
        assert all(not one.error for one in library.add(library.find([str(articles)])))
        library.set_state("article", library.listing(Listing(), 7, 1)[0].id)
    monkeypatch.setenv("READER_LIBRARY", str(tmp_path / "library"))
    return tmp_path / "library"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "keys", [PAGE_DOWN, PAGE_DOWN + PAGE_UP, "j", "G", "O", "\t", "?\x1b"], ids=ascii
)
def test_keys_right_after_the_first_frame(keys: str) -> None:
    with Terminal([], **SIZE) as terminal:
        terminal.wait_for("渡")
        for _ in range(4):
            terminal.press(keys)
        terminal.settle()
        assert "Traceback" not in terminal.text
        terminal.wait_for("渡")  # rows that are asked for only then
        terminal.press("q")
        assert terminal.wait_for_exit() == os.EX_OK


@pytest.mark.usefixtures("folder")
def test_keys_before_the_first_frame() -> None:
    with Terminal([], **SIZE) as terminal:
        terminal.wait_until(lambda: ALTERNATE_SCREEN in terminal.received)
        terminal.press(PAGE_DOWN * 3 + "jjk")
        terminal.wait_for("渡")
        terminal.settle()
        assert "Traceback" not in terminal.text
        terminal.press("q")
        assert terminal.wait_for_exit() == os.EX_OK


@pytest.mark.usefixtures("folder")
def test_leaving_while_pages_are_drawn() -> None:
    with Terminal([], **SIZE) as terminal:
        terminal.wait_for("渡")
        terminal.press(PAGE_DOWN * 6 + "q")
        assert terminal.wait_for_exit() == os.EX_OK
        assert b"Traceback" not in terminal.received
        assert b"KeyError" not in terminal.received
