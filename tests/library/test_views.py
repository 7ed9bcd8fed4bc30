"""Saved searches as lists of articles."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.cli import run
from reader.errors import SearchUnknown
from reader.library import Library, open_library
from reader.model import Bulk, Listing, Order

ARTICLES = {
    "泉州航道": "泉州的港口在宋元時有船來往。",
    "泉州香料": "番舶與香料，泉州人都見過。",
    "馬拉松": "兩個小時以内跑完馬拉松。𠮷野家也送水。",
}
BY_TITLE = Listing(Order.TITLE, descending=False)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "articles"
    folder.mkdir()
    for title, text in ARTICLES.items():
        (folder / f"{title}.md").write_text(f"---\ntitle: {title}\n---\n\n{text}", encoding="utf-8")
    with open_library(tmp_path / "library") as library:
        list(library.add(library.find([str(folder)])))
        library.searches.save("泉", "泉州")
        library.searches.save("兩", "泉州 馬拉松")
        library.searches.save("空", "火星")
        library.searches.save("未讀", "is:unread -香料")
        yield library


def listed(library: Library, saved: str, **more: object) -> list[str]:
    listing = BY_TITLE._replace(saved=saved, **more)
    rows = library.listing(listing, 0, None)
    assert library.count(listing) == len(rows)
    for place, row in enumerate(rows):
        assert library.position_of(row.id, listing) == place
    return [row.title for row in rows]


@pytest.mark.parametrize("indexed", [True, False])
def test_what_a_saved_search_finds_is_listed(library: Library, indexed: bool) -> None:
    if indexed:
        list(library.searcher.sync())
    assert listed(library, "泉") == ["泉州航道", "泉州香料"]
    assert listed(library, "@泉") == ["泉州航道", "泉州香料"]
    assert listed(library, "兩") == ["泉州航道", "泉州香料", "馬拉松"]  # none has both words
    assert listed(library, "空") == []
    assert listed(library, "泉", text="香料") == ["泉州香料"]
    assert listed(library, "泉", starred=True) == []
    assert [(one.name, n) for one, n in library.views.counts()] == [
        ("兩", 3),
        ("未讀", 2),
        ("泉", 2),
        ("空", 0),
    ]


def test_a_part_of_what_it_lists_comes_in_windows(library: Library) -> None:
    rows = library.listing(BY_TITLE._replace(saved="兩"), 1, 1)
    assert [row.title for row in rows] == ["泉州香料"]


def test_all_it_lists_is_changed_and_nothing_else(library: Library) -> None:
    assert library.change_all(BY_TITLE._replace(saved="泉"), Bulk(starred=True)) == 2
    assert [row.title for row in library.listing(BY_TITLE._replace(starred=True), 0, None)] == [
        "泉州航道",
        "泉州香料",
    ]


def test_what_changed_is_seen_after_a_moment(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.views._FRESH", 0.0)
    assert listed(library, "未讀") == ["泉州航道", "馬拉松"]
    library.change_all(BY_TITLE._replace(saved="泉"), Bulk(read=True))
    assert listed(library, "未讀") == ["馬拉松"]


def test_a_name_that_nothing_is_saved_under_is_refused(library: Library) -> None:
    with pytest.raises(SearchUnknown):
        library.listing(Listing(saved="無"), 0, None)


def test_the_same_is_listed_with_a_process_that_searches(library: Library) -> None:
    here = listed(library, "泉")
    library.use_processes()
    library.__dict__.pop("views")
    assert listed(library, "泉") == here


def test_the_command_lists_it(library: Library, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    folder = str(library.folder)
    assert run(["--library", folder, "list", "--saved", "泉", "--sort", "title"]) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert [line.split()[-1] for line in lines] == ["泉州航道", "泉州香料"]
    assert run(["--library", folder, "list", "--saved", "無"]) == 1
    assert capfdbinary.readouterr().out == b""
