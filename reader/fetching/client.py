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
from reader.i18n import tr
from reader.text.address import joined
from reader.text.normalise import one_line

if TYPE_CHECKING:
    import httpx

LARGEST = 32 * 1024 * 1024
"""Bytes of the largest page that is taken, once unpacked."""

_REDIRECTS = 10
_ATTEMPTS = 3
_LONGEST_PAUSE = 10.0  # seconds, whatever the server asks for
_CHUNK = 65_536  # bytes
_AGAIN = frozenset({429, 502, 503, 504})
"""Statuses by which a server asks to come again."""

_MOVED = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304

_READABLE = (
    *("text/", "application/xhtml", "application/xml", "application/json", "application/feed"),
    *("application/rss", "application/atom", "application/rdf", "application/pdf"),
    *("application/epub", "application/msword", "application/vnd.openxmlformats"),
    *("application/octet-stream", "multipart/related", "message/rfc822"),
)
"""How content types begin that may hold something to read."""


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


@dataclass
class Fetcher:
    """A connection to the web, until closed; a context manager. Any thread may use it."""

    timeout: float = 20.0
    """Seconds that connecting, and waiting for more, may take."""
    patience: float = 60.0
    """Seconds that all of a page may take."""
    largest: int = LARGEST
    pause: Callable[[float], None] = time.sleep
    """Waits for so many seconds."""
    _client: "httpx.Client | None" = field(default=None, init=False, repr=False)
    _closed: bool = field(default=False, init=False, repr=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

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
        """Let go of all connections; whoever asks from now on is refused."""
        with self._lock:
            self._closed = True
            if self._client is not None:
                self._client.close()

    def _connected(self) -> "httpx.Client":
        """Return what asks, made once it is wanted: it reads the certificates of all authorities.

        That takes a tenth of a second, and most of what is imported is no address.
        """
        import httpx

        with self._lock:
            if self._closed:
                raise FetchFailed(tr("Fetching was given up."))
            if self._client is None:
                self._client = httpx.Client(
                    timeout=self.timeout,
                    headers={
                        "User-Agent": f"reader/{__version__}",
                        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                        "Accept-Encoding": "gzip",
                    },
                )
            return self._client

    def fetch(
        self, address: str, validators: Validators = NONE, *, trusted: bool = True
    ) -> Fetched:
        """Ask for the page at `address`, unless it is the one that `validators` came with.

        `trusted` says that the user gave the address; see `guard`. Raises FetchRefused for what
        is not asked for, FetchFailed for what does not come; each an ImportFailed.
        """
        import ssl

        import httpx

        end = time.monotonic() + self.patience
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return self._follow(address, validators, trusted, end)
            except _ComeAgain as wish:
                if attempt == _ATTEMPTS or time.monotonic() + wish.seconds > end:
                    raise FetchFailed(_said(wish.status)) from wish
                self.pause(wish.seconds or _backoff(attempt))
            except (httpx.TransportError, httpx.InvalidURL) as error:
                hopeless = isinstance(error.__cause__ or error, ssl.SSLError | httpx.InvalidURL)
                if hopeless or _is_certificate(error) or attempt == _ATTEMPTS:
                    raise FetchFailed(_reason(error)) from error
                self.pause(_backoff(attempt))
            except RuntimeError as error:
                if not self._closed:
                    raise
                raise FetchFailed(tr("Fetching was given up.")) from error
        raise AssertionError  # the last attempt returns or raises

    def _follow(self, address: str, validators: Validators, trusted: bool, end: float) -> Fetched:
        """Ask, following redirects one by one: each target is looked at before it is asked."""
        for _ in range(_REDIRECTS + 1):
            guard.check(address, trusted=trusted)
            headers = {
                "If-None-Match": validators.etag,
                "If-Modified-Since": validators.modified,
            }
            wanted = {name: value for name, value in headers.items() if value}
            with self._connected().stream("GET", address, headers=wanted) as response:
                if not trusted:
                    _check_peer(response)
                target = response.headers.get("location", "")
                if response.status_code not in _MOVED or not target:
                    return self._take(response, address, validators, end)
            address = joined(address, target) or target
        raise FetchFailed(tr("It leads from one address to the next without end."))

    def _take(
        self, response: "httpx.Response", address: str, validators: Validators, end: float
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
                tr("There is nothing to read: its type is {kind}.").format(kind=one_line(kind))
            )
        given = Validators(
            response.headers.get("etag", ""), response.headers.get("last-modified", "")
        )
        charset = (response.charset_encoding or "").lower()
        return Fetched(address, self._body(response, end), kind, charset, given)

    def _body(self, response: "httpx.Response", end: float) -> bytes:
        body = bytearray()
        for part in _unpacked(response):
            body += part
            if len(body) > self.largest:
                raise FetchFailed(
                    tr("It is larger than {limit} MB.").format(limit=self.largest // 2**20)
                )
            if time.monotonic() > end:
                raise FetchFailed(tr("It takes too long to come."))
        return bytes(body)


class _ComeAgain(Exception):
    """The server asks to come again, after so many seconds if it says."""

    def __init__(self, status: int, after: str) -> None:
        super().__init__(status)
        self.status = status
        self.seconds = min(float(after), _LONGEST_PAUSE) if after.isdecimal() else 0.0


def _backoff(attempt: int) -> float:
    """Return seconds to wait: longer each time, and not the same for all who wait."""
    return 0.5 * 2.0 ** (attempt - 1) * random.uniform(0.8, 1.2)


def _unpacked(response: "httpx.Response") -> Iterator[bytes]:
    """Yield the body in small parts: a few bytes may unpack to gigabytes."""
    if response.headers.get("content-encoding", "identity").lower() not in ("gzip", "x-gzip"):
        yield from response.iter_raw(_CHUNK)
        return
    unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        for chunk in response.iter_raw(_CHUNK):
            rest = chunk
            while rest:
                yield unpacker.decompress(rest, _CHUNK)
                rest = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error as error:
        raise FetchFailed(tr("It came damaged.")) from error


def _check_peer(response: "httpx.Response") -> None:
    """Refuse an answer from within our network: a name may stand for another host by now."""
    import urllib.request

    if urllib.request.getproxies():
        return  # then it is the proxy that was asked, which has rules of its own
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream is not None else None
    if peer:
        guard.check_public(str(peer[0]))


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
