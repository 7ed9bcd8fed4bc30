"""Notes: opening, listing and saving among 100,000 of them, and finding 1,000 again in a long text.

    python benchmarks/notes.py [--runs 5] [--notes 100000]

The times are those of the library's calls, without drawing: as long as it took, and CPU time, which
suffers less from other programs. What waits for no disk is held to its target by CPU time. The peer
is a library without notes, or the same search by `difflib`, the standard library's.
"""

import argparse
import difflib
import random
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from samples import BUILD, document
from table import Row, median, milliseconds, percentile, show

from reader.database.annotations import rows as annotation_rows
from reader.database.sqlite import SqliteDatabase, open_database
from reader.library import Library, open_library
from reader.model import Article, Listing, Span
from reader.model.annotation import (
    ALL,
    Annotation,
    Colour,
    Edit,
    NoteGroup,
    NoteListing,
    NoteOrder,
    State,
)
from reader.text.anchoring import anchor_all, describe

_ARTICLES = 2_000
_CHARS = 2_000  # code points of an article
_BUSIEST = 500  # notes on one article
_SAVES = 60
_FIRST = 128  # rows that the view of all notes asks for
_LONG = 1_000_000
_PASSAGES = 1_000
_LENGTHS = (2, 4, 8, 20, 60)
_WORDS = ("重读时再想", "和上一篇矛盾", "数字要核对", "GPT-4 的说法", "可以引用", "写得好")
_TAGS = ("ai/模型", "ai/算力", "历史", "待核", "引用/人物", "文字")


def noted_library(notes: int) -> Path:
    """Return the folder of a library of so many notes, made now unless it was made before."""
    folder = BUILD / f"notes-{notes}"
    if folder.exists():
        return folder
    unfinished = BUILD / f"notes-{notes}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    database = open_database(unfinished)
    results = database.add_many([document(seed, _CHARS) for seed in range(_ARTICLES)])
    draw = random.Random(notes)
    ids = [result.article.id for result in results if result.article]
    for place, id_ in enumerate(ids):
        count = _BUSIEST if place == 0 else notes // _ARTICLES
        _annotate(database, database.article(id_), count, draw)
    database.close()
    unfinished.rename(folder)
    return folder


def _annotate(database: SqliteDatabase, article: Article, count: int, draw: random.Random) -> None:
    """Store notes as they are stored one by one, but in one transaction."""
    with database._connections.writing() as connection:
        key = connection.execute(
            "SELECT key FROM article WHERE id = ?", (article.summary.id,)
        ).fetchone()[0]
        for _ in range(count):
            annotation_rows.save(connection, _made(article, draw), key)


def _made(article: Article, draw: random.Random) -> Annotation:
    start = draw.randrange(len(article.text) - 60)
    span = Span(start, start + draw.choice(_LENGTHS))
    when = f"20{draw.randrange(20, 26)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}"
    when += f"T{draw.randrange(24):02}:{draw.randrange(60):02}:{draw.randrange(60):02}Z"
    return Annotation(
        id=annotation_rows.new_id(),
        article=article.summary.id,
        title=article.summary.title,
        selectors=describe(article.text, span),
        digest=article.summary.digest,
        place=span,
        state=State.ANCHORED,
        tags=tuple(sorted(draw.sample(_TAGS, draw.randrange(3)))),
        note="".join(draw.choices(_WORDS, k=draw.randrange(4))) + str(draw.randrange(10_000)),
        colour=draw.choice(list(Colour)),
        created=when,
        modified=when,
    )


class Taken(NamedTuple):
    """How long something took, in seconds."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{milliseconds(self.wall)} (CPU {milliseconds(self.cpu)})"


def timed(act: Callable[[], object]) -> Taken:
    """Return how long `act` takes."""
    begun, cpu_begun = time.perf_counter(), time.process_time()
    act()
    return Taken(time.perf_counter() - begun, time.process_time() - cpu_begun)


def usual(taken: Sequence[Taken]) -> Taken:
    """Return the medians."""
    return Taken(median([each.wall for each in taken]), median([each.cpu for each in taken]))


def opening(library: Library, runs: int) -> Row:
    """Return how much longer an article with 500 notes takes to be read than without them."""
    busiest = max(library.listing(Listing(), 0, None), key=lambda row: row.annotations).id
    with_notes, without = [], []
    for _ in range(runs * 3):
        without.append(timed(lambda: library.article(busiest)))
        with_notes.append(timed(lambda: (library.article(busiest), library.notes.of(busiest))))
    long, short = usual(with_notes), usual(without)
    more = Taken(long.wall - short.wall, long.cpu - short.cpu)
    return Row(
        f"opening an article with {_BUSIEST} notes: more than without",
        str(more),
        milliseconds(short.wall) + " (without)",
        target="≤ 30 ms",
        met=more.cpu <= 0.03,
    )


def listings(library: Library, runs: int, count: int) -> list[Row]:
    """Return how long the notes view's first window and its filters take."""
    cases = {
        "newest first": (ALL, None),
        "by article": (NoteListing(NoteOrder.ARTICLE, descending=False), None),
        "with a tag": (NoteListing(tag="ai"), None),
        "of one colour": (NoteListing(colour=Colour.PINK), None),
        "filtered by a frequent text": (NoteListing(text="数字"), None),
        "filtered by a rare text": (NoteListing(text="核对1234"), None),
        "in groups by tag": (ALL, NoteGroup.TAG),
        "in groups by article": (ALL, NoteGroup.ARTICLE),
    }
    found = []
    for what, (listing, group) in cases.items():
        taken = usual([timed(partial(_looked_at, library, listing, group)) for _ in range(runs)])
        found.append(
            Row(
                f"{count:,} notes: the first rows {what}, and how many",
                str(taken),
                target="≤ 100 ms",
                met=taken.cpu <= 0.1,
            )
        )
    return found


