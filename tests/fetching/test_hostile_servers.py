"""What servers do that mean harm, or do not know better: real ones, on loopback."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler

import pytest
from site_on_loopback import Site, serving

from reader.errors import FetchFailed, FetchRefused
from reader.fetching import Fetcher, Validators
from reader.fetching.guard import is_proxied, is_public


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(timeout=2.0, patience=0.4, pause=lambda _: None) as made:
        yield made


def speaking(*parts: bytes, then: bytes = b"", every: float = 0.01) -> Callable[..., None]:
    """Return what says `parts`, then `then` again and again."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        try:
            for part in parts:
                handler.wfile.write(part)
            while then:
                handler.wfile.write(then)
                time.sleep(every)
        except OSError:
            return

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        speaking(b"HTTP/1.1 200 OK\r\n", then=b"X-Again: 1\r\n"),
        speaking(b"HTTP/1.1 200 OK\r\nX-Long: ", then=b"a"),
        speaking(then=b"HTTP/1.1 100 Continue\r\n\r\n"),
        speaking(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", then=b"1\r\na\r\n"),
        speaking(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", then=b"x"),
    ],
    ids=["headers", "one header", "provisional answers", "chunks", "one chunk's name"],
)
def test_who_never_ends_is_left(
    site: Site, fetcher: Fetcher, answer: Callable[[BaseHTTPRequestHandler], None]
) -> None:
    address = site.answer("/a", answer)
    begun = time.monotonic()
    with pytest.raises(FetchFailed, match="too long"):
        fetcher.fetch(address)
    assert time.monotonic() - begun < 2.0
    assert len(site.asked) == 1


def test_what_is_under_way_ends_when_the_fetcher_is_closed(site: Site) -> None:
    address = site.answer("/a", speaking(b"HTTP/1.1 200 OK\r\n", then=b"X-Again: 1\r\n"))
    with Fetcher(patience=30) as fetcher:
        closing = threading.Timer(0.2, fetcher.close)
        closing.start()
        with pytest.raises(FetchFailed, match="given up"):
            fetcher.fetch(address)
        closing.join()


def test_cookies_are_kept_for_one_visit_alone(site: Site, fetcher: Fetcher) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        known = "seen=1" in handler.headers.get("Cookie", "")
        handler.send_response(200 if known else 302)
        handler.send_header("Set-Cookie", "seen=1")
        handler.send_header("Location", "/a")
        handler.send_header("Content-Length", "2")
        handler.end_headers()
        handler.wfile.write(b"ok")

    address = site.answer("/a", answer)
    for _ in range(2):
        assert fetcher.fetch(address).body == b"ok"
    cookies = [headers.get("cookie") for _, headers in site.asked]
    assert cookies == [None, "seen=1", None, "seen=1"]


def test_who_is_outside_does_not_lead_inside() -> None:
    """127.0.0.2 plays the public net; an address that a person gave may be within."""
    with serving() as inside, serving("127.0.0.2") as outside:
        secret = inside.page("/secret", "secret")
        hook = outside.page("/hook", "", status=302, Location=secret)
        with Fetcher(public=lambda host: host == "127.0.0.2") as fetcher:
            assert fetcher.fetch(secret).body == b"secret"
            inside.asked.clear()
            for trusted in (True, False):
                with pytest.raises(FetchRefused, match="within your own network"):
                    fetcher.fetch(hook, trusted=trusted)
            back = inside.page("/back", "", status=302, Location=secret)
            assert inside.asked == []
            assert fetcher.fetch(back).body == b"secret"


def test_a_name_that_means_another_host_by_now_is_told_nothing(site: Site) -> None:
    """The name is looked up once to see whom it means, and again to connect (DNS rebinding)."""
    address = site.page("/secret", "secret")
    meant = iter([True, False])
    with (
        Fetcher(public=lambda _: next(meant)) as fetcher,
        pytest.raises(FetchRefused, match="within your own network"),
    ):
        fetcher.fetch(address, trusted=False)
    assert site.asked == []


