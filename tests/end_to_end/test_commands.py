"""Commands as processes of their own: pipes that break, streams that are closed, Ctrl-C."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from terminal import Terminal

from reader.config import corpus_files
from reader.library import open_library
from reader.model import Listing

READER = [sys.executable, "-m", "reader"]
SGR = re.compile(rb"\x1b\[[\d;]*m")


@pytest.fixture(autouse=True)
def _usual_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)


def call(*arguments: str, **options: Any) -> "subprocess.CompletedProcess[bytes]":
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.run([*READER, *arguments], check=False, timeout=60, **options)


def shell(script: str, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """Run a shell's script in which `reader` is the program and `$1`, … are `arguments`."""
    function = 'reader() { "$PYTHON" -m reader "$@"; }\n'
    return subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", function + script, "sh", *arguments],
        env=os.environ | {"PYTHON": sys.executable},
        capture_output=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """99 articles: more than one batch."""
    folder = tmp_path / "files"
    folder.mkdir()
    paths = [folder / f"{number:03}.md" for number in range(99)]
    for number, path in enumerate(paths):
        path.write_text(f"# 第{number}篇“文”\n\n之{number}。\n", encoding="utf-8")
    return [str(path) for path in paths]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of the bundled articles, the one that commands use."""
    folder = tmp_path / "home" / "data" / "reader"
    with open_library(folder) as library:
        assert all(not one.error for one in library.add(library.find(map(str, corpus_files()))))
    return folder


def articles(folder: Path) -> int:
    with open_library(folder) as library:
        return library.count(Listing())


def test_a_reader_of_the_output_that_goes_away(folder: Path, files: list[str]) -> None:
    """Lists stop quietly; what is being added is added all the same."""
    script = 'reader list | head -n 1; echo "${PIPESTATUS[0]}"'
    ran = shell(script)
    assert ran.stderr == b""
    assert len(ran.stdout.splitlines()) == 2
    assert ran.stdout.endswith(b"\n0\n")
    ran = shell('reader add --json "$@" | head -n 1; echo "${PIPESTATUS[0]}"', *files)
    assert ran.stdout.endswith(b"\n0\n")
    assert b"99 added" in ran.stderr
    assert articles(folder) == 99 + len(corpus_files())


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("reader list >/dev/full", 1),
        ("reader list --json >/dev/full", 1),
        ("reader --help >/dev/full", 1),
        ("reader list >&-", 0),
        ("reader list --json >&-", 0),
        ("reader show zzzz 2>&-", 1),
        ("reader show zzzz 2>/dev/full", 1),
        ("reader add - <&-", 1),
        ("reader <&-", 2),
    ],
)
def test_streams_that_are_full_or_closed(folder: Path, script: str, code: int) -> None:
    ran = shell(script)
    assert ran.returncode == code, ran.stderr.decode()
    assert b"Traceback" not in ran.stderr
    assert b"Exception" not in ran.stderr
    assert len(ran.stderr.splitlines()) == (
        0 if "2>" in script or ">&-" in script else 2 if "add" in script else 1
    )
    if "/dev/full" in script and "2>" not in script:
        assert ran.stderr == b"The output cannot be written: No space left on device.\n"


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1"])
def test_a_terminal_that_cannot_show_all(folder: Path, encoding: str) -> None:
    """What it cannot show becomes a question mark; JSON is UTF-8 whatever the locale."""
    environment = os.environ | {"PYTHONIOENCODING": encoding, "LC_ALL": "C"}
    listed = call("list", env=environment)
    assert (listed.returncode, listed.stderr) == (0, b"")
    assert len(listed.stdout.splitlines()) == len(corpus_files())
    if encoding == "gbk":
        assert "生成之年".encode("gbk") in listed.stdout
    found = call("doctor", env=environment)
    assert (found.returncode, found.stderr) == (1, b"")
    assert b"NO  encoding: " in found.stdout
    assert b"ok  library: " in found.stdout
    objects = call("list", "--json", env=environment).stdout
    assert all(json.loads(line.decode())["title"] for line in objects.splitlines())
    assert call("show", "zzzz", "--json", env=environment).returncode == 1


def test_ctrl_c_keeps_what_was_reported(tmp_path: Path, files: list[str]) -> None:
    """The program waits for its stdin in the middle of the work."""
    place = tmp_path / "library"
    process = subprocess.Popen(
        [*READER, "--library", str(place), "add", *files, "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == b"Stopped. What was reported as done is kept.\n"
    reported = [line.split(b"  ")[1].decode() for line in (first + out).splitlines()]
    with open_library(place) as library:
        stored = {row.id for row in library.listing(Listing(), 0, None)}
    assert set(reported) <= stored
    assert 0 < len(reported) <= 99


def _in_terminal(*arguments: str, columns: int = 100) -> tuple[int, bytes]:
    with Terminal(arguments, columns=columns) as terminal:
        return terminal.wait_for_exit(), terminal.received


def test_a_long_import_draws_a_bar(tmp_path: Path, files: list[str]) -> None:
    code, received = _in_terminal("--library", str(tmp_path / "new"), "add", *files, "/没有.md")
    assert code == 1
    assert b"Adding" in received
    # The bar goes; what failed and the sum stay.
    shown = received.split(b"\r\n")
    assert any("/没有.md: There is nothing at this path".encode() in line for line in shown)
    assert shown[-2].endswith(b"99 added, 0 updated, 0 unchanged, 1 failed")


def test_a_short_import_draws_none(tmp_path: Path, files: list[str]) -> None:
    code, received = _in_terminal("--library", str(tmp_path / "new"), "add", *files[:3])
    assert code == 0
    assert b"\x1b" not in received
    assert len(received.split(b"\r\n")) == 5


def test_an_article_in_colour(folder: Path, files: list[str]) -> None:
    with open_library(folder) as library:
        id_ = library.listing(Listing(text="泉州"), 0, 1)[0].id
    code, received = _in_terminal("show", id_, columns=60)
    plain = call("show", id_, "--plain", "--width", "60").stdout
    assert code == 0
    assert SGR.search(received)
    assert SGR.sub(b"", received).replace(b"\r\n", b"\n") == plain


def test_doctor_in_a_terminal(folder: Path) -> None:
    code, received = _in_terminal("doctor")
    assert code == 0
    assert "✓ terminal size: 100x30".encode() in received
