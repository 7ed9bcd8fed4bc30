"""Fuzzes the readers of files for as long as told; what it finds is written to a folder.

    python fuzz/readers.py --seconds 300
    python fuzz/readers.py --seconds 300 --only html --atheris

Valid files of each kind are changed: bytes, and in archives those of the files inside. Whatever
comes must be documents that keep every promise (`tests/importing/document_invariants.py`), or an
ImportFailed, and must come soon. Hypothesis makes the changes and shrinks what it finds; with
atheris, where that is installed, libFuzzer changes the same files, guided by the code that is
reached.
"""

import argparse
import hashlib
import html
import json
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

TESTS = Path(__file__).parent.parent / "tests"
sys.path[:0] = [str(TESTS.parent), str(TESTS / "importing"), str(TESTS / "hostile")]

from hypothesis import HealthCheck, Verbosity, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

Seed = bytes | dict[str, bytes]
Reader = Callable[[bytes], None]

FEED, OPML = ".feed", ".opml"
"""Stand for what is no file of articles."""

_SLOW = 10.0  # seconds for a file of some kilobytes
_TOKENS = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b"<", b"</html>", b"<!--", b"]]>", b"&#0;"),
    *(b"<table><tr><td>", b"<ul><li>", b"<pre>", b"<br>", b"<script>", b"<svg><style>"),
    *(b'"', b"'", b"\\", b",", b"[", b"{", b"null", b"-1", b"1e999", b"\xf0\xa0\xae\xb7"),
    *("，。“”".encode(), "第一章 ".encode(), b"> ", b"- ", b"# ", b"```", b"|-|", b"\t", b"---\n"),
    *(b"\xe2\x80\xae", b"\xcc\x81" * 40, b"\xed\xa0\x80", b"%PDF-1.7", b"PK\x03\x04"),
)


def seeds() -> dict[str, tuple[str, list[Seed]]]:
    """Return the kinds of files: a suffix, and valid files or the files of archives."""
    import bound
    import exported
    import pages

    corpus = sorted((TESTS.parent / "corpus").glob("[0-9]*.md"))[:3]
    article = corpus[0].read_bytes()
    cue = "1\n00:00:01,000 --> 00:00:02,000\n走吧。\n\n2\n00:00:09,000 --> 00:00:10,000\n好。\n"
    page = f"<!doctype html><html><head><title>渡口</title></head><body>{exported.HTML}"
    mhtml = (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: '
        f"text/html; charset=utf-8\n\n{page}</body></html>\n--b--\n"
    )
    found: dict[str, tuple[str, list[Seed]]] = {
        "html": (".html", [page.encode(), pages.page(exported.HTML).encode()]),
        "text": (".txt", [article, article.decode().encode("gb18030")]),
        "markdown": (".md", [path.read_bytes() for path in corpus]),
        "subtitles": (".srt", [cue.encode()]),
        "mhtml": (".mhtml", [mhtml.encode()]),
        "pdf": (".pdf", [bound.portable([["渡口的雾"], ["走吧"]])]),
        "epub": (".epub", [_encoded(bound.book_files(version)) for version in (2, 3)]),
        "docx": (".docx", [_encoded(bound.word_files(bound.word("渡口的雾")))]),
        "omnivore": (".zip", [_encoded(exported.omnivore_files())]),
        "pocket": (".zip", [_encoded(exported.pocket_files())]),
    }
    rss = (
        "<?xml version='1.0'?><rss version='2.0'><channel><title>江边志</title><link>/</link>"
        "<item><guid>1</guid><title>渡口</title><link>/1</link>"
        "<pubDate>Tue, 17 Jan 2023 08:30:00 +0800</pubDate>"
        f"<description><![CDATA[{exported.HTML}]]></description></item></channel></rss>"
    )
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title type='html'>江边志</title>"
        "<entry><id>1</id><title>渡口</title><link href='/1'/>"
        "<updated>2023-01-17T08:30:00+08:00</updated><content "
        f"type='html'>{html.escape(exported.HTML)}</content></entry></feed>"
    )
    entry = {"id": "1", "url": "/1", "title": "渡口", "content_html": exported.HTML}
    told = {"date_published": "2023-01-17T08:30:00+08:00", "authors": [{"name": "老陈"}]}
    listed = {"version": "https://jsonfeed.org/version/1.1", "items": [entry | told]}
    found["feed"] = (FEED, [rss.encode(), atom.encode(), json.dumps(listed).encode()])
    outline = "<outline text='江边志' xmlUrl='https://example.org/rss' htmlUrl='/'/>"
    found["opml"] = (OPML, [f"<opml version='2.0'><body>{outline}</body></opml>".encode()])
    for name, data in exported.EXPORTS.items():
        if not name.endswith(".zip"):
            found[name.partition(".")[0]] = (Path(name).suffix, [data])
    return found


