"""Keeping an index as the database is: the database queues what changed, the index follows.

An article is taken off the queue once the index has stored it, so an end at any moment costs no
more than indexing some articles again.
"""

from collections.abc import Iterator
from typing import NamedTuple

from reader.database.base import Database, Task
from reader.database.search_store import Indexable
from reader.search.base import IndexDocument, SearchIndex, Stopped
from reader.text.fold import fold

_ARTICLES = 10_000
_FIRST_CHARS = 50_000
_MOST_CHARS = 3_000_000
"""Code points that are stored at once: few at first, so that it soon shows that it goes on."""


class Progress(NamedTuple):
    """How far syncing is."""

    done: int
    """Articles that are in the index now."""
    total: int
    """Articles that waited when it began."""
    merging: bool = False
    """Whether all are there and what they lie in is being merged."""


def sync(database: Database, index: SearchIndex, stopped: Stopped) -> Iterator[Progress]:
    """Bring the index up to date, yielding after each batch; ends early once `stopped`.

    An index with a fault is made anew. Raises a SearchIndexError or a LibraryError.
    """
    store, queue = database.search, database.queue
    if index.fault() is not None:
        store.request()  # first: an index that is whole and empty must not seem complete
        index.clear()
    total = queue.count(Task.INDEX)
    done = 0
    chars = _FIRST_CHARS
    known = index.stamps() if total else {}
    while not stopped() and (batch := store.indexable(_ARTICLES, chars)):
        # What was asked for again without having changed is spared.
        changed = [one for one in batch if known.get(one.key) != one.stamp]
        if changed:
            index.update([_document(one) for one in changed])
        queue.done(Task.INDEX, (one.request for one in batch))
        done += len(batch)
        yield Progress(done, max(total, done))
        chars = min(2 * chars, _MOST_CHARS)


def reconcile(database: Database, index: SearchIndex) -> int:
    """Queue what the index lacks or has otherwise, remove what is gone; return how much that is.

    Nothing is found where the queue was right; a library put back from a copy is found here.
    """
    store = database.search
    wanted, known = store.stamps(), index.stamps()
    gone = known.keys() - wanted.keys()
    changed = [key for key, stamp in wanted.items() if known.get(key, -1) >> 32 != stamp]
    lacking = set(changed) - database.queue.articles(Task.INDEX)
    if gone:
        index.delete(gone)
    if lacking:
        store.request(sorted(lacking))
    return len(gone) + len(lacking)


def _document(article: Indexable) -> IndexDocument:
    return IndexDocument(
        article.key,
        article.stamp,
        fold(article.title),
        fold(article.text),
        fold(f"{article.author} {article.source}"),
        fold(article.tags),
        fold(article.notes),
        fold(article.names),
    )
