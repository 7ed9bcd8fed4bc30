"""`reader export`, `reader import-notes`: notes out to files, and back in."""

import sys
from pathlib import Path
from types import SimpleNamespace

from reader.commands.adding import totals
from reader.commands.codes import DONE, FAILED
from reader.commands.notes import listing_of
from reader.commands.output import finish, print_json, say, writing
from reader.errors import ExportFailed, NotesRefused
from reader.exporting import Format, render
from reader.exporting.files import export_to
from reader.i18n import ntr, tr
from reader.importing.notes import LARGEST, read_notes
from reader.library import Library
from reader.library.exchange import counted, take_in, told
from reader.library.intake import STANDARD_INPUT
from reader.model import AddStatus
from reader.model.annotation import NoteOrder
from reader.text.normalise import one_line

_LARGEST_TEMPLATE = 2**20  # bytes


def run_export(library: Library, options: SimpleNamespace) -> int:
    """Run `reader export`; return the exit code."""
    listing = listing_of(library, options, order=NoteOrder.ARTICLE, descending=False)
    format_ = Format(options.format)
    template = _template(options.template)
    found = library.notes.chapters(listing)
    if not options.output:
        with writing():
            sys.stdout.flush()
            sys.stdout.buffer.write(render(format_, found, template).encode("utf-8"))
        finish()
        return DONE
    export_to(options.output, format_, found, template)
    count = sum(len(each.excerpts) for each in found)
    said = ntr("{count} note written to {path}", "{count} notes written to {path}", count)
    say(said.format(count=count, path=one_line(options.output)))
    return DONE


def _template(path: str) -> str:
    if not path:
        return ""
    try:
        with Path(path).open("rb") as file:
            data = file.read(_LARGEST_TEMPLATE + 1)
        if len(data) > _LARGEST_TEMPLATE:
            raise ExportFailed(tr("The template is too long."))
        return data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or tr("it is no text in UTF-8")
        raise ExportFailed(
            tr("The template {path} cannot be read: {reason}.").format(
                path=one_line(path), reason=reason
            )
        ) from error


def run_import(library: Library, options: SimpleNamespace) -> int:
    """Run `reader import-notes`; return the exit code."""
    written = []
    for path in options.files:
        try:
            written += read_notes(_read(path))
        except NotesRefused as error:
            raise NotesRefused(f"{one_line(path)}: {error}") from error
    outcomes = take_in(library.notes.database, written)
    for outcome in told(outcomes):
        say(f"{one_line(outcome.note.quote[:30] or outcome.note.note[:30])}: {outcome.message}")
    counts = counted(outcomes)
    if options.json:
        print_json({status.value: count for status, count in counts.items()})
    else:
        say(totals(counts))
    return FAILED if counts[AddStatus.FAILED] else DONE


def _read(path: str) -> bytes:
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise NotesRefused(tr("Nothing is piped in."))
        return sys.stdin.buffer.read(LARGEST + 1)
    try:
        if not Path(path).is_file():
            raise NotesRefused(tr("There is no such file."))
        with Path(path).open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise NotesRefused(tr("It cannot be read: {reason}.").format(reason=reason)) from error
