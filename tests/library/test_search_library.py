"""What is asked of a library beside a search."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.entities.nouns import Correction, CorrectionKind, Entity
from reader.errors import SearchUnknown
from reader.library import Library, open_library
from reader.model import Listing
from reader.model.entity import EntityType
from reader.model.search import Suggestion

ARTICLES = {
    "泉州航道": "泉州的港口在宋元时有船来往。番舶、香料、海图，泉州人都见过。Quanzhou harbour.",
    "敦煌藏經洞": "敦煌的洞窟里有寫本。斯坦因到了敦煌，看見寫本，也看見絹畫。",
    "宋元香料": "香料從番舶上卸下，泉州的倉庫里堆滿香料與海图。",
    "马拉松": "两个小时以内跑完马拉松，需要配速员，也需要一双好鞋。",
    "短": "好。",
    "灯": "灵光公司又叫靈光科技，海外叫 Arclight；灵光公司在江边。",
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "articles"
    folder.mkdir()
    for title, text in ARTICLES.items():
        head = f"---\ntitle: {title}\ntags: [散文]\n---\n\n"
        (folder / f"{title}.md").write_text(head + text, encoding="utf-8")
    with open_library(tmp_path / "library") as library:
        assert all(not one.error for one in library.add(library.find([str(folder)])))
        for name in ("灵光公司", "靈光科技", "Arclight"):
            company = Entity(EntityType.ORG, "灵光公司")
            library.entities.correct(Correction(CorrectionKind.ADD, name, becomes=company))
        for _ in library.entities.process():
            pass
        list(library.searcher.sync())
        yield library


def _id_of(library: Library, title: str) -> str:
    return next(row.id for row in library.listing(Listing(), 0, None) if row.title == title)


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("dunhuang", '"敦煌"'),
        ("dhcjd", '"敦煌藏經洞"'),
        ("敦huang", '"敦煌"'),
        ("sanwen", 'tag:"散文"'),
        ("敦皇", '"敦煌"'),
        ("敦黄 tag:散文", 'tag:散文 "敦煌"'),
        ("蔵经洞", '"藏經洞"'),
        ("敦煌藏井洞", '"敦煌藏經洞"'),
        ("harbuor", "harbour"),
        ("lggs", 'entity:"灵光公司"'),
        ("lingguang", 'entity:"灵光公司"'),
        ("lgkj", 'entity:"灵光公司"'),
        ("灵广公司", 'entity:"灵光公司"'),
        ("灵光工司 敦煌", '敦煌 entity:"灵光公司"'),
        ("arcligth", "Arclight"),
    ],
)
def test_what_was_meant_is_suggested(library: Library, query: str, meant: str) -> None:
    suggestions = library.searches.suggestions(query, found=False)
    assert meant in [one.query for one in suggestions]


def test_the_name_that_was_typed_comes_before_longer_ones(library: Library) -> None:
    (first, *_) = library.searches.suggestions("lggs", found=False)
    assert first == Suggestion("灵光公司", 'entity:"灵光公司"', "", EntityType.ORG)
    (first, *_) = library.searches.suggestions("lgkj", found=False)
    assert first == Suggestion("灵光公司", 'entity:"灵光公司"', "靈光科技", EntityType.ORG)


@pytest.mark.parametrize(
    "query", ["敦煌", "", "“敦煌", "title:dunhuang", "(" * 999, "zzzz", "火星"]
)
def test_nothing_is_suggested_without_reason(library: Library, query: str) -> None:
    assert library.searches.suggestions(query, found=False) == []


def test_more_like_an_article_finds_what_is_about_the_same(library: Library) -> None:
    query = library.searches.more_like(_id_of(library, "泉州航道"))
    first, second, *_ = library.search(query).hits
    assert {first.summary.title, second.summary.title} == {"泉州航道", "宋元香料"}


def test_an_article_that_says_nothing_is_like_no_other(library: Library) -> None:
    assert library.searches.more_like(_id_of(library, "短")) == ""


def test_highlights_are_what_the_snippets_show(library: Library) -> None:
    article = library.article(_id_of(library, "敦煌藏經洞"))
    hits = library.searches.highlights(article.text, "敦煌 “寫本” -絹畫")
    found = [hits[index].of(article.text) for index in range(len(hits))]
    assert found == ["敦煌", "寫本", "敦煌", "寫本"]


def test_saved_searches_are_named_and_resolved(library: Library) -> None:
    searches = library.searches
    assert searches.save(" @海\x1b[31m ", " 泉州 OR 香料 ").name == "海␛[31m"
    searches.save("沙", "敦煌")
    assert searches.resolved("@沙") == "敦煌"
    assert searches.resolved("沙") == "沙"
    searches.delete("沙")
    for name in ("@沙", "@"):
        with pytest.raises(SearchUnknown):
            searches.resolved(name)
    with pytest.raises(SearchUnknown):
        searches.delete("沙")
    for name, query in (("", "a"), ("a", " "), ("@", "a")):
        with pytest.raises(SearchUnknown):
            searches.save(name, query)


def test_the_history_holds_what_was_searched_for(library: Library) -> None:
    for query in ("泉州", " ", "敦煌 ", "泉州"):
        library.searches.note(query)
    assert library.searches.history() == ["泉州", "敦煌"]
