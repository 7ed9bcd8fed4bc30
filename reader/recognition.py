"""Recognising in the background: a process of its own, so that no key ever waits for it.

    with Recognition(library.folder, lexicon_file()) as recognition:
        recognition.ask(article, shown)
        for answer in recognition.answers(): ...

The process (`python -m reader.recognition FOLDER LEXICON`) takes what waits in the library's queue
and stores what it finds. What is asked for comes first, and the part of it that is in sight before
the rest. Both talk in lines of JSON; it ends when its standard input does.
"""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple, Self

from reader.errors import ArticleNotFound, LibraryError
from reader.library import Library, open_library
from reader.library.entities import EntityLibrary
from reader.library.personal_lexicon import LexiconFile
from reader.model import Article, Span
from reader.model.entity import EntityType, Evidence, Mention

_LONG = 1_500
"""Code points from which on an article's visible part is recognised before the whole."""

_AROUND = 200
"""Code points recognised at each side of what is in sight: a sentence tells more than a line."""

_REST = 5.0
"""Seconds after which an idle process looks again for what others queued, or changed."""

_NICENESS = 5


class Answer(NamedTuple):
    """What the process tells."""

    articles: tuple[str, ...] = ()
    """The ids of those whose mentions are now stored, or told here."""
    waiting: int = 0
    """How many articles still wait."""
    digest: str = ""
    """Of the text that `mentions` are of; empty where none are told."""
    mentions: tuple[Mention, ...] = ()
    """Of a part of an article, or of one that could not be stored; they will be replaced."""
    problems: tuple[str, ...] = ()
    """What stands in the way, in the user's language."""


class Recognition:
    """The process, as those see it who ask; one thread asks, another waits for answers."""

    def __init__(self, folder: Path, lexicon: Path) -> None:
        """Start the process; raises OSError where that cannot be done."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "reader.recognition", str(folder), str(lexicon)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONUTF8": "1"},
            start_new_session=True,  # keys that stop us are not meant for it
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, article: str, shown: Span) -> None:
        """Have an article recognised next, what is `shown` of it first."""
        line = json.dumps([article, shown.start, shown.end]) + "\n"
        with suppress(OSError, ValueError):  # it has ended: no answer will come
            if self._process.stdin is not None:
                self._process.stdin.write(line.encode())
                self._process.stdin.flush()

    def answers(self) -> Iterator[Answer]:
        """Yield what the process tells, until it ends."""
        for line in self._process.stdout or ():
            yield _decoded(line)

    def close(self) -> None:
        """End the process; what it has stored stays."""
        with suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        self._process.terminate()
        self._process.wait()


def _encoded(answer: Answer) -> str:
    mentions = [
        [one.span.start, one.span.end, one.type, one.entity, one.evidence, one.confidence]
        for one in answer.mentions
    ]
    return json.dumps(answer._replace(mentions=mentions))  # type: ignore[arg-type]


def _decoded(line: bytes) -> Answer:
    articles, waiting, digest, rows, problems = json.loads(line)
    mentions = [
        Mention(Span(start, end), EntityType(kind), entity, Evidence(by), sure)
        for start, end, kind, entity, by, sure in rows
    ]
    return Answer(tuple(articles), waiting, digest, tuple(mentions), tuple(problems))


# The process


class _Request(NamedTuple):
    article: str
    start: int
    end: int


class _Worker:
    """Recognises what is asked for, then what waits, then rests."""

    def __init__(self, library: Library, lexicon: Path, out: IO[str]) -> None:
        self._library = library
        self._entities: EntityLibrary = library.entities
        self._lexicon = LexiconFile(lexicon)
        self._out = out
        self._requests: queue.Queue[_Request | None] = queue.Queue()

    def listen(self, lines: IO[str]) -> None:
        """Take requests from `lines` until they end."""
        for line in lines:
            self._requests.put(_Request(*json.loads(line)))
        self._requests.put(None)

    def run(self) -> None:
        """Work until there will be no more requests."""
        timeout = 0.0
        while True:
            try:
                request = self._requests.get(timeout=timeout) if timeout else self._next()
            except queue.Empty:
                request = _Request("", 0, 0)
            if request is None:
                return
            try:
                if request.article:
                    self._answer(request)
                    timeout = 0.0
                else:
                    self._work_off()
                    timeout = _REST
            except LibraryError as error:
                self._tell(Answer(problems=(str(error),)))
                timeout = _REST

    def _next(self) -> _Request | None:
        return self._requests.get_nowait()

    def _work_off(self) -> None:
        """Recognise what waits until something is asked for."""
        self._look_at_lexicon()
        if not self._entities.prepare():
            return
        for done in self._entities.process(self._requests.empty):
            self._tell(Answer(tuple(done), self._entities.waiting()))

    def _answer(self, request: _Request) -> None:
        try:
            article = self._library.article(request.article)
        except ArticleNotFound:
            return
        if len(article.text) > _LONG and self._entities.mentions(article) is None:
            part = _whole_lines(article.text, request.start, request.end)
            self._tell_mentions(article, self._entities.preview(article, part))
            if not self._requests.empty():
                return  # the reader has gone on; it waits in the queue
        mentions = self._entities.recognise(article)
        if self._library.read_only:
            self._tell_mentions(article, mentions)
        else:
            self._tell(Answer((article.summary.id,), self._entities.waiting()))

    def _tell_mentions(self, article: Article, mentions: Sequence[Mention]) -> None:
        summary = article.summary
        self._tell(Answer((summary.id,), 0, summary.digest, tuple(mentions)))

    def _look_at_lexicon(self) -> None:
        """Read the person's lexicon again if it was written to."""
        personal = self._lexicon.news()
        if personal is not None:
            self._entities.use_lexicon(personal.lexicon, personal.fingerprint)
            if personal.problems:
                self._tell(Answer(problems=personal.problems))

    def _tell(self, answer: Answer) -> None:
        self._out.write(_encoded(answer) + "\n")
        self._out.flush()


def _whole_lines(text: str, start: int, end: int) -> Span:
    """Return the lines of `text` that hold what stands around `start` to `end`."""
    first = text.rfind("\n", 0, max(0, start - _AROUND)) + 1
    last = text.find("\n", min(len(text), end + _AROUND))
    return Span(first, last if last >= 0 else len(text))


def main(folder: Path, lexicon: Path) -> None:
    """Recognise what waits in the library in `folder` until standard input ends."""
    with suppress(OSError, AttributeError):  # no such thing on this system
        os.nice(_NICENESS)
    with open_library(folder) as library, suppress(BrokenPipeError):
        worker = _Worker(library, lexicon, sys.stdout)
        threading.Thread(target=_listen, args=(worker,), daemon=True).start()
        worker.run()


def _listen(worker: _Worker) -> None:
    """Pass requests on; end the process with its input, however long an article still takes.

    What was stored stays, and the rest goes on waiting.
    """
    worker.listen(sys.stdin)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