@pytest.mark.parametrize(
    "host",
    [
        "::ffff:127.0.0.1", "::ffff:a00:1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1",
        "ff02::1", "100.64.0.1", "240.0.0.1", "fd00::1", "198.18.0.1",
    ],
)  # fmt: skip
def test_a_private_host_is_known_in_every_dress(host: str) -> None:
    assert not is_public(host)


@pytest.mark.parametrize("host", ["93.184.216.34", "2606:4700::6810:84e5", "::ffff:93.184.216.34"])
def test_a_public_host_is_known_too(host: str) -> None:
    assert is_public(host)


def test_exceptions_from_a_proxy_are_no_proxy(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "example.org")
    assert not is_proxied(site.address)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert is_proxied("http://example.com/")
    assert not is_proxied("http://example.org/")


@pytest.mark.parametrize("etag", ['"é"', '"' + "a" * 5_000 + '"', '"\x7f"'])
def test_what_cannot_be_said_again_is_not(site: Site, fetcher: Fetcher, etag: str) -> None:
    address = site.page("/a", "ok", ETag=etag)
    got = fetcher.fetch(address)
    assert got.validators == Validators()
    assert fetcher.fetch(address, Validators(etag, "")).body == b"ok"  # kept by an earlier version
    assert "if-none-match" not in site.asked[-1][1]


def test_what_is_packed_in_several_parts_is_unpacked(site: Site, fetcher: Fetcher) -> None:
    packed = gzip.compress("渡口".encode()) + gzip.compress(b"") + gzip.compress("的雾".encode())
    for padding in (b"", b"\0" * 20):
        address = site.page("/a", packed + padding, Content_Encoding="gzip")
        assert fetcher.fetch(address).body.decode() == "渡口的雾"
    address = site.page("/b", b"", Content_Encoding="gzip")
    assert fetcher.fetch(address).body == b""


def test_what_is_packed_and_cut_is_told(site: Site, fetcher: Fetcher) -> None:
    address = site.page("/a", gzip.compress("渡口".encode() * 99)[:-9], Content_Encoding="gzip")
    with pytest.raises(FetchFailed, match="damaged"):
        fetcher.fetch(address)


@pytest.mark.parametrize("packing", ["br", "gzip, zstd", "deflate"])
def test_what_is_packed_otherwise_is_told(site: Site, fetcher: Fetcher, packing: str) -> None:
    address = site.page("/a", b"\x0b\x02\x80", Content_Encoding=packing)
    with pytest.raises(FetchFailed, match="not asked for"):
        fetcher.fetch(address)


def test_an_encoding_of_letters_is_no_packing(site: Site, fetcher: Fetcher) -> None:
    address = site.page("/a", "渡口", Content_Encoding="UTF-8")
    assert fetcher.fetch(address).body.decode() == "渡口"


@pytest.mark.parametrize(
    "header",
    [
        b"Location: http://\xff\xfe/", b"Location: //", b"Location: http://a b/",
        b"Location: http://" + b"a" * 300 + b".example/", b"Location: http://[::1]:99999/",
        b"Location: \xe6\xb8\xa1", b"Content-Type: \xff;charset=\xff", b"Content-Length: -1",
        b"Content-Length: 2, 3", b"Transfer-Encoding: nonsense", b"Retry-After: \xd9\xa3",
        b"Set-Cookie: \xff=\xff; expires=x",
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", [200, 302, 503])
def test_broken_headers_are_borne_or_told(
    site: Site, fetcher: Fetcher, header: bytes, status: int
) -> None:
    said = b"HTTP/1.1 %d X\r\nConnection: close\r\n%s\r\n\r\nok" % (status, header)
    address = site.answer("/a", speaking(said))
    try:
        assert fetcher.fetch(address).body in (b"ok", b"")
    except (FetchFailed, FetchRefused) as error:
        assert str(error)  # noqa: PT017  what the person is told
