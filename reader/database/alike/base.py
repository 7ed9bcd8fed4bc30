"""The seam between articles that are alike and their store."""

from typing import Protocol

from reader.model import ArticleSummary
from reader.model.resemblance import Alike, Turn, Verdict


class AlikeStore(Protocol):
    """Pairs of articles that are much alike. What `Database` promises holds here too."""

    def pairs(self, verdict: Verdict = Verdict.OPEN) -> list[Alike]:
        """Return the pairs of which `verdict` was said, the one found last first."""
        ...

    def count(self) -> int:
        """Return how many pairs are `OPEN`."""
        ...

    def of(self, article: str) -> list[Alike]:
        """Return the pairs that the article is in, those `APART` last, else the most alike first.

        `Alike.article` is the one asked about. Those that came in before pairs were kept are found
        once `catch_up` is done.
        """
        ...

    def compare(self, article: str, other: str) -> Alike:
        """Return two articles with how much they are alike, be it little; raises MergeRefused."""
        ...

    def judge(self, article: str, other: str, verdict: Verdict) -> None:
        """Keep what a person says of two articles; raises MergeRefused where they are one."""
        ...

    def merge(self, article: str, other: str, turn: Turn) -> ArticleSummary:
        """Take `other` into `article` as one of its earlier texts, or as the present one.

        `other` is no article any more: its texts are versions, its notes are the article's and
        find their places anew, as reading position and marks do; tags, star and read state are
        added, and so is what belongs to it elsewhere (feeds, corrections, what was said of other
        pairs). Its id goes on naming the article; a file or page that it came from changes the
        article if it has a text that the article never had. Returns the article as it is then.
        `AnnotationStore.undo` makes two of it again. Raises MergeRefused where the two are one.
        """
        ...

    def catch_up(self) -> bool:
        """Look at some articles that came in before pairs were kept; tell whether more are left."""
        ...
