"""How long searches take, warm, each with 20 snippets.

    python benchmarks/search_latency.py [--data FOLDER] [--articles 10000] [--without whoosh]

200 queries of the kinds people type: one word, two words, a question, a phrase, a word with a
filter, two words both wanted; their words are drawn from the articles, the questions from cmrc.
Ours answers as the app asks, from query to hits with snippets and facets. The peers search for any
of the words: SQLite's FTS5, given jieba's words, with its `snippet`; tantivy, given the same, with
its snippet generator; Whoosh's own `search()` with its highlighter, jieba's ChineseAnalyzer and
stored texts. Each query is asked of all in turn, so that they share the machine's moods, after all
were asked once; a query's time is the median of `--rounds`. What is searched is made once and kept.
"""

import argparse
import gc
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from samples import BUILD
from search_data import DATA, indexed_library, recombined, retrieval
from search_quality import words
from table import Row, median, milliseconds, percentile, show

from reader.library import Library
from reader.text.stopwords import STOPWORDS

_HITS = 20
_QUERIES = 200
_FIRST = 0.3
_AIM = 0.3

Search = Callable[[str], object]

_START = """
import sys, time
from pathlib import Path
from reader.library import open_library
with open_library(Path(sys.argv[1])) as library:
    library.use_processes()
    library.prepare_search()
    time.sleep(float(sys.argv[2]))
    begun = time.perf_counter()
    library.searches.at_once(sys.argv[3], 20)
    first = time.perf_counter() - begun
    library.search(sys.argv[3])
    print(first, time.perf_counter() - begun)
"""


def queries(data: Path, articles: Sequence[tuple[str, str]]) -> list[str]:
    """Return the queries, the same every time."""
    draw = random.Random(3)
    questions = [one.text for one in retrieval(data, "cmrc").questions]

    def word() -> str:
        while True:
            found = [one for one in words(draw.choice(articles)[1]) if len(one) > 1]
            chosen = draw.choice(found) if found else ""
            if chosen and chosen not in STOPWORDS and not chosen.isdigit():
                return chosen

    def phrase() -> str:
        text = draw.choice(articles)[1].replace('"', " ")
        start = draw.randrange(max(1, len(text) - 8))
        return f'"{text[start : start + draw.randint(4, 8)].strip() or text[:4]}"'

    kinds: list[Callable[[], str]] = [
        word,
        lambda: f"{word()} {word()}",
        lambda: draw.choice(questions),
        phrase,
        lambda: f"{word()} date:2015..",
        lambda: f"{word()} AND {word()}",
    ]
    return [kinds[number % len(kinds)]() for number in range(_QUERIES)]


class Times(NamedTuple):
    """The seconds that each query takes."""

    wall: list[float]
    cpu: list[float]

    def __str__(self) -> str:
        late = percentile(self.wall, 0.95)
        cpu = f"CPU {milliseconds(median(self.cpu))}, {milliseconds(percentile(self.cpu, 0.95))}"
        return f"{milliseconds(median(self.wall))}, {milliseconds(late)} ({cpu})"


def timed(searches: Sequence[Search], asked: Sequence[str], rounds: int) -> list[Times]:
    """Return what each search takes for each query, all of them having been asked before."""
    # All queries, then all again: nothing is asked twice in a row.
    measured = [
        [[_once(search, query) for search in searches] for query in asked]
        for _ in range(rounds + 1)
    ][1:]
    found = []
    for number in range(len(searches)):
        several = [[once[query][number] for once in measured] for query in range(len(asked))]
        wall, cpu = ([median([one[kind] for one in times]) for times in several] for kind in (0, 1))
        found.append(Times(wall, cpu))
    return found


def _once(search: Search, query: str) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    search(query)
    return time.perf_counter() - wall, time.process_time() - cpu


def either(query: str) -> list[str]:
    """Return the words of a query for the peers."""
    plain = query.replace("date:2015..", "").replace("AND", " ")
    return [word for word in dict.fromkeys(words(plain)) if word not in STOPWORDS] or ["的"]


def made(name: str, make: Callable[[Path], None]) -> Path:
    """Return the folder of this name that `make` fills, unless it was made before."""
    folder = BUILD / name
    if not folder.exists():
        unfinished = BUILD / f"{name}.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        make(unfinished)
        unfinished.rename(folder)
    return folder


