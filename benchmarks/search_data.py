"""Real questions and articles for the benchmarks of searching.

The data lie outside the repository, by default in ../shared/data: `retrieval/cmrc` and
`retrieval/drcd` (docs.jsonl: doc_id, title, text; q.jsonl: question, doc_id) and
`articles/articles_3k.jsonl` (title, text).
"""

import json
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

from samples import BUILD

from reader.database.sqlite import open_database
from reader.library import Library, open_library
from reader.model import Block, Document, Span, Structure
from reader.text.normalise import canonical, one_line

DATA = Path(__file__).parent.parent.parent / "shared" / "data"
_BATCH = 500


class Question(NamedTuple):
    """A question, and the number of the text it was asked about."""

    text: str
    answer: int


class Collection(NamedTuple):
    """Texts and questions about them."""

    titles: list[str]
    texts: list[str]
    questions: list[Question]


def retrieval(data: Path, name: str) -> Collection:
    """Read a collection of questions."""
    folder = data / "retrieval" / name
    docs = _rows(folder / "docs.jsonl")
    numbers = {doc["doc_id"]: number for number, doc in enumerate(docs)}
    questions = [
        Question(row["question"], numbers[row["doc_id"]]) for row in _rows(folder / "q.jsonl")
    ]
    return Collection([doc["title"] for doc in docs], [doc["text"] for doc in docs], questions)


@cache
def real_articles(data: Path) -> list[tuple[str, str]]:
    """Return titles and texts of real articles."""
    return [(row["title"], row["text"]) for row in _rows(data / "articles" / "articles_3k.jsonl")]


def recombined(data: Path, number: int) -> Iterator[tuple[str, str]]:
    """Yield `number` titles and texts of real length, of paragraphs of real articles.

    The first ones are the articles themselves. The same number gives the same ones.
    """
    articles = real_articles(data)
    yield from articles[:number]
    paragraphs = [part for _, text in articles for part in text.split("\n") if part.strip()]
    draw = random.Random(11)
    for _ in range(number - len(articles)):
        length = len(draw.choice(articles)[1])
        parts: list[str] = []
        while sum(map(len, parts)) < length:
            parts.append(draw.choice(paragraphs))
        yield draw.choice(articles)[0], "\n".join(parts)


def documents(articles: Iterator[tuple[str, str]]) -> Iterator[Document]:
    """Yield articles as the library takes them."""
    for number, (title, text) in enumerate(articles):
        whole = canonical(text)
        yield Document(
            whole,
            Structure((Block(Span(0, len(whole))),)),
            one_line(title),
            source=("机柜观察", "南方纪事", "灯下杂志")[number % 3],
            date=f"20{10 + number % 14}-{1 + number % 12:02}-{1 + number % 28:02}",
            path=f"/articles/{number}.md",
            language="zh-Hans",
            tags=(f"第{number % 7}类",),
        )


def indexed_library(name: str, articles: Iterator[tuple[str, str]]) -> Library:
    """Return a library of `articles`, indexed; one of this `name` made before is used again."""
    folder = BUILD / f"search-{name}"
    if not folder.exists():
        unfinished = BUILD / f"search-{name}.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        database = open_database(unfinished)
        batch: list[Document] = []
        for document in documents(articles):
            batch.append(document)
            if len(batch) == _BATCH:
                database.add_many(batch)
                batch = []
        database.add_many(batch)
        with Library(database) as library:
            bring_up_to_date(library)
        unfinished.rename(folder)
    library = open_library(folder)
    bring_up_to_date(library)
    return library


@contextmanager
def copied(folder: Path, *, indexed: bool = True) -> Iterator[Path]:
    """Give a copy of a library, to be changed; without its index if need be."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "library"
        shutil.copytree(folder, copy, ignore=None if indexed else shutil.ignore_patterns("index"))
        if not indexed:
            with open_library(copy) as library:
                library._database.search.request()
        yield copy


def bring_up_to_date(library: Library) -> None:
    """Index what waits, and merge as an app does when nothing else is to be done."""
    for _ in library.searcher.sync():
        pass
    while library.searcher.index.merge():
        pass


def _rows(path: Path) -> Sequence[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]
