"""No note whose saving was acknowledged is lost: kill -9, many processes, a disk that is full.

    READER_KILLS=150 python -m pytest tests/database/test_notes_survive.py

kills as often as that; a run without it, a tenth as often.
"""

import os
import random
import resource
from contextlib import closing, suppress
from multiprocessing.connection import Connection
from pathlib import Path

from articles import Child, document

from reader.database.annotations.base import Passage
from reader.database.sqlite import SqliteDatabase, open_database
from reader.errors import LibraryFull
from reader.model import Article, Listing, Span
from reader.model.annotation import ALL, Edit
from reader.text.anchoring import describe

_KILLS = int(os.environ.get("READER_KILLS", "15"))
_PROCESSES, _EACH = 4, 25


def made(folder: Path) -> Article:
    with closing(open_database(folder)) as store:
        (result,) = store.add_many([document()])
        assert result.article is not None
        return store.article(result.article.id)


def tag(store: SqliteDatabase, article: Article, number: int) -> str:
    start = number % (len(article.text) - 5)
    passage = Passage(describe(article.text, Span(start, start + 4)), article.summary.digest)
    edit = Edit(note=f"第{number}条", tags=(f"号/{number % 7}",))
    return store.annotations.add(article.summary.id, passage, edit).id


def kept(folder: Path) -> dict[str, str]:
    with closing(open_database(folder, busy_timeout=60)) as store:
        (row,) = store.listing(Listing(), 0, None)
        found = store.annotations.listing(ALL, 0, None)
        assert row.annotations == len(found)
        assert all(f.ok for f in store.check() if f.subject not in ("space", "privacy"))
        return {each.id: each.note for each in found}


def test_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    """Killed at any moment while it adds, edits and deletes: what it told of is there."""
    article = made(tmp_path)

    def work(pipe: Connection) -> None:
        first = pipe.recv()
        store = open_database(tmp_path)
        number = first
        while True:
            id_ = tag(store, article, number)
            pipe.send((id_, f"第{number}条"))
            if number % 3 == 0:
                store.annotations.edit(id_, Edit(note=f"改{number}"))
                pipe.send((id_, f"改{number}"))
            number += 1

    acknowledged: dict[str, str] = {}
    draw = random.Random(11)
    for turn in range(_KILLS):
        child = Child(work)
        child.pipe.send(turn * 10_000)
        if turn % 4:  # else perhaps while it opens the library
            id_, note = child.pipe.recv()
            acknowledged[id_] = note
        child.process.join(draw.random() * 0.08)
        child.kill()
        with suppress(EOFError, ConnectionResetError):  # the end of what it told
            while True:
                id_, note = child.pipe.recv()
                acknowledged[id_] = note
    found = kept(tmp_path)
    for id_, note in acknowledged.items():  # the next change may have been made and not been told
        assert found[id_] == note or found[id_].startswith("改")
    assert len(acknowledged) > _KILLS


def test_four_processes_tag_at_once(tmp_path: Path) -> None:
    article = made(tmp_path)

    def work(pipe: Connection) -> None:
        first = pipe.recv()
        with closing(open_database(tmp_path, busy_timeout=60)) as store:
            pipe.send([tag(store, article, first + n) for n in range(_EACH)])

    children = [Child(work) for _ in range(_PROCESSES)]
    for place, child in enumerate(children):
        child.pipe.send(place * 1000)
    told = {id_ for child in children for id_ in child.pipe.recv()}
    for child in children:
        child.finish()
    assert kept(tmp_path).keys() == told
    assert len(told) == _PROCESSES * _EACH


def test_a_full_disk_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk's end; it acts on real writes."""
    article = made(tmp_path)

    def work(pipe: Connection) -> None:
        store = open_database(tmp_path)
        resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, resource.RLIM_INFINITY))
        saved = []
        try:
            for number in range(10_000):
                saved.append(tag(store, article, number))
        except LibraryFull:
            pipe.send(saved)
        assert store.annotations.count(ALL) == len(saved)
        store.close()

    child = Child(work)
    saved = child.pipe.recv()
    child.finish()
    assert 0 < len(saved) < 10_000
    assert kept(tmp_path).keys() == set(saved)
