"""The inbox: what is put into it comes in once, whole, and stays there."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import exported
import pytest

from reader.cli import run
from reader.library import Library, open_library
from reader.library.inbox import Inbox
from reader.model import AddStatus, Listing

NOW = 1_700_000_000.0


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "收件箱"
    folder.mkdir()
    return folder


def put(path: Path, text: str, age: float = 0.0) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (NOW - age, NOW - age))


def inbox(library: Library, folder: Path) -> Inbox:
    return Inbox(library, folder, lambda: NOW)


def took(box: Inbox) -> list[tuple[str, str]]:
    return [(Path(result.path).name, result.status.value) for result in box.take()]


def test_what_is_old_is_taken_at_once_and_only_once(library: Library, folder: Path) -> None:
    put(folder / "a.md", "# 甲\n\n正文。", age=60)
    put(folder / "b/c.txt", "乙的正文。", age=60)
    put(folder / ".hidden.md", "不该看", age=60)
    put(folder / "photo.jpg", "无关", age=60)
    box = inbox(library, folder)
    assert took(box) == [("a.md", "added"), ("c.txt", "added")]
    assert took(box) == []
    assert took(inbox(library, folder)) == []  # after a restart
    assert sorted(path.name for path in folder.rglob("*.*")) == [
        ".hidden.md", "a.md", "c.txt", "photo.jpg",
    ]  # fmt: skip


def test_what_is_being_written_is_waited_for(library: Library, folder: Path) -> None:
    box = inbox(library, folder)
    put(folder / "a.md", "# 甲\n\n正")
    assert took(box) == []
    put(folder / "a.md", "# 甲\n\n正文还在写")
    assert took(box) == []
    assert took(box) == [("a.md", "added")]
    (row,) = library.listing(Listing(), 0, None)
    assert library.article(row.id).text == "正文还在写"


def test_what_changed_is_taken_again_and_what_was_deleted_is_not(
    library: Library, folder: Path
) -> None:
    put(folder / "a.md", "# 甲\n\n正文。", age=60)
    put(folder / "b.md", "# 乙\n\n正文二。", age=60)
    box = inbox(library, folder)
    took(box)
    rows = {row.title: row for row in library.listing(Listing(), 0, None)}
    library.delete_article(rows["乙"].id)
    put(folder / "a.md", "# 甲\n\n正文改了。", age=30)
    assert took(inbox(library, folder)) == [("a.md", "updated")]
    assert [row.title for row in library.listing(Listing(), 0, None)] == ["甲"]


def test_what_cannot_be_read_is_told_once(library: Library, folder: Path) -> None:
    put(folder / "a.md", "", age=60)
    (folder / "b.pdf").write_bytes(b"%PDF-1.7 nothing")
    os.utime(folder / "b.pdf", (NOW - 60, NOW - 60))
    box = inbox(library, folder)
    assert took(box) == [("a.md", "failed"), ("b.pdf", "failed")]
    assert took(box) == took(inbox(library, folder)) == []
    put(folder / "a.md", "# 甲\n\n终于写了。", age=20)
    assert took(box) == [("a.md", "added")]


def test_an_export_that_was_unpacked_is_taken_when_all_of_it_is_there(
    library: Library, folder: Path
) -> None:
    files = exported.omnivore_files()
    for name, content in files.items():
        put(folder / "export" / name, content, age=60)
    put(folder / "export/content/late.html", "<p>还在写")
    box = inbox(library, folder)
    assert took(box) == []
    assert [status for _, status in took(box)] == ["added", "failed"]
    assert took(box) == []


def test_a_folder_that_is_not_there(library: Library, tmp_path: Path) -> None:
    box = inbox(library, tmp_path / "none")
    assert not box.is_there
    assert took(box) == []


def test_a_record_by_another_hand(library: Library, folder: Path) -> None:
    put(folder / "a.md", "# 甲\n\n正文。", age=60)
    for state in ("", "[]", "null", '{"a": 1}', '{"a": ["x", 2]}', json.dumps({"a": [1]})):
        library.set_state("inbox", state)
        assert inbox(library, folder).take() is not None
    assert took(inbox(library, folder)) == [("a.md", "added")]


def test_the_command_line_takes_what_is_new(
    folder: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["add", "--inbox"]) == 2
    assert "inbox" in capsys.readouterr().err
    config = home / "config" / "reader" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f'[library]\ninbox = "{folder}"\n', encoding="utf-8")
    put(folder / "a.md", "# 甲\n\n正文。")
    assert run(["add", "--inbox", "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["status"] == AddStatus.ADDED
    assert "1 added" in err
    assert run(["add", "--inbox"]) == 0
    assert "0 added" in capsys.readouterr().err
    config.write_text('[library]\ninbox = "~/none"\n', encoding="utf-8")
    assert run(["add", "--inbox"]) == 1
    config.write_text('[library]\ninbox = "relative"\n', encoding="utf-8")
    assert run(["list"]) == 1
    assert "config.toml, line 2" in capsys.readouterr().err
