"""Items on their way into a library: read one by one, stored some at a time."""

import sys
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reader.database.base import Database
from reader.errors import LibraryError, ReaderError, TooLarge, Unreadable
from reader.i18n import tr
from reader.model import AddResult, AddStatus, ArticleSummary, Document, Elsewhere
from reader.model.web import Saved

if TYPE_CHECKING:
    from reader.importing import Incoming

_BATCH_ITEMS = 64
_BATCH_CHARS = 1_000_000
_BATCH_SECONDS = 0.2


class Batch:
    """What goes into the library in one transaction, in order."""

    def __init__(self) -> None:
        self._incoming: list[Incoming] = []
        self._chars = 0
        self._begun = time.monotonic()

    def __bool__(self) -> bool:
        return bool(self._incoming)

    @property
    def is_full(self) -> bool:
        """Whether it is large enough for a transaction, or has waited long enough for one."""
        late = time.monotonic() - self._begun >= _BATCH_SECONDS
        return late or self._chars >= _BATCH_CHARS or len(self._incoming) >= _BATCH_ITEMS

    def take(self, incoming: "Incoming") -> None:
        """Append what came in."""
        self._incoming.append(incoming)
        if isinstance(incoming.what, Document):
            self._chars += len(incoming.what.text)

    def store(self, database: Database) -> list[AddResult]:
        """Store what came in and return what became of each; raises LibraryError."""
        found = [incoming.what for incoming in self._incoming]
        documents = [what for what in found if isinstance(what, Document)]
        saved = [what for what in found if isinstance(what, Saved)]
        stored = iter(store_documents(database, documents) if documents else ())
        kept = iter(_keep(database, saved) if saved else ())
        results = []
        for incoming in self._incoming:
            if isinstance(incoming.what, Document):
                results.append(next(stored)._replace(path=incoming.path))
            elif isinstance(incoming.what, Saved):
                results.append(next(kept)._replace(path=incoming.path))
            else:
                results.append(failure(incoming.path, incoming.what))
        return results

    def failed(self, error: LibraryError) -> Iterator[AddResult]:
        """Yield what became of each when the library refused."""
        for incoming in self._incoming:
            refused = incoming.what if isinstance(incoming.what, ReaderError) else error
            yield failure(incoming.path, refused)


def gather(waiting: "Iterator[Incoming]") -> Batch:
    """Take of `waiting` until there is enough for one transaction, or none is left."""
    batch = Batch()
    for incoming in waiting:
        batch.take(incoming)
        if batch.is_full:
            break
    return batch


def store_documents(database: Database, documents: Sequence[Document]) -> list[AddResult]:
    """Store documents, and as notes the passages that were marked in them in other programs."""
    results = database.add_many(documents)
    articles = {
        document.url: result.article for document, result in zip(documents, results, strict=True)
    }
    for document, result in zip(documents, results, strict=True):
        _take_highlights(database, result.article, document.elsewhere)
    if met := database.saved.named(url for url in articles if url):
        for saved in met:  # what was said of the address goes to its article
            article = articles[saved.address]
            if article is not None:
                _take_record(database, article, saved)
            _take_highlights(database, article, saved.elsewhere)
        database.saved.remove(saved.address for saved in met)
    return results


def _keep(database: Database, saved: Sequence[Saved]) -> Iterator[AddResult]:
    """Keep addresses; what is said of one that an article has goes to the article."""
    for each, waiting in zip(saved, database.saved.keep(saved), strict=True):
        if waiting:
            yield AddResult(AddStatus.WAITING, each.address)
            continue
        key = database.annotations.article_named("", each.address, "", "")
        article = None if key is None else database.search.summaries([key]).get(key)
        if article is not None:
            _take_record(database, article, each)
        _take_highlights(database, article, each.elsewhere)
        yield AddResult(AddStatus.UNCHANGED, each.address, article)


def _take_record(database: Database, article: ArticleSummary, saved: Saved) -> None:
    """Give an article that is there the tags, the star and the reading of a record, but once.

    What a person takes off it afterwards stays off, however often the same record comes again.
    """
    elsewhere = saved.elsewhere
    said = "\t".join([*saved.tags, str(elsewhere.read), str(elsewhere.starred)])
    name = f"taken:{saved.address}"
    taken = database.state(name)
    if said in taken.split("\n"):
        return
    for tag in saved.tags:
        database.add_tag(article.id, tag)
    if elsewhere.read:
        database.set_read(article.id, True)
    if elsewhere.starred:
        database.set_starred(article.id, True)
    database.set_state(name, f"{taken}\n{said}".lstrip("\n"))


def _take_highlights(
    database: Database, article: ArticleSummary | None, elsewhere: Elsewhere
) -> None:
    if article is not None and elsewhere.highlights:
        from reader.library.exchange import take_highlights  # only such exports need it

        take_highlights(database, article.id, elsewhere.highlights)


def read_standard_input() -> bytes:
    """Return what is piped into this process."""
    from reader.importing.files import LARGEST

    if sys.stdin is None:
        raise Unreadable(tr("Nothing is piped in."))
    try:
        data = sys.stdin.buffer.read(LARGEST + 1)
    except OSError as error:
        raise Unreadable(
            tr("It cannot be read: {reason}.").format(reason=error.strerror or error)
        ) from error
    if len(data) > LARGEST:
        raise TooLarge(
            tr("It is larger than {limit} MB; split it and add the parts.").format(
                limit=LARGEST // 2**20
            )
        )
    return data


def failure(path: str, error: ReaderError) -> AddResult:
    """Return what became of an item that cannot be imported."""
    return AddResult(AddStatus.FAILED, path, error=str(error))
