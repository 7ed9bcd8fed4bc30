"""What other programs exported, in the library; and addresses fetched later."""

import io
import json
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import exported
import pytest
from site_on_loopback import Site

from reader.cli import run
from reader.library import Library, open_library
from reader.library.later import Later
from reader.model import AddResult, AddStatus, ArticleSummary, Elsewhere, Highlight, Listing, Span
from reader.model.annotation import State
from reader.model.web import Saved

pytestmark = pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")

FERRY = "https://example.org/ferry"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def export(tmp_path: Path) -> Callable[[str], str]:
    def written(name: str) -> str:
        path = tmp_path / name
        path.write_bytes(exported.EXPORTS[name])
        return str(path)

    return written


def add(library: Library, *paths: str) -> list[AddResult]:
    return list(library.add(library.find(paths)))


def rows(library: Library) -> list[ArticleSummary]:
    return library.listing(Listing(), 0, None)


def page(number: int) -> str:
    return (
        f"<!doctype html><html><head><title>第{number}篇</title></head><body><article>"
        f"<h1>第{number}篇</h1>{exported.HTML}<p>这是第{number}篇，写在河边的石头上。</p>"
        "</article></body></html>"
    )


Export = Callable[[str], str]


def test_an_article_comes_as_it_was_left(library: Library, export: Export) -> None:
    results = add(library, export("wallabag.json"))
    assert [result.status for result in results] == [AddStatus.ADDED, AddStatus.WAITING]
    (row,) = rows(library)
    assert (row.title, row.read, row.starred) == ("渡口的雾", True, True)
    assert (row.added, row.tags) == ("2020-01-01T00:00:00Z", ("慢读", "散文"))
    (saved,) = library.later.waiting()
    assert (saved.address, saved.tags) == ("https://example.org/gone", ("坏掉的",))


def test_marked_passages_become_notes(library: Library, export: Export) -> None:
    add(library, export("wallabag.json"))
    (row,) = rows(library)
    found, lost = library.notes.of(row.id)
    text = library.article(row.id).text
    start = text.index("渡口的雾还没有散")
    assert (found.place, found.state) == (Span(start, start + 8), State.ANCHORED)
    assert (found.note, found.created) == ("好句", "2020-01-02T00:00:00Z")
    assert (lost.quote, lost.state) == ("文中没有的一句话，删去了。", State.ORPHAN)


def test_adding_the_same_again_changes_nothing(library: Library, export: Export) -> None:
    for name in ("wallabag.json", "omnivore.zip"):
        add(library, export(name))
    (row,) = rows(library)
    library.set_read(row.id, False)
    gone = library.notes.of(row.id)[0]
    library.notes.delete(gone.id)
    before = (rows(library), library.notes.of(row.id), library.later.waiting())
    for name in ("wallabag.json", "omnivore.zip"):
        assert AddStatus.ADDED not in {each.status for each in add(library, export(name))}
    now = rows(library)[0]._replace(modified=row.modified)
    assert ([now], library.notes.of(row.id), library.later.waiting()) == (
        [before[0][0]._replace(modified=row.modified)],
        *before[1:],
    )


def test_a_quote_that_stands_twice_is_not_sure(library: Library, tmp_path: Path) -> None:
    entry = exported.WALLABAG[0] | {
        "annotations": [{"quote": "渡口的雾还没有散", "text": ""}],
        "content": exported.HTML + exported.HTML.replace("清晨", "黄昏"),
    }
    path = tmp_path / "w.json"
    path.write_text(json.dumps([entry], ensure_ascii=False), encoding="utf-8")
    add(library, str(path))
    (note,) = library.notes.of(rows(library)[0].id)
    assert note.state in (State.UNSURE, State.ORPHAN)
    assert note.quote == "渡口的雾还没有散"


def test_what_was_said_of_an_address_goes_to_its_article(library: Library, export: Export) -> None:
    add(library, export("pocket.zip"))
    assert FERRY in {saved.address for saved in library.later.waiting()}
    add(library, export("wallabag.json"))
    assert FERRY not in {saved.address for saved in library.later.waiting()}
    quotes = [note.quote for note in library.notes.of(rows(library)[0].id)]
    assert quotes.count("渡口的雾还没有散") == 2  # once with what Wallabag noted, once without
    results = {result.path: result for result in add(library, export("instapaper.csv"))}
    assert results[FERRY].status is AddStatus.UNCHANGED
    assert results[FERRY].article is not None


