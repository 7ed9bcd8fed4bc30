"""Whether an index's files are as they were written: each is read once by whoever opens them."""

import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from reader.search.arrays import BadFile
from reader.search.manifest import Entry

_AT_ONCE = 32 * 2**20  # bytes; more are verified while searches go on


class Verifier:
    """Compares files with their checksums, many in the background."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._verified: dict[str, Entry] = {}
        self.has_failed = False
        """Whether, in the background, one of the files asked about last was found broken."""

    def verify(self, files: Mapping[str, Entry]) -> None:
        """Verify those of `files` that were not yet; raises BadFile, or OSError."""
        self.has_failed = False
        new = {name: entry for name, entry in files.items() if self._verified.get(name) != entry}
        if sum(entry.size for entry in new.values()) <= _AT_ONCE:
            for name, entry in new.items():
                if Entry.of(self._folder / name) != entry:
                    raise BadFile(name)
            self._verified = dict(files)
        else:
            threading.Thread(target=self._verify_later, args=(new,), daemon=True).start()

    def trust(self, files: Mapping[str, Entry]) -> None:
        """Count `files`, whose checksums were just taken, as verified."""
        self._verified.update(files)

    def _verify_later(self, new: Mapping[str, Entry]) -> None:
        for name, entry in new.items():
            with suppress(FileNotFoundError):  # merged away meanwhile
                if Entry.of(self._folder / name) != entry:
                    self.has_failed = True
                    return
                self._verified[name] = entry
