"""What all benchmarks share: measured pairs, and rows of one table."""

import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

HERE = Path(__file__).parent
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    ours: str
    """What was measured, with its unit."""
    peer: str = ""
    """The same of what it is compared to, if anything."""
    ratio: str = ""
    target: str = ""
    met: bool | None = None
    """None where there is no target."""


def pairs(runs: int, ours: Callable[[], T], peer: Callable[[], T]) -> tuple[list[T], list[T]]:
    """Measure both in turn, A B A B …, so that they share the machine's moods.

    The first pair, which fills caches, does not count.
    """
    found = [(ours(), peer()) for _ in range(runs + 1)][1:]
    return [mine for mine, _ in found], [theirs for _, theirs in found]


def median(values: Sequence[float]) -> float:
    """Return the middle of `values`."""
    return statistics.median(values)


def ratio(ours: Sequence[float], peers: Sequence[float]) -> float:
    """Return the median of the ratios of neighbours in time, which share the machine's mood."""
    return statistics.median(one / other for one, other in zip(ours, peers, strict=True))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` of `values` do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def milliseconds(seconds: float) -> str:
    """Return a time as it stands in the table."""
    return f"{seconds * 1000:,.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.1f} ms"


def markdown(rows: Sequence[Row]) -> str:
    """Return `rows` as a table in Markdown."""
    lines = ["| | measured | peer | ratio | target | |", "|---|--:|--:|--:|--:|:-:|"]
    signs = {None: "", True: "✓", False: "✗"}
    lines += (
        f"| {row.what} | {row.ours} | {row.peer} | {row.ratio} | {row.target} | {signs[row.met]} |"
        for row in rows
    )
    return "\n".join(lines)


def show(rows: Sequence[Row]) -> None:
    """Print `rows`: as a table, or with `--json` for the one who gathers them."""
    if "--json" in sys.argv:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False))
    else:
        print(markdown(rows))


def gathered(script: str) -> list[Row]:
    """Run another benchmark in a process of its own; return its rows."""
    done = subprocess.run(
        [sys.executable, HERE / script, "--json"], check=True, capture_output=True, text=True
    )
    return [Row(**row) for row in json.loads(done.stdout)]
