"""Books, Word documents, PDF, whole pages, subtitles and logs."""

import io
import struct
import sys
import textwrap
import zipfile

import bound
import pages
import pytest
from bound import CHAPTERS, archive, book_files, portable, word, word_files
from document_invariants import check
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import (
    Damaged,
    Empty,
    ExtraMissing,
    ImportFailed,
    Protected,
    TooLarge,
)
from reader.importing import draft, read_bytes, read_parts
from reader.importing.origin import Origin
from reader.model import BlockKind, Document, MarkKind

TEXT = "".join(text for _, text in CHAPTERS)


def read(data: bytes, name: str) -> Document:
    document = read_bytes(data, name)
    check(document)
    return document


def outline(document: Document) -> list[tuple[str, int, str]]:
    return [
        (block.kind.value, block.level, block.span.of(document.text))
        for block in document.structure.blocks
    ]


# Books


@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize("headed", [True, False])
def test_a_book_is_one_article_with_its_chapters_as_headings(version: int, headed: bool) -> None:
    document = read(archive(book_files(version, headed=headed)), "book.epub")
    assert outline(document) == [
        entry for name, text in CHAPTERS for entry in (("heading", 1, name), ("paragraph", 0, text))
    ]
    assert (document.title, document.author, document.source, document.date) == (
        "茶书",
        "林溪、周大海",
        "渔报社",
        "2023-04-02",
    )


def test_a_book_is_known_by_its_content() -> None:
    assert read(archive(book_files()), "").title == "茶书"


def test_names_lead_to_nothing_outside_of_a_book() -> None:
    files = book_files()
    files["OEBPS/book.opf"] = files["OEBPS/book.opf"].replace(
        'href="text/1.xhtml"', 'href="../../../../etc/passwd"'
    )
    assert "root:" not in read(archive(files), "book.epub").text


def chapters(data: bytes) -> list[tuple[str, Document]]:
    found = [
        incoming.what
        for incoming in read_parts(data, "", Origin("book.epub"), "/b.epub", chapters=True)
    ]
    documents = [what for what in found if isinstance(what, Document)]
    assert len(documents) == len(found)
    for document in documents:
        check(document)
    return [(document.path.removeprefix("/b.epub#"), document) for document in documents]


@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize("headed", [True, False])
def test_each_chapter_may_be_an_article(version: int, headed: bool) -> None:
    found = chapters(archive(book_files(version, headed=headed)))
    assert [(name, chapter.title, chapter.text) for name, chapter in found] == [
        (f"OEBPS/text/{number}.xhtml", *chapter) for number, chapter in enumerate(CHAPTERS, 1)
    ]
    assert {(chapter.author, chapter.source) for _, chapter in found} == {("林溪、周大海", "茶书")}


def _files(chapter: str, contents: str, spine: str = "one") -> dict[str, str]:
    files = book_files()
    files["OEBPS/text/1.xhtml"] = f"<html><body>{chapter}</body></html>"
    files["OEBPS/nav.xhtml"] = f"<html><body><nav><ol>{contents}</ol></nav></body></html>"
    if spine == "one":
        files["OEBPS/book.opf"] = files["OEBPS/book.opf"].replace('<itemref idref="c2"/>', "")
    return files


def test_chapters_that_share_a_file_are_told_by_their_headings() -> None:
    files = _files(
        "<p>卷首的话。</p><h1>第一章 山</h1><p>山里。</p><h2>一</h2><p>溪。</p><h1>第二章 水</h1>"
        "<p>水上。</p>",
        '<li><a href="text/1.xhtml#a">第一章 山</a><ol>'
        '<li><a href="text/1.xhtml#b">一</a></li></ol></li>'
        '<li><a href="text/1.xhtml#c">第二章 水</a></li>',
    )
    found = chapters(archive(files))
    assert [(chapter.title, chapter.text) for _, chapter in found] == [
        ("茶书", "卷首的话。"),
        ("第一章 山", "山里。\n\n一\n\n溪。"),
        ("第二章 水", "水上。"),
    ]
    assert len({name for name, _ in found}) == 3


def test_chapters_of_the_same_name_are_kept_apart() -> None:
    files = _files(
        "<h1>上</h1><h2>一</h2><p>山里。</p><h1>下</h1><h2>一</h2><p>水上。</p>",
        '<li><a href="text/1.xhtml#a">一</a></li><li><a href="text/1.xhtml#b">一</a></li>',
    )
    found = chapters(archive(files))
    assert [chapter.text for _, chapter in found if chapter.title == "一"] == [
        "山里。\n\n下",
        "水上。",
    ]
    assert len({name for name, _ in found}) == len(found)


