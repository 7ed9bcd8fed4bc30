"""Finding and reading files, with real FIFOs, links and rights."""

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from reader.errors import Empty, ImportFailed, NotAFile, NotText, TooLarge, Unreadable
from reader.importing import Item, find_items, read_all
from reader.importing.files import LARGEST
from reader.model import Document

NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder."""
    folder = tmp_path / "文章"
    folder.mkdir()
    return folder


def write(path: Path, text: str = "一行字。") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def found(*paths: Path | str) -> list[Item]:
    return list(find_items(map(str, paths)))


def read_item(item: Item) -> Document:
    """Return the one document in a file, or raise why there is none."""
    (incoming,) = read_all(item)
    if isinstance(incoming.what, Document):
        return incoming.what
    assert isinstance(incoming.what, ImportFailed)
    raise incoming.what


def below(folder: Path, items: list[Item]) -> list[str]:
    return [os.path.relpath(item.path, folder) for item in items]


def test_files_come_as_given_whatever_their_suffix(folder: Path) -> None:
    paths = [write(folder / name) for name in ("b.md", "a.txt", "笔记", ".hidden", "c.log")]
    assert found(*paths) == [Item(str(path)) for path in paths]


def test_folders_are_searched_in_natural_order(folder: Path) -> None:
    for name in ("10.md", "2.md", "1.md", "b/2.txt", "b/10.txt", "B2.TXT", "第2章.md", "第10章.md"):
        write(folder / name)
    assert below(folder, found(folder)) == [
        "1.md",
        "2.md",
        "10.md",
        "b/2.txt",
        "b/10.txt",
        "B2.TXT",
        "第2章.md",
        "第10章.md",
    ]


def test_only_what_we_read_is_taken_from_folders(folder: Path) -> None:
    taken = ["a.md", "b.markdown", "c.txt", "d.text", "e.TXT"]
    for name in [*taken, "f.png", "LICENSE", ".hidden.md", ".git/g.md", "h.md~", "i.py"]:
        write(folder / name)
    assert below(folder, found(folder)) == taken


def test_links_that_lead_in_a_circle_end(folder: Path) -> None:
    write(folder / "a/1.md")
    (folder / "a/up").symlink_to(folder)
    (folder / "a/self").symlink_to(folder / "a")
    (folder / "b").symlink_to(folder / "a")
    (folder / "loop.md").symlink_to(folder / "loop.md")
    items = found(folder, folder / "a")
    assert below(folder, items) == ["a/1.md", "loop.md"]
    assert not items[0].error
    assert items[1].error


def test_a_deep_folder_is_searched_to_its_end(folder: Path) -> None:
    depth = 1_500  # more than Python nests calls
    chain = [folder]
    for _ in range(depth):
        chain.append(chain[-1] / "d")
        chain[-1].mkdir()
    write(chain[-1] / "a.md")
    assert below(folder, found(folder)) == ["d/" * depth + "a.md"]
    (chain[-1] / "a.md").unlink()
    for path in reversed(chain[1:]):  # shutil.rmtree nests calls
        path.rmdir()


def test_what_cannot_be_read_is_told_in_its_place(folder: Path) -> None:
    write(folder / "1.md")
    (folder / "2.md").symlink_to(folder / "nowhere.md")
    os.mkfifo(folder / "3.md")
    (folder / "4").symlink_to(folder / "nowhere")
    (folder / "5.png").symlink_to(folder / "nowhere.png")
    os.mkfifo(folder / "6")
    write(folder / "7.md")
    items = found(folder)
    assert below(folder, items) == ["1.md", "2.md", "3.md", "4", "7.md"]
    assert [bool(item.error) for item in items] == [False, True, True, True, False]


@pytest.mark.parametrize("path", ["", "nowhere.md", "a\0b.md", "x" * 5_000, "\ud800.md"])
def test_no_path_raises(path: str, folder: Path) -> None:
    items = found(str(folder / path) if path.isprintable() and path else path)
    assert len(items) == 1
    assert items[0].error
    with pytest.raises(Unreadable):
        read_item(items[0])
    with pytest.raises(Unreadable):
        read_item(Item(items[0].path))


def test_fifos_sockets_and_devices_are_never_waited_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fifo = folder / "fifo.md"
    os.mkfifo(fifo)
    listener = socket.socket(socket.AF_UNIX)
    monkeypatch.chdir(folder)  # a socket's path has little room
    listener.bind("socket.md")
    with listener:
        for path in (fifo, folder / "socket.md", Path("/dev/zero"), Path("/dev/tty")):
            (item,) = found(path)
            assert item.error
            # What was a file when it was found may be one no longer.
            with pytest.raises((NotAFile, Unreadable)):
                read_item(Item(str(path)))
    with pytest.raises(NotAFile):
        read_item(Item(str(folder)))


def test_descriptors_are_closed(folder: Path) -> None:
    os.mkfifo(folder / "fifo.md")
    paths = [folder / "fifo.md", folder, write(folder / "a.md"), write(folder / "empty.md", "")]
    before = os.dup(0)
    os.close(before)
    for path in paths * 5:
        with contextlib.suppress(ImportFailed):
            read_item(Item(str(path)))
    after = os.dup(0)  # the lowest number that is free
    os.close(after)
    assert after == before


def test_a_document_knows_its_absolute_path(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "a.md", "# 题\n\n正文。")
    monkeypatch.chdir(folder)
    assert read_item(Item("./a.md")).path == str(folder / "a.md")
    assert read_item(Item("a.md")).title == "题"


def test_names_that_are_no_unicode(folder: Path) -> None:
    write(folder / os.fsdecode(b"\xff\x1b[31m\xe4.md"), "正文。")
    (item,) = found(folder)
    document = read_item(item)
    assert document.path.encode()
    assert document.path == str(folder) + "/\\xff\x1b[31m\\xe4.md"
    assert document.title == "\ufffd␛[31m\ufffd"


def test_empty_and_binary_files(folder: Path) -> None:
    for text in ("", "\n \t\u3000\n", "\ufeff", "---\ntitle: 题\n---\n"):
        with pytest.raises(Empty):
            read_item(Item(str(write(folder / "empty.md", text))))
    with pytest.raises(Empty):
        read_item(Item(str(write(folder / "empty.txt", "\u200b\n"))))
    binary = folder / "binary.md"
    binary.write_bytes(bytes(range(256)) * 8)
    with pytest.raises(NotText):
        read_item(Item(str(binary)))


def test_a_file_too_large_is_refused_unread(folder: Path) -> None:
    path = folder / "large.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)  # sparse: it takes no space
    with pytest.raises(TooLarge):
        read_item(Item(str(path)))


def test_rights_are_respected(folder: Path) -> None:
    """As a user who may not read them, for root may read everything."""
    write(folder / "open.md")
    write(folder / "closed.md").chmod(0)
    write(folder / "locked/a.md")
    (folder / "locked").chmod(0)
    program = f"""
