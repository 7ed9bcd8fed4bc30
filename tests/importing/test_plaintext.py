"""Plain text as people save it."""

import contextlib
import re
import textwrap

import pytest
from document_invariants import check
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import Empty, ImportFailed
from reader.importing import plaintext, read_bytes
from reader.model import BlockKind, Document

LONG = (
    "邮局在河的拐弯处，门口有两棵桂花树。每天下午四点，老陈把最后一袋信搬上三轮车，骑到火车站去。"
    "他说信总是要有人送的，哪怕只剩一封。"
)
ENGLISH = (
    "The post office stands where the river bends, behind two osmanthus trees. Every afternoon "
    "at four, old Chen loads the last sack of letters onto his tricycle and rides to the station. "
    "A letter always needs someone to carry it, he says, even when only one is left in the bag."
)


def read(text: str, name: str = "") -> Document:
    document = read_bytes(text.encode(), name or "邮局.txt")
    check(document)
    return document


def outline(document: Document) -> list[tuple[str, int, str]]:
    return [
        (block.kind.value, block.level, block.span.of(document.text))
        for block in document.structure.blocks
    ]


def test_a_line_is_a_paragraph() -> None:
    document = read(f"\ufeff\n\n　　{LONG} \r\n\t{LONG}\n\n\n\n{LONG}\u3000\n\n")
    assert document.text == f"{LONG}\n\n{LONG}\n\n{LONG}"
    assert len(document.structure.blocks) == 3
    assert document.title == "邮局"
    assert document.language == "zh-Hans"


def test_more_lines_than_any_book_has_are_kept_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plaintext, "_MOST", 500)
    lines = [f"第{number}行" for number in range(501)]
    document = read("\n".join(lines))
    assert document.text.replace("\n\n", "\n") == "\n".join(lines)
    assert {block.kind for block in document.structure.blocks} == {BlockKind.CODE}
    assert len(document.structure.blocks) == 3
    document = read("\n\n".join(lines[:500]))
    assert {block.kind for block in document.structure.blocks} == {BlockKind.PARAGRAPH}


def test_the_title_stands_above_the_text() -> None:
    document = read(f"小城的邮局\n\n作者：周小鱼\n2023年1月17日 来源：渔报\n\n{LONG}\n")
    assert document.title == "小城的邮局"
    assert document.author == "周小鱼"
    assert document.date == "2023-01-17"
    assert document.source == "渔报"
    assert document.text == LONG
    assert [line.text for line in document.removed] == ["作者：周小鱼", "2023年1月17日 来源：渔报"]


def test_the_first_of_some_short_lines_is_a_title_and_stays() -> None:
    document = read("今天的菜单\n鲫鱼豆腐汤\n米饭两碗")
    assert document.title == "今天的菜单"
    assert document.text == "今天的菜单\n\n鲫鱼豆腐汤\n\n米饭两碗"


def test_a_title_may_be_underlined() -> None:
    document = read(f"小城的邮局\n==========\n\n{LONG}")
    assert document.title == "小城的邮局"
    assert document.text == LONG


def test_a_menu_before_the_title_is_no_part_of_the_text() -> None:
    document = read(f"首页\n渔报网\n小城的邮局\n2023-01-17 09:51:24\n{LONG}")
    assert document.title == "小城的邮局"
    assert document.text == LONG
    assert [line.text for line in document.removed] == ["首页", "渔报网", "2023-01-17 09:51:24"]


@pytest.mark.parametrize("text", ["小城的邮局", "小城的邮局\n======\n"])
def test_a_title_alone_is_the_text_too(text: str) -> None:
    document = read(text)
    assert document.title == document.text == "小城的邮局"


def test_without_any_title_the_name_or_the_opening_serves() -> None:
    assert read(LONG, "/a/b/小城 的\t邮局.txt").title == "小城 的 邮局"
    assert read_bytes(LONG.encode()).title == LONG[:30] + "…"
    assert read_bytes("。。。".encode()).title == "。。。"
    assert read(LONG, "2023-01-17-邮局.txt").date == "2023-01-17"


def test_headings_with_numbers() -> None:
    document = read(
        f"小城的邮局\n{LONG}\n第一章 拐弯处\n{LONG}\n一、桂花树\n{LONG}\n（一）左边那棵\n{LONG}\n"
        f"02三轮车\n{LONG}\n3. 火车站\n{LONG}\n## 尾声 ##\n{LONG}"
    )
    assert [part for part in outline(document) if part[0] == "heading"] == [
        ("heading", 2, "第一章 拐弯处"),
        ("heading", 2, "一、桂花树"),
        ("heading", 3, "（一）左边那棵"),
        ("heading", 2, "02三轮车"),
        ("heading", 3, "3. 火车站"),
        ("heading", 2, "尾声"),
    ]


