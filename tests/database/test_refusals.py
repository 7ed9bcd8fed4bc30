"""What the store refuses, how it says so, and that nothing is lost by it."""

import os
import resource
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from articles import Child, document, numbered, unprivileged

from reader.database.base import Database, Task
from reader.database.connection import FILE_NAME
from reader.database.migrations import MIGRATIONS
from reader.database.sqlite import open_database
from reader.errors import (
    LibraryDamaged,
    LibraryError,
    LibraryFull,
    LibraryLocked,
    LibraryReadOnly,
    LibraryTooNew,
    LibraryUnreachable,
)
from reader.model import AddStatus, Bulk, Listing
from reader.model.annotation import ALL, Edit

Write = Callable[[Database, str], object]

WRITES: dict[str, Write] = {
    "add_many": lambda store, id_: store.add_many([numbered(99)]),
    "set_progress": lambda store, id_: store.set_progress(id_, 5),
    "set_read": lambda store, id_: store.set_read(id_, True),
    "set_starred": lambda store, id_: store.set_starred(id_, True),
    "set_tags": lambda store, id_: store.set_tags(id_, ["新"]),
    "add_tag": lambda store, id_: store.add_tag(id_, "新"),
    "change_all": lambda store, id_: store.change_all(Listing(), Bulk(read=True, add_tag="新")),
    "set_state": lambda store, id_: store.set_state("place", "here"),
    "annotate": lambda store, id_: store.annotations.add(id_, None, Edit(note="新")),
    "edit a note": lambda store, id_: store.annotations.edit_all(ALL, Edit(note="新")),
    "delete a note": lambda store, id_: store.annotations.delete_all(ALL),
    "undo": lambda store, id_: store.annotations.undo(),
    "rename_tag": lambda store, id_: store.annotations.rename_tag("旧", "新"),
    "delete_article": lambda store, id_: store.delete_article(id_),
    "done": lambda store, id_: store.queue.done(
        Task.INDEX, [pending.key for pending in store.queue.pending(Task.INDEX, 9)]
    ),
}

every_write = pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())


def contents(store: Database) -> object:
    """Return all that writing could change."""
    articles = [store.article(s.id) for s in store.listing(Listing(), 0, None)]
    notes = store.annotations.listing(ALL, 0, None)
    return articles, notes, store.state("place"), [store.queue.pending(task, 99) for task in Task]


def fill(folder: Path) -> None:
    """Make a library with one article and a note on it."""
    with closing(open_database(folder)) as store:
        (result,) = store.add_many([numbered(1, tags=("旧",))])
        assert result.article is not None
        store.annotations.add(result.article.id, None, Edit(note="旧"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library with one article."""
    folder = tmp_path / "library"
    fill(folder)
    return folder


@pytest.fixture
def public() -> Iterator[Path]:
    """A library with one article, in a place that every user can reach."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "library"
        fill(folder)
        for path in (Path(name), folder, folder / FILE_NAME):
            path.chmod(0o755 if path.is_dir() else 0o644)
        if os.geteuid() == 0:
            for path in (folder, folder / FILE_NAME):
                os.chown(path, 65534, 65534)
        yield folder
        folder.chmod(0o755)


def refused(kind: type[LibraryError], folder: Path, act: Callable[[], object]) -> str:
    """Return the message of the error that `act` must raise; it names the place."""
    with pytest.raises(kind) as refusal:
        act()
    assert str(folder) in str(refusal.value)
    return str(refusal.value)


# Locked


@every_write
def test_a_locked_library(folder: Path, write: Write) -> None:
    with (
        closing(open_database(folder, busy_timeout=0.01)) as store,
        closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as other,
    ):
        (summary,) = store.listing(Listing(), 0, 1)
        before = contents(store)
        other.execute("BEGIN EXCLUSIVE")
        message = refused(LibraryLocked, folder, lambda: write(store, summary.id))
        assert "Nothing was changed" in message
        assert contents(store) == before
        other.execute("COMMIT")
        write(store, summary.id)
        assert contents(store) != before


def test_opening_a_locked_library(folder: Path) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with closing(open_database(folder, busy_timeout=0.01)) as store:
            assert store.count(Listing()) == 1


def test_making_a_library_that_another_is_making(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        refused(LibraryLocked, tmp_path, lambda: open_database(tmp_path, busy_timeout=0.05))
    with closing(open_database(tmp_path)) as store:
        assert store.count(Listing()) == 0


def test_making_a_library_while_another_is_busy_for_a_moment(tmp_path: Path) -> None:
    opened: list[Database] = []
    with closing(
        sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None, check_same_thread=False)
    ) as other:
        other.execute("BEGIN EXCLUSIVE")
        thread = threading.Thread(
            target=lambda: opened.append(open_database(tmp_path, busy_timeout=60))
        )
        thread.start()
        thread.join(0.05)
        other.execute("COMMIT")
    thread.join()
    (store,) = opened
    assert store.count(Listing()) == 0
    store.close()


def test_closing_waits_for_the_work_of_other_threads(folder: Path) -> None:
    store = open_database(folder)
    inside, leave = threading.Event(), threading.Event()
    seen: list[int] = []

    def work() -> None:
        with store._connections.reading() as connection:
            inside.set()
            leave.wait()
            seen.append(len(connection.execute("SELECT id FROM article").fetchall()))

    threads = [threading.Thread(target=work), threading.Thread(target=store.close)]
    threads[0].start()
    inside.wait()
    threads[1].start()
    threads[1].join(0.05)
    leave.set()
    for thread in threads:
        thread.join()
    assert seen == [1]


# Newer, foreign, damaged


def test_a_newer_library_is_left_alone(folder: Path) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as other:
        other.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = (folder / FILE_NAME).read_bytes()
    assert "newer" in refused(LibraryTooNew, folder, lambda: open_database(folder))
    assert (folder / FILE_NAME).read_bytes() == before


def test_a_library_that_becomes_newer_while_open(folder: Path) -> None:
    with (
        closing(open_database(folder)) as store,
        closing(sqlite3.connect(folder / FILE_NAME)) as other,
    ):
        other.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
        refused(LibraryTooNew, folder, lambda: store.set_state("place", "here"))


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    "statement", ["CREATE TABLE other (x)", "PRAGMA application_id = 7", "PRAGMA user_version = 1"]
)
def test_a_foreign_database_is_left_alone(tmp_path: Path, statement: str, read_only: bool) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    file = folder / FILE_NAME
    with closing(sqlite3.connect(file)) as other:
        other.execute(statement)
    before = file.read_bytes()
    message = refused(LibraryDamaged, folder, lambda: open_database(folder, read_only=read_only))
    assert "another program" in message
    assert file.read_bytes() == before
    assert list(folder.iterdir()) == [file]


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    "garbage", [b"x", b"\0" * 200, b"\0" * 4096, bytes(range(256)) * 64, "早晨。\n".encode() * 500]
)
def test_a_file_that_is_no_database(tmp_path: Path, garbage: bytes, read_only: bool) -> None:
    file = tmp_path / FILE_NAME
    file.write_bytes(garbage)
    refused(LibraryDamaged, tmp_path, lambda: open_database(tmp_path, read_only=read_only))
    assert file.read_bytes() == garbage


