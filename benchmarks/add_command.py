"""`reader add` of 1,000 articles of 2,000 characters, half plain text, half Markdown.

    python benchmarks/add_command.py [--runs 5]

The whole command is timed, from exec to its end, into an empty library each time.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from samples import document, markdown
from table import Row, median, show

_ARTICLES, _CHARS = 1_000, 2_000
_TARGET = 300  # a second


def write_articles(folder: Path, count: int = _ARTICLES, chars: int = _CHARS) -> None:
    """Write articles into `folder`, every other one as plain text."""
    folder.mkdir(parents=True)
    for seed in range(count):
        if seed % 2:
            (folder / f"{seed}.md").write_text(markdown(seed, chars), encoding="utf-8")
        else:
            text = document(seed, chars).text
            (folder / f"{seed}.txt").write_text(text, encoding="utf-8")


def added(articles: Path, library: Path) -> tuple[float, float]:
    """Run the command; return its wall and CPU seconds."""
    command = [sys.executable, "-m", "reader", "--library", str(library), "add", "--quiet"]
    begun = time.perf_counter()
    process = subprocess.Popen([*command, str(articles)])
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime


def rows(runs: int) -> list[Row]:
    """Return what was measured."""
    with tempfile.TemporaryDirectory() as name:
        articles = Path(name) / "articles"
        write_articles(articles)
        times = [added(articles, Path(name) / f"library{run}") for run in range(runs)]
    rate = _ARTICLES / median([wall for wall, _ in times])
    cpu = _ARTICLES / median([used for _, used in times])
    what = f"`reader add` of {_ARTICLES:,} articles of {_CHARS:,} characters"
    return [
        Row(what, f"{rate:,.0f} a second", "", "", f"≥ {_TARGET} a second", rate >= _TARGET),
        Row("the same by CPU time", f"{cpu:,.0f} a second"),
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="for run.py")
    show(rows(parser.parse_args().runs))


if __name__ == "__main__":
    main()
