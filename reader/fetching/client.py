"""Asking the web for a page: bounded in time, size and redirects, whatever the other side does."""

import random
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from reader import __version__
from reader.errors import FetchFailed, FetchRefused
from reader.fetching import guard
from reader.fetching.visit import Visit
from reader.i18n import tr
from reader.text.address import joined
from reader.text.normalise import one_line

if TYPE_CHECKING:
    import ssl

    import httpx

LARGEST = 32 * 1024 * 1024
"""Bytes of the largest page that is taken, once unpacked."""

_REDIRECTS = 10
_ATTEMPTS = 3
_LONGEST_PAUSE = 10.0  # seconds, whatever the server asks for
_CONNECTING = 10.0  # seconds for each address that a host has
_CHUNK = 65_536  # bytes
_LONGEST_VALIDATOR = 1_000  # characters
_AGAIN = frozenset({429, 502, 503, 504})
"""Statuses by which a server asks to come again."""

_MOVED = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304

_READABLE = (
    *("text/", "application/xhtml", "application/xml", "application/json", "application/feed"),
    *("application/rss", "application/atom", "application/rdf", "application/pdf"),
    *("application/epub", "application/msword", "application/vnd.openxmlformats"),
    *("application/octet-stream", "binary/octet-stream", "multipart/related", "message/rfc822"),
)
"""How content types begin that may hold something to read."""

_GZIP = frozenset({"gzip", "x-gzip"})
_PACKINGS = frozenset({"br", "zstd", "deflate", "compress", "x-compress"})
"""What a server may only use if it is asked for; other names are no packing (`utf-8`)."""


class Validators(NamedTuple):
    """What a server gave with a page, to ask later whether it is another now (RFC 9110, 8.8)."""

    etag: str = ""
    modified: str = ""
    """As the server wrote it in `Last-Modified`."""


NONE = Validators()
"""Of what was never fetched."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came."""

    address: str
    """Where it was at last, redirects followed."""
    body: bytes
    """Unpacked; empty if it is the same as before."""
    kind: str
    """Its content type in lower case, without parameters."""
    charset: str
    """As declared by the server, in lower case; empty if it is not."""
    validators: Validators
    same: bool = False
    """Whether the server says that nothing changed."""


@dataclass(eq=False)
class Fetcher:
    """A way to the web, until closed; a context manager. Any thread may use it.

    Pages set cookies on the way to them, and want them back; they are forgotten with each visit.
    """

    timeout: float = 20.0
    """Seconds that waiting for more may take."""
    patience: float = 60.0
    """Seconds that all of a page may take, second attempts included."""
    largest: int = LARGEST
    pause: Callable[[float], None] = time.sleep
    """Waits for so many seconds."""
    public: Callable[[str], bool] = guard.is_public
    """Tells whether an IP address is of the public net."""
    _visits: set[Visit] = field(default_factory=set, init=False, repr=False)
    _closed: bool = field(default=False, init=False, repr=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)
    _certificates: "ssl.SSLContext | None" = field(default=None, init=False, repr=False)
    """Of all authorities: to read them takes a tenth of a second, and most imports ask nobody."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give up what is being asked for, in any thread, and ask for nothing more."""
        with self._lock:
            self._closed = True
            for visit in self._visits:
                visit.cut(_given_up())

    def fetch(
        self, address: str, validators: Validators = NONE, *, trusted: bool = True
    ) -> Fetched:
        """Ask for the page at `address`, unless it is the one that `validators` came with.

        `trusted` says that the user gave the address; see `guard`. Raises FetchRefused for what
        is not asked for, FetchFailed for what does not come; each an ImportFailed.
        """
        guard.check(address)
        with self._begun() as visit:
            try:
                return self._attempt(visit, address, validators, trusted)
            finally:
                with self._lock:
                    self._visits.discard(visit)

    def _begun(self) -> Visit:
        visit = Visit(self._client(), self.patience)
        with self._lock:
            self._visits.add(visit)
            if self._closed:
                visit.cut(_given_up())
        return visit

    def _client(self) -> "httpx.Client":
        import httpx

        with self._lock:
            if self._certificates is None:
                self._certificates = httpx.create_ssl_context()
        return httpx.Client(
            verify=self._certificates,
            timeout=httpx.Timeout(self.timeout, connect=min(self.timeout, _CONNECTING)),
            headers={
                "User-Agent": f"reader/{__version__}",
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "Accept-Encoding": "gzip",
            },
        )

    def _attempt(
        self, visit: Visit, address: str, validators: Validators, trusted: bool
    ) -> Fetched:
        """Ask, and ask again where that may help."""
        import ssl

        import httpx

        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return self._follow(visit, address, validators, trusted)
            except _ComeAgain as wish:
                if attempt == _ATTEMPTS or wish.seconds > visit.left:
                    raise FetchFailed(_said(wish.status)) from wish
                self.pause(wish.seconds or _backoff(attempt))
            except (httpx.TransportError, httpx.InvalidURL) as error:
                visit.check()
                hopeless = isinstance(error.__cause__ or error, ssl.SSLError | httpx.InvalidURL)
                if hopeless or _is_certificate(error) or attempt == _ATTEMPTS:
                    raise FetchFailed(_reason(error)) from error
                self.pause(_backoff(attempt))
            except UnicodeError as error:  # of a host that DNS cannot name
                raise FetchFailed(_reason(error)) from error
        raise AssertionError  # the last attempt returns or raises

    def _follow(self, visit: Visit, address: str, validators: Validators, trusted: bool) -> Fetched:
        """Ask, following redirects one by one: each target is looked at before it is asked.

        Who is outside is not trusted to lead inside, not even where the user gave the address.
        """
        for _ in range(_REDIRECTS + 1):
            guard.check(address)
            met = _Company(self.public, trusted=trusted, proxied=guard.is_proxied(address))
            if not trusted:
                for host in guard.hosts_of(address):
                    met(host)
            with visit.ask(address, _headers(validators), met) as response:
                target = response.headers.get("location", "")
                if response.status_code not in _MOVED or not target:
                    return self._take(visit, response, address, validators)
            trusted = trusted and not met.outside
            address = joined(address, target) or target
        raise FetchFailed(tr("It leads from one address to the next without end."))

    def _take(
        self, visit: Visit, response: "httpx.Response", address: str, validators: Validators
    ) -> Fetched:
        status = response.status_code
        if status in _AGAIN:
            raise _ComeAgain(status, response.headers.get("retry-after", ""))
        if status == _NOT_MODIFIED and any(validators):
            return Fetched(address, b"", "", "", validators, same=True)
        if not response.is_success:
            raise FetchFailed(_said(status))
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind and not kind.startswith(_READABLE):
            raise FetchRefused(
                tr("There is nothing to read: its type is {kind}.").format(kind=one_line(kind, 80))
            )
        given = Validators(
            _repeatable(response.headers.get("etag", "")),
            _repeatable(response.headers.get("last-modified", "")),
        )
        charset = (response.charset_encoding or "").lower()
        return Fetched(address, self._body(visit, response), kind, charset, given)

    def _body(self, visit: Visit, response: "httpx.Response") -> bytes:
        body = bytearray()
        for part in _unpacked(response):
            body += part
            visit.check()
            if len(body) > self.largest:
                raise FetchFailed(
                    tr("It is larger than {limit} MB.").format(limit=self.largest // 2**20)
                )
        visit.check()  # what was cut may look like the end
        return bytes(body)


class _Company:
    """Whom we are connected to; raises FetchRefused where that is not allowed."""

    def __init__(self, public: Callable[[str], bool], *, trusted: bool, proxied: bool) -> None:
        self._public = public
        self._trusted = trusted
        self._proxied = proxied
        self.outside = False
        """Whether it is known to be one of the public net."""

    def __call__(self, host: str) -> None:
        if self._proxied:
            return  # then this is the proxy, which asks on our behalf
        self.outside = self._public(host)
        if not (self.outside or self._trusted):
            raise guard.refused(host)


class _ComeAgain(Exception):
    """The server asks to come again, after so many seconds if it says."""

    def __init__(self, status: int, after: str) -> None:
        super().__init__(status)
        self.status = status
        self.seconds = min(float(after), _LONGEST_PAUSE) if after.isdecimal() else 0.0


def _headers(validators: Validators) -> dict[str, str]:
    """Return the headers that ask whether a page is another now."""
    headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.modified}
    return {name: value for name, value in headers.items() if _repeatable(value)}


