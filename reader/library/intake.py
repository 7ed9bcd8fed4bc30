"""How items come into a library: found, read one by one, stored some at a time."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from reader.database.base import Database
from reader.errors import ImportFailed, LibraryError, LibraryLocked
from reader.importing import Incoming, Item, find_items, read_all, read_parts
from reader.importing.origin import Origin
from reader.library.batch import gather, read_standard_input
from reader.library.pages import Pages
from reader.model import AddResult
from reader.model.web import is_address

STANDARD_INPUT = "-"
"""The path of the item that is piped into this process."""

_LOCKED_BATCHES = 2
"""After so many in a row that were refused, each waited for, no more are tried."""


def find(paths: Iterable[str]) -> Iterator[Item]:
    """See `reader.library.Library.find`."""
    for single, group in groupby(paths, lambda path: path == STANDARD_INPUT or is_address(path)):
        if single:
            yield from map(Item, group)
        else:
            yield from find_items(group)


def add(
    database: Database, pages: Pages, items: Iterable[Item], *, chapters: bool
) -> Iterator[AddResult]:
    """See `reader.library.Library.add`."""
    waiting = (incoming for item in items for incoming in _read(item, pages, chapters=chapters))
    locked = 0
    while batch := gather(waiting):
        try:
            results = batch.store(database)
        except LibraryError as error:
            yield from batch.failed(error)
            locked += 1
            merely_locked = isinstance(error, LibraryLocked) and locked < _LOCKED_BATCHES
            if not merely_locked and next(waiting, None) is not None:
                raise
        else:
            yield from results
            locked = 0


def _read(item: Item, pages: Pages, *, chapters: bool) -> Iterator[Incoming]:
    """Yield what `item` holds, or why there is nothing."""
    try:
        if is_address(item.path):
            yield Incoming(item.path, pages.read(item.path))
        elif item.path == STANDARD_INPUT:
            piped = read_standard_input()
            yield from read_parts(piped, item.path, Origin(), chapters=chapters)
        else:
            yield from read_all(item, chapters=chapters)
    except (ImportFailed, LibraryError) as error:
        yield Incoming(item.path, error)