def test_a_file_that_the_contents_do_not_name_goes_on_with_the_chapter() -> None:
    files = _files("<h1>山</h1><p>山里。</p>", '<li><a href="text/1.xhtml">山</a></li>', "both")
    ((name, chapter),) = chapters(archive(files))
    assert (name, chapter.title) == ("OEBPS/text/1.xhtml", "山")
    assert CHAPTERS[1][1] in chapter.text


def test_without_contents_each_file_is_a_chapter() -> None:
    found = chapters(archive(_files("<p>山里。</p>", "", "both")))
    assert [chapter.title for _, chapter in found] == ["茶书", CHAPTERS[1][0]]


@pytest.mark.parametrize("part", ["META-INF/container.xml", "OEBPS/book.opf"])
@pytest.mark.parametrize("content", [None, "", "<a", "<a>" * 10_000])
def test_a_book_with_a_broken_part(part: str, content: str | None) -> None:
    files = book_files()
    files.pop(part)
    if content is not None:
        files[part] = content
    with pytest.raises(ImportFailed):
        read(archive(files), "book.epub")


def test_a_chapter_that_unpacks_to_much_more() -> None:
    files: dict[str, str | bytes] = {**book_files()}
    files["OEBPS/text/2.xhtml"] = b"<p>" + b"a" * 200_000_000
    with pytest.raises(TooLarge):
        read(archive(files), "book.epub")


def test_entities_in_a_book_do_not_multiply() -> None:
    files = book_files()
    bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12)
    )
    files["OEBPS/book.opf"] = f"{bomb}]>" + files["OEBPS/book.opf"].replace("茶书", "&m;")
    try:
        assert len(read(archive(files), "book.epub").title) < 300
    except ImportFailed:
        assert True


@pytest.mark.parametrize("name", ["book.epub", "a.docx", "pocket.zip"])
def test_an_archive_of_a_million_files(name: str) -> None:
    entry = b"PK\x01\x02" + bytes(42)
    count = 1_000_000
    directory = entry * count
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65_535, 65_535, len(directory), 0, 0)
    data = b"PK\x03\x04" + directory + b"part_000000.csv" + end
    with pytest.raises(TooLarge, match="20000"):
        list(read_parts(data if name == "pocket.zip" else directory + end, "", Origin(name)))


def test_a_protected_chapter() -> None:
    data = bytearray(archive(book_files()))
    place = 0
    while (place := data.find(b"PK\x01\x02", place)) >= 0:
        data[place + 8] |= 1
        place += 4
    with pytest.raises(Protected):
        read_bytes(bytes(data), "book.epub")


# Word documents


def test_a_word_document() -> None:
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        word("怎么炒", '<w:pStyle w:val="a3"/>')
        + word(TEXT, run="<w:b/>")
        + word("杀青", item)
        + word("揉捻", item)
        + '<w:p><w:r><w:t>见</w:t></w:r><w:hyperlink r:id="r1"><w:r><w:t>茶</w:t></w:r>'
        '</w:hyperlink><w:hyperlink r:id="r2"><w:r><w:t>山</w:t></w:r></w:hyperlink>'
        '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        f"<w:tbl><w:tr><w:tc>{word('年')}</w:tc><w:tc>{word('价')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{word('2023')}</w:tc><w:tc>{word('800')}{word('元')}</w:tc></w:tr></w:tbl>"
    )
    document = read(archive(word_files(body), "[Content_Types].xml"), "a.docx")
    assert outline(document) == [
        ("heading", 2, "怎么炒"),
        ("paragraph", 0, TEXT),
        ("paragraph", 0, "杀青"),
        ("paragraph", 0, "揉捻"),
        ("paragraph", 0, "见茶山[1]"),
        ("table", 0, "年\t价\n2023\t800 元"),
        ("paragraph", 0, "[1] 站长的话。"),
    ]
    assert [block.marker for block in document.structure.blocks[2:4]] == ["1.", "2."]
    assert [(mark.kind, mark.target) for mark in document.structure.marks] == [
        (MarkKind.STRONG, ""),
        (MarkKind.LINK, "https://example.org/茶"),
    ]
    assert (document.title, document.author) == ("茶书", "林溪")


def test_a_word_document_that_is_none() -> None:
    with pytest.raises(Damaged):
        read_bytes(archive({"a.txt": "茶"}), "a.docx")
    with pytest.raises(Damaged, match=r"password|密码"):
        read_bytes(b"\xd0\xcf\x11\xe0" + bytes(600), "a.docx")


# PDF

PROSE = (TEXT + "镇上的收购站今年开价每斤八百元，比去年涨了两成。") * 3


