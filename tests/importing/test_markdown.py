"""Markdown to text and structure."""

import contextlib

import pytest
from document_invariants import check
from hypothesis import example, given
from hypothesis import strategies as st

from reader.errors import Empty, ImportFailed
from reader.importing import read_bytes
from reader.model import Block, BlockKind, Document, MarkKind
from reader.text.markup import commonmark


def read(source: str, name: str = "a.md") -> Document:
    document = read_bytes(source.encode(), name)
    check(document)
    return document


def test_more_lines_than_the_parser_should_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commonmark, "_MOST_LINES", 10)
    assert read("**一**\n\n" * 5).text.startswith("一")
    assert read("**一**\n\n" * 6).text.startswith("**一**")


def test_a_title_cut_short_does_not_end_with_a_space() -> None:
    assert read(f"# {'字' * 199} 字\n\n正文。").title == "字" * 199


def blocks(source: str) -> list[tuple[str, Block]]:
    """Return the text of each block of `source` with the block."""
    document = read("甲\n\n" + source)
    return [(block.span.of(document.text), block) for block in document.structure.blocks][1:]


def marks(source: str) -> list[tuple[MarkKind, str, str]]:
    document = read(source)
    return [
        (mark.kind, mark.span.of(document.text), mark.target) for mark in document.structure.marks
    ]


def text(source: str) -> str:
    return read("甲\n\n" + source).text.removeprefix("甲\n\n")


def test_an_article_with_everything() -> None:
    document = read(
        """---
title: 小城的邮局
author: 周小鱼
date: 2023-01-17
source: 渔报
url: https://example.org/a
tags: [信, 河]
---

# 小城的邮局

邮局在**河的拐弯处**，
门口有两棵*桂花树*。

## 老陈

> 信总是要有人送的。
>
> > 哪怕只剩一封。

1. 桂花
2. 三轮车
   - 车铃
   - 车斗

```python
def carry(letter):
\treturn letter
```

| 年份 | 信 |
|-----:|----|
| 1989 | 三千 |
| 2023 | 一封 |

***

完。
"""
    )
    assert document.title == "小城的邮局"
    assert (document.author, document.date, document.source) == ("周小鱼", "2023-01-17", "渔报")
    assert (document.url, document.tags) == ("https://example.org/a", ("信", "河"))
    assert document.text == (
        "邮局在河的拐弯处，门口有两棵桂花树。\n\n老陈\n\n信总是要有人送的。\n\n哪怕只剩一封。\n\n"
        "桂花\n三轮车\n车铃\n车斗\n\ndef carry(letter):\n    return letter\n\n"
        "年份\t信\n1989\t三千\n2023\t一封\n\n完。"
    )
    assert [
        (block.kind.value, block.level, block.quote, block.indent, block.marker, block.language)
        for block in document.structure.blocks
    ] == [
        ("paragraph", 0, 0, 0, "", ""),
        ("heading", 2, 0, 0, "", ""),
        ("paragraph", 0, 1, 0, "", ""),
        ("paragraph", 0, 2, 0, "", ""),
        ("paragraph", 0, 0, 1, "1.", ""),
        ("paragraph", 0, 0, 1, "2.", ""),
        ("paragraph", 0, 0, 2, "•", ""),
        ("paragraph", 0, 0, 2, "•", ""),
        ("code", 0, 0, 0, "", "python"),
        ("table", 0, 0, 0, "", ""),
        ("rule", 0, 0, 0, "", ""),
        ("paragraph", 0, 0, 0, "", ""),
    ]


@pytest.mark.parametrize(
    ("source", "title", "opening"),
    [
        ("# 邮局\n\n正文。", "邮局", "正文。"),
        ("邮局\n===\n\n正文。", "邮局", "正文。"),
        ("## 邮局\n\n正文。", "邮局", "正文。"),
        ("# **邮**局\n\n正文。", "邮局", "正文。"),
        ("---\ntitle: 邮局\n---\n# 邮局\n\n正文。", "邮局", "正文。"),
        ("---\ntitle: 邮局\n---\n# 另一题\n\n正文。", "邮局", "另一题"),
        ("正文在前。\n\n# 邮局\n\n正文。", "邮局", "正文在前。"),
        ("邮局\n\n2023-01-17\n\n正文。", "邮局", "邮局"),
        ("正文，没有题目。\n\n## 第一节\n\n正文。", "笔记", "正文，没有题目。"),
        ("# 邮局", "邮局", "邮局"),
        ("# \n\n正文。", "笔记", "正文。"),
    ],
)
def test_the_title_and_what_opens_the_text(source: str, title: str, opening: str) -> None:
    document = read(source, "笔记.md")
    assert document.title == title
    assert document.structure.blocks[0].span.of(document.text) == opening


