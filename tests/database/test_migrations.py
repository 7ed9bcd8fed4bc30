"""Libraries of earlier versions open as they were.

`versions/N.sql` is what `sqlite3.Connection.iterdump` wrote out of a library of version N.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.database.base import Database, Task
from reader.database.connection import FILE_NAME
from reader.database.migrations import APPLICATION_ID, MIGRATIONS, migrate, schema_version
from reader.database.sqlite import SqliteDatabase, open_database
from reader.entities.nouns import Correction, CorrectionKind, Entity, EntityListing, EntitySummary
from reader.model import (
    ArticleSummary,
    Block,
    BlockKind,
    Elsewhere,
    FeedName,
    Highlight,
    Listing,
    Mark,
    MarkKind,
    Span,
    Structure,
    TagCount,
)
from reader.model.annotation import ChangeKind, Colour, NoteListing, State
from reader.model.entity import EntityType, Evidence, Mention
from reader.model.search import SavedSearch

FIXTURES = Path(__file__).parent / "versions"


def restore(version: int, folder: Path) -> None:
    """Make the library of a version from what was written out of one."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.executescript((FIXTURES / f"{version}.sql").read_text(encoding="utf-8"))


def test_every_version_has_a_fixture() -> None:
    versions = sorted(int(path.stem) for path in FIXTURES.iterdir())
    assert versions == list(range(1, len(MIGRATIONS) + 1))


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_an_earlier_library_opens_with_all_that_is_in_it(tmp_path: Path, version: int) -> None:
    restore(version, tmp_path)
    with closing(open_database(tmp_path)) as store:
        first, second = store.listing(Listing(), 0, None)
        article = store.article(first.id)
        assert (first.id, first.title, first.date) == ("0s46", "雨夜的𠮷野家", "2023-01-17")
        assert (first.starred, first.read, first.progress) == (True, False, 4)
        assert first.tags == ("散文", "读书")
        assert article.text == "雨夜\n\n他又添了一句：“走吧。”"
        assert article.structure == Structure(
            (Block(Span(0, 2), BlockKind.HEADING, 1), Block(Span(4, 16), quote=1)),
            (Mark(Span(4, 5), MarkKind.LINK, "https://example.org/他"),),
        )
        (version_,) = store.versions(first.id)
        assert version_.text == "雨夜\n\n他走了。"
        assert (second.title, second.path) == ("GPT-4 之后", "/文章/caf\\udce9.md")
        assert store.tags() == [TagCount("散文", 1), TagCount("读书", 1)]
        assert store.state("article") == first.id
        for text in ("雨夜", "讀書", "ＧＰＴ"):
            assert store.count(Listing(text=text)) == 1, text
        assert (first.seconds, second.seconds) == (2, 3)
        assert [pending.article for pending in store.queue.pending(Task.INDEX, 9)] == [
            second.id,
            first.id,
        ]
        if version >= 2:
            _entities_are_kept(store, first)
        if version >= _WITH_NOTES:
            _has_its_notes(store)
        if version >= _WITH_SEARCHES:
            assert store.searches.saved() == [SavedSearch("夜读", 'tag:"散文" 雨 OR 走')]
            assert store.searches.history() == ["“走吧”", "他走了"]
        if version >= _WITH_SAVED:
            (saved,) = store.saved.waiting(again=True)
            assert (saved.address, saved.tags) == ("https://example.org/渡口", ("慢读", "散文"))
            marked = Highlight("还没有散", "好句", ("句",), "2020-01-02T00:00:00Z")
            assert saved.elsewhere == Elsewhere(
                "2020-01-01T00:00:00Z", read=True, progress=0.5, highlights=(marked,)
            )
            assert saved.error == "The server answers 404."
        assert {finding.subject for finding in store.check() if not finding.ok} <= {
            "space",
            "privacy",
        }
        if version >= _WITH_BULK:
            while (change := store.annotations.undo()) and change.kind is not ChangeKind.ARTICLES:
                pass
            assert change is not None
            assert (change.articles, store.summary(first.id).starred) == (1, False)
        if version >= _WITH_MERGES:
            _parts_what_was_made_one(store, second)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        assert schema_version(connection) == len(MIGRATIONS)


def _entities_are_kept(store: SqliteDatabase, article: ArticleSummary) -> None:
    rain = Entity(EntityType.WORK, "雨夜")
    assert store.entities.listing(EntityListing()) == [EntitySummary(rain, 1, 1, "2023-01-17")]
    assert store.entities.spans(rain, article.id) == [Span(0, 2)]
    kept = store.entities.recognition(article.digest)
    assert kept is not None
    assert kept.mentions == (Mention(Span(0, 2), *rain, Evidence.RULE, 0.9),)
    (correction,) = store.corrections.kept()
    assert correction.correction == Correction(
        CorrectionKind.RESPAN, "雨夜", rain, rain, "雨夜的𠮷野家"
    )