def _cut(articles: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (" ".join(words(f"{title} {text}")) for title, text in articles)


def fts5(articles: Sequence[tuple[str, str]]) -> Search:
    """Return SQLite's full-text search on words, with snippets, all of it in memory."""

    def make(folder: Path) -> None:
        made_ = sqlite3.connect(folder / "fts5.db")
        made_.execute("CREATE VIRTUAL TABLE docs USING fts5 (text)")
        made_.executemany("INSERT INTO docs (text) VALUES (?)", ((one,) for one in _cut(articles)))
        made_.commit()
        made_.close()

    file = made(f"search-fts5-{len(articles)}", make) / "fts5.db"
    connection = sqlite3.connect(":memory:")
    sqlite3.connect(file).backup(connection)
    statement = (
        "SELECT rowid, snippet(docs, 0, '[', ']', '…', 30) FROM docs WHERE docs MATCH ?"
        f" ORDER BY rank LIMIT {_HITS}"
    )

    def search(query: str) -> object:
        asked = " OR ".join(f'"{word}"' for word in either(query))
        return connection.execute(statement, (asked,)).fetchall()

    return search


def tantivy_search(articles: Sequence[tuple[str, str]]) -> Search:
    """Return tantivy's search on words, with snippets."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=True, tokenizer_name="whitespace")
    schema = builder.build()

    def make(folder: Path) -> None:
        writer = tantivy.Index(schema, path=str(folder)).writer()
        for text in _cut(articles):
            writer.add_document(tantivy.Document(text=text))
        writer.commit()
        writer.wait_merging_threads()

    folder = made(f"search-tantivy-{len(articles)}", make)
    searcher = tantivy.Index(schema, path=str(folder)).searcher()

    def search(query: str) -> object:
        asked = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", word))
                for word in either(query)
            ]
        )
        snippets = tantivy.SnippetGenerator.create(searcher, asked, schema, "text")
        hits = searcher.search(asked, _HITS).hits
        return [snippets.snippet_from_doc(searcher.doc(address)).to_html() for _, address in hits]

    return search


def whoosh(articles: Sequence[tuple[str, str]]) -> Search:
    """Return Whoosh's own search and highlighter."""
    from jieba.analyse import ChineseAnalyzer
    from whoosh.fields import TEXT, Schema
    from whoosh.index import create_in, open_dir
    from whoosh.query import Or, Term

    def make(folder: Path) -> None:
        schema = Schema(text=TEXT(analyzer=ChineseAnalyzer(), stored=True))
        writer = create_in(folder, schema).writer(limitmb=256)
        for title, text in articles:
            writer.add_document(text=f"{title}\n{text}")
        writer.commit(optimize=True)

    searcher = open_dir(made(f"search-whoosh-{len(articles)}", make)).searcher()

    def search(query: str) -> object:
        asked = Or([Term("text", word) for word in either(query)])
        return [hit.highlights("text") for hit in searcher.search(asked, limit=_HITS)]

    return search


_PEERS = {"FTS5 words": fts5, "tantivy words": tantivy_search, "Whoosh": whoosh}
"""By what stands in the table; `--without` names them in lower case, as far as need be."""


def first_query(library: Library, pause: float) -> tuple[float, float]:
    """Return the seconds from the first query, `pause` after the process began, to its answers.

    That is to what titles and tags tell, if it comes first, and to the whole answer.
    """
    command = [sys.executable, "-c", _START, str(library.folder), str(pause), "模型 训练"]
    variables = dict(os.environ)
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # as `terminal.Terminal`
    run = subprocess.run(command, check=True, capture_output=True, text=True, env=variables)
    titles, whole = map(float, run.stdout.split())
    return titles, whole


def main() -> None:
    """Measure all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without", nargs="*", default=(), help="peers to leave out, or `peers`")
    parser.add_argument("--json", action="store_true", help="rows for run.py")
    options = parser.parse_args()
    articles = list(recombined(options.data, options.articles))
    asked = queries(options.data, articles)
    library = indexed_library(f"articles-{options.articles}", iter(articles))
    peers = {
        name: make(articles)
        for name, make in _PEERS.items()
        if not any(name.lower().startswith(left_out) for left_out in options.without)
    }
    if "peers" in options.without:
        peers = {}
    del articles
    gc.collect()
    gc.freeze()  # what peers hold in memory is not to be gone through while ours is measured
    rows = compared(options, library, peers, asked)
    rows += (first(library, "prepared", 5.0), first(library, "not prepared", 0.0))
    show(rows)


def first(library: Library, what: str, pause: float) -> Row:
    """Return how long the first query takes."""
    found = [first_query(library, pause) for _ in range(3)]
    titles, whole = (median([one[number] for one in found]) for number in (0, 1))
    soon = whole if pause else titles
    told = milliseconds(whole)
    if not pause:
        told = f"titles and tags {milliseconds(titles)}, texts {told}"
    return Row(
        f"first query of the process that searches, {what}",
        *(told, "", "", f"≤ {milliseconds(_FIRST)}", soon <= _FIRST),
    )


def compared(
    options: argparse.Namespace, library: Library, peers: dict[str, Search], asked: Sequence[str]
) -> list[Row]:
    """Return how ours compares with the peers."""

    def ours(query: str) -> object:
        return library.search(query, limit=_HITS)

    mine, *others = timed([ours, *peers.values()], asked, options.rounds)
    late = percentile(mine.wall, 0.95)
    what = f"search with 20 snippets among {options.articles:,}: median, 95 %"
    rows = [Row(what, str(mine), target=f"95 % ≤ {milliseconds(_AIM)}", met=late <= _AIM)]
    for name, theirs in zip(peers, others, strict=True):
        middle = median(mine.wall) / median(theirs.wall)
        end = late / percentile(theirs.wall, 0.95)
        target, met = "", None
        if name == "Whoosh":
            target, met = "median ≤ 0.25", middle <= 0.25
        elif name.startswith("FTS5"):
            target, met = "95 % ≤ 0.5", end <= 0.5
        rows.append(
            Row(
                "the same", str(mine), f"{theirs} ({name})", f"{middle:.2f}, {end:.2f}", target, met
            )
        )
    return rows


if __name__ == "__main__":
    main()