def test_a_heading_too_long_for_a_title_stays() -> None:
    heading = "很长的题目" * 100
    document = read(f"# {heading}\n\n正文。")
    assert document.title == heading[:200]
    assert document.text.startswith(heading)


def test_metadata_without_front_matter() -> None:
    document = read("# 邮局\n\n文｜周小鱼\n\n来源：渔报 2023年1月17日\n\n正文。")
    assert (document.author, document.source, document.date) == ("周小鱼", "渔报", "2023-01-17")


def test_lists() -> None:
    found = blocks("- 一\n- 二\n  - 三\n    - 四\n      - 五\n\n3) 六\n4) 七\n\n   七之二\n5) 八\n")
    assert [(content, block.indent, block.marker) for content, block in found] == [
        ("一", 1, "•"),
        ("二", 1, "•"),
        ("三", 2, "◦"),
        ("四", 3, "▪"),
        ("五", 4, "▪"),
        ("六", 1, "3)"),
        ("七", 1, "4)"),
        ("七之二", 1, ""),
        ("八", 1, "5)"),
    ]
    assert text("- 一\n- 二\n\n1. 三\n1. 四\n") == "一\n二\n\n三\n四"
    assert text("- 一\n\n- 二\n") == "一\n\n二"
    assert text("- 一\n-\n- 二\n- ```\n  三\n  ```\n- > 四\n- # 五\n") == "一\n二\n\n三\n\n四\n\n五"
    assert [block.marker for _, block in blocks("- ```\n  一\n  ```\n- > 二\n- - 三\n")] == [
        "•",
        "•",
        "◦",
    ]
    assert text("- [ ] 未办\n- [x] 已办") == "[ ] 未办\n[x] 已办"


def test_quotes_and_lists_nest() -> None:
    ((_, first), (_, second)) = blocks("> - 一\n>   > 二\n")
    assert (first.quote, first.indent, first.marker) == (1, 1, "•")
    assert (second.quote, second.indent, second.marker) == (2, 1, "")


def test_code() -> None:
    ((content, block),) = blocks("```Rust {.line}\n\n  fn main() {\n\t// 空行\n\n  }  \n\n```")
    assert content == "  fn main() {\n    // 空行\n\n  }"
    assert (block.kind, block.language) == (BlockKind.CODE, "Rust")
    ((content, block),) = blocks("    indented\n      more\n")
    assert (content, block.language) == ("indented\n  more", "")
    assert blocks("```\n```\n") == []


def test_tables() -> None:
    source = "| 甲 | **乙** |\n|---|:-:|\n| `a\\|b` |  |\n|  | [链](u) |\n| 少 |\n"
    ((content, block),) = blocks(source)
    assert block.kind is BlockKind.TABLE
    assert content == "甲\t乙\na|b\t\n\t链\n少\t"
    assert marks(source) == [
        (MarkKind.STRONG, "乙", ""),
        (MarkKind.CODE, "a|b", ""),
        (MarkKind.LINK, "链", "u"),
    ]
    assert text("| | |\n|-|-|\n| | |\n\n乙") == "乙"


def test_rules_take_no_text() -> None:
    document = read("甲\n\n---\n\n乙\n\n> 丙\n>\n> ***\n>\n> 丁\n")
    assert document.text == "甲\n\n乙\n\n丙\n\n丁"
    rules = [block for block in document.structure.blocks if block.kind is BlockKind.RULE]
    assert [(block.span.start, block.quote) for block in rules] == [(3, 0), (9, 1)]


def test_marks() -> None:
    assert marks(
        "乙**粗*斜*体**`码`~~删~~[链**接**](https://example.org/ 'x')<https://a.example>"
    ) == [
        (MarkKind.STRONG, "粗斜体", ""),
        (MarkKind.EMPHASIS, "斜", ""),
        (MarkKind.CODE, "码", ""),
        (MarkKind.STRIKE, "删", ""),
        (MarkKind.LINK, "链接", "https://example.org/"),
        (MarkKind.STRONG, "接", ""),
        (MarkKind.LINK, "https://a.example", "https://a.example"),
    ]
    assert marks("[一][a]\n\n[a]: https://example.org") == [
        (MarkKind.LINK, "一", "https://example.org")
    ]
    assert marks("甲[](u)**") == []


