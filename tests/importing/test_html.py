"""Saved web pages: what is the article, what is around it, and what is known of it."""

import re
import sys
import time
from datetime import datetime

import pages
import pytest
from document_invariants import check
from hypothesis import example, given
from hypothesis import strategies as st
from pages import BODY, PARAGRAPHS, TITLE, links, page, paragraphs

from reader.errors import Empty, ImportFailed
from reader.importing import read_bytes
from reader.importing.origin import Origin
from reader.model import BlockKind, Clutter, Document, MarkKind

NOW = datetime(2023, 4, 3, 9, 30)


def read(source: str | bytes, time: datetime | None = None) -> Document:
    data = source if isinstance(source, bytes) else source.encode()
    document = read_bytes(data, origin=Origin("page.html", time))
    check(document)
    return document


@pytest.mark.parametrize("kind", [kind for kind in pages.ALL if kind not in {"blog", "taiwan"}])
def test_the_article_is_found_on_pages_of_many_kinds(kind: str) -> None:
    document = read(pages.ALL[kind])
    assert document.text.removesuffix("\n\n（完）") == BODY
    assert document.title == TITLE
    assert document.language == "zh-Hans"


@pytest.mark.parametrize("kind", sorted(pages.ALL))
def test_no_name_of_a_class_is_needed(kind: str) -> None:
    plain = re.sub(r"\s(?:class|id)='[^']*'", "", pages.ALL[kind])
    assert read(plain).text == read(pages.ALL[kind]).text


@pytest.mark.parametrize(
    ("kind", "author", "source", "date"),
    [
        ("news", "周大海", "渔报", "2023-04-02T08:15"),
        ("blog", "林溪", "渔报网", "2023-04-02"),
        ("forum", "", "渔报网", "2023-04-02T08:15"),
        ("breaks", "林溪", "渔报", "2023-04-02T08:15"),
        ("items", "", "渔报", "2023-04-02"),
        ("taiwan", "林溪", "漁報", "2023-04-02T08:15"),
        ("account", "", "", "2023-04-02"),
    ],
)
def test_what_a_page_shows_of_itself(kind: str, author: str, source: str, date: str) -> None:
    document = read(pages.ALL[kind], NOW)
    assert (document.author, document.source, document.date) == (author, source, date)


def test_what_a_page_says_of_itself_for_machines() -> None:
    data = (
        '<script type="application/ld+json">{"@graph": [{"@type": "BreadcrumbList"},'
        '{"@type": "NewsArticle", "headline": "头茬茶", "author": [{"name": "林溪"}],'
        '"datePublished": "2023-04-01T22:30:00Z", "publisher": {"name": "渔报"}}]}</script>'
        '<link rel="canonical" href="https://news.example.org/2023/tea.html">'
    )
    document = read(page(f"<div>{paragraphs()}</div>", data, "头茬茶 - 渔报"))
    assert document.title == "头茬茶"
    assert document.author == "林溪"
    assert document.source == "渔报"
    assert document.date == "2023-04-02T06:30"
    assert document.url == "https://news.example.org/2023/tea.html"


@pytest.mark.parametrize("broken", ["{", "[" * 100_000, '{"@type": 3}', '{"author": {"name": []}}'])
def test_broken_data_for_machines_does_no_harm(broken: str) -> None:
    head = f'<script type="application/ld+json">{broken}</script>'
    assert read(page(paragraphs(), head)).text == BODY


@pytest.mark.parametrize(
    ("shown", "date"),
    [
        ("昨天 08:15", "2023-04-02T08:15"),
        ("前天", "2023-04-01"),
        ("3小时前", "2023-04-03T06:30"),
        ("半小时前", "2023-04-03T09:00"),
        ("2天前", "2023-04-01"),
        ("2023/04/02 08:15:59", "2023-04-02T08:15"),
    ],
)
def test_days_are_counted_from_when_the_page_was_saved(shown: str, date: str) -> None:
    source = page(f"<h1>{TITLE}</h1><p>{shown}</p>{paragraphs()}")
    assert read(source, NOW).date == date


