"""Notes as they are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import BlockKind, MarkKind
from reader.text.markup.note import read_note


def marked(source: str) -> list[tuple[MarkKind, str]]:
    text, structure = read_note(source)
    return [(mark.kind, mark.span.of(text)) for mark in structure.marks]


def blocks(source: str) -> list[tuple[BlockKind, str, str]]:
    text, structure = read_note(source)
    return [(block.kind, block.marker, block.span.of(text)) for block in structure.blocks]


def test_a_note_with_everything() -> None:
    lines = (
        "# 要点",
        "**老陈**说的*涨水*要~~信~~核对，见`表 3`。",
        "- 甲\n- 乙",
        "> 引用",
        "```\na  b\n```",
    )
    source = "\n\n".join(lines)
    assert blocks(source) == [
        (BlockKind.HEADING, "", "要点"),
        (BlockKind.PARAGRAPH, "", "老陈说的涨水要信核对，见表 3。"),
        (BlockKind.PARAGRAPH, "•", "甲"),
        (BlockKind.PARAGRAPH, "•", "乙"),
        (BlockKind.PARAGRAPH, "", "引用"),
        (BlockKind.CODE, "", "a  b"),
    ]
    assert marked(source) == [
        (MarkKind.STRONG, "老陈"),
        (MarkKind.EMPHASIS, "涨水"),
        (MarkKind.STRIKE, "信"),
        (MarkKind.CODE, "表 3"),
    ]


def test_line_ends_stay() -> None:
    assert read_note("第一行\n第二行\n\n第三行")[0] == "第一行\n第二行\n\n第三行"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[官网](https://例.cn/中)", "官网 <https://例.cn/中>"),
        ("[官网](https://a.cn/%E4%B8%AD 'x')", "官网 <https://a.cn/中>"),
        ("<https://a.cn/中>", "https://a.cn/中"),
        ("[https://a.cn](https://b.cn)", "https://a.cn <https://b.cn>"),
        ("![图](a/b.png)", "图 <a/b.png>"),
        ("[甲](<a%0Ab>)", "甲 <a b>"),
        ("[甲](javascript:alert(1))", "[甲](javascript:alert(1))"),
        ("| 甲 |\n|---|\n| [乙](/c) |", "甲\n乙 </c>"),
    ],
)
def test_the_address_of_a_link_is_told(source: str, shown: str) -> None:
    assert read_note(source)[0] == shown


def test_a_link_covers_its_words_alone() -> None:
    assert marked("见[官网](/a)和[别处](/b)。") == [
        (MarkKind.LINK, "官网"),
        (MarkKind.LINK, "别处"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "[老陈]: 摆渡人",
        "<b>粗</b>",
        "<!-- 批注 -->",
        "[red]红[/red]",
        "---",
        "#标签",
        "> " * 60 + "深",
    ],
)
def test_what_is_no_markup_of_notes_stays_in_sight(source: str) -> None:
    text, structure = read_note(source)
    assert text == source
    assert structure.marks == ()


def test_nothing_acts_on_a_terminal() -> None:
    assert read_note("甲\x1b[31m**乙**\u202e丙")[0].startswith("甲␛[31m乙")
    assert "\u202e" not in read_note("丙\u202e丁")[0]


@given(st.text(st.sampled_from("中文，a1 \n\t*_[](){}<>!#>-+=|\\&:./𠮷🙂")))
def test_letters_are_never_lost(source: str) -> None:
    text, structure = read_note(source)
    for letter in "中文𠮷🙂":
        assert text.count(letter) >= source.count(letter)
    ends = [block.span.end for block in structure.blocks]
    assert ends == sorted(ends)
    assert all(mark.span.end <= len(text) for mark in structure.marks)