_WITH_NOTES = 3
_WITH_SEARCHES = 5
_WITH_SAVED = 12
_WITH_MERGES = 15
_WITH_BULK = 16


def _has_its_notes(store: Database) -> None:
    annotations = store.annotations
    (passage,) = annotations.of_article("0s46")
    (whole,) = annotations.of_article("zf9c")
    (deleted,) = annotations.listing(NoteListing(trash=True), 0, None)
    assert (passage.quote, passage.place) == ("：“走吧", Span(10, 14))
    assert (passage.note, passage.tags) == ("**走**到哪里？", ("ai/模型", "散文"))
    assert (passage.colour, passage.state) == (Colour.GREEN, State.ANCHORED)
    assert (whole.note, whole.place, whole.selectors) == ("整篇都好", None, None)
    assert (deleted.quote, deleted.note) == ("雨夜", "丢掉的")
    change = annotations.undo()
    assert change is not None
    assert (change.kind, change.annotations) == (ChangeKind.DELETED, (deleted.id,))


def _parts_what_was_made_one(store: Database, kept: ArticleSummary) -> None:
    """The merge was the first change of all, and is the last to be undone."""
    assert store.summary("zyw3").id == kept.id
    (earlier,) = store.versions(kept.id)
    assert earlier.text == "GPT-4 发布之后，一切都要变了。"
    undone = []
    while (change := store.annotations.undo()) is not None:
        undone.append(change.kind)
    assert undone[-1] is ChangeKind.MERGED
    gone = store.article("zyw3")
    assert (gone.summary.title, gone.text) == ("GPT-4 前夜", earlier.text)
    assert (gone.summary.source, gone.summary.path) == ("港島晚報", "/文章/前夜.md")
    assert store.versions(kept.id) == []
    assert store.count(Listing()) == 3


def test_an_upgraded_library_has_the_tables_of_a_new_one(tmp_path: Path) -> None:
    def schema(folder: Path) -> list[tuple[str, str]]:
        with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
            rows = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name")
            return rows.fetchall()

    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    restore(1, old)
    for folder in (old, new):
        open_database(folder).close()
    assert schema(old) == schema(new)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path / "any.db", isolation_level=None)) as connection:
        yield connection


def test_steps_are_taken_once_and_in_order(connection: sqlite3.Connection) -> None:
    taken: list[int] = []
    steps = [lambda _, n=n: taken.append(n) for n in range(3)]
    migrate(connection, steps[:1])
    migrate(connection, steps)
    migrate(connection, steps)
    assert taken == [0, 1, 2]
    assert schema_version(connection) == 3


def test_a_step_that_fails_changes_nothing(connection: sqlite3.Connection) -> None:
    def half(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half (x)")
        connection.execute("PRAGMA application_id = 7")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        migrate(connection, [*MIGRATIONS, half])
    assert schema_version(connection) == len(MIGRATIONS)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchall() == []
    assert not connection.in_transaction


def test_a_step_that_another_process_took_is_passed_over(connection: sqlite3.Connection) -> None:
    """Between seeing the version and getting the lock, another may have been quicker."""
    taken: list[str] = []

    def first(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA user_version = 2")  # as the other process did

    migrate(connection, [first, lambda _: taken.append("second"), lambda _: taken.append("third")])
    assert taken == ["second", "third"]


def test_articles_of_feeds_are_known_by_their_addresses(tmp_path: Path) -> None:
    """Before it was kept which article an entry became, its id was often the article's address."""
    restore(12, tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.execute(
            "INSERT INTO feed VALUES ('https://a.example', '江边志', '', '', 1, '', '', '', '')"
        )
        connection.execute("UPDATE article SET url = 'https://a.example/𠮷' WHERE id = '0s46'")
        connection.executemany(
            "INSERT INTO feed_entry VALUES ('https://a.example', ?)",
            [("https://a.example/𠮷",), ("tag:a.example,2023:2",)],
        )
        connection.commit()
    with closing(open_database(tmp_path)) as store:
        (followed,) = store.web.followed()
        assert (followed.feed.title, followed.articles, followed.unread) == ("江边志", 1, 1)
        listing = Listing(feed=FeedName("https://a.example", "江边志"))
        assert [row.id for row in store.listing(listing, 0, None)] == ["0s46"]
        store.set_read("0s46", True)
        (followed,) = store.web.followed()
        assert (followed.articles, followed.unread) == (1, 0)
        assert store.web.unseen("https://a.example", ["tag:a.example,2023:2"]) == []
