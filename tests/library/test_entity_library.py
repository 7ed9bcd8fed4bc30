"""Entities of a library: recognised once, corrected for everywhere, found again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.database.base import Task
from reader.entities import Lexicon, fingerprint, parse_lexicon
from reader.entities.nouns import Correction, CorrectionKind, Entity, EntityListing
from reader.errors import LibraryReadOnly
from reader.library import Library, open_library
from reader.model import Listing, Span
from reader.model.entity import EntityType
from reader.text.query.fields import Field

ORG, PLACE, WORK = EntityType.ORG, EntityType.PLACE, EntityType.WORK
FERRY = Entity(ORG, "老渡口")
TEXTS = {
    "a.md": "---\ntitle: 渡口\ndate: 2023-03-01\n---\n\n"
    "老渡口的雾散了。林晚写过《江边志》，2022年8月印了三千册。\n\n老渡口还在。\n",
    "b.md": "---\ntitle: 長河\ndate: 2023-02-01\n---\n\n"
    "老渡口如今是一家公司，花1.2亿元買下《江邊志》。\n",
    "c.md": "---\ntitle: 山\ndate: 2023-01-01\n---\n\n山里没有船。\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in TEXTS.items():
        (texts / name).write_text(text, encoding="utf-8")
    with open_library(tmp_path / "library") as library:
        assert all(not one.error for one in library.add(library.find([str(texts)])))
    return tmp_path / "library"


@pytest.fixture
def library(folder: Path):  # type: ignore[no-untyped-def]
    with open_library(folder) as library:
        yield library


@pytest.fixture
def ids(library: Library) -> dict[str, str]:
    return {row.title: row.id for row in library.listing(Listing(), 0, None)}


def surfaces(library: Library, article: str) -> list[str]:
    found = library.article(article)
    return [one.span.of(found.text) for one in library.entities.mentions(found) or ()]


def names(library: Library) -> set[str]:
    rows = library.entities.store.listing(EntityListing(types=tuple(EntityType)))
    return {row.entity.name for row in rows}


def process(library: Library) -> list[str]:
    return [article for done in library.entities.process() for article in done]


def titled(library: Library, keys: set[int]) -> set[str]:
    return {one.title for one in library._database.search.summaries(list(keys)).values()}


def test_what_waits_is_recognised_and_kept(library: Library, ids: dict[str, str]) -> None:
    assert library.entities.mentions(library.article(ids["渡口"])) is None
    assert library.entities.prepare() == 3
    assert sorted(process(library)) == sorted(ids.values())
    assert library.entities.waiting() == 0
    assert "江边志" in surfaces(library, ids["渡口"])
    assert library.entities.mentions(library.article(ids["山"])) == ()
    assert {"江边志", "2022年8月"} <= names(library)
    kept = library.entities.store.recognition(library.summary(ids["渡口"]).digest)
    assert kept is not None
    assert kept.version == fingerprint()


def test_it_stops_when_it_is_not_wanted(library: Library) -> None:
    assert list(library.entities.process(lambda: False)) == []
    assert library.entities.waiting() == 3


def test_an_article_is_recognised_when_it_is_asked_for(
    library: Library, ids: dict[str, str]
) -> None:
    article = library.article(ids["長河"])
    assert library.entities.recognise(article) == library.entities.mentions(article)
    part = Span(article.text.index("花"), len(article.text))
    (first, *_) = library.entities.preview(article, part)
    assert first.span.of(article.text) == "1.2亿元"


def test_another_recogniser_recognises_all_again(
    library: Library, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    process(library)
    assert library.entities.prepare() == 0
    library._database.entities.request_outdated("another")
    assert library.entities.prepare() == 3
    assert len(process(library)) == 3
    monkeypatch.setattr("reader.entities.recogniser.fingerprint", lambda: "another")
    assert library.entities.prepare() == 3
    assert all(library.entities.mentions(library.article(id_)) is not None for id_ in ids.values())
    assert len(process(library)) == 3
    assert library.entities.prepare() == 0


def test_a_correction_holds_at_once_everywhere(library: Library, ids: dict[str, str]) -> None:
    process(library)
    entities = library.entities
    kept = entities.correct(Correction(CorrectionKind.ADD, "老渡口", becomes=FERRY))
    assert surfaces(library, ids["渡口"]).count("老渡口") == 2
    summary = entities.store.summary(FERRY)
    assert summary is not None
    assert (summary.mentions, summary.articles, summary.latest) == (3, 2, "2023-03-01")
    assert titled(library, entities.keys_for(Field.ORG, "老渡口")) == {"渡口", "長河"}
    merged = entities.correct(
        Correction(CorrectionKind.MERGE, entity=FERRY, becomes=Entity(ORG, "老渡口航运"))
    )
    assert entities.store.summary(FERRY) is None
    assert titled(library, entities.keys_for(Field.ENTITY, "老渡口航运")) == {"渡口", "長河"}
    assert titled(library, entities.keys_for(Field.ENTITY, "老渡口")) == {"渡口", "長河"}
    assert entities.undo(merged.key) == merged.correction
    assert entities.store.summary(FERRY) == summary
    assert entities.undo(kept.key) == kept.correction
    assert entities.store.summary(FERRY) is None
    assert entities.undo(kept.key) is None
    process(library)
    assert entities.store.summary(FERRY) is None


def test_it_holds_for_what_comes_later_and_for_other_recognisers(
    library: Library, tmp_path: Path
) -> None:
    library.entities.correct(Correction(CorrectionKind.ADD, "老渡口", becomes=FERRY))
    process(library)
    later = tmp_path / "d.md"
    later.write_text("# 后来\n\n看老渡口。\n", encoding="utf-8")
    (added,) = library.add(library.find([str(later)]))
    assert added.article is not None
    library._database.entities.request_outdated("another")
    process(library)
    assert surfaces(library, added.article.id) == ["老渡口"]
    summary = library.entities.store.summary(FERRY)
    assert summary is not None
    assert summary.articles == 3


def test_what_is_ignored_comes_back_when_that_is_undone(
    library: Library, ids: dict[str, str]
) -> None:
    process(library)
    book = Entity(WORK, "江边志")
    kept = library.entities.correct(Correction(CorrectionKind.IGNORE, entity=book))
    assert "江边志" not in names(library)
    assert "江边志" not in surfaces(library, ids["渡口"])
    library.entities.undo(kept.key)
    process(library)
    assert "江边志" in names(library)


def test_in_one_article_only(library: Library, ids: dict[str, str]) -> None:
    library.entities.correct(Correction(CorrectionKind.ADD, "老渡口", becomes=FERRY))
    process(library)
    here = Correction(CorrectionKind.REMOVE, "老渡口", FERRY, article=ids["長河"])
    library.entities.correct(here)
    assert "老渡口" not in surfaces(library, ids["長河"])
    assert surfaces(library, ids["渡口"]).count("老渡口") == 2
    summary = library.entities.store.summary(FERRY)
    assert summary is not None
    assert (summary.mentions, summary.articles) == (2, 1)


def test_articles_whose_entities_changed_are_indexed_again(
    library: Library, ids: dict[str, str]
) -> None:
    process(library)
    database = library._database
    database.queue.done(Task.INDEX, [one.key for one in database.queue.pending(Task.INDEX, 9)])
    library.entities.correct(Correction(CorrectionKind.ADD, "老渡口", becomes=FERRY))
    process(library)
    waiting = {one.article for one in database.queue.pending(Task.INDEX, 9)}
    assert waiting == {ids["渡口"], ids["長河"]}


def test_the_persons_lexicon(library: Library, ids: dict[str, str]) -> None:
    process(library)
    entries, _ = parse_lexicon("[ORG]\n老渡口航运 | 老渡口\n[IGNORE]\n江边志\n")
    lexicon = Lexicon(entries, by_user=True)
    assert library.entities.use_lexicon(lexicon, "1")
    assert surfaces(library, ids["渡口"]).count("老渡口") == 2  # at once where it is read
    assert len(process(library)) == 3
    assert "老渡口航运" in names(library)
    assert "江边志" not in names(library)
    assert not library.entities.use_lexicon(lexicon, "1")
    assert library.entities.use_lexicon(None, "")
    process(library)
    assert "老渡口航运" not in names(library)


def test_what_is_asked_of_entities(library: Library) -> None:
    process(library)
    library.entities.correct(Correction(CorrectionKind.ADD, "老渡口", becomes=FERRY))
    asked: Callable[[Field, str], set[str]] = lambda field, value: titled(  # noqa: E731
        library, library.entities.keys_for(field, value)
    )
    assert asked(Field.WORK, "江边志") >= {"渡口"}
    assert asked(Field.PLACE, "老渡口") == set()
    assert asked(Field.MONEY, ">1亿") == {"長河"}
    assert asked(Field.MONEY, ">=1.2亿元") == {"長河"}
    assert asked(Field.MONEY, "<1亿") == set()
    assert asked(Field.MONEY, "很多") == set()
    assert asked(Field.MENTIONS, "2022年") == {"渡口"}
    for month in ("8月", "八月", "08 月"):
        assert asked(Field.MENTIONS, month) == {"渡口"}
    for other in ("18月", "9月", "8月1日"):
        assert asked(Field.MENTIONS, other) == set()
    assert asked(Field.MENTIONS, "2022-08") == {"渡口"}
    assert asked(Field.MENTIONS, "渡") == {"渡口", "長河"}


def test_a_mention_in_its_line(library: Library, ids: dict[str, str]) -> None:
    process(library)
    library.entities.correct(Correction(CorrectionKind.ADD, "老渡口", becomes=FERRY))
    shares = library.entities.store.shares(FERRY)
    assert [share.title for share in shares] == ["渡口", "長河"]
    first, second = library.entities.contexts(FERRY, shares[0])
    assert (first.before, first.quote) == ("", "老渡口")
    assert first.after.startswith("的雾散了。")
    assert (second.before, second.quote, second.after) == ("", "老渡口", "还在。")


def test_months_leave_out_what_has_no_date(library: Library, tmp_path: Path) -> None:
    (tmp_path / "d.md").write_text("# 无日期\n\n老渡口拆了，老渡口又建了。\n", encoding="utf-8")
    list(library.add(library.find([str(tmp_path / "d.md")])))
    process(library)
    library.entities.correct(Correction(CorrectionKind.ADD, "老渡口", becomes=FERRY))
    concordance = library.entities.concordance(FERRY)
    assert concordance.undated == 2
    assert concordance.months() == [("2023-02", 1), ("2023-03", 2)]


def test_a_library_that_cannot_be_written_still_shows_entities(folder: Path) -> None:
    with open_library(folder, read_only=True) as library:
        (first, *_) = library.listing(Listing(), 0, None)
        article = library.article(first.id)
        found = library.entities.recognise(article)
        assert "江边志" in [one.span.of(article.text) for one in found]
        assert library.entities.mentions(article) is None
        assert library.entities.prepare() == 0
        with pytest.raises(LibraryReadOnly):
            library.entities.correct(Correction(CorrectionKind.ADD, "老渡口", becomes=FERRY))


def test_many_articles_are_carried_through_later(
    library: Library, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a correction could not reach in its time waits; where it is read it holds."""
    process(library)
    monkeypatch.setattr("reader.library.entities._AT_ONCE", 0.0)
    library.entities.correct(Correction(CorrectionKind.ADD, "老渡口", becomes=FERRY))
    assert surfaces(library, ids["渡口"]).count("老渡口") == 2
    assert library.entities.store.summary(FERRY) is None
    assert len(process(library)) == 3
    summary = library.entities.store.summary(FERRY)
    assert summary is not None
    assert summary.mentions == 3
