"""Notes and entities to the formats people use; `render` is the way in for notes.

The same notes give the same bytes, in the same order, so that the files can live in a repository.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.exporting.chapter import Chapter


class Format(StrEnum):
    """What notes can be written as."""

    MARKDOWN = "markdown"
    JSON = "json"
    JSON_LD = "jsonld"
    CSV = "csv"
    ORG = "org"

    @property
    def ending(self) -> str:
        """The ending of a file's name."""
        return {"markdown": ".md", "json": ".json", "jsonld": ".jsonld"}.get(self, f".{self}")


class MentionFormat(StrEnum):
    """What mentions can be written as; the ending of a file's name too."""

    JSON = "json"
    CSV = "csv"
    CONLL = "conll"
    HTML = "html"


def render(format_: Format, chapters: "Sequence[Chapter]", template: str = "") -> str:
    """Return the notes in `chapters` as `format_`.

    `template`, in the language of Jinja, takes the place of the one that Markdown or org come
    with. Raises ExportFailed where it cannot be followed.
    """
    match format_:
        case Format.JSON:
            from reader.exporting.jsons import notes_json

            return notes_json(chapters)
        case Format.JSON_LD:
            from reader.exporting.jsons import notes_json_ld

            return notes_json_ld(chapters)
        case Format.CSV:
            from reader.exporting.tables import readwise_csv

            return readwise_csv(chapters)
        case _:
            from reader.exporting.templates import fill, standard

            return fill(template or standard(format_.ending), chapters)