def _encoded(files: dict[str, str]) -> dict[str, bytes]:
    return {name: content.encode() for name, content in files.items()}


def read(suffix: str, data: bytes) -> None:
    """Read `data`; raise AssertionError where a promise is not kept, or whatever else is wrong."""
    from reader.errors import ImportFailed

    begun = time.process_time()
    for chapters in (False, True) if suffix == ".epub" else (False,):
        try:
            _read(suffix, data, chapters=chapters)
        except ImportFailed as error:
            assert str(error)  # noqa: PT017  the message is what the person gets
    taken = time.process_time() - begun
    assert taken < _SLOW, f"{taken:.1f} s for {len(data)} bytes"


def _read(suffix: str, data: bytes, *, chapters: bool) -> None:
    from document_invariants import check

    from reader.fetching import feed, opml
    from reader.importing import read_parts
    from reader.importing.decode import decode
    from reader.importing.origin import Origin
    from reader.model import Document

    if suffix == FEED:
        parsed = feed.parse(data, "https://example.org/feed")
        ids = [entry.id for entry in parsed.entries]
        assert all(ids)
        assert len(ids) == len(set(ids))
        # What goes to the database must be text that it can hold.
        "".join((parsed.title, parsed.site, *ids)).encode()
        for entry in parsed.entries:
            "".join((entry.title, entry.address, entry.author, entry.date)).encode()
            assert not entry.address or entry.address.lower().startswith(("http://", "https://"))
    elif suffix == OPML:
        opml.write(opml.parse(decode(data)))
    else:
        for incoming in read_parts(data, "", Origin(f"a{suffix}"), chapters=chapters):
            if isinstance(incoming.what, Document):
                check(incoming.what)


_places = st.floats(0, 1, exclude_max=True)
_changes = st.lists(
    st.one_of(
        st.tuples(st.just("put"), _places, st.binary(min_size=1, max_size=8)),
        st.tuples(st.just("put"), _places, st.sampled_from(_TOKENS)),
        st.tuples(st.just("many"), _places, st.sampled_from(_TOKENS)),
        st.tuples(st.just("cut"), _places, st.integers(1, 200)),
        st.tuples(st.just("copy"), _places, st.integers(1, 400)),
    ),
    min_size=1,
    max_size=8,
)


def changed(data: bytes, changes: list[tuple[str, float, bytes | int]]) -> bytes:
    """Return `data` with `changes` made one after another."""
    for how, where, what in changes:
        place = int(where * len(data))
        match how, what:
            case "cut", int():
                data = data[:place] + data[place + what :]
            case "copy", int():
                data = data[:place] + data[place : place + what] * 3 + data[place + what :]
            case "many", bytes():
                data = data[:place] + what * 2_000 + data[place:]
            case _, bytes():
                data = data[:place] + what + data[place:]
    return data


@st.composite
def files(draw: st.DrawFn, seeds_: list[Seed]) -> bytes:
    """Return a changed file; of an archive mostly the files inside are changed."""
    import bound

    seed = draw(st.sampled_from(seeds_))
    changes = draw(_changes)
    if isinstance(seed, bytes):
        return changed(seed, changes)
    if draw(st.integers(0, 4)) == 0:
        return changed(bound.archive(seed), changes)
    inside = draw(st.sampled_from(sorted(seed)))
    return bound.archive(seed | {inside: changed(seed[inside], changes)})


