"""Items on their way into a library: read one by one, stored some at a time."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.errors import LibraryError, ReaderError, TooLarge, Unreadable
from reader.i18n import tr
from reader.model import AddResult, AddStatus, Document

if TYPE_CHECKING:
    from reader.importing import Item

_BATCH_ITEMS = 64
_BATCH_CHARS = 1_000_000
_BATCH_SECONDS = 0.2


@dataclass(slots=True)
class Batch:
    """Items on their way into the library, in order: read documents, and failures to report."""

    documents: list[Document] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    failures: list[AddResult | None] = field(default_factory=list)
    """For each path its failure, or None where its document is in `documents`."""

    def take(self, path: str, outcome: Document | AddResult) -> None:
        """Append what reading an item gave."""
        self.paths.append(path)
        if isinstance(outcome, Document):
            self.documents.append(outcome)
            self.failures.append(None)
        else:
            self.failures.append(outcome)

    def results(self, stored: Iterable[AddResult]) -> Iterator[AddResult]:
        """Yield what became of each item, `stored` being what became of the documents."""
        became = iter(stored)
        for path, failure in zip(self.paths, self.failures, strict=True):
            yield failure or next(became)._replace(path=path)

    def failed(self, error: LibraryError) -> Iterator[AddResult]:
        """Yield what became of each item when the library refused the documents."""
        return self.results(failure("", error) for _ in self.documents)


def gather(waiting: "Iterator[Item]", read: "Callable[[Item], Document | AddResult]") -> Batch:
    """Read items of `waiting` until there is enough for one transaction, or none is left."""
    batch = Batch()
    chars = 0
    begun = time.monotonic()
    for item in waiting:
        outcome = read(item)
        batch.take(item.path, outcome)
        chars += len(outcome.text) if isinstance(outcome, Document) else 0
        late = time.monotonic() - begun >= _BATCH_SECONDS
        if late or chars >= _BATCH_CHARS or len(batch.paths) >= _BATCH_ITEMS:
            break
    return batch


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
