"""Asking real servers on loopback, well-behaved and not."""

import gzip
import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest
from site_on_loopback import Site

from reader.errors import FetchFailed, FetchRefused, ImportFailed
from reader.fetching import Fetcher, Validators
from reader.fetching.guard import check, is_public


class Pauses(list[float]):
    """Remembers how long it was to wait, and waits for nothing."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def fetcher(pauses: Pauses) -> Iterator[Fetcher]:
    with Fetcher(timeout=0.5, patience=3.0, largest=100_000, pause=pauses) as made:
        yield made


def test_a_page_comes_as_it_is(site: Site, fetcher: Fetcher) -> None:
    body = "<p>渡口的雾</p>".encode("gb18030")
    address = site.page("/a", body, kind="text/html; charset=GBK", ETag='"1"')
    got = fetcher.fetch(address)
    assert (got.body, got.kind, got.charset) == (body, "text/html", "gbk")
    assert got.validators == Validators('"1"', "")
    assert site.asked[0][1]["user-agent"].startswith("reader/")


def test_what_did_not_change_is_not_sent_again(site: Site, fetcher: Fetcher) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        same = handler.headers.get("If-None-Match") == '"1"'
        handler.send_response(304 if same else 200)
        handler.send_header("Content-Length", "0" if same else "2")
        handler.end_headers()
        if not same:
            handler.wfile.write(b"ok")

    address = site.answer("/a", answer)
    assert not fetcher.fetch(address).same
    assert fetcher.fetch(address, Validators('"1"', "")).same


def test_an_answer_of_not_modified_to_no_question_is_a_failure(
    site: Site, fetcher: Fetcher
) -> None:
    address = site.page("/a", b"", status=304)
    with pytest.raises(FetchFailed, match="304"):
        fetcher.fetch(address)


def test_redirects_are_followed_and_counted(site: Site, fetcher: Fetcher) -> None:
    site.page("/end", "ok")
    start = site.page("/start", "", status=302, Location="/next")
    site.page("/next", "", status=301, Location=f"{site.address}/end")
    assert fetcher.fetch(start).address == f"{site.address}/end"
    circle = site.page("/circle", "", status=302, Location="/circle")
    with pytest.raises(FetchFailed, match="without end"):
        fetcher.fetch(circle)
    assert len([path for path, _ in site.asked if path == "/circle"]) == 11


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/", "javascript:alert(1)", "http://["]
)
def test_a_redirect_leads_nowhere_but_to_the_web(site: Site, fetcher: Fetcher, target: str) -> None:
    address = site.page("/a", "", status=302, Location=target)
    with pytest.raises(ImportFailed):
        fetcher.fetch(address)
    assert {path for path, _ in site.asked} == {"/a"}


def test_a_feed_reaches_nothing_within_our_own_walls(site: Site, fetcher: Fetcher) -> None:
    address = site.page("/a", "secret")
    with pytest.raises(FetchRefused, match="within your own network"):
        fetcher.fetch(address, trusted=False)
    assert site.asked == []


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fe80::1%eth0", "0.0.0.0"],
)
def test_no_private_host_is_public(host: str) -> None:
    assert not is_public(host)


def test_a_public_host_is() -> None:
    assert is_public("93.184.216.34")
    check("https://93.184.216.34:8443/a?b#c")


@pytest.mark.parametrize(
    "address", ["", "a", "file:///a", "http://", "http://[::1", "http://a:port/", "data:,a"]
)
def test_only_addresses_of_the_web_are_asked(fetcher: Fetcher, address: str) -> None:
    with pytest.raises(FetchRefused):
        fetcher.fetch(address)


def test_a_server_that_asks_to_come_again_is_asked_again(
    site: Site, fetcher: Fetcher, pauses: Pauses
) -> None:
    address = site.page("/a", "", status=503, Retry_After="1")
    with pytest.raises(FetchFailed, match="503"):
        fetcher.fetch(address)
    assert len(site.asked) == 3
    assert pauses == [1.0, 1.0]


def test_a_server_that_asks_for_an_hour_is_not_waited_for(
    site: Site, fetcher: Fetcher, pauses: Pauses
) -> None:
    address = site.page("/a", "", status=429, Retry_After="3600")
    with pytest.raises(FetchFailed, match="429"):
        fetcher.fetch(address)
    assert pauses == []


def test_what_is_not_there_is_asked_for_once(site: Site, fetcher: Fetcher) -> None:
    with pytest.raises(FetchFailed, match="404"):
        fetcher.fetch(f"{site.address}/none")
    assert len(site.asked) == 1


def test_nobody_listens(fetcher: Fetcher, pauses: Pauses) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchFailed, match="cannot be reached"):
        fetcher.fetch(f"http://127.0.0.1:{port}/")
    assert len(pauses) == 2


def test_nothing_is_asked_once_it_is_closed(site: Site, fetcher: Fetcher) -> None:
    address = site.page("/a", "ok")
    fetcher.close()
    with pytest.raises(FetchFailed, match="given up"):
        fetcher.fetch(address)
    assert site.asked == []


def test_what_is_too_large_is_given_up(site: Site, fetcher: Fetcher) -> None:
    address = site.page("/a", b"a" * 100_001)
    with pytest.raises(FetchFailed, match="larger"):
        fetcher.fetch(address)


def test_what_unpacks_to_too_much_is_given_up(site: Site, fetcher: Fetcher) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    address = site.page("/a", bomb, Content_Encoding="gzip")
    with pytest.raises(FetchFailed, match="larger"):
        fetcher.fetch(address)


def test_what_is_packed_is_unpacked(site: Site, fetcher: Fetcher) -> None:
    address = site.page("/a", gzip.compress("渡口".encode()), Content_Encoding="gzip")
    assert fetcher.fetch(address).body.decode() == "渡口"


def test_what_is_packed_and_broken_is_told(site: Site, fetcher: Fetcher) -> None:
    address = site.page("/a", b"\x1f\x8bnothing", Content_Encoding="gzip")
    with pytest.raises(FetchFailed, match="damaged"):
        fetcher.fetch(address)


def test_a_picture_is_not_read(site: Site, fetcher: Fetcher) -> None:
    address = site.page("/a", b"\x89PNG", kind="image/png")
    with pytest.raises(FetchRefused, match="image/png"):
        fetcher.fetch(address)


def test_an_answer_without_end_is_given_up(site: Site) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        try:
            for _ in range(1000):
                handler.wfile.write(b"a")
                handler.wfile.flush()
                time.sleep(0.02)
        except OSError:
            return

    address = site.answer("/a", drip)
    with (
        Fetcher(timeout=5, patience=0.3, pause=Pauses()) as fetcher,
        pytest.raises(FetchFailed, match="too long"),
    ):
        fetcher.fetch(address)


def test_a_server_that_says_nothing_is_given_up(site: Site, fetcher: Fetcher) -> None:
    address = site.answer("/a", lambda _: time.sleep(1.5))
    with pytest.raises(FetchFailed, match="in time"):
        fetcher.fetch(address)


@pytest.mark.parametrize(
    "said", [b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort"]
)
def test_a_server_that_speaks_wrongly_is_told(site: Site, fetcher: Fetcher, said: bytes) -> None:
    address = site.answer("/a", lambda handler: handler.wfile.write(said) and None)
    with pytest.raises(FetchFailed, match="broke off"):
        fetcher.fetch(address)
