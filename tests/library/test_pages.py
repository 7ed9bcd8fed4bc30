"""Pages of the web as articles: fetched, kept, asked for again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from site_on_loopback import Site

from reader.library import Library, open_library
from reader.model import AddResult, AddStatus, Listing

PAGE = """<!doctype html><html><head><title>渡口的雾 - 江边志</title>
<meta charset="{charset}"></head><body><nav><a href="/">首页</a><a href="/b">更多</a></nav>
<article><h1>渡口的雾</h1><p>{first}</p>
<p>那是去县城赶考的周渡，背着两个包，手里攥着一张旧地图，𠮷字写得歪歪扭扭。</p>
<p>老陈没有说话，只把竹篙往石阶上一点，船便离了岸；雾里传来第二声喊，比头一声远了许多。</p>
</article><footer>版权所有</footer></body></html>"""
FIRST = "清晨六点，渡口的雾还没有散。摆渡人老陈把缆绳解开，对岸传来一声“等等我！”"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library") as opened:
        yield opened


def page(first: str = FIRST, charset: str = "utf-8") -> str:
    return PAGE.format(first=first, charset=charset)


def add(library: Library, *paths: str) -> list[AddResult]:
    return list(library.add(library.find(paths)))


def test_the_page_at_an_address_becomes_an_article(site: Site, library: Library) -> None:
    address = site.page("/a", page())
    (result,) = add(library, address)
    assert (result.status, result.path) == (AddStatus.ADDED, address)
    assert result.article is not None
    article = library.article(result.article.id)
    assert article.summary.title == "渡口的雾"
    assert article.summary.url == address
    assert FIRST in article.text
    assert "首页" not in article.text


def test_the_encoding_the_server_declares_counts(site: Site, library: Library) -> None:
    body = page(charset="utf-8").encode("gb18030")
    address = site.page("/a", body, kind="text/html; charset=GBK")
    (result,) = add(library, address)
    assert result.article is not None
    assert FIRST in library.article(result.article.id).text


@pytest.mark.parametrize("kind", ["text/plain", "application/octet-stream", "application/pdf"])
def test_a_page_is_a_page_whatever_the_server_calls_it(
    site: Site, library: Library, kind: str
) -> None:
    (result,) = add(library, site.page("/a.txt", page(), kind=kind))
    assert result.article is not None
    assert result.article.title == "渡口的雾"


def test_a_page_that_changed_updates_its_article(site: Site, library: Library) -> None:
    address = site.page("/a", page(), ETag='"1"')
    add(library, address)
    site.page("/a", "", status=304)
    (result,) = add(library, address)
    assert result.status is AddStatus.UNCHANGED
    assert site.asked[-1][1]["if-none-match"] == '"1"'
    site.page("/a", page(f"{FIRST}他又等了一会儿。"), ETag='"2"')
    (result,) = add(library, address)
    assert result.status is AddStatus.UPDATED
    assert library.count(Listing()) == 1


def test_what_cannot_be_fetched_leaves_the_old_copy(site: Site, library: Library) -> None:
    address = site.page("/a", page())
    (first,) = add(library, address)
    site.page("/a", "gone", status=410)
    (again,) = add(library, address)
    assert again.status is AddStatus.FAILED
    assert "410" in again.error
    assert first.article is not None
    assert FIRST in library.article(first.article.id).text


def test_one_that_fails_does_not_stop_the_others(
    site: Site, library: Library, tmp_path: Path
) -> None:
    good = site.page("/a", page())
    file = tmp_path / "a.txt"
    file.write_text("一个文件。", encoding="utf-8")
    picture = site.page("/b", b"GIF89a", kind="image/gif")
    results = add(library, f"{site.address}/none", good, picture, str(file))
    assert [result.status.value for result in results] == ["failed", "added", "failed", "added"]
