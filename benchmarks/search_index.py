"""How fast the index is made, how large it is, and what one more article costs.

    python benchmarks/search_index.py [--data FOLDER] [--sample 300] [--articles 10000]

The peer is Whoosh as its documentation shows it: a schema of title and text with jieba's
ChineseAnalyzer, which indexes words only; ours indexes words, grams and titles. Both get texts
that are in memory. Indexing memory is that of `reader index rebuild`, peak resident size.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from search_data import DATA, copied, documents, indexed_library, recombined
from table import Row, median, milliseconds, percentile, show

from reader.library import Library, open_library
from reader.model import Document
from reader.search.base import IndexDocument
from reader.search.whoosh_index import WhooshIndex
from reader.text.fold import fold
from reader.text.segment import load_analyzer

_LEAST_FASTER = 2.0
_MOST_BYTES = 6.0
_MOST_SECONDS = 0.15
_MOST_MEMORY = 500  # MB
_ADDED = 40

_MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


def ours(articles: list[tuple[str, str]]) -> float:
    """Return the articles a second of our index, folding included."""
    with tempfile.TemporaryDirectory() as folder:
        analyzer = load_analyzer(folder)
        analyzer.terms("模型")
        index = WhooshIndex(Path(folder) / "index", "1", lambda: analyzer)
        index.clear()
        begun = time.process_time()
        index.update(
            [
                IndexDocument(key, 0, fold(title), fold(text))
                for key, (title, text) in enumerate(articles)
            ]
        )
        return len(articles) / (time.process_time() - begun)


def stock(articles: list[tuple[str, str]]) -> float:
    """Return the articles a second of Whoosh with jieba's analyzer."""
    import jieba
    from jieba.analyse import ChineseAnalyzer
    from whoosh.fields import TEXT, Schema
    from whoosh.index import create_in

    jieba.initialize()
    schema = Schema(title=TEXT(analyzer=ChineseAnalyzer()), text=TEXT(analyzer=ChineseAnalyzer()))
    with tempfile.TemporaryDirectory() as folder:
        writer = create_in(folder, schema).writer()
        begun = time.process_time()
        for title, text in articles:
            writer.add_document(title=title, text=text)
        writer.commit()
        return len(articles) / (time.process_time() - begun)


def added(library: Library, document: Document) -> float:
    """Return the seconds that it takes to index one article more."""
    library._database.add_many([document])
    begun = time.perf_counter()
    for _ in library.searcher.sync():
        pass
    seconds = time.perf_counter() - begun
    while library.searcher.index.merge():  # as the app does when nothing else is to be done
        pass
    return seconds


def speed(data: Path, sample: int) -> Row:
    """Measure how fast articles are indexed, beside Whoosh as it comes."""
    articles = list(recombined(data, sample))
    peer, mine = stock(articles), ours(articles)
    faster = mine / peer
    return Row(
        f"indexing {sample} real articles: CPU time",
        f"{mine:.0f} a second",
        f"{peer:.0f} a second (Whoosh, ChineseAnalyzer)",
        f"{faster:.1f}x faster",
        f"≥ {_LEAST_FASTER:.0f}x",
        faster >= _LEAST_FASTER,
    )


def size(library: Library) -> Row:
    """Measure the index of a library on the disk."""
    store = library._database.search
    chars = sum(one.chars for one in store.summaries(store.all_keys()).values())
    files = list((library.folder / "index").rglob("*"))
    each = sum(path.stat().st_size for path in files if path.is_file()) / chars
    target = f"≤ {_MOST_BYTES:.0f}"
    return Row("index, bytes a character", f"{each:.1f}", target=target, met=each <= _MOST_BYTES)


def growth(library: Library, data: Path, articles: int) -> Row:
    """Measure what one article more takes, in a copy of a library of so many."""
    # Other articles than are there: the end of a longer row of them.
    more = islice(documents(recombined(data, articles + _ADDED)), articles, None)
    with copied(library.folder) as folder, open_library(folder) as copy:
        seconds = [added(copy, document) for document in more]
    late = percentile(seconds, 0.95)
    return Row(
        f"indexing one article more than {articles:,}: 95 % within",
        milliseconds(late),
        f"median {milliseconds(median(seconds))}",
        target=f"≤ {milliseconds(_MOST_SECONDS)}",
        met=late <= _MOST_SECONDS,
    )


def memory(folder: Path) -> Row:
    """Measure what rebuilding the index of the library in `folder` takes at most."""
    command = [sys.executable, "-m", "reader", "--library", folder, "index", "rebuild"]
    measured = subprocess.run(
        [sys.executable, "-c", _MEASURE, *command], check=True, capture_output=True, text=True
    )
    most = int(measured.stdout)
    return Row(
        f"peak memory of rebuilding {folder.name}",
        f"{most} MB",
        target=f"≤ {_MOST_MEMORY} MB",
        met=most <= _MOST_MEMORY,
    )


def main() -> None:
    """Measure all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--rebuild", type=Path, help="a library, to be rebuilt for its memory")
    parser.add_argument("--json", action="store_true", help="rows for run.py")
    options = parser.parse_args()
    rows = [speed(options.data, options.sample)]
    library = indexed_library(
        f"articles-{options.articles}", recombined(options.data, options.articles)
    )
    rows += [size(library), growth(library, options.data, options.articles)]
    if options.rebuild:
        rows.append(memory(options.rebuild))
    show(rows)


if __name__ == "__main__":
    main()
