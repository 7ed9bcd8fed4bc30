"""Invented articles in any number and of any length, made of the bundled corpus's paragraphs.

    python benchmarks/samples.py ARTICLES

makes a library of so many articles below build/ and prints its folder. The same number gives the
same articles everywhere; a library once made is used again.
"""

import argparse
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from reader.config import corpus_files
from reader.database.sqlite import open_database
from reader.importing import read_bytes
from reader.model import Block, BlockKind, Document, Mark, Structure

BUILD = Path(__file__).parent.parent / "build" / "benchmarks"
"""Where what the benchmarks make is kept; deleting it loses nothing."""

MANY = 100_000
"""Articles in a large library."""
LONG = 1_000_000
"""Code points of a long article."""

_MEAN = 400  # code points of an article in a library, so that 100,000 are made in a minute or two
_BATCH = 2_000
_CLAUSE_ENDS = str.maketrans(dict.fromkeys("，。、：；？！,.;:?!\n\t", "\n"))
_SOURCES = ("机柜观察", "南方纪事", "湾区笔记", "长安街以西", "The Slow Web", "灯下杂志", "海岸线")
_AUTHORS = ("韩铁城", "林望舒", "周子昂", "Ada Lin", "欧阳静", "陈默", "")
_TAGS = ("人工智能", "算力", "历史", "饮食", "城市", "天文", "AI", "版权", "文字")


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the corpus; its spans count from its own beginning."""

    text: str
    block: Block
    marks: tuple[Mark, ...]


@cache
def passages() -> tuple[Passage, ...]:
    """Return the blocks of the bundled corpus that hold text, in order."""
    return tuple(
        passage
        for path in corpus_files()
        for passage in _passages_of(read_bytes(path.read_bytes(), path.name))
        if passage.text
    )


def _passages_of(document: Document) -> Iterator[Passage]:
    marks = list(document.structure.marks)
    for block in document.structure.blocks:
        span = block.span
        inside = (mark for mark in marks if span.start <= mark.span.start < span.end)
        yield Passage(
            span.of(document.text),
            block._replace(span=span.shifted(-span.start)),
            tuple(mark._replace(span=mark.span.shifted(-span.start)) for mark in inside),
        )


@cache
def _clauses() -> tuple[str, ...]:
    """Return stretches of the corpus that could be titles."""
    prose = (each.text for each in passages() if each.block.kind is BlockKind.PARAGRAPH)
    clauses = (part.strip() for text in prose for part in text.translate(_CLAUSE_ENDS).split("\n"))
    return tuple(clause for clause in clauses if 5 <= len(clause) <= 25)


def document(seed: int, chars: int) -> Document:
    """Return an article of at least `chars` code points, another one for each seed."""
    draw = random.Random(seed)
    parts: list[str] = []
    blocks: list[Block] = []
    marks: list[Mark] = []
    at = 0
    while at < chars:
        passage = draw.choice(passages())
        parts.append(passage.text)
        blocks.append(passage.block._replace(span=passage.block.span.shifted(at)))
        marks += (mark._replace(span=mark.span.shifted(at)) for mark in passage.marks)
        at += len(passage.text) + 2
    return Document(
        text="\n\n".join(parts),
        structure=Structure(tuple(blocks), tuple(marks)),
        title="，".join(draw.sample(_clauses(), 2)),
        author=draw.choice(_AUTHORS),
        source=draw.choice(_SOURCES),
        date=f"20{draw.randrange(10, 24)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}",
        path=f"/articles/{seed}.md",
        language="zh-Hans",
        tags=tuple(draw.sample(_TAGS, 2)),
    )


def markdown(seed: int, chars: int) -> str:
    """Return an article of about `chars` code points as the file of Markdown it could come from."""
    article = document(seed, chars)
    head = f"---\ntitle: {article.title}\ndate: {article.date}\nsource: {article.source}\n---\n\n"
    return f"{head}# {article.title}\n\n{article.text}\n"


def large_library() -> Path:
    """Return the folder of a library of `MANY` articles, the first in the list `LONG`."""
    return library(MANY, LONG)


def library(articles: int, longest: int = 0) -> Path:
    """Return the folder of a library of `articles`, made now unless it was made before.

    With `longest`, one article more, dated last so that it stands first, has so many code points.
    """
    name = f"library-{articles}" + (f"-{longest}" if longest else "")
    folder = BUILD / name
    if folder.exists():
        return folder
    unfinished = BUILD / f"{name}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    lengths = random.Random(articles)
    documents = (
        document(seed, lengths.randrange(_MEAN // 2, _MEAN * 3 // 2)) for seed in range(articles)
    )
    database = open_database(unfinished)
    while batch := list(islice(documents, _BATCH)):
        database.add_many(batch)
    if longest:
        database.add_many([document(articles, longest)._replace(date="2024-01-01")])
    database.close()
    unfinished.rename(folder)
    return folder


def main() -> None:
    """Make the library that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", type=int)
    parser.add_argument("--longest", type=int, default=0, help="one more article of so many chars")
    options = parser.parse_args()
    print(library(options.articles, options.longest))


if __name__ == "__main__":
    main()
