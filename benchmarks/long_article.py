"""An article of 1,000,000 characters: its first frame, paging, another width, memory.

    python benchmarks/long_article.py [--runs 5]

The peer of the first frame is Textual's `TextArea`, read-only and wrapping, with the same text:
both programs wait in a pseudo-terminal for a key, and the time goes from that key to the first
bytes that hold the beginning of the text. The peer of paging is a short article.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from samples import LONG, MANY, document, large_library
from startup import first_title
from table import HERE, Row, median, milliseconds, pairs, ratio, show
from timed_terminal import COLUMNS, ROWS, Moment, Terminal
from viewer import article as viewed

from reader.library import open_library
from reader.model import Listing
from reader.text.options import LayoutOptions
from reader.text.page import Page

_SHORT = 2_000  # code points
_FASTER = 20
_NOT_SLOWER = 1.1  # what noise alone can make of 1
_PAGES = 16
_REFLOW = 0.1  # seconds
_MEMORY = 120e6  # bytes
_NARROW = 70  # columns
_BESIDE = 5  # cells beside the column: two margins and the scrollbar
_DOWN, _UP = "\x1b[6~", "\x1b[5~"


@contextmanager
def viewer(kind: str, chars: int) -> Iterator[Terminal]:
    """Run the program that waits to show a text."""
    with Terminal([sys.executable, str(HERE / "viewer.py"), kind, str(chars)]) as terminal:
        terminal.started("\x1b[?1049h")
        terminal.rest()
        yield terminal


def first_frame(kind: str) -> float:
    """Return the seconds from the key to the beginning of the text on the screen."""
    beginning = document(1, LONG).text.split("\n", 1)[0][2:8]
    with viewer(kind, LONG) as terminal:
        return terminal.press("x", beginning).wall


def page(chars: int) -> Moment:
    """Return the medians of a page down or up, each begun when all is at rest."""
    with viewer("pane", chars) as terminal:
        terminal.press("x", document(1, chars).text[2:6])
        moments = []
        for number in range(_PAGES):
            terminal.rest()
            moments.append(terminal.press(_UP if number % 2 else _DOWN))
        return Moment(median([one.wall for one in moments]), median([one.cpu for one in moments]))


def reflow() -> float:
    """Return the seconds from another width to a line on the screen that only it has."""
    with viewer("pane", LONG) as terminal:
        terminal.press("x", document(1, LONG).text[2:6])
        terminal.rest()
        return terminal.resize(_NARROW, ROWS, line_of_width(_NARROW)).wall


def line_of_width(columns: int) -> str:
    """Return text that one line low on the first screen holds only in a pane so wide."""
    article = viewed(LONG)
    wide, narrow = (
        Page(article, LayoutOptions(min(80, width - _BESIDE))) for width in (COLUMNS, columns)
    )
    before = "\n".join(wide.line(y).text for y in range(2 * ROWS))
    pieces = (piece.text for y in range(ROWS // 2, ROWS) for piece in narrow.line(y).pieces)
    parts = (text[at : at + 6] for text in pieces for at in range(0, len(text) - 6, 3))
    return next(part for part in parts if part.strip() == part and part not in before)


def opening() -> float:
    """Return the seconds from Enter in the list of a large library to the text."""
    folder = large_library()
    title = first_title(folder, reading=False)
    with open_library(folder) as library:
        article = library.article(library.listing(Listing(), 0, 1)[0].id)
    with Terminal([sys.executable, "-m", "reader", "--library", str(folder)]) as terminal:
        terminal.started(title)
        terminal.rest()
        return terminal.press("\r", article.text.split("\n", 1)[0][2:8]).wall


def memory() -> int:
    """Return the most memory, in bytes, that reading it in a large library takes."""
    folder = large_library()
    with open_library(folder) as library:
        longest = library.listing(Listing(), 0, 1)[0]
        library.places.set_progress(longest.id, 0)
    command = [sys.executable, "-m", "reader", "--library", str(folder), "open", longest.id]
    with Terminal(command) as terminal:
        terminal.rest()
        for key in (_DOWN, _DOWN, "G", "g"):
            terminal.press(key)
            terminal.rest()
        return terminal.peak_memory()


def rows(runs: int) -> list[Row]:
    """Return what was measured."""
    ours, peers = pairs(runs, lambda: first_frame("pane"), lambda: first_frame("textarea"))
    faster = ratio(peers, ours)
    found = [
        Row(
            f"first frame of {LONG:,} characters",
            milliseconds(median(ours)),
            f"{milliseconds(median(peers))} (`TextArea`)",
            f"{faster:.0f}x faster",
            f"≥ {_FASTER}x",
            faster >= _FASTER,
        )
    ]
    opened = median([opening() for _ in range(runs)])
    found.append(Row(f"the same in the app, from Enter, {MANY:,} articles", milliseconds(opened)))
    long, short = pairs(runs, lambda: page(LONG), lambda: page(_SHORT))
    share = ratio([one.cpu for one in long], [one.cpu for one in short])
    found.append(
        Row(
            "page down or up in it: CPU time",
            milliseconds(median([one.cpu for one in long])),
            f"{milliseconds(median([one.cpu for one in short]))} ({_SHORT:,} characters)",
            f"{share:.2f}",
            f"≤ {_NOT_SLOWER}",
            share <= _NOT_SLOWER,
        )
    )
    seconds = median([reflow() for _ in range(runs)])
    found.append(
        Row("another width: until the screen is right", milliseconds(seconds), "", "",
            f"≤ {milliseconds(_REFLOW)}", seconds <= _REFLOW)
    )  # fmt: skip
    peak = median([float(memory()) for _ in range(max(1, runs // 2))])
    found.append(
        Row(f"peak memory with it open, {MANY:,} articles", f"{peak / 1e6:.0f} MB", "", "",
            f"≤ {_MEMORY / 1e6:.0f} MB", peak <= _MEMORY)
    )  # fmt: skip
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="for run.py")
    show(rows(parser.parse_args().runs))


if __name__ == "__main__":
    main()
