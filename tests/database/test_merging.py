"""Two articles become one, and nothing that either had is lost."""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from articles import document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.database.annotations.base import Passage
from reader.database.base import Database
from reader.database.connection import FILE_NAME
from reader.database.records import SUMMARY
from reader.database.sqlite import open_database
from reader.entities.nouns import Correction, CorrectionKind
from reader.errors import ArticleNotFound, MergeRefused
from reader.library import Library
from reader.model import AddStatus, FeedName, Listing, Span
from reader.model.annotation import Edit, NoteListing, State
from reader.model.resemblance import Turn, Verdict
from reader.model.web import Feed
from reader.text.anchoring import describe

SENTENCES = (
    "清明前三天，山里的雨停了。",
    "村口的老茶树冒出第一批芽，周小鱼背着竹篓上山。",
    "她的祖母說，頭茬茶要在露水乾了以後採。",
    "一上午下来，采了不到 3 斤鲜叶，装进 2 只竹匾。",
    "𠮷野家的伙计问：“Can I try it？”——她笑了。",
    "茶青摊在席上，屋里满是青草和雨水的气味🍃。",
)
STORY = "\n\n".join(SENTENCES[:5])
REPOST = f"渔报网转发。\n\n{STORY}"
OTHER = "夜班火车开出车站的时候，图书馆的灯还亮着。管理员把最后一本书放回架上，听见汽笛传来。"


class Side(NamedTuple):
    """What an article is made of before it is merged."""

    texts: list[str]
    """The last is the present one."""
    tags: list[str]
    notes: list[tuple[int, int]]
    """Which sentence of the present text, and whether the note is in the trash."""
    marks: dict[str, int]
    progress: int
    read: bool
    starred: bool


_text = st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=6, unique=True).map("\n\n".join)
_side = st.builds(
    Side,
    texts=st.lists(_text, min_size=1, max_size=3, unique=True),
    tags=st.lists(st.sampled_from(["茶", "山/雨", "ai", "𠮷"]), max_size=3, unique=True),
    notes=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 1)), max_size=4),
    marks=st.dictionaries(st.sampled_from("abc"), st.integers(0, 30), max_size=3),
    progress=st.integers(0, 60),
    read=st.booleans(),
    starred=st.booleans(),
)


def make(store: Database, side: Side, path: str) -> str:
    """Make an article of `side`; return its id."""
    for text in side.texts:
        (result,) = store.add_many([document(f"{path}。{text}", path=path, title=path)])
        assert result.article is not None
    article = result.article.id
    present = store.article(article)
    store.set_tags(article, side.tags)
    paragraphs = present.text.split("\n\n")
    for number, trash in side.notes:
        quote = paragraphs[number % len(paragraphs)]
        start = present.text.index(quote)
        passage = Passage(
            describe(present.text, Span(start, start + len(quote))), present.summary.digest
        )
        made = store.annotations.add(article, passage, Edit(note=f"{path}{number}", tags=("茶",)))
        if trash:
            store.annotations.delete_all(NoteListing(ids=(made.id,)))
    library = Library(store)
    for name, place in side.marks.items():
        library.places.set_mark(article, name, min(place, len(present.text)))
    store.set_progress(article, side.progress)
    store.set_read(article, side.read)
    store.set_starred(article, side.starred)
    return article


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_side, _side, st.sampled_from(Turn))
def test_merging_loses_nothing(one: Side, other: Side, turn: Turn) -> None:
    with TemporaryDirectory() as folder, closing(open_database(Path(folder))) as store:
        ids = make(store, one, "/one.md"), make(store, other, "/other.md")
        before = [store.summary(id_) for id_ in ids]
        present = [store.article(id_).text for id_ in ids]
        every = NoteListing(), NoteListing(trash=True)
        notes = [
            {note.id: note for note in store.annotations.listing(each, 0, None)} for each in every
        ]
        texts = {v.text for id_ in ids for v in store.versions(id_)} | set(present)

        merged = store.alikes.merge(*ids, turn)

        assert merged.id == ids[0]
        assert store.count(Listing()) == 1
        assert store.summary(ids[1]) == merged  # its id goes on naming the article
        article = store.article(ids[0])
        assert article.text == present[turn is Turn.LATER]
        assert {v.text for v in store.versions(ids[0])} | {article.text} == texts
        assert set(merged.tags) == set(one.tags) | set(other.tags)
        assert (merged.read, merged.starred) == (
            one.read or other.read,
            one.starred or other.starred,
        )
        assert merged.progress == 0 or any(each.progress for each in before)
        for listing, had in zip(every, notes, strict=True):
            now = {note.id: note for note in store.annotations.listing(listing, 0, None)}
            assert now.keys() == had.keys()
            for id_, note in now.items():
                was = had[id_]
                assert (note.note, note.tags, note.quote) == (was.note, was.tags, was.quote)
                assert note.article == ids[0]
                if note.deleted:
                    continue  # it finds its place when it is taken out of the trash
                if note.place is not None and note.state in (State.ANCHORED, State.MOVED):
                    assert article.text[note.place.start : note.place.end] == note.quote
                if article.text.count(note.quote) == 1:
                    assert note.place is not None
        marks = Library(store).places.marks(article)
        assert len(marks) >= max(len(one.marks), len(other.marks))
        assert set(one.marks) | set(other.marks) <= set(marks)

        # What they came from says nothing new.
        for path, side in (("/one.md", one), ("/other.md", other)):
            last = document(f"{path}。{side.texts[-1]}", path=path, title=path)
            (again,) = store.add_many([last])
            assert again.status is AddStatus.UNCHANGED
        assert store.count(Listing()) == 1


