"""From a key to the changed screen while 1,000 articles are imported in the app.

    python benchmarks/busy.py [--runs 3]

The app runs in a pseudo-terminal over a library of 100 articles; keys are pressed one after the
other as long as articles come in. The peer is the same without an import.
"""

import argparse
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from add_command import write_articles
from samples import library
from table import HERE, Row, median, milliseconds, percentile, show
from timed_terminal import Terminal

from reader.library import open_library
from reader.model import Listing

_ARTICLES = 1_000
_CHARS = 2_000
_OPEN = 20_000  # code points of the article that is open
_TARGET = 0.05  # seconds
_SHARE = 0.95
_PAUSE = 0.03  # seconds between two keys
_IMPORT = "\x1b[20~"  # F9
_DOWN, _UP = "\x1b[6~", "\x1b[5~"
_PANELS = ("the list", "the article")
_LEAST = 60  # keys


@contextmanager
def app(home: Path) -> Iterator[tuple[Terminal, Path]]:
    """Run the app over a fresh copy of a library, an article of some length open."""
    folder = home / "library"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(library(100, _OPEN), folder)
    with open_library(folder) as opened:
        opened.set_state("article", opened.listing(Listing(), 0, 1)[0].id)
    command = [sys.executable, str(HERE / "growing.py"), str(folder), str(home / "articles")]
    with Terminal(command) as terminal:
        terminal.started("\x1b[?1049h")
        terminal.rest()
        yield terminal, folder


def latencies(home: Path, panel: str, *, importing: bool) -> list[float]:
    """Return the seconds from each page down or up to what it brings on the screen."""
    with app(home) as (terminal, folder), open_library(folder) as watched:
        held = watched.count(Listing())
        if panel != "the list":
            terminal.press("\t")
            terminal.rest()
        signs = signs_of(terminal)
        if importing:
            terminal.type(_IMPORT)
        found: list[float] = []
        while len(found) < _LEAST or (importing and watched.count(Listing()) < held + _ARTICLES):
            for key, sign in signs.items():
                found.append(terminal.press(key, sign).wall)
                time.sleep(_PAUSE)
        return found


def signs_of(terminal: Terminal) -> dict[str, str]:
    """Return for page down and page up a text that is put out after that key only."""
    terminal.learn(_DOWN)
    terminal.learn(_UP)
    down, up = terminal.learn(_DOWN), terminal.learn(_UP)
    return {_DOWN: _only_in(down, up), _UP: _only_in(up, down)}


def _only_in(text: str, other: str) -> str:
    runs = re.findall("[\u4e00-\u9fff]{5}", text)
    return next(run for run in runs if run not in other)


def rows(runs: int) -> list[Row]:
    """Return what was measured."""
    found = []
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        write_articles(home / "articles", _ARTICLES, _CHARS)
        for panel in _PANELS:
            busy: list[float] = []
            quiet: list[float] = []
            for _ in range(runs):
                busy += latencies(home, panel, importing=True)
                quiet += latencies(home, panel, importing=False)
            worst, peer = percentile(busy, _SHARE), percentile(quiet, _SHARE)
            found.append(
                Row(
                    f"page down or up in {panel} while {_ARTICLES:,} articles come in: 95 % within"
                    f" (half: {milliseconds(median(busy))})",
                    milliseconds(worst),
                    f"{milliseconds(peer)} (no import)",
                    f"{worst / peer:.1f}",
                    f"≤ {milliseconds(_TARGET)}",
                    worst <= _TARGET,
                )
            )
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="for run.py")
    show(rows(parser.parse_args().runs))


if __name__ == "__main__":
    main()
