"""What read-later programs and browsers export."""

import json
import random
from pathlib import Path

import exported
import pytest
from bound import archive
from exported import EXPORTS, TEXT
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import Damaged, FetchRefused, ImportFailed, TooLarge
from reader.importing import Incoming, Item, find_items, read_all, read_parts
from reader.importing.origin import Origin
from reader.importing.readlater import exports
from reader.importing.readlater.fields import instant
from reader.importing.readlater.omnivore import highlights
from reader.importing.readlater.record import Record, taken
from reader.model import Document, Elsewhere, Highlight
from reader.model.web import Saved

FERRY = "https://example.org/ferry"
SAVED = "2020-01-01T00:00:00Z"


def read(data: bytes, name: str = "") -> list[Incoming]:
    return list(read_parts(data, name, Origin(name)))


def saved(incoming: Incoming) -> Saved:
    assert isinstance(incoming.what, Saved), incoming
    return incoming.what


def document(incoming: Incoming) -> Document:
    assert isinstance(incoming.what, Document), incoming
    return incoming.what


def refused(incoming: Incoming) -> str:
    assert isinstance(incoming.what, FetchRefused), incoming
    return incoming.path


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("called", ["", "a.txt", "a.html", "a.csv", "a.md"])
def test_an_export_is_known_by_its_content_whatever_its_name(name: str, called: str) -> None:
    assert [each.path for each in read(EXPORTS[name], called)] == [
        each.path for each in read(EXPORTS[name], name)
    ]
    assert len(read(EXPORTS[name], called)) > 1


@pytest.mark.parametrize("name", [name for name in EXPORTS if not name.endswith(".zip")])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
def test_line_ends_and_a_mark_of_order_make_no_difference(name: str, encoding: str) -> None:
    text = EXPORTS[name].decode().replace("\n", "\r\n")
    assert [each.path for each in read(text.encode(encoding))] == [
        each.path for each in read(EXPORTS[name])
    ]


def test_several_marks_of_order_make_no_difference() -> None:
    marked = b"\xef\xbb\xbf" * 3 + EXPORTS["pocket.csv"]
    assert [each.path for each in read(marked)] == [
        each.path for each in read(EXPORTS["pocket.csv"])
    ]


def test_pocket_table() -> None:
    first, second, third, bad = read(EXPORTS["pocket.csv"])
    assert saved(first) == Saved(FERRY, "渡口的雾", ("散文", "ai/模型"), Elsewhere(SAVED))
    assert saved(second).title == "逗号, 在题里"
    assert saved(second).elsewhere.read
    assert saved(third).title == ""
    assert refused(bad) == "javascript:alert(1)"


def test_pocket_list_of_links() -> None:
    first, second = read(EXPORTS["ril_export.html"])
    assert saved(first) == Saved(FERRY, "渡口的雾", ("散文", "ai/模型"), Elsewhere(SAVED))
    assert (saved(second).address, saved(second).title) == (
        "https://example.org/a?b=1&c=2",
        "一 & 二",
    )
    assert saved(second).elsewhere.read


def test_pocket_archive_has_the_marked_passages() -> None:
    first, *_ = read(EXPORTS["pocket.zip"])
    (marked,) = saved(first).elsewhere.highlights
    assert (marked.quote, marked.created) == ("渡口的雾还没有散", "2020-01-01T00:01:40Z")


def test_an_address_is_called_as_it_is_however_long() -> None:
    address = "https://example.org/" + "a" * 600
    table = f"URL,Title,Selection,Folder\n{address},题,,Unread\n"
    assert [each.path for each in read(table.encode())] == [address]


def test_instapaper() -> None:
    first, second, third = map(saved, read(EXPORTS["instapaper.csv"]))
    assert first == Saved(
        FERRY,
        "渡口的雾",
        ("散文",),
        Elsewhere(SAVED, starred=True, highlights=(Highlight("渡口的雾还没有散", created=SAVED),)),
    )
    assert (second.elsewhere.read, second.tags) == (True, ())
    assert third.tags == ("长文", "慢读")


