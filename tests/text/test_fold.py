"""The fold makes script, width and case equal, and never moves a character."""

import subprocess
import sys

import numpy  # noqa: F401  long texts are folded by it where it is loaded
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.fold import fold

MIXED = st.text(
    alphabet=st.one_of(
        st.sampled_from("乾著瞭後裡麵ＧＰｔ４㎏ßİ𠮷。、，「」\u3000\t\n é"), st.characters()
    )
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("機器學習與人工智慧", "机器学习与人工智慧"),
        ("後來看著裏面的頭髮", "后来看着里面的头发"),
        ("瞭解藉口與答覆", "了解借口与答复"),
        ("乾燥於是", "干燥于是"),
        ("ＧＰＴ－４ｏ", "gpt-4o"),
        ("GPT-4O", "gpt-4o"),
        ("ｶﾀｶﾅ", "カタカナ"),
        ("，！（１２３）", ",!(123)"),
        ("⼀⽂", "一文"),
        ("甲\u3000乙\t丙\n丁\u00a0戊", "甲 乙 丙 丁 戊"),
    ],
)
def test_what_differs_in_form_only_is_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("char", "㎏ßŉ½…𠮷。「」é👍")
def test_what_has_no_single_simple_form_stays(char: str) -> None:
    assert fold(char) == char


@given(MIXED)
def test_each_character_is_folded_by_itself_and_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert folded == "".join(map(fold, text))
    assert fold(folded) == folded


def test_every_character_of_unicode_keeps_its_place() -> None:
    everything = "".join(map(chr, range(0x32000)))
    folded = fold(everything)
    assert len(folded) == len(everything)
    assert fold(folded) == folded


def test_the_table_is_not_loaded_before_it_is_used() -> None:
    code = "import reader.text.find, sys; assert 'opencc' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


@given(st.lists(MIXED, min_size=1))
def test_a_long_text_is_folded_as_its_characters_are(parts: list[str]) -> None:
    assert "numpy" in sys.modules
    text = "".join(parts) + "長文" * 100 + "\ud800"
    assert fold(text) == "".join(map(fold, text))