def _use(folder: Path) -> None:
    """Do what an app does: raises a LibraryError or nothing else."""
    with closing(open_database(folder)) as store:
        for summary in store.listing(Listing(), 0, None):
            store.article(summary.id)
            store.versions(summary.id)
        store.count(Listing(text="早"))
        store.tags()
        store.add_many([numbered(n) for n in range(30)])
        store.check()


@pytest.mark.parametrize("kept", [10, 99, 100, 512, 4095, 4096, 5000, 20_000, 40_000])
def test_a_truncated_library(folder: Path, kept: int) -> None:
    file = folder / FILE_NAME
    assert file.stat().st_size > kept
    os.truncate(file, kept)
    refused(LibraryDamaged, folder, lambda: _use(folder))


@pytest.mark.parametrize("page", range(1, 24))
def test_a_page_of_rubbish_is_no_traceback(folder: Path, page: int) -> None:
    data = bytearray((folder / FILE_NAME).read_bytes())
    data[page * 4096 : page * 4096 + 4096] = b"\xa5\x5a\xff\x00" * 1024
    (folder / FILE_NAME).write_bytes(data)
    try:
        _use(folder)
    except LibraryError as error:
        assert isinstance(error, LibraryDamaged)  # noqa: PT017  some pages are not met
        with closing(open_database(folder)) as store:
            assert not all(finding.ok for finding in store.check())


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE text SET structure = '{}'",
        "UPDATE text SET structure = 'rubbish'",
        """UPDATE text SET structure = '{"blocks":[[0,9999999,"paragraph"]],"marks":[]}'""",
        "UPDATE text SET text = CAST(x'ff' AS TEXT)",
    ],
)
def test_a_record_of_rubbish_is_damage(folder: Path, change: str) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as other, other:
        other.execute(change)
    with closing(open_database(folder)) as store:
        (summary,) = store.listing(Listing(), 0, 1)
        refused(LibraryDamaged, folder, lambda: store.article(summary.id))


def test_a_changed_text_is_found(folder: Path) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as other, other:
        other.execute("UPDATE text SET text = text || '！'")
    with closing(open_database(folder)) as store:
        (bad,) = [finding for finding in store.check() if not finding.ok]
        assert store.listing(Listing(), 0, 1)[0].id in bad.detail
        assert bad.remedy


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO tag VALUES (99, 'AI')",
        "INSERT INTO pending (article, task) VALUES (99, 'index')",
        "UPDATE text SET replaced = NULL, article = 99",
    ],
)
def test_nothing_is_stored_of_an_article_that_is_not_there(folder: Path, statement: str) -> None:
    with closing(open_database(folder)) as store:
        with pytest.raises(sqlite3.IntegrityError), store._connections.writing() as connection:
            connection.execute(statement)
        assert all(finding.ok for finding in store.check())


# No way in


