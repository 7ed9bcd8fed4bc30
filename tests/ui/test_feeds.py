"""Feeds in the app: followed, asked behind the screen, listed."""

from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from reading import settled, told, until, until_told
from site_on_loopback import Site
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from reader import i18n
from reader.config import Config, FeedOptions, Interface
from reader.library import Library
from reader.model import FeedName, Listing
from reader.model.web import Feed
from reader.ui.app import ReaderApp
from reader.ui.screens.feeds import FeedsScreen
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.bar import Bar
from reader.ui.widgets.feed_list import FeedList
from reader.ui.widgets.key_bar import KeyBar
from reader.ui.widgets.list_side import ListSide
from reader.ui.widgets.prose import Prose

WIDE = (120, 30)
TEXTS = (
    "渡口的雾还没有散，船已经开了。",
    "夜班火车进站时，图书馆还亮着灯。",
    "山里的雨停了，茶树冒出新芽。",
)


def rss(title: str, *entries: str) -> str:
    """A feed of articles with these titles, each of another text."""
    items = "".join(
        f"<item><guid>{escape(entry)}</guid><title>{escape(entry)}</title>"
        f"<description>{escape(f'<p>{entry}。{text * 40}</p>')}</description></item>"
        for entry, text in zip(entries, TEXTS, strict=False)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{escape(title)}</title><link>/</link>{items}</channel></rss>"
    )


def feed(site: Site, path: str, title: str, *entries: str) -> str:
    return site.page(path, rss(title, *entries), kind="text/xml")


def titles(app: ReaderApp) -> set[str]:
    articles = app.screen_stack[0].query_one(ArticleList)
    rows = (articles.row(number) for number in range(articles.count))
    return {row.title for row in rows if row is not None}


def lines(app: ReaderApp) -> list[str]:
    """The list of feeds as it is drawn."""
    feeds = app.screen.query_one(FeedList)
    return [feeds.render_line(y).text.rstrip() for y in range(2 * feeds.count)]


async def opened(pilot: Pilot[int]) -> None:
    """Open the list of feeds."""
    await settled(pilot)
    await pilot.press("U")
    await shown(pilot)


async def shown(pilot: Pilot[int]) -> None:
    """Wait until all that was begun is done and shown, but what waits for a screen to be left."""
    for _ in range(3):  # what is done begins something else
        await pilot.pause()
        begun = [worker for worker in pilot.app.workers if worker.group != "default"]
        if begun:  # none would mean all
            await pilot.app.workers.wait_for_complete(begun)
    await pilot.pause()


async def followed(pilot: Pilot[int], address: str) -> None:
    """Follow what is typed."""
    await pilot.press("a")
    await pilot.pause()
    pilot.app.screen.query_one(Input).insert_text_at_cursor(address)
    await pilot.press("enter")
    await shown(pilot)


@pytest.mark.parametrize("apart", [False, True], ids=["here", "beside"])
async def test_a_feed_is_followed_and_its_articles_are_listed(
    app: ReaderApp, library: Library, site: Site, apart: bool
) -> None:
    if apart:
        library.use_processes()
    address = feed(site, "/rss", "江边志", "雾中", "夜车")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await opened(pilot)
        assert "Press a" in app.screen.query_one(FeedList).render_line(1).text
        assert "Refresh" not in app.screen.query_one(KeyBar).render_line(0).text
        await followed(pilot, address)
        await until_told(pilot, "江边志: 2 new articles")
        assert lines(app)[0].startswith("▌● 江边志")
        assert lines(app)[0].endswith("2 unread of 2")
        assert "pages fetched" in lines(app)[1]
        assert {"雾中", "夜车", "渡口"} <= titles(app)  # behind this screen
        await pilot.press("enter")
        await settled(pilot)
        assert titles(app) == {"雾中", "夜车"}
        assert app.screen.query_one("#list-bar", Bar).left == "2 articles · 江边志"
        await pilot.press("A")
        await settled(pilot)
        assert len(titles(app)) == 7