def test_the_editor_is_never_the_author() -> None:
    source = page(f"<h1>{TITLE}</h1>{paragraphs()}<p>责任编辑：韩梅</p><p>（责编 李雷）</p>")
    document = read(source)
    assert document.author == ""
    assert [line.reason for line in document.removed if "责" in line.text] == [Clutter.EDITOR] * 2


@pytest.mark.parametrize(
    ("ending", "author"),
    [
        ("（张巨河）", "张巨河"),
        ("（记者 张巨河 李想）", "张巨河 李想"),
        ("（完）", ""),
        ("（未完待续）", ""),
    ],
)
def test_an_author_may_sign_the_last_paragraph(ending: str, author: str) -> None:
    source = page(f"<h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}{ending}</p>")
    assert read(source).author == author


@pytest.mark.parametrize(
    "credit", ["新华社记者 张巨河 摄", "（记者 张巨河 摄）", "本报记者 张巨河摄"]
)
def test_who_took_a_picture_is_not_the_author(credit: str) -> None:
    image = f"<img src='https://img.example.org/1.jpg'><p>{credit}</p>"
    source = page(f"<h1>{TITLE}</h1><div><p>{PARAGRAPHS[0]}</p>{image}<p>{PARAGRAPHS[1]}</p></div>")
    assert read(source).author == ""


def test_the_name_of_the_site_is_not_the_title() -> None:
    source = page(
        f"<h1>渔报文化频道</h1><h2>{TITLE}</h2>{paragraphs()}", title=f"渔报文化频道 - {TITLE}"
    )
    assert read(source).title == TITLE


def test_structure() -> None:
    document = read(pages.BLOG)
    text = document.text
    found = [
        (block.kind.value, block.level, block.quote, block.indent, block.marker, block.language)
        for block in document.structure.blocks[3:]
    ]
    assert found == [
        ("heading", 2, 0, 0, "", ""),
        ("paragraph", 0, 0, 0, "", ""),
        ("paragraph", 0, 0, 1, "1.", ""),
        ("paragraph", 0, 0, 1, "2.", ""),
        ("paragraph", 0, 0, 1, "3.", ""),
        ("paragraph", 0, 1, 0, "", ""),
        ("code", 0, 0, 0, "", "python"),
        ("table", 0, 0, 0, "", ""),
        ("paragraph", 0, 0, 0, "", ""),
        ("paragraph", 0, 0, 0, "", ""),
        ("paragraph", 0, 0, 0, "", ""),
    ]
    assert "def tea(leaf):\n    return leaf * 0.23" in text
    assert "年份\t每斤（元）\n2022\t667" in text
    assert "春分前的茶[1]" in text
    assert "10³亩" in text
    assert [(m.span.of(text), m.kind, m.target) for m in document.structure.marks] == [
        ("收购站", MarkKind.LINK, "https://blog.example.org/station?x=1"),
        ("不含", MarkKind.STRONG, ""),
        ("炒", MarkKind.CODE, ""),
        ("周小鱼在老茶树下", MarkKind.LINK, "https://blog.example.org/img/tea.jpg"),
    ]
    assert document.url == "https://blog.example.org/2023/tea.html"


@pytest.mark.parametrize("said", ["big5", "Big5-HKSCS", "utf-8", "gb2312", "iso-8859-1", ""])
def test_traditional_pages_are_read_whatever_they_say_that_they_are_in(said: str) -> None:
    spoken = "<p>香港人叫它「啲茶」，嘅、咗、冇、嚟，都係日日聽到的字。</p>"
    source = pages.TAIWAN.replace("</p><p>責任", f"</p>{spoken}<p>責任")
    declared = source.replace('<meta charset="utf-8">', f'<meta charset="{said}">' if said else "")
    found = read_bytes(declared.encode("big5hkscs", "xmlcharrefreplace"), "page.html")
    assert found == read_bytes(source.encode(), "page.html")
    assert "嘅、咗、冇、嚟" in found.text


def test_the_author_may_be_a_link_to_who_that_is() -> None:
    who = '<p><a href="/member/paperboat">paperboat</a> · 2023-04-02 08:15 · 412 次点击</p>'
    reply = '<p><a href="/member/inkstone">inkstone</a> · 2023-04-03</p><p>好文，收藏了。</p>'
    assert read(page(f"<h1>{TITLE}</h1>{who}{paragraphs()}{reply}")).author == "paperboat"
    assert read(page(f"<h1>{TITLE}</h1>{paragraphs()}{reply}")).author == ""


