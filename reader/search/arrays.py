"""Files of named arrays, written from front to back and read without copying.

"RdrArr1\\n"   the arrays, each aligned to 8 bytes   directory (JSON)   its length (8 bytes)
"""

import json
import mmap
import struct
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"RdrArr1\n"
_LENGTH = struct.Struct("<Q")
_ALIGNMENT = 8

POSTING = np.dtype([("doc", "<u2"), ("count", "u1")])
"""An article within its segment, and how often a term stands in it (255: or more)."""

Array = NDArray[Any]


class BadFile(ValueError):
    """A file is not as it was written."""


class ArrayWriter:
    """Writes a file of arrays, one after the other; a context manager."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._file.write(_MAGIC)
        self._directory: dict[str, tuple[Any, int, int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            directory = json.dumps(self._directory).encode()
            self._file.write(directory + _LENGTH.pack(len(directory)))
        self._file.close()

    def write(self, name: str, *parts: Array) -> None:
        """Write an array, given in parts of one type."""
        self.begin(name, parts[0].dtype)
        for part in parts:
            self.append(part)

    def begin(self, name: str, kind: "np.dtype[Any]") -> None:
        """Begin an array of elements of `kind`; `append` says what is in it."""
        self._file.write(bytes(-self._file.tell() % _ALIGNMENT))
        described: Any = kind.descr if kind.names else kind.str
        self._name = name
        self._directory[name] = (described, self._file.tell(), 0)

    def append(self, part: Array) -> None:
        """Go on with the array that was begun last."""
        kind, start, length = self._directory[self._name]
        self._file.write(np.ascontiguousarray(part).data)
        self._directory[self._name] = (kind, start, length + len(part))


class ArrayFile:
    """The arrays of a file, mapped into memory until nobody holds one any more."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`; raises OSError, or BadFile where that shows at once."""
        with path.open("rb") as file:
            try:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as error:  # an empty file
                raise BadFile(path.name) from error
        try:
            self._directory = self._read_directory()
        except (ValueError, TypeError, struct.error) as error:
            raise BadFile(path.name) from error

    def _read_directory(self) -> dict[str, tuple[Any, int, int]]:
        end = len(self._map) - _LENGTH.size
        if self._map[: len(_MAGIC)] != _MAGIC:
            raise BadFile
        (length,) = _LENGTH.unpack(self._map[end:])
        found = json.loads(self._map[end - length : end])
        return {name: (kind, start, size) for name, (kind, start, size) in found.items()}

    def __contains__(self, name: str) -> bool:
        return name in self._directory

    def read(self, name: str) -> Array:
        """Return an array, not to be written to; raises BadFile where it is not all there."""
        try:
            kind, start, length = self._directory[name]
            described = [tuple(one) for one in kind] if isinstance(kind, list) else kind
            return np.frombuffer(self._map, np.dtype(described), length, start)
        except (LookupError, ValueError, TypeError) as error:
            raise BadFile(name) from error
