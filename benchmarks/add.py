"""How many articles a second come into a library.

    python benchmarks/add.py [--articles 1000] [--chars 2000] [--held 0]

Prints a table: what the database does alone, and the whole way from files. `--held` is the number
of articles that the library holds before. Ratios inside one table can be trusted; the figures
depend on the machine and its disk.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from reader.database.sqlite import SqliteDatabase, open_database
from reader.library import open_library
from reader.model import AddStatus, Block, Document, Span, Structure

_BATCH = 64
_PARAGRAPH = 120  # characters
_CHARACTERS = (
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学"
)


def body(seed: int, chars: int) -> str:
    """Return a text of `chars` characters in paragraphs, another one for each seed."""
    draw = random.Random(seed)
    paragraphs = [
        "".join(draw.choices(_CHARACTERS, k=_PARAGRAPH - 3)) + "。"
        for _ in range(chars // _PARAGRAPH)
    ]
    return "\n\n".join(paragraphs)


def document(number: int, chars: int) -> Document:
    """Return an article as an importer would make it."""
    text = body(number, chars)
    edges = [0, *(i + 2 for i, char in enumerate(text) if text[i : i + 2] == "\n\n"), len(text) + 2]
    blocks = tuple(Block(Span(a, b - 2)) for a, b in pairwise(edges))
    return Document(
        text=text,
        structure=Structure(blocks),
        title=text[:15],
        author=text[16:18],
        source=f"报{number % 7}",
        date=f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}",
        path=f"/文章/{number}.md",
        language="zh-Hans",
        tags=("AI", f"类{number % 20}"),
    )


def store(database: SqliteDatabase, documents: list[Document], expected: AddStatus) -> None:
    """Store `documents` in batches."""
    for first in range(0, len(documents), _BATCH):
        results = database.add_many(documents[first : first + _BATCH])
        assert {result.status for result in results} == {expected}


def import_files(library: Path, files: Path, expected: AddStatus) -> None:
    """Add a folder as `reader add` does."""
    with open_library(library) as opened:
        assert {result.status for result in opened.add(opened.find([str(files)]))} == {expected}


def rate(label: str, count: int, work: Callable[[], None]) -> None:
    """Print a row of the table."""
    begun = time.perf_counter()
    work()
    seconds = time.perf_counter() - begun
    print(f"| {label:<40} | {count / seconds:>10,.0f} | {seconds:>7.2f} |")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How many articles a second come in.")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--chars", type=int, default=2000)
    parser.add_argument("--held", type=int, default=0)
    options = parser.parse_args()
    count, chars = options.articles, options.chars
    documents = [document(number, chars) for number in range(count)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = folder / "files"
        files.mkdir()
        for number, item in enumerate(documents):
            text = f"# {item.title}\n\n{body(number + 10**9, chars)}\n"
            (files / f"{number}.md").write_text(text, encoding="utf-8")
        print(f"| {f'{count} articles of {chars} characters':<40} | articles/s | seconds |")
        print(f"|{'-' * 42}|-----------:|--------:|")
        with closing(open_database(folder / "library")) as database:
            for first in range(0, options.held, _BATCH):
                held = range(count + first, count + min(first + _BATCH, options.held))
                database.add_many([document(number, chars) for number in held])
            rate("database: new", count, lambda: store(database, documents, AddStatus.ADDED))
            rate("database: again", count, lambda: store(database, documents, AddStatus.UNCHANGED))
        library = folder / "library"
        rate("files: new", count, lambda: import_files(library, files, AddStatus.ADDED))
        rate("files: again", count, lambda: import_files(library, files, AddStatus.UNCHANGED))


if __name__ == "__main__":
    main()
