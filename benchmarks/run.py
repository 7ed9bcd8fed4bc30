"""Run all benchmarks and print one table; with `--write`, into benchmarks/README.md too."""

import argparse
import os
import platform
import sqlite3
import time
from importlib.metadata import version
from pathlib import Path

from table import HERE, gathered, markdown

_SCRIPTS = (
    "startup.py",
    "long_article.py",
    "add_command.py",
    "busy.py",
    "article_list.py",
    "search_typing.py",
)
_BEGIN, _END = "<!-- measured -->", "<!-- end -->"


def machine() -> str:
    """Return what was measured on, and with what."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    software = (
        f"Python {platform.python_version()}",
        f"Textual {version('textual')}",
        f"SQLite {sqlite3.sqlite_version}",
        platform.system(),
    )
    return (
        f"{time.strftime('%Y-%m-%d')}, {', '.join(software)}; {_processor()},"
        f" {os.cpu_count()} cores, {memory:.0f} GB; load before {os.getloadavg()[0]:.1f}"
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.split(": ")[1] for line in lines if line.startswith("model name")), "")


def main() -> None:
    """Measure all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into the README")
    write = parser.parse_args().write
    where = machine()
    table = markdown([row for script in _SCRIPTS for row in gathered(script)])
    text = f"{where}\n\n{table}\n"
    print(text)
    if write:
        readme = HERE / "README.md"
        page = readme.read_text(encoding="utf-8")
        before, after = page.split(_BEGIN)[0], page.split(_END)[1]
        readme.write_text(f"{before}{_BEGIN}\n\n{text}\n{_END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
