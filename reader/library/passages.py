"""Passages of articles, as a person selects or quotes them."""

from reader.database.annotations.base import Passage
from reader.errors import NoteRefused, QuoteNotFound
from reader.i18n import tr
from reader.model import Article, Span
from reader.text.anchoring import describe
from reader.text.find import find
from reader.text.fold import fold


def passage(article: Article, span: Span) -> Passage:
    """Return `span` of an article without white space at its ends.

    Raises NoteRefused where nothing that can be seen is left, or it goes beyond the text.
    """
    words = span.of(article.text)
    start = span.start + len(words) - len(words.lstrip())
    trimmed = Span(start, start + len(words.strip())) if words.strip() else None
    if trimmed is None or span.end > len(article.text):
        raise NoteRefused(tr("Nothing is selected: a passage needs at least one character."))
    return Passage(describe(article.text, trimmed), article.summary.digest)


def quoted(article: Article, quote: str, prefix: str = "", suffix: str = "") -> list[Span]:
    """Return where `quote` stands in an article, between `prefix` and `suffix`.

    Script, width, case and white space make no difference. Raises QuoteNotFound where it does not
    occur.
    """
    folded = fold(article.text)
    found = [
        Span(*span)
        for span in find(folded, quote).spans
        if _ends_with(folded[: span[0]], prefix) and _begins_with(folded[span[1] :], suffix)
    ]
    if not found:
        raise QuoteNotFound(tr("The quote does not occur in the article."))
    return found


def _ends_with(text: str, words: str) -> bool:
    wanted = "".join(fold(words).split())
    return "".join(text[-len(wanted) * 2 - 8 :].split()).endswith(wanted)


def _begins_with(text: str, words: str) -> bool:
    wanted = "".join(fold(words).split())
    return "".join(text[: len(wanted) * 2 + 8].split()).startswith(wanted)
