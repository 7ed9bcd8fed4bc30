"""What was typed and not saved, each draft in a file of its own.

Drafts are kept outside the library, for the time when it is locked, full, read-only or gone. A
file is there whole or not at all.
"""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from reader.errors import DraftNotKept
from reader.i18n import tr
from reader.model.annotation import Colour, Draft, Selectors
from reader.text.normalise import one_line

_FOLDER_MODE = 0o700
_FILE_MODE = 0o600
_ENDING = ".json"
_NAME_CHARACTERS = frozenset("0123456789abcdefghijklmnopqrstuvwxyz-")


def keep(folder: Path, draft: Draft) -> None:
    """Keep `draft`, in place of the one with its key; on the disk on return.

    Raises DraftNotKept.
    """
    file = _file(folder, draft.key)
    unfinished = file.with_suffix(".new")
    text = json.dumps(draft._asdict() | {"selectors": draft.selectors}, ensure_ascii=False)
    try:
        folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        unfinished.touch(_FILE_MODE)
        with unfinished.open("wb") as to:
            to.write(text.encode("utf-8", "surrogatepass"))
            to.flush()
            os.fsync(to.fileno())
        unfinished.replace(file)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise DraftNotKept(
            tr("What you typed could not be kept in {file}: {reason}. Leave it open.").format(
                file=one_line(str(file)), reason=error.strerror or error
            )
        ) from error


def kept(folder: Path) -> list[Draft]:
    """Return the drafts there are, the last one first; files that hold none are passed over."""
    found = [draft for file in folder.glob(f"*{_ENDING}") for draft in _read(file)]
    return sorted(found, key=lambda draft: (draft.saved, draft.key), reverse=True)


def find(folder: Path, key: str) -> Draft | None:
    """Return the draft with this key, if there is one."""
    return next(_read(_file(folder, key)), None)


def drop(folder: Path, key: str) -> None:
    """Remove a draft, if it is there and may be removed: what was saved need not be offered."""
    with suppress(OSError):
        _file(folder, key).unlink(missing_ok=True)


def _file(folder: Path, key: str) -> Path:
    if not key or set(key) - _NAME_CHARACTERS:
        raise ValueError(f"not the key of a draft: {key!r}")
    return folder / f"{key}{_ENDING}"


def _read(file: Path) -> Iterator[Draft]:
    try:
        fields = json.loads(file.read_bytes().decode("utf-8", "surrogatepass"))
        selectors = fields.pop("selectors")
        draft = Draft(
            **fields | {"tags": tuple(fields["tags"]), "colour": Colour(fields["colour"])},
            selectors=selectors and Selectors(*selectors),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return  # not one of ours: it is left where it is
    if draft.key == file.stem:
        yield draft