import os, sys
if os.getuid() == 0:
    os.setgid({NOBODY}); os.setuid({NOBODY})
from reader.errors import Unreadable
from reader.importing import find_items, read_all
for item in find_items(["."]):
    (incoming,) = read_all(item)
    refused = isinstance(incoming.what, Unreadable)
    outcome = str(incoming.what) if refused else "read " + incoming.what.text
    print(item.path, "|", bool(item.error), "|", outcome)
"""
    try:
        ran = _run_below_open_folders(program, folder)
    finally:
        (folder / "locked").chmod(0o700)
    assert ran == [
        "./closed.md | False | You have no permission to read it.",
        "./locked | True | You have no permission to read it.",
        "./open.md | False | read 一行字。",
    ]


def _run_below_open_folders(program: str, folder: Path) -> list[str]:
    """Run a Python program in `folder`; its modules are loaded before it drops its rights."""
    preload = "import reader.importing, reader.text.markup.commonmark, yaml, encodings.idna\n"
    done = subprocess.run(
        [sys.executable, "-c", preload + program],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture(autouse=True)
def _rights_are_given_back(folder: Path) -> Iterator[None]:
    yield
    for path in folder.iterdir():
        if not path.is_symlink() and path.is_dir():
            path.chmod(0o700)


def test_what_belongs_to_a_page_that_was_saved_whole_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "茶.html").write_text("<p>山里的雨停了。", encoding="utf-8")
    for folder in ("茶_files", "茶.files", "别的_files"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "frame.html").write_text("<p>广告", encoding="utf-8")
    found = [Path(item.path).relative_to(tmp_path) for item in find_items([str(tmp_path)])]
    assert {str(path) for path in found} == {"茶.html", "别的_files/frame.html"}


def test_days_in_a_page_are_counted_from_when_its_file_was_written(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<h1>头茬茶</h1><p>昨天 08:15</p><p>山里的雨停了，茶树发芽，鸟也叫。</p>", "utf-8"
    )
    saved = datetime(2023, 4, 3, 9, 30).timestamp()
    os.utime(path, (saved, saved))
    assert read_item(Item(str(path))).date == "2023-04-02T08:15"
