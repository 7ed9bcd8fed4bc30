"""One visit to the web: connections and cookies of its own, which end with it, always in time."""

import socket
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from threading import Lock, Timer
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from reader.errors import FetchFailed
from reader.i18n import tr

if TYPE_CHECKING:
    import httpx


class Visit:
    """What asking for one page needs, redirects and second attempts included.

    A server that answers a byte now and then keeps every timeout of the client: when the patience
    is over, or `cut` is called in another thread, the connections are shut whatever they wait for.
    """

    def __init__(self, client: "httpx.Client", patience: float) -> None:
        """Take a client that nobody else uses, and the seconds that all may take."""
        self._client = client
        self._end = monotonic() + patience
        self._lock = Lock()
        self._sockets: list[socket.socket] = []
        self._why = ""
        self._timer = Timer(patience, lambda: self.cut(tr("It takes too long to come.")))
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        self._client.close()
        with self._lock:
            for each in self._sockets:
                each.close()
            self._sockets.clear()

    @property
    def left(self) -> float:
        """Seconds until it is cut."""
        return self._end - monotonic()

    def cut(self, why: str) -> None:
        """End all that goes on, in any thread: what is asked for raises a FetchFailed of `why`."""
        with self._lock:
            self._why = self._why or why
            for each in self._sockets:
                with suppress(OSError):  # it has ended by itself
                    each.shutdown(socket.SHUT_RDWR)

    def check(self) -> None:
        """Raise a FetchFailed if it was cut."""
        if self._why:
            raise FetchFailed(self._why)

    def ask(
        self, address: str, headers: Mapping[str, str], met: Callable[[str], None]
    ) -> "AbstractContextManager[httpx.Response]":
        """Ask for what is at `address`, without following where it leads.

        `met` is told the IP address of whom we are connected to before anything is said.
        """

        def trace(event: str, info: Mapping[str, Any]) -> None:
            if event.endswith("connect_tcp.complete"):
                stream = info["return_value"]
                try:
                    self._hold(stream.get_extra_info("socket"))
                    met(str(stream.get_extra_info("server_addr")[0]))
                except BaseException:
                    stream.close()
                    raise

        self.check()
        return self._client.stream(
            "GET", address, headers=dict(headers), extensions={"trace": trace}
        )

    def _hold(self, connected: socket.socket) -> None:
        with self._lock:
            # Of its own number: TLS takes the socket over, and the number with it.
            self._sockets.append(connected.dup())
        self.check()