class Attempt:
    """Reading changed files of one kind, as Hypothesis is to try it."""

    def __init__(self, kind: str, suffix: str, seeds_: list[Seed]) -> None:
        self.kind = kind
        self._suffix = suffix
        self._seeds = seeds_
        self._failing = b""

        @settings(
            max_examples=200,
            deadline=None,
            database=None,
            report_multiple_bugs=False,
            verbosity=Verbosity.quiet,
            suppress_health_check=list(HealthCheck),
        )
        @given(files(seeds_))
        def reads(data: bytes) -> None:
            try:
                read(suffix, data)
            except Exception:
                self._failing = data  # the last one is the simplest
                raise

        self.reads = reads

    def plain_seeds(self) -> Iterator[bytes]:
        """Yield the seeds as bytes to change: of archives each file inside, after its number."""
        for seed in self._seeds:
            if isinstance(seed, bytes):
                yield seed
            else:
                for number, name in enumerate(sorted(seed)):
                    yield bytes((number,)) + seed[name]

    def read_plain(self, data: bytes) -> None:
        """Read what `plain_seeds` yielded, changed."""
        import bound

        seed = self._seeds[0]
        if not isinstance(seed, bytes):
            names = sorted(seed)
            inside = names[data[0] % len(names)] if data else names[0]
            data = bound.archive(seed | {inside: data[1:]})
        read(self._suffix, data)

    def keep(self, folder: Path) -> Path:
        """Write the simplest file that failed; return its path."""
        name = f"{self.kind}-{hashlib.sha256(self._failing).hexdigest()[:12]}{self._suffix}"
        (folder / name).write_bytes(self._failing)
        return folder / name


def fuzz(attempts: list[Attempt], seconds: float, found: Path) -> int:
    """Try the kinds by turns; return how many of them failed."""
    end = time.monotonic() + seconds
    rounds = 0
    failed: set[str] = set()
    while time.monotonic() < end and len(failed) < len(attempts):
        for attempt in attempts:
            if time.monotonic() >= end or attempt.kind in failed:
                continue
            try:
                attempt.reads()
            except Exception:  # noqa: BLE001  told, and the others go on
                failed.add(attempt.kind)
                print(f"{attempt.kind}: {attempt.keep(found)}")
                traceback.print_exc(limit=-4, file=sys.stdout)
            sys.stdout.flush()
        rounds += 1
    print(f"{rounds} rounds of 200 files of each of {len(attempts)} kinds, {len(failed)} failed")
    return len(failed)


def fuzz_guided(attempt: Attempt, seconds: float, found: Path) -> None:
    """Let libFuzzer choose the changes by what code they reach; it ends the process."""
    import atheris

    with atheris.instrument_imports(include=["reader"]):
        for data in attempt.plain_seeds():  # whatever reads them is imported now
            attempt.read_plain(data)
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(attempt.plain_seeds()):
            (Path(folder) / str(number)).write_bytes(data)
        flags = [f"-max_total_time={int(seconds)}", f"-artifact_prefix={found}/", "-max_len=8192"]
        # As long as the seeds from the beginning, rather than a few bytes at first.
        atheris.Setup([attempt.kind, *flags, "-len_control=0", folder], attempt.read_plain)
        atheris.Fuzz()


def main() -> int:
    """Fuzz as the command line says; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--only", nargs="+", metavar="KIND")
    parser.add_argument("--atheris", action="store_true", help="one kind, guided by coverage")
    parser.add_argument("--found", type=Path, default=Path("build/fuzz"))
    options = parser.parse_args()
    options.found.mkdir(parents=True, exist_ok=True)
    attempts = [
        Attempt(kind, *given_)
        for kind, given_ in seeds().items()
        if not options.only or kind in options.only
    ]
    if options.atheris:
        (attempt,) = attempts
        fuzz_guided(attempt, options.seconds, options.found)
        return 0
    return 1 if fuzz(attempts, options.seconds, options.found) else 0


if __name__ == "__main__":
    sys.exit(main())
