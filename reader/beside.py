"""Processes beside the app: what would keep its keys waiting is done in one of them.

Python runs one thread at a time. Each process runs `reader.worker` in one of its roles and ends
when its standard input does, so none outlives the app, however that ends.
"""

import contextlib
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from reader.errors import LibraryError, ReaderError
from reader.i18n import language, tr
from reader.model import AddResult

if TYPE_CHECKING:
    from reader.importing import Item

_PATIENCE = 2.0
"""Seconds that a process has to end by itself."""


class ProcessFailed(Exception):
    """The process cannot be started, or ended while it was asked."""


def add(folder: Path, items: "Iterable[Item]", *, chapters: bool) -> Iterator[AddResult]:
    """Import `items` into the library in `folder`; see `reader.library.Library.add`.

    Raises ProcessFailed, before anything is yielded, where no process can be started.
    """
    process = start("add", folder)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with contextlib.suppress(OSError):  # it has ended, which is told below
            pickle.dump((list(items), chapters), process.stdin)
            process.stdin.flush()
        while (outcome := _next_outcome(process.stdout)) is not None:
            if isinstance(outcome, ReaderError):
                raise outcome
            yield outcome
    finally:
        end(process)


def _next_outcome(stream: IO[bytes]) -> AddResult | ReaderError | None:
    """Return what became of the next item, None when there are no more."""
    try:
        outcome: AddResult | ReaderError | None = pickle.load(stream)
    except (EOFError, OSError, ValueError, pickle.UnpicklingError):
        raise LibraryError(
            tr("What imports has ended early. What was reported is kept; add the rest again.")
        ) from None
    return outcome


def start(role: str, folder: Path) -> "subprocess.Popen[bytes]":
    """Start a process of `reader.worker`; raises ProcessFailed."""
    command = [sys.executable, "-P", "-m", "reader.worker", role, str(folder), language()]
    try:
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise ProcessFailed from error


def end(process: "subprocess.Popen[bytes]") -> None:
    """Let a process end, by closing what it reads, or else by force."""
    with contextlib.suppress(OSError):
        if process.stdin is not None:
            process.stdin.close()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
