"""Notes as the CSV that Readwise imports."""

import csv
import io
import re
from collections.abc import Sequence

from reader.exporting.chapter import Chapter
from reader.text.spreadsheet import guarded

COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
"""Readwise's columns, in its order."""

_NO_TAG = re.compile(r"[\s,.]+")


def readwise_csv(chapters: Sequence[Chapter]) -> str:
    """Return notes, one a row (RFC 4180).

    A note on a whole article highlights its title, since Readwise takes none without a highlight,
    and has no location. Tags stand at the note's end as Readwise reads them: `.tag`. A cell that a
    spreadsheet might calculate begins with an apostrophe.
    """
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for article, excerpts in chapters:
        for annotation, _, _ in excerpts:
            tags = " ".join("." + _NO_TAG.sub("-", tag) for tag in annotation.tags)
            selectors = annotation.selectors
            place = annotation.place or (selectors and selectors.span)
            cells = (
                annotation.quote or article.title,
                article.title,
                article.author,
                article.url,
                "\n".join(part for part in (annotation.note, tags) if part),
                str(place.start) if place else "",
                annotation.created[:19].replace("T", " "),
            )
            writer.writerow(map(guarded, cells))
    return table.getvalue()
