"""The library's file: how it is made, opened and shared, and what its refusals mean.

Every thread has a connection of its own, used under a lock so that `close` cannot pull it away.
The file itself is never opened by other means than SQLite's: closing any descriptor of it would
drop the locks that this process holds on it (sqlite.org/howtocorrupt.html, section 2.2).
"""

import errno
import os
import sqlite3
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from reader.database.migrations import APPLICATION_ID, MIGRATIONS, migrate, schema_version
from reader.database.records import BadRecord
from reader.errors import (
    LibraryDamaged,
    LibraryError,
    LibraryFull,
    LibraryLocked,
    LibraryReadOnly,
    LibraryTooNew,
    LibraryUnreachable,
)
from reader.i18n import tr
from reader.text.normalise import one_line

FILE_NAME = "library.db"

_FOLDER_MODE = 0o700
_FILE_MODE = 0o600
SMALLEST = 512
"""Bytes of a database; SQLite takes what is shorter for a new one."""

_PATIENCE = 0.01  # seconds between attempts where SQLite does not wait by itself


def name_of(path: Path) -> str:
    """Return `path` as a message may show it."""
    return one_line(str(path))


class _Handle(NamedTuple):
    connection: sqlite3.Connection
    lock: threading.Lock


class Connections:
    """The connections of this process to one library."""

    def __init__(self, file: Path, *, read_only: bool, busy_timeout: float) -> None:
        self.file = file
        self.read_only = read_only
        self._busy_timeout = busy_timeout
        self._mode = "mode=ro" if read_only else "mode=rw"
        self._handles: dict[int, _Handle] = {}
        self._changing = threading.Lock()
        self._closed = False

    def close(self) -> None:
        """Close every connection, once the work in it has ended."""
        with self._changing:
            self._closed = True
            for handle in self._handles.values():
                with handle.lock:
                    handle.connection.close()
            self._handles.clear()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection inside a transaction that sees one state of the library."""
        with self.translating(), self._own() as connection, _transaction(connection, "DEFERRED"):
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection inside a transaction that is stored whole, or not at all."""
        if self.read_only:
            raise self._read_only_error()
        with self.translating(), self._own() as connection, _transaction(connection, "IMMEDIATE"):
            self._refuse_newer(connection)
            yield connection

    @contextmanager
    def translating(self) -> Iterator[None]:
        """Raise the `LibraryError` that a driver's error stands for; bugs pass."""
        try:
            yield
        except (sqlite3.Error, BadRecord) as error:
            meant = self._meaning(error)
            if meant is None:
                raise
            raise meant from error

    def prepare(self) -> None:
        """Make sure that the file is a library of this version, making or upgrading it."""
        with self.translating():
            if self.read_only:
                self._choose_mode()
            with self._own() as connection:
                self._refuse_foreign(connection)
                self._refuse_newer(connection)
                if schema_version(connection) == len(MIGRATIONS):
                    return
                if self.read_only:
                    raise self._too_old_error()
                self._use_write_ahead_log(connection)
                migrate(connection)

    @contextmanager
    def _own(self) -> Iterator[sqlite3.Connection]:
        """Give this thread's connection, locked against `close`.

        A thread that gets the number of one that ended takes over its connection.
        """
        thread = threading.get_ident()
        with self._changing:
            if self._closed:
                raise ValueError("the library is closed")
            if thread not in self._handles:
                self._handles[thread] = _Handle(self._connect(), threading.Lock())
            handle = self._handles[thread]
        with handle.lock:
            yield handle.connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self.file.absolute().as_uri()}?{self._mode}",
            uri=True,
            timeout=self._busy_timeout,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("PRAGMA trusted_schema = OFF")
        except BaseException:
            connection.close()
            raise
        return connection

    def _choose_mode(self) -> None:
        """Find out how the file can be read without writing beside it.

        SQLite reads a log's file only beside a shared memory file, which it cannot make in a
        folder that may not be written. `immutable` needs none, but ignores the log, so it is
        taken only where there is no log. Another process with more rights that writes at the
        same time could confuse it; the next opening sees what that stored.
        """
        try:
            with self._own() as connection:
                schema_version(connection)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (
                sqlite3.SQLITE_CANTOPEN,
                sqlite3.SQLITE_READONLY,
            ):
                raise
            log = self.file.with_name(self.file.name + "-wal")
            if log.exists() and log.stat().st_size:
                raise LibraryUnreachable(
                    tr(
                        "The library {path} may only be read, and its last changes wait in the"
                        " file beside it that ends in “-wal”. Nothing is lost: open it once as a"
                        " user who may write to its folder."
                    ).format(path=name_of(self.file))
                ) from error
            self._forget_own()
            self._mode = "mode=ro&immutable=1"

    def _forget_own(self) -> None:
        with self._changing:
            handle = self._handles.pop(threading.get_ident(), None)
        if handle is not None:
            handle.connection.close()

    def _use_write_ahead_log(self, connection: sqlite3.Connection) -> None:
        """Switch the file to WAL; SQLite does not wait for others by itself here."""
        deadline = time.monotonic() + self._busy_timeout
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() > deadline:
                    raise
                time.sleep(_PATIENCE)
            else:
                return

    def _refuse_foreign(self, connection: sqlite3.Connection) -> None:
        # In one transaction: another process may be making the library right now.
        with _transaction(connection, "DEFERRED"):
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            version = schema_version(connection)
        if application == APPLICATION_ID:
            return
        if application or tables or version:
            raise LibraryDamaged(
                tr(
                    "{path} is a database of another program. It was left as it is."
                    " Name another folder for the library."
                ).format(path=name_of(self.file))
            )
        if self.read_only:
            raise missing_error(self.file.parent)

    def _refuse_newer(self, connection: sqlite3.Connection) -> None:
        version = schema_version(connection)
        if version > len(MIGRATIONS):
            raise LibraryTooNew(
                tr(
                    "The library {path} was written by a newer version of reader (its format is"
                    " {version}, this one knows {known}). It was left as it is. Update reader."
                ).format(path=name_of(self.file), version=version, known=len(MIGRATIONS))
            )

    def _too_old_error(self) -> LibraryReadOnly:
        return LibraryReadOnly(
            tr(
                "The library {path} must be brought up to date before it can be read, and it may"
                " not be written. Open it once as a user who may write to it."
            ).format(path=name_of(self.file))
        )

    def _read_only_error(self) -> LibraryReadOnly:
        return LibraryReadOnly(
            tr(
                "The library {path} can be read but not changed. Nothing was stored."
                " Get the right to write to its folder, or name another one."
            ).format(path=name_of(self.file))
        )

    def _meaning(self, error: Exception) -> LibraryError | None:
        """Return what an error of the driver means to a person; None for a bug."""
        path = name_of(self.file)
        code = getattr(error, "sqlite_errorcode", None)
        match None if code is None else code & 0xFF:
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                return LibraryLocked(
                    tr(
                        "Another program is writing to the library {path} and did not finish in"
                        " time. Nothing was changed. Try again, or close the other program."
                    ).format(path=path)
                )
            case sqlite3.SQLITE_READONLY:
                return self._read_only_error()
            case sqlite3.SQLITE_FULL:
                return _full_error(path)
            case sqlite3.SQLITE_IOERR if code in _NO_ROOM:
                return _full_error(path)
            case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
                return LibraryUnreachable(
                    tr(
                        "The library {path} cannot be opened, read or written: {reason}. What was"
                        " stored is kept. Look at the disk and at the rights to the folder."
                    ).format(path=path, reason=one_line(str(error)))
                )
            case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
                return _damaged_error(self.file, str(error))
            case None if isinstance(error, BadRecord) or "decode to UTF-8" in str(error):
                return _damaged_error(self.file, str(error))
        return None


