"""The files of an export: an archive's, or a folder's. Names lead to nothing outside of it."""

# As a Path, a name of bytes that are no UTF-8 would not come back as it was.
# ruff: noqa: PTH118, PTH208

import os
import stat
from typing import Protocol

from reader.errors import Damaged, TooLarge
from reader.i18n import tr
from reader.importing.archive import Archive

LARGEST = 32 * 2**20
"""Bytes of one file."""

_LARGEST_EXPORT = 4 * 2**30  # bytes of all files of an archive; each is let go after it was read
_FOLDERS = ("content", "highlights", "annotations")


class Files(Protocol):
    """Files by their names, which have slashes."""

    @property
    def names(self) -> list[str]:
        """The names, in order."""
        ...

    def __contains__(self, name: object) -> bool: ...

    def read(self, name: str) -> bytes:
        """Return a file; raises ImportFailed."""
        ...


def archived(data: bytes) -> Archive:
    """Return the files of an archive; raises Damaged, TooLarge."""
    return Archive(data, largest=_LARGEST_EXPORT, largest_file=LARGEST)


class Folder:
    """The files in a folder and in the folders there that exports have."""

    def __init__(self, path: str) -> None:
        """Raises OSError."""
        self._path = path
        self._names = dict.fromkeys(sorted(os.listdir(path)))
        for below in _FOLDERS:
            inside = os.path.join(path, below)
            if os.path.isdir(inside):  # noqa: PTH112
                self._names |= dict.fromkeys(
                    f"{below}/{name}" for name in sorted(os.listdir(inside))
                )

    @property
    def names(self) -> list[str]:
        """See `Files.names`."""
        return list(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def read(self, name: str) -> bytes:
        """See `Files.read`."""
        try:
            descriptor = os.open(
                os.path.join(self._path, name), os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK
            )
            with os.fdopen(descriptor, "rb") as file:
                regular = stat.S_ISREG(os.fstat(descriptor).st_mode)
                data = file.read(LARGEST + 1) if regular else b""
        except OSError as error:
            raise Damaged(
                tr("A part of it cannot be read: {name}.").format(name=name[:100])
            ) from error
        if len(data) > LARGEST:
            raise TooLarge(tr("A part of it is too large: {name}.").format(name=name[:100]))
        return data
