"""What `reader doctor` finds, and what it tells to do about it."""

import fcntl
import json
import os
import pty
import sqlite3
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.commands.doctor import examine
from reader.config import Config, Interface, config_file, lexicon_file, read_config
from reader.errors import ConfigError
from reader.library import open_library
from reader.model import Finding

FILE = "library.db"
NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library with one article."""
    folder = tmp_path / "library"
    (tmp_path / "a.md").write_text("# 早晨\n\n清晨六点。\n", encoding="utf-8")
    with open_library(folder) as library:
        assert all(not result.error for result in library.add(library.find([f"{tmp_path}/a.md"])))
    return folder


def bad(findings: list[Finding]) -> dict[str, Finding]:
    """Return what is not in order, by its subject; each says how to mend it."""
    found = {finding.subject: finding for finding in findings if not finding.ok}
    assert all(finding.remedy or "." in finding.detail for finding in found.values())
    return found


def test_a_sound_library(folder: Path) -> None:
    before = sorted(path.name for path in folder.iterdir())
    findings = examine(folder, Config())
    assert not bad(findings)
    assert {finding.subject for finding in findings} >= {
        *("library", "database", "texts", "other programs", "right to write", "privacy", "space"),
        *("search index", "recogniser", "lexicon"),
        *("configuration", "bundled articles", "encoding"),
    }
    assert sorted(path.name for path in folder.iterdir()) == before


@pytest.mark.parametrize("exists", [False, True])
def test_no_library_yet(tmp_path: Path, exists: bool) -> None:
    folder = tmp_path / "not" / "yet"
    if exists:
        folder.mkdir(parents=True)
    findings = examine(folder, Config())
    assert not bad(findings)
    assert "it is made when something is added" in findings[0].detail
    assert folder.exists() == exists
    assert not exists or not any(folder.iterdir())


def test_a_folder_with_other_things_gets_no_library(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "none yet" in examine(tmp_path, Config())[0].detail
    assert not (tmp_path / FILE).exists()


def test_a_place_where_none_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / ("长" * 200)):
        assert "library" in bad(examine(place, Config()))


def test_a_locked_library(folder: Path) -> None:
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        found = bad(examine(folder, Config(), busy_timeout=0.05))
    assert found.keys() == {"other programs"}
    assert "close it" in found["other programs"].remedy


def test_a_newer_library(folder: Path) -> None:
    with closing(sqlite3.connect(folder / FILE)) as other:
        other.execute("PRAGMA user_version = 999")
    found = bad(examine(folder, Config()))
    assert found["library"].remedy == "Update reader."


def test_a_truncated_library(folder: Path) -> None:
    os.truncate(folder / FILE, 5000)
    assert bad(examine(folder, Config())).keys() & {"library", "database"}


@pytest.mark.parametrize("content", [b"x", b"\0" * 9000, "早晨。".encode() * 999])
def test_a_file_that_is_no_library(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert "library" in bad(examine(tmp_path, Config()))
    assert (tmp_path / FILE).read_bytes() == content


def test_a_library_that_is_a_dangling_link(tmp_path: Path) -> None:
    (tmp_path / FILE).symlink_to("nowhere")
    assert "library" in bad(examine(tmp_path, Config()))


def test_a_changed_text(folder: Path) -> None:
    with closing(sqlite3.connect(folder / FILE)) as other, other:
        other.execute("UPDATE text SET text = text || '！'")
    assert bad(examine(folder, Config())).keys() == {"texts"}


def test_a_library_that_others_can_open(folder: Path) -> None:
    for path in (folder, folder / FILE):
        path.chmod(0o755 if path.is_dir() else 0o644)
    found = bad(examine(folder, Config()))
    assert found.keys() == {"privacy"}
    assert found["privacy"].remedy == f"Run: chmod 700 {folder}"


@pytest.fixture
def public(folder: Path) -> Iterator[Path]:
    """A copy of the library in a place that every user can reach."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "library"
        folder.rename(place)
        for path in (Path(name), place, place / FILE):
            path.chmod(0o755 if path.is_dir() else 0o644)
        yield place
        place.chmod(0o755)


