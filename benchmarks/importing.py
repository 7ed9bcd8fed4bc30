"""Print how fast bytes become documents: articles, encodings, single lines, hostile markup.

    python benchmarks/importing.py [ARTICLES.jsonl]

ARTICLES.jsonl, which need not be there, holds an article a line, its text under "text".
"""

import argparse
import contextlib
import json
import statistics
import time
from pathlib import Path

from reader.errors import ImportFailed
from reader.importing import read_bytes

_CORPUS = Path(__file__).parent.parent / "corpus"
_ARTICLES = Path(__file__).parent.parent.parent / "shared/data/articles/articles_3k.jsonl"
_SENTENCE = "去噪这件事值得用一段话讲清楚，因为后面许多事（包括GPT-4那一场）都要落在它身上。"
_MEGABYTES = 5
_NAMES = ("a.txt", "a.md")


def milliseconds(name: str, *contents: bytes, runs: int = 5) -> float:
    """Return the best time of some runs in which all of `contents` are imported."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        for data in contents:
            with contextlib.suppress(ImportFailed):
                read_bytes(data, name)
        times.append(time.perf_counter() - begun)
    return min(times) * 1000


def articles() -> None:
    """Print the times for the first 2,000 characters of the articles of the corpus."""
    print("an article of 2,000 characters, ms (median, slowest)")
    texts = [path.read_text(encoding="utf-8")[:2_000] for path in sorted(_CORPUS.glob("*.md"))]
    for label, name, encoding in (
        ("Markdown", "a.md", "utf-8"),
        ("plain text", "a.txt", "utf-8"),
        ("plain text, GB18030", "a.txt", "gb18030"),
        ("plain text, UTF-16", "a.txt", "utf-16"),
    ):
        times = [milliseconds(name, text.encode(encoding)) for text in texts]
        print(f"  {label:24}{statistics.median(times):8.2f}{max(times):8.2f}")


def many(path: Path) -> None:
    """Print how many of the articles in `path` are imported in a second."""
    with path.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"].encode() for line in lines][:1_000]
    chars = sum(len(text.decode()) for text in texts) // len(texts)
    for name in _NAMES:
        spent = milliseconds(name, *texts, runs=1)
        rate = len(texts) / spent * 1000
        print(f"{len(texts)} articles of {chars} characters as {name[2:]}: {rate:.0f} a second")


def large() -> None:
    """Print the times for large and for hostile files."""
    size = _MEGABYTES * 2**20
    lines = {
        "one Chinese line": _SENTENCE * (size // len(_SENTENCE.encode())),
        "one ASCII line": "a" * size,
        "one line of emoji": "👨‍👩‍👧🙂" * (size // 22),
        "one letter with marks": "e" + "\u0301" * (size // 2),
        "short lines": "短句。\n" * (size // 10),
        "escape sequences": "\x1b[0m" * (size // 4),
        "brackets": "[" * size,
        "links": "[链](u)" * (size // 8),
        "nested quotes": ">" * size,
        "nested lists": "- " * (size // 2) + "底",
        "emphasis": "*a **b " * (size // 7),
    }
    print(f"{_MEGABYTES} MB, seconds as txt, as md")
    for label, text in lines.items():
        data = text.encode()
        seconds = (milliseconds(name, data, runs=1) / 1000 for name in _NAMES)
        print(f"  {label:24}" + "".join(f"{value:8.2f}" for value in seconds))


def main() -> None:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", nargs="?", type=Path, default=_ARTICLES)
    path = parser.parse_args().articles
    articles()
    if path.exists():
        many(path)
    large()


if __name__ == "__main__":
    main()