@pytest.fixture
def store(tmp_path: Path) -> Database:
    return open_database(tmp_path)


def added(store: Database, text: str, path: str, **fields: str) -> str:
    (result,) = store.add_many([document(text, path=path, **fields)])
    assert result.article is not None
    return result.article.id


def test_marks_of_one_name_are_both_kept(store: Database) -> None:
    one, other = added(store, STORY, "/a.md"), added(store, REPOST, "/b.md")
    library = Library(store)
    library.places.set_mark(one, "a", 3)
    library.places.set_mark(other, "a", store.article(other).text.index("祖母"))
    store.alikes.merge(one, other, Turn.EARLIER)
    marks = library.places.marks(store.article(one))
    assert marks == {"a": 3, "b": store.article(one).text.index("祖母")}


def test_a_new_text_from_either_place_is_an_update(store: Database) -> None:
    one, other = added(store, STORY, "/a.md"), added(store, REPOST, "/b.md")
    store.alikes.merge(one, other, Turn.EARLIER)
    for path, text in (("/b.md", f"{REPOST}\n\n后记。"), ("/a.md", f"{STORY}\n\n又及。")):
        (result,) = store.add_many([document(text, path=path)])
        assert result.article is not None
        assert (result.status, result.article.id) == (AddStatus.UPDATED, one)
        assert store.article(one).text.endswith(text)
    for path in ("/a.md", "/b.md"):
        (result,) = store.add_many([document(STORY, path=path)])
        assert result.article is not None
        assert result.article.id == one
    assert len(store.versions(one)) == 3


def test_what_belongs_to_it_elsewhere_goes_along(store: Database) -> None:
    one, other, third = (
        added(store, text, path, title=path, source=source)
        for text, path, source in (
            (STORY, "/a.md", "山茶志"),
            (REPOST, "/b.md", "渔报网"),
            (f"{STORY}\n\n{SENTENCES[5]}", "/c.md", "雨报"),
        )
    )
    store.web.put_feed(Feed("https://a.example", "江边志", "", "2023-01-17"))
    store.web.mark_seen("https://a.example", "1", other)
    store.corrections.keep(Correction(CorrectionKind.REMOVE, "周小鱼", article=other))
    store.alikes.judge(other, third, Verdict.LINKED)
    store.set_tags(other, ["茶"])
    merged = store.alikes.merge(one, other, Turn.LATER)
    assert (merged.title, merged.source, merged.path) == ("/b.md", "渔报网", "/b.md")
    assert merged.also == ("雨报",)
    feed = Listing(feed=FeedName("https://a.example", "江边志"))
    assert [row.id for row in store.listing(feed, 0, None)] == [one]
    (kept,) = store.corrections.kept()
    assert kept.correction.article == one
    (linked,) = (pair for pair in store.alikes.of(one) if pair.verdict is Verdict.LINKED)
    assert linked.other.id == third
    # Taken into a third, both ids name that one.
    store.alikes.merge(third, one, Turn.EARLIER)
    assert store.summary(one).id == store.summary(other).id == third
    assert len(store.versions(third)) == 2
    store.delete_article(third)
    with pytest.raises(ArticleNotFound):
        store.summary(other)


def test_an_article_is_not_merged_with_itself(store: Database) -> None:
    one, other = added(store, STORY, "/a.md"), added(store, REPOST, "/b.md")
    with pytest.raises(MergeRefused):
        store.alikes.merge(one, one, Turn.LATER)
    with pytest.raises(MergeRefused):
        store.alikes.judge(one, one, Verdict.LINKED)
    with pytest.raises(ArticleNotFound):
        store.alikes.merge(one, "zzzz", Turn.LATER)
    assert store.count(Listing()) == 2
    assert store.alikes.compare(one, other).share > 0.8


def test_what_a_person_says_of_a_pair_stays(store: Database) -> None:
    one, other = added(store, STORY, "/a.md", source="山茶志"), added(store, REPOST, "/b.md")
    (pair,) = store.alikes.pairs()
    assert {pair.article.id, pair.other.id} == {one, other}
    store.alikes.judge(other, one, Verdict.APART)
    assert (store.alikes.pairs(), store.alikes.count()) == ([], 0)
    added(store, f"{REPOST}又及。", "/b.md")  # not said again of another text
    assert store.alikes.count() == 0
    assert [each.verdict for each in store.alikes.of(one)] == [Verdict.APART]
    store.alikes.judge(one, other, Verdict.LINKED)
    assert store.summary(other).also == ("山茶志",)
    assert store.summary(one).also == (store.summary(other).title,)
    store.alikes.judge(one, other, Verdict.OPEN)
    assert store.summary(other).also == ()
    added(store, OTHER, "/b.md")
    assert store.alikes.of(one) == []


def test_a_row_of_a_list_looks_at_its_own_pairs_only(store: Database) -> None:
    """Were all linked pairs walked through for each, 20,000 rows would take half a minute."""
    with closing(sqlite3.connect(store.folder / FILE_NAME)) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN SELECT {SUMMARY} FROM article").fetchall()
    steps = [step for *_, step in plan if "alike" in step]
    assert steps
    assert not any("alike_verdict" in step or "SCAN" in step for step in steps)
