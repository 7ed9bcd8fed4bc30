"""All kinds of exports: which one a file is, told by its content alone, and what it holds."""

import re
from collections.abc import Iterator
from types import ModuleType

from reader.errors import Damaged
from reader.i18n import tr
from reader.importing.readlater import (
    bookmarks,
    instapaper,
    omnivore,
    pocket,
    readwise,
    wallabag,
)
from reader.importing.readlater.files import Files, archived
from reader.importing.readlater.record import Record

SUFFIXES = frozenset({".csv", ".json", ".zip"})
"""Of the files in a folder, those with one of these are read if they are exports."""

HEAD = 65_536
"""Bytes of a file's beginning by which it is told."""

TAIL = 4 * 2**20
"""Bytes of an archive's end, where the names of its files stand."""

_ZIP = b"PK\x03\x04"
_NAMES = re.compile(rb"metadata_\d{1,9}_to_\d{1,9}\.json|part_\d{6}\.csv")

_PROGRAMS: tuple[ModuleType, ...] = (
    bookmarks,
    pocket,
    instapaper,
    readwise,
    wallabag,
    omnivore,
)


def recognise(data: bytes) -> bool:
    """Tell whether a file is an export; of a long one, its beginning and its end are enough."""
    if data.startswith(_ZIP):
        return bool(_NAMES.search(data, max(len(data) - TAIL, 0)))
    return may_be(data)


def may_be(head: bytes) -> bool:
    """Tell by the beginning of a file whether it is an export, or an archive that may be one."""
    return head.startswith(_ZIP) or _program(head) is not None


def _program(data: bytes) -> ModuleType | None:
    head = data[:HEAD].removeprefix(b"\xef\xbb\xbf")
    return next((program for program in _PROGRAMS if program.recognise(head)), None)


def read(data: bytes) -> Iterator[Record]:
    """Yield what an export holds; raises ImportFailed where it breaks off."""
    if data.startswith(_ZIP):
        return read_files(archived(data))
    program = _program(data)
    if program is None:
        raise Damaged(tr("It is no export that reader knows."))
    records: Iterator[Record] = program.read(data)
    return records


def is_folder(names: list[str]) -> bool:
    """Tell whether the files in a folder are an export that was unpacked."""
    return any(map(omnivore.LISTS.fullmatch, names))


def read_files(files: Files) -> Iterator[Record]:
    """Yield what the files of an export hold."""
    if any(map(omnivore.LISTS.fullmatch, files.names)):
        return omnivore.read_files(files)
    return pocket.read_files(files)
