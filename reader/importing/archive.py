"""ZIP archives that are not to be trusted: nothing is unpacked to the disk, and all is bounded."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from reader.errors import Damaged, Protected, TooLarge
from reader.i18n import tr

_MOST_ENTRIES = 20_000
_LARGEST = 64 * 2**20  # bytes, unpacked, of all that is read
_END = struct.Struct("<4s4H2LH")  # the end of central directory record (APPNOTE.TXT, 4.3.16)
_ENTRY = 46  # bytes, at least, of an entry of the central directory


class Archive:
    """A ZIP archive in memory; `read` gives up what it holds, up to a limit for all of it."""

    def __init__(
        self, data: bytes, *, largest: int = _LARGEST, largest_file: int = _LARGEST
    ) -> None:
        """Take the bytes that all that is read may have, unpacked, and one file of it.

        Raises Damaged or TooLarge.
        """
        _check_directory(data)
        with _explained():
            self._zip = zipfile.ZipFile(BytesIO(data))
            self._names = {info.filename: info for info in self._zip.infolist()}
        self._largest, self._largest_file = largest, largest_file
        self._left = largest

    @property
    def names(self) -> list[str]:
        """The names of the files, in their order."""
        return list(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def read(self, name: str) -> bytes:
        """Return the file `name`.

        Raises:
            Damaged: there is none, or it is broken.
            Protected: it is encrypted.
            TooLarge: it, or all that was read, is larger than an article can be.
        """
        if name not in self._names:
            raise Damaged(tr("A part of it is missing: {name}.").format(name=name[:100]))
        if self._names[name].flag_bits & 1:
            raise Protected(tr("It is protected by a password; save it without one."))
        with _explained(), self._zip.open(self._names[name]) as file:
            data = file.read(min(self._left, self._largest_file) + 1)
        self._left -= len(data)
        if self._left < 0 or len(data) > self._largest_file:
            limit = self._largest if self._left < 0 else self._largest_file
            raise TooLarge(tr("It unpacks to more than {limit} MB.").format(limit=limit // 2**20))
        return data


def _check_directory(data: bytes) -> None:
    """Refuse an archive of more entries than any book has, before they are read."""
    start = data.rfind(b"PK\x05\x06", max(len(data) - 65_536 - _END.size, 0))
    if start < 0 or len(data) < start + _END.size:
        raise Damaged(_broken())
    _, _, _, _, entries, size, _, _ = _END.unpack_from(data, start)
    if max(entries, size // _ENTRY) > _MOST_ENTRIES and size // _ENTRY > _MOST_ENTRIES:
        raise TooLarge(tr("It holds more than {limit} files.").format(limit=_MOST_ENTRIES))


@contextmanager
def _explained() -> Iterator[None]:
    """Tell what the drivers raise about a broken archive as Damaged."""
    try:
        yield
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError,
        struct.error, ValueError, OverflowError,
    ) as error:  # fmt: skip
        raise Damaged(_broken()) from error


def _broken() -> str:
    return tr("It is broken, or not what its name says; save or download it once more.")
