"""Searching a library."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from database.articles import PASSAGES, numbered

from reader.database.sqlite import open_database
from reader.errors import SearchStopped
from reader.library import Library
from reader.model import SearchOrder


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
