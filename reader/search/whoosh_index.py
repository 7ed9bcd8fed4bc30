"""The index as Whoosh keeps it: commits, their segments, deleted articles, and the lock.

A commit is a file of contents (Whoosh's TOC), named by its generation, that lists segments; a
segment's file is written once. So whoever reads goes on reading what it has opened, whatever is
written meanwhile.
"""

import pickle
import struct
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, clean_files

from reader.errors import IndexBusy, IndexDamaged, IndexUnwritable
from reader.i18n import tr
from reader.search.arrays import BadFile
from reader.search.base import Fault, Found, IndexDocument, IndexField, Ranking, Ways
from reader.search.manifest import Entry, Manifest, is_private, remove_others
from reader.search.merging import to_merge
from reader.search.segment import Segment, SegmentWriter, merge_segments
from reader.search.snapshot import Snapshot
from reader.search.verifying import Verifier
from reader.search.whoosh_codec import EXTENSION, OurCodec, open_segment, schema
from reader.text.normalise import one_line
from reader.text.segment import Analyzer

_NAME = "reader"
_FOLDER_MODE = 0o700
_NEW = "new"  # the folder in which contents are written before they are known
_RETRIES = 10

# What reading a broken file raises, here and in Whoosh.
_BREAKAGE = (
    *(ValueError, LookupError, TypeError, AttributeError, ArithmeticError, MemoryError),
    *(OSError, EOFError, AssertionError, struct.error, pickle.UnpicklingError, ImportError),
)


class _Commit(NamedTuple):
    """A commit, opened."""

    manifest: Manifest
    described: list[Any]
    """The segments as Whoosh knows them."""
    segments: list[Segment]
    snapshot: Snapshot


