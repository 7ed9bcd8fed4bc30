"""Importing in a process beside the app."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader import beside
from reader.errors import LibraryError
from reader.library import Library, open_library
from reader.model import AddStatus, Listing

_MANY = 400


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library") as opened:
        opened.use_processes()
        yield opened


def write(folder: Path, count: int) -> list[str]:
    folder.mkdir()
    for number in range(count):
        text = f"# 第{number}章 渡口\n\n清晨{number}点，渡口的雾（fog）还没有散。𠮷\n"
        (folder / f"{number:03}.md").write_text(text, encoding="utf-8")
    return [str(folder)]


def children() -> set[int]:
    found = Path("/proc/self/task").glob("*/children")
    return {int(child) for path in found for child in path.read_text().split()}


def test_what_becomes_of_items_is_the_same(library: Library, tmp_path: Path) -> None:
    paths = [*write(tmp_path / "articles", 3), str(tmp_path / "nowhere.md")]
    beside = list(library.add(library.find(paths)))
    assert [one.status for one in beside] == [*[AddStatus.ADDED] * 3, AddStatus.FAILED]
    with open_library(tmp_path / "other") as other:
        here = list(other.add(other.find(paths)))
    assert [(one.status, one.path, one.error) for one in here] == [
        (one.status, one.path, one.error) for one in beside
    ]
    titles = [one.article and one.article.title for one in here]
    assert titles == [one.article and one.article.title for one in beside]
    assert library.count(Listing()) == 3


def test_one_that_ends_early_keeps_what_it_reported(library: Library, tmp_path: Path) -> None:
    paths = write(tmp_path / "articles", _MANY)
    before = children()
    results = library.add(library.find(paths))
    reported = [next(results)]
    (process,) = children() - before
    os.kill(process, signal.SIGKILL)
    with pytest.raises(LibraryError, match="ended early"):
        reported += results
    assert len(reported) < _MANY
    assert library.count(Listing()) >= len(reported)
    again = list(library.add(library.find(paths)))
    assert len(again) == library.count(Listing()) == _MANY


def test_one_that_nobody_listens_to_any_more_ends(library: Library, tmp_path: Path) -> None:
    before = children()
    results = library.add(library.find(write(tmp_path / "articles", _MANY)))
    next(results)
    results.close()  # type: ignore[attr-defined]  # it is a generator
    assert children() == before


def test_what_cannot_be_done_beside_is_done_here(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = library.find(write(tmp_path / "articles", 3))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    assert [one.status for one in library.add(items)] == [AddStatus.ADDED] * 3


def test_what_the_library_refuses_is_raised(library: Library, tmp_path: Path) -> None:
    paths = write(tmp_path / "articles", 1)
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "library.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(LibraryError, match="library"):
        list(beside.add(foreign, library.find(paths), chapters=False))
