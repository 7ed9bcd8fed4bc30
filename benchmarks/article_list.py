"""The list with 100,000 rows: paging, the end, another order, a filter.

    python benchmarks/article_list.py [--runs 7]

The app runs in a pseudo-terminal; the time goes from the key to the first bytes that hold the
title of a row that is to be painted then. The peer is a list of 100 rows.
"""

import argparse
import sys
from pathlib import Path

from samples import MANY, large_library, library
from table import Row, median, milliseconds, show
from timed_terminal import ROWS, Terminal

from reader.library import open_library
from reader.model import Listing, Order

_SHOWN = 8  # characters of a title that surely fit in the list
_PAGES = 5
_PAGE = (ROWS - 2) // 2  # rows of two lines, under a bar and above the keys
_FEW = 100


def measured(folder: Path) -> dict[str, float]:
    """Return for each movement the seconds until its rows are painted."""
    with open_library(folder) as opened:
        opened.set_state("article", "")
        opened.set_state("listing", "")
        titles = [row.title[:_SHOWN] for row in opened.listing(Listing(), 0, 2 * _PAGES * _PAGE)]
        count = opened.count(Listing())
        last = opened.listing(Listing(), count - 1, 1)[0].title[:_SHOWN]
        typed = opened.listing(Listing(), count // 2, 1)[0].title[-_SHOWN:]
        filtered = opened.listing(Listing(text=typed), 0, 1)[0].title[:_SHOWN]
        by_length = Listing(order=Order.LENGTH)
        first = opened.listing(Listing(), 0, 1)[0].id
        below = (opened.position_of(first, by_length) or 0) + 1
        neighbour = opened.listing(by_length, min(below, count - 2), 1)[0].title[:_SHOWN]
    found = {}
    with Terminal([sys.executable, "-m", "reader", "--library", str(folder)]) as terminal:
        terminal.started(titles[0])
        terminal.rest()
        pages = []
        for page in range(1, _PAGES + 1):
            pages.append(terminal.press("\x1b[6~", titles[page * _PAGE]).wall)
            terminal.rest()
        found["page down"] = median(pages)
        found["to the end"] = terminal.press("G", last).wall
        terminal.rest()
        found["to the beginning"] = terminal.press("g", titles[0]).wall
        terminal.rest()
        terminal.learn("o")
        found["sorted by length"] = terminal.press("4", neighbour).wall
        terminal.rest()
        terminal.learn("f")
        found["filtered as typed (after 0.08 s without a key)"] = terminal.press(
            typed, filtered
        ).wall
    return found


def rows(runs: int) -> list[Row]:
    """Return what was measured, in a large and in a small list."""
    large, small = [], []
    for _ in range(runs):
        large.append(measured(large_library()))
        small.append(measured(library(_FEW)))
    found = []
    for what in large[0]:
        ours, peer = (median([run[what] for run in runs_]) for runs_ in (large, small))
        found.append(
            Row(
                f"list of {MANY:,} rows: {what}",
                milliseconds(ours),
                f"{milliseconds(peer)} ({_FEW} rows)",
                f"{ours / peer:.1f}",
            )
        )
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--json", action="store_true", help="for run.py")
    show(rows(parser.parse_args().runs))


if __name__ == "__main__":
    main()
