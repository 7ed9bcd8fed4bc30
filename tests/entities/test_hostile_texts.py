"""Texts made to break rules: whatever they are, mentions are in order, apart and within."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.entities import recognise
from reader.model.entity import EntityType

PIECES = st.sampled_from(
    [
        "中国",
        "王",
        "明",
        "记者",
        "创始人",
        "表示",
        "（下称“",
        "”）",
        "（ID:a",
        "）",
        "《",
        "》",
        "·",
        "阿",
        "2023年",
        "3月",
        "5日",
        "12",
        ",",
        ".",
        "万",
        "亿",
        "元",
        "$",
        "个",
        "第",
        "号",
        "舰",
        "公司",
        "科技",
        "市",
        "区",
        "大会",
        "GPT",
        "-",
        "4",
        "A",
        "Ab",
        "x",
        "\n",
        ":",
        "：",
        "、",
        "，",
        "。",
        "“",
        "”",
        "(",
        ")",
        "是",
        "自研",
        "的",
        "芯片",
        "𠮷",
        "🙂",
        "臺",
        "灣",
        "Ｇ",
        "９",
        "\u3000",
        "\xa0",
        "́",
        "百分之",
        "某",
        "老",
    ]
)
HOSTILE = st.lists(PIECES, max_size=40).map("".join)


def check(text: str) -> None:
    end = 0
    for one in recognise(text):
        surface = one.span.of(text)
        assert end <= one.span.start < one.span.end <= len(text)
        assert surface == surface.strip()
        assert "\n" not in surface
        assert one.entity
        assert 0 < one.confidence <= 1
        end = one.span.end


@settings(max_examples=150, deadline=None)
@given(HOSTILE)
def test_no_text_breaks_it(text: str) -> None:
    check(text)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.integers(1, 60))
def test_no_repetition_breaks_it(unit: str, times: int) -> None:
    check((unit * times)[:600])


@pytest.mark.parametrize(
    "unit", ["王明、", "（中", "《", "·阿", "1,000", "中国（", "“", "-a", "一号", "公司", "年"]
)
def test_patterns_that_make_regexes_explode(unit: str) -> None:
    check((unit * 2_000)[:4_000])


@pytest.mark.parametrize(
    "text", ["", " \n\t", "🙂🙂🙂", "𠮷𠮷", "lorem ipsum dolor sit amet", "。，、"]
)
def test_there_is_nothing_in_nothing(text: str) -> None:
    assert recognise(text) == []


def test_the_script_makes_no_difference() -> None:
    simple, traditional = (
        recognise("记者张大伟在台北报道：三万个市民"),
        recognise("記者張大偉在臺北報導：三萬個市民"),
    )
    assert [(one.span, one.type) for one in simple] == [(one.span, one.type) for one in traditional]
    assert {one.type for one in simple} >= {
        EntityType.PERSON,
        EntityType.PLACE,
        EntityType.QUANTITY,
    }
