"""Files made by an enemy, or by accident: each told of, the others imported, nothing acted on."""

import io
import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import payloads
import pytest

from reader.cli import run
from reader.library import open_library
from reader.model import Listing

NOBODY = 65534
Reader = Callable[..., tuple[int, str, str]]
TITLE = "如常的一篇"


@pytest.fixture
def reader(capsysbinary: pytest.CaptureFixture[bytes]) -> Reader:
    """Run a command; nothing it writes acts on a terminal or is cut off by a traceback."""

    def execute(*arguments: str) -> tuple[int, str, str]:
        code = run(arguments)
        written = [part.decode(errors="surrogateescape") for part in capsysbinary.readouterr()]
        for text in written:
            assert not payloads.CONTROLS.search(text)
            assert "Traceback" not in text
        return code, *written

    return execute


@pytest.fixture
def good(tmp_path: Path) -> str:
    """A file with nothing wrong."""
    path = tmp_path / "zzz.md"
    path.write_text(f"# {TITLE}\n\n清晨六点。\n", encoding="utf-8")
    return str(path)


def write(folder: Path, files: "list[tuple[str, bytes]]") -> list[str]:
    folder.mkdir()
    for name, content in files:
        (folder / name).write_bytes(content)
    return [str(folder / name) for name, _ in files]


def titles(reader: Reader) -> list[str]:
    return [json.loads(line)["title"] for line in reader("list", "--json")[1].splitlines()]


def test_odd_texts_are_imported_and_shown(reader: Reader, good: str, tmp_path: Path) -> None:
    paths = write(tmp_path / "odd", list(payloads.texts()))
    code, out, err = reader("add", *paths, good)
    assert code == 0, err
    assert f"{len(out.splitlines())} added" in err or "unchanged" in err
    assert TITLE in titles(reader)
    for line in reader("list", "--json")[1].splitlines():
        summary = json.loads(line)
        assert summary["title"]
        # Millions of characters take a minute to recognise, and in narrow lines to lay out.
        huge = summary["chars"] > 10**6
        plain = ["--plain", "--width", "10000" if huge else "30"]
        for options in [plain] if huge else [plain, ["--json"]]:
            code, out, err = reader("show", summary["id"], *options)
            assert (code, err) == (0, "")
            assert out
    assert reader("list")[0] == 0
    assert reader("doctor")[0] in (0, 1)


def test_markup_is_text(reader: Reader, tmp_path: Path) -> None:
    markup = payloads.ESCAPES["markup"]
    (path,) = write(tmp_path / "odd", [("a.txt", f"题\n\n{markup}\n".encode())])
    reader("add", path)
    (shown,) = [json.loads(reader("show", id_, "--json")[1]) for id_ in _ids(reader)]
    assert markup in shown["text"]
    assert markup in reader("show", shown["id"], "--plain", "--width", "300")[1]


def _ids(reader: Reader) -> list[str]:
    return [json.loads(line)["id"] for line in reader("list", "--json")[1].splitlines()]


@pytest.mark.parametrize("json_lines", [False, True])
def test_what_is_no_text_fails_alone(
    reader: Reader, good: str, tmp_path: Path, json_lines: bool
) -> None:
    paths = write(tmp_path / "bad", list(payloads.failures()))
    code, out, err = reader("add", *paths, good, *["--json"] * json_lines)
    assert code == 1
    messages = err.splitlines()
    assert len(messages) == len(paths) + 1
    for path, message in zip(paths, messages, strict=False):
        assert message.startswith(f"{path}: ")
        assert message.endswith(".")
    assert f"1 added, 0 updated, 0 unchanged, {len(paths)} failed" in messages[-1]
    assert titles(reader) == [TITLE]
    if json_lines:
        assert [json.loads(line)["path"] for line in out.splitlines()] == [*paths, good]


