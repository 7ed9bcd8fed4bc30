"""How well questions find the text they were asked about.

    python benchmarks/search_quality.py [--data FOLDER] [--questions N]

Each question is searched for as a person would paste it. MRR@10 is the mean of 1 / rank of its
text (0 past rank 10), R@10 the share of questions whose text is among the first ten. In the rows
“across scripts” the questions are converted to the other script first, by OpenCC's words. The
peers have the same texts and titles: SQLite FTS5 with its trigram tokenizer and with jieba's
words, tantivy with jieba's words.
"""

import argparse
import re
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import tantivy
from opencc import OpenCC
from search_data import DATA, Collection, Question, indexed_library, retrieval
from table import Row, show

from reader.text.segment import load_analyzer

_NO_WORD = re.compile("[^\\w]+")
_LEAST = 0.98
_LEAST_RECALL = 0.99
_WITHIN = 0.01
Search = Callable[[str], Sequence[int]]


def quality(questions: Sequence[Question], search: Search) -> tuple[float, float]:
    """Return MRR@10 and R@10."""
    reciprocal = recalled = 0.0
    for question in questions:
        found = list(search(question.text))[:10]
        if question.answer in found:
            reciprocal += 1 / (found.index(question.answer) + 1)
            recalled += 1
    return reciprocal / len(questions), recalled / len(questions)


def ours(name: str, collection: Collection) -> Search:
    """Return our search, over a library of the collection."""
    library = indexed_library(name, zip(collection.titles, collection.texts, strict=True))

    def search(query: str) -> list[int]:
        hits = library.search(query, limit=10).hits
        return [int(Path(hit.summary.path).stem) for hit in hits]

    return search


def words(text: str) -> list[str]:
    """Return jieba's words, for the peers."""
    analyzer = load_analyzer(".")
    return [word for word in analyzer.terms(text.lower()) if not _NO_WORD.fullmatch(word)]


def fts5(collection: Collection, tokenizer: str, cut: Callable[[str], list[str]]) -> Search:
    """Return SQLite's full-text search, of any of what `cut` makes of a question."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE docs USING fts5 (text, tokenize = '{tokenizer}')")
    for number, (title, text) in enumerate(zip(collection.titles, collection.texts, strict=True)):
        whole = f"{title}\n{text}"
        stored = whole if tokenizer == "trigram" else " ".join(words(whole))
        connection.execute("INSERT INTO docs (rowid, text) VALUES (?, ?)", (number, stored))

    def search(query: str) -> list[int]:
        terms = " OR ".join(f'"{term}"' for term in dict.fromkeys(cut(query)))
        if not terms:
            return []
        rows = connection.execute(
            "SELECT rowid FROM docs WHERE docs MATCH ? ORDER BY rank LIMIT 10", (terms,)
        )
        return [number for (number,) in rows]

    return search


def trigrams(text: str) -> list[str]:
    """Return the stretches of three characters, without signs."""
    rows = _NO_WORD.split(text)
    return [row[at : at + 3] for row in rows for at in range(len(row) - 2)]


def tantivy_words(collection: Collection) -> Search:
    """Return tantivy's search, of any of jieba's words."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace")
    builder.add_integer_field("number", stored=True)
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer()
    for number, (title, text) in enumerate(zip(collection.titles, collection.texts, strict=True)):
        writer.add_document(
            tantivy.Document(text=" ".join(words(f"{title}\n{text}")), number=number)
        )
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(query: str) -> list[int]:
        either = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", word))
            for word in dict.fromkeys(words(query))
        ]
        hits = searcher.search(tantivy.Query.boolean_query(either), 10).hits
        return [int(searcher.doc(address)["number"][0]) for _, address in hits]

    return search


def _figures(found: tuple[float, float]) -> str:
    return f"{found[0]:.4f} / {found[1]:.4f}"


def rows_of(data: Path, name: str, convert: str, limit: int | None) -> list[Row]:
    """Return the rows of one collection, of the same script and across scripts."""
    collection = retrieval(data, name)
    questions = collection.questions[:limit]
    search = ours(name, collection)
    same = quality(questions, search)
    converter = OpenCC(convert)
    others = [Question(converter.convert(one.text), one.answer) for one in questions]
    across = quality(others, search)
    peers = {
        "FTS5 trigram": fts5(collection, "trigram", trigrams),
        "FTS5 words": fts5(collection, "unicode61", words),
        "tantivy words": tantivy_words(collection),
    }
    asked = name == "cmrc"  # the other collection is asked about the scripts only
    rows = [
        Row(
            f"{name}, {len(questions):,} questions: MRR@10 / R@10",
            _figures(same),
            target=f"≥ {_LEAST} / {_LEAST_RECALL}" if asked else "",
            met=(same[0] >= _LEAST and same[1] >= _LEAST_RECALL) if asked else None,
        )
    ]
    for peer, find in peers.items():
        figures = f"{_figures(quality(questions, find))} ({peer})"
        rows.append(Row(f"{name}: the peer", _figures(same), figures))
    near = all(one >= other - _WITHIN for one, other in zip(across, same, strict=True))
    what = f"{name}, across scripts ({convert})"
    rows.append(Row(what, _figures(across), _figures(same), "", f"within {_WITHIN}", near))
    return rows


def main() -> None:
    """Measure both collections."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--questions", type=int, help="only the first so many")
    parser.add_argument("--json", action="store_true", help="rows for run.py")
    options = parser.parse_args()
    show(
        [
            *rows_of(options.data, "cmrc", "s2t", options.questions),
            *rows_of(options.data, "drcd", "t2s", options.questions),
        ]
    )


if __name__ == "__main__":
    main()
