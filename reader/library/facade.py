"""The library as both front ends use it: articles come in, are listed, read and marked.

What a front end can do it does by a method of `Library`; the command line and the app differ only
in how they ask and show. Any thread may call any method.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from reader.database.base import Database, Task
from reader.database.sqlite import open_database
from reader.model import (
    AddResult,
    Article,
    ArticleSummary,
    Bulk,
    Document,
    Finding,
    Listing,
    Removed,
    SearchOrder,
    TagCount,
    Version,
)

if TYPE_CHECKING:
    from reader.database.alike.base import AlikeStore
    from reader.importing import Item
    from reader.library.entities import EntityLibrary
    from reader.library.later import Later
    from reader.library.notes import Notes
    from reader.library.pages import Pages
    from reader.library.places import Places
    from reader.library.searches import SearchLibrary
    from reader.library.subscribing import Subscriptions
    from reader.library.views import Views
    from reader.model.search import Results
    from reader.searching import Searcher
    from reader.searching.apart import Beside, SearchProcess
    from reader.text.query import Field

_INDEX = "index"  # the folder within the library's


def open_library(folder: Path, *, read_only: bool = False, busy_timeout: float = 5.0) -> "Library":
    """Open the library in `folder`, making it where it is missing.

    A library that may not be written is opened for reading; its writing methods then raise
    LibraryReadOnly. Every method waits up to `busy_timeout` seconds for other processes, then
    raises LibraryLocked. Raises a LibraryError.
    """
    return Library(open_database(folder, read_only=read_only, busy_timeout=busy_timeout))


class Library:
    """A library, until `close`; a context manager."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._beside: Beside | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the library, once the calls that other threads are in have ended."""
        if self._beside is not None:
            self._beside.close()
        if "searcher" in self.__dict__:
            self.searcher.close()
        if "pages" in self.__dict__:
            self.pages.close()
        self._database.close()

    @property
    def folder(self) -> Path:
        """The folder that holds the library."""
        return self._database.folder

    @property
    def read_only(self) -> bool:
        """Whether nothing can be added or marked."""
        return self._database.read_only

    @cached_property
    def entities(self) -> "EntityLibrary":
        """What it knows of entities."""
        from reader.library.entities import EntityLibrary

        return EntityLibrary(self._database)

    @cached_property
    def searcher(self) -> "Searcher":
        """What finds articles by their texts."""
        from reader.config import cache_folder
        from reader.searching import Searcher

        folder = self.folder / _INDEX

        def entities(field: "Field", value: str) -> set[int]:
            return self.entities.keys_for(field, value)  # not loaded before a query asks

        return Searcher(self._database, entities, folder, cache_folder())

    @cached_property
    def searches(self) -> "SearchLibrary":
        """What was searched for, and what is asked beside a search."""
        from reader.library.searches import SearchLibrary

        def count(query: str) -> int:
            return self.search(query, limit=1).total

        def beginning(begun: str) -> list[str]:
            return self.searcher.words(begun)  # no index is opened before

        def beside() -> "SearchProcess | None":
            return None if self._beside is None else self._beside.searching

        return SearchLibrary(self._database, count, beginning, beside)

    @cached_property
    def views(self) -> "Views":
        """The saved searches, as lists."""
        from reader.library.views import Views

        def matching(query: str) -> frozenset[int]:
            if self._beside is not None:
                from reader.beside import ProcessFailed

                with suppress(ProcessFailed):  # then it is done here
                    return self._beside.searching.matching(query)
            return self.searcher.matching(query)

        return Views(self.searches, matching)

    @cached_property
    def pages(self) -> "Pages":
        """What stands at addresses of the web."""
        from reader.library.pages import Pages

        return Pages(self._database.web)

    @cached_property
    def later(self) -> "Later":
        """Addresses whose pages are still to be fetched."""
        from reader.library.later import Later

        return Later(self._database, self.pages)

    @cached_property
    def places(self) -> "Places":
        """Where a person was in articles, and what was marked there."""
        from reader.library.places import Places

        return Places(self._database)

    @property
    def alikes(self) -> "AlikeStore":
        """Articles that are much like others."""
        return self._database.alikes

    @cached_property
    def subscriptions(self) -> "Subscriptions":
        """The feeds that are followed."""
        from reader.library.subscribing import Subscriptions

        return Subscriptions(self._database, self.pages, lambda: self._beside is not None)

    # Articles come in

    def find(self, paths: Iterable[str]) -> "Iterator[Item]":
        """Yield the items to be imported that `paths` name, folders searched through.

        `-` stands for what is piped into this process; an address, for the page there.
        """
        from reader.library.intake import find

        return find(paths)

    def add(self, items: "Iterable[Item]", *, chapters: bool = False) -> Iterator[AddResult]:
        """Import `items` and yield, in their order, what became of each.

        One that holds several articles, as an export does or with `chapters` a book, has a result
        for each of them. An address that an export has no text for is `WAITING`; see `later`.

        Items are stored in batches; a result is yielded when its item is on the disk, so one that
        was yielded stays. One that cannot be imported is `FAILED` and the others go on. When the
        library itself refuses a batch, the items of that batch are `FAILED`; then, if more are
        waiting and would be refused too (no space, no right to write, damage, or another process
        that does not let go), the LibraryError is raised.
        """
        if self._beside is not None:
            from reader import beside

            items = list(items)
            with suppress(beside.ProcessFailed):  # then it is done here
                yield from beside.add(self.folder, items, chapters=chapters)
                return
        from reader.library.intake import add

        yield from add(self._database, self.pages, items, chapters=chapters)

    # Articles are listed and read

    def listing(self, listing: Listing, offset: int, limit: int | None) -> list[ArticleSummary]:
        """See `Database.listing`."""
        return self._database.listing(self._resolved(listing), offset, limit)

    def count(self, listing: Listing) -> int:
        """See `Database.count`."""
        return self._database.count(self._resolved(listing))

    def position_of(self, article: str, listing: Listing) -> int | None:
        """See `Database.position_of`."""
        return self._database.position_of(article, self._resolved(listing))

    def _resolved(self, listing: Listing) -> Listing:
        return self.views.resolved(listing) if listing.saved else listing

    def summary(self, article: str) -> ArticleSummary:
        """See `Database.summary`."""
        return self._database.summary(article)

    def article(self, article: str) -> Article:
        """See `Database.article`."""
        return self._database.article(article)

    def put_back(self, article: str, lines: Collection[Removed]) -> None:
        """Put lines that were taken for clutter back into the text, which is another one then.

        Those that are not among the article's removed lines are passed over.
        """
        from reader.importing.restoring import put_back

        found = self._database.article(article)
        text, structure, removed = put_back(found.text, found.structure, found.removed, lines)
        document = Document(text, structure, found.summary.title, removed=removed)
        self._database.revise(found.summary.id, document)

    def versions(self, article: str) -> list[Version]:
        """See `Database.versions`."""
        return self._database.versions(article)

    def tags(self) -> list[TagCount]:
        """See `Database.tags`."""
        return self._database.tags()

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        order: SearchOrder = SearchOrder.RANK,
        stopped: Callable[[], bool] = lambda: False,
    ) -> "Results":
        """Find articles, at most `limit` of them with their snippets.

        The query is read as `reader.text.query` tells; no query is refused, and none but white
        space finds anything. What the index does not know yet is looked through one by one
        (`Results.waiting`). `stopped` is asked every few milliseconds whether anybody still waits
        for the answer. Raises SearchStopped when nobody does, or a LibraryError.
        """
        if self._beside is not None:
            from reader.beside import ProcessFailed

            with suppress(ProcessFailed):  # then it is done here
                return self._beside.searching.search(
                    query, limit=limit, order=order, stopped=stopped
                )
        now = datetime.now().astimezone()
        return self.searcher.search(query, limit=limit, order=order, stopped=stopped, now=now)

    def use_processes(self) -> None:
        """Search in a process beside this one from now on, index and import in others.

        For an app, which is to answer keys meanwhile. They end with it.
        """
        from reader.searching.apart import Beside

        self._beside = Beside(self.folder)

    def prepare_search(self) -> None:
        """Let the process that searches be there when it is asked, if there is to be one."""
        if self._beside is not None:
            from reader.beside import ProcessFailed

            with suppress(ProcessFailed):  # then it is searched here
                self._beside.searching.prepare()

    def keep_index(self) -> bool:
        """Let the index be brought up to date beside this process; tell whether that goes on."""
        if self._beside is None or self.read_only:
            return False
        missing = not (self.folder / _INDEX).is_dir()
        if missing or self._database.queue.count(Task.INDEX):
            self._beside.indexing.start()
        return self._beside.indexing.is_running

    # What a person does with them

    def set_read(self, article: str, read: bool) -> None:
        """See `Database.set_read`."""
        self._database.set_read(article, read)

    def set_starred(self, article: str, starred: bool) -> None:
        """See `Database.set_starred`."""
        self._database.set_starred(article, starred)

    def set_tags(self, article: str, tags: Iterable[str]) -> None:
        """See `Database.set_tags`."""
        self._database.set_tags(article, tags)

    def change_all(self, listing: Listing, bulk: Bulk) -> int:
        """See `Database.change_all`."""
        return self._database.change_all(self._resolved(listing), bulk)

    def delete_article(self, article: str) -> int:
        """See `Database.delete_article`."""
        return self._database.delete_article(article)

    @cached_property
    def notes(self) -> "Notes":
        """What a person said of passages."""
        from reader.library.notes import Notes  # not for the first frame

        return Notes(self._database)

    def state(self, key: str, default: str = "") -> str:
        """Return what the app remembered under `key`."""
        return self._database.state(key, default)

    def set_state(self, key: str, value: str) -> None:
        """Remember `value` under `key`."""
        self._database.set_state(key, value)

    # How the library fares

    def back_up(self) -> Path | None:
        """See `Database.back_up`."""
        return self._database.back_up()

    def check(self) -> list[Finding]:
        """See `Database.check`."""
        return self._database.check()