def test_what_another_program_says_of_an_article_that_is_there_is_taken_once(
    library: Library, export: Export, tmp_path: Path
) -> None:
    add(library, export("wallabag.json"))
    article = next(row for row in rows(library) if row.url == FERRY)
    library.set_read(article.id, False)
    library.set_tags(article.id, ["渡口"])
    links = "".join(
        f'<DT><H3>{tag}</H3><DL><DT><A HREF="{FERRY}">渡口</A></DL>' for tag in ("一", "二")
    )
    path = tmp_path / "b"
    path.write_text(f"<!DOCTYPE NETSCAPE-Bookmark-file-1><DL>{links}</DL>", encoding="utf-8")
    add(library, str(path))
    assert set(library.summary(article.id).tags) == {"渡口", "一", "二"}
    library.set_tags(article.id, ["渡口", "二"])
    add(library, str(path))
    assert set(library.summary(article.id).tags) == {"渡口", "二"}


def test_one_address_in_two_folders_has_both_as_tags(library: Library, tmp_path: Path) -> None:
    link = f'<DT><A HREF="{FERRY}">渡口</A>'
    path = tmp_path / "b"
    path.write_text(
        "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL>"
        f"<DT><H3>一</H3><DL>{link}</DL><DT><H3>二</H3><DL>{link}</DL></DL>",
        encoding="utf-8",
    )
    add(library, str(path))
    (saved,) = library.later.waiting()
    assert saved.tags == ("一", "二")


# Fetching


NOTHING = Elsewhere()


def keep(library: Library, *addresses: str, elsewhere: Elsewhere = NOTHING) -> None:
    saved = [Saved(address, "旧题", ("慢读",), elsewhere) for address in addresses]
    assert all(library.later._store.keep(saved))


def fetch(library: Library, *, again: bool = False, private: bool = True) -> list[AddResult]:
    later = Later(library._database, library.pages, pause=0.0)
    return list(later.fetch(later.waiting(again=again), private=private))


def test_pages_become_articles_with_what_was_known_of_them(site: Site, library: Library) -> None:
    marked = Highlight("渡口的雾还没有散", "好句", ("句",), "2020-01-02T00:00:00Z")
    elsewhere = Elsewhere("2020-01-01T00:00:00Z", True, True, 0.5, (marked,))
    keep(library, *(site.page(f"/{n}", page(n)) for n in range(20)), elsewhere=elsewhere)
    results = fetch(library)
    assert {result.status for result in results} == {AddStatus.ADDED}
    assert library.later.count(again=True) == 0
    assert len(rows(library)) == 20
    for row in rows(library):
        assert row.title.startswith("第")
        assert (row.tags, row.read, row.starred, row.added) == (
            ("慢读",),
            True,
            True,
            "2020-01-01T00:00:00Z",
        )
        assert row.progress == row.chars // 2
        (note,) = library.notes.of(row.id)
        assert (note.quote, note.note, note.tags) == ("渡口的雾还没有散", "好句", ("句",))


def test_a_page_that_does_not_come_goes_on_waiting(site: Site, library: Library) -> None:
    keep(library, f"{site.address}/gone", site.page("/a", page(1)))
    assert sorted(result.status for result in fetch(library)) == ["added", "failed"]
    assert library.later.waiting() == []
    (failed,) = library.later.waiting(again=True)
    assert "404" in failed.error
    assert failed.tried
    site.page("/gone", page(2))
    assert fetch(library) == []
    (result,) = fetch(library, again=True)
    assert result.status is AddStatus.ADDED


def test_a_list_reaches_nothing_within_our_own_walls(site: Site, library: Library) -> None:
    keep(library, site.page("/secret", "secret"))
    (result,) = fetch(library, private=False)
    assert "within your own network" in result.error
    assert site.asked == []


