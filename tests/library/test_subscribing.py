"""Feeds: what is new on them becomes articles."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from site_on_loopback import Site

from reader.errors import ImportFailed, NotAFeed, TooLarge
from reader.fetching import Fetcher, opml
from reader.fetching import feed as feeds
from reader.library import Library, open_library
from reader.library.pages import Pages
from reader.library.subscribing import Subscriptions, by_turns
from reader.model import AddStatus, ArticleSummary, Listing
from reader.model.web import Feed, Refreshed
from reader.text.address import host_of

LONG = "清晨六点，渡口的雾还没有散。摆渡人老陈把缆绳解开，对岸传来一声“等等我！”" * 12


def rss(*entries: tuple[str, str]) -> str:
    """A feed of titles and texts."""
    items = "".join(
        f"<item><guid>{number}</guid><title>{escape(title)}</title>"
        f"<pubDate>Tue, 17 Jan 2023 08:30:00 +0800</pubDate>"
        f"<description>{escape(f'<p>{text}</p>')}</description></item>"
        for number, (title, text) in enumerate(entries, 1)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>江边志</title><link>/</link>{items}</channel></rss>"
    )


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library") as opened:
        yield opened


def rows(library: Library) -> dict[str, ArticleSummary]:
    return {row.title: row for row in library.listing(Listing(), 0, None)}


def refreshed(library: Library) -> Refreshed:
    (one,) = library.subscriptions.refresh()
    return one


def test_what_a_feed_holds_becomes_articles(site: Site, library: Library) -> None:
    address = site.page("/rss", rss(("渡口", LONG), ("長河", LONG[:-3])), kind="text/xml")
    followed = library.subscriptions.follow(address)
    assert (followed.feed.title, followed.feed.error) == ("江边志", "")
    assert [result.status for result in followed.results] == [AddStatus.ADDED] * 2
    found = rows(library)
    assert set(found) == {"渡口", "長河"}
    assert found["渡口"].source == "江边志"
    assert found["渡口"].date.startswith("2023-01-17")
    assert LONG in library.article(found["渡口"].id).text


def test_only_what_is_new_comes(site: Site, library: Library) -> None:
    address = site.page("/rss", rss(("渡口", LONG)), kind="text/xml")
    library.subscriptions.follow(address)
    library.delete_article(rows(library)["渡口"].id)
    site.page("/rss", rss(("渡口", LONG), ("长河", LONG[:-1])), kind="text/xml")
    assert len(refreshed(library).results) == 1
    assert set(rows(library)) == {"长河"}  # what was deleted stays so


def test_what_did_not_change_is_not_read_again(site: Site, library: Library) -> None:
    address = site.page("/rss", rss(("渡口", LONG)), kind="text/xml", ETag='"1"')
    library.subscriptions.follow(address)
    site.page("/rss", "", status=304)
    again = refreshed(library)
    assert (again.results, again.feed.error) == ((), "")
    assert site.asked[-1][1]["if-none-match"] == '"1"'


def test_a_broken_feed_does_not_stop_the_others(site: Site, library: Library) -> None:
    good = site.page("/good", rss(("渡口", LONG)), kind="text/xml")
    bad = site.page("/bad", rss(), kind="text/xml")
    for address in (good, bad):
        library.subscriptions.follow(address)
    site.page("/bad", "<html>nothing</html>")
    site.page("/good", rss(("渡口", LONG), ("长河", LONG[:-1])), kind="text/xml")
    asked = {one.feed.address: one for one in library.subscriptions.refresh()}
    assert "no feed" in asked[bad].feed.error
    assert len(asked[good].results) == 1
    assert library.subscriptions.list()[0].error or library.subscriptions.list()[1].error


def test_a_page_within_our_own_walls_is_not_fetched_for_a_feed(
    site: Site, library: Library
) -> None:
    site.page("/secret", "<p>secret</p>")
    text = rss(("渡口", "短")).replace("<guid>", f"<link>{site.address}/secret</link><guid>")
    address = site.page("/rss", text, kind="text/xml")
    (result,) = library.subscriptions.follow(address).results
    assert result.status is AddStatus.ADDED  # of what the feed itself holds
    assert "/secret" not in [path for path, _ in site.asked]


def test_what_is_no_feed_is_not_followed(site: Site, library: Library) -> None:
    address = site.page("/a", "<html><body>文章</body></html>")
    with pytest.raises(ImportFailed):
        library.subscriptions.follow(address)
    assert library.subscriptions.list() == []


def test_what_is_no_address_is_not_followed(library: Library) -> None:
    with pytest.raises(ImportFailed, match="no address of the web"):
        library.subscriptions.follow("http://[")
    assert library.subscriptions.list() == []


def test_following_no_longer_leaves_the_articles(site: Site, library: Library) -> None:
    address = site.page("/rss", rss(("渡口", LONG)), kind="text/xml")
    library.subscriptions.follow(address)
    assert library.subscriptions.remove(address)
    assert not library.subscriptions.remove(address)
    assert set(rows(library)) == {"渡口"}


def test_a_list_of_feeds_goes_out_and_in(site: Site, library: Library, tmp_path: Path) -> None:
    library.subscriptions.follow(site.page("/rss", rss(), kind="text/xml"))
    written = library.subscriptions.export_opml()
    with open_library(tmp_path / "other") as other:
        (new,) = other.subscriptions.import_opml(written)
        assert (new.address, new.title) == (f"{site.address}/rss", "江边志")
        assert other.subscriptions.import_opml(written) == []
        assert other.subscriptions.export_opml() == written


@pytest.mark.parametrize(
    "data", ["", "<opml", "\0", "\ud800", "<!DOCTYPE a [<!ENTITY b '&b;'>]><a>&b;</a>"]
)
def test_what_is_no_list_of_feeds_is_told(data: str) -> None:
    with pytest.raises(NotAFeed):
        opml.parse(data)


def test_a_list_that_grows_beyond_measure_is_refused() -> None:
    entities = "".join(
        f"<!ENTITY a{number} '{f'&a{number - 1};' * 10}'>" for number in range(1, 12)
    )
    bomb = f"<!DOCTYPE o [<!ENTITY a0 'ha'>{entities}]><opml><outline text='&a11;'/></opml>"
    with pytest.raises(NotAFeed):
        opml.parse(bomb)


def test_a_json_feed_is_read() -> None:
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "江边志",
        "home_page_url": "/",
        "items": [
            {
                "id": "1",
                "url": "/a",
                "title": "渡口",
                "content_text": "第一行\n第二<行",
                "date_published": "2023-01-17T08:30:00+08:00",
                "authors": [{"name": "老陈"}, {"name": "周渡"}, 3],
            },
            {"id": 7},
            "nonsense",
        ],
    }
    found = feeds.parse(json.dumps(data).encode(), "https://example.org/feed.json")
    assert (found.title, found.site) == ("江边志", "https://example.org/")
    (entry,) = found.entries
    assert entry.address == "https://example.org/a"
    assert entry.author == "老陈、周渡"
    assert entry.html == "<p>第一行</p><p>第二&lt;行</p>"
    assert entry.date.startswith("2023-01-17")


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"{}", b'{"items": 3}', b'{"items": []}', b"text", b"\xff\xfe\0", b"[" * 100_000],
)
def test_what_is_no_feed_is_told(data: bytes) -> None:
    with pytest.raises(NotAFeed):
        feeds.parse(data, "https://example.org/")


def test_a_feed_with_broken_dates_is_read() -> None:
    text = rss(("渡口", LONG)).replace("Tue, 17 Jan 2023 08:30:00 +0800", "yesterday, 99:99")
    (entry,) = feeds.parse(text.encode(), "https://example.org/").entries
    assert (entry.title, entry.date) == ("渡口", "")


def test_a_feed_with_a_million_entries_is_cut() -> None:
    items = "<item><guid>{}</guid><title>t</title></item>"
    body = "".join(items.format(number) for number in range(3_000))
    data = f"<rss version='2.0'><channel><title>t</title>{body}</channel></rss>".encode()
    assert len(feeds.parse(data, "https://example.org/").entries) == 1_000


@pytest.mark.parametrize("authors", ["5", "true", '"老陈"', '[["老陈"]]', '{"name": "老陈"}'])
def test_a_json_feed_of_wrong_kinds_is_read(authors: str) -> None:
    data = (
        f'\ufeff{{"version": "https://jsonfeed.org/version/1", "title": 7, "items": [{{"id": "1",'
        f' "title": "渡\\ud800口\\u0000", "url": "javascript:alert(1)", "authors": {authors},'
        f' "content_text": "\\udfff"}}]}}'
    )
    (entry,) = feeds.parse(data.encode(), "https://example.org/").entries
    assert (entry.title, entry.address, entry.author) == ("渡\ufffd口␀", "", "")


def test_a_feed_is_never_taken_for_the_name_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(rss(("渡口", LONG)), encoding="utf-8")
    with pytest.raises(NotAFeed):
        feeds.parse(bytes(file), "https://example.org/")


def test_entries_that_share_an_id_are_told_apart() -> None:
    text = rss(("渡口", LONG), ("长河", LONG)).replace("<guid>2<", "<guid>1<")
    one, other = feeds.parse(text.encode(), "https://example.org/").entries
    assert (one.id, other.id) == ("渡口", "长河")


def test_titles_are_plain() -> None:
    text = rss(("<b>渡口</b>的&amp;雾", LONG), ("1 < 2 与 3 > 2", LONG))
    entries = feeds.parse(text.encode(), "https://example.org/").entries
    assert [entry.title for entry in entries] == ["渡口的&雾", "1 < 2 与 3 > 2"]


def test_only_addresses_of_the_web_are_kept() -> None:
    text = rss(("渡口", LONG)).replace("<link>/</link>", "<link>file:///etc/passwd</link>")
    text = text.replace("<guid>1<", "<link>javascript:alert(1)</link><guid>1<")
    found = feeds.parse(text.encode(), "https://example.org/")
    assert (found.site, found.entries[0].address) == ("", "")


def test_a_date_that_is_still_to_come_is_none() -> None:
    text = rss(("渡口", LONG)).replace("Tue, 17 Jan 2023", "Fri, 31 Dec 9999")
    (entry,) = feeds.parse(text.encode(), "https://example.org/").entries
    assert entry.date == ""


def test_entities_of_a_feed_read_no_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("秘密", encoding="utf-8")
    text = rss(("渡口", LONG)).replace("渡口", "&file;渡口&ha;")
    head = f"<!DOCTYPE rss [<!ENTITY ha '哈'><!ENTITY file SYSTEM '{file.as_uri()}'>]>"
    data = text.replace("<rss", f"{head}<rss", 1).encode()
    (entry,) = feeds.parse(data, "https://example.org/").entries
    assert "渡口" in entry.title
    assert "秘密" not in entry.title


def test_entities_of_a_feed_that_stand_for_others_are_refused() -> None:
    grown = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    text = rss(("渡口", LONG)).replace("<rss", f"<!DOCTYPE rss [{grown}]><rss", 1)
    with pytest.raises(NotAFeed, match="entities"):
        feeds.parse(text.encode(), "https://example.org/")


def test_a_feed_that_is_too_large_is_told() -> None:
    with pytest.raises(TooLarge, match="tags"):
        feeds.parse(b"<rss>" + b"<" * 500_000, "https://example.org/")
    with pytest.raises(TooLarge, match="8 MB"):
        feeds.parse(b"<rss>" + b" " * 2**23, "https://example.org/")


def test_one_that_is_followed_no_longer_stays_so_though_it_is_asked_right_now(
    site: Site, library: Library
) -> None:
    address = site.page("/rss", rss(("渡口", LONG)), kind="text/xml")
    library.subscriptions.follow(address)
    given = site.answers["/rss"]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        library.subscriptions.remove(address)
        given(handler)

    for answers in (answer, lambda handler: (library.subscriptions.remove(address), None)[1]):
        site.answer("/rss", answers)
        list(library.subscriptions.refresh())
        assert library.subscriptions.list() == []
        site.answer("/rss", given)
        library.subscriptions.follow(address)


def test_what_is_set_while_a_feed_is_asked_stays_set(site: Site, library: Library) -> None:
    address = site.page("/rss", rss(("渡口", LONG)), kind="text/xml")
    library.subscriptions.follow(address)
    given = site.answers["/rss"]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        library.subscriptions.set_full(address, False)
        given(handler)

    site.answer("/rss", answer)
    refreshed(library)
    (feed,) = library.subscriptions.list()
    assert not feed.full


def test_one_that_answers_nonsense_does_not_stop_the_others(site: Site, library: Library) -> None:
    good = site.page("/good", rss(("渡口", LONG)), kind="text/xml")
    library.subscriptions.follow(good)
    strange = (
        b'{"version": "jsonfeed.org/version/1", "items": [{"id": "\\ud800", "authors": 5}]}',
        b"<rss><channel><item><guid>&#xD800;&#99999999;</guid><title>&#x0;</title></item>",
        b"<?xml version='1.0' encoding='no-such'?><rss version='2.0'><channel/></rss>",
        b"<!DOCTYPE [<!ENTITY",
        b"<rss version='2.0'>" + b"<channel>" * 5_000,
    )
    for number, body in enumerate(strange):
        path = f"/{number}"
        library.subscriptions.follow(site.page(path, rss(), kind="text/xml"))
        site.page(path, body, kind="text/xml", ETag='"é"')
    site.page("/good", rss(("渡口", LONG), ("长河", LONG[:-1])), kind="text/xml")
    for _ in range(2):
        asked = {one.feed.address: one for one in library.subscriptions.refresh()}
        assert len(asked) == len(strange) + 1
        assert asked[good].feed.error == ""
    assert {"渡口", "长河"} <= set(rows(library))


def test_the_pages_of_a_feed_that_take_too_long_come_the_next_time(
    site: Site, tmp_path: Path
) -> None:
    """Of what a feed tells, one page at least is fetched each time."""
    text = rss(("渡口", "短"), ("长河", "也短"))
    for number in (1, 2):
        page = site.page(f"/{number}", f"<article><p>{LONG[number:]}</p></article>")
        text = text.replace(f"<guid>{number}<", f"<link>{page}</link><guid>{number}<")
    with (
        open_library(tmp_path / "patient") as library,
        Fetcher(public=lambda _: True) as fetcher,
    ):
        subscriptions = Subscriptions(
            library._database, Pages(library._database.web, fetcher), patience=0.0
        )
        address = site.page("/rss", text, kind="text/xml", ETag='"1"')
        followed = subscriptions.follow(address)
        assert followed is not None
        assert len(followed.results) == 1
        (again,) = subscriptions.refresh()
        assert len(again.results) == 1
        (last,) = subscriptions.refresh()
        assert (last.results, last.feed.etag) == ((), '"1"')
        assert set(rows(library)) == {"渡口", "长河"}


def test_hosts_take_turns(site: Site, library: Library) -> None:
    feeds_ = [
        Feed(f"http://{host}.example/{number}", "", "", "") for host in "ab" for number in "12"
    ]
    hosts = [host_of(feed.address)[0] for feed in by_turns(feeds_)]
    assert hosts == ["a", "b", "a", "b"]


def test_a_list_in_another_encoding_is_read(library: Library) -> None:
    data = (
        '<?xml version="1.0" encoding="gb2312"?><opml><body><outline text="江边志"'
        ' XMLURL="https://example.org/rss"/></body></opml>'
    )
    (feed,) = library.subscriptions.import_opml(data.encode("gb18030"))
    assert (feed.address, feed.title) == ("https://example.org/rss", "江边志")
