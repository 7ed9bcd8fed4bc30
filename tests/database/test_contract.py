"""What every store must do."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from articles import PASSAGES, document, numbered
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.database.base import Database, Task
from reader.errors import ArticleNotFound
from reader.model import (
    AddStatus,
    Article,
    ArticleSummary,
    Bulk,
    Document,
    FeedName,
    Listing,
    Order,
    Structure,
    TagCount,
)
from reader.model.web import Feed
from reader.text.fold import fold

ADDED, UPDATED, UNCHANGED = AddStatus.ADDED, AddStatus.UPDATED, AddStatus.UNCHANGED


def add(database: Database, *documents: Document) -> list[AddStatus]:
    return [result.status for result in database.add_many(documents)]


def only(database: Database) -> ArticleSummary:
    (summary,) = database.listing(Listing(), 0, None)
    return summary


def waiting(database: Database, task: Task) -> list[str]:
    return [pending.article for pending in database.queue.pending(task, 100)]


# What comes in


def test_an_article_comes_back_as_it_was_added(database: Database) -> None:
    given_ = document(
        PASSAGES[2],
        title="雨夜",
        author="陳映",
        source="港島晚報",
        date="2023-01-17",
        url="https://example.org/雨夜",
        path="/家/雨夜.md",
        language="zh-Hant",
        tags=("散文", "吃", " 吃\n", ""),
    )
    (result,) = database.add_many([given_])
    assert result.status is ADDED
    assert result.path == "/家/雨夜.md"
    summary = result.article
    assert summary is not None
    assert summary == ArticleSummary(
        id=summary.id,
        title="雨夜",
        author="陳映",
        source="港島晚報",
        date="2023-01-17",
        url="https://example.org/雨夜",
        path="/家/雨夜.md",
        language="zh-Hant",
        chars=len(given_.text),
        digest=summary.digest,
        added="2024-01-17T08:00:00Z",
        modified="2024-01-17T08:00:00Z",
        tags=("吃", "散文"),
        seconds=summary.seconds,
    )
    assert summary.seconds > 0
    assert database.article(summary.id) == Article(summary, given_.text, given_.structure)
    assert database.summary(summary.id) == summary
    assert database.versions(summary.id) == []


def test_the_same_file_again_is_unchanged(database: Database) -> None:
    given_ = numbered(1, tags=("AI",), author="李白")
    assert add(database, given_, given_) == [ADDED, UNCHANGED]
    before = only(database)
    database.queue.done(Task.INDEX, [p.key for p in database.queue.pending(Task.INDEX, 9)])
    assert add(database, given_) == [UNCHANGED]
    assert only(database) == before
    assert waiting(database, Task.INDEX) == []


@pytest.mark.parametrize("place", [{"path": "/a.md"}, {"path": "", "url": "https://a.org/1"}])
def test_another_text_at_a_place_makes_a_version(
    database: Database, clock: Callable[[], str], place: dict[str, str]
) -> None:
    first, second = document(PASSAGES[0], **place), document(PASSAGES[1], title="改版", **place)
    add(database, first)
    before = only(database)
    database.set_starred(before.id, True)
    database.set_read(before.id, True)
    database.add_tag(before.id, "我的")
    clock.minute = 5  # type: ignore[attr-defined]
    assert add(database, second) == [UPDATED]
    after = only(database)
    assert (after.id, after.added) == (before.id, before.added)
    assert (after.title, after.modified) == ("改版", "2024-01-17T08:05:00Z")
    assert (after.starred, after.read, after.tags) == (True, True, ("我的",))
    assert after.chars == len(second.text)
    assert database.article(after.id).text == second.text
    (version,) = database.versions(after.id)
    assert (version.text, version.structure) == (first.text, first.structure)
    assert (version.digest, version.replaced) == (before.digest, "2024-01-17T08:05:00Z")


def test_a_text_that_returns_is_kept_once(database: Database, clock: Callable[[], str]) -> None:
    texts = [document(passage, path="/a.md") for passage in PASSAGES[:2]]
    for minute, given_ in enumerate([texts[0], texts[1], texts[0], texts[1], texts[0]]):
        clock.minute = minute  # type: ignore[attr-defined]
        add(database, given_)
    article = database.article(only(database).id)
    assert article.text == texts[0].text
    assert [v.text for v in database.versions(article.summary.id)] == [texts[1].text]


def test_versions_come_newest_first(database: Database, clock: Callable[[], str]) -> None:
    for minute, passage in enumerate(PASSAGES):
        clock.minute = minute  # type: ignore[attr-defined]
        add(database, document(passage, path="/a.md"))
    texts = [version.text for version in database.versions(only(database).id)]
    assert texts == [document(passage).text for passage in reversed(PASSAGES[:-1])]


def test_the_same_text_elsewhere_is_no_second_article(database: Database) -> None:
    add(database, document(path="/一/a.md", url="https://a.org/1"))
    before = only(database)
    elsewhere = document(path="/二/b.md", url="https://b.org/2", author="另一人", tags=("新",))
    assert add(database, elsewhere, elsewhere) == [UNCHANGED, UNCHANGED]
    assert only(database) == before


def test_what_is_known_of_the_place_is_filled_in(database: Database) -> None:
    add(database, document())
    assert add(database, document(path="/a.md")) == [UNCHANGED]
    assert add(database, document(url="https://a.org/1")) == [UNCHANGED]
    assert (only(database).path, only(database).url) == ("/a.md", "https://a.org/1")


def test_a_copy_that_changes_becomes_an_article_of_its_own(database: Database) -> None:
    first = document(path="/一/a.md")
    copy = document(path="/二/a.md")
    changed = document(PASSAGES[1], path="/二/a.md")
    assert add(database, first, copy, changed) == [ADDED, UNCHANGED, ADDED]
    assert add(database, first, changed) == [UNCHANGED, UNCHANGED]


def test_the_original_changes_and_its_copy_stays(database: Database) -> None:
    copy = document(path="/二/a.md")
    add(database, document(path="/一/a.md"), copy, document(PASSAGES[1], path="/一/a.md"))
    assert add(database, copy) == [ADDED]
    ids = {summary.path: summary.id for summary in database.listing(Listing(), 0, None)}
    assert database.article(ids["/二/a.md"]).text == copy.text
    assert len(set(ids.values())) == 2


def test_two_files_may_come_to_hold_the_same_text(database: Database) -> None:
    add(database, document(path="/a.md"), document(PASSAGES[1], path="/b.md"))
    assert add(database, document(PASSAGES[1], path="/a.md")) == [UPDATED]
    assert database.count(Listing()) == 2
    assert add(database, document(PASSAGES[1], path="/c.md")) == [UNCHANGED]


def test_the_path_tells_before_the_url(database: Database) -> None:
    add(
        database, document(path="/a.md"), document(PASSAGES[1], path="/b.md", url="https://b.org/1")
    )
    both = document(PASSAGES[3], path="/a.md", url="https://b.org/1")
    assert add(database, both, both) == [UPDATED, UNCHANGED]
    texts = {s.path: database.article(s.id).text for s in database.listing(Listing(), 0, None)}
    assert texts == {"/a.md": both.text, "/b.md": document(PASSAGES[1]).text}


def test_the_address_of_a_site_names_no_article(database: Database) -> None:
    site = {"url": "https://example.org/"}
    assert add(database, numbered(1, **site), numbered(2, **site)) == [ADDED, ADDED]


def test_metadata_alone_makes_no_version(database: Database, clock: Callable[[], str]) -> None:
    add(database, document(path="/a.md", author="张三", tags=("AI",)))
    database.queue.done(Task.RECOGNISE, [p.key for p in database.queue.pending(Task.RECOGNISE, 9)])
    database.queue.done(Task.INDEX, [p.key for p in database.queue.pending(Task.INDEX, 9)])
    clock.minute = 1  # type: ignore[attr-defined]
    changed = document(path="/a.md", author="李四", tags=("AI", "新"), url="https://a.org/1")
    assert add(database, changed, changed) == [UPDATED, UNCHANGED]
    summary = only(database)
    assert (summary.author, summary.tags) == ("李四", ("AI", "新"))
    assert (summary.url, summary.modified) == ("https://a.org/1", "2024-01-17T08:01:00Z")
    assert database.versions(summary.id) == []
    assert waiting(database, Task.INDEX) == [summary.id]
    assert waiting(database, Task.RECOGNISE) == []


def test_a_better_structure_of_the_same_text_is_taken(database: Database) -> None:
    given_ = document(path="/a.md")
    plain = given_._replace(structure=Structure())
    assert add(database, plain, given_, given_) == [ADDED, UPDATED, UNCHANGED]
    assert database.article(only(database).id).structure == given_.structure


def test_an_address_once_known_stays(database: Database) -> None:
    add(database, document(path="/a.md", url="https://a.org/1"), document(path="/a.md"))
    assert only(database).url == "https://a.org/1"


def test_a_page_that_says_less_takes_nothing_away(database: Database) -> None:
    page = "https://a.org/1"
    told = document(url=page, author="林小满", source="渡口周刊", date="2023-01-17")
    add(database, told, document(PASSAGES[1], url=page))
    found = only(database)
    assert (found.author, found.source, found.date) == (told.author, told.source, told.date)
    assert PASSAGES[1] in database.article(found.id).text


def test_what_a_file_says_no_longer_is_taken_out(database: Database) -> None:
    add(database, document(path="/a.md", author="林小满"), document(path="/a.md"))
    assert only(database).author == ""


def test_a_tag_that_was_taken_off_does_not_come_back(database: Database) -> None:
    add(database, document(path="/a.md", tags=("AI", "旧")))
    database.set_tags(only(database).id, ["AI", "我的"])
    add(database, document(PASSAGES[1], path="/a.md", tags=("AI", "旧", "新")))
    assert only(database).tags == ("AI", "我的", "新")


def test_pasting_a_text_and_then_adding_its_file_settles(database: Database) -> None:
    pasted = document(title="早晨")
    file = pasted._replace(title="早晨（定稿）", path="/a.md")
    assert add(database, pasted, file, file, pasted) == [ADDED, UNCHANGED, UNCHANGED, UNCHANGED]
    assert only(database).path == "/a.md"
    assert add(database, file._replace(title="定稿")) == [UPDATED]
    assert only(database).title == "定稿"


def test_a_path_that_is_no_text_is_kept_apart(database: Database) -> None:
    names = [b"/caf\xe9.md".decode(errors="surrogateescape"), "/caf\udcea.md"]
    given_ = [document(PASSAGES[i], path=name) for i, name in enumerate(names)]
    assert add(database, *given_, *given_) == [ADDED, ADDED, UNCHANGED, UNCHANGED]
    assert database.add_many(given_[:1])[0].path == names[0]


def test_a_batch_with_a_mistake_in_it_leaves_nothing(database: Database) -> None:
    broken = numbered(2)._replace(text="\ud800")
    with pytest.raises(UnicodeEncodeError):
        database.add_many([numbered(1), broken])
    assert database.count(Listing()) == 0
    assert add(database, numbered(1)) == [ADDED]


def test_the_reading_position_follows_its_passage(database: Database) -> None:
    body = "\n\n".join(PASSAGES)
    add(database, document(body, path="/a.md"))
    old = database.article(only(database).id).text
    database.set_progress(only(database).id, old.index("研究者写道"))
    add(database, document(f"编者按：本文有删节。\n\n{body}", path="/a.md"))
    article = database.article(only(database).id)
    assert article.text[article.summary.progress :].startswith("研究者写道")


# What a person does


def test_progress_stays_inside_the_text(database: Database) -> None:
    add(database, document())
    summary = only(database)
    for offset, kept in ((7, 7), (-3, 0), (10**9, summary.chars)):
        database.set_progress(summary.id, offset)
        assert only(database).progress == kept


def test_all_articles_of_a_listing_are_changed_at_once(database: Database) -> None:
    add(database, *(numbered(n, tags=("AI", "旧")) for n in range(1, 6)))
    some = Listing(text="第2篇")
    assert database.change_all(some, Bulk(read=True, starred=True, add_tag=" 新  的 ")) == 1
    assert database.change_all(Listing(), Bulk(remove_tag="旧")) == 5
    changed = database.listing(some, 0, 1)[0]
    assert (changed.read, changed.starred, changed.tags) == (True, True, ("AI", "新 的"))
    assert database.count(Listing(unread=True)) == 4
    assert database.listing(Listing(text="新 的"), 0, None) == [changed]
    assert database.change_all(Listing(tag="没有"), Bulk(read=True)) == 0


def test_a_tag_lists_those_with_one_below_it_too(database: Database) -> None:
    tags = ("ai", "ai/模型", "ai/模型/小", "aid", "ai0", "AI")
    add(database, *(numbered(n, tags=(tag,)) for n, tag in enumerate(tags)))
    assert {row.tags[0] for row in database.listing(Listing(tag="ai"), 0, None)} == set(tags[:3])
    assert database.count(Listing(tag="ai/模型")) == 2
    assert database.count(Listing(tag="a")) == 0


def test_marks_and_tags(database: Database) -> None:
    add(database, numbered(1, tags=("AI",)), numbered(2, tags=("AI",)))
    id_ = database.listing(Listing(text="第1篇"), 0, 1)[0].id
    database.set_read(id_, True)
    database.set_starred(id_, True)
    database.set_tags(id_, ["读书", " 读书 ", "", "two  words"])
    summary = database.summary(id_)
    assert (summary.read, summary.starred) == (True, True)
    assert summary.tags == ("two words", "读书")
    assert database.tags() == [TagCount("AI", 1), TagCount("two words", 1), TagCount("读书", 1)]
    for tag in ("没有的", " two words "):
        database.change_all(Listing(text="第1篇"), Bulk(remove_tag=tag))
    database.set_read(id_, False)
    database.set_starred(id_, False)
    summary = database.summary(id_)
    assert (summary.read, summary.starred, summary.tags) == (False, False, ("读书",))
    assert [s.id for s in database.listing(Listing(text="读书"), 0, 9)] == [id_]
    assert [s.id for s in database.listing(Listing(text="讀書"), 0, 9)] == [id_]


def test_state_is_remembered(database: Database, opened: Callable[..., Database]) -> None:
    assert database.state("place") == ""
    assert database.state("place", "nowhere") == "nowhere"
    database.set_state("place", "这里\x00🙂")
    database.set_state("place", "那里\x00🙂")
    with_another = opened(database.folder)
    assert with_another.state("place") == "那里\x00🙂"
    with_another.close()


# Ids


def test_ids_are_typed_with_tolerance(database: Database) -> None:
    add(database, *map(numbered, range(40)))
    for summary in database.listing(Listing(), 0, None):
        assert len(summary.id) >= 4
        assert database.summary(f"  {summary.id.upper()}\n").id == summary.id
        assert database.summary(summary.id.replace("1", "l").replace("0", "O")).id == summary.id


def test_an_unambiguous_prefix_serves(database: Database) -> None:
    add(database, *map(numbered, range(40)))
    ids = [summary.id for summary in database.listing(Listing(), 0, None)]
    for prefix in {id_[:2] for id_ in ids}:
        meant = [id_ for id_ in ids if id_.startswith(prefix)]
        if len(meant) == 1:
            assert database.summary(prefix).id == meant[0]
        else:
            with pytest.raises(ArticleNotFound) as refusal:
                database.summary(prefix)
            assert all(id_ in str(refusal.value) for id_ in meant[:5])


@pytest.mark.parametrize("typed", ["", " ", "a", "zzzz", "早晨", "%", "____", "a' OR 1", "\x1b[2J"])
def test_an_unknown_id_is_told(database: Database, typed: str) -> None:
    add(database, document())
    with pytest.raises(ArticleNotFound) as refusal:
        database.article(typed)
    assert "reader list" in str(refusal.value)
    assert "\x1b" not in str(refusal.value)


BY_ID: dict[str, Callable[[Database, str], object]] = {
    "summary": lambda store, id_: store.summary(id_),
    "article": lambda store, id_: store.article(id_),
    "versions": lambda store, id_: store.versions(id_),
    "position_of": lambda store, id_: store.position_of(id_, Listing()),
    "set_progress": lambda store, id_: store.set_progress(id_, 1),
    "set_read": lambda store, id_: store.set_read(id_, True),
    "set_starred": lambda store, id_: store.set_starred(id_, True),
    "set_tags": lambda store, id_: store.set_tags(id_, ["x"]),
    "add_tag": lambda store, id_: store.add_tag(id_, "x"),
}


@pytest.mark.parametrize("call", BY_ID.values(), ids=BY_ID.keys())
def test_every_method_refuses_an_unknown_id(
    database: Database, call: Callable[[Database, str], object]
) -> None:
    with pytest.raises(ArticleNotFound):
        call(database, "zzzz")


def test_an_id_never_changes(database: Database) -> None:
    add(database, document(PASSAGES[0], path="/a.md"))
    first = only(database).id
    for passage in PASSAGES[1:]:
        add(database, document(passage, path="/a.md"))
        assert only(database).id == first
    # The text that gave the id is current nowhere, so the same text elsewhere is another article.
    add(database, document(PASSAGES[0], path="/b.md"))
    ids = {summary.path: summary.id for summary in database.listing(Listing(), 0, None)}
    assert ids["/a.md"] == first
    assert ids["/b.md"] == database.summary(ids["/b.md"]).id != first


# The queue


def test_new_articles_wait_for_every_task_in_order(database: Database) -> None:
    results = database.add_many([numbered(3), numbered(1), numbered(2)])
    ids = [result.article.id for result in results if result.article]
    for task in Task:
        assert waiting(database, task) == ids
    assert [pending.article for pending in database.queue.pending(Task.INDEX, 2)] == ids[:2]
    first = database.queue.pending(Task.INDEX, 1)[0].key
    database.queue.done(Task.RECOGNISE, [first])
    assert waiting(database, Task.INDEX) == ids
    database.queue.done(Task.INDEX, [first, 10**9])
    assert waiting(database, Task.INDEX) == ids[1:]
    assert waiting(database, Task.RECOGNISE) == ids


def test_an_article_that_changed_meanwhile_goes_on_waiting(database: Database) -> None:
    add(database, document(PASSAGES[0], path="/a.md"))
    taken = database.queue.pending(Task.INDEX, 9)
    add(database, document(PASSAGES[1], path="/a.md"))
    database.queue.done(Task.INDEX, [pending.key for pending in taken])
    assert waiting(database, Task.INDEX) == [only(database).id]


# Lists

_TITLES = ("早晨", "早晨", "apple", "Zebra", "雨夜", "𠮷野家")


def _many(database: Database) -> None:
    """Add articles with many ties, in every state."""
    database.add_many(
        [
            numbered(
                number,
                title=_TITLES[number % 6],
                author=("鲁迅", "ÉLODIE", "")[number % 3],
                source=("晚报", "Nature")[number % 2],
                date=("", "2023", "2023-01", "2023-01-17")[number % 4],
                tags=("AI", "历史")[: number % 3],
            )
            for number in range(48)
        ]
    )
    for place, summary in enumerate(database.listing(Listing(), 0, None)):
        database.set_read(summary.id, place % 3 == 0)
        database.set_starred(summary.id, place % 5 == 0)
        database.set_progress(summary.id, place % 4 * 10)


_KEYS: dict[Order, Callable[[ArticleSummary], object]] = {
    Order.DATE: lambda s: s.date,
    Order.ADDED: lambda s: s.added,
    Order.TITLE: lambda s: s.title,
    Order.LENGTH: lambda s: s.chars,
    Order.PROGRESS: lambda s: s.progress / s.chars,
}


def _shown(summary: ArticleSummary, listing: Listing) -> bool:
    fields = (summary.title, summary.author, summary.source, *summary.tags)
    return (
        not (listing.unread and summary.read)
        and not (listing.starred and not summary.starred)
        and (not listing.tag or listing.tag in summary.tags)
        and any(fold(listing.text.strip()) in fold(field) for field in fields)
    )


def _expected(everything: list[ArticleSummary], listing: Listing) -> list[ArticleSummary]:
    rows = [summary for summary in everything if _shown(summary, listing)]
    rows.sort(key=lambda s: s.id)
    if listing.order is Order.TITLE:
        return sorted(rows, key=lambda s: (s.title, s.id), reverse=listing.descending)
    rows.sort(key=lambda s: s.title)
    return sorted(rows, key=_KEYS[listing.order], reverse=listing.descending)  # type: ignore[arg-type]


listings = st.builds(
    Listing,
    order=st.sampled_from(Order),
    descending=st.booleans(),
    unread=st.booleans(),
    starred=st.booleans(),
    tag=st.sampled_from(["", "", "AI", "历史", "没有"]),
    text=st.sampled_from(["", "", "早", "élodie", "NATURE", " ai ", "𠮷", "%", "没有"]),
    saved=st.just(""),
    feed=st.sampled_from([None, None, FeedName("https://a.example", "江边志")]),
    among=st.just(None),
)


def test_lists_are_windows_on_one_order(database: Database) -> None:
    _many(database)
    everything = database.listing(Listing(), 0, None)
    assert len(everything) == 48
    ids = {key: one.id for key, one in database.search.summaries(range(99)).items()}
    assert len(ids) == 48
    database.web.put_feed(Feed("https://a.example", "江边志", "", "2023-01-17"))
    followed = everything[::5]
    for summary in followed:
        database.web.mark_seen("https://a.example", summary.path, summary.id)

    @settings(max_examples=200, deadline=None)
    @given(
        listings,
        st.integers(0, 50),
        st.integers(0, 50),
        st.none() | st.frozensets(st.sampled_from([*ids, 99])),
    )
    def check(listing: Listing, offset: int, limit: int, among: frozenset[int] | None) -> None:
        some = everything
        if among is not None:
            listing = listing._replace(among=among)
            wanted = {ids.get(key) for key in among}
            some = [summary for summary in everything if summary.id in wanted]
        if listing.feed is not None:
            some = [summary for summary in some if summary in followed]
        expected = _expected(some, listing)
        assert database.count(listing) == len(expected)
        assert database.listing(listing, offset, limit) == expected[offset : offset + limit]
        assert database.listing(listing, offset, None) == expected[offset:]
        for summary in everything[::7]:
            place = expected.index(summary) if summary in expected else None
            assert database.position_of(summary.id, listing) == place

    check()


def test_an_empty_library_has_empty_lists(database: Database) -> None:
    assert database.listing(Listing(), 0, 10) == []
    assert database.count(Listing(text="x")) == 0
    assert database.tags() == []


# Threads and opening


def test_threads_share_a_store(opened: Callable[..., Database], tmp_path: Path) -> None:
    database = opened(tmp_path / "shared", busy_timeout=60)
    failures: list[BaseException] = []

    def work(first: int) -> None:
        try:
            for number in range(first, first + 10):
                add(database, numbered(number))
                database.listing(Listing(), 0, 10)
        except BaseException as error:  # noqa: BLE001  told below
            failures.append(error)

    threads = [threading.Thread(target=work, args=(n * 10,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert database.count(Listing()) == 40
    database.close()


def test_what_one_process_stores_another_sees(
    database: Database, opened: Callable[..., Database]
) -> None:
    other = opened(database.folder)
    add(database, numbered(1))
    assert other.count(Listing()) == 1
    add(other, numbered(2))
    assert database.count(Listing()) == 2
    other.close()


def test_a_closed_store_refuses(database: Database) -> None:
    database.close()
    database.close()
    with pytest.raises(ValueError, match="closed"):
        database.count(Listing())


def test_folder_and_files_are_for_their_owner(database: Database) -> None:
    add(database, document())
    assert database.folder.stat().st_mode & 0o777 == 0o700
    for file in database.folder.iterdir():
        assert file.stat().st_mode & 0o777 == 0o600


def test_a_folder_below_others_is_made(opened: Callable[..., Database], tmp_path: Path) -> None:
    folder = tmp_path / "a?b#c%20" / "文库"
    store = opened(folder)
    add(store, document())
    store.close()
    assert [path.name for path in folder.iterdir()] == ["library.db"]
    assert not opened(folder).read_only


def test_a_sound_store_is_found_sound(database: Database) -> None:
    add(database, *map(numbered, range(3)))
    findings = database.check()
    assert [finding for finding in findings if not finding.ok] == []
    (facts,) = [finding.facts for finding in findings if finding.facts]
    assert (facts["articles"], facts["pending.index"]) == ("3", "3")
