"""Addresses saved to be read later: kept until their pages are fetched and become articles."""

import queue
from collections.abc import Callable, Iterable, Iterator, Sequence
from threading import Event, Thread

from reader.database.base import Database
from reader.errors import ImportFailed, ReaderError
from reader.fetching import Fetched, Validators
from reader.library.batch import failure, store_documents
from reader.library.pages import Pages
from reader.model import AddResult
from reader.model.web import Saved
from reader.text.address import host_of

_AT_ONCE = 8
"""Hosts that are asked side by side; each is asked for one page at a time."""

_PAUSE = 1.0
"""Seconds between two pages of one host."""

_PATIENCE = 0.1
"""Seconds after which a thread looks whether anybody still waits for what it has."""

_Answer = tuple[Saved, Fetched | ReaderError]


class Later:
    """The addresses of a library whose pages are still to be fetched."""

    def __init__(self, database: Database, pages: Pages, pause: float = _PAUSE) -> None:
        """Take where they are kept, what asks for their pages, and the pause for each host."""
        self._database = database
        self._store = database.saved
        self._pages = pages
        self._pause = pause

    def waiting(self, *, again: bool = False) -> list[Saved]:
        """See `SavedStore.waiting`."""
        return self._store.waiting(again=again)

    def count(self, *, again: bool = False) -> int:
        """See `SavedStore.count`."""
        return self._store.count(again=again)

    def remove(self, addresses: Iterable[str]) -> int:
        """See `SavedStore.remove`."""
        return self._store.remove(addresses)

    def fetch(
        self,
        wanted: Sequence[Saved],
        *,
        private: bool = False,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Iterator[AddResult]:
        """Fetch the pages of `wanted` and yield what became of each, as they come.

        One that became an article waits no longer; one that did not goes on waiting, and why is
        remembered. Several hosts are asked at once, each for one page at a time with a pause
        before the next. Only with `private` is a host within one's own network asked: who wrote
        the list of addresses need not be its reader. Raises LibraryError.
        """
        with _Asking(self._pages, wanted, private=private, pause=self._pause) as asking:
            for saved, fetched in asking.answers(stopped):
                yield self._take(saved, fetched)._replace(path=saved.address)

    def _take(self, saved: Saved, fetched: Fetched | ReaderError) -> AddResult:
        try:
            if isinstance(fetched, ReaderError):
                raise fetched
            document = self._pages.take(saved.address, fetched)
        except ImportFailed as error:
            self._store.failed(saved.address, str(error))
            return failure(saved.address, error)
        document = document._replace(
            title=document.title or saved.title,
            tags=(*document.tags, *saved.tags),
            elsewhere=saved.elsewhere,
        )
        (result,) = store_documents(self._database, [document])
        self._store.remove([saved.address])
        return result


class _Asking:
    """Threads that ask hosts side by side, until the end of the block; a context manager.

    They only ask: what came is read and stored by whoever takes the answers. A thread that waits
    for a host when the block ends is left to it, for that may take long; it holds up no exit.
    """

    def __init__(
        self, pages: Pages, wanted: Iterable[Saved], *, private: bool, pause: float
    ) -> None:
        self._pages = pages
        self._private = private
        self._pause = pause
        self._hosts = _by_host(wanted)
        self._hosts_left = iter(self._hosts)
        self._answers: queue.Queue[_Answer | None] = queue.Queue(_AT_ONCE)
        self._ended = Event()

    def __enter__(self) -> "_Asking":
        for _ in range(min(_AT_ONCE, len(self._hosts))):
            Thread(target=self._ask_hosts, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()

    def answers(self, stopped: Callable[[], bool]) -> Iterator[_Answer]:
        """Yield what came of each address, until all were asked or it is `stopped`."""
        running = min(_AT_ONCE, len(self._hosts))
        while running and not stopped():
            try:
                answer = self._answers.get(timeout=_PATIENCE)
            except queue.Empty:
                continue
            if answer is None:
                running -= 1
            else:
                yield answer

    def _ask_hosts(self) -> None:
        try:
            for host in self._hosts_left:  # shared by the threads: each host is taken once
                for number, saved in enumerate(host):
                    if self._ended.wait(self._pause if number else 0.0):
                        return
                    self._put(self._ask(saved))
        finally:
            self._put(None)

    def _ask(self, saved: Saved) -> _Answer:
        try:
            return saved, self._pages.fetch(saved.address, Validators(), trusted=self._private)
        except ImportFailed as error:
            return saved, error

    def _put(self, answer: _Answer | None) -> None:
        while not self._ended.is_set():
            try:
                self._answers.put(answer, timeout=_PATIENCE)
            except queue.Full:
                continue
            return


def _by_host(wanted: Iterable[Saved]) -> list[list[Saved]]:
    """Return what is wanted of each host, in order."""
    hosts: dict[str, list[Saved]] = {}
    for saved in wanted:
        # Where an address names none, asking it will say so.
        hosts.setdefault(host_of(saved.address), []).append(saved)
    return list(hosts.values())
