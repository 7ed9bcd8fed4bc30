"""Several processes at one library, and processes that die in the middle of their work."""

import random
import sqlite3
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

from articles import Child, numbered

from reader.database.connection import FILE_NAME
from reader.database.sqlite import open_database
from reader.model import AddStatus, Listing

_PROCESSES = 4
_BATCHES = 10
_BATCH = 5


def test_four_processes_make_and_fill_a_library(tmp_path: Path) -> None:
    folder = tmp_path / "library"

    def fill(pipe: Connection) -> None:
        first = pipe.recv()
        with closing(open_database(folder, busy_timeout=60)) as store:
            for batch in range(_BATCHES):
                numbers = [first + batch * _BATCH + n for n in range(_BATCH)]
                results = store.add_many([numbered(number) for number in numbers])
                assert all(result.status is AddStatus.ADDED for result in results)
                store.set_state(str(first), str(batch))
                assert store.count(Listing()) >= len(numbers)

    children = [Child(fill) for _ in range(_PROCESSES)]
    for place, child in enumerate(children):
        child.pipe.send(place * 1000)
    for child in children:
        child.finish()
    with closing(open_database(folder)) as store:
        articles = store.listing(Listing(), 0, None)
        assert len({summary.id for summary in articles}) == _PROCESSES * _BATCHES * _BATCH
        assert [store.state(str(place * 1000)) for place in range(_PROCESSES)] == ["9"] * 4
        assert {finding.subject for finding in store.check() if not finding.ok} <= {"space"}


def test_many_processes_make_a_library_at_once(tmp_path: Path) -> None:
    """None takes what another has half made for a foreign file, or gives up."""
    for turn in range(15):

        def make(pipe: Connection, folder: Path = tmp_path / f"library {turn}") -> None:
            pipe.recv()
            open_database(folder, busy_timeout=60).close()

        children = [Child(make) for _ in range(6)]
        for child in children:
            child.pipe.send("go")
        for child in children:
            child.finish()


def test_processes_that_add_the_same_make_one_article(tmp_path: Path) -> None:
    def fill(pipe: Connection) -> None:
        pipe.recv()
        with closing(open_database(tmp_path, busy_timeout=60)) as store:
            store.add_many([numbered(number) for number in range(20)])

    children = [Child(fill) for _ in range(_PROCESSES)]
    for child in children:
        child.pipe.send("go")
    for child in children:
        child.finish()
    with closing(open_database(tmp_path)) as store:
        assert store.count(Listing()) == 20


def test_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    """Kill a process after each of its first answers, and while it works on the next."""
    folder = tmp_path / "library"

    def fill(pipe: Connection) -> None:
        number = pipe.recv()
        store = open_database(folder)
        while True:
            documents = [numbered(n, path="") for n in range(number, number + 8)]
            results = store.add_many(documents)
            store.set_progress(results[0].article.id, 5)  # type: ignore[union-attr]
            pipe.send([result.article.id for result in results if result.article])
            number += 8

    acknowledged: dict[str, int] = {}
    waits = random.Random(7)
    for turn in range(24):
        child = Child(fill)
        first = turn * 10_000
        child.pipe.send(first)
        for answer in range(turn % 4):
            for place, id_ in enumerate(child.pipe.recv()):
                acknowledged[id_] = first + answer * 8 + place
        child.process.join(waits.random() * 0.02)
        child.kill()
        with closing(open_database(folder)) as store:
            assert store.count(Listing()) % 8 == 0
            for id_, number in acknowledged.items():
                article = store.article(id_)
                assert article.text == numbered(number).text
                assert article.summary.progress == (5 if number % 8 == 0 else 0)
            assert {finding.subject for finding in store.check() if not finding.ok} <= {"space"}
    assert acknowledged


def test_a_process_killed_while_it_makes_the_library(tmp_path: Path) -> None:
    """Whatever was written of it, the next process makes the rest."""

    def begin(pipe: Connection) -> None:
        connection = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
        for statement in ("PRAGMA journal_mode = WAL", "BEGIN IMMEDIATE", "CREATE TABLE half (x)"):
            connection.execute(statement)
            pipe.send(statement)
            pipe.recv()

    for steps in range(4):
        folder = tmp_path / f"library {steps}"
        folder.mkdir()
        (folder / FILE_NAME).touch()
        child = Child(begin)
        for step in range(steps):
            child.pipe.recv()
            if step < steps - 1:
                child.pipe.send("on")
        child.kill()
        with closing(open_database(folder)) as store:
            assert store.add_many([numbered(1)])[0].status is AddStatus.ADDED
