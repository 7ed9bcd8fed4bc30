"""Finding and reading files, whatever they turn out to be."""

# As a Path, an empty path would be the current folder.
# ruff: noqa: PTH100, PTH116, PTH118, PTH208

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from math import inf
from string import digits

from reader.errors import NotAFile, TooLarge, Unreadable
from reader.i18n import tr
from reader.importing import html
from reader.importing.formats import SUFFIXES, suffix
from reader.importing.readlater import exports

LARGEST = 32 * 1024 * 1024
"""Bytes of the largest file that is read: some ten million Chinese characters."""

LARGEST_EXPORT = 256 * 1024 * 1024
"""Bytes of the largest file that is read of what another program exported: many articles."""

_PARTS = ("_files", ".files", "_file", "-Dateien")
"""What browsers add to a page's name for the folder of its pictures and scripts."""

_Identity = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is to be imported."""

    path: str
    """As given, or below a folder that was given; may hold surrogate escapes."""
    error: str = ""
    """Why it cannot be, in the user's language; empty if it may be read."""
    data: bytes | None = None
    """What it holds, where that is no file: it was pasted."""


def find_items(paths: Iterable[str]) -> Iterator[Item]:
    """Yield the files at `paths` and in folders there, in natural order.

    In folders, what is hidden or has no suffix we read is passed over, and each folder is entered
    once, however many links lead to it. What cannot be read comes as an item with its error, in
    its place, and so does a given folder in which there is nothing to read.
    """
    entered: set[_Identity] = set()
    for path in paths:
        nothing = True
        for item in _walk(path, entered):
            nothing = False
            if item is not None:
                yield item
        if nothing:
            yield Item(path, _nothing_inside())


def _walk(given: str, entered: set[_Identity]) -> Iterator[Item | None]:
    """Yield the items at `given` and below, and None for a folder that was `entered` before."""
    folders = [iter((given,))]
    while folders:
        path = next(folders[-1], None)
        if path is None:
            folders.pop()
            continue
        expected = len(folders) == 1 or suffix(path) in SUFFIXES or _is_export(path)
        try:
            status = os.stat(path)
        except (OSError, ValueError) as error:
            # A dangling link without a suffix may have led to a folder of articles.
            if expected or not suffix(path):
                yield Item(path, explain(error))
            continue
        if not stat.S_ISDIR(status.st_mode):
            if expected:
                yield Item(path, "" if stat.S_ISREG(status.st_mode) else _not_a_file())
        elif (identity := (status.st_dev, status.st_ino)) in entered:
            yield None
        else:
            entered.add(identity)
            try:
                names = os.listdir(path)
            except OSError as error:
                yield Item(path, explain(error))
                continue
            if exports.is_folder(names):
                yield Item(path)
            else:
                folders.append(iter(_entries(path, names)))


def absolute(path: str) -> str:
    """Return a path as it is kept: absolute, bytes that are no UTF-8 written `\\xNN`."""
    return os.fsencode(os.path.abspath(path)).decode(errors="backslashreplace")


def _is_export(path: str) -> bool:
    """Tell whether a file that was met in a folder is an export of another program."""
    if suffix(path) not in exports.SUFFIXES:
        return False
    try:
        with open(path, "rb", opener=_open_file) as file:
            head = file.read(exports.HEAD)
            if not exports.may_be(head):
                return False
            end = file.seek(0, os.SEEK_END)
            file.seek(max(end - exports.TAIL, len(head)))
            return exports.recognise(head + file.read())
    except (OSError, ValueError, NotAFile):
        return False  # given by its own path, it is told why it cannot be read


def _entries(folder: str, names: list[str]) -> list[str]:
    """Return the paths of `names` in `folder` that are not hidden, in natural order.

    Folders of what belongs to a page that a browser saved whole are passed over.
    """
    names = [name for name in names if not name.startswith(".")]
    pages = {name.rpartition(".")[0] for name in names if suffix(name) in html.SUFFIXES}
    parts = {page + ending for page in pages for ending in _PARTS}
    names = [name for name in names if name not in parts]
    return [os.path.join(folder, name) for name in sorted(names, key=_natural)]


def _natural(name: str) -> tuple[list[tuple[float, str]], str]:
    """Return a sorting key that puts `2.md` before `10.md`, and numbers before letters."""
    parts = filter(None, re.split("([0-9]+)", name.casefold()))
    return [(int(part), "") if part[0] in digits else (inf, part) for part in parts], name


def load(path: str) -> tuple[bytes, datetime]:
    """Return the bytes of the regular file at `path`, and when they were written, in local time.

    Raises ImportFailed.
    """
    try:
        with open(path, "rb", opener=_open_file) as file:
            data = file.read(LARGEST + 1)
            saved = os.fstat(file.fileno()).st_mtime
            if len(data) > LARGEST and exports.may_be(data):
                data += file.read(LARGEST_EXPORT + 1 - len(data))
    except (OSError, ValueError) as error:
        raise Unreadable(explain(error)) from error
    limit = LARGEST_EXPORT if len(data) > LARGEST and exports.recognise(data) else LARGEST
    if len(data) > limit:
        raise TooLarge(
            tr("It is larger than {limit} MB; split it and add the parts.").format(
                limit=limit // 2**20
            )
        )
    return data, datetime.fromtimestamp(saved)


def _open_file(path: str, _flags: int) -> int:
    """Return a descriptor of the regular file at `path`; never wait for it."""
    # What was a file a moment ago may be a FIFO now: without O_NONBLOCK, opening it would wait.
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise NotAFile(_not_a_file()) from error
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotAFile(_not_a_file())
    return descriptor


def explain(error: OSError | ValueError) -> str:
    """Return in plain words, in the user's language, why something cannot be read."""
    match error:
        case FileNotFoundError():
            return tr("There is nothing at this path, or the link points nowhere.")
        case PermissionError():
            return tr("You have no permission to read it.")
        case OSError(errno=errno.ELOOP):
            return tr("Its links lead in a circle.")
        case OSError(strerror=str(reason)):
            return tr("It cannot be read: {reason}.").format(reason=reason)
        case _:
            return tr("This is not a path.")


def _nothing_inside() -> str:
    return tr("There is no file in this folder that reader can import: {suffixes}.").format(
        suffixes=" ".join(sorted(SUFFIXES))
    )


def _not_a_file() -> str:
    return tr("This is not a regular file but a pipe, a socket or a device; it was not opened.")