@pytest.mark.parametrize(
    ("source", "strong"),
    [
        ("**注意：**请看", "注意："),
        ("请看**“引号”**的用法", "“引号”"),
        ("请看**《书名》**，很好", "《书名》"),
        ("他说**（真的）**没有", "（真的）"),
        ("这是**GPT-4.**吗", "GPT-4."),
        ("「**強調。**」後面", "強調。"),
        ("前**𠮷。**後", "𠮷。"),
        ("a **b** c", "b"),
        ("**全部**", "全部"),
    ],
)
def test_emphasis_needs_no_space_in_chinese(source: str, strong: str) -> None:
    assert marks("甲\n\n" + source) == [(MarkKind.STRONG, strong, "")]


@pytest.mark.parametrize(
    "source", ["2 ** 3 ** 4", "a ** b **c", "snake_case_name", "5*6=30", "** 空 **"]
)
def test_what_is_no_emphasis(source: str) -> None:
    assert text(source) == source
    assert marks("甲\n\n" + source) == []


def test_images_show_their_description() -> None:
    assert marks("![河*湾*](a/b.png)") == [(MarkKind.LINK, "河湾", "a/b.png")]
    assert marks("![](https://example.org/p/b.png?w=1)") == [
        (MarkKind.LINK, "b.png", "https://example.org/p/b.png?w=1")
    ]
    assert marks('![](/ "河湾")') == [(MarkKind.LINK, "河湾", "/")]
    assert marks("甲[![图](a)](b)") == [(MarkKind.LINK, "图", "b"), (MarkKind.LINK, "图", "a")]
    assert text("乙![](data:image/png;base64,AAAA)丙") == "乙丙"
    assert marks("![点](data:image/png;base64,AAAA)") == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("上一行\n下一行", "上一行下一行"),
        ("上一行，\n下一行", "上一行，下一行"),
        ("“上”\n“下”", "“上”“下”"),
        ("上一行 GPT\n下一行", "上一行 GPT 下一行"),
        ("上一行\n**GPT**", "上一行 GPT"),
        ("上一行**\nGPT** 一", "上一行** GPT** 一"),
        ("one\ntwo", "one two"),
        ("한국\n말", "한국 말"),
        ("**上**\n*下*", "上下"),
        ("**a**\n`b`", "a b"),
        ("[上](u)\n![下](v)", "上下"),
        ("𠮷\n𠮷", "𠮷𠮷"),
        ("上  \n下\\\n尾", "上\n下\n尾"),
    ],
)
def test_line_breaks(source: str, expected: str) -> None:
    assert text(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<b>粗</b> & <script>alert(1)</script>", "<b>粗</b> & <script>alert(1)</script>"),
        ("<div>\n\n乙\n\n</div>", "<div>\n\n乙\n\n</div>"),
        ("&lt;b&gt; &copy; &#x4e2d;&nbsp;&amp;amp;", "<b> © 中\u00a0&amp;"),
        ("&#27;[31m&#0;&#x202e;", "&#27;[31m\ufffd\ufffd"),
        ("[点](javascript:alert(1))", "[点](javascript:alert(1))"),
        ("[b]方括号[/b]", "[b]方括号[/b]"),
        ("\\*星\\*", "*星*"),
        ("[^1]：脚注", "[^1]：脚注"),
    ],
)
def test_what_is_not_interpreted(source: str, expected: str) -> None:
    assert text(source) == expected.replace("&#27;", "\ufffd")


def test_indents_of_paragraphs_are_dropped() -> None:
    assert (
        text("　　第一段。\n\n&emsp;第二段。\n\n　　**粗**体。") == "第一段。\n\n第二段。\n\n粗体。"
    )
    assert marks("　　**粗**体。") == [(MarkKind.STRONG, "粗", "")]


def test_targets_cannot_act() -> None:
    ((_, _, target),) = marks("[a](<https://example.org/\u202e\x1b b>)")
    assert target == "https://example.org/%EF%BF%BD%E2%90%9B%20b"
    assert marks(f"[a](https://example.org/{'x' * 3_000})") == []


