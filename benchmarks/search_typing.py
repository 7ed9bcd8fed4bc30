"""From a key typed into the search to its echo, with 100,000 articles.

    python benchmarks/search_typing.py [--articles 100000] [--runs 3]

The app runs in a pseudo-terminal; queries are typed at a person's pace while each is searched for.
The peer is the same line with a library of 100 articles.
"""

import argparse
import sys
import time

from samples import library
from table import Row, median, milliseconds, percentile, show
from terminal import Terminal

from reader.library import open_library

_TARGET = 0.05  # seconds
_SHARE = 0.95
_PAUSE = 0.12  # seconds between two keys: every one of them is searched for
_QUERIES = ("渡口的雾还没有散去", "摆渡人老陈和旧地图", "清晨六点背着包的人", "一九九八年赶考")
_DELETE_ALL = "\x15"  # ctrl+u: to the start of the line


def latencies(articles: int) -> list[float]:
    """Return the seconds from each key to the character on the screen."""
    folder = library(articles)
    with open_library(folder) as opened:
        for _progress in opened.sync_index():
            pass
    found: list[float] = []
    with Terminal([sys.executable, "-m", "reader", "--library", str(folder)]) as terminal:
        terminal.started("\x1b[?1049h")
        terminal.rest()
        terminal.press("/")
        terminal.rest()
        for query in _QUERIES:
            for char in query:
                found.append(terminal.press(char, char).wall)
                time.sleep(_PAUSE)
            terminal.press(_DELETE_ALL)
            terminal.rest()
    return found


def rows(articles: int, runs: int) -> list[Row]:
    """Return what was measured."""
    many = [one for _ in range(runs) for one in latencies(articles)]
    few = [one for _ in range(runs) for one in latencies(100)]
    worst, peer = percentile(many, _SHARE), percentile(few, _SHARE)
    return [
        Row(
            f"a key in the search to its echo, {articles:,} articles: 95 % within"
            f" (half: {milliseconds(median(many))})",
            milliseconds(worst),
            f"{milliseconds(peer)} (100 articles)",
            f"{worst / peer:.1f}",
            f"≤ {milliseconds(_TARGET)}",
            worst <= _TARGET,
        )
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="for run.py")
    options = parser.parse_args()
    show(rows(options.articles, options.runs))


if __name__ == "__main__":
    main()
