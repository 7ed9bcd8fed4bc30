"""What runs beside the app: `python -m reader.worker ROLE FOLDER LANGUAGE`.

`search` answers pickled requests on its standard input, one after the other; `index` brings the
index up to date and ends. `add` imports the items on its standard input and answers what became of
each, `refresh` asks the feeds there and `follow` the one to be followed. All end at once when their
standard input does, which is when the app ends. See `reader.beside`.
"""

import gc
import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, cast

from reader import i18n
from reader.errors import ReaderError, SearchStopped
from reader.library import Library, open_library
from reader.model import AddResult
from reader.searching.apart import READY, Question, Request

if TYPE_CHECKING:
    from reader.importing import Item
    from reader.model.web import Refreshed

_NICE = {"index": 10, "add": 5, "refresh": 5, "follow": 5}
"""How much a role gives way to the app and to others."""

_SEARCHES = (Question.SEARCH, Question.MATCHING)


def main(arguments: Sequence[str]) -> None:
    """Do what the app asks for, until it ends."""
    role, folder, language = arguments
    i18n.use_language(language)
    asked, answered = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing but answers goes where the app reads
    if hasattr(os, "nice"):
        os.nice(_NICE.get(role, 0))
    if role == "search":
        _search(folder, asked, answered)
    elif role == "index":
        _index(folder, asked)
    else:
        _stream(role, folder, asked, answered)


def _search(folder: str, asked: IO[bytes], answered: IO[bytes]) -> None:
    """Answer searches, and in another thread what is asked beside them, which can take longer."""
    searches: SimpleQueue[Request] = SimpleQueue()
    others: SimpleQueue[Request] = SimpleQueue()
    given_up: set[int] = set()
    listening = (asked, searches, others, given_up)
    threading.Thread(target=_listen, args=listening, daemon=True).start()
    answering = threading.Lock()

    def answer(requests: SimpleQueue[Request]) -> None:
        try:
            while True:
                request = requests.get()
                outcome = _outcome(library, request, given_up)
                with answering:
                    pickle.dump((request.number, outcome), answered)
                    answered.flush()
                given_up.discard(request.number)
        finally:
            os._exit(1)  # a bug: nobody is to wait for an answer that will not come

    with open_library(Path(folder)) as library:
        with suppress(ReaderError):  # what is loaded now is not waited for later
            library.search("的", limit=1)
        gc.freeze()  # nor gone through again and again for what could be thrown away
        pickle.dump((READY, None), answered)
        answered.flush()
        threading.Thread(target=answer, args=(others,), daemon=True).start()
        answer(searches)


def _outcome(library: Library, request: Request, given_up: set[int]) -> object:
    if request.number in given_up:
        return SearchStopped()
    try:
        return _answer(library, request, lambda: request.number in given_up)
    except ReaderError as error:
        return error


def _answer(library: Library, request: Request, stopped: Callable[[], bool]) -> object:
    match request.question, request.arguments:
        case Question.SEARCH, (query, limit, order):
            return library.search(query, limit=limit, order=order, stopped=stopped)
        case Question.MATCHING, (query,):
            return library.searcher.matching(query)
        case Question.SUGGESTIONS, (query, found):
            return library.searches.suggestions(query, found=found)
        case Question.HIGHLIGHTS, (text, query):
            return library.searches.highlights(text, query)
        case Question.MORE_LIKE, (article,):
            return library.searches.more_like(article)
        case _:
            raise ValueError(request)


def _listen(
    asked: IO[bytes],
    searches: "SimpleQueue[Request]",
    others: "SimpleQueue[Request]",
    given_up: set[int],
) -> None:
    """Pass requests on; end the process with its input."""
    with suppress(EOFError, OSError, pickle.UnpicklingError):
        while True:
            request = Request(*pickle.load(asked))
            if request.question is None:
                given_up.add(request.number)
            elif request.question in _SEARCHES:
                searches.put(request)
            else:
                others.put(request)
    os._exit(0)


def _index(folder: str, asked: IO[bytes]) -> None:
    threading.Thread(target=_end_with, args=(asked,), daemon=True).start()
    # What refuses now is tried again by the next process; searches tell what is not indexed.
    with suppress(ReaderError), open_library(Path(folder)) as library:
        library.searcher.tidy()
    os._exit(0)  # not to wait for the thread that reads


def _add(library: Library, request: object) -> Iterator[AddResult]:
    items, chapters = cast("tuple[list[Item], bool]", request)
    return library.add(items, chapters=chapters)


def _refresh(library: Library, request: object) -> "Iterator[Refreshed]":
    return library.subscriptions.refresh(cast("list[str]", request))


def _follow(library: Library, request: object) -> "Iterator[Refreshed]":
    address, full = cast("tuple[str, bool]", request)
    followed = library.subscriptions.follow(address, full=full)
    return iter(() if followed is None else (followed,))


_STREAMS: dict[str, Callable[[Library, object], Iterator[object]]] = {
    "add": _add,
    "refresh": _refresh,
    "follow": _follow,
}


def _stream(role: str, folder: str, asked: IO[bytes], answered: IO[bytes]) -> None:
    request = pickle.load(asked)
    threading.Thread(target=_end_with, args=(asked,), daemon=True).start()

    def answer(outcome: object) -> None:
        pickle.dump(outcome, answered)
        answered.flush()

    try:
        with open_library(Path(folder)) as library:
            for outcome in _STREAMS[role](library, request):
                answer(outcome)
        answer(None)
    except ReaderError as error:
        answer(error)
    os._exit(0)  # not to wait for the thread that reads


def _end_with(asked: IO[bytes]) -> None:
    """End the process with its input."""
    while os.read(asked.fileno(), 1024):
        pass
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
