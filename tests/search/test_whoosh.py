"""The index in Whoosh: scores as Whoosh's own, broken files noticed, several processes at once."""

import os
import random
import resource
import signal
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from database.articles import Child, unprivileged
from search.test_index_contract import document, keys
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query import Or, Term
from whoosh.scoring import BM25F

from reader.config import corpus_files
from reader.errors import IndexBusy, IndexDamaged, IndexUnwritable
from reader.search.base import Fault, IndexField, Lookup, Ranking, Weighted
from reader.search.whoosh_index import WhooshIndex
from reader.text.fold import fold
from reader.text.grams import grams_within
from reader.text.segment import load_analyzer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def index(folder: Path) -> Iterator[WhooshIndex]:
    made = opened(folder)
    made.clear()
    yield made
    made.close()


def opened(folder: Path, fingerprint: str = "1") -> WhooshIndex:
    return WhooshIndex(folder, fingerprint, lambda: load_analyzer(str(folder.parent)))


def paragraphs() -> list[str]:
    texts = (path.read_text(encoding="utf-8") for path in corpus_files())
    return [part for text in texts for part in text.split("\n\n") if len(part) > 20]


def test_scores_are_those_of_whoosh(index: WhooshIndex, folder: Path) -> None:
    texts = paragraphs()[:300]
    for start in range(0, 300, 60):  # several segments
        some = enumerate(texts[start : start + 60], start + 1)
        index.update([document(key, text, title=text[:12]) for key, text in some])
    index.delete(range(10, 40))
    draw = random.Random(4)
    analyzer = load_analyzer(str(folder.parent))
    with FileIndex(FileStorage(str(folder)), indexname="reader").searcher(
        weighting=BM25F()
    ) as searcher:
        for _ in range(60):
            text = draw.choice(texts).lower()
            words = draw.sample(analyzer.terms(text), 3)
            terms = [Lookup(draw.choice((IndexField.WORD, IndexField.TITLE)), w) for w in words]
            found = index.rank(Ranking([Weighted(one, 1.0) for one in set(terms)], []), None, 500)
            query = Or([Term(str(one.field), one.text) for one in set(terms)])
            theirs = {
                hit["key"]: hit.score for hit in searcher.search(query, limit=None, optimize=False)
            }
            assert {one.key: one.score for one in found.best} == pytest.approx(theirs)


def test_another_version_is_told(index: WhooshIndex, folder: Path) -> None:
    index.update([document(1, "火车")])
    other = opened(folder, "2")
    assert other.fault() is Fault.OUTDATED
    with pytest.raises(IndexDamaged):
        keys(other, "火车")
    with pytest.raises(IndexDamaged):
        other.update([document(2, "火车")])
    other.clear()
    assert other.fault() is None
    assert index.fault() is Fault.OUTDATED


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and path.stat().st_size)


def copies(folder: Path) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in files(folder)]