def _repeatable(value: str) -> str:
    """Return the value of a header if it can be sent back as it came, else nothing."""
    plain = value.isascii() and value.isprintable() and len(value) <= _LONGEST_VALIDATOR
    return value.strip() if plain else ""


def _backoff(attempt: int) -> float:
    """Return seconds to wait: longer each time, and not the same for all who wait."""
    return 0.5 * 2.0 ** (attempt - 1) * random.uniform(0.8, 1.2)


def _unpacked(response: "httpx.Response") -> Iterator[bytes]:
    """Yield the body in small parts: a few bytes may unpack to gigabytes."""
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing in _GZIP:
        yield from _gunzipped(response.iter_raw(_CHUNK))
    elif _PACKINGS.isdisjoint(map(str.strip, packing.split(","))):
        yield from response.iter_raw(_CHUNK)
    else:
        raise FetchFailed(
            tr("It came packed in a way that was not asked for: {kind}.").format(
                kind=one_line(packing, 40)
            )
        )


def _gunzipped(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what is packed in `chunks`: members one after another (RFC 1952, 2.2)."""
    unpacker = None
    try:
        for chunk in chunks:
            rest = chunk
            while rest:
                if unpacker is None or (unpacker.eof and rest.startswith(b"\x1f\x8b")):
                    unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
                if unpacker.eof:
                    return  # padding
                yield unpacker.decompress(rest, _CHUNK)
                rest = unpacker.unconsumed_tail or unpacker.unused_data
    except zlib.error as error:
        raise FetchFailed(_damaged()) from error
    if unpacker is not None and not unpacker.eof:
        raise FetchFailed(_damaged())


def _is_certificate(error: Exception) -> bool:
    return "CERTIFICATE" in str(error).upper()


def _reason(error: Exception) -> str:
    """Return in plain words why nothing came."""
    import httpx

    match error:
        case httpx.TimeoutException():
            return tr("The server does not answer in time.")
        case httpx.RemoteProtocolError():
            return tr("The server broke off, or does not speak HTTP.")
        case _ if _is_certificate(error):
            return tr("The server's certificate is not valid: {reason}.").format(
                reason=one_line(str(error))
            )
        case _:
            return tr("The server cannot be reached: {reason}.").format(reason=one_line(str(error)))


def _said(status: int) -> str:
    return tr("The server answers {status}.").format(status=status)


def _damaged() -> str:
    return tr("It came damaged.")


def _given_up() -> str:
    return tr("Fetching was given up.")
