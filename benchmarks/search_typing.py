"""From a key typed into the search to its echo, with 100,000 articles.

    python benchmarks/search_typing.py [--articles 100000] [--library FOLDER] [--runs 3]

The app runs in a pseudo-terminal; queries are typed at a person's pace while each is searched for:
once all articles are indexed, and while they are being indexed. The peer is the same line with a
library of 100 articles. An echo is the line of the search with all that was typed into it.
"""

import argparse
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from samples import library
from search_data import bring_up_to_date, copied
from table import Row, median, milliseconds, percentile, show
from timed_terminal import Moment, Terminal

from reader.library import open_library

_TARGET = 0.05  # seconds
_SHARE = 0.95
_PAUSE = 0.12  # seconds between two keys: every one of them is searched for
_BEGUN = 5.0  # seconds after which the app indexes what waits
_QUERIES = ("渡口的雾还没有散去", "摆渡人老陈和旧地图", "清晨六点背着包的人", "一九九八年赶考")
_DELETE_ALL = "\x15"  # ctrl+u: to the start of the line
_ADDRESS = re.compile(r"\x1b\[\d+;\d+H")


def latencies(folder: Path, wait: float = 0.0) -> list[Moment]:
    """Return how long it takes from each key to its echo, `wait` seconds after the start."""
    found: list[Moment] = []
    with Terminal([sys.executable, "-m", "reader", "--library", str(folder)]) as terminal:
        terminal.started("\x1b[?1049h")
        terminal.rest()
        time.sleep(wait)
        terminal.press("/")
        terminal.rest()
        before, _, _ = terminal.learn("字").partition("字")
        line = before[[match.start() for match in _ADDRESS.finditer(before)][-1] :]
        for query in _QUERIES:
            terminal.press(_DELETE_ALL)
            terminal.rest()
            for end in range(1, len(query) + 1):
                found.append(terminal.press(query[end - 1], line + query[:end]))
                terminal.let_pass(_PAUSE)
    return found


def told(moments: Sequence[Moment]) -> str:
    """Return within which time 95 % came, and half."""
    wall, cpu = [one.wall for one in moments], [one.cpu for one in moments]
    late, middle = milliseconds(percentile(wall, _SHARE)), milliseconds(median(wall))
    return f"{late}, half {middle} (CPU {milliseconds(percentile(cpu, _SHARE))})"


def row(what: str, moments: Sequence[Moment], peer: Sequence[Moment]) -> Row:
    """Return how echoes came, beside those of the peer."""
    worst, other = (percentile([one.wall for one in each], _SHARE) for each in (moments, peer))
    return Row(
        f"{what}: 95 % within",
        told(moments),
        f"{told(peer)} (100 articles)",
        f"{worst / other:.1f}",
        f"≤ {milliseconds(_TARGET)}",
        worst <= _TARGET,
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--library", type=Path, help="one that is indexed, to be used instead")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="for run.py")
    options = parser.parse_args()
    few, many = library(100), options.library or library(options.articles)
    for folder in (few, many):
        with open_library(folder) as opened:
            bring_up_to_date(opened)
            count = len(opened._database.search.all_keys())
    peer: list[Moment] = []
    searched: list[Moment] = []
    indexed: list[Moment] = []
    for _ in range(options.runs):
        with copied(few) as folder:
            peer += latencies(folder)
        with copied(many) as folder:
            searched += latencies(folder)
        with copied(many, indexed=False) as folder:
            indexed += latencies(folder, _BEGUN)
    what = f"a key in the search to its echo, {count:,} articles"
    show([row(what, searched, peer), row("the same, while they are indexed", indexed, peer)])


if __name__ == "__main__":
    main()
