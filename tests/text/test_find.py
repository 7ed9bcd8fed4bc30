"""What is found, and that it stands where it is said to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Span
from reader.text.find import Hits, find
from reader.text.fold import fold

TEXT = (
    "機器學習（Machine  Learning）後來居上。\n\n老陈说：GPT-4 模型很大，ＧＰＴ－４模型也很\n大；"
    "𠮷野家開门了。gpt-4模型，Machine learning."
)
WORDS = st.text(alphabet="甲乙ab Ａ\n", max_size=12)


def found(query: str, text: str = TEXT) -> list[str]:
    hits = find(fold(text), query)
    return [hits[index].of(text) for index in range(len(hits))]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("机器学习", ["機器學習"]),
        ("開門", ["開门"]),
        ("machine learning", ["Machine  Learning", "Machine learning"]),
        ("machinelearning", []),
        ("GPT-4模型", ["GPT-4 模型", "ＧＰＴ－４模型", "gpt-4模型"]),
        ("gpt-4 模型", ["GPT-4 模型", "ＧＰＴ－４模型", "gpt-4模型"]),
        ("很 大", ["很大", "很\n大"]),
        ("很大", ["很大"]),
        ("𠮷野家", ["𠮷野家"]),
        ("（machine", ["（Machine"]),
        (" 模型 ", ["模型", "模型", "模型"]),
        (".", ["."]),
        ("老陈.*", []),
        ("", []),
        (" \u3000\n", []),
    ],
)
def test_found_whatever_its_form(query: str, expected: list[str]) -> None:
    assert found(query) == expected


@given(st.text(), st.text(min_size=1).filter(str.strip), st.text())
def test_a_part_of_the_text_is_found(before: str, part: str, after: str) -> None:
    text = before + part.strip() + after
    assert find(fold(text), part)


@given(WORDS, WORDS)
def test_hits_are_in_order_and_apart(text: str, query: str) -> None:
    spans = find(fold(text), query).spans
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(start < end <= len(text) for start, end in spans)


@given(WORDS, WORDS, st.integers(0, 12), st.integers(0, 12))
def test_the_hits_of_a_part_are_those_that_reach_into_it(
    text: str, query: str, start: int, length: int
) -> None:
    hits = find(fold(text), query)
    part = Span(start, start + length)
    expected = [index for index in range(len(hits)) if hits[index].overlaps(part)]
    assert [index for index, _ in hits.within(part)] == (expected if part else [])


def test_the_first_hit_from_a_place_on() -> None:
    hits = Hits(((3, 5), (8, 10)))
    assert [hits.first_from(offset) for offset in (0, 3, 4, 8, 9, 50)] == [0, 0, 1, 1, 0, 0]
    assert not Hits()
