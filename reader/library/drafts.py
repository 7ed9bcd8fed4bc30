"""What was typed and not saved, each draft in a file of its own.

Drafts are kept outside the library, for the time when it is locked, full, read-only or gone. A
file is there whole or not at all.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from reader.config import drafts_folder
from reader.database.annotations.base import Passage
from reader.database.base import Database
from reader.errors import DraftNotKept
from reader.i18n import tr
from reader.library.passages import passage
from reader.model import Article, Span
from reader.model.annotation import Annotation, Colour, Draft, Edit, Selectors
from reader.model.times import utc_now
from reader.text.normalise import one_line

_FOLDER_MODE = 0o700
_FILE_MODE = 0o600
_ENDING = ".json"
_NAME_CHARACTERS = frozenset("0123456789abcdefghijklmnopqrstuvwxyz-")
_TELLING_DIGEST = 8  # characters of a text's digest in the name of a draft


class Drafts:
    """The drafts about the articles of a library."""

    def __init__(self, database: Database) -> None:
        self._store = database.annotations
        place = str(database.folder.absolute()).encode("utf-8", "surrogateescape")
        self._folder = drafts_folder() / hashlib.sha256(place).hexdigest()[:16]

    def of(self, article: Article, span: Span | None, note: Annotation | None = None) -> Draft:
        """Return what was typed about a passage, or into `note`, and not saved.

        Where nothing was, a draft that says what the note does, or nothing, and is not kept yet.
        Raises NoteRefused for a passage that `Notes.annotate` refuses.
        """
        if note is not None:
            key, selectors, digest = note.id, note.selectors, note.digest
        else:
            digest = article.summary.digest
            selectors = None if span is None else passage(article, span).selectors
            place = "whole" if span is None else f"{span.start}-{span.end}"
            key = f"{article.summary.id}-{digest[:_TELLING_DIGEST]}-{place}"
        return next(_read(self._file(key)), None) or Draft(
            key=key,
            article=article.summary.id,
            annotation=note.id if note else "",
            selectors=selectors,
            digest=digest,
            tags=note.tags if note else (),
            note=note.note if note else "",
            colour=note.colour if note else Colour.YELLOW,
        )

    def kept(self) -> list[Draft]:
        """Return the drafts there are, the last one first; files that hold none are passed over."""
        found = [draft for file in self._folder.glob(f"*{_ENDING}") for draft in _read(file)]
        return sorted(found, key=lambda draft: (draft.saved, draft.key), reverse=True)

    def keep(self, draft: Draft, typed: Edit) -> Draft:
        """Keep what was typed, on the disk on return; raises DraftNotKept.

        What says nothing of something new, in the colour that `draft` has anyway, is not kept.
        """
        kept = draft._replace(
            tags=typed.tags or (),
            note=typed.note or "",
            colour=typed.colour or draft.colour,
            saved=utc_now(),
        )
        if kept.note or kept.tags or kept.annotation or kept.colour != draft.colour:
            _write(self._file(kept.key), kept)
        else:
            self.drop(kept)
        return kept

    def store(self, draft: Draft, typed: Edit) -> Annotation:
        """Make a note of what was typed, or change the one it was typed into; forget the draft.

        A passage of a text that the article no longer has is looked for in the present one.
        """
        if draft.annotation:
            stored = self._store.edit(draft.annotation, typed)
        else:
            seen = Passage(draft.selectors, draft.digest) if draft.selectors else None
            stored = self._store.add(draft.article, seen, typed)
        self.drop(draft)
        return stored

    def drop(self, draft: Draft) -> None:
        """Forget what was typed: it was saved, or is not wanted.

        What may not be removed stays: what was saved need not be offered.
        """
        with suppress(OSError):
            self._file(draft.key).unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        if not key or set(key) - _NAME_CHARACTERS:
            raise ValueError(f"not the key of a draft: {key!r}")
        return self._folder / f"{key}{_ENDING}"


def _write(file: Path, draft: Draft) -> None:
    """Write a draft in place of the one in `file`; on the disk on return. Raises DraftNotKept."""
    unfinished = file.with_suffix(".new")
    text = json.dumps(draft._asdict() | {"selectors": draft.selectors}, ensure_ascii=False)
    try:
        file.parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        unfinished.touch(_FILE_MODE)
        with unfinished.open("wb") as to:
            to.write(text.encode("utf-8", "surrogatepass"))
            to.flush()
            os.fsync(to.fileno())
        unfinished.replace(file)
        _sync(file.parent)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise DraftNotKept(
            tr("What you typed could not be kept in {file}: {reason}. Leave it open.").format(
                file=one_line(str(file)), reason=error.strerror or error
            )
        ) from error


def _sync(folder: Path) -> None:
    """Have the disk keep the names in a folder, where the system lets folders be opened."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


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
