"""Searching a library: a query in, hits with snippets out.

Articles that no index knows are looked through one by one, title and text folded.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from reader.database.base import Database, SearchText
from reader.errors import SearchStopped
from reader.i18n import tr
from reader.model import ArticleSummary, Hit, Results, SearchOrder, Snippet, Span
from reader.text.find import Hits, find
from reader.text.fold import fold

_CONTEXT = 30  # code points on either side of a match in a snippet
_SNIPPETS = 3


class _Match(NamedTuple):
    key: int
    score: float
    snippets: tuple[Snippet, ...]
    matches: int


def search(
    database: Database,
    query: str,
    *,
    limit: int,
    order: SearchOrder,
    stopped: Callable[[], bool],
) -> Results:
    """See `reader.library.Library.search`."""
    words = fold(query).split()
    if not words:
        return Results(query, (), 0, 0)
    matches = list(_look_through(database, words, stopped))
    if order is SearchOrder.RANK:
        matches.sort(key=lambda match: -match.score)
    found = database.summaries([match.key for match in matches[:limit]])
    hits = tuple(_hits(matches[:limit], found))
    return Results(query, hits, len(matches), len(matches))


def _look_through(
    database: Database, words: list[str], stopped: Callable[[], bool]
) -> Iterator[_Match]:
    """Yield the articles whose title or text holds each of `words`, the newest first."""
    for article in database.texts(database.all_keys()):
        if stopped():
            raise SearchStopped(tr("The search was stopped."))
        title, text = fold(article.title), fold(article.text)
        if all(word in text or word in title for word in words):
            yield _match(article, title, text, words)


def _match(article: SearchText, title: str, text: str, words: list[str]) -> _Match:
    found = [find(text, word) for word in words]
    matches = sum(map(len, found))
    in_title = sum(word in title for word in words)
    score = in_title + matches / (len(text) + 1)
    return _Match(article.key, score, tuple(_snippets(article.text, found)), matches)


def _snippets(text: str, found: list[Hits]) -> Iterator[Snippet]:
    """Yield a stretch of `text` around the first match of each word."""
    for hits in found[:_SNIPPETS]:
        if not hits:
            continue
        first = hits[0]
        start = max(first.start - _CONTEXT, 0)
        part = text[start : first.end + _CONTEXT]
        yield Snippet(part, start, (Span(first.start - start, first.end - start),))


def _hits(matches: list[_Match], found: dict[int, ArticleSummary]) -> Iterator[Hit]:
    for match in matches:
        if match.key in found:
            summary = found[match.key]
            yield Hit(summary, match.score, True, match.snippets, match.matches)
