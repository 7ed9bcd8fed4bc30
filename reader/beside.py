"""Processes beside the app: what would keep its keys waiting is done in one of them.

Python runs one thread at a time. Each process runs `reader.worker` in one of its roles and ends
when its standard input does, so none outlives the app, however that ends.
"""

import contextlib
import pickle
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from reader.errors import LibraryError, ReaderError
from reader.i18n import language, tr
from reader.model import AddResult

if TYPE_CHECKING:
    from reader.importing import Item
    from reader.model.web import Refreshed

_ASKED_EVERY = 0.1
"""Seconds after which it is asked whether anybody still waits for an outcome."""

_PATIENCE = 2.0
"""Seconds that a process has to end by itself."""


class ProcessFailed(Exception):
    """The process cannot be started, or ended while it was asked."""


def add(folder: Path, items: "Collection[Item]", *, chapters: bool) -> Iterator[AddResult]:
    """Import `items` into the library in `folder`; see `reader.library.Library.add`.

    Raises ProcessFailed, before anything is yielded, where no process can be started.
    """
    yield from _outcomes("add", folder, (list(items), chapters))


def refresh(
    folder: Path, addresses: Collection[str], *, stopped: Callable[[], bool]
) -> Iterator["Refreshed"]:
    """Ask feeds; see `reader.library.subscribing.Subscriptions.refresh`. Raises as `add`."""
    yield from _outcomes("refresh", folder, list(addresses), stopped)


def follow(
    folder: Path, address: str, *, full: bool, stopped: Callable[[], bool]
) -> "Refreshed | None":
    """Follow a feed; see `reader.library.subscribing.Subscriptions.follow`. Raises as `add`."""
    outcomes = list(_outcomes("follow", folder, (address, full), stopped))
    return outcomes[0] if outcomes else None


def _outcomes(
    role: str, folder: Path, request: object, stopped: Callable[[], bool] = lambda: False
) -> Iterator[Any]:
    """Yield what a process of `role` answers to a request, until it is `stopped`.

    Raises the ReaderError that the process answers, and a LibraryError where it ends early.
    """
    process = start(role, folder)
    outcomes: SimpleQueue[object] = SimpleQueue()
    Thread(target=_listen, args=(process, outcomes), daemon=True).start()
    try:
        assert process.stdin is not None
        with contextlib.suppress(OSError):  # it has ended, which is told below
            pickle.dump(request, process.stdin)
            process.stdin.flush()
        while not stopped():
            try:
                outcome = outcomes.get(timeout=_ASKED_EVERY)
            except Empty:
                continue
            if outcome is None:
                return
            if isinstance(outcome, ReaderError):
                raise outcome
            yield outcome
    finally:
        end(process)


def _listen(process: "subprocess.Popen[bytes]", outcomes: "SimpleQueue[object]") -> None:
    """Pass on what a process answers; None is the last it says."""
    assert process.stdout is not None
    try:
        while (outcome := pickle.load(process.stdout)) is not None:
            outcomes.put(outcome)
        outcomes.put(None)
    except (EOFError, OSError, ValueError, pickle.UnpicklingError):
        outcomes.put(
            LibraryError(
                tr("What runs beside the app has ended early. What was told is kept; try again.")
            )
        )


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