async def test_all_are_asked_and_the_broken_says_why(
    app: ReaderApp, library: Library, site: Site
) -> None:
    good, bad = feed(site, "/good", "江边志", "雾中"), feed(site, "/bad", "断桥", "夜车")
    for address in (good, bad):
        library.subscriptions.follow(address)
    feed(site, "/good", "江边志", "雾中", "新芽")
    site.page("/bad", "<html>没有了</html>")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("R")
        await shown(pilot)
        await until_told(pilot, "2 feeds asked: 1 new article · 1 not reached")
        assert "新芽" in titles(app)
        await pilot.press("g")
        row = lines(app).index(next(line for line in lines(app) if "断桥" in line))
        assert "! 断桥" in lines(app)[row]
        assert "no feed" in lines(app)[row + 1]
        feeds = app.screen.query_one(FeedList)
        feeds.cursor = row // 2
        await pilot.pause()
        facts = app.screen.query_one("#feed-facts", Prose).text
        assert "no feed" in facts
        assert bad in facts
        await pilot.press("r")
        await shown(pilot)
        await until_told(pilot, "断桥: ")


async def test_asking_goes_on_when_the_list_of_feeds_is_left(
    app: ReaderApp, library: Library, site: Site
) -> None:
    library.subscriptions.follow(feed(site, "/rss", "江边志", "雾中"))
    feed(site, "/rss", "江边志", "雾中", "夜车")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("R", "escape")
        await shown(pilot)
        assert "夜车" in titles(app)
        await pilot.press("ctrl+r")
        await shown(pilot)
        await until_told(pilot, "江边志: 0 new articles")


async def test_leaving_the_app_does_not_wait_for_a_feed(
    app: ReaderApp, library: Library, site: Site
) -> None:
    """One that never answers is asked in a process, which ends with the app."""
    from threading import Event

    library.use_processes()
    address = feed(site, "/rss", "江边志", "雾中")
    library.subscriptions.follow(address)
    begun, left = Event(), Event()

    def never(handler: object) -> None:
        begun.set()
        left.wait()

    site.answer("/rss", never)
    try:
        async with app.run_test(size=WIDE) as pilot:
            await opened(pilot)
            await pilot.press("R")
            while not begun.is_set():
                await pilot.pause(0.02)
            assert lines(app)[0].startswith("▌… 江边志")
            assert "asking: 0 of 1" in app.screen.query_one("#feeds-bar", Bar).right
            await pilot.press("d")  # not while it is asked
            await pilot.pause()
            assert isinstance(app.screen, FeedsScreen)
        assert len(library.subscriptions.list()) == 1
    finally:
        left.set()


async def test_what_is_no_feed_is_said_and_not_followed(
    app: ReaderApp, library: Library, site: Site
) -> None:
    address = site.page("/a", "<html><body>文章</body></html>")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await opened(pilot)
        await followed(pilot, address)
        await until_told(pilot, "no feed")
        assert library.subscriptions.list() == []
        assert "Feeds" not in app.screen.query_one("#feeds-bar", Bar).right


async def test_following_no_longer_is_asked(app: ReaderApp, library: Library, site: Site) -> None:
    library.subscriptions.follow(feed(site, "/rss", "江边志", "雾中"))
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("d", "n")
        await shown(pilot)
        assert len(library.subscriptions.list()) == 1
        await pilot.press("d", "y")
        await shown(pilot)
        assert library.subscriptions.list() == []
        assert app.screen.query_one(FeedList).count == 0
        assert "雾中" in titles(app)


async def test_pages_are_fetched_or_not(app: ReaderApp, library: Library, site: Site) -> None:
    library.subscriptions.follow(feed(site, "/rss", "江边志", "雾中"))
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        for full, said in ((False, "as the feed has them"), (True, "pages fetched")):
            await pilot.press("t")
            await shown(pilot)
            assert [each.full for each in library.subscriptions.list()] == [full]
            assert said in lines(app)[1]


async def test_an_address_that_is_pasted_is_offered(app: ReaderApp, site: Site) -> None:
    address = feed(site, "/rss", "江边志", "雾中")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        app.screen.post_message(events.Paste(f"{address}\n"))
        await pilot.pause()
        assert app.screen.query_one(Input).value == address
        await pilot.press("enter")
        await shown(pilot)
        assert "雾中" in titles(app)


async def test_lists_of_feeds_come_and_go(
    app: ReaderApp, library: Library, tmp_path: Path, site: Site
) -> None:
    library.subscriptions.follow(feed(site, "/rss", "江边志", "雾中"))
    file = tmp_path / "feeds.opml"
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await opened(pilot)
        for key, path in (("W", file), ("i", file), ("i", tmp_path / "nowhere")):
            await pilot.press(key)
            await pilot.pause()
            entry = app.screen.query_one(Input)
            entry.value = str(path)
            await pilot.press("enter")
            await shown(pilot)
            if key == "W":
                library.subscriptions.remove(site.address + "/rss")
        assert [each.title for each in library.subscriptions.list()] == ["江边志"]
        await until_told(pilot, "1 new feed")
        await until_told(pilot, "nothing at this path")


