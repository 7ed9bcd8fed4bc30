"""A folder that is watched: what is put into it comes into the library, and stays where it is.

Nothing in it is moved, renamed or deleted. Of each file it is remembered how it was when it was
taken, so that it is taken again only if it changed, and a deleted article does not come back.
"""

import json
import os
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from reader.importing import find_items
from reader.library import Library
from reader.model import AddResult

_STATE = "inbox"
"""What the library remembers the files under that were taken."""

_OLD = 10.0
"""Seconds after which a file that nobody has written to counts as whole, without a second look."""

_Signature = tuple[int, int]
"""How a file is told from what it was: its size, and when it was last written, in nanoseconds."""


class Inbox:
    """The inbox of a library, looked at every now and then. Not for several threads at once."""

    def __init__(
        self, library: Library, folder: Path, now: Callable[[], float] = time.time
    ) -> None:
        self._library = library
        self._folder = str(folder)
        self._now = now
        self._seen: dict[str, _Signature] = {}
        self._taken = _remembered(library.state(_STATE))

    @property
    def is_there(self) -> bool:
        """Whether there is a folder to look into."""
        return os.path.isdir(self._folder)  # noqa: PTH112

    def take(self) -> Iterator[AddResult]:
        """Add what is new or changed since it was taken last; yield what became of each.

        A file that is still being written is left for a later look: one that was just as long at
        the look before, or not written to for some time, is whole. What cannot be read is told
        once, and again only if it changed. Raises a LibraryError; then it is tried again.
        """
        files = dict(_files(self._folder))
        whole = {path for path, signature in files.items() if self._is_whole(path, signature)}
        self._seen = files
        new = {path for path in whole if self._taken.get(path) != files[path]}
        if not new:
            return
        items = [
            item
            for item in find_items([self._folder])
            if item.path in new or _is_new_folder(item.path, files, whole, new)
        ]
        yield from self._library.add(items)
        taken = {path: files[path] for path in new}
        self._taken = {path: self._taken[path] for path in self._taken if path in files} | taken
        if not self._library.read_only:
            self._library.set_state(_STATE, json.dumps(self._taken))

    def _is_whole(self, path: str, signature: _Signature) -> bool:
        return self._seen.get(path) == signature or self._now() - signature[1] / 1e9 > _OLD


def _files(folder: str) -> Iterator[tuple[str, _Signature]]:
    """Yield the files below a folder that are not hidden, each with its signature."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = os.path.join(parent, name)  # noqa: PTH118
            if name.startswith("."):
                continue
            try:
                status = os.stat(path)  # noqa: PTH116
            except OSError:
                continue  # gone again, or a link to nowhere
            yield path, (status.st_size, status.st_mtime_ns)


def _is_new_folder(
    path: str, files: Collection[str], whole: Collection[str], new: Collection[str]
) -> bool:
    """Tell whether an item is a folder (an export) with something new, and all of it whole."""
    if not os.path.isdir(path):  # noqa: PTH112
        return False
    below = os.path.join(path, "")  # noqa: PTH118
    inside = {file for file in files if file.startswith(below)}
    return not inside.isdisjoint(new) and inside <= set(whole)


def _remembered(state: str) -> dict[str, _Signature]:
    try:
        return {
            str(path): (int(size), int(time)) for path, (size, time) in json.loads(state).items()
        }
    except (ValueError, TypeError, AttributeError):  # nothing remembered, or by another version
        return {}