def test_what_was_fetched_and_deleted_is_not_kept_again(site: Site, library: Library) -> None:
    address = site.page("/a", page(1).replace("<head>", '<head><link rel="canonical" href="/b">'))
    keep(library, address)
    (result,) = fetch(library)
    assert result.article is not None
    library.delete_article(result.article.id)
    assert library.later._store.keep([Saved(address)]) == [False]


def test_hosts_are_asked_one_page_at_a_time(site: Site, library: Library) -> None:
    at_once, most, lock = 0, 0, threading.Lock()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        body = page(int(handler.path[1:])).encode()
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        with lock:
            at_once -= 1
        handler.wfile.write(body)

    keep(library, *(site.answer(f"/{n}", answer) for n in range(12)))
    assert len(fetch(library)) == 12
    assert most == 1


def test_fetching_can_be_stopped_and_gone_on_with(site: Site, library: Library) -> None:
    keep(library, *(site.page(f"/{n}", page(n)) for n in range(10)))
    later = Later(library._database, library.pages, pause=0.0)
    answers = later.fetch(later.waiting(), private=True)
    for _ in range(3):
        next(answers)
    answers.close()
    assert later.count(again=True) == 7
    assert len(fetch(library)) == 7
    assert len(rows(library)) == 10


# The command line

Reader = Callable[..., tuple[int, str, str]]


@pytest.fixture
def reader(capsys: pytest.CaptureFixture[str]) -> Reader:
    def execute(*arguments: str) -> tuple[int, str, str]:
        code = run(arguments)
        return code, *capsys.readouterr()

    return execute


def test_adding_an_export_tells_what_was_taken(reader: Reader, export: Export) -> None:
    code, out, err = reader("add", export("wallabag.json"))
    assert code == 0
    assert out.split() == ["added", out.split()[1], "渡口的雾"]
    assert err.splitlines() == [
        "1 added, 0 updated, 0 unchanged, 0 failed",
        "1 address came without a text; `reader later fetch` fetches its page.",
    ]
    _, out, _ = reader("add", "--json", export("wallabag.json"))
    first, second = map(json.loads, out.splitlines())
    assert (first["status"], first["path"]) == ("unchanged", FERRY)
    assert (second["status"], second["id"]) == ("waiting", None)
    assert reader("add", "--quiet", export("wallabag.json")) == (0, "", "")


def test_an_export_may_be_piped_in(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    data = io.BytesIO(exported.EXPORTS["instapaper.csv"])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
    code, _, err = reader("add", "-")
    assert code == 0
    assert "3 addresses came without a text" in err


def test_later_lists_fetches_and_removes(
    reader: Reader, export: Export, site: Site, tmp_path: Path
) -> None:
    assert reader("later", "list") == (
        0,
        "",
        "No address is waiting for its page to be fetched.\n",
    )
    table = f"URL,Title,Selection,Folder\n{site.page('/a', page(1))},甲,,Archive\n"
    path = tmp_path / "i.csv"
    path.write_text(table + f"{site.address}/b,乙,,Unread\n", encoding="utf-8")
    code, _, err = reader("add", "--fetch", str(path))
    assert code == 1
    assert err.count("within your own network") == 2
    _, out, _ = reader("later", "list", "--json")
    first, _ = map(json.loads, out.splitlines())
    assert (first["address"], first["title"], first["read"]) == (f"{site.address}/a", "甲", True)
    assert "own network" in first["error"]
    assert "甲" in reader("later", "list")[1]
    code, out, err = reader("later", "fetch", "--private", f"{site.address}/a")
    assert (code, err) == (0, "1 page fetched, 0 not\n")
    assert "第1篇" in out
    code, _, err = reader("later", "fetch", "--private", "--again")
    assert code == 1
    assert "404" in err
    assert reader("later", "fetch") == (0, "", "0 pages fetched, 0 not\n")
    assert reader("later", "remove", f"{site.address}/b") == (0, "", "")
    assert reader("later", "remove", f"{site.address}/b")[0] == 1
    assert reader("later", "fetch", "https://example.org/never")[0] == 1
    assert reader("later")[0] == 2