async def test_a_feed_is_listed_only_until_the_reader_leaves(
    app: ReaderApp, library: Library, site: Site
) -> None:
    address = feed(site, "/rss", "江边志", "雾中")
    library.subscriptions.follow(address)
    listing = Listing(feed=FeedName(address, "江边志"))
    assert library.count(listing) == 1
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert app.screen.query_one(ListSide).listing == listing
    async with ReaderApp(library, app.config).run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert pilot.app.screen.query_one(ListSide).listing == Listing()


async def test_many_feeds_are_all_listed(app: ReaderApp, library: Library) -> None:
    """More than a list holds at once."""
    many = "".join(
        f'<outline type="rss" text="{n:04}" xmlUrl="https://a.example/{n}"/>' for n in range(1500)
    )
    library.subscriptions.import_opml(f'<opml version="2.0"><body>{many}</body></opml>'.encode())
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        for key, first in (("G", "1499"), ("g", "0000")):
            await pilot.press(key)
            await shown(pilot)
            feeds = app.screen.query_one(FeedList)
            drawn = [feeds.render_line(y).text for y in range(feeds.size.height)]
            assert any(first in line for line in drawn)


@pytest.mark.parametrize(
    ("size", "language", "theme"),
    [((60, 20), "en", "textual-light"), ((100, 30), "zh", "textual-dark")],
    ids=["60", "100"],
)
def test_the_feeds_as_they_look(
    library: Library,
    snap_compare: Callable[..., bool],
    size: tuple[int, int],
    language: str,
    theme: str,
) -> None:
    i18n.use_language(language)
    store = library._database.web
    added = "2023-01-01T00:00:00Z"
    asked = "2023-01-17 上午"  # a time that no zone changes
    river = Feed("https://river.example/rss", "江边志", "", added, True, asked)
    late = "No answer came within 20 seconds; what came before stays. Try again later."
    weekly = "𠮷野周刊 Weekly notes on serving large models"
    store.put_feed(river)
    store.put_feed(Feed("https://weekly.example/atom", weekly, "", added, False, asked, error=late))
    store.put_feed(Feed("https://new.example/feed.json", "新芽", "", added))
    for row in library.listing(Listing(), 0, None)[:3]:
        store.mark_seen(river.address, row.id, row.id)
    library.set_read(library.listing(Listing(), 0, None)[0].id, True)

    async def before(pilot: Pilot[int]) -> None:
        await opened(pilot)
        await pilot.press("G")
        await shown(pilot)

    app = ReaderApp(library, Config(interface=Interface(theme=theme)))
    assert snap_compare(app, terminal_size=size, run_before=before)


async def test_feeds_are_asked_by_the_clock_and_disturb_nobody(
    library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad, recent = (
        feed(site, path, title) for path, title in (("/a", "江边志"), ("/b", "断桥"), ("/c", "新"))
    )
    for address in (good, bad, recent):
        library.subscriptions.follow(address)
    for each in library.subscriptions.list():
        if each.address != recent:
            library._database.web.answered(each._replace(checked="2020-01-01T00:00:00Z"))
    feed(site, "/a", "江边志", "雾中")
    site.page("/b", "gone", status=410)
    site.asked.clear()
    monkeypatch.setattr("reader.ui.screens.feeding._FIRST_ASKED_AFTER", 0.01)
    monkeypatch.setattr("reader.ui.screens.feeding._LOOKED_AFTER", 0.05)
    app = ReaderApp(library, Config(feeds=FeedOptions(refresh="1h")))
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await until_told(pilot, "1 new article came with the feeds")
        await until(pilot, lambda: "雾中" in titles(app))
        before = app.focused
        await pilot.pause(0.3)  # it is looked again and again, and nothing is due
        assert app.focused is before
        assert sorted(path for path, _ in site.asked) == ["/a", "/b"]
        assert "not reached" not in told(app)
        await pilot.press("ctrl+r")
        await until_told(pilot, "not reached")  # who asks is told
