"""What is much like another article is said when it comes in, and later."""

import sqlite3
from contextlib import closing
from pathlib import Path

from articles import document

from reader.database.connection import FILE_NAME
from reader.database.sqlite import open_database
from reader.model import AddStatus

STORY = (
    "清明前三天，山里的雨停了。村口的老茶树冒出第一批芽，周小鱼背着竹篓上山，天还没有全亮。"
    "她的祖母说，头茬茶要在露水干了以后采，手要轻得像捏一只小鸟。一上午下来，采了不到三斤鲜叶。"
)
REPOST = f"渔报网今天转发了这一篇报道。\n\n{STORY}"
OTHER = "夜班火车开出车站的时候，图书馆的灯还亮着。管理员把最后一本书放回架上，听见汽笛传来。"


def test_a_repost_is_added_and_said_to_be_like_the_first(tmp_path: Path) -> None:
    with closing(open_database(tmp_path)) as store:
        (first, other) = store.add_many(
            [document(STORY, path="/a.md", title="茶"), document(OTHER, path="/b.md", title="车")]
        )
        (repost,) = store.add_many([document(REPOST, path="/c.md", title="头茬茶")])
        assert first.article is not None
        assert other.article is not None
        assert repost.article is not None
        assert (first.like, other.like) == (None, None)
        assert repost.status is AddStatus.ADDED
        assert repost.like == first.article
        (pair,) = store.alikes.of(first.article.id)
        assert pair.other == repost.article
        assert store.alikes.of(other.article.id) == []


def test_an_update_is_compared_by_its_new_text(tmp_path: Path) -> None:
    with closing(open_database(tmp_path)) as store:
        store.add_many([document(STORY, path="/a.md", title="茶")])
        store.add_many([document(OTHER, path="/a.md", title="茶")])
        (repost,) = store.add_many([document(REPOST, path="/c.md", title="头茬茶")])
        assert repost.like is None


def test_articles_of_earlier_versions_are_caught_up_with(tmp_path: Path) -> None:
    with closing(open_database(tmp_path)) as store:
        store.add_many([document(STORY, path="/a.md", title="茶")])
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.execute("DELETE FROM likeness")
        connection.execute("DELETE FROM alike")
        connection.execute("UPDATE state SET value = '1' WHERE key = 'likeness'")
        connection.commit()
    with closing(open_database(tmp_path)) as store:
        (repost,) = store.add_many([document(REPOST, path="/c.md", title="头茬茶")])
        assert repost.like is not None
        assert store.state("likeness") == "0"
        assert not store.alikes.catch_up()
        assert store.alikes.count() == 1
