"""From exec to the first frame with the list on it, beside the least a program with Textual can do.

    python benchmarks/startup.py [--runs 15]

Both run in a pseudo-terminal, in turn; the time ends with the first bytes that hold the title of
the list's first article, or the text of `hello.py`. CPU time is that of all the program's threads.
"""

import argparse
import sys
from pathlib import Path

from samples import MANY, large_library, library
from table import HERE, Row, median, milliseconds, pairs, ratio, show
from timed_terminal import Moment, Terminal

from reader.library import open_library
from reader.model import Listing

_TARGET = 1.25
_SHOWN = 8  # characters of a title that surely fit in the list


def first_title(folder: Path, *, reading: bool) -> str:
    """Return how the list begins; let an article have been left open, or none."""
    with open_library(folder) as opened:
        first, second = opened.listing(Listing(), 0, 2)
        opened.set_state("article", second.id if reading else "")
        opened.set_state("listing", "")
        opened.places.set_progress(second.id, 0)
        return first.title[:_SHOWN]


def hello() -> Moment:
    """Time the peer."""
    with Terminal([sys.executable, str(HERE / "hello.py")]) as terminal:
        return terminal.started("hello")


def reader(folder: Path, title: str) -> Moment:
    """Time ours."""
    installed = Path(sys.executable).with_name("reader")
    command = [str(installed)] if installed.exists() else [sys.executable, "-m", "reader"]
    with Terminal(command, {"READER_LIBRARY": str(folder)}) as terminal:
        return terminal.started(title)


def rows(runs: int) -> list[Row]:
    """Return what was measured, for a small and a large library."""
    found = []
    small, large = library(100), large_library()
    for articles, folder, reading in (
        (100, small, False),
        (MANY, large, False),
        (MANY, large, True),
    ):
        title = first_title(folder, reading=reading)
        ours, peers = pairs(runs, lambda: reader(folder, title), hello)  # noqa: B023
        what = f"exec to first frame, {articles:,} articles" + (", one left open" * reading)
        for kind in ("cpu", "wall"):
            mine = [getattr(moment, kind) for moment in ours]
            theirs = [getattr(moment, kind) for moment in peers]
            share = ratio(mine, theirs)
            found.append(
                Row(
                    f"{what}: {'CPU' if kind == 'cpu' else kind} time",
                    milliseconds(median(mine)),
                    f"{milliseconds(median(theirs))} (Textual “hello”)",
                    f"{share:.2f}",
                    f"≤ {_TARGET}",
                    share <= _TARGET,
                )
            )
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--json", action="store_true", help="for run.py")
    show(rows(parser.parse_args().runs))


if __name__ == "__main__":
    main()
