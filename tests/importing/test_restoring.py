"""Lines put back where they were taken from."""

import pages
from document_invariants import check
from hypothesis import given
from hypothesis import strategies as st
from pages import PARAGRAPHS, TITLE, page

from reader.importing import read_bytes
from reader.importing.restoring import put_back
from reader.model import Clutter, Document, MarkKind


def restored(document: Document, *wanted: int) -> Document:
    lines = [document.removed[number] for number in wanted]
    text, structure, removed = put_back(document.text, document.structure, document.removed, lines)
    again = document._replace(text=text, structure=structure, removed=removed)
    check(again)
    return again


PAGE = page(
    f"<h1>{TITLE}</h1><p>2023-04-02　来源：渔报</p><p>{PARAGRAPHS[0]}</p><p>点击下载渔报客户端</p>"
    "<ol><li>采茶，要轻。</li><li>炒茶，要快。</li></ol><blockquote><p>茶不等人，<b>人</b>等茶。</p>"
    f"</blockquote><p>{PARAGRAPHS[1]}</p><img "
    f"src='https://img.example.org/1.png'><p>{PARAGRAPHS[2]}"
    "</p><p>责任编辑：韩梅</p>"
)


def test_nothing_put_back_changes_nothing() -> None:
    document = read_bytes(PAGE.encode(), "a.html")
    assert restored(document) == document


def test_a_line_comes_back_at_its_place_and_marks_move_with_the_text() -> None:
    document = read_bytes(PAGE.encode(), "a.html")
    texts = [line.text for line in document.removed]
    again = restored(document, texts.index("点击下载渔报客户端"))
    assert again.text.startswith(f"{PARAGRAPHS[0]}\n\n点击下载渔报客户端\n\n采茶")
    (strong,) = [mark for mark in again.structure.marks if mark.kind is MarkKind.STRONG]
    assert strong.span.of(again.text) == "人"
    assert "点击下载渔报客户端" not in [line.text for line in again.removed]


def test_a_picture_comes_back_as_a_link() -> None:
    document = read_bytes(PAGE.encode(), "a.html")
    (number,) = [n for n, line in enumerate(document.removed) if line.reason is Clutter.IMAGE]
    again = restored(document, number)
    address = "https://img.example.org/1.png"
    assert f"{PARAGRAPHS[1]}\n\n{address}\n\n" in again.text
    assert address in [mark.target for mark in again.structure.marks]


@given(st.sampled_from(sorted(pages.ALL)), st.sets(st.integers(0, 9)))
def test_any_lines_can_be_put_back(kind: str, wanted: set[int]) -> None:
    document = read_bytes(pages.ALL[kind].encode(), "a.html")
    chosen = [number for number in wanted if number < len(document.removed)]
    again = restored(document, *chosen)
    assert len(again.removed) <= len(document.removed) - len(chosen)
    assert restored(again, *range(len(again.removed))).removed == ()
