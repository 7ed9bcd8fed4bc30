"""Libraries that are locked, damaged, foreign, newer, full or read-only: what commands do then."""

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import payloads
import pytest

from reader.library import open_library
from reader.model import Listing

FILE = "library.db"
NOBODY = 65534
COMMANDS = (["list"], ["list", "--json"], ["show", "0"], ["add", "a.md"], ["doctor"])


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Path]:
    """A folder that every user can reach, with a library of one article and two files to add."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in ("a.md", "b.md", "c.md"):
            (folder / file).write_text(f"# 题{file}\n\n清晨六点，{file}。\n", encoding="utf-8")
        with open_library(folder / "library") as library:
            assert len(list(library.add(library.find([str(folder / "c.md")])))) == 1
        yield folder
        (folder / "library").chmod(0o700)


def commands(world: Path, *arguments: list[str], before: str = "") -> list[tuple[int, str, str]]:
    """Run commands one after the other in one other process, as a user without privileges.

    `before` is what to do in that process first. Returns exit codes, results and messages.
    """
    program = f"""
import contextlib, io, json, os, sys, traceback
import reader.cli
import encodings.utf_32_le, reader.commands.doctor, reader.ui.settings, textual.keys, textual.theme
os.chdir({str(world)!r})
for command in (["list"], ["add", "--quiet", "c.md"], ["doctor"], ["show", "0"]):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        reader.cli.run(["--library", {str(world / "warm")!r}, *command])  # loads what is needed
{before}
if os.getuid() == 0:
    os.setgid({NOBODY}); os.setuid({NOBODY})
done = []
for command in json.loads(sys.argv[1]):
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = reader.cli.run(["--library", "library", *command])
        except BaseException:
            code = -1
            traceback.print_exc()
    out.flush(), err.flush()
    done.append([code, *(part.buffer.getvalue().decode() for part in (out, err))])