def _looked_at(library: Library, listing: NoteListing, group: NoteGroup | None) -> None:
    """Ask for what the view of all notes asks for."""
    library.notes.beginning(listing, _FIRST)
    if group is not None:
        library.notes.groups(listing, group)


def saving(library: Library) -> Row:
    """Return how long saving takes, on the disk."""
    article = library.article(library.listing(Listing(), 5, 1)[0].id)
    draw = random.Random(1)
    seconds = []
    for number in range(_SAVES):
        start = draw.randrange(len(article.text) - 20)
        span = Span(start, start + 12)
        edit = Edit(note=f"第{number}条", tags=("测",))
        seconds.append(timed(lambda: library.notes.annotate(article, span, edit)).wall)  # noqa: B023
    library.notes.delete_all(NoteListing(tag="测"))
    library.notes.trash.empty()
    slow = percentile(seconds, 0.95)
    return Row(
        "saving a note, 95 % of the times",
        milliseconds(slow),
        milliseconds(median(seconds)) + " (median)",
        target="≤ 50 ms",
        met=slow <= 0.05,
    )


def long_text() -> str:
    """Return a text in which no paragraph stands twice, as none does in one that was written."""
    paragraphs = document(7, _LONG).text.split("\n\n")
    return "\n\n".join(f"{text}（{number}）" for number, text in enumerate(paragraphs))[:_LONG]


def revised(text: str, draw: random.Random) -> str:
    """Return the text with one paragraph in ten put in, taken out, moved or reworded."""
    paragraphs = text.split("\n\n")
    for _ in range(len(paragraphs) // 10):
        place = draw.randrange(len(paragraphs))
        match draw.randrange(4):
            case 0:
                del paragraphs[place]
            case 1:
                paragraphs.insert(place, f"第{place}段是后来加的，原先没有。")
            case 2:
                paragraphs[place] = paragraphs[place].replace("的", "之", 1)
            case _:
                paragraphs.insert(draw.randrange(len(paragraphs)), paragraphs.pop(place))
    return "\n\n".join(paragraphs)


def _shuffled(text: str, draw: random.Random) -> str:
    paragraphs = text.split("\n\n")
    return "\n\n".join(draw.sample(paragraphs, len(paragraphs)))


def anchoring(runs: int) -> list[Row]:
    """Return how long 1,000 passages of a long text take to be found in its revisions."""
    text, draw = long_text(), random.Random(3)
    starts = [draw.randrange(len(text) - 60) for _ in range(_PASSAGES)]
    spans = [Span(start, start + draw.choice(_LENGTHS)) for start in starts]
    passages = [describe(text, span) for span in spans if span.of(text).strip()]
    cases = {
        "a paragraph is put in above": "后来加的一段。\n\n" + text,
        "one paragraph in ten is another": revised(text, draw),
        "all paragraphs in another order": _shuffled(text, draw),
        "another text, made of the same paragraphs": document(8, _LONG).text,
        "another text": "".join(draw.sample(text, len(text))),
    }
    found = []
    for what, new in cases.items():
        taken = usual([timed(lambda: anchor_all(new, passages, text)) for _ in range(runs)])  # noqa: B023
        found.append(
            Row(
                f"{_PASSAGES:,} notes in {_LONG:,} characters: {what}",
                str(taken),
                target="≤ 1,000 ms",
                met=taken.cpu <= 1,
            )
        )
    matcher = difflib.SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(text[:10_000])
    peer = timed(lambda: (matcher.set_seq1(text[5:10_000]), matcher.get_opcodes()))
    found[1] = replace(
        found[1], peer=f"{milliseconds(peer.wall)} (difflib, a hundredth of the text)"
    )
    return found


def rows(runs: int, notes: int) -> list[Row]:
    """Return what was measured."""
    with open_library(noted_library(notes)) as library:
        count = library.notes.count(ALL)
        measured = [opening(library, runs), *listings(library, runs, count), saving(library)]
    return [*measured, *anchoring(runs)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--notes", type=int, default=100_000)
    parser.add_argument("--json", action="store_true", help="for run.py")
    options = parser.parse_args()
    show(rows(options.runs, options.notes))


if __name__ == "__main__":
    main()
