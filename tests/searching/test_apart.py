"""Searching and indexing in processes beside the app."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from database.articles import PASSAGES, Child, numbered

from reader.database.sqlite import open_database
from reader.errors import ArticleNotFound, SearchStopped
from reader.library import Library
from reader.model import Listing
from reader.searching.apart import Beside

_PATIENCE = 60.0


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    database = open_database(tmp_path / "library")
    database.add_many([numbered(n) for n in range(len(PASSAGES))])
    with Library(database) as made:
        made.use_processes()
        yield made


def eventually(holds: Callable[[], bool]) -> None:
    """Wait until something that another process does is done."""
    end = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def beside(library: Library) -> Beside:
    assert library._beside is not None
    return library._beside


def test_the_same_is_found_beside_as_here(library: Library) -> None:
    with Library(library._database) as here:
        for query in ("模型 训练", "“大模型”~", 'title:第1篇 "1.5 TB"', "(", "完全没有的"):
            assert library.search(query) == here.search(query)


def test_titles_and_tags_are_found_before_the_process_is_there(library: Library) -> None:
    (row,) = library.listing(Listing(text="第3篇"), 0, None)
    library.set_tags(row.id, ["水路"])

    def found(query: str) -> list[str] | None:
        results = library.searches.at_once(query, 20)
        return None if results is None else [hit.summary.title for hit in results.hits]

    assert found("第3篇") == found("水路 第3") == found("“水路”") == ["第3篇"]
    assert found("水路 模型") == []  # the texts are not looked at
    assert len(found("篇") or ()) == len(PASSAGES)
    for query in ("水路 -第3篇", "tag:水路", "水*", "is:read", ""):
        assert found(query) is None
    library.prepare_search()
    eventually(lambda: beside(library).searching.is_ready)
    assert found("水路") is None


def test_the_same_is_meant_and_alike_beside_as_here(library: Library) -> None:
    text = "训练模型的人，模型的训练。"
    with Library(library._database) as here:
        for query in ("moxing", "gpd", "di1pian", "模型"):
            mine, theirs = (one.searches.suggestions(query, found=False) for one in (here, library))
            assert mine == theirs
        assert library.searches.highlights(text, "模型 训练") == here.searches.highlights(
            text, "模型 训练"
        )
        for hit in here.search("模型").hits:
            id_ = hit.summary.id
            assert library.searches.more_like(id_) == here.searches.more_like(id_)
        with pytest.raises(ArticleNotFound):
            library.searches.more_like("无")


def test_what_waits_is_indexed_beside(library: Library) -> None:
    assert library.search("模型").waiting == len(PASSAGES)
    assert library.keep_index()
    eventually(lambda: not beside(library).indexing.is_running)
    assert library.search("模型").waiting == 0
    assert not library.keep_index()
    assert library.searcher.check() == []


def test_an_index_that_is_lost_is_made_anew_beside(library: Library) -> None:
    for _ in library.searcher.sync():
        pass
    for path in (library.folder / "index").glob("*.seg"):
        path.write_bytes(b"\0" * path.stat().st_size)
    assert library.search("模型").total == 1  # looked through; what is wrong is noticed
    assert library.keep_index()
    eventually(lambda: not beside(library).indexing.is_running)
    assert library.search("模型").waiting == 0


def test_a_search_nobody_waits_for_is_given_up(library: Library) -> None:
    with pytest.raises(SearchStopped):
        library.search("模型", stopped=lambda: True)
    assert library.search("模型").total == 1


def test_a_process_that_was_killed_is_started_again(library: Library) -> None:
    assert library.search("模型").total == 1
    running = beside(library).searching._running
    assert running is not None
    running.process.kill()
    assert library.search("模型").total == 1


def test_both_end_with_the_library(library: Library) -> None:
    library.search("模型")
    library.keep_index()
    running, indexing = beside(library).searching._running, beside(library).indexing._process
    assert running is not None
    assert indexing is not None
    library.close()
    assert running.process.poll() is not None
    assert indexing.poll() is not None


def test_none_outlives_an_app_that_was_killed(tmp_path: Path) -> None:
    database = open_database(tmp_path / "library")
    database.add_many([numbered(n) for n in range(len(PASSAGES))])
    database.close()

    def use(pipe: object) -> None:
        with Library(open_database(tmp_path / "library")) as library:
            library.use_processes()
            library.search("模型")
            library.keep_index()
            running, indexing = (
                beside(library).searching._running,
                beside(library).indexing._process,
            )
            assert running is not None
            assert indexing is not None
            pipe.send((running.process.pid, indexing.pid))  # type: ignore[attr-defined]
            signal.pause()

    child = Child(use)
    pids = child.pipe.recv()
    child.kill()
    for pid in pids:
        eventually(lambda pid=pid: not _lives(pid))  # type: ignore[misc]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"
