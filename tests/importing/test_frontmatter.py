"""The YAML that may open a Markdown file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.importing.frontmatter import FrontMatter, split
from reader.text.normalise import canonical, one_line

BODY = "\n正文。\n"


def test_all_that_is_used() -> None:
    text = """---
title: "邮局：最后一封信"
author: 周小鱼
date: 2023-01-17 08:30:00
source: 渔报
url: https://example.org/邮局?a=1#b
tags: [信, 邮局, GPT-4]
other: {a: [b, c]}
---
"""
    front, body = split(text + BODY)
    assert front == FrontMatter(
        title="邮局：最后一封信",
        author="周小鱼",
        source="渔报",
        date="2023-01-17T08:30",
        url="https://example.org/邮局?a=1#b",
        tags=("信", "邮局", "GPT-4"),
    )
    assert body == BODY


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("title: 2023", FrontMatter(title="2023")),
        ("title: no", FrontMatter(title="no")),
        ("Title: 大写的键", FrontMatter(title="大写的键")),
        ("title: 'it''s'", FrontMatter(title="it's")),
        ("title: >\n  两行\n  标题", FrontMatter(title="两行 标题")),
        ("title: GPT-4: 新时代", FrontMatter(title="GPT-4: 新时代")),
        ("title: '未闭合: 的引号\nauthor: 周小鱼", FrontMatter("未闭合: 的引号", "周小鱼")),
        ("title: a\n\tauthor: b", FrontMatter(title="a")),
        ("title: [一, 二]", FrontMatter(title="一、二")),
        ("title:", FrontMatter()),
        ("title: ~", FrontMatter(title="~")),
        ("authors: [周小鱼, 林大海]", FrontMatter(author="周小鱼、林大海")),
        ("authors:\n  - 周小鱼\n  - {name: 林大海}", FrontMatter(author="周小鱼")),
        ("date: 2023-01-17", FrontMatter(date="2023-01-17")),
        ("date: 2023-01-17T08:30:00+08:00", FrontMatter(date="2023-01-17T08:30")),
        ("date: 2023年1月", FrontMatter(date="2023-01")),
        ("date: 2023-99-99", FrontMatter()),
        ("date: 2023", FrontMatter(date="2023")),
        ("date: 昨天", FrontMatter()),
        ("tags: 信, 邮局，河、树", FrontMatter(tags=("信", "邮局", "河", "树"))),
        ("tags: 信 邮局 信", FrontMatter(tags=("信", "邮局"))),
        ("tags:\n- 信\n- 信\n- [a]\n- '#邮局'", FrontMatter(tags=("信", "邮局"))),
        ("keywords: 信", FrontMatter(tags=("信",))),
        ("source: https://example.org/a", FrontMatter(url="https://example.org/a")),
        (
            "link: https://example.org/a\nsource: 渔报",
            FrontMatter(source="渔报", url="https://example.org/a"),
        ),
        ('title: "\\e[31m红\\u202e"', FrontMatter(title="␛[31m红\ufffd")),
        ("title: !!python/object/apply:os.system [ls]", FrontMatter(title="ls")),
        ("title: &a 题\nauthor: *a", FrontMatter("题", "题")),
    ],
)
def test_forms_of_values(line: str, expected: FrontMatter) -> None:
    assert split(f"---\n{line}\n---\n{BODY}") == (expected, BODY)


def test_other_ways_to_end() -> None:
    assert split("---\ntitle: 题\n...\n正文") == (FrontMatter(title="题"), "正文")
    assert split("---  \ntitle: 题\n---") == (FrontMatter(title="题"), "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\n---\n正文",
        "---\n正文，不是键\n---\n正文",
        "---\n- a\n- b\n---\n正文",
        "---\ntitle: 没有结尾\n\n正文",
        "----\ntitle: 题\n----\n正文",
        "正文\n---\ntitle: 题\n---\n",
        " ---\ntitle: 题\n---\n",
        "---\nunknown: 题\n---\n正文",
        "---\ntitle: " + "长" * 20_000 + "\n---\n正文",
    ],
)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    assert split(text) == (FrontMatter(), text)


def test_bombs() -> None:
    laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    front, body = split(f"---\ntitle: 题\n{laughs}tags: *i\n---\n正文")
    assert (front.title, front.tags, body) == ("题", (), "正文")
    for bracket in "[", "{", "- ", "? ", "a: [":
        front, body = split(f"---\ntitle: 题\nx: {bracket * 3_000}\n---\n正文")
        assert (front.title, body) == ("题", "正文")
    many = split("---\ntags: [" + ", ".join(map(str, range(2_000))) + "]\n---\n")[0].tags
    assert len(many) == 30


@given(st.text())
def test_any_text_between_the_lines(text: str) -> None:
    front, body = split(canonical(f"---\ntitle: 题\n{text}\n---\n正文"))
    assert body.endswith("正文")
    for value in (front.title, front.author, front.source, front.url, *front.tags):
        assert one_line(value) == value