def wrapped(width: int = 30) -> list[str]:
    return [PROSE[start : start + width] for start in range(0, len(PROSE), width)]


def test_lines_of_pdf_are_joined_into_paragraphs() -> None:
    lines = wrapped()
    leaves = [["渔报 2023", *lines[n : n + 3], str(n + 1)] for n in range(0, len(lines), 3)]
    document = read(portable(leaves, information="/Title (Tea) /Author (Lin Xi)"), "a.pdf")
    assert document.text == PROSE
    assert (document.title, document.author) == ("Tea", "Lin Xi")


def test_pdf_of_pictures() -> None:
    with pytest.raises(Empty, match=r"pictures|图片"):
        read_bytes(portable([[], []]), "a.pdf")


def test_a_protected_pdf() -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(portable([wrapped()])))
    writer.encrypt("geheim", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    with pytest.raises(Protected):
        read_bytes(buffer.getvalue(), "a.pdf")


def test_without_the_extra_its_name_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(ExtraMissing, match=r"reader-tui\[pdf\]"):
        read_bytes(portable([wrapped()]), "a.pdf")


@given(st.binary(max_size=60), st.integers(0, 3_000), st.integers(0, 3))
def test_a_broken_pdf_is_refused_or_read(noise: bytes, place: int, kind: int) -> None:
    data = portable([wrapped()[:6]])
    cut = data[: place % len(data)]
    broken = (cut + noise + data[len(cut) :], cut + noise, noise + data, cut + data[len(cut) + 9 :])
    try:
        check(read_bytes(broken[kind], "a.pdf"))
    except ImportFailed:
        assert True


# Whole pages


def whole(page: bytes, charset: str = "", encoding: str = "quoted-printable") -> bytes:
    import base64
    import quopri

    coded = (
        quopri.encodestring(page) if encoding == "quoted-printable" else base64.encodebytes(page)
    )
    kind = f"text/html; charset={charset}" if charset else "text/html"
    head = textwrap.dedent(
        f"""\
        From: <Saved by Blink>
        Snapshot-Content-Location: https://news.example.org/2023/tea.html
        MIME-Version: 1.0
        Content-Type: multipart/related; type="text/html"; boundary="----Tea----"

        ------Tea----
        Content-Type: {kind}
        Content-Transfer-Encoding: {encoding}
        Content-Location: https://news.example.org/2023/tea.html

        """
    )
    tail = "\n------Tea----\nContent-Type: image/png\n\nnone\n------Tea------\n"
    return head.encode() + coded + tail.encode()


@pytest.mark.parametrize("coding", ["quoted-printable", "base64"])
@pytest.mark.parametrize("name", ["a.mhtml", ""])
def test_a_page_saved_whole(coding: str, name: str) -> None:
    document = read(whole(pages.NEWS.encode(), "", coding), name)
    assert document.text == pages.BODY
    assert document.url == "https://news.example.org/2023/tea.html"


def test_a_page_saved_whole_in_the_encoding_that_its_header_says() -> None:
    page = pages.NEWS.replace('<meta charset="utf-8">', "").encode("gb18030")
    assert read(whole(page, "gb2312"), "a.mht").text == pages.BODY


def test_a_whole_page_without_a_page() -> None:
    with pytest.raises(Damaged):
        read_bytes(b"MIME-Version: 1.0\nContent-Type: text/plain\n\nx", "a.mhtml")


# Subtitles and logs


def test_subtitles() -> None:
    source = (
        "1\n00:00:01,000 --> 00:00:02,500\n<i>山里的雨停了</i>\n\n"
        "2\n00:00:02,600 --> 00:00:04,000\n{\\an8}周小鱼上山\nXiaoyu climbs\n\n"
        "3\n00:01:00,000 --> 00:01:02,000\n收购站到了\n"
    )
    document = read(source.encode("gb18030"), "茶.srt")
    assert document.text == "山里的雨停了\n周小鱼上山\nXiaoyu climbs\n\n收购站到了"
    assert document.title == "茶"


def test_subtitles_without_sentences_or_pauses_are_parted_all_the_same() -> None:
    cues = "".join(
        f"{number}\n00:00:0{number % 2},000 --> 00:00:0{number % 2},900\n第{number}句\n\n"
        for number in range(20_000)
    )
    document = read(cues.encode(), "a.srt")
    assert max(len(block.span) for block in document.structure.blocks) < 6_000
    assert document.text.count("\n") >= 19_000


def test_a_book_of_too_many_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft, "_MOST", 3)
    with pytest.raises(TooLarge, match="3 paragraphs"):
        read_bytes(archive(book_files()), "book.epub")
    assert len(chapters(archive(book_files()))) == 2  # each is short enough
    monkeypatch.setattr(draft, "_MOST", 1)
    with pytest.raises(TooLarge):
        chapters(archive(book_files()))


