"""`reader show`: plain, it prints the pane's lines; in colour, the same lines in colour."""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.cli import run
from reader.commands.painting import print_lines
from reader.config import Config, Reading, corpus_files
from reader.library import Library, open_library
from reader.model import Article, Listing, Mark
from reader.text.page import Page
from reader.ui.app import ReaderApp
from reader.ui.widgets.reading_pane import ReadingPane

MARGINS = 4
"""Cells beside the column."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the bundled articles."""
    folder = tmp_path_factory.mktemp("corpus") / "library"
    with open_library(folder) as library:
        results = library.add(library.find(map(str, corpus_files())))
        assert not [result.error for result in results if result.error]
    return folder


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    with open_library(folder) as library:
        yield library


def _printed(
    folder: Path, id_: str, width: int, capture: pytest.CaptureFixture[bytes]
) -> list[str]:
    """Return the lines that `reader show --plain` prints."""
    place = ["--library", str(folder)]
    assert run([*place, "show", id_, "--plain", "--width", str(width)]) == 0
    lines = capture.readouterr().out.decode().split("\n")
    assert lines.pop() == ""
    return lines


@pytest.mark.parametrize("columns", [30, 77, 190])
async def test_plain_lines_are_those_of_the_pane(
    library: Library, folder: Path, columns: int, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    config = Config(reading=Reading(column=150))  # as wide as the pane
    shown = {}
    summaries = library.listing(Listing(), 0, None)
    app = ReaderApp(library, config, summaries[0].id)
    async with app.run_test(size=(columns, 20)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        pane = app.screen.query_one(ReadingPane)
        assert pane.size.width > MARGINS
        for summary in summaries:
            if summary.chars > 20_000 and columns == 30:
                continue  # it takes as long as the others together
            article = library.article(summary.id)
            pane.show(article, 0)
            await pilot.pause()
            width = pane.scrollable_content_region.width - MARGINS
            height = _page(article, width).height
            for _ in range(500):  # lines are laid out a slice at a time
                if pane.virtual_size.height == height:
                    break
                await pilot.pause(0.01)
            shown[summary.id, width] = [pane.render_line(y).text.rstrip() for y in range(height)]
    for (id_, width), lines in shown.items():
        printed = _printed(folder, id_, width, capsysbinary)
        assert [line[MARGINS // 2 :] for line in lines] == printed, f"{id_} at {width}"


SGR = re.compile(r"\x1b\[([\d;]*)m")


class _Tty(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def _painted(library: Library, monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    """Return what is printed of all articles on a terminal of 80 cells."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "COLORTERM", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm-256color", **environment}.items():
        monkeypatch.setenv(name, value)
    written = _Tty()
    monkeypatch.setattr(sys, "stdout", written)
    for page, marks in _pages(library):
        print_lines((page.line(y) for y in range(page.height)), marks)
    monkeypatch.undo()
    return written.getvalue()


def _pages(library: Library) -> Iterator[tuple[Page, tuple[Mark, ...]]]:
    for summary in library.listing(Listing(), 0, None):
        article = library.article(summary.id)
        yield _page(article, 120), article.structure.marks  # wider than the terminal: not folded


def _page(article: Article, width: int) -> Page:
    page = Page(article, Config().reading.layout(width))
    page.settle(len(article.text) + page.height)
    return page


def _plain(library: Library) -> list[str]:
    return [page.line(y).text.rstrip() for page, _ in _pages(library) for y in range(page.height)]


def test_colour_changes_no_line(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    painted = _painted(library, monkeypatch)
    assert SGR.search(painted)
    assert SGR.sub("", painted).split("\n")[:-1] == _plain(library)


def test_no_colour_leaves_weight_only(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    painted = _painted(library, monkeypatch, NO_COLOR="1")
    used = {number for codes in SGR.findall(painted) for number in codes.split(";")}
    assert "1" in used  # bold
    assert not [number for number in used if number and int(number) >= 30]
    assert SGR.sub("", painted).split("\n")[:-1] == _plain(library)


def test_a_dumb_terminal_gets_no_codes(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _painted(library, monkeypatch, TERM="dumb").split("\n")[:-1] == _plain(library)