def test_contents_part_no_article_and_headings_do_without_its_title() -> None:
    contents = "".join(f'<li>{n} <a href="#{n}">采茶之{n}</a></li>' for n in range(1, 9))
    one, two, three = (
        f"<h2>头茬茶{word}</h2><p>{text}</p>"
        for word, text in zip(("历史", "做法", "价钱"), PARAGRAPHS, strict=True)
    )
    lead = f"<p>{PARAGRAPHS[0]}（摘自县志。）</p>"
    body = f"<h1>头茬茶</h1>{lead}<div><ol>{contents}</ol></div>{one}{two}{three}"
    document = read(page(body, title="头茬茶_百科"))
    assert "（摘自县志。）" in document.text
    assert [block.span.of(document.text) for block in document.structure.blocks if block.level] == [
        "历史", "做法", "价钱",
    ]  # fmt: skip
    assert "采茶之3" not in document.text


def test_verse_and_lines_of_one_break_are_lines() -> None:
    verse = "床前明月光，<br>疑是地上霜。<br>举头望明月，<br>低头思故乡。"
    document = read(page(f"<div>{paragraphs()}<p>{verse}</p></div>"))
    assert document.text.endswith("床前明月光，\n\n疑是地上霜。\n\n举头望明月，\n\n低头思故乡。")


def test_line_ends_in_the_source_are_nothing_in_chinese_and_spaces_in_english() -> None:
    source = page(
        f"<p>{PARAGRAPHS[0]}</p><p>他用 GPT-4\nturbo 写的\n广告，没有人看；他自己也不看。</p>"
    )
    assert read(source).text.endswith("他用 GPT-4 turbo 写的广告，没有人看；他自己也不看。")


def test_what_is_removed_is_kept_at_its_place() -> None:
    document = read(
        page(
            f"<h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p><p>点击下载渔报客户端</p>"
            f"<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>"
        )
    )
    assert document.text == BODY
    (line,) = [line for line in document.removed if line.reason is Clutter.PROMOTION]
    assert line.text == "点击下载渔报客户端"
    assert line.offset == len(PARAGRAPHS[0])


def test_links_that_end_a_paragraph_and_lead_away() -> None:
    source = page(f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}<a href='/'>返回首页>></a></p>")
    assert read(source).text == f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}"


def test_a_box_of_links_inside_the_text() -> None:
    box = f"<div>延伸阅读</div>{links(3)}"
    source = page(
        f"<div><p>{PARAGRAPHS[0]}</p>{box}<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p></div>"
    )
    assert read(source).text == BODY


# Encodings


@pytest.mark.parametrize(
    "declared", ["", "gb2312", "GBK", "utf-8", "big5", "iso-8859-1", "nonsense"]
)
@pytest.mark.parametrize("kind", ["news", "breaks"])
def test_the_bytes_decide_the_encoding(kind: str, declared: str) -> None:
    source = pages.ALL[kind].replace('<meta charset="utf-8">', f'<meta charset="{declared}">')
    expected = read(pages.ALL[kind])
    assert read(source.encode("gb18030")) == expected
    assert read(source.encode()) == expected


# Bad input


def test_what_is_never_shown_is_not_read() -> None:
    hidden = "买卖链接，便宜得很。" * 15_000
    document = read(
        page(
            f"<div style='display: none'>{hidden}</div><p hidden>看不见的字，一个也不要。</p>"
            f"<form action='https://evil.example'><textarea>{BODY}</textarea></form>{paragraphs()}"
        )
    )
    assert document.text == BODY


def test_a_stray_end_of_the_page() -> None:
    assert read(pages.NEWS.replace("<h1>", "</body></html><h1>", 1)).text == BODY


def test_nul_bytes() -> None:
    assert read(pages.NEWS.replace("，", "，\0")).text == BODY