def test_readwise_reader() -> None:
    first, second, third, email = read(EXPORTS["readwise.csv"])
    assert saved(first) == Saved(
        FERRY,
        "渡口的雾",
        ("散文", "it's", "o'clock"),
        Elsewhere(SAVED, starred=True, progress=0.5),
    )
    assert saved(second).elsewhere.read
    assert saved(third).tags == ("feed",)
    assert refused(email).startswith("mailto:")


def test_bookmarks() -> None:
    first, second, bad, third = read(EXPORTS["bookmarks.html"])
    said = Highlight("", "老陈的船 & 雾", (), SAVED)
    assert saved(first) == Saved(
        FERRY, "渡口的雾", ("散文", "慢读"), Elsewhere(SAVED, highlights=(said,))
    )
    assert saved(second).tags == ("新闻/技术",)
    assert saved(second).title == "一 <b> 二"
    assert saved(second).elsewhere.read
    assert refused(bad).startswith("javascript:")
    assert (saved(third).tags, saved(third).elsewhere.saved) == ((), "")


def test_wallabag() -> None:
    first, second = read(EXPORTS["wallabag.json"])
    article = document(first)
    assert article.text == "\n\n".join(TEXT)
    assert (article.title, article.author, article.url) == ("渡口的雾", "林溪", FERRY)
    assert article.date.startswith("2019-12-31")
    assert article.tags == ("散文", "慢读")
    elsewhere = article.elsewhere
    assert (elsewhere.saved, elsewhere.read, elsewhere.starred) == (SAVED, True, True)
    assert elsewhere.highlights[0] == Highlight(
        "渡口的雾还没有散", "好句", (), "2020-01-02T00:00:00Z"
    )
    assert saved(second) == Saved(
        "https://example.org/gone", "", ("坏掉的",), Elsewhere("2020-01-01T00:00:01Z")
    )


def check_omnivore(found: list[Incoming]) -> None:
    first, second = found
    article = document(first)
    assert article.text == "\n\n".join(TEXT)
    assert (article.title, article.author, article.url) == ("渡口的雾", "林溪", FERRY)
    assert article.tags == ("散文", "machine learning")
    assert article.elsewhere == Elsewhere(
        SAVED,
        read=True,
        progress=0.5,
        highlights=(
            Highlight("", "整篇都好", (), SAVED),
            Highlight("渡口的雾还没有散", "好句", ("散文", "machine learning"), SAVED),
            Highlight("那是去县城赶考的周渡，\n背着两个包", "", (), SAVED),
        ),
    )
    assert isinstance(second.what, ImportFailed)  # no address, and nothing outside of it is read


def test_omnivore_in_an_archive_or_a_folder(tmp_path: Path) -> None:
    check_omnivore(read(EXPORTS["omnivore.zip"]))
    below = {f"export/{name}": text for name, text in exported.omnivore_files().items()}
    check_omnivore(read(archive(below)))
    folder = exported.write_folder(tmp_path / "omnivore", exported.omnivore_files())
    (item,) = find_items([str(tmp_path)])
    assert item.path == folder
    check_omnivore(list(read_all(item)))


def test_a_list_of_omnivore_on_its_own_names_addresses() -> None:
    first, _ = read(EXPORTS["metadata_0_to_20.json"])
    assert saved(first).tags == ("散文", "machine learning")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", []),
        ("> 一", [Highlight("一")]),
        ("> 一\n\n> 二", [Highlight("一"), Highlight("二")]),
        ("> 一\n> 二\n\n记\n\n又记", [Highlight("一\n二", "记\n\n又记")]),
        ("> 一\n\n# 标题式的话", [Highlight("一", "# 标题式的话")]),
        ("只有话", [Highlight("", "只有话")]),
    ],
)
def test_marked_passages_of_omnivore(source: str, expected: list[Highlight]) -> None:
    assert list(highlights(source)) == expected


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        (1577836800, SAVED),
        (1577836800.4, SAVED),
        ("1577836800", SAVED),
        ("1577836800000", SAVED),
        ("1577836800000000", SAVED),
        ("2020-01-01T08:00:00+0800", SAVED),
        ("2020-01-01 00:00:00+00:00", SAVED),
        ("2020-01-01 00:00:00 UTC", SAVED),
        ("2020-01-01", SAVED),
        *((nothing, "") for nothing in ("", "0", 0, None, True, [], "昨天", "9" * 400, "²")),
        *((nothing, "") for nothing in (float("nan"), float("inf"), "-1", "0001-01-01T00:00+23")),
    ],
)
def test_moments_in_all_the_ways_they_are_written(written: object, moment: str) -> None:
    assert instant(written) == moment