def test_a_file_that_is_cut_short_or_gone_is_noticed(index: WhooshIndex, folder: Path) -> None:
    index.update([document(key, text) for key, text in enumerate(paragraphs()[:20])])
    index.update([document(100, "火车")])
    whole = copies(folder)
    for name, content in whole:
        for size in (0, 1, len(content) // 2, len(content) - 1, None):
            path = folder / name
            if size is None:
                path.unlink()
            else:
                path.write_bytes(content[:size])
            other = opened(folder)
            assert other.fault() in (Fault.DAMAGED, Fault.MISSING), (name, size)
            assert other.check(), (name, size)
            with pytest.raises(IndexDamaged):
                keys(other, "火车")
            path.write_bytes(content)
    assert keys(opened(folder), "火车") == {100}


def test_flipped_bits_are_noticed(index: WhooshIndex, folder: Path) -> None:
    index.update([document(key, text) for key, text in enumerate(paragraphs()[:20])])
    draw = random.Random(64)
    for name, content in copies(folder):
        for _ in range(12):
            broken = bytearray(content)
            broken[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
            (folder / name).write_bytes(broken)
            other = opened(folder)
            assert other.fault() is Fault.DAMAGED, name
            assert other.check(), name
        (folder / name).write_bytes(content)
    assert opened(folder).fault() is None


def test_a_damaged_index_is_made_anew(index: WhooshIndex, folder: Path) -> None:
    index.update([document(1, "火车")])
    for path in files(folder):
        path.write_bytes(b"\0" * path.stat().st_size)
    other = opened(folder)
    assert other.fault() is Fault.DAMAGED
    other.clear()
    other.update([document(2, "火车")])
    assert keys(other, "火车") == keys(index, "火车") == {2}
    assert other.check() == []


def test_while_one_writes_another_is_told_so(index: WhooshIndex, folder: Path) -> None:
    index.update([document(1, "火车")])

    def hold(pipe: object) -> None:
        other = opened(folder)
        with other._locked():
            pipe.send("held")  # type: ignore[attr-defined]
            pipe.recv()  # type: ignore[attr-defined]

    child = Child(hold)
    assert child.pipe.recv() == "held"
    with pytest.raises(IndexBusy):
        index.update([document(2, "火车")])
    assert keys(index, "火车") == {1}
    child.kill()  # its lock ends with it
    index.update([document(2, "火车")])
    assert keys(index, "火车") == {1, 2}


def test_a_folder_that_others_can_write_to_is_not_opened(index: WhooshIndex, folder: Path) -> None:
    index.update([document(1, "火车")])
    folder.chmod(0o777)
    other = opened(folder)
    assert other.fault() is Fault.UNSAFE
    assert "chmod 700" in other.check()[0]
    with pytest.raises(IndexUnwritable):
        other.clear()
    with pytest.raises(IndexDamaged):
        keys(other, "火车")


def test_an_index_of_others_is_not_opened(index: WhooshIndex, folder: Path) -> None:
    index.update([document(1, "火车")])

    def check() -> None:
        assert opened(folder).fault() is Fault.UNSAFE

    unprivileged(check)


def test_an_index_that_may_only_be_read_is_searched(index: WhooshIndex, folder: Path) -> None:
    index.update([document(1, "火车")])
    folder.chmod(0o500)
    assert keys(opened(folder), "火车") == {1}


def test_a_full_disk_leaves_the_index_as_it_was(index: WhooshIndex, folder: Path) -> None:
    index.update([document(1, "火车")])

    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        mine = opened(folder)
        with pytest.raises(IndexUnwritable):
            mine.update([document(key, text) for key, text in enumerate(paragraphs())])
        assert keys(mine, "火车") == {1}

    child = Child(lambda pipe: fill())
    child.finish()
    assert keys(index, "火车") == {1}
    assert index.check() == []
    assert len(list(folder.glob("*.seg"))) == 1


def test_merging_leaves_few_segments(index: WhooshIndex, folder: Path) -> None:
    for key in range(30):
        index.update([document(key, f"火车 {key}")])
    while index.merge():
        pass
    assert len(list(folder.glob("*.seg"))) <= 7
    index.delete(range(25))
    while index.merge():
        pass
    assert index.stamps().keys() == set(range(25, 30))
    assert keys(index, "火车") == set(range(25, 30))


@pytest.mark.parametrize("moment", range(int(os.environ.get("READER_KILLS", "5"))))
def test_a_killed_writer_leaves_an_index(folder: Path, tmp_path: Path, moment: int) -> None:
    """Killed anywhere: writing, merging, committing. READER_KILLS=50 asks for more moments."""
    opened(folder).clear()
    texts = paragraphs()[:40]

    def write(pipe: Connection) -> None:
        mine = opened(folder)
        for round_ in range(1_000):
            mine.update([document(key, texts[key]) for key in range(round_ % 7, 40, 7)])
            pipe.send(round_)
            mine.merge()

    draw = random.Random(moment)
    child = Child(write)
    for _ in range(draw.randrange(1, 14)):
        child.pipe.recv()
    time.sleep(draw.random() / 50)
    child.kill()
    other = opened(folder)
    assert other.fault() is None
    assert other.check() == []
    held = other.stamps().keys()
    other.update([document(key, texts[key]) for key in range(40) if key not in held])
    fresh = opened(tmp_path / "fresh")
    fresh.clear()
    fresh.update([document(key, text) for key, text in enumerate(texts)])
    for gram in grams_within(fold(texts[draw.randrange(40)]))[:20]:
        assert keys(other, gram, IndexField.GRAM) == keys(fresh, gram, IndexField.GRAM)
