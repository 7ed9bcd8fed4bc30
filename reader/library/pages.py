"""Pages of the web as documents: fetched, kept, and read again from what is kept."""

from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from reader.database.web.base import WebStore
from reader.fetching import Fetched, Fetcher, Validators
from reader.importing.formats import SUFFIXES, is_plain, read_bytes, suffix
from reader.importing.origin import Origin
from reader.model import Document
from reader.model.times import utc_now
from reader.model.web import KeptPage

# The suffixes stand for what `formats` chooses a reader by.
_KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    "multipart/related": ".mhtml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


class Pages:
    """The pages of a library. Any thread may call any method."""

    def __init__(self, store: WebStore, fetcher: Fetcher | None = None) -> None:
        """Take where pages are kept, and what asks for them."""
        self._store = store
        self._fetcher = fetcher or Fetcher()

    def close(self) -> None:
        """Let go of all connections."""
        self._fetcher.close()

    def fetch(self, address: str, validators: Validators, *, trusted: bool = True) -> Fetched:
        """Ask for what is no article; see `Fetcher.fetch`."""
        return self._fetcher.fetch(address, validators, trusted=trusted)

    def read(self, address: str, *, trusted: bool = True) -> Document:
        """Return the document at an address, asking whether it is another than the one kept.

        Raises ImportFailed; what was kept before stays.
        """
        kept = self._store.page(address)
        validators = Validators(kept.etag, kept.modified) if kept else Validators()
        fetched = self._fetcher.fetch(address, validators, trusted=trusted)
        if kept is not None and fetched.same:
            return _document(kept)
        return self.take(address, fetched)

    def take(self, address: str, fetched: Fetched) -> Document:
        """Keep what came from an address and return the document; raises ImportFailed."""
        page = _page(address, fetched)
        document = _document(page)  # what cannot be read does not take the place of what can
        self._store.keep_page(page)
        return document


def _page(address: str, fetched: Fetched) -> KeptPage:
    return KeptPage(
        address,
        fetched.address,
        fetched.kind,
        fetched.charset,
        fetched.validators.etag,
        fetched.validators.modified,
        utc_now(),
        fetched.body,
    )


def _document(page: KeptPage) -> Document:
    time = datetime.fromisoformat(page.fetched).astimezone().replace(tzinfo=None)
    origin = Origin(_name(page), time, page.found, page.charset)
    document = read_bytes(page.body, origin=origin)
    return document._replace(url=document.url or page.found)


def _name(page: KeptPage) -> str:
    """Return a file name that says the format, by the type and else by the address.

    Servers are often wrong about the type, so that content that says what it is comes first.
    """
    last = PurePosixPath(unquote(urlsplit(page.found).path)).name
    stem = PurePosixPath(last).stem or urlsplit(page.found).hostname
    if is_plain(page.body):
        return f"{stem}.page"
    if known := _KINDS.get(page.kind):
        return f"{stem}{known}"
    return last if suffix(last) in SUFFIXES else ""