def test_the_folder_is_a_file(tmp_path: Path) -> None:
    place = tmp_path / "library"
    place.write_text("x")
    refused(LibraryUnreachable, place, lambda: open_database(place))
    refused(LibraryUnreachable, place, lambda: open_database(place / "below"))
    refused(LibraryUnreachable, place, lambda: open_database(place, read_only=True))


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo, lambda path: path.symlink_to("nowhere")])
def test_the_file_is_no_file(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / FILE_NAME)
    refused(LibraryUnreachable, tmp_path, lambda: open_database(tmp_path))


def test_nothing_is_made_for_reading(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    refused(LibraryUnreachable, folder, lambda: open_database(folder, read_only=True))
    assert not folder.exists()


def test_an_empty_file_is_no_library_to_read(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch()
    refused(LibraryUnreachable, tmp_path, lambda: open_database(tmp_path, read_only=True))


def test_a_folder_that_may_not_be_entered(public: Path) -> None:
    public.chmod(0)

    @unprivileged
    def _() -> None:
        refused(LibraryUnreachable, public, lambda: open_database(public))
        refused(LibraryUnreachable, public, lambda: open_database(public / "below"))


# Read-only


@every_write
def test_a_library_opened_for_reading(folder: Path, write: Write) -> None:
    with closing(open_database(folder, read_only=True)) as store:
        assert store.read_only
        (summary,) = store.listing(Listing(), 0, 1)
        before = contents(store)
        refused(LibraryReadOnly, folder, lambda: write(store, summary.id))
        assert contents(store) == before


@pytest.mark.parametrize(
    ("folder_mode", "file_mode"), [(0o555, 0o444), (0o555, 0o644), (0o755, 0o444)]
)
def test_a_library_that_may_not_be_written(public: Path, folder_mode: int, file_mode: int) -> None:
    (public / FILE_NAME).chmod(file_mode)
    public.chmod(folder_mode)

    @unprivileged
    def _() -> None:
        with closing(open_database(public)) as store:
            assert store.read_only
            (summary,) = store.listing(Listing(), 0, 1)
            assert store.article(summary.id).text == numbered(1).text
            for write in WRITES.values():
                refused(LibraryReadOnly, public, lambda write=write: write(store, summary.id))
            findings = [finding for finding in store.check() if finding.remedy]
            assert any("can be read" in finding.detail for finding in findings)

    with closing(open_database(public)) as store:
        assert store.count(Listing()) == 1


def test_changes_that_wait_beside_a_read_only_library(public: Path, tmp_path: Path) -> None:
    """What is only in the log must not be passed over in silence."""
    source = tmp_path / "source"
    with closing(open_database(source)) as store:
        store.add_many([numbered(1), numbered(2)])
        for name in (FILE_NAME, f"{FILE_NAME}-wal"):
            shutil.copy(source / name, public / name)
            (public / name).chmod(0o444)
    public.chmod(0o555)

    @unprivileged
    def _() -> None:
        assert "-wal" in refused(LibraryUnreachable, public, lambda: open_database(public))

    public.chmod(0o755)
    (public / FILE_NAME).chmod(0o644)
    with closing(open_database(public)) as store:
        assert store.count(Listing()) == 2


def test_an_old_library_that_may_not_be_upgraded(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as other:
        MIGRATIONS[0](other)
        other.commit()
    refused(LibraryReadOnly, tmp_path, lambda: open_database(tmp_path, read_only=True))


def test_reading_while_another_writes(folder: Path) -> None:
    with (
        closing(open_database(folder, read_only=True)) as reading,
        closing(open_database(folder)) as writing,
    ):
        writing.add_many([numbered(2)])
        assert reading.count(Listing()) == 2


# Full


def test_a_full_disk(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk's end; it acts on real writes."""

    def fill(pipe: Connection) -> None:
        store = open_database(tmp_path)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, resource.RLIM_INFINITY))
        stored = 0
        while stored < 10_000:
            try:
                store.add_many([numbered(stored + n) for n in range(20)])
            except LibraryFull as error:
                assert str(tmp_path) in str(error)  # noqa: PT017  ends the loop
                break
            stored += 20
        assert store.count(Listing()) == stored
        for summary in store.listing(Listing(), 0, None):
            assert summary.chars == len(store.article(summary.id).text)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        (result,) = store.add_many([document("又有地方了。", path="/新.md")])
        assert result.status is AddStatus.ADDED
        store.close()
        pipe.send(stored)

    child = Child(fill)
    child.finish()
    stored = child.pipe.recv()
    assert 0 < stored < 10_000
    with closing(open_database(tmp_path)) as store:
        assert store.count(Listing()) == stored + 1
        assert {finding.subject for finding in store.check() if not finding.ok} <= {"privacy"}


def test_a_library_that_may_grow_no_further(folder: Path) -> None:
    with closing(open_database(folder)) as store:
        with store._connections._own() as connection:
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count = {pages}")
        message = refused(
            LibraryFull, folder, lambda: store.add_many([document("长" * 500_000, path="/长.md")])
        )
        assert "all before it is kept" in message
        assert store.count(Listing()) == 1