def test_web_subtitles_are_known_by_their_content() -> None:
    cue = "c1\n00:01.000 --> 00:02.000 align:start\n- 走吧。\n"
    source = f"WEBVTT\n\nNOTE 茶\n\nSTYLE\n::cue {{}}\n\n{cue}"
    assert read(source.encode(), "").text == "走吧。"
    with pytest.raises(Empty):
        read_bytes(b"WEBVTT\n\n", "a.vtt")


def test_a_log_keeps_its_lines() -> None:
    begun = "2023-04-02 08:15:00 \x1b[32mINFO\x1b[0m  启动\n    at tea\n"
    source = f"{begun}\n\n2023-04-02 09:00:00 WARN 雨\n"
    document = read(source.encode(), "tea.log")
    assert outline(document) == [
        ("code", 0, "2023-04-02 08:15:00 INFO  启动\n    at tea"),
        ("code", 0, "2023-04-02 09:00:00 WARN 雨"),
    ]
    assert document.date == "2023-04-02T08:15"


# Whatever comes


_FILES = st.dictionaries(
    st.sampled_from(sorted({*book_files(), *word_files(""), "OEBPS/toc.ncx"})),
    st.one_of(
        st.binary(max_size=80),
        st.sampled_from([value.encode() for value in book_files(2).values()]),
        st.sampled_from([value.encode() for value in word_files(word(TEXT)).values()]),
    ),
)


@given(_FILES, st.sampled_from(["a.epub", "a.docx"]))
def test_any_archive_is_a_document_or_refused(files: dict[str, bytes], name: str) -> None:
    whole = {**book_files(), **word_files(word(TEXT)), **files}
    try:
        check(read_bytes(archive(whole), name))
    except ImportFailed:
        assert True


@given(
    st.binary(max_size=300),
    st.sampled_from(["a.epub", "a.docx", "a.pdf", "a.mhtml", "a.srt", "a.log", "a.html"]),
)
def test_any_bytes_are_a_document_or_refused(data: bytes, name: str) -> None:
    try:
        check(read_bytes(data, name))
    except ImportFailed:
        assert True


@given(
    st.lists(st.sampled_from(["1\n", "00:00:01,000 --> 00:00:02,000\n", "走吧。\n", "\n", "<i>"]))
)
def test_any_subtitles(parts: list[str]) -> None:
    try:
        check(read_bytes("".join(parts).encode(), "a.srt"))
    except ImportFailed:
        assert True


def test_a_broken_archive() -> None:
    data = archive(book_files())
    for end in range(0, len(data), 97):
        with pytest.raises(ImportFailed):
            read_bytes(data[:end], "book.epub")
    assert zipfile.is_zipfile(io.BytesIO(data))


def test_every_kind_of_block_of_a_book_is_known() -> None:
    assert {BlockKind.HEADING, BlockKind.PARAGRAPH} == {
        block.kind for block in read(archive(bound.book_files()), "b.epub").structure.blocks
    }


LEFT = [f"清明前{number}天，山里的雨停了又下起来，" for number in "一二三四五六七"]
RIGHT = [f"周家的{number}亩茶园，都在溪水的那一边，" for number in "一二三四五六七"]


def _rows(right: list[str]) -> list[bound.Line]:
    """Two columns, held row by row, below a line as wide as both and above a page's number."""
    lines: list[bound.Line] = [(72, 780, "县志里说，这一带的茶从前是贡茶，后来才卖到山外去。")]
    for number, (one, other) in enumerate(zip(LEFT, right, strict=True)):
        lines += [(72, 740 - 16 * number, one), (310, 740 - 16 * number, other)]
    return [*lines, (290, 40, "12")]


def test_two_columns_are_read_one_after_the_other() -> None:
    text = read_bytes(bound.portable([_rows(RIGHT)]), "a.pdf").text
    assert "".join(text.split()).endswith("".join(LEFT + RIGHT))
    assert text.startswith("县志里说")


def test_rows_of_a_table_stay_together() -> None:
    prices = ["八百元", "六百元", "四百二十元", "三百元", "卖完了请明年再来", "二百元", "无"]
    text = read_bytes(bound.portable([_rows(prices)]), "a.pdf").text
    rows = (one + other for one, other in zip(LEFT[1:], prices[1:], strict=True))
    assert all(row in "".join(text.split()) for row in rows)
