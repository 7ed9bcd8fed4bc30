"""Names found by how they sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.fold import fold
from reader.text.pinyin import Names, looks_like_pinyin

NAMES = (
    "中国人民银行今日开会",
    "敦煌藏经洞",
    "重庆长江大桥",
    "旅行与银行",
    "绿皮火车",
    "臺灣銀行",
    "GPT-4 之后",
    "𠮷野家",
    "",
)


def typed(text: str) -> set[str]:
    return {one.span.of(NAMES[one.name]) for one in Names(NAMES).typed(fold(text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("renminyinhang", {"人民银行"}),
        ("RenMin YinHang", {"人民银行"}),
        ("ren'min", {"人民"}),
        ("rmyh", {"人民银行"}),
        ("renmyh", {"人民银行"}),
        ("人民yinhang", {"人民银行"}),
        ("renmin银行", {"人民银行"}),
        ("dunhuang", {"敦煌"}),
        ("dunhua", {"敦煌"}),
        ("dhcjd", {"敦煌藏经洞"}),
        ("chongqing", {"重庆"}),
        ("zhongqing", {"重庆"}),
        ("yinhang", {"银行", "銀行"}),
        ("yinxing", {"银行", "銀行"}),
        ("lvpi", {"绿皮"}),
        ("lupi", {"绿皮"}),
        ("taiwan", {"臺灣"}),
        ("dun", set()),
        ("d", set()),
        ("", set()),
        ("qqqq", set()),
        ("gpt", set()),
        ("a" * 999, set()),
    ],
)
def test_what_is_typed_is_found_by_its_sound(text: str, expected: set[str]) -> None:
    assert typed(text) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("敦皇", {"敦煌"}), ("藏经动", {"藏经洞"}), ("敦煌", set()), ("煌", set()), ("abc", set())],
)
def test_words_written_otherwise_are_found_by_their_sound(word: str, expected: set[str]) -> None:
    found = Names(NAMES).homophones(word)
    assert {one.span.of(NAMES[one.name]) for one in found} == expected


@given(st.text(max_size=40), st.lists(st.text(max_size=10), max_size=5))
def test_nothing_typed_does_harm(text: str, names: list[str]) -> None:
    found = Names([*names, *NAMES])
    for one in (*found.typed(fold(text)), *found.homophones(fold(text))):
        assert one.span


def test_letters_alone_are_what_may_be_pinyin() -> None:
    assert looks_like_pinyin("dunhuang")
    assert looks_like_pinyin("敦huang")
    assert not looks_like_pinyin("敦煌")
    assert not looks_like_pinyin("tag:a")
    assert not looks_like_pinyin("gpt4")
