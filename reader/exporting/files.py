"""Notes written to files, each whole or not at all."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from reader.errors import ExportFailed
from reader.exporting import Format, render
from reader.exporting.chapter import Chapter
from reader.i18n import tr
from reader.text.normalise import one_line

_LONGEST_NAME = 60  # characters of a title in a file's name
_NO_NAME = re.compile(r'[\x00-\x1f/\\:*?"<>|.\s]+')


def export_to(output: str, form: Format, chapters: Sequence[Chapter], template: str = "") -> None:
    """Write notes to the file `output`; to one for each article, if it is a folder.

    A path that ends in a separator is a folder, made where it is missing. Raises ExportFailed.
    """
    path = Path(output).expanduser()
    if path.is_dir() or output.endswith(("/", os.sep)):
        texts = {path / file_name(each, form): render(form, [each], template) for each in chapters}
    else:
        texts = {path: render(form, chapters, template)}
    for file, text in texts.items():
        _write(file, text)


def file_name(chapter: Chapter, form: Format) -> str:
    """Return the name of an article's file: its title and its id."""
    title = _NO_NAME.sub("-", chapter.article.title)[:_LONGEST_NAME].strip("-")
    return f"{title}-{chapter.article.id}".strip("-") + form.ending


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    unfinished = path.with_name(f".{path.name[:100]}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            unfinished.write_bytes(text.encode("utf-8"))
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise ExportFailed(
            tr("{path} cannot be written: {reason}.").format(
                path=one_line(str(path)), reason=error.strerror or error
            )
        ) from error