print(json.dumps(done))
"""
    if os.getuid() == 0:
        world.chmod(0o755)
        for path in (world / "library", *(world / "library").glob("*")):
            os.chown(path, NOBODY, NOBODY)
    run = subprocess.run(
        [sys.executable, "-c", program, json.dumps(arguments)],
        env=os.environ | {"XDG_CONFIG_HOME": str(world)},
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode()
    outcomes = [(code, out, err) for code, out, err in json.loads(run.stdout)]
    for code, out, err in outcomes:
        assert code in (0, 1), err
        assert not payloads.CONTROLS.search(out + err)
    return outcomes


def refused(outcomes: list[tuple[int, str, str]], *reasons: str) -> None:
    """Assert that all failed with one message that tells the reason; the last was doctor."""
    *others, (code, found, _) = outcomes
    for code_, out, err in others:
        assert (code_, len(err.splitlines())) == (1, 1), err
        assert any(reason in err for reason in reasons), err
        assert "library" in err
        assert not out or json.loads(out)["status"] == "failed"
    assert code == 1
    assert "✗" in found
    assert any(reason in found for reason in reasons)


def test_a_newer_library(world: Path) -> None:
    with closing(sqlite3.connect(world / "library" / FILE)) as other:
        other.execute("PRAGMA user_version = 999")
    before = (world / "library" / FILE).read_bytes()
    refused(commands(world, *COMMANDS), "newer version of reader")
    assert (world / "library" / FILE).read_bytes() == before


def _overwrite(file: Path) -> None:
    file.write_bytes("早晨。".encode() * 5_000)


def _foreign(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE recipes (name)")


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda file: os.truncate(file, 99), "is damaged or is not a library"),
        (lambda file: os.truncate(file, 4096 * 3), "damaged"),
        (_overwrite, "is damaged or is not a library"),
        (_foreign, "database of another program"),
    ],
)
def test_a_file_that_is_no_library(world: Path, spoil: Callable[[Path], None], reason: str) -> None:
    file = world / "library" / FILE
    spoil(file)
    before = file.read_bytes()
    refused(commands(world, *COMMANDS), reason)
    assert file.read_bytes() == before


def test_a_folder_that_may_not_be_entered(world: Path) -> None:
    (world / "library").chmod(0)
    refused(commands(world, *COMMANDS), "cannot be made or used: Permission denied")


def test_a_file_in_place_of_the_folder(world: Path) -> None:
    for path in (world / "library").iterdir():
        path.unlink()
    (world / "library").rmdir()
    (world / "library").write_text("x")
    outcomes = commands(world, *COMMANDS)
    refused(outcomes, "cannot be made", "not a directory", "Not a directory")
    assert (world / "library").read_text() == "x"


def test_a_read_only_library(world: Path) -> None:
    """Reads as ever; what cannot be stored is told, item by item."""
    (world / "library" / FILE).chmod(0o444)
    (world / "library").chmod(0o555)
    listed, shown, added, found = commands(
        world, ["list"], ["list", "--json"], ["add", "a.md", "b.md", "none.md"], ["doctor"]
    )
    assert (listed[0], shown[0], added[0], found[0]) == (0, 0, 1, 1)
    assert "题c.md" in listed[1]
    lines = added[2].splitlines()
    assert [line.split(":")[0] for line in lines[:3]] == ["a.md", "b.md", "none.md"]
    assert "can be read but not changed" in lines[0]
    assert "0 added, 0 updated, 0 unchanged, 3 failed" in lines[3]
    assert "the library can be read but not changed" in found[1]


def test_a_locked_library(world: Path) -> None:
    """Lists and articles are there; adding waits, then tells; nothing is lost."""
    with closing(sqlite3.connect(world / "library" / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        listed, added, found = commands(
            world,
            ["list"],
            ["add", "a.md", "--json"],
            ["doctor"],
            before="import reader.library\n"
            "open_library = reader.library.open_library\n"
            "impatient = lambda folder, **_: open_library(folder, busy_timeout=0.1)\n"
            "reader.library.open_library = reader.commands.doctor.open_library = impatient",
        )
    assert listed[:2] == (0, listed[1])
    assert "题c.md" in listed[1]
    assert added[0] == 1
    assert json.loads(added[1])["status"] == "failed"
    assert "Another program is writing to the library" in added[2]
    assert "✗ other programs" in found[1] or "✗ library" in found[1]
    ((code, out, _),) = commands(world, ["add", "a.md"])
    assert (code, out.split()[0]) == (0, "added")


def test_a_full_disk(world: Path) -> None:
    """A limit on the size of files stands for the disk's end; it acts on real writes."""
    for number in range(200):
        body = f"之{number}，很长。" * 3_000
        (world / f"{number}.md").write_text(f"# 第{number}篇\n\n{body}", encoding="utf-8")
    size = sum(path.stat().st_size for path in (world / "library").iterdir())
    limit = size + 4_000_000  # bytes
    before = f"import resource\nresource.setrlimit({resource.RLIMIT_FSIZE}, ({limit}, {limit}))"
    paths = [f"{number}.md" for number in range(200)]
    ((code, out, err),) = commands(world, ["add", *paths], before=before)
    assert code == 1
    assert "There is no space left for the library" in err
    reported = {line.split()[1] for line in out.splitlines()}
    with open_library(world / "library") as library:
        stored = {row.id for row in library.listing(Listing(), 0, None)}
        assert all(finding.ok for finding in library.check() if finding.subject != "privacy")
    assert 0 < len(reported) < 200
    assert reported < stored
    assert len(stored) == len(reported) + 1
    ((code, _, err),) = commands(world, ["add", *paths])
    assert code == 0
    assert f"{200 - len(reported)} added, 0 updated, {len(reported)} unchanged, 0 failed" in err


def test_a_killed_import_keeps_what_it_reported(world: Path) -> None:
    for number in range(300):
        (world / f"{number}.md").write_text(f"# 第{number}篇\n\n之{number}。", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "reader", "--library", str(world / "library"), "add", "--json",
         *(str(world / f"{number}.md") for number in range(300))],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(10)]
    process.send_signal(signal.SIGKILL)
    lines += process.stdout.readlines()
    process.wait()
    reported = {json.loads(line)["id"] for line in lines if line.endswith(b"\n")}
    with open_library(world / "library") as library:
        stored = {row.id for row in library.listing(Listing(), 0, None)}
        assert all(finding.ok for finding in library.check())
    assert reported <= stored
