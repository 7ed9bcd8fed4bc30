"""Everything that an item holds: one document mostly, a book's chapters, or all of an export."""

# ruff: noqa: PTH112  as a Path, an empty path would be the current folder

import os
from collections.abc import Iterator
from typing import NamedTuple

from reader.errors import Empty, ImportFailed, NotAFile, ReaderError, Unreadable
from reader.i18n import tr
from reader.importing import epub
from reader.importing.files import Item, absolute, explain, load
from reader.importing.formats import form_of, read_bytes
from reader.importing.origin import Origin
from reader.importing.readlater import exports
from reader.importing.readlater.files import Folder
from reader.importing.readlater.record import Record, taken
from reader.model import Document
from reader.model.web import Saved
from reader.text.normalise import one_line

_LONGEST_NAME = 300  # code points


class Incoming(NamedTuple):
    """One thing on its way into the library."""

    path: str
    """What to call it: the item's path, or the address that an export has for it."""
    what: Document | Saved | ReaderError
    """What it is, or why it cannot be had."""


def read_all(item: Item, *, chapters: bool = False) -> Iterator[Incoming]:
    """Yield what the file of `item` holds; with `chapters` those of a book one by one.

    What cannot be read comes as an ImportFailed, in its place.
    """
    try:
        if item.error:
            raise Unreadable(item.error)
        if item.data is not None:
            yield from read_parts(item.data, item.path, Origin(), chapters=chapters)
            return
        if os.path.isdir(item.path):
            yield from _records(exports.read_files(_folder(item.path)), item.path)
            return
        data, saved = load(item.path)
        origin = Origin(os.path.basename(item.path), saved)  # noqa: PTH119
        yield from read_parts(data, item.path, origin, absolute(item.path), chapters=chapters)
    except ImportFailed as error:
        yield Incoming(item.path, error)


def read_parts(
    data: bytes, path: str, origin: Origin, place: str = "", *, chapters: bool = False
) -> Iterator[Incoming]:
    """Yield what `data` holds; raises ImportFailed where nothing more of it can be read.

    `place` is the absolute path of the file, if it is one. A chapter's is within its book's; what
    an export holds has none but its address.
    """
    if exports.recognise(data):
        yield from _records(exports.read(data), path)
    elif chapters and form_of(data, origin.name) is epub:
        for name, chapter in epub.read_chapters(data, origin):
            yield Incoming(path, chapter._replace(path=f"{place}#{name}" if place else ""))
    else:
        yield Incoming(path, read_bytes(data, origin=origin)._replace(path=place))


def _records(records: Iterator[Record], path: str) -> Iterator[Incoming]:
    """Yield what the records of an export hold; they are told apart by their addresses."""
    nothing = True
    for record in records:
        nothing = False
        name = one_line(record.address or record.title, _LONGEST_NAME) or path
        try:
            what: Document | Saved | ReaderError = taken(record)
        except ImportFailed as error:
            what = error
        yield Incoming(what.address if isinstance(what, Saved) else name, what)
    if nothing:
        raise Empty(tr("Nothing is saved in this export."))


def _folder(path: str) -> Folder:
    try:
        folder = Folder(path)
    except OSError as error:
        raise Unreadable(explain(error)) from error
    if not exports.is_folder(folder.names):
        raise NotAFile(tr("This is a folder, and not an export of another program."))
    return folder
