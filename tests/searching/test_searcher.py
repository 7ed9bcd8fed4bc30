"""Searching a library."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from database.articles import PASSAGES, document, numbered

from reader.database.sqlite import open_database
from reader.errors import SearchStopped
from reader.library import Library
from reader.model import SearchOrder
from reader.searching import syncing


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    database = open_database(tmp_path / "library")
    database.add_many([numbered(n, date=f"202{n}-01-17") for n in range(len(PASSAGES))])
    with Library(database) as made:
        yield made


def test_a_word_is_found_in_any_script_width_and_case(library: Library) -> None:
    for query in ("训练语料", "訓練語料", "ｇｐｔ", "gpt-4"):
        results = library.search(query)
        assert [hit.summary.title for hit in results.hits] == ["第1篇"], query
        assert results.total == results.complete == 1


def test_a_snippet_is_a_part_of_the_text_and_marks_what_was_found(library: Library) -> None:
    (hit,) = library.search("語料").hits
    text = library.article(hit.summary.id).text
    (snippet,) = hit.snippets
    assert snippet.text == text[snippet.start : snippet.start + len(snippet.text)]
    assert [span.of(snippet.text) for span in snippet.highlights] == ["语料"]
    assert hit.matches == 1


def test_results_are_cut_at_the_limit_and_sorted_by_date(library: Library) -> None:
    results = library.search("篇", limit=2, order=SearchOrder.DATE)
    assert [hit.summary.title for hit in results.hits] == ["第4篇", "第3篇"]
    assert results.total == 5


@pytest.mark.parametrize("query", ["", " \n\u3000"])
def test_white_space_finds_nothing(library: Library, query: str) -> None:
    assert library.search(query).total == 0


def test_a_search_nobody_waits_for_is_given_up(library: Library) -> None:
    with pytest.raises(SearchStopped):
        library.search("模型", stopped=lambda: True)


def test_the_index_and_looking_through_find_the_same(library: Library) -> None:
    queries = (
        *(
            '"训练语料"',
            '"，一边"',
            '"T"',
            "gpt*",
            "模型 -镜子",
            "title:第1篇",
            "date:2022..",
            "推理 OR 点球",
        ),
        *('"0年的冬天"', "(训练 OR 镜子) AND 模型", "NOT gpt", "lang:zh", "招牌~", "source:无"),
    )
    before = [{hit.summary.id for hit in library.search(query).hits} for query in queries]
    assert library.search("模型").waiting == 5
    for progress in library.searcher.sync():
        assert progress.total == 5
    for query, ids in zip(queries, before, strict=True):
        results = library.search(query)
        assert results.waiting == 0
        assert {hit.summary.id for hit in results.hits} == ids, query
    assert library.searcher.check() == []


def test_a_changed_article_is_found_as_it_is_now(library: Library) -> None:
    for _ in library.searcher.sync():
        pass
    library._database.add_many([document("改过的文字，讲的是潮汐。", path="/文章/1.md")])
    assert library.search("潮汐").total == 1
    assert library.search('"训练语料"').total == 0
    for _ in library.searcher.sync():
        pass
    assert library.search("潮汐").waiting == 0
    assert library.search("潮汐").total == 1


def test_plain_words_look_in_tags_author_and_source(library: Library) -> None:
    library._database.add_many(
        [
            document(
                "谷雨前后，江边的渡船还是要等。",
                title="渡口",
                path="/文章/9.md",
                author="韩铁城",
                source="南方纪事",
                tags=("城市/水路", "OpenAI"),
            )
        ]
    )
    queries = ("水路", "铁城", "南方纪事", "渡船 水路", "水路 AND 纪事", "openai", "江边 -城市")
    for _ in range(2):  # looked through, then by the index
        found = [
            [(hit.summary.title, hit.complete) for hit in library.search(query).hits]
            for query in queries
        ]
        assert found == [[("渡口", True)]] * (len(queries) - 1) + [[]]
        assert library.search('"水路"').total == 0  # a phrase is one of the text or the title
        for _ in library.searcher.sync():
            pass


def test_tags_are_followed_and_hide_nothing_meanwhile(library: Library) -> None:
    for _ in library.searcher.sync():
        pass
    (hit,) = library.search("语料").hits
    library.set_tags(hit.summary.id, ["水路"])
    assert library.searcher.waiting()
    results = library.search("语料")
    assert (results.total, results.waiting) == (1, 0)  # its text is in the index as it is
    for _ in library.searcher.sync():
        pass
    assert [each.summary.id for each in library.search("水路").hits] == [hit.summary.id]
    library.set_tags(hit.summary.id, [])
    for _ in library.searcher.sync():
        pass
    assert library.search("水路").total == 0


def test_why_nothing_was_found_and_what_to_ask_instead(library: Library) -> None:
    results = library.search("训练 date:2019")
    assert results.total == 0
    assert results.reasons == ("`训练` alone: 1", "`date:2019` holds nowhere.")
    assert [(other.query, other.total) for other in results.relaxations] == [("训练", 1)]


@pytest.mark.parametrize(
    "query",
    [
        *(
            "的",
            "的 了 吗",
            "，。！",
            "*",
            "~",
            "a*",
            "\x00\x1b[31m",
            "🙂",
            "(" * 500,
            '"' * 301,
            "[.*+?^$",
        ),
        *("x " * 5000, " OR ".join(f"词{n}" for n in range(200)), "\ud800", "tag:", "中" * 10_000),
        *("-模型", "NOT NOT 模型", "is:unread has:tag", "date:0000..9999", "ａ～"),
    ],
    ids=lambda query: repr(query[:12]),
)
def test_no_query_fails(library: Library, query: str) -> None:
    before = library.search(query).total
    for _ in library.searcher.sync():
        pass
    assert library.search(query).total >= 0
    assert before >= 0


def test_pieces_stay_few_where_no_app_tidies_up(library: Library) -> None:
    for number in range(10, 30):
        library._database.add_many([numbered(number)])
        for _ in library.searcher.sync():
            pass
    segments = list((library.folder / "index").glob("*.seg"))
    assert len(segments) <= 17
    assert library.search("第").total == 25
    assert library.searcher.check() == []


def test_an_index_made_anew_is_in_few_pieces(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "_FIRST_CHARS", 1)  # each article a batch, and a segment
    monkeypatch.setattr(syncing, "_MOST_CHARS", 1)
    library._database.add_many([numbered(number) for number in range(10, 30)])
    told = list(library.searcher.rebuild())
    assert [one.done for one in told if not one.merging] == list(range(1, 26))
    assert told[-1].merging
    assert len(list((library.folder / "index").glob("*.seg"))) <= 7
    assert library.search("第").total == 25
