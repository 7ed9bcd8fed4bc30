"""Notes to the formats people use; `render` is the way in.

The same notes give the same bytes, in the same order, so that the files can live in a repository.
"""

from collections.abc import Sequence
from enum import StrEnum

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


def render(format_: Format, chapters: Sequence[Chapter], template: str = "") -> str:
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