@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "ul><li", "table><tr><td"])
def test_nesting_beyond_reason(tag: str) -> None:
    begun = time.perf_counter()
    document = read(
        f"<html><body><p>{PARAGRAPHS[0]}</p>{f'<{tag}>' * 100_000}<p>{PARAGRAPHS[1]}</p>"
    )
    assert PARAGRAPHS[1] in document.text
    assert time.perf_counter() - begun < 20


def test_scripts_that_never_end() -> None:
    source = f"<html>{'<div>' * 3_000}<p>{PARAGRAPHS[0]}</p>" + "<script>" * 300_000
    begun = time.perf_counter()
    assert PARAGRAPHS[0] in read(source).text
    assert time.perf_counter() - begun < 20


def test_entities_do_not_multiply() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "十">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    assert "十十" not in read(f"{bomb}]><p>{PARAGRAPHS[0]}&j;</p>").text


def test_addresses_that_act_are_no_links() -> None:
    inside = "".join(
        f"<a href='{address}'>茶</a>，"
        for address in (
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            " JaVaScript:x",
        )
    )
    document = read(page(f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}{inside}完。</p>"))
    assert not document.structure.marks
    assert "茶，茶，茶，茶，完。" in document.text


@pytest.mark.parametrize(
    "source", ["<html></html>", "<html><script>a</script></html>", "<!DOCTYPE html>"]
)
def test_nothing_to_read(source: str) -> None:
    with pytest.raises(Empty):
        read(source)


def test_a_page_is_known_by_its_content() -> None:
    assert read_bytes(pages.NEWS.encode()).text == BODY


_PIECES = st.sampled_from(
    [
        *("div", "p", "ul", "li", "ol", "table", "tr", "td", "th", "pre", "code", "br", "h1", "h2"),
        *("blockquote", "a", "b", "sup", "figure", "figcaption", "img", "hr", "section", "article"),
        *("dl", "dd", "script", "style", "nav", "font"),
    ]
)
_MARKUP = st.lists(
    st.one_of(
        _PIECES.map("<{}>".format),
        _PIECES.map("</{}>".format),
        st.sampled_from(
            [
                *PARAGRAPHS,
                "评论",
                "相关阅读",
                "2023-04-02",
                "<a href='/x'>更多",
                "<img src=/a.png alt=茶树一棵老的>",
            ]
        ),
        st.text(max_size=12),
        st.sampled_from(
            ["<a href='//[x'>", "<base href='http://['>", "&#0;", "&#xD800;", "<!--", "]]>", "\x00"]
        ),
    ),
    max_size=40,
)


@given(_MARKUP)
@example(parts=["0000;\xa0", "<a href='/x'>更多"])
def test_any_markup_is_a_document_or_refused(parts: list[str]) -> None:
    try:
        read("<html>" + "".join(parts))
    except ImportFailed:
        assert True


@given(st.binary(max_size=400))
def test_any_bytes_are_a_document_or_refused(data: bytes) -> None:
    try:
        read(b"<html><body>" + data)
    except ImportFailed:
        assert True


def test_lxml_is_loaded_on_use() -> None:
    import subprocess

    code = "import sys, reader.importing; sys.exit('lxml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_table_of_the_page_is_no_table() -> None:
    cells = f"<td><ul><li><a href='/'>首页</a></li></ul></td><td>{paragraphs()}</td>"
    document = read(page(f"<table><tr><td>渔报</td><td>2023</td></tr><tr>{cells}</tr></table>"))
    assert BlockKind.TABLE not in {block.kind for block in document.structure.blocks}
    assert document.text == BODY


def test_a_page_of_nothing_but_dates_is_kept() -> None:
    assert read("<html><p>2023-01-01</p><p>2023-01-02</p>").text == "2023-01-01\n\n2023-01-02"


def test_a_page_of_more_paragraphs_than_any_page_has_comes_in_without_its_structure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from reader.importing.web import drafts

    monkeypatch.setattr(drafts, "_MOST", 20)
    lines = [f"第{n}天，山里的雨停了，村口的老茶树冒出第{n}批芽。" for n in range(60)]
    document = read("".join(f"<p>{line}</p>" for line in lines))
    assert all(line in document.text for line in lines)
    assert "<" not in document.text
