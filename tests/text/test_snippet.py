"""Where the terms of a query stand in a text, and what is shown of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.breakrule import is_grapheme_start
from reader.text.fold import fold
from reader.text.query import parse, terms
from reader.text.snippet import Highlighter
from reader.text.width import cell_width

TEXT = (
    "莫高窟第17窟\n\n"
    "一九〇〇年，道士王圓籙在清理積沙時發現了藏經洞。洞里堆滿寫本、絹畫，“少说也有五万件”。"
    "消息傳到蘭州，沒有人理會。\n"
    "斯坦因（Aurel Stein）1907年三月到了敦煌，GPT-4 模型当然还没有；他只带了一台相机。"
    "Stein took 24 cases of manuscripts to London, and light-hearted readers call it flight.\n"
    "𠮷野家的👨‍👩‍👧坐在洞口吃饭。"
)
FOLDED = fold(TEXT)
_ALPHABET = "甲乙丙a b。，\n👨‍👩‍👧e\u0301"


def pieces(word: str) -> list[str]:
    return [word[at : at + 2] for at in range(0, len(word) - 1, 2)]


def found(query: str, text: str = TEXT) -> list[str]:
    hits = Highlighter(terms(parse(query).root), pieces).hits(fold(text))
    return [hits[index].of(text) for index in range(len(hits))]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("藏经洞", ["藏經洞"]),
        ("发现藏经洞", ["發現", "藏經"]),
        ("“清理积沙”", ["清理積沙"]),
        ("“清理 积沙”", ["清理積沙"]),
        ("“积沙清理”", []),
        ("stein", ["Stein", "Stein"]),
        ("tein", []),
        ("“tein”", ["tein", "tein"]),
        ("ste*", ["Stein", "Stein"]),
        ("ein*", []),
        ("light", ["light"]),
        ("light~", ["light", "flight"]),
        ("stain~", ["Stein", "Stein"]),
        ("王圆碌~", ["王圓籙"]),
        ("gpt-4模型", ["GPT-4 模型"]),
        ("title:藏经洞", ["藏經洞"]),
        ("tag:藏经洞", []),
        ("-藏经洞", []),
        ("𠮷野家", ["𠮷野家"]),
        ("", []),
        ("，", []),
    ],
)
def test_what_is_found(query: str, expected: list[str]) -> None:
    assert found(query) == expected


def test_the_longer_form_counts_once() -> None:
    assert found("清理积沙时") == ["清理積沙時"]


@given(
    st.text(_ALPHABET, max_size=200),
    st.lists(st.text("甲乙丙ab", min_size=1, max_size=4), min_size=1, max_size=4),
    st.integers(4, 60),
    st.integers(1, 4),
)
def test_snippets_are_parts_of_the_text(text: str, words: list[str], cells: int, most: int) -> None:
    highlighter = Highlighter(terms(parse(" ".join(words)).root), pieces)
    snippets, matches = highlighter.snippets(text, fold(text), most=most, cells=cells)
    hits = highlighter.hits(fold(text))
    spans = [hits[index] for index in range(len(hits))]
    assert matches == len(hits)
    assert bool(snippets) == bool(hits)
    assert len(snippets) <= most
    taken: set[int] = set()
    for snippet in snippets:
        end = snippet.start + len(snippet.text)
        assert snippet.text == text[snippet.start : end]
        assert not taken & set(range(snippet.start, end))
        taken |= set(range(snippet.start, end))
        assert snippet.highlights
        for span in snippet.highlights:
            shown = range(snippet.start + span.start, snippet.start + span.end)
            assert any(hit.start <= shown[0] and shown[-1] < hit.end for hit in spans)
        flat = [edge for span in snippet.highlights for edge in (span.start, span.end)]
        assert flat == sorted(flat)
        assert flat[-1] <= len(snippet.text)


@given(st.text("甲乙丙丁。，a ", max_size=400), st.integers(20, 120))
def test_snippets_are_about_as_wide_as_wanted(text: str, cells: int) -> None:
    snippets, _ = Highlighter(terms(parse("甲 乙").root)).snippets(text, fold(text), cells=cells)
    for snippet in snippets:
        assert cell_width(snippet.text) <= 2 * cells
        assert "\n" not in snippet.text


def test_the_best_snippet_shows_most_of_what_was_asked() -> None:
    filler = "无关的话说了又说，说了很久很久也没有说到点子上。" * 8
    text = f"沙子里有东西。{filler}敦煌的藏经洞在沙子下面。{filler}敦煌很远。"
    highlighter = Highlighter(terms(parse("敦煌 藏经洞 沙子").root))
    (best, *_rest), matches = highlighter.snippets(text, fold(text))
    assert "敦煌的藏经洞在沙子下面" in best.text
    assert [span.of(best.text) for span in best.highlights] == ["敦煌", "藏经洞", "沙子"]
    assert matches == 5


def test_a_snippet_begins_and_ends_with_a_sentence_where_it_can() -> None:
    text = "第一句话在这里。" * 20 + "这一句说的是藏经洞。" + "第二句话在那里。" * 20
    ((snippet,), _) = Highlighter(terms(parse("藏经洞").root)).snippets(text, fold(text), cells=60)
    assert snippet.text.startswith("第一句话在这里。")
    assert snippet.text.endswith("第二句话在那里。")


def test_no_character_is_torn() -> None:
    family = "👨‍👩‍👧"
    text = family * 30 + "洞" + family * 30
    for cells in range(8, 40):
        ((snippet,), _) = Highlighter(terms(parse("洞").root)).snippets(
            text, fold(text), cells=cells
        )
        for edge in (snippet.start, snippet.start + len(snippet.text)):
            assert edge == len(text) or is_grapheme_start(text, 0, edge)


def test_a_phrase_longer_than_a_snippet_is_shown_in_part() -> None:
    text = "甲乙丙丁" * 200
    ((snippet,), _) = Highlighter(terms(parse(f"“{text}”").root)).snippets(text, fold(text))
    assert text.startswith(snippet.text)
    assert cell_width(snippet.text) <= 100
    assert [len(span) for span in snippet.highlights] == [len(snippet.text)]


def test_a_character_of_a_word_is_marked_only_where_the_word_is_not() -> None:
    (query,) = terms(parse("算力").root)
    highlighter = Highlighter([query], lambda word: list(word))
    assert highlighter.hits("算术不是算力，暴力也不是").spans == ((4, 6),)
    assert len(highlighter.hits("算术和暴力").spans) == 2
