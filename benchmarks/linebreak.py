"""Print how far the line breaks agree with reference breaks, and how fast they are found.

The reference is a JSON list of {"text", "width" (cells), "lines"}, spaces at line ends dropped.
"""

import argparse
import json
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

from reader.text.linebreak import line_ends


def fold(text: str, width: int) -> list[str]:
    """Return the lines of `text` without the spaces at their ends."""
    ends = [0, *line_ends(text, 0, len(text), width)]
    return [text[start:end].rstrip() for start, end in pairwise(ends)]


def agreement(cases: list[dict[str, object]], show: bool) -> None:
    """Print the share of texts that fold exactly as in the reference, for each width."""
    total: Counter[int] = Counter()
    same: Counter[int] = Counter()
    for case in cases:
        width = int(str(case["width"]))
        lines = fold(str(case["text"]), width)
        total[width] += 1
        same[width] += lines == case["lines"]
        if show and lines != case["lines"]:
            differing = next(i for i, line in enumerate(lines) if line != case["lines"][i])  # type: ignore[index]
            print(f"width {width}: ours {lines[differing]!r}, theirs {case['lines'][differing]!r}")  # type: ignore[index]
    for width, count in sorted(total.items()):
        print(f"width {width:3}: {same[width]:4} of {count:4} = {same[width] / count:.2%}")
    print(f"all      : {same.total():4} of {total.total():4} = {same.total() / total.total():.2%}")


def speed(text: str, name: str, width: int = 80) -> None:
    """Print the code points folded in a second, the best of five runs."""
    best = float("inf")
    for _ in range(5):
        begun = time.perf_counter()
        count = sum(1 for _ in line_ends(text, 0, len(text), width))
        best = min(best, time.perf_counter() - begun)
    print(f"{name:24} {len(text) / best / 1e6:6.1f} M characters/s, {count} lines")


def main() -> None:
    """Parse the command line and print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "reference",
        nargs="?",
        type=Path,
        default=Path("../shared/data/linebreak/chromium_breaks.json"),
    )
    parser.add_argument("--show", action="store_true", help="print the first line that differs")
    arguments = parser.parse_args()
    cases = json.loads(arguments.reference.read_text(encoding="utf-8"))
    agreement(cases, arguments.show)
    prose = "".join({case["text"]: None for case in cases})
    prose *= 1 + 1_000_000 // len(prose)
    print()
    speed(prose, "Chinese prose")
    size = 1_000_000
    speed("汉" * size, "Han only")
    speed("word " * (size // 5), "Latin words")
    speed("x" * size, "one Latin word")
    speed("（" * size, "opening brackets")
    speed(" " * size, "spaces")
    speed("e" + "\u0301" * 100_000, "100,000 combining marks")
    speed("\U0001f1e8" * size, "regional indicators")
    speed("(" + " " * size + ",", "spaces between signs")
    speed("\xad" * size, "soft hyphens")
    speed("\ufe0f" * size, "variation selectors")
    speed("a\u200d" * (size // 2), "joiners")
    speed("a-1" * (size // 3), "hyphens")


if __name__ == "__main__":
    main()
