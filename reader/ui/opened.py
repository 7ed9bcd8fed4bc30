"""The open article, with what is asked of it again and again."""

from bisect import bisect_right
from functools import cached_property

from reader.model import Article, BlockKind, MarkKind, Span
from reader.text.fold import fold
from reader.text.normalise import one_line
from reader.ui.cells import fit
from reader.ui.screens.contents import Heading

_REMINDER = 42
"""Cells of the text that reminds of a place."""


class OpenedArticle:
    """An article; what is costly is found when it is first asked for."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.summary = article.summary

    @cached_property
    def folded(self) -> str:
        """The text to find in."""
        return fold(self.article.text)

    @cached_property
    def headings(self) -> list[Heading]:
        """The headings, in order."""
        text = self.article.text
        return [
            Heading(block.span.start, block.level, one_line(block.span.of(text)))
            for block in self.article.structure.blocks
            if block.kind is BlockKind.HEADING
        ]

    def heading_at(self, offset: int) -> int:
        """Return the index of the heading that `offset` stands under; -1 before the first."""
        return bisect_right(self.headings, offset, key=lambda heading: heading.offset) - 1

    def reminder(self, offset: int) -> str:
        """Return how the text at `offset` begins."""
        some = self.article.text[offset : offset + 4 * _REMINDER]  # white space folds
        return fit(one_line(some), _REMINDER)

    def percent(self, offset: int) -> int:
        """Return how much of the text stands before `offset`."""
        return 100 * offset // max(1, len(self.article.text))

    def links(self, part: Span) -> dict[str, str]:
        """Return the addresses that a part of the text links to, with the words that do."""
        found: dict[str, str] = {}
        for link in self.article.structure.marks:
            if link.kind is MarkKind.LINK and link.span.overlaps(part):
                found.setdefault(link.target, one_line(link.span.of(self.article.text)))
        return found