# What the disk, a quota or a limit on file sizes refuses is told as FULL or as one of these.
_NO_ROOM = (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE)


def _full_error(path: str) -> LibraryFull:
    return LibraryFull(
        tr(
            "There is no space left for the library {path}. This change was not stored; all before"
            " it is kept. Make room on the disk, then do it again."
        ).format(path=path)
    )


def _damaged_error(file: Path, reason: str) -> LibraryDamaged:
    return LibraryDamaged(
        tr(
            "The library {path} is damaged or is not a library: {reason}. It was left as it is."
            " Put a copy of it back, or move it away and add your articles again."
        ).format(path=name_of(file), reason=one_line(reason))
    )


@contextmanager
def _transaction(connection: sqlite3.Connection, kind: str) -> Iterator[None]:
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise


def open_connections(folder: Path, *, read_only: bool, busy_timeout: float) -> Connections:
    """Open the library in `folder`, making both where they are missing and may be made.

    Where the file or its folder may not be written it is opened for reading only. Raises a
    LibraryError.
    """
    file = folder / FILE_NAME
    try:
        if not read_only:
            _make(folder, file)
        found = file.stat() if file.exists() else None
    except OSError as error:
        raise _unusable_error(folder, error.strerror or str(error)) from error
    if found is None:
        raise missing_error(folder)
    if not stat.S_ISREG(found.st_mode):
        raise _unusable_error(folder, tr("{file} is not a file").format(file=FILE_NAME))
    if 0 < found.st_size < SMALLEST:
        raise _damaged_error(file, tr("it is too short"))
    writable = os.access(folder, os.W_OK | os.X_OK) and os.access(file, os.W_OK)
    connections = Connections(file, read_only=read_only or not writable, busy_timeout=busy_timeout)
    try:
        connections.prepare()
    except BaseException:
        connections.close()
        raise
    return connections


def _make(folder: Path, file: Path) -> None:
    """Make folder and file where they are missing, for their owner only."""
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
    if not file.exists():
        with suppress(FileExistsError):  # another process was quicker
            os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, _FILE_MODE))


def missing_error(folder: Path) -> LibraryUnreachable:
    """Return the error that tells that `folder` holds no library."""
    return LibraryUnreachable(
        tr("There is no library in {path}, and none may be made there.").format(
            path=name_of(folder)
        )
    )


def _unusable_error(folder: Path, reason: str) -> LibraryUnreachable:
    return LibraryUnreachable(
        tr(
            "The library's folder {path} cannot be made or used: {reason}."
            " Name another one, or look at the rights to it."
        ).format(path=name_of(folder), reason=reason)
    )
