"""PDF with a text layer: lines joined into paragraphs; what repeats on every page left out."""

import re
import time
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.errors import Damaged, Empty, ExtraMissing, Protected, TooLarge
from reader.i18n import tr
from reader.importing import columns, plaintext
from reader.importing.dates import parse_date
from reader.importing.origin import Origin
from reader.importing.wrapping import join
from reader.model import Document
from reader.text.normalise import canonical, one_line

if TYPE_CHECKING:
    from pypdf import PdfReader

SUFFIXES = frozenset({".pdf"})

_MOST_PAGES = 3_000
_MOST_CHARS = 8_000_000
_LONGEST_TIME = 60.0  # seconds
_EDGES = 2  # lines at the top and the foot of a page where headers and footers stand
_OFTEN = 0.5  # of the pages bear a header
_DIGITS = re.compile(r"\d+|[ⅰ-ⅿ]+|\b[ivxlc]+\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\W{0,3}(?:第\s?)?\d{1,4}(?:\s?页)?(?:\s?/\s?(?:共\s?)?\d{1,4}(?:\s?页)?)?\W{0,3}"
)
_GENERIC = re.compile(r"untitled|microsoft word|\.(?:docx?|pdf|tex|indd|wps|pptx?)$", re.IGNORECASE)


def recognise(head: bytes) -> bool:
    """Tell whether a file that begins with `head` is surely PDF."""
    return head.startswith(b"%PDF-")


def read(data: bytes, origin: Origin) -> Document:
    """Return the text of the PDF `data`.

    Raises:
        ExtraMissing: pypdf is not installed.
        Protected: it cannot be read without a password.
        Empty: its pages are pictures.
        Damaged, TooLarge: it cannot be read at all, or not within bounds.
    """
    try:
        import pypdf
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise ExtraMissing(
            tr("To read PDF, install reader with its extra: pip install 'reader-tui[pdf]'.")
        ) from error
    import logging
    from io import BytesIO

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it would write on the screen
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Protected(tr("It is protected by a password; save it without one."))
        pages = _pages(reader)
        said = dict(reader.metadata or {})
        title, author = (one_line(str(said.get(key) or ""))[:200] for key in ("/Title", "/Author"))
        created = _created(str(said.get("/CreationDate") or ""))
    except (
        PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError,
        OverflowError, AssertionError, NotImplementedError, EOFError, ZeroDivisionError,
        UnicodeError, ArithmeticError,
    ) as error:  # fmt: skip  # pypdf lets through what Python raises on a broken file
        if type(error).__name__ == "DependencyError":
            raise Protected(tr("It is encrypted in a way that cannot be read here.")) from error
        raise Damaged(
            tr("It is broken, or not what its name says; save or download it once more.")
        ) from error
    lines = _paragraphs(pages)
    if not lines:
        raise Empty(tr("Its pages are pictures without text; text recognition would be needed."))
    document = plaintext.document(lines, origin, "" if _GENERIC.search(title) else title)
    return document._replace(author=document.author or author, date=document.date or created)


def _pages(reader: "PdfReader") -> list[list[str]]:
    """Return the lines of each page."""
    begun, chars = time.monotonic(), 0
    pages: list[list[str]] = []
    if len(reader.pages) > _MOST_PAGES:
        raise TooLarge(tr("It has more than {limit} pages.").format(limit=_MOST_PAGES))
    for page in reader.pages:
        text = canonical(columns.extract(page)).replace("\t", " ")
        chars += len(text)
        if chars > _MOST_CHARS or time.monotonic() - begun > _LONGEST_TIME:
            raise TooLarge(tr("It takes too long to read; split it and add the parts."))
        pages.append([line.rstrip() for line in text.split("\n")])
    return pages


def _paragraphs(pages: Sequence[Sequence[str]]) -> list[str]:
    """Return the paragraphs of all pages."""
    repeated = _repeated(pages)
    lines: list[str] = []
    for page in pages:
        shown = [line for line in page if line.strip()]
        edges = {*range(_EDGES), *range(len(shown) - _EDGES, len(shown))}
        lines += [
            line
            for index, line in enumerate(shown)
            if not (
                index in edges and (_shape(line) in repeated or _NUMBER.fullmatch(line.strip()))
            )
        ]
    return join(lines)


def _repeated(pages: Sequence[Sequence[str]]) -> set[str]:
    """Return the shapes of the lines that stand at the edges of many pages."""
    counts: Counter[str] = Counter()
    for page in pages:
        shown = [line for line in page if line.strip()]
        counts.update({_shape(line) for line in (*shown[:_EDGES], *shown[-_EDGES:])})
    return {shape for shape, count in counts.items() if count >= max(3, _OFTEN * len(pages))}


def _shape(line: str) -> str:
    """Return a line with its numbers alike: `第 3 页` and `第 4 页` have one shape."""
    return _DIGITS.sub("0", "".join(line.split()))


def _created(said: str) -> str:
    match = re.match(r"D:(\d{4})(\d\d)(\d\d)", said)
    return parse_date("-".join(match.groups())) if match else ""