class WhooshIndex:
    """See `reader.search.base.SearchIndex`."""

    def __init__(self, folder: Path, fingerprint: str, analyzer: Callable[[], Analyzer]) -> None:
        """Name the index in `folder`; nothing is opened or made yet.

        `fingerprint` tells how `analyzer`, asked for when something is written, cuts texts.
        """
        self._folder = folder
        self._fingerprint = fingerprint
        self._analyzer = analyzer
        self._storage = FileStorage(str(folder))
        self._opening = threading.Lock()
        self._commit: _Commit | None = None
        self._verifier = Verifier(folder)

    def close(self) -> None:
        """See `SearchIndex.close`."""
        with self._opening:
            self._commit = None

    # Reading

    def fault(self) -> Fault | None:
        """See `SearchIndex.fault`."""
        try:
            if not self._folder.is_dir():
                return Fault.MISSING
            if not is_private(self._folder):
                return Fault.UNSAFE
        except PermissionError:  # others' folder
            return Fault.UNSAFE
        generation = self._latest()
        if generation < 0:
            return Fault.MISSING
        try:
            self._current()
        except IndexDamaged:
            manifest = Manifest.read(self._folder, generation)
            outdated = manifest is not None and manifest.fingerprint != self._fingerprint
            return Fault.OUTDATED if outdated else Fault.DAMAGED
        return None

    def stamps(self, keys: Collection[int] | None = None) -> dict[int, int]:
        """See `SearchIndex.stamps`."""
        with self._reading() as snapshot:
            return snapshot.stamps(keys)

    def holding(self, words: Sequence[Ways]) -> AbstractSet[int]:
        """See `SearchIndex.holding`."""
        with self._reading() as snapshot:
            return snapshot.holding(words)

    def expand(self, field: IndexField, prefix: str, most: int) -> list[str]:
        """See `SearchIndex.expand`."""
        with self._reading() as snapshot:
            return snapshot.expand(field, prefix, most)

    def rank(self, ranking: Ranking, within: Collection[int] | None, most: int) -> Found:
        """See `SearchIndex.rank`."""
        with self._reading() as snapshot:
            return snapshot.rank(ranking, within, most)

    def check(self) -> list[str]:
        """See `SearchIndex.check`."""
        match self.fault():
            case Fault.MISSING:
                return [tr("There is no index yet.")]
            case Fault.OUTDATED:
                return [tr("Another version of reader made the index.")]
            case Fault.UNSAFE:
                return [str(self._unsafe_error())]
        manifest = Manifest.read(self._folder, self._latest())
        broken = [] if manifest is None else manifest.damaged(self._folder)
        if manifest is None or (not broken and self.fault()):
            return [tr("The index's list of contents is damaged.")]
        return [tr("The index's file {name} is damaged.").format(name=name) for name in broken]

    @contextmanager
    def _reading(self) -> Iterator[Snapshot]:
        """Give what the last commit left; tell what comes of broken files from bugs."""
        commit = self._current()
        try:
            yield commit.snapshot
        except _BREAKAGE as error:
            if not commit.manifest.damaged(self._folder):
                raise
            self._commit = None
            raise self._damaged_error() from error

    def _latest(self) -> int:
        """Return the generation of the last commit, -1 where there is none."""
        return int(TOC._latest_generation(self._storage, _NAME))

    def _current(self) -> _Commit:
        """Return the last commit, opened; raises IndexDamaged where that cannot be."""
        with self._opening:
            for _ in range(_RETRIES):
                generation = self._latest()
                commit = self._commit
                if commit is not None and commit.manifest.generation == generation:
                    if self._verifier.has_failed:
                        raise self._damaged_error()
                    return commit
                try:
                    self._commit = self._open(generation)
                except _BREAKAGE as error:
                    if self._latest() == generation:
                        raise self._damaged_error() from error
                    # Another process has written since and removed what we wanted to open.
            if self._commit is None:
                raise self._damaged_error()
            return self._commit

    def _open(self, generation: int) -> _Commit:
        """Open a commit; raises one of `_BREAKAGE`, or IndexDamaged."""
        if generation < 0 or not is_private(self._folder):
            raise BadFile(_NAME)
        manifest = Manifest.read(self._folder, generation)
        if manifest is None or manifest.fingerprint != self._fingerprint:
            raise BadFile(_NAME)
        contents = _contents_name(generation)
        if manifest.missing(self._folder) or contents not in manifest.files:
            raise BadFile(_NAME)
        if Entry.of(self._folder / contents) != manifest.files[contents]:
            raise BadFile(contents)
        described = TOC.read(self._storage, _NAME, generation, schema()).segments
        self._verifier.verify(manifest.files)
        opened = self._opened_before()
        segments = [
            opened.get(one.segment_id()) or open_segment(str(self._folder), one)
            for one in described
        ]
        deleted = [set(one.deleted_docs()) for one in described]
        snapshot = Snapshot(list(zip(segments, deleted, strict=True)))
        return _Commit(manifest, described, segments, snapshot)

    def _opened_before(self) -> dict[str, Segment]:
        if self._commit is None:
            return {}
        ids = [one.segment_id() for one in self._commit.described]
        return dict(zip(ids, self._commit.segments, strict=True))

    # Writing

    def update(self, documents: Sequence[IndexDocument]) -> None:
        """See `SearchIndex.update`."""
        with self._writing() as (commit, described):
            self._delete(commit, described, [document.key for document in documents])
            writer = SegmentWriter(self._analyzer())
            for document in {each.key: each for each in documents}.values():
                writer.add(document)
                if writer.is_full:
                    described.append(self._write(writer.write))
            if len(writer):
                described.append(self._write(writer.write))

    def delete(self, keys: Iterable[int]) -> None:
        """See `SearchIndex.delete`."""
        wanted = list(keys)
        with self._writing() as (commit, described):
            self._delete(commit, described, wanted)

    def merge(self, most: int | None = None) -> bool:
        """See `SearchIndex.merge`."""
        sizes = [(one.doc_count_all(), one.deleted_count()) for one in self._current().described]
        if not to_merge(sizes, most):
            return False
        with self._writing() as (commit, described):
            sizes = [(one.doc_count_all(), one.deleted_count()) for one in described]
            chosen = to_merge(sizes, most)
            sources = [
                (commit.segments[number], set(described[number].deleted_docs()))
                for number in chosen
            ]
            merged = self._write(lambda file: merge_segments(sources, file))
            for number in reversed(chosen):
                del described[number]
            if merged.doc_count_all():
                described.append(merged)
        return True

    def clear(self) -> None:
        """See `SearchIndex.clear`."""
        with self._locked():
            generation = self._latest() + 1
            self._store(generation, [], {})
            self._verifier = Verifier(self._folder)

    def _delete(self, commit: _Commit, described: list[Any], keys: Sequence[int]) -> None:
        for segment, number in commit.snapshot.numbers_of(keys):
            described[segment].delete_document(number)

    @contextmanager
    def _writing(self) -> Iterator[tuple[_Commit, list[Any]]]:
        """Give the last commit and its segments, to be changed; what they are then is stored."""
        with self._locked():
            commit = self._current()
            # A copy: what is deleted here is not yet deleted for those who read.
            described = pickle.loads(pickle.dumps(commit.described))
            yield commit, described
            files = {
                name: commit.manifest.files.get(name) or Entry.of(self._folder / name)
                for name in (one.make_filename(EXTENSION) for one in described)
            }
            self._verifier.trust(files)
            self._store(commit.manifest.generation + 1, described, files)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the lock, which also ends with the process; turn what the disk says into errors."""
        try:
            self._folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
            if not is_private(self._folder):
                raise self._unsafe_error()
            lock = self._storage.lock(f"{_NAME}_LOCK")
            if not lock.acquire():
                raise IndexBusy(tr("Another program is writing to the index right now."))
            try:
                yield
            except BaseException:
                self._remove_unfinished()
                raise
            finally:
                lock.release()
        except OSError as error:
            raise IndexUnwritable(
                tr(
                    "The index in {folder} cannot be written: {reason}. Searches look through"
                    " the articles that it lacks one by one."
                ).format(folder=one_line(str(self._folder)), reason=error.strerror or str(error))
            ) from error

    def _write(self, write: Callable[[Any], int]) -> W3Segment:
        """Write a segment; return it as Whoosh knows it."""
        described = OurCodec().new_segment(self._storage, _NAME)
        with (self._folder / described.make_filename(EXTENSION)).open("wb") as file:
            described.set_doc_count(write(file))
        return described

    def _store(self, generation: int, described: list[Any], files: dict[str, Entry]) -> None:
        """Make a commit of segments that are written, and remove what is no part of it."""
        new = self._folder / _NEW
        new.mkdir(exist_ok=True)
        contents = _contents_name(generation)
        (new / contents).unlink(missing_ok=True)
        TOC(schema(), described, generation).write(FileStorage(str(new)), _NAME)
        entry = Entry.of(new / contents)
        Manifest(generation, self._fingerprint, files | {contents: entry}).write(self._folder)
        (new / contents).replace(self._folder / contents)
        clean_files(self._storage, _NAME, generation, described)
        remove_others(self._folder, generation)

    def _remove_unfinished(self) -> None:
        """Remove segments that became no part of a commit."""
        with suppress(*_BREAKAGE):
            generation = self._latest()
            contents = TOC.read(self._storage, _NAME, generation, schema())
            clean_files(self._storage, _NAME, generation, contents.segments)

    def _damaged_error(self) -> IndexDamaged:
        return IndexDamaged(
            tr("The index in {folder} is missing or damaged; it is made anew.").format(
                folder=one_line(str(self._folder))
            )
        )

    def _unsafe_error(self) -> IndexUnwritable:
        return IndexUnwritable(
            tr(
                "Others can write to the index's folder {folder}, so it is not used."
                " Run: chmod 700 {folder}"
            ).format(folder=one_line(str(self._folder)))
        )


def _contents_name(generation: int) -> str:
    """Return what Whoosh names the file of contents."""
    return f"_{_NAME}_{generation}.toc"
