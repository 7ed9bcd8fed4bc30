"""Processes beside the app, so that no key waits for a search or for indexing.

Python runs one thread at a time: a search among 100,000 articles would be felt at every key. The
processes run `reader.worker`. They end when their standard input does, so none outlives the app,
however that ends; what they do to files may end at any moment (see `reader.searching.syncing`).
"""

import contextlib
import pickle
import subprocess
import threading
from collections.abc import Callable
from enum import StrEnum
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any, NamedTuple

from reader.beside import ProcessFailed, end, start
from reader.errors import ReaderError, SearchStopped
from reader.i18n import tr
from reader.model import SearchOrder
from reader.model.search import Results, Suggestion
from reader.text.find import Hits

_ASKED_EVERY = 0.02
"""Seconds after which it is asked whether anybody still waits for an answer."""
_ATTEMPTS = 2


class Question(StrEnum):
    """What can be asked of the searching process: methods of the library, with their arguments."""

    SEARCH = "search"
    """`Library.search`: query, limit, order."""
    MATCHING = "matching"
    """`Searcher.matching`: query."""
    SUGGESTIONS = "suggestions"
    """`SearchLibrary.suggestions`: query, found."""
    HIGHLIGHTS = "highlights"
    """`SearchLibrary.highlights`: text, query."""
    MORE_LIKE = "more like"
    """`SearchLibrary.more_like`: article."""


class Request(NamedTuple):
    """What the searching process is asked; without a question, to give up that of the number."""

    number: int
    question: Question | None = None
    arguments: tuple[Any, ...] = ()


READY = -1
"""The number of what the searching process says, asked nothing, once it has loaded all it needs."""


class Answer(NamedTuple):
    """What the searching process answers."""

    number: int
    outcome: Any
    """What the method returned, or the ReaderError that it raised."""


class SearchProcess:
    """Searches a library in a process of its own. Any thread may call any method."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()
        self._changing = threading.Lock()
        self._running: _Running | None = None
        self._closed = False

    def prepare(self) -> None:
        """Start the process, so that it is there when it is asked; nothing once it is closed."""
        with self._changing:
            if not self._closed:
                self._ensure()

    @property
    def is_ready(self) -> bool:
        """Whether it is there and has loaded all it needs."""
        running = self._running
        return running is not None and running.is_ready

    def search(
        self, query: str, *, limit: int, order: SearchOrder, stopped: Callable[[], bool]
    ) -> Results:
        """See `reader.library.Library.search`; raises ProcessFailed too."""
        results: Results = self._ask_again(Question.SEARCH, query, limit, order, stopped=stopped)
        return results

    def matching(self, query: str) -> frozenset[int]:
        """See `reader.searching.searcher.Searcher.matching`; raises ProcessFailed too."""
        keys: frozenset[int] = self._ask_again(Question.MATCHING, query)
        return keys

    def suggestions(
        self, query: str, *, found: bool, stopped: Callable[[], bool]
    ) -> list[Suggestion]:
        """See `reader.library.searches.SearchLibrary.suggestions`; raises ProcessFailed too."""
        meant: list[Suggestion] = self._ask_again(
            Question.SUGGESTIONS, query, found, stopped=stopped
        )
        return meant

    def highlights(self, text: str, query: str) -> Hits:
        """See `reader.library.searches.SearchLibrary.highlights`; raises ProcessFailed too."""
        hits: Hits = self._ask_again(Question.HIGHLIGHTS, text, query)
        return hits

    def more_like(self, article: str) -> str:
        """See `reader.library.searches.SearchLibrary.more_like`; raises ProcessFailed too."""
        query: str = self._ask_again(Question.MORE_LIKE, article)
        return query

    def _ask_again(
        self,
        question: Question,
        *arguments: object,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Any:
        """Ask, and once more if the process ends meanwhile."""
        asked = Request(next(self._numbers), question, arguments)
        for _ in range(_ATTEMPTS):
            with contextlib.suppress(_Ended):
                return self._ask(asked, stopped)
        raise ProcessFailed

    def close(self) -> None:
        """End the process."""
        with self._changing:
            self._closed = True
            running, self._running = self._running, None
        if running is not None:
            end(running.process)

    def _ask(self, asked: Request, stopped: Callable[[], bool]) -> Any:
        with self._changing:
            running = self._ensure()
            answers = running.ask(asked)
        while True:
            try:
                outcome = answers.get(timeout=_ASKED_EVERY)
            except Empty:
                if stopped():
                    with self._changing:
                        running.give_up(asked.number)
                    raise SearchStopped(tr("The search was stopped.")) from None
                continue
            if isinstance(outcome, _Ended | ReaderError):
                raise outcome
            return outcome

    def _ensure(self) -> "_Running":
        if self._closed:
            raise ValueError("the library is closed")
        if self._running is None or self._running.process.poll() is not None:
            self._running = _Running(start("search", self._folder))
        return self._running


class IndexProcess:
    """Indexes a library in a process of its own, when there is something to index."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._changing = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    @property
    def is_running(self) -> bool:
        """Whether it is at work."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Let it bring the index up to date, unless it does."""
        with self._changing:
            if not self._closed and not self.is_running:
                self._process = start("index", self._folder)

    def close(self) -> None:
        """End it; what it has not indexed goes on waiting."""
        with self._changing:
            self._closed = True
            if self._process is not None:
                end(self._process)


class Beside:
    """The two processes beside an app."""

    def __init__(self, folder: Path) -> None:
        self.searching = SearchProcess(folder)
        self.indexing = IndexProcess(folder)

    def close(self) -> None:
        """End both."""
        self.indexing.close()
        self.searching.close()


class _Ended(Exception):
    """The process ended before it answered."""


class _Running:
    """A searching process that was started, and who waits for its answers."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.is_ready = False
        self._waiting: dict[int, SimpleQueue[Any]] = {}
        threading.Thread(target=self._listen, daemon=True).start()

    def ask(self, request: Request) -> "SimpleQueue[Any]":
        """Send a request; return where its outcome comes, _Ended if the process does before."""
        answers: SimpleQueue[Any] = SimpleQueue()
        self._waiting[request.number] = answers
        self._send(request)
        return answers

    def give_up(self, number: int) -> None:
        """Let a request go unanswered."""
        self._waiting.pop(number, None)
        with contextlib.suppress(_Ended):
            self._send(Request(number))

    def _send(self, request: Request) -> None:
        assert self.process.stdin is not None
        try:
            pickle.dump(tuple(request), self.process.stdin)
            self.process.stdin.flush()
        except (OSError, ValueError) as error:
            raise _Ended from error

    def _listen(self) -> None:
        assert self.process.stdout is not None
        while (answer := _received(self.process.stdout)) is not None:
            if answer.number == READY:
                self.is_ready = True
            elif answers := self._waiting.pop(answer.number, None):
                answers.put(answer.outcome)
        self.process.wait()
        for answers in list(self._waiting.values()):
            answers.put(_Ended())


def _received(stream: IO[bytes]) -> Answer | None:
    """Return the next answer, None at the end."""
    try:
        return Answer(*pickle.load(stream))
    except (EOFError, OSError, ValueError, pickle.UnpicklingError):
        return None
