"""Following feeds: what is new on each is fetched side by side and becomes articles."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Lock, Semaphore
from time import monotonic

from reader.database.base import Database
from reader.errors import Empty, ImportFailed, LibraryError, ReaderError
from reader.fetching import Validators, opml
from reader.fetching.feed import Entry, Parsed, parse
from reader.importing.decode import decode
from reader.importing.fragment import read_fragment
from reader.library.pages import Pages
from reader.model import AddResult, AddStatus, Document
from reader.model.times import utc, utc_now
from reader.model.web import Feed, Followed, Refreshed
from reader.text.address import host_of

_AT_ONCE = 8
_AT_ONE_HOST = 2
_SUMMARY = 400
"""Code points below which what a feed holds of an article may be but its beginning."""
_PATIENCE = 300.0
"""Seconds for which pages are fetched for one feed; what is left comes the next time."""


class Subscriptions:
    """The feeds of a library. Any thread may call any method."""

    def __init__(
        self,
        database: Database,
        pages: Pages,
        beside: Callable[[], bool] = lambda: False,
        patience: float = _PATIENCE,
    ) -> None:
        """Take what tells whether feeds are asked in a process beside this one, too."""
        self._database = database
        self._beside = beside
        self._store = database.web
        self._pages = pages
        self._patience = patience
        self._hosts: defaultdict[str, Semaphore] = defaultdict(lambda: Semaphore(_AT_ONE_HOST))
        self._lock = Lock()

    def list(self) -> list[Feed]:
        """Return the feeds that are followed, by title."""
        return self._store.feeds()

    def followed(self) -> Sequence[Followed]:
        """Return the same, with how many articles came of each."""
        return self._store.followed()

    def follow(
        self, address: str, *, full: bool = True, stopped: Callable[[], bool] = lambda: False
    ) -> Refreshed | None:
        """Follow a feed, having asked it once; raises an ImportFailed where there is none.

        Returns None if that was `stopped` before it answered.
        """
        if self._beside():
            from reader import beside

            with suppress(beside.ProcessFailed):  # then it is asked here
                return beside.follow(self._database.folder, address, full=full, stopped=stopped)
        known = self._store.feed(address)
        feed = known or Feed(address, "", "", utc_now())
        now, parsed = self._ask(feed._replace(full=full, etag="", modified=""))
        self._store.put_feed(now._replace(etag="", modified=""))
        return self._take(now, parsed)

    def remove(self, address: str) -> bool:
        """Follow a feed no longer; return whether it was followed. Its articles stay."""
        return self._store.remove_feed(address)

    def set_full(self, address: str, full: bool) -> None:
        """Let pages be fetched from now on where the feed holds but a part of them, or not."""
        feed = self._store.feed(address)
        if feed is not None:
            self._store.put_feed(feed._replace(full=full))

    def refresh(
        self, addresses: Collection[str] = (), stopped: Callable[[], bool] = lambda: False
    ) -> Iterator[Refreshed]:
        """Ask the feeds at `addresses`, or all; yield what became of each as it answers.

        Some are asked at once, few of one host. One that cannot be asked does not stop the others.
        Ends early once `stopped`, as soon as that is noticed.
        """
        if self._beside():
            from reader import beside

            with suppress(beside.ProcessFailed):  # then they are asked here
                yield from beside.refresh(self._database.folder, addresses, stopped=stopped)
                return
        wanted = set(addresses)
        feeds = [feed for feed in self.list() if not wanted or feed.address in wanted]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            asked = [pool.submit(self._refresh, feed) for feed in by_turns(feeds)]
            try:
                for done in as_completed(asked):
                    yield done.result()
                    if stopped():
                        return
            except KeyboardInterrupt:
                self._pages.close()  # or the pool would wait for all that is being asked
                raise
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    def due(self, interval: float) -> Sequence[str]:
        """Return the addresses of the feeds that did not answer for so many seconds."""
        latest = utc(datetime.now(UTC) - timedelta(seconds=interval))
        return [feed.address for feed in self.list() if feed.checked <= latest]

    def import_opml(self, data: bytes) -> Sequence[Feed]:
        """Follow the feeds of a list without asking them; return those that are new.

        Raises NotAFeed or NotText for what is no list.
        """
        known = {feed.address for feed in self.list()}
        new = [
            Feed(each.address, each.title, each.site, utc_now())
            for each in opml.parse(decode(data))
            if each.address not in known
        ]
        for feed in new:
            self._store.put_feed(feed)
        return new

    def export_opml(self) -> bytes:
        """Return the feeds as a list that other programs read."""
        return opml.write(opml.Outline(feed.address, feed.title, feed.site) for feed in self.list())

    def _refresh(self, feed: Feed) -> Refreshed:
        try:
            return self._take(*self._ask(feed))
        except ReaderError as error:
            failed = feed._replace(error=str(error))
            if not isinstance(error, LibraryError):  # which would refuse this as well
                self._store.answered(failed)
            return Refreshed(failed)

    def _ask(self, feed: Feed) -> tuple[Feed, Parsed | None]:
        """Return the feed as it is now, and what it holds; None where nothing changed."""
        with self._turn(feed.address):
            fetched = self._pages.fetch(feed.address, Validators(feed.etag, feed.modified))
        now = feed._replace(checked=utc_now(), error="")
        if fetched.same:
            return now, None
        parsed = parse(fetched.body, fetched.address)
        etag, modified = fetched.validators
        title = parsed.title or feed.title or host_of(feed.address) or feed.address
        return now._replace(title=title, site=parsed.site, etag=etag, modified=modified), parsed

    def _take(self, feed: Feed, parsed: Parsed | None) -> Refreshed:
        """Make articles of what is new; an entry is seen once its article is on the disk."""
        entries = {entry.id: entry for entry in parsed.entries} if parsed else {}
        unseen = self._store.unseen(feed.address, entries)
        results: list[AddResult] = []
        # A feed that is asked again after an error must tell everything again.
        self._store.answered(feed._replace(etag="", modified=""))
        end = monotonic() + self._patience
        for id_ in unseen:
            if results and monotonic() > end:
                break
            result = self._add(feed, entries[id_])
            results.append(result)
            if result.status is not AddStatus.FAILED:
                became = result.article.id if result.article else ""
                self._store.mark_seen(feed.address, id_, became)
        failed = any(result.status is AddStatus.FAILED for result in results)
        if len(results) == len(unseen) and not failed:
            self._store.answered(feed)
        return Refreshed(feed, tuple(results))

    def _add(self, feed: Feed, entry: Entry) -> AddResult:
        try:
            document = self._document(feed, entry)
            (result,) = self._database.add_many([document])
        except ReaderError as error:
            return AddResult(AddStatus.FAILED, entry.address or entry.id, error=str(error))
        return result._replace(path=entry.address or entry.id)

    def _document(self, feed: Feed, entry: Entry) -> Document:
        """Return the article of an entry: the page, where the feed holds but a part of it."""
        told = _told(entry)
        partial = told is None or (not entry.complete and len(told.text) < _SUMMARY)
        document = told
        if partial and feed.full and entry.address:
            try:
                with self._turn(entry.address):
                    document = self._pages.read(entry.address, trusted=False)
            except ImportFailed:
                if told is None:
                    raise
        if document is None:
            raise Empty(entry.title)
        return document._replace(
            title=entry.title or document.title,
            author=document.author or entry.author,
            source=document.source or feed.title,
            date=document.date or entry.date,
            url=entry.address or document.url,
        )

    def _turn(self, address: str) -> Semaphore:
        """Return what lets but few ask one host at once."""
        with self._lock:
            return self._hosts[host_of(address)]


def by_turns(feeds: Iterable[Feed]) -> list[Feed]:
    """Return `feeds` so that hosts take turns: one with many of them keeps no other waiting."""
    turns: defaultdict[str, int] = defaultdict(int)
    ranked: list[tuple[int, Feed]] = []
    for feed in feeds:
        host = host_of(feed.address)
        turns[host] += 1
        ranked.append((turns[host], feed))
    return [feed for _, feed in sorted(ranked, key=lambda each: each[0])]


def _told(entry: Entry) -> Document | None:
    """Return what the feed itself holds of an article, if anything."""
    try:
        return read_fragment(entry.html, entry.title, entry.address)
    except ImportFailed:
        return None
