"""A terminal that vanishes without a word takes the app with it, and nothing the reader did."""

from pathlib import Path

from terminal import Terminal

from reader.library import open_library
from reader.model import Listing


def test_a_terminal_that_is_gone(tmp_path: Path) -> None:
    article = tmp_path / "渡口.md"
    article.write_text("# 渡口\n\n清晨六点，渡口的雾还没有散。\n", encoding="utf-8")
    folder = tmp_path / "library"
    with open_library(folder) as library:
        list(library.add(library.find([str(article)])))
    with Terminal(["--library", str(folder)]) as terminal:
        terminal.wait_for("渡口")
        terminal.press("s")
        terminal.wait_for("★")
        assert terminal.hang_up() == 129
    with open_library(folder) as library:
        (row,) = library.listing(Listing(), 0, None)
        assert row.starred