def test_what_has_neither_text_nor_address_is_told() -> None:
    for address in ("", "file:///etc/passwd", "data:text/html,a", f"https://{'a' * 5000}"):
        with pytest.raises(FetchRefused):
            taken(Record(address, "题"))


def test_a_table_may_break_off() -> None:
    good, broken = read(b"URL,Title,Selection,Folder\nhttps://a.org/b,A,,\n" + b'"' * 200_001)
    assert saved(good).title == "A"
    assert isinstance(broken.what, ImportFailed)


@pytest.mark.parametrize(
    "data",
    [
        b'[{"is_starred": 0, "is_archived": 0',
        b'[{"is_starred": ' + b"[" * 200_000,
        b'[ {"is_starred": 1e999, "is_archived": ' + b"9" * 5000 + b"}]",
    ],
)
def test_json_that_is_none(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(data)
    found = list(read_all(Item(str(path))))
    assert found
    assert all(isinstance(each.what, ImportFailed) for each in found)


def test_an_archive_that_unpacks_to_much_more() -> None:
    files: dict[str, str | bytes] = {**exported.omnivore_files()}
    files["content/ferry-1.html"] = bytes(40_000_000)
    *_, last = list(_until_failure(archive(files)))
    assert isinstance(last, TooLarge)


def _until_failure(data: bytes) -> list[object]:
    found: list[object] = []
    try:
        found += (incoming.what for incoming in read_parts(data, "", Origin()))
    except ImportFailed as error:
        found.append(error)
    return found


def test_lists_nested_without_end_are_read_in_one_pass() -> None:
    deep = exported.BOOKMARKS.replace("</DL>", "") + "<DT><H3>深</H3><DL><p>" * 100_000
    found = read(deep.encode())
    assert saved(found[0]).address == FERRY


def test_in_a_folder_exports_are_found_and_other_tables_are_not(tmp_path: Path) -> None:
    for name, data in EXPORTS.items():
        if name != "metadata_0_to_20.json":
            (tmp_path / name).write_bytes(data)
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    (tmp_path / "other.zip").write_bytes(archive({"a.txt": "a"}))
    found = {Path(item.path).name for item in find_items([str(tmp_path)])}
    assert found == set(EXPORTS) - {"metadata_0_to_20.json"}


@given(st.sampled_from(sorted(EXPORTS)), st.randoms(use_true_random=False))
def test_a_damaged_export_never_ends_the_import(name: str, chance: random.Random) -> None:
    data = bytearray(EXPORTS[name])
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(data))
        match chance.randrange(3):
            case 0:
                data[place] = chance.randrange(256)
            case 1:
                del data[place : place + chance.randrange(40)]
            case _:
                data[place:place] = data[: chance.randrange(60)]
    if exports.recognise(bytes(data)):
        for what in _until_failure(bytes(data)):
            assert isinstance(what, Document | Saved | ImportFailed)


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(
                ["url", "title", "content", "tags", "annotations", "created_at", "published_by",
                 "slug", "savedAt", "labels", "readingProgress", "state", "is_archived"]
            ),
            st.recursive(
                st.none() | st.booleans() | st.floats() | st.text(max_size=9),
                lambda inner: st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["quote", "text", "label"]), inner, max_size=3),
                max_leaves=6,
            ),
        ),
        min_size=1,
        max_size=3,
    )
)  # fmt: skip
def test_fields_of_any_type(entries: list[dict[str, object]]) -> None:
    for sign in ({"is_starred": 0}, {"slug": "a", "savedAt": "", "readingProgress": 1}):
        listed = [dict(sign), *({**sign, **entry} for entry in entries)]
        for what in _until_failure(json.dumps(listed).encode()):
            assert isinstance(what, Document | Saved | ImportFailed)


def test_damage_is_told_with_its_part() -> None:
    files = {**exported.pocket_files(), "annotations/part_000000.json": "{"}
    with pytest.raises(Damaged):
        read(archive(files))
