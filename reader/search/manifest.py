"""The record of a commit: which files an index is made of, and their checksums.

A manifest is written before the commit that it is of, so that a commit without its manifest is
no commit of ours. Whoosh checks nothing and unpickles what it finds: nothing is given to it that
the manifest does not vouch for. Against one who can write to the folder it vouches for nothing,
so such a folder is not opened (`is_private`).
"""

import json
import os
import stat
import zlib
from pathlib import Path
from typing import NamedTuple, Self

FORMAT = 1
"""Changes whenever an older index cannot be read any more."""

_PREFIX, _SUFFIX = "manifest-", ".json"
_CHUNK = 2**20


class Entry(NamedTuple):
    """A file as it was written."""

    size: int
    checksum: int
    """CRC-32."""

    @classmethod
    def of(cls, path: Path) -> Self:
        """Return the entry of a file as it is now; raises OSError."""
        size = checksum = 0
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                checksum = zlib.crc32(chunk, checksum)
        return cls(size, checksum)


class Manifest(NamedTuple):
    """What a commit consists of."""

    generation: int
    fingerprint: str
    """How the texts were cut."""
    files: dict[str, Entry]

    def write(self, folder: Path) -> None:
        """Write the manifest into the index's folder; raises OSError."""
        record = json.dumps([FORMAT, self.generation, self.fingerprint, self.files]).encode()
        (folder / _name(self.generation)).write_bytes(b"%08x\n%s" % (zlib.crc32(record), record))

    @classmethod
    def read(cls, folder: Path, generation: int) -> Self | None:
        """Return the manifest of a commit; None where there is none, whole and of this format."""
        try:
            checksum, _, record = (folder / _name(generation)).read_bytes().partition(b"\n")
            if int(checksum, 16) != zlib.crc32(record):
                return None
            version, number, fingerprint, files = json.loads(record)
        except (OSError, ValueError):
            return None
        if version != FORMAT or number != generation:
            return None
        return cls(number, fingerprint, {name: Entry(*entry) for name, entry in files.items()})

    def missing(self, folder: Path) -> list[str]:
        """Return the files that are not there in their size: what shows at once."""
        return [name for name, entry in self.files.items() if _size(folder / name) != entry.size]

    def damaged(self, folder: Path) -> list[str]:
        """Return the files that are not as they were written; reads all of them."""
        return [name for name, entry in self.files.items() if _entry(folder / name) != entry]


def remove_others(folder: Path, generation: int) -> None:
    """Remove the manifests of all commits but one."""
    for path in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        if path.name != _name(generation):
            path.unlink(missing_ok=True)


def is_private(folder: Path) -> bool:
    """Tell whether only the person, or the system's administrator, can write to `folder`."""
    if os.name != "posix":
        return True
    found = folder.stat()
    own = found.st_uid in (os.geteuid(), 0)
    return own and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _name(generation: int) -> str:
    return f"{_PREFIX}{generation}{_SUFFIX}"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _entry(path: Path) -> Entry | None:
    try:
        return Entry.of(path)
    except OSError:
        return None
