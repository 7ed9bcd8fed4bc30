"""Notes and entities written to files, each whole or not at all."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from reader.errors import ExportFailed
from reader.exporting import Format, render
from reader.exporting.chapter import Chapter
from reader.i18n import tr
from reader.text.normalise import one_line

_LONGEST_NAME = 180  # bytes of a title in a file's name: most file systems take 255 in all
_NO_NAME = re.compile(r'[\x00-\x1f/\\:*?"<>|.#^\[\]\s]+')  # of Windows, macOS, links of Obsidian


def export_to(output: str, form: Format, chapters: Sequence[Chapter], template: str = "") -> None:
    """Write notes to the file `output`; to one for each article, if it is a folder.

    A path that ends in a separator is a folder, made where it is missing. Raises ExportFailed.
    """
    path = Path(output).expanduser()
    if _is_folder(output):
        texts = {_file_of(path, each, form): render(form, [each], template) for each in chapters}
    else:
        texts = {path: render(form, chapters, template)}
    for file, text in texts.items():
        _write(file, text)


def write_document(output: str, name: str, text: str) -> Path:
    """Write `text` to the file `output`, or into that folder under `name`; return the file.

    What is a folder is told as by `export_to`. Raises ExportFailed.
    """
    path = Path(output).expanduser()
    file = path / name if _is_folder(output) else path
    _write(file, text)
    return file


def _file_of(folder: Path, chapter: Chapter, form: Format) -> Path:
    """Return the file of an article in `folder`: under its present name if it is there.

    So an article that was renamed is not there twice, and links to the file hold.
    """
    there = list(folder.glob(f"*-{chapter.article.id}{form.ending}"))
    return there[0] if len(there) == 1 else folder / file_name(chapter, form)


def file_name(chapter: Chapter, form: Format) -> str:
    """Return the name of an article's file: its title and its id."""
    return stem(chapter.article.title, chapter.article.id) + form.ending


def stem(title: str, id_: str = "") -> str:
    """Return a file's name, without an ending, of a title and an id."""
    name = _NO_NAME.sub("-", title).encode("utf-8")[:_LONGEST_NAME].decode("utf-8", "ignore")
    return f"{name.strip('-')}-{id_}".strip("-")


def _is_folder(output: str) -> bool:
    return Path(output).expanduser().is_dir() or output.endswith(("/", os.sep))


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    unfinished = path.with_name(f".reader-{os.getpid()}.new")
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
