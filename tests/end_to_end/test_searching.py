"""Searching in a real terminal, and from the command line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from terminal import Terminal

from reader.config import corpus_files
from reader.library import open_library
from reader.model import Listing


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """An indexed library of the bundled articles."""
    place = tmp_path / "library"
    with open_library(place) as library:
        assert all(not one.error for one in library.add(library.find(map(str, corpus_files()))))
        list(library.searcher.sync())
    return place


def _pane(screen: str) -> list[str]:
    """What stands right of the list; the list shows by then how far the hit's article is read."""
    return [line.partition("│")[2].rstrip() for line in screen.split("\n")[:-1]]


def test_a_word_is_typed_opened_walked_through_and_left(filled: Path) -> None:
    with open_library(filled) as library:
        first = library.listing(Listing(), 0, 1)[0]
        library.set_state("article", first.id)
    with Terminal(["--library", str(filled)], columns=120, rows=30) as terminal:
        terminal.wait_for(lambda screen: screen.count(first.title[:6]) > 1)
        terminal.settle()
        before = terminal.text
        terminal.press("/")
        terminal.wait_for("best first")
        terminal.press("藏经洞")
        terminal.wait_for("藏經洞")
        terminal.settle()
        terminal.press("\r")
        terminal.wait_for(lambda screen: "esc List" in screen and "1/" in screen)
        terminal.press("n")
        terminal.wait_for("2/")
        terminal.press("N")
        terminal.wait_for("1/")
        terminal.press("\x1b")
        terminal.wait_for("Back to where")  # the keys of the hits
        terminal.press("\x1b")
        terminal.wait_for(lambda screen: _pane(screen) == _pane(before))
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
    with open_library(filled) as library:
        assert library.searches.history() == ["藏经洞"]
        assert library.state("article") == first.id


def _run(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reader", "--library", str(place), "search", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_searches_are_saved_listed_used_and_deleted_by_commands(filled: Path) -> None:
    assert _run(filled, "--save", "沙", "藏经洞", "OR", "敦煌").returncode == 0
    listed = _run(filled, "--saved", "--json")
    assert json.loads(listed.stdout) == {"name": "沙", "query": "藏经洞 OR 敦煌"}
    by_name = _run(filled, "--json", "@沙")
    directly = _run(filled, "--json", "藏经洞", "OR", "敦煌")
    assert by_name.stdout == directly.stdout != ""
    assert _run(filled, "--delete", "沙").returncode == 0
    gone = _run(filled, "@沙")
    assert (gone.returncode, gone.stdout) == (1, "")
    assert "沙" in gone.stderr
    assert _run(filled).returncode == 2


def test_what_was_meant_is_told(filled: Path) -> None:
    assert '"敦煌"' in _run(filled, "dunhuang").stderr
