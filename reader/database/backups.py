"""Copies of the library, one a day, and the way back from one.

Copies are made and put back by SQLite's backup interface, which reads and writes as a transaction
does: another program at the library meanwhile sees all of a copy or nothing.
"""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from reader.database.connection import FILE_NAME, SMALLEST, Connections, name_of
from reader.database.migrations import APPLICATION_ID, MIGRATIONS, schema_version
from reader.errors import (
    LibraryDamaged,
    LibraryFull,
    LibraryLocked,
    LibraryTooNew,
    LibraryUnreachable,
)
from reader.i18n import tr

KEPT = 7
"""Copies that are kept, the last ones."""
LATEST = "latest"
"""Names the last copy."""

_FOLDER = "backups"
_PREFIX, _SUFFIX = "library-", ".db"
_FOLDER_MODE, _FILE_MODE = 0o700, 0o600
_PATIENCE = 5.0  # seconds that other programs are waited for


def copies(folder: Path) -> list[Path]:
    """Return the copies of the library in `folder`, the last first."""
    return sorted((folder / _FOLDER).glob(f"{_PREFIX}*{_SUFFIX}"), reverse=True)


def back_up(connections: Connections, today: str) -> Path | None:
    """Copy the library if no copy of `today` (ISO 8601) is there; return the copy that was made.

    A library that was only begun today and holds no note is not copied yet. Raises a LibraryError.
    """
    folder = connections.file.parent / _FOLDER
    file = folder / f"{_PREFIX}{today}{_SUFFIX}"
    if connections.read_only or file.exists():
        return None
    unfinished = folder / f".{file.name}.{os.getpid()}"
    with connections.reading() as connection:
        if not _is_worth_it(connection, today):
            return None
        with _told(connections.file):
            folder.mkdir(mode=_FOLDER_MODE, exist_ok=True)
            if shutil.disk_usage(folder).free < 2 * connections.file.stat().st_size:
                raise LibraryFull(
                    tr(
                        "There is too little space for today's copy of the library {path}. The"
                        " library itself is as it was. Make room on the disk."
                    ).format(path=name_of(connections.file))
                )
            unfinished.touch(_FILE_MODE)
            try:
                with closing(sqlite3.connect(unfinished)) as copy:
                    connection.backup(copy)
                    copy.execute("PRAGMA journal_mode = DELETE")
                unfinished.replace(file)
            finally:
                unfinished.unlink(missing_ok=True)
            for old in copies(connections.file.parent)[KEPT:]:
                old.unlink(missing_ok=True)
    return file


def _is_worth_it(connection: sqlite3.Connection, today: str) -> bool:
    (worth,) = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM annotation)"
        " OR EXISTS (SELECT 1 FROM article WHERE added < ?)",
        (today,),
    ).fetchone()
    return bool(worth)


def restore(folder: Path, copy: str) -> tuple[Path, Path | None]:
    """Make the library in `folder` what it was in `copy`: a path, or `LATEST`.

    Returns the copy and where the library that it replaced is kept. Nothing is changed where the
    copy is not a whole library. Raises a LibraryError.
    """
    source = _chosen(folder, copy)
    _refuse_damaged(source)
    file = folder / FILE_NAME
    aside = _unused(folder, time.strftime("library-replaced-%Y%m%dT%H%M%SZ", time.gmtime()))
    with _told(file), _opened(source) as good:
        if not file.exists():
            folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
            _write(good, file)
            return source, None
        try:
            if file.stat().st_size < SMALLEST:  # SQLite would take it for an empty database
                raise sqlite3.DatabaseError
            with closing(sqlite3.connect(file, timeout=_PATIENCE)) as present:
                _write(present, aside)
                good.backup(present)
        except sqlite3.DatabaseError as error:
            if _is_busy(error):
                aside.unlink(missing_ok=True)
                raise
            # Too damaged to be read: the file itself is kept, with what belongs to it.
            for ending in ("", "-wal", "-shm"):
                with suppress(FileNotFoundError):
                    file.with_name(file.name + ending).replace(aside.with_name(aside.name + ending))
            _write(good, file)
    return source, aside


def _unused(folder: Path, name: str) -> Path:
    """Return a path that no file has: two libraries may be replaced within a second."""
    numbers = ("", *(f"-{number}" for number in range(2, 1000)))
    return next(path for number in numbers if not (path := folder / f"{name}{number}.db").exists())


def _is_busy(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _chosen(folder: Path, copy: str) -> Path:
    found = copies(folder)[:1] if copy == LATEST else [Path(copy)]
    if not found or not found[0].is_file():
        raise LibraryUnreachable(
            tr("There is no copy {path}. Nothing was changed.").format(
                path=name_of(found[0] if found else folder / _FOLDER)
            )
        )
    return found[0]


def _refuse_damaged(source: Path) -> None:
    """Raise a LibraryError unless `source` is a whole library that this version can read."""
    try:
        with _opened(source) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            version = schema_version(connection)
    except sqlite3.DatabaseError as error:
        application, said, version = 0, str(error), 0
    if application != APPLICATION_ID or said != "ok":
        raise LibraryDamaged(
            tr("{path} is no whole copy of a library. Nothing was changed.").format(
                path=name_of(source)
            )
        )
    if version > len(MIGRATIONS):
        raise LibraryTooNew(
            tr("{path} was written by a newer version of reader. Nothing was changed.").format(
                path=name_of(source)
            )
        )


@contextmanager
def _opened(source: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection that reads a copy and leaves nothing beside it."""
    uri = f"{source.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        yield connection


def _write(source: sqlite3.Connection, file: Path) -> None:
    """Copy a whole database to a new file, for its owner only."""
    file.touch(_FILE_MODE)
    with closing(sqlite3.connect(file)) as copy:
        source.backup(copy)


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Raise as a LibraryError what the disk or another program refuses."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if _is_busy(error):
            raise LibraryLocked(
                tr("Another program is at the library {path}. Close it and try again.").format(
                    path=name_of(file)
                )
            ) from error
        raise LibraryUnreachable(_failed(file, str(error))) from error
    except OSError as error:
        raise LibraryUnreachable(_failed(file, error.strerror or str(error))) from error


def _failed(file: Path, reason: str) -> str:
    return tr("The library {path} could not be copied: {reason}.").format(
        path=name_of(file), reason=reason
    )