def test_headings_without_numbers_part_long_paragraphs() -> None:
    document = read(f"{LONG}\n\n桂花树还在\n\n{LONG}\n\n信要送到哪里去？\n\n{LONG}")
    assert [text for kind, _, text in outline(document) if kind == "heading"] == [
        "桂花树还在",
        "信要送到哪里去？",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "老陈：",
        "他走了。",
        "图：门口的桂花树",
        "▲ 门口的桂花树",
        "图源：渔报",
        "一、二、三，",
        "一、送信；",
        "2023年1月17日",
        "05月17日",
        "01:23",
        "1.5公里外",
        "第一章节讲的是河，第二章节讲的是树，第三章节讲的是人，一共三章，每章都不长",
        "“走吧。”",
        "……",
        "C#",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    assert "heading" not in {kind for kind, _, _ in outline(read(f"{LONG}\n{line}\n{LONG}"))}


def test_numbered_lines_in_a_row_are_a_list() -> None:
    document = read(f"{LONG}\n1. 桂花\n2. 三轮车\n3. 信\n{LONG}")
    assert [kind for kind, _, _ in outline(document)][1:3] == ["paragraph", "paragraph"]


@pytest.mark.parametrize("rule", ["---", "＊＊＊", "* * *", "==========", "————————"])
def test_rules(rule: str) -> None:
    document = read(f"{LONG}\n{rule}\n{rule}\n{LONG}")
    assert document.text == f"{LONG}\n\n{LONG}"
    assert document.structure.blocks[1].kind is BlockKind.RULE


def test_tabs_are_spaces() -> None:
    assert "\t" not in read(f"{LONG}\n甲\t乙\n{LONG}").text


@pytest.mark.parametrize("width", [60, 72, 79])
def test_english_wrapped_at_a_width_is_joined(width: int) -> None:
    paragraphs = [ENGLISH, ENGLISH[20:], ENGLISH[40:]]
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs)
    assert read(wrapped).text == "\n\n".join(paragraphs)


@pytest.mark.parametrize("width", [30, 35, 40])
@pytest.mark.parametrize("indented", [True, False])
def test_chinese_wrapped_at_a_width_is_joined(width: int, indented: bool) -> None:
    paragraphs = [LONG * 3, LONG * 2 + "桂花年年开。", LONG * 4]
    indent = "　　" if indented else ""
    wrapped = ("\n" if indented else "\n\n").join(
        "\n".join(textwrap.wrap(indent + paragraph, width, drop_whitespace=False))
        for paragraph in paragraphs
    )
    assert read(wrapped).text == "\n\n".join(paragraphs)


@pytest.mark.parametrize(
    "lines",
    [
        ["春眠不觉晓，处处闻啼鸟。", "夜来风雨声，花落知多少。"] * 6,
        ["今天的菜单：", "鲫鱼豆腐汤", "清炒空心菜", "米饭两碗", "桂花糕一份"],
        ["Roses are red,", "Violets are blue,", "Sugar is sweet,", "And so are you."] * 3,
        [LONG, LONG, LONG],
        [
            f"周小鱼：第{n}封信到底是谁写的，我到现在也没有弄清楚。" + "真的。" * (n % 5)
            for n in range(12)
        ],
        ["- " + ENGLISH[n : n + 70].strip() for n in range(6)],
    ],
    ids=["verse", "menu", "rhyme", "paragraphs", "dialogue", "list"],
)
def test_lines_that_were_not_wrapped_stay_apart(lines: list[str]) -> None:
    document = read("\n".join(lines))
    assert [text for _, _, text in outline(document)] == lines


@given(st.text())
def test_any_text_is_a_document_that_keeps_what_is_visible(text: str) -> None:
    with contextlib.suppress(ImportFailed):
        check(read_bytes(text.encode("utf-8", "replace"), "a.txt"))


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["", "---", "　　", "## 一", "1. ", "第一章", "作者：周小鱼", "2023-01-17"]
            ),
            st.text(st.sampled_from("中文，。！？：“” ab1#-=\t\u3000"), max_size=50),
        )
    )
)
def test_text_made_of_the_usual_parts_keeps_its_characters(lines: list[str]) -> None:
    try:
        document = read_bytes("\n".join(lines).encode(), "a.txt")
    except Empty:
        assert not re.sub(r"[-=\s]", "", "".join(lines))
        return
    check(document)
    kept = {*document.title, *document.text, *"".join(line.text for line in document.removed)}
    assert {char for line in lines for char in line if char.isalnum()} <= kept


def test_nothing_to_read() -> None:
    for data in (b"", b" \n\t\n", "\u3000\u200b\n".encode()):
        with pytest.raises(Empty):
            read_bytes(data, "a.txt")