def test_what_is_no_file_fails_alone(
    reader: Reader, good: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.md")
    Path("dangling.md").symlink_to("nowhere")
    Path("loop.md").symlink_to("loop.md")
    Path("empty").mkdir()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind("socket.md")
    bad = ["pipe.md", "socket.md", "dangling.md", "loop.md", "empty", "/dev/zero", "none.md", "",
           "/proc/self/mem", "a" * 5_000]  # fmt: skip
    with listener:
        code, _, err = reader("add", *bad, good)
    assert code == 1
    assert len(err.splitlines()) == len(bad) + 1
    assert f"1 added, 0 updated, 0 unchanged, {len(bad)} failed" in err


def test_hostile_names(reader: Reader, tmp_path: Path) -> None:
    """As names of articles without a title, in messages, in JSON: lossless there."""
    folder = os.fsencode(tmp_path / "names")
    os.mkdir(folder)  # noqa: PTH102  names of bytes
    paths = [os.fsdecode(os.path.join(folder, name)) for name in payloads.names()]  # noqa: PTH118
    for number, path in enumerate(paths):
        with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123
            file.write(f"正文 {number}。\n")
    code, out, err = reader("add", "--json", "--", *paths)
    assert code == 0, err
    assert [json.loads(line)["path"] for line in out.splitlines()] == paths
    assert len(titles(reader)) == len(paths)
    for path in paths:
        os.unlink(path)  # noqa: PTH108
    code, out, err = reader("add", "--", *paths)
    assert code == 1
    assert len(err.splitlines()) == len(paths) + 1
    assert reader("list")[1].count("\n") == len(paths)


@pytest.mark.parametrize("content", [content for _, content in payloads.failures()][:4])
def test_what_is_piped_in(
    reader: Reader, good: str, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    code, _, err = reader("add", "-", good)
    assert code == 1
    assert err.startswith("-: ")
    assert titles(reader) == [TITLE]


def test_hostile_arguments(reader: Reader, good: str) -> None:
    reader("add", good)
    for payload in payloads.ESCAPES.values():
        assert reader("list", "--tag", payload)[:2] == (0, "")
        assert reader("show", payload)[0] == 1
        assert reader("list", payload)[0] == 2
        assert reader("list", "--limit", payload)[0] == 2
        place = f"/dev/null/{payload}".replace("\0", "")  # no argument can hold a NUL
        assert reader("--library", place, "list")[0] == 1


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that every user can reach, and write to."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


def test_files_and_folders_without_rights(public: Path) -> None:
    """As a user who may not read them, for root may read everything."""
    write(public / "closed", [("a.md", b"a\n")])
    for name in ("secret.md", "open.md"):
        (public / name).write_text("一行字。\n", encoding="utf-8")
    (public / "secret.md").chmod(0)
    (public / "closed").chmod(0)
    program = f"""
import os, sys
import reader.cli
reader.cli.run(["--library", "warm", "add", "--quiet", "open.md"])  # loads what it needs
if os.getuid() == 0:
    os.setgid({NOBODY}); os.setuid({NOBODY})
sys.exit(reader.cli.run(["--library", "library", "add", "closed", "secret.md", "open.md"]))
"""
    try:
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=public,
            env=os.environ | {"XDG_CONFIG_HOME": str(public)},
            capture_output=True,
            check=False,
        )
    finally:
        (public / "closed").chmod(0o700)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "closed: You have no permission to read it.",
        "secret.md: You have no permission to read it.",
        "1 added, 0 updated, 0 unchanged, 2 failed",
    ]


def test_a_library_written_by_another_hand(reader: Reader, good: str, tmp_path: Path) -> None:
    """Its file can hold anything, even what no importer would let through."""
    reader("add", good)
    (id_,) = _ids(reader)
    (place,) = (tmp_path / "home").rglob("library.db")
    hostile = "".join(payloads.ESCAPES.values()).replace("\ud800", "")
    with closing(sqlite3.connect(place)) as other, other:
        for column in ("title", "author", "source", "url", "date", "language"):
            other.execute(f"UPDATE article SET {column} = ?", (hostile,))
        (text,) = other.execute("SELECT text FROM text").fetchone()
        other.execute("UPDATE text SET text = ?", (hostile[: len(text)].ljust(len(text), "文"),))
    with open_library(place.parent) as library:
        assert library.count(Listing()) == 1
    for arguments in (["list"], ["list", "--json"], ["doctor"], ["doctor", "--json"]):
        reader(*arguments)
    for options in ([], ["--json"], ["--plain", "--width", "9"]):
        reader("show", id_, *options)
    assert re.search("owned", reader("list")[1])  # shown, not acted on
