"""A text that a person changed stays until its place says something new."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from articles import document

from reader.database.sqlite import SqliteDatabase, open_database
from reader.model import AddStatus, Clutter, Removed

FIRST = document("山里的雨停了，茶树发芽。", path="/茶.html", title="茶")._replace(
    removed=(Removed(3, "来源：渔报", Clutter.BYLINE),)
)
REVISED = document("山里的雨停了，茶树发芽。来源：渔报", title="茶")
SECOND = document("山里又下雨了。", path="/茶.html", title="茶")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteDatabase]:
    with closing(open_database(tmp_path)) as opened:
        yield opened


def test_what_was_removed_is_kept_with_the_text(store: SqliteDatabase) -> None:
    store.add_many([FIRST])
    (added,) = store.add_many([FIRST])
    assert added.article is not None
    assert added.status is AddStatus.UNCHANGED
    assert store.article(added.article.id).removed == FIRST.removed


def test_a_revision_is_a_version_that_the_same_file_does_not_undo(store: SqliteDatabase) -> None:
    (added,) = store.add_many([FIRST])
    assert added.article is not None
    id_ = added.article.id
    store.revise(id_, REVISED)
    article = store.article(id_)
    assert article.text == REVISED.text
    assert article.removed == ()
    assert article.summary.path == "/茶.html"
    assert [version.text for version in store.versions(id_)] == [FIRST.text]
    (again,) = store.add_many([FIRST])
    assert again.status is AddStatus.UNCHANGED
    assert store.article(id_).text == REVISED.text


def test_a_new_text_from_the_place_replaces_a_revision(store: SqliteDatabase) -> None:
    (added,) = store.add_many([FIRST])
    assert added.article is not None
    id_ = added.article.id
    store.revise(id_, REVISED)
    (updated,) = store.add_many([SECOND])
    assert updated.status is AddStatus.UPDATED
    assert store.article(id_).text == SECOND.text
    (first,) = store.add_many([FIRST])
    assert first.status is AddStatus.UPDATED


def test_the_same_text_is_no_revision(store: SqliteDatabase) -> None:
    (added,) = store.add_many([FIRST])
    assert added.article is not None
    store.revise(added.article.id, FIRST)
    assert store.versions(added.article.id) == []
