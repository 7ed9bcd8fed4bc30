"""A merge of two articles is undone, and done again; nothing of either is lost."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from articles import document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_merging import OTHER, REPOST, SENTENCES, STORY, Side, _side, added, make

from reader.database.base import Database
from reader.database.sqlite import open_database
from reader.entities.nouns import Correction, CorrectionKind
from reader.library import Library
from reader.model import AddStatus, FeedName, Listing
from reader.model.annotation import ChangeKind, Edit, NoteListing
from reader.model.resemblance import Turn, Verdict
from reader.model.web import Feed


@pytest.fixture
def store(tmp_path: Path) -> Database:
    return open_database(tmp_path)


def all_of(store: Database, article: str) -> tuple[object, ...]:
    """Return all that there is of an article, but when it was changed."""
    found = store.article(article)
    notes = [
        replace(note, title="")
        for listing in (NoteListing(article=article), NoteListing(article=article, trash=True))
        for note in sorted(store.annotations.listing(listing, 0, None), key=lambda note: note.id)
    ]
    return (
        found.summary._replace(modified=""),
        found.text,
        found.structure,
        sorted(version.text for version in store.versions(article)),
        notes,
        Library(store).places.marks(found),
        [(pair.other.id, pair.verdict) for pair in store.alikes.of(article)],
    )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_side, _side, st.sampled_from(Turn))
def test_undoing_a_merge_makes_both_as_they_were(one: Side, other: Side, turn: Turn) -> None:
    with TemporaryDirectory() as folder, closing(open_database(Path(folder))) as store:
        ids = make(store, one, "/one.md"), make(store, other, "/other.md")
        before = [all_of(store, id_) for id_ in ids]
        store.alikes.merge(*ids, turn)
        merged = all_of(store, ids[0])
        for _ in range(2):
            change = store.annotations.undo()
            assert change is not None
            assert (change.kind, change.articles, change.passed_over) == (ChangeKind.MERGED, 2, 0)
            assert [all_of(store, id_) for id_ in ids] == before
            change = store.annotations.redo()
            assert change is not None
            assert (change.kind, change.passed_over) == (ChangeKind.MERGED, 0)
            assert all_of(store, ids[0]) == merged
        # What they came from finds each of them again.
        store.annotations.undo()
        for path, side, id_ in (("/one.md", one, ids[0]), ("/other.md", other, ids[1])):
            last = document(f"{path}。{side.texts[-1]}", path=path, title=path)
            (again,) = store.add_many([last])
            assert again.article is not None
            assert (again.status, again.article.id) == (AddStatus.UNCHANGED, id_)


def test_what_belongs_to_it_elsewhere_comes_back(store: Database) -> None:
    one, other = added(store, STORY, "/a.md"), added(store, REPOST, "/b.md")
    third = added(store, f"{STORY}\n\n{SENTENCES[5]}", "/c.md")
    store.web.put_feed(Feed("https://a.example", "江边志", "", "2023-01-17"))
    store.web.mark_seen("https://a.example", "1", other)
    store.corrections.keep(Correction(CorrectionKind.REMOVE, "周小鱼", article=other))
    store.alikes.judge(other, third, Verdict.APART)
    fourth = added(store, OTHER, "/d.md")
    store.alikes.merge(other, fourth, Turn.EARLIER)
    store.alikes.merge(one, other, Turn.LATER)
    assert store.annotations.undo() is not None
    feed = Listing(feed=FeedName("https://a.example", "江边志"))
    assert [row.id for row in store.listing(feed, 0, None)] == [other]
    (kept,) = store.corrections.kept()
    assert kept.correction.article == other
    said = {pair.other.id: pair.verdict for pair in store.alikes.of(other)}
    assert said[third] is Verdict.APART
    assert {pair.verdict for pair in store.alikes.of(one)} == {Verdict.OPEN}
    assert store.summary(fourth).id == other
    assert store.annotations.undo() is not None
    assert store.summary(fourth).id == fourth
    assert store.article(fourth).text.endswith(OTHER)


def test_what_came_after_the_merge_stays_with_the_article(store: Database) -> None:
    one, other = added(store, STORY, "/a.md"), added(store, REPOST, "/b.md")
    store.alikes.merge(one, other, Turn.LATER)
    store.set_tags(one, ["茶"])
    (result,) = store.add_many([document(f"{STORY}\n\n又及。", path="/a.md")])
    assert result.status is AddStatus.UPDATED
    store.set_starred(one, True)
    store.annotations.undo()
    assert store.article(one).text.endswith("又及。")
    assert (store.summary(one).tags, store.summary(one).starred) == (("茶",), True)
    assert store.article(other).text.endswith(REPOST)
    assert store.summary(other).tags == ()


def test_a_note_made_since_is_undone_first_and_stays_where_it_is(store: Database) -> None:
    one, other = added(store, STORY, "/a.md"), added(store, REPOST, "/b.md")
    store.alikes.merge(one, other, Turn.EARLIER)
    note = store.annotations.add(one, None, Edit(note="又见转载"))
    change = store.annotations.undo()
    assert change is not None
    assert change.kind is ChangeKind.CREATED
    change = store.annotations.undo()
    assert change is not None
    assert change.kind is ChangeKind.MERGED
    assert store.annotations.get(note.id).article == one


def test_where_one_of_the_two_is_gone_nothing_is_parted(store: Database) -> None:
    one, other = added(store, STORY, "/a.md"), added(store, REPOST, "/b.md")
    store.alikes.merge(one, other, Turn.EARLIER)
    store.delete_article(one)
    change = store.annotations.undo()
    assert change is not None
    assert (change.articles, change.passed_over) == (0, 1)
    assert store.count(Listing()) == 0