def test_a_mark_that_parts_a_letter_from_its_accent() -> None:
    assert text("e[&#769;](u)") == "é"


@pytest.mark.parametrize(
    "source",
    [
        ">" * 10_000 + "底",
        "- " * 10_000 + "底",
        "".join("  " * depth + "- 底\n" for depth in range(300)),
        "[" * 10_000 + "底",
        "![" * 10_000 + "底",
        "[底](" * 10_000,
        "*a **b " * 10_000 + "底",
        "底" + "`" * 10_000,
        "<" * 10_000 + "底",
        "> - 1. " * 3_000 + "底",
        "底\n\n" + ("|a" * 200 + "\n" + "|-" * 200 + "\n" + "|b\n" * 330 + "\n") * 20,
    ],
    ids=range(11),
)
def test_bombs_are_read_as_text(source: str) -> None:
    document = read_bytes(source.encode(), "a.md")
    assert "底" in document.text + document.title


def test_what_is_too_long_is_not_parsed() -> None:
    with pytest.raises(commonmark.Tangled):
        commonmark.parse("长" * 5_000_000)


def test_what_is_nested_too_deep_is_not_lost() -> None:
    document = read("---\ntitle: 题\n---\n" + "> " * 50 + "底\n\n另一段")
    assert document.title == "题"
    assert document.text.endswith("底\n\n另一段")


def test_content_tells_markdown_without_a_name() -> None:
    source = "# 邮局\n\n看[这里](https://example.org)。"
    assert read(source, "").title == "邮局"
    assert read_bytes(source.encode(), "a.txt").text.endswith("看[这里](https://example.org)。")
    assert read("---\ntitle: 题\n---\n正文", "").title == "题"
    assert read_bytes("# 不是\n# 标记\n# 只是注释".encode()).structure.marks == ()


def test_nothing_to_read() -> None:
    for source in ("", "\n\n", "---\ntitle: 题\n---\n", "[a]: b\n", "***\n", "<!---->" * 0):
        with pytest.raises(Empty):
            read_bytes(source.encode(), "a.md")


MARKUP = st.text(
    st.one_of(
        st.sampled_from("#*_`~[]()!<>|-+=:\\\n\n  \t>&;1."),
        st.sampled_from("中文，。“”ab"),
        st.sampled_from("\u0301\u3000\u200b\ufeff\x1b\u202e𠮷🙂\u00a0"),
    ),
    max_size=120,
)
PARTS = st.one_of(
    st.sampled_from(["# 题\n", "> ", "- ", "1. ", "  ", "    ", "```\n", "***\n", "\n", "\n\n"]),
    st.sampled_from(["**粗**", "`码`", "[链](u)", "![图](v)", "~~删~~", "<b>", "文字", "e", "\t"]),
    st.sampled_from(["&#769;", "&#27;", "&Tab;", "&#10;", "&nbsp;", "&#xfeff;"]),
    st.sampled_from(["|a|b|\n|-|-|\n", "|c|d|\n"]),
)


@given(MARKUP)
@example("e*&#769;*")
@example("| |\n|-|\n|a|")
@example("- &nbsp;\n- b")
def test_any_markup_is_a_document(source: str) -> None:
    with contextlib.suppress(ImportFailed):
        check(read_bytes(source.encode(), "a.md"))


@given(st.lists(PARTS, max_size=40))
def test_any_mixture_of_markup_is_a_document(parts: list[str]) -> None:
    with contextlib.suppress(ImportFailed):
        check(read_bytes("".join(parts).encode(), "a.md"))


@given(st.binary(max_size=300), st.sampled_from(["", "a.md", "a.txt", "\udcff\x1b.md"]))
def test_any_bytes_are_a_document_or_refused(data: bytes, name: str) -> None:
    with contextlib.suppress(ImportFailed):
        check(read_bytes(data, name))


@given(st.lists(st.text(st.sampled_from("中文，。字句𠮷🙂"), min_size=1, max_size=30), min_size=1))
def test_plain_paragraphs_are_the_same_as_markdown(paragraphs: list[str]) -> None:
    source = "\n\n".join(paragraphs)
    document = read(f"---\ntitle: 题\n---\n{source}")
    assert document.text == source
    assert len(document.structure.blocks) == len(paragraphs)
