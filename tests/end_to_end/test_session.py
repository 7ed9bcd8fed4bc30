"""Whole sessions in a real pseudo-terminal: first run, reading, resizing, leaving, coming back."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from terminal import Terminal

from reader import i18n
from reader.config import corpus_files
from reader.library import open_library
from reader.model import ArticleSummary, Listing

TITLE = "一度电怎样变成一个词"
COUNT = len(corpus_files())


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a library will be."""
    return tmp_path / "library"


@pytest.fixture
def filled(place: Path) -> Path:
    """A library of the bundled articles."""
    with open_library(place) as library:
        assert all(not one.error for one in library.add(library.find(map(str, corpus_files()))))
    return place


def article(place: Path, title: str = TITLE) -> ArticleSummary:
    with open_library(place) as library:
        (summary,) = library.listing(Listing(text=title), 0, None)
    return summary


def text_of(place: Path) -> str:
    """The article's text, without what a line may end in."""
    with open_library(place) as library:
        return library.article(article(place).id).text


def pane(screen: str) -> list[str]:
    """The lines of the reading pane that hold running text."""
    right = [line.rpartition("│ ")[2].strip() for line in screen.split("\n")[1:-1]]
    return [line for line in right if len(line) > 8]


def top(screen: str) -> str:
    """How the first line of running text on the screen begins."""
    lines = pane(screen)
    return lines[0][:8] if lines else ""


def begins_with(start: str) -> Callable[[str], bool]:
    """Tell of a screen whether its text begins at `start`, or shortly before, in the same line."""
    return lambda screen: any(start in line for line in pane(screen)[:1])


def offset(place: Path, start: str) -> int:
    return text_of(place).index(start)


def test_a_first_run_to_the_same_place_again(place: Path) -> None:
    """A new user takes the articles on offer, reads, resizes, leaves and comes back."""
    with Terminal(["--library", str(place)]) as terminal:
        terminal.wait_for("No article yet")
        terminal.press("\r")
        terminal.wait_for(f"{COUNT} articles")
        terminal.wait_for(TITLE)
        terminal.press("f")
        terminal.wait_for("title, source or tag")
        terminal.press(TITLE)
        terminal.wait_for(lambda screen: "1 article" in screen)
        terminal.press("\r")
        terminal.settle()
        terminal.press("\r")
        terminal.wait_for("characters")  # of the byline
        before = terminal.text
        terminal.press("  ")
        terminal.wait_for(lambda screen: "characters" not in screen and top(screen) != top(before))
        terminal.settle()
        start = top(terminal.text)
        for columns, rows in ((60, 20), (160, 50), (100, 30)):
            terminal.resize(columns, rows)
            screen = terminal.wait_for(begins_with(start))
            assert all(len(line) <= columns for line in screen.split("\n"))
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
        assert b"Traceback" not in terminal.received
    assert abs(article(place).progress - offset(place, start)) <= 80  # in that line
    with Terminal(["--library", str(place)]) as terminal:
        terminal.wait_for(begins_with(start))


def test_a_power_cut_loses_a_moment_at_most(filled: Path) -> None:
    with Terminal(["--library", str(filled), "open", article(filled).id]) as terminal:
        terminal.wait_for("characters")
        terminal.press("   ")
        terminal.wait_for(lambda screen: "characters" not in screen)
        terminal.settle()
        start = top(terminal.text)
        terminal.wait_until(lambda: article(filled).progress > 0)
        terminal.kill()
    progress = article(filled).progress
    assert abs(progress - offset(filled, start)) <= 80
    with Terminal(["--library", str(filled)]) as terminal:
        terminal.wait_for(begins_with(start))
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
    with open_library(filled) as library:
        assert all(finding.ok for finding in library.check())


def test_two_apps_at_once(filled: Path) -> None:
    with (
        Terminal(["--library", str(filled)]) as one,
        Terminal(["--library", str(filled)]) as other,
    ):
        for terminal in (one, other):
            terminal.wait_for(f"{COUNT} articles")
            terminal.press("\r")
            terminal.wait_for("characters")
        for terminal in (one, other):
            terminal.press("q")
            assert terminal.wait_for_exit() == 0


def test_without_colour(filled: Path) -> None:
    """NO_COLOR: what matters is still told by signs, weight and reverse."""
    quiet = {"NO_COLOR": "1"}
    with Terminal(["--library", str(filled)], environment=quiet) as terminal:
        terminal.wait_for(TITLE)
        terminal.settle()
        shown = terminal.received
        assert "●" in terminal.text
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
    styles = {
        code for codes in re.findall(rb"\x1b\[([\d;:]*)m", shown) for code in codes.split(b";")
    }
    assert {b"1", b"7"} & styles
    colours = re.findall(rb"\x1b\[[\d;]*[34]8;2;(\d+);(\d+);(\d+)", shown)
    assert all(red == green == blue for red, green, blue in colours)


def test_in_chinese(filled: Path) -> None:
    if not (i18n.LOCALE_FOLDER / "zh").exists():
        pytest.skip("the catalogue is not there")
    chinese = {"LC_ALL": "", "LANG": "zh_CN.UTF-8"}
    with Terminal(["--library", str(filled)], environment=chinese) as terminal:
        terminal.wait_for(f"{COUNT} 篇")
        terminal.wait_for("退出")
        assert "Quit" not in terminal.text
        terminal.press("q")
        assert terminal.wait_for_exit() == 0


def test_keys_and_theme_of_the_configuration(filled: Path, home: Path) -> None:
    path = home / "config" / "reader" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text('[keys]\nquit = "f9"\n[interface]\ntheme = "neon\\u001b]0;owned\\u0007"\n')
    with Terminal(["--library", str(filled)]) as terminal:
        terminal.wait_for("There is no theme")
        assert b"owned\x07" not in terminal.received
        terminal.press("\x1b[20~")
        assert terminal.wait_for_exit() == 0
    path.write_text('[keys]\nquit = "nonsense"\n')
    with Terminal(["--library", str(filled)]) as terminal:
        assert terminal.wait_for_exit() == 1
        assert b"line 2: `keys.quit`" in terminal.received.replace(b"\r\n", b"")
        assert b"\x1b" not in terminal.received


def test_an_unknown_article(filled: Path) -> None:
    with Terminal(["--library", str(filled), "open", "zzzz"]) as terminal:
        assert terminal.wait_for_exit() == 1
        assert b"\x1b" not in terminal.received
