"""The facade: files in, articles out; what fails, fails alone."""

import io
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.database.connection import FILE_NAME
from reader.errors import LibraryError, LibraryFull, LibraryLocked, LibraryReadOnly
from reader.importing import Item
from reader.library import Library, open_library
from reader.model import AddResult, AddStatus, Listing, TagCount

ADDED, UPDATED = AddStatus.ADDED, AddStatus.UPDATED
UNCHANGED, FAILED = AddStatus.UNCHANGED, AddStatus.FAILED

BODY = "清晨六点，巷口的包子铺已经冒起白汽。老板一边揉面，一边和熟客说笑：“今天的馅儿，香！”\n"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library", busy_timeout=0.02) as library:
        yield library


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """200 articles: more than one batch."""
    folder = tmp_path / "files"
    folder.mkdir()
    paths = [folder / f"{number:03}.md" for number in range(200)]
    for number, path in enumerate(paths):
        path.write_text(
            f"# 第{number}篇\n\n之{number}。{BODY * (number % 5 + 1)}", encoding="utf-8"
        )
    return [str(path) for path in paths]


def add(library: Library, *paths: str) -> list[AddResult]:
    return list(library.add(library.find(paths)))


def add_until_error(
    library: Library, paths: list[str]
) -> tuple[list[AddResult], LibraryError | None]:
    """Return what was reported before the library refused to go on, and its refusal."""
    results: list[AddResult] = []
    try:
        results.extend(library.add(library.find(paths)))
    except LibraryError as error:
        return results, error
    return results, None


def test_results_come_in_the_order_of_the_items(library: Library, files: list[str]) -> None:
    results = add(library, *files)
    assert [result.path for result in results] == files
    assert {result.status for result in results} == {ADDED}
    assert [result.article.title for result in results if result.article] == [
        f"第{number}篇" for number in range(200)
    ]
    assert library.count(Listing()) == 200
    assert {result.status for result in add(library, *files)} == {UNCHANGED}


def test_what_fails_fails_alone_and_in_its_place(library: Library, files: list[str]) -> None:
    missing, empty, binary = (
        str(Path(files[0]).with_name(name)) for name in ("没有", "空.md", "图")
    )
    Path(empty).touch()
    Path(binary).write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    paths = [files[0], missing, files[1], empty, *files[2:100], binary, files[100]]
    results = add(library, *paths)
    assert [result.path for result in results] == paths
    for result in results:
        expected = FAILED if result.path in (missing, empty, binary) else ADDED
        assert result.status is expected
        assert bool(result.error) == (result.article is None) == (expected is FAILED)
    assert library.count(Listing()) == 101


def test_only_failures(library: Library) -> None:
    (result,) = add(library, "/没有/的.md")
    assert (result.status, result.path) == (FAILED, "/没有/的.md")
    assert add(library) == []


def test_an_item_that_finding_refused(library: Library) -> None:
    (result,) = library.add([Item("x.md", "No.")])
    assert (result.status, result.error) == (FAILED, "No.")


def test_a_file_that_changed_is_updated(library: Library, files: list[str]) -> None:
    add(library, *files[:3])
    Path(files[1]).write_text("# 第1篇\n\n全改了。\n", encoding="utf-8")
    assert [result.status for result in add(library, *files[:3])] == [UNCHANGED, UPDATED, UNCHANGED]


