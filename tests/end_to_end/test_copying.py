"""Copying as a terminal sees it: the sequences that come, plain and within tmux."""

import base64
import re
import subprocess
import sys
from pathlib import Path

import pytest
from terminal import Terminal

from reader.library import open_library

TEXT = "船到桥头自然直。𠮷祥号进港了。\n\n第二天，河水涨了三尺。"
PLAIN = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07")
WRAPPED = re.compile(rb"\x1bPtmux;\x1b\x1b\]52;c;([A-Za-z0-9+/=]+)\x07\x1b\\")
NOTHING_KNOWN = dict.fromkeys(
    ("TERM_PROGRAM", "VTE_VERSION", "KONSOLE_VERSION", "XTERM_VERSION", "STY"), ""
)


@pytest.fixture
def arguments(tmp_path: Path) -> list[str]:
    """What opens an article of our own."""
    source = tmp_path / "船.md"
    source.write_text(f"---\ntitle: 船\n---\n\n{TEXT}\n", encoding="utf-8")
    with open_library(tmp_path / "library") as library:
        (result,) = library.add(library.find([str(source)]))
        assert result.article is not None
        return ["--library", str(tmp_path / "library"), "open", result.article.id]


def copied(terminal: Terminal, pattern: re.Pattern[bytes]) -> list[str]:
    return [base64.b64decode(found).decode() for found in pattern.findall(terminal.received)]


def copy_all(terminal: Terminal) -> None:
    terminal.wait_for("河水涨了三尺")
    terminal.press("v")
    terminal.wait_for("selecting characters: 1")
    terminal.press("G")
    terminal.wait_for(f"selecting characters: {len(TEXT)}")
    terminal.press("y")
    terminal.wait_for("characters copied")


def test_a_terminal_gets_the_exact_text(arguments: list[str], tmp_path: Path) -> None:
    with Terminal(arguments, environment=NOTHING_KNOWN | {"TMUX": ""}) as terminal:
        copy_all(terminal)
        assert copied(terminal, PLAIN) == [TEXT]
        assert b"\x1bP" not in terminal.received
        terminal.press("q")
        assert terminal.wait_for_exit() == 0


def test_tmux_is_asked_to_hand_it_on(arguments: list[str], tmp_path: Path) -> None:
    within = NOTHING_KNOWN | {"TMUX": "socket,1,0", "PATH": str(tmp_path), "DISPLAY": ""}
    with Terminal(arguments, environment=within) as terminal:
        copy_all(terminal)
        assert copied(terminal, WRAPPED) == [TEXT]


def test_the_mouse_selects_in_a_terminal(arguments: list[str]) -> None:
    with Terminal(arguments, environment=NOTHING_KNOWN | {"TMUX": ""}) as terminal:
        terminal.wait_for("河水涨了三尺")
        row, line = next(
            (row, line) for row, line in enumerate(terminal.lines) if "船到桥头" in line
        )
        column = sum(2 if ord(char) > 0x2E80 else 1 for char in line[: line.index("船到")])
        first, last = column + 1, column + 8  # SGR counts from 1; four characters, eight cells
        terminal.press(f"\x1b[<0;{first};{row + 1}M")
        terminal.press(f"\x1b[<32;{last};{row + 1}M")
        terminal.press(f"\x1b[<0;{last};{row + 1}m")
        terminal.wait_for("selecting characters: 4")
        terminal.press("\x03")
        terminal.wait_for("4 characters copied")
        assert copied(terminal, PLAIN) == ["船到桥头"]


def test_neither_words_nor_an_index_are_loaded_to_open_an_article(
    arguments: list[str], tmp_path: Path
) -> None:
    """The whole app runs, opens the article and ends; then what was loaded is looked at."""
    code = f"""
import asyncio, sys
from pathlib import Path
from reader.config import Config
from reader.library import open_library
from reader.ui.app import ReaderApp

async def main():
    with open_library(Path({arguments[1]!r})) as library:
        app = ReaderApp(library, Config(), {arguments[3]!r})
        async with app.run_test() as pilot:
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
            from reader.ui.widgets.reading_pane import ReadingPane
            assert app.screen.query_one(ReadingPane).article is not None

asyncio.run(main())
print(sorted({{"jieba", "whoosh"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (b"[]\n", b"")


def test_help_loads_no_textual() -> None:
    code = """
import sys
from reader.__main__ import main
sys.argv = ["reader", "--help"]
try:
    main()
except SystemExit:
    pass
loaded = {name.partition(".")[0] for name in sys.modules}
sys.stderr.write(str(sorted({"textual", "jieba", "whoosh"} & loaded)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert b"reader" in done.stdout
    assert done.stderr == b"[]"
