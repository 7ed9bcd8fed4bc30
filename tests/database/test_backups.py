"""Copies are made each day, kept for a week, and put back whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from articles import document, numbered

from reader.commands.doctor import restore
from reader.database import backups
from reader.database.connection import FILE_NAME
from reader.database.migrations import MIGRATIONS
from reader.database.sqlite import SqliteDatabase, open_database
from reader.errors import LibraryDamaged, LibraryError, LibraryTooNew, LibraryUnreachable
from reader.model import Listing
from reader.model.annotation import ALL, Edit


class Calendar:
    """The time, on a day that a test turns."""

    day = 1

    def __call__(self) -> str:
        return f"2024-03-{self.day:02}T08:00:00Z"


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def store(folder: Path, calendar: Calendar) -> Iterator[SqliteDatabase]:
    with closing(open_database(folder, now=calendar)) as store:
        yield store


def noted(store: SqliteDatabase, number: int = 1) -> str:
    (result,) = store.add_many([numbered(number)])
    assert result.article is not None
    store.annotations.add(result.article.id, None, Edit(note=f"第{number}条"))
    return result.article.id


def notes(folder: Path) -> list[str]:
    with closing(open_database(folder)) as store:
        assert all(f.ok for f in store.check() if f.subject != "space")
        return sorted(each.note for each in store.annotations.listing(ALL, 0, None))


def test_a_copy_a_day_seven_kept(store: SqliteDatabase, folder: Path, calendar: Calendar) -> None:
    noted(store)
    for calendar.day in range(1, 11):
        made = store.back_up()
        assert made is not None
        assert made.stat().st_mode & 0o077 == 0
        assert store.back_up() is None
    assert [path.name for path in backups.copies(folder)] == [
        f"library-2024-03-{day:02}.db" for day in range(10, 3, -1)
    ]
    assert sorted(path.name for path in (folder / "backups").iterdir()) == sorted(
        path.name for path in backups.copies(folder)
    )


def test_what_was_only_begun_is_not_copied(
    store: SqliteDatabase, folder: Path, calendar: Calendar
) -> None:
    store.add_many([numbered(1)])
    assert store.back_up() is None
    calendar.day = 2
    assert store.back_up() is not None


def test_a_library_that_is_read_is_not_copied(folder: Path, store: SqliteDatabase) -> None:
    noted(store)
    with closing(open_database(folder, read_only=True)) as reading:
        assert reading.back_up() is None
    assert backups.copies(folder) == []


def test_putting_a_copy_back(store: SqliteDatabase, folder: Path) -> None:
    noted(store, 1)
    store.back_up()
    noted(store, 2)
    said = restore(folder, "latest")
    # Who has the library open goes on in what was put back.
    assert store.count(Listing()) == 1
    assert notes(folder) == ["第1条"]
    (aside,) = folder.glob("library-replaced-*.db")
    assert str(aside) in said
    restore(folder, str(aside))
    assert notes(folder) == ["第1条", "第2条"]


@pytest.mark.parametrize("garbage", [b"", b"x", b"\xa5\x5a\xff\x00" * 5000, None])
def test_putting_a_copy_in_the_place_of_a_damaged_library(
    folder: Path, calendar: Calendar, garbage: bytes | None
) -> None:
    with closing(open_database(folder, now=calendar)) as store:
        noted(store)
        store.back_up()
    file = folder / FILE_NAME
    if garbage is None:
        file.unlink()
    else:
        file.write_bytes(garbage)
    restore(folder, "latest")
    assert notes(folder) == ["第1条"]
    kept = [path.read_bytes() for path in folder.glob("library-replaced-*.db")]
    assert kept == ([] if garbage is None else kept)
    assert garbage in (None, *kept)


def test_a_copy_that_is_none_changes_nothing(
    store: SqliteDatabase, folder: Path, tmp_path: Path
) -> None:
    noted(store)
    copy = store.back_up()
    assert copy is not None
    damaged, other, newer = tmp_path / "damaged.db", tmp_path / "other.db", tmp_path / "newer.db"
    data = bytearray(copy.read_bytes())
    newer.write_bytes(data)
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    data[4096:12288] = b"\xff" * 8192
    damaged.write_bytes(data)
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE x (y)")
    refusals: dict[Path, type[LibraryError]] = {
        damaged: LibraryDamaged,
        other: LibraryDamaged,
        newer: LibraryTooNew,
        tmp_path / "none.db": LibraryUnreachable,
        tmp_path: LibraryUnreachable,
    }
    for path, refusal in refusals.items():
        with pytest.raises(refusal) as told:
            restore(folder, str(path))
        assert "Nothing was changed" in str(told.value)
        assert notes(folder) == ["第1条"]
    assert list(folder.glob("library-replaced-*")) == []


def test_no_copy_yet(folder: Path) -> None:
    with pytest.raises(LibraryUnreachable):
        restore(folder, "latest")


def test_the_doctor_finds_a_note_that_is_not_where_its_words_are(
    store: SqliteDatabase, folder: Path
) -> None:
    from reader.database.annotations.base import Passage
    from reader.model import Span
    from reader.text.anchoring import describe

    (result,) = store.add_many([document(path="/一.md")])
    assert result.article is not None
    article = store.article(result.article.id)
    passage = Passage(describe(article.text, Span(4, 8)), article.summary.digest)
    store.annotations.add(article.summary.id, passage, Edit())
    (finding,) = [each for each in store.check() if each.subject == "notes"]
    assert finding.ok
    with closing(sqlite3.connect(folder / FILE_NAME)) as other, other:
        other.execute("UPDATE annotation SET place_start = 5, place_stop = 9")
    (finding,) = [each for each in store.check() if each.subject == "notes"]
    assert not finding.ok
    assert "restore" in finding.remedy