@pytest.mark.parametrize(
    ("mode", "subject"), [(0o555, "right to write"), (0o000, "library"), (0o444, "library")]
)
def test_rights_to_the_folder(public: Path, mode: int, subject: str) -> None:
    """As a user who lacks them, for root has all."""
    public.chmod(mode)
    program = f"""
import os
from pathlib import Path
import hashlib, platformdirs.unix, textual.keys, textual.theme
import reader.database.checks, reader.commands.doctor, reader.ui.settings
import reader.library.entities, reader.searching, reader.search.whoosh_index
from reader.entities import fingerprint, missing; fingerprint(), missing()
from reader.config import Config
if os.getuid() == 0:
    os.setgid({NOBODY}); os.setuid({NOBODY})
for finding in reader.commands.doctor.examine(Path({str(public)!r}), Config()):
    if not finding.ok:
        assert finding.remedy
        print(finding.subject)
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    assert subject in run.stdout.decode().splitlines()


# What is derived from the library


def one(findings: list[Finding], subject: str) -> Finding:
    (found,) = [finding for finding in findings if finding.subject == subject]
    return found


def test_the_index(folder: Path) -> None:
    def index() -> Finding:
        return one(examine(folder, Config()), "search index")

    assert index().ok
    assert index().facts == {"state": "missing", "waiting": "1"}
    with open_library(folder) as library:
        list(library.searcher.sync())
    assert (index().ok, index().detail) == (True, "whole")
    largest = max((folder / "index").glob("*.seg"), key=lambda path: path.stat().st_size)
    data = bytearray(largest.read_bytes())
    data[len(data) // 2] ^= 1
    largest.write_bytes(data)
    assert not index().ok
    assert "damaged" in index().detail
    assert index().facts["state"] == "damaged"
    assert "reader index rebuild" in index().remedy
    (folder / "index").chmod(0o777)
    assert not index().ok
    assert index().facts["state"] == "unsafe"
    assert index().remedy


def test_the_recogniser_and_the_lexicon(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    findings = examine(folder, Config())
    assert one(findings, "recogniser").facts["waiting"] == "1"
    assert "1 article waits" in one(findings, "recogniser").detail
    assert one(findings, "lexicon").ok
    lexicon_file().parent.mkdir(parents=True)
    lexicon_file().write_text("[ORG]\n甲公司 || 乙\n", encoding="utf-8")
    monkeypatch.setattr("reader.entities.tagger.missing", lambda: "numpy is not there")
    findings = examine(folder, Config())
    assert "line 2" in one(findings, "lexicon").detail
    assert one(findings, "recogniser").detail == "numpy is not there"
    assert set(bad(findings)) == {"recogniser", "lexicon"}


# Configuration


def _configuration(findings: list[Finding]) -> Finding:
    return next(finding for finding in findings if finding.subject == "configuration")


def test_the_configuration_that_is_followed(tmp_path: Path) -> None:
    absent = _configuration(examine(tmp_path / "none", Config()))
    assert absent.ok
    assert f"{config_file()} does not exist" in absent.detail
    path = tmp_path / "config.toml"
    path.write_text('[keys]\nstar = "X, f5,ctrl+shift+up,percent_sign,?,、,alt+a,question_mark"\n')
    present = _configuration(examine(tmp_path / "none", read_config(path)))
    assert present == Finding("configuration", True, str(path))


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("stars = 'x'", 3, "there is no such action"),
        ("\nstar = 'x,hello'", 4, "there is no key “hello”"),
        ("star = ''", 3, "there is no key “”"),
        ("star = 'f77'", 3, "there is no key “f77”"),
        ("star = 'hyperspace+x'", 3, "there is no key"),
        ("star = 'x'\nread = 'y,x'", 4, "the key “x” is already that of"),
        ("next-article = 'n'", 3, "the key “n” is already that of `next-hit`"),
        ("help = 'f1,/'", 3, "the key “slash” is already that of `search`"),
        ("next-hit = '*'\nstar = '*'", 4, "the key “asterisk” is already that of `next-hit`"),
        ("page-down = '\\u001b[31m'", 3, "there is no key"),
    ],
)
def test_keys_that_cannot_be(tmp_path: Path, text: str, line: int, problem: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text("# 键\n[keys]\n" + text.replace("'", '"'), encoding="utf-8")
    finding = _configuration(examine(tmp_path / "none", read_config(path)))
    assert not finding.ok
    assert f"{path}, line {line}" in finding.detail
    assert problem in finding.detail
    assert "\x1b" not in finding.detail
    assert finding.remedy


def test_a_configuration_that_was_refused(tmp_path: Path) -> None:
    finding = _configuration(examine(tmp_path, Config(), ConfigError("Line 3 is wrong.")))
    assert (finding.ok, finding.detail) == (False, "Line 3 is wrong.")
    assert "move it away" in finding.remedy


def test_a_theme_that_there_is_not(tmp_path: Path) -> None:
    finding = _configuration(examine(tmp_path, Config(interface=Interface(theme="neon"))))
    assert not finding.ok
    assert "neon" in finding.detail
    known = Config(interface=Interface(theme="nord"))
    assert _configuration(examine(tmp_path, known)).ok


# Terminal


def _in_terminal(size: tuple[int, int], **environment: str) -> dict[str, tuple[bool, str]]:
    """Return subject to state and detail, as doctor sees a real terminal."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    program = """
import json, sys
from reader.commands.doctor import _terminal
print(json.dumps([[f.subject, f.ok, f.detail] for f in _terminal()]), file=sys.stderr)
"""
    ours = ("NO_COLOR", "COLORTERM", "LINES", "COLUMNS")
    clean = {name: value for name, value in os.environ.items() if name not in ours}
    run = subprocess.run(
        [sys.executable, "-c", program],
        stdin=slave,
        stdout=slave,
        stderr=subprocess.PIPE,
        env=clean | environment,
        check=True,
    )
    os.close(slave)
    os.close(master)
    return {subject: (ok, detail) for subject, ok, detail in json.loads(run.stderr)}


def test_a_good_terminal() -> None:
    assert _in_terminal((100, 30), TERM="xterm-256color", COLORTERM="truecolor") == {
        "encoding": (True, "utf-8"),
        "terminal size": (True, "100x30"),
        "terminal type": (True, "xterm-256color"),
        "colours": (True, "16 million"),
    }


def test_a_poor_terminal() -> None:
    found = _in_terminal((40, 10), TERM="dumb", PYTHONIOENCODING="gbk", NO_COLOR="1")
    assert found == {
        "encoding": (False, "gbk"),
        "terminal size": (False, "40x10"),
        "terminal type": (False, "dumb"),
        "colours": (True, "none (NO_COLOR is set)"),
    }
