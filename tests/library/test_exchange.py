"""Notes go out in open formats and come back in; hostile files change nothing."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ExportFailed, NotesRefused
from reader.exporting import Format, render
from reader.exporting.chapter import Chapter, Excerpt
from reader.exporting.files import export_to, stem
from reader.exporting.links import passage_link
from reader.exporting.tables import COLUMNS
from reader.importing.notes import read_notes
from reader.library import Library, open_library
from reader.library.exchange import chapters, counted, take_in
from reader.library.passages import quoted
from reader.model import AddStatus, Article, Listing
from reader.model.annotation import (
    ALL,
    Annotation,
    Colour,
    Edit,
    NoteListing,
    State,
    id_of,
    uuid_of,
)
from reader.text.spreadsheet import guarded, unguarded

TEXT = """「𠮷野家」的招牌在雨裡閃了一下。他說：“走吧，GPT-4 也會等的。”

他又想起那年冬天🙂。=1+1 等於\\*二\\*，\\<b>不是\\</b> {{ 7 * 7 }}。

他說：“走吧，雨停了。”
"""
HOSTILE = "\x1b[31m{{ 7*7 }}{% raw %}<script>alert(1)</script>\u202e\n---\n# 標題\n^x"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library") as library:
        yield library


def added(library: Library, folder: Path, title: str = "雨夜", text: str = TEXT) -> Article:
    file = folder / f"{len(title)}-{len(text)}.md"
    url = f"https://example.org/{len(title)}"
    head = f"---\ntitle: {json.dumps(title)}\nurl: {url}\ntags: [散文]\n---\n\n"
    file.write_text(head + text, encoding="utf-8")
    (result,) = library.add(library.find([str(file)]))
    assert result.article is not None
    return library.article(result.article.id)


@pytest.fixture
def article(library: Library, tmp_path: Path) -> Article:
    return added(library, tmp_path)


@pytest.fixture
def notes(library: Library, article: Article) -> list[Annotation]:
    """Notes of every kind: on passages, with and without words, and on the whole."""

    def tag(quote: str, edit: Edit) -> Annotation:
        return library.notes.annotate(article, quoted(article, quote)[0], edit)

    return [
        library.notes.annotate(article, None, Edit(note="整篇\n\n*好*", tags=("ai/模型",))),
        tag("招牌", Edit(colour=Colour.PINK)),
        tag("走吧，GPT-4 也會等的", Edit(note=HOSTILE, tags=("a b", "ai, 模型", "🙂", '"x"'))),
        tag("=1+1 等於*二*，<b>不是</b> {{ 7 * 7 }}", Edit(note="=cmd|' /C calc'!A0")),
    ]


def export(library: Library, format_: Format, template: str = "") -> str:
    return render(format_, chapters(library.notes.database, ALL), template)


def everything(library: Library) -> list[Annotation]:
    return library.notes.listing(ALL, 0, None)


def statuses(library: Library, text: str | bytes) -> dict[str, int]:
    data = text if isinstance(text, bytes) else text.encode()
    outcomes = take_in(library.notes.database, read_notes(data))
    return {status.value: count for status, count in counted(outcomes).items() if count}


# Out and in again


@pytest.mark.parametrize("format_", [Format.JSON, Format.JSON_LD])
def test_nothing_is_lost_on_the_way_out_and_in(
    library: Library, notes: list[Annotation], tmp_path: Path, format_: Format
) -> None:
    text = export(library, format_)
    before = everything(library)
    assert statuses(library, text) == {"unchanged": 4}
    library.notes.delete_all(ALL)
    library.notes.trash.empty()
    assert statuses(library, text) == {"added": 4}
    assert everything(library) == before
    assert export(library, format_) == text
    with open_library(tmp_path / "another") as other:
        assert statuses(other, text) == {"failed": 4}
        assert everything(other) == []
        added(other, tmp_path)
        assert statuses(other, text) == {"added": 4}
        assert everything(other) == before
        assert other.notes.undo() is not None
        assert everything(other) == []


@pytest.mark.parametrize("format_", [Format.JSON, Format.JSON_LD])
def test_notes_that_are_not_sure_of_their_place(
    library: Library, notes: list[Annotation], article: Article, tmp_path: Path, format_: Format
) -> None:
    file = Path(article.summary.path)
    file.write_text(file.read_text(encoding="utf-8").replace("，GPT-4 也會等的", "，他們也會等的"))
    list(library.add(library.find([str(file)])))
    states = {each.id: each.state for each in everything(library)}
    assert State.ORPHAN in states.values() or State.UNSURE in states.values()
    text = export(library, format_)
    before = everything(library)
    library.notes.delete_all(ALL)
    library.notes.trash.empty()
    statuses(library, text)
    # That it moved was told of the last update; what comes in stands where it says.
    moved = {each.id: State.ANCHORED for each in before if each.state is State.MOVED}
    assert everything(library) == [
        replace(each, state=moved.get(each.id, each.state)) for each in before
    ]


def test_the_trash_gives_back_what_a_file_still_has(
    library: Library, notes: list[Annotation]
) -> None:
    text = export(library, Format.JSON)
    library.notes.delete(notes[1].id)
    assert statuses(library, text) == {"added": 1, "unchanged": 3}
    assert set(everything(library)) == set(notes)


@pytest.mark.parametrize("newer", [True, False])
def test_of_two_that_differ_the_newer_is_kept(
    library: Library, notes: list[Annotation], newer: bool
) -> None:
    text = export(library, Format.JSON)
    whole = json.loads(text)
    theirs = whole["articles"][0]["notes"][1]
    assert theirs["id"] == notes[1].id
    theirs |= {
        "note": "他們的",
        "modified": "2999-01-01T00:00:00Z" if newer else "1999-01-01T00:00:00Z",
    }
    text = json.dumps(whole)
    for expected in (
        {"updated": 1, "unchanged": 3} if newer else {"unchanged": 4},
        {"unchanged": 4},
    ):
        assert statuses(library, text) == expected
        kept = library.notes.get(notes[1].id)
        (aside,) = library.notes.listing(NoteListing(trash=True), 0, None)
        assert (kept.note, aside.note) == (("他們的", "") if newer else ("", "他們的"))
        assert aside.quote == "招牌"


def test_identical_content_gives_identical_bytes(
    library: Library, notes: list[Annotation], tmp_path: Path
) -> None:
    with open_library(tmp_path / "another") as other:
        added(other, tmp_path)
        take_in(other.notes.database, reversed(read_notes(export(library, Format.JSON).encode())))
        for format_ in Format:
            assert export(other, format_) == export(library, format_)


# The formats


def test_markdown(library: Library, notes: list[Annotation]) -> None:
    text = export(library, Format.MARKDOWN)
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    assert yaml.safe_load(head)["title"] == "雨夜"
    assert "> 「𠮷野家」的==招牌==在雨裡閃了一下。" in body
    assert "==\\=1+1 等於\\*二\\*，\\<b\\>不是\\</b\\> \\{\\{ 7 \\* 7 \\}\\}==" in body
    assert "{{ 7*7 }}" in body
    assert "#x #a-b #ai-模型 #🙂" in body
    assert "\x1b" not in text


@pytest.mark.parametrize(
    ("before", "quote", "behind", "shown"),
    [
        ("招", "牌，", "在雨裡", "> 招<mark>牌，</mark>在雨裡"),
        ("他說：", "“走吧”", "。", "> 他說：==“走吧”==。"),
        ("", "招牌。", "", "> ==招牌。=="),
        ("招", "*牌*", " 在", "> 招<mark>\\*牌\\*</mark> 在"),
        ("", "一行\n\n　二行，", "三", "> ==一行==\n>\n> 　<mark>二行，</mark>三"),
    ],
)
def test_a_passage_is_highlighted_where_markdown_reads_it_so(
    library: Library, article: Article, before: str, quote: str, behind: str, shown: str
) -> None:
    note = library.notes.annotate(article, quoted(article, "招牌")[0])
    assert note.selectors is not None
    excerpt = Excerpt(replace(note, selectors=note.selectors._replace(exact=quote)), before, behind)
    text = render(Format.MARKDOWN, [Chapter(article.summary, (excerpt,))])
    assert f"\n\n{shown}\n\n^{note.id[:12]}\n\n" in text


@pytest.mark.parametrize(
    ("url", "words", "link"),
    [
        ("https://a.cn/1", "雨 a-b,c&d", "https://a.cn/1#:~:text=%E9%9B%A8%20a%2Db%2Cc%26d"),
        ("https://a.cn/1#top", "ab\ncd\nef", "https://a.cn/1#top:~:text=ab,ef"),
        ("https://a.cn/1", "a" * 30 + "b" * 31, f"https://a.cn/1#:~:text={'a' * 20},{'b' * 20}"),
        ("https://a.cn/1", "", ""),
        ("/articles/1.md", "雨", ""),
    ],
)
def test_a_passage_is_linked_to_on_its_page(url: str, words: str, link: str) -> None:
    assert passage_link(url, words) == link


def test_an_article_called_otherwise_keeps_its_file(
    library: Library, article: Article, tmp_path: Path
) -> None:
    library.notes.annotate(article, quoted(article, "招牌")[0])
    folder = f"{tmp_path}/out/"
    export_to(folder, Format.MARKDOWN, library.notes.chapters(ALL))
    (file,) = (tmp_path / "out").iterdir()
    assert file.name == f"雨夜-{article.summary.id}.md"
    kept = file.rename(file.with_name(f"散文 雨夜-{article.summary.id}.md"))
    export_to(folder, Format.MARKDOWN, library.notes.chapters(ALL))
    assert list((tmp_path / "out").iterdir()) == [kept]


@pytest.mark.parametrize("title", ["𠮷" * 300, "雨" * 300, "a" * 300, "CON#^[x]|.\t", ""])
def test_a_name_that_any_file_system_takes(title: str) -> None:
    name = stem(title, "5qka")
    assert len(name.encode()) <= 200
    assert name.endswith("5qka")
    assert not set(name) & set('/\\:*?"<>|#^[]. \t')


def test_several_articles_in_one_file(library: Library, tmp_path: Path) -> None:
    for title in ("乙篇 *", "甲"):
        one = added(library, tmp_path, title, TEXT + title)
        library.notes.annotate(one, quoted(one, "招牌")[0], Edit(note=title))
    text = export(library, Format.MARKDOWN)
    assert text.index("# 乙篇 \\*") < text.index("# 甲")
    assert text.count("==招牌==") == 2
    assert "<https://example.org/1>" in text


def test_org(library: Library, article: Article) -> None:
    library.notes.annotate(
        article, quoted(article, "招牌")[0], Edit(note="* 星\n#+end_quote", tags=("a b",))
    )
    text = export(library, Format.ORG)
    assert "** 招牌  :a_b:" in text
    assert "\n\u200b* 星\n\u200b#+end_quote\n" in text
    assert text.startswith("#+title: 雨夜\n")
    assert ":URL: https://example.org/" in text
    assert ":AUTHOR:" not in text
    assert ":LINK: https://example.org/2#:~:text=%E6%8B%9B%E7%89%8C\n" in text


def test_readwise_csv(library: Library, notes: list[Annotation]) -> None:
    rows = list(csv.reader(io.StringIO(export(library, Format.CSV), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [row[0] for row in rows[1:]] == [
        "雨夜",
        "招牌",
        "走吧，GPT-4 也會等的",
        "'=1+1 等於*二*，<b>不是</b> {{ 7 * 7 }}",
    ]
    assert rows[1][4:6] == ["整篇\n\n*好*\n.ai/模型", ""]
    assert rows[4][4] == "'=cmd|' /C calc'!A0"
    assert all(len(row) == len(COLUMNS) for row in rows)


@given(st.text(st.sampled_from("=+-@\t\r'\" ＝a一\n"), max_size=8))
def test_a_guarded_cell_is_no_formula_and_comes_back(cell: str) -> None:
    safe = guarded(cell)
    assert safe.lstrip()[:1] not in ("=", "+", "-", "@", "＝") or not safe.strip()
    assert unguarded(safe) == cell or cell.startswith("'")


# Terms of the Web Annotation vocabulary, as the model's sections name them.
_TERMS = {
    "AnnotationCollection": {"id", "type", "label", "total", "first", "last"},
    "AnnotationPage": {"id", "type", "partOf", "items", "next", "prev", "startIndex"},
    "Annotation": {
        *("id", "type", "body", "target", "motivation", "created", "modified", "creator"),
        *("generated", "generator", "stylesheet", "audience", "rights", "canonical", "via"),
    },
    "TextualBody": {"id", "type", "value", "purpose", "format", "language", "textDirection"},
    "SpecificResource": {"id", "type", "source", "selector", "state", "styleClass", "purpose"},
    "Text": {"id", "type", "format", "language", "canonical", "dc:title"},
    "TextPositionSelector": {"type", "start", "end"},
    "TextQuoteSelector": {"type", "exact", "prefix", "suffix"},
    "CssStylesheet": {"id", "type", "value"},
}
_REQUIRED = {
    "AnnotationCollection": {"id", "type", "first", "total"},
    "AnnotationPage": {"id", "type", "items"},
    "Annotation": {"id", "type", "target"},
    "TextualBody": {"type", "value"},
    "SpecificResource": {"source"},
    "Text": {"id"},
    "TextPositionSelector": {"type", "start", "end"},
    "TextQuoteSelector": {"type", "exact"},
    "CssStylesheet": {"type", "value"},
}
_MOTIVATIONS = {
    *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing"),
    *("highlighting", "identifying", "linking", "moderating", "questioning", "replying", "tagging"),
}


def test_json_ld_follows_the_specification(library: Library, notes: list[Annotation]) -> None:
    whole = json.loads(export(library, Format.JSON_LD))
    assert whole.pop("@context")[0] == "http://www.w3.org/ns/anno.jsonld"
    kinds: set[str] = set()

    def check(value: Any) -> None:
        if isinstance(value, list):
            for each in value:
                check(each)
        elif isinstance(value, dict):
            kind = value["type"]
            kinds.add(kind)
            assert set(value) <= _TERMS[kind], kind
            assert set(value) >= _REQUIRED[kind], kind
            for name in ("id", "canonical"):
                assert ":" in value.get(name, "a:b")
            motivations = [*value.get("motivation", []), value.get("purpose", "tagging")]
            assert set(motivations) <= _MOTIVATIONS
            for each in value.values():
                check(each)

    check(whole)
    assert kinds == set(_TERMS)
    assert whole["total"] == len(whole["first"]["items"]) == len(notes)
    passage = whole["first"]["items"][1]["target"]["selector"]
    assert passage[0]["end"] - passage[0]["start"] == len(passage[1]["exact"])


@given(st.integers(0, 2**128 - 1))
def test_an_id_stands_for_a_uuid(number: int) -> None:
    import uuid

    found = uuid.UUID(uuid_of(id_of(number)))
    assert found.version == 4
    assert id_of(found.int) == id_of(number)


# Templates


def test_a_template_of_ones_own(library: Library, notes: list[Annotation]) -> None:
    template = "{% for n in articles[0].notes if n.quote %}{{ n.quote }}|{% endfor %}"
    assert export(library, Format.MARKDOWN, template).startswith("招牌|走吧")


@pytest.mark.parametrize(
    "template",
    [
        "{% for %}",
        "{{ nothing }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ articles.append(1) }}",
        "{% include '/etc/passwd' %}",
        "{{ 1 / 0 }}",
        "{{ range(10000000) | list }}",
        "{{ 'x' * 10 | fancy }}",
    ],
)
def test_a_template_that_cannot_be_followed(
    library: Library, notes: list[Annotation], template: str
) -> None:
    with pytest.raises(ExportFailed) as failure:
        export(library, Format.MARKDOWN, template)
    assert "template" in str(failure.value)


# Other programs' files


def test_hypothesis_json(library: Library, article: Article) -> None:
    quote = {
        "type": "TextQuoteSelector",
        "exact": "走吧",
        "prefix": "說：“",
        "suffix": "，雨停了。”",
    }
    row = {
        "id": "aBc_12-x",
        "created": "2021-05-06T07:08:09.123456+00:00",
        "updated": "2021-05-06T09:08:09.123456+02:00",
        "uri": article.summary.url,
        "text": "他們走了",
        "tags": ["雨"],
        "target": [{"source": "x", "selector": [{"type": "RangeSelector"}, quote]}],
        "document": {"title": ["別的題目"]},
    }
    lost = row | {
        "id": "other",
        "target": [{"selector": [quote | {"exact": "沒有這句話", "prefix": ""}]}],
    }
    text = json.dumps({"total": 2, "rows": [row, lost]})
    assert statuses(library, text) == {"added": 1, "failed": 1}
    (made,) = everything(library)
    assert made.place == quoted(article, "走吧", suffix="，雨")[0]
    assert (made.note, made.tags, made.created) == ("他們走了", ("雨",), "2021-05-06T07:08:09Z")
    assert statuses(library, text) == {"unchanged": 1, "failed": 1}


def test_readwise_csv_comes_in_as_far_as_its_quotes_are_found(
    library: Library, article: Article
) -> None:
    text = (
        "Highlight,Title,Author,URL,Note,Location,Date\r\n"
        '招牌在雨裡,雨夜,,,"看見了\n.雨 .夜",5,2021-05-06 07:08:09\r\n'
        "他又想起那年冬天,別的題目,,,,,\r\n"
        "走吧,雨夜,,,,,\r\n"
    )
    assert statuses(library, text) == {"added": 2, "failed": 1}
    first, second = sorted(everything(library), key=lambda each: each.quote)
    assert (second.quote, second.note, second.tags) == ("招牌在雨裡", "看見了", ("夜", "雨"))
    assert second.created == "2021-05-06T07:08:09Z"
    assert first.created
    library.notes.edit(first.id, Edit(note="我寫的"))
    assert statuses(library, text) == {"unchanged": 2, "failed": 1}
    assert library.notes.get(first.id).note == "我寫的"


def test_what_was_exported_for_readwise_makes_no_second_notes(
    library: Library, notes: list[Annotation]
) -> None:
    before = everything(library)
    assert statuses(library, export(library, Format.CSV)) == {"unchanged": 4}
    assert everything(library) == before


def test_a_note_on_the_whole_article_comes_back_by_readwise_csv(
    library: Library, article: Article
) -> None:
    said = [Edit(note="整篇都好", tags=("讀",)), Edit(note="=再讀一次")]
    for edit in said:
        library.notes.annotate(article, None, edit)
    text = export(library, Format.CSV)
    assert statuses(library, text) == {"unchanged": 2}
    library.notes.delete_all(ALL)
    library.notes.trash.empty()
    days = iter(range(1, 9))  # they were made in the same second
    text = re.sub(r"\d{4}-\d\d-\d\d ", lambda _: f"2024-05-0{next(days)} ", text)
    assert statuses(library, text) == {"added": 2}
    found = {(each.selectors, each.note, each.tags) for each in everything(library)}
    assert found == {(None, edit.note, edit.tags or ()) for edit in said}
    assert statuses(library, text) == {"unchanged": 2}
    assert statuses(library, "Highlight,Title\r\n沒有的文章,沒有的文章\r\n") == {"failed": 1}


# Files that are no notes


def own(**changes: object) -> str:
    note: dict[str, object] = {
        "id": id_of(7),
        "whole": False,
        "described": [0, 2],
        "quote": "雨夜",
        "digest": "0" * 64,
        "tags": [],
        "note": "",
        "colour": "green",
        "created": "2021-01-01T00:00:00Z",
        "modified": "2021-01-01T00:00:00Z",
    }
    articles = [{"id": "0000", "title": "雨夜", "notes": [note, note | changes]}]
    return json.dumps({"kind": "reader-notes", "version": 1, "articles": articles})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01\x02",
        b"\xff\xfe\x00",
        b"{",
        b"[]",
        b"null",
        b"[[[" * 100_000,
        b'{"kind": "reader-notes"}',
        b'{"kind": "reader-notes", "version": 2, "articles": []}',
        b'{"kind": "reader-notes", "version": 1, "articles": [7]}',
        b'{"rows": [7]}',
        b'{"rows": [{"id": 5}]}',
        b'{"first": {"items": [{}]}}',
        b'{"type": "Annotation", "target": []}',
        b"Title,Note\r\na,b\r\n",
        b'Highlight,Note\r\n"a',
        b"Highlight,Note\r\n,b\r\n",
        "標題\n只是一段文字。\n".encode(),
        own()[:-40].encode(),
        *(
            own(**changes).encode()
            for changes in (
                {"id": "x"},
                {"described": [0]},
                {"described": [-1, 5]},
                {"described": ["0", 5]},
                {"described": [True, 5]},
                {"quote": 7},
                {"quote": ""},
                {"tags": "ai"},
                {"tags": [5]},
                {"note": ["x"]},
                {"colour": "red"},
                {"created": "yesterday"},
                {"digest": "../../etc/passwd"},
            )
        ),
    ],
    ids=lambda data: repr(data[:24]),
)
def test_a_file_that_is_no_notes(library: Library, article: Article, data: bytes) -> None:
    with pytest.raises(NotesRefused):
        statuses(library, data)
    assert everything(library) == []


def test_hostile_text_in_a_file_is_made_visible(library: Library, article: Article) -> None:
    text = own(
        note=HOSTILE,
        quote="\x1b]52;c;x\x07",
        tags=["\x1b[1m 標\n籤"],
        digest=article.summary.digest,
    )
    for note in read_notes(text.encode()):
        for field in (note.quote, note.note, *note.tags, note.reference.title):
            assert not set(field) & set("\x1b\x07\u202e")


def test_what_stands_nowhere_near_is_no_passage(library: Library, article: Article) -> None:
    """Selectors that do not fit the text they claim to be of are looked for, or orphans."""
    text = own(described=[10**9, 10**9 + 2], quote="沒有", digest=article.summary.digest)
    statuses(library, text)
    for note in everything(library):
        assert note.place is None or note.place.end <= len(article.text)
    with_place = replace(ALL, states=(State.ANCHORED, State.MOVED))
    for note in library.notes.listing(with_place, 0, None):
        assert note.place is not None
        assert note.place.of(article.text) == note.quote


def test_one_that_is_in_the_trash_waits_for_its_article(
    library: Library, notes: list[Annotation], article: Article
) -> None:
    text = export(library, Format.JSON)
    library.delete_article(article.summary.id)
    assert library.count(Listing()) == 0
    assert statuses(library, text) == {AddStatus.FAILED.value: 4}
    assert library.notes.count(NoteListing(trash=True)) == 4