def test_a_name_that_is_no_text(library: Library, tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md")
    Path(path).write_text(BODY, encoding="utf-8")
    assert [result.status for result in add(library, path, path)] == [ADDED, UNCHANGED]
    assert add(library, path)[0].path == path


def test_results_are_reported_when_they_are_stored(library: Library, files: list[str]) -> None:
    """Whoever stops asking keeps what was reported."""
    results = library.add(library.find(files))
    first = next(results)
    with open_library(library.folder) as other:
        assert first.article is not None
        assert other.article(first.article.id).summary == first.article
        stored = other.count(Listing())
    results.close()  # type: ignore[attr-defined]
    assert 0 < stored < 200
    assert library.count(Listing()) == stored


def test_standard_input(
    library: Library, files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = io.TextIOWrapper(io.BytesIO("# 管道里来的\n\n".encode() + BODY.encode()))
    monkeypatch.setattr(sys, "stdin", piped)
    results = add(library, files[0], "-", files[1])
    assert [result.path for result in results] == [files[0], "-", files[1]]
    article = results[1].article
    assert article is not None
    assert (article.title, article.path) == ("管道里来的", "")
    assert [result.status for result in add(library, "-")] == [FAILED]


def test_no_standard_input(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    (result,) = add(library, "-")
    assert result.status is FAILED


def test_a_library_that_is_held_by_another_for_long(library: Library, files: list[str]) -> None:
    with closing(sqlite3.connect(library.folder / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        results, error = add_until_error(library, files)
        assert isinstance(error, LibraryLocked)
        assert {result.status for result in results} == {FAILED}
        assert [result.path for result in results] == files[: len(results)]
        assert 0 < len(results) < 200
    assert library.count(Listing()) == 0


def test_a_library_that_is_held_by_another_now_and_then(
    library: Library, files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.batch._BATCH_ITEMS", 1)
    results = library.add(library.find(files[:7]))
    became = []
    with closing(sqlite3.connect(library.folder / FILE_NAME, isolation_level=None)) as other:
        for held in (True, False, True, False, True, False):
            if held:
                other.execute("BEGIN EXCLUSIVE")
            became.append(next(results))
            if held:
                other.execute("ROLLBACK")
    assert [result.status for result in became] == [FAILED, ADDED] * 3
    assert "Try again" in became[0].error
    assert [result.status for result in results] == [ADDED]
    assert library.count(Listing()) == 4


def test_a_library_without_room(
    library: Library, files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Else a busy machine makes small ones.
    monkeypatch.setattr("reader.library.batch._BATCH_SECONDS", 3600)
    stored = add(library, *files[:64])
    connections = library._database._connections  # type: ignore[attr-defined]
    with connections._own() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    results, error = add_until_error(library, files)
    assert isinstance(error, LibraryFull)
    assert [result.status for result in results[:64]] == [UNCHANGED] * 64
    assert {result.status for result in results[64:]} == {FAILED}
    assert library.count(Listing()) == len(stored) == 64


def test_the_last_batch_raises_nothing(tmp_path: Path, library: Library, files: list[str]) -> None:
    """Where nothing waits any more, what became of each item says all."""
    with open_library(library.folder, read_only=True) as reading:
        assert reading.read_only
        results = add(reading, *files[:3])
        assert [result.status for result in results] == [FAILED] * 3
        assert "can be read" in results[0].error
        with pytest.raises(LibraryReadOnly):
            add(reading, *files)


def test_reading_and_marking(library: Library, files: list[str]) -> None:
    add(library, *files[:5])
    listing = Listing(text="第3篇")
    (summary,) = library.listing(listing, 0, None)
    library.places.set_progress(summary.id, 3)
    library.set_read(summary.id, True)
    library.set_starred(summary.id, True)
    library.set_tags(summary.id, ["城市", "散文"])
    library.set_state("article", summary.id)
    article = library.article(summary.id)
    assert article.summary == library.summary(summary.id)
    assert (article.summary.progress, article.summary.read) == (3, True)
    assert (article.summary.starred, article.summary.tags) == (True, ("城市", "散文"))
    assert library.tags() == [TagCount("城市", 1), TagCount("散文", 1)]
    assert library.position_of(summary.id, listing) == 0
    assert library.state("article") == summary.id
    assert library.state("else", "nothing") == "nothing"
    assert library.versions(summary.id) == []
    assert all(finding.ok for finding in library.check())


def test_listing_needs_nothing_slow() -> None:
    """Opening a library happens before the first frame: importers stay out of it."""
    code = "import sys, reader.library; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    slow = {"reader.importing", "textual", "markdown_it", "yaml", "difflib", "asyncio", "rich"}
    assert not slow & set(run.stdout.split())
