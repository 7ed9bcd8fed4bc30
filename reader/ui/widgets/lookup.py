"""What is looked for in an article, and which hit the reader is at."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from reader.i18n import tr
from reader.model import Span
from reader.text.find import Hits, find
from reader.ui.widgets.page_view import Sight


@dataclass(frozen=True, slots=True)
class ShownHits:
    """Hits as they are drawn, those in sight alone: there may be a hundred thousand."""

    hits: Hits
    current: int
    """The index of the one that stands out; -1 for none."""

    def within(self, part: Span) -> Iterator[tuple[Span, str]]:
        """Yield those that share a code point with `part`; see `NamedSpans`."""
        for index, span in self.hits.within(part):
            yield span, "hit"
            if index == self.current:
                yield span, "hit-current"


class Lookup:
    """The hits of one query after another in a folded text."""

    def __init__(self, folded: str, origin: Sight) -> None:
        """Take the text, and what the screen showed when finding began."""
        self.origin = origin
        self.hits = Hits()
        self.index = -1
        """Of the hit shown; -1 while none is."""
        self._folded = folded
        self._query = ""
        self._wrapped = 0  # the direction in which an end of the text was passed

    @property
    def current(self) -> Span | None:
        """The hit shown, if any."""
        return self.hits[self.index] if self.index >= 0 else None

    def look_for(self, query: str) -> None:
        """Look for another query; the first hit from the origin on is the one shown."""
        self._query = query
        self.hits = find(self._folded, query)
        self.index = self.hits.first_from(self.origin.offset) if self.hits else -1
        self._wrapped = int(self.current is not None and self.current.start < self.origin.offset)

    def take(self, hits: Hits, offset: int) -> None:
        """Take hits that were found elsewhere; the first one from `offset` on is the one shown."""
        self.hits = hits
        self.index = hits.first_from(offset)
        self._wrapped = 0

    def step(self, step: int, shown: Span) -> None:
        """Go `step` hits on from the one shown, or from the top of what the screen shows.

        The latter where the reader has gone on since, so that the hit is out of sight.
        """
        if not self.hits:
            return
        if self.current is not None and self.current.overlaps(shown):
            index = self.index + step
        else:
            following = bisect_left(self.hits.spans, (shown.start, 0))
            index = following if step > 0 else following - 1
        self._wrapped = 0 if 0 <= index < len(self.hits) else step
        self.index = index % len(self.hits)

    def forget_place(self) -> None:
        """Let the next step go from what the screen shows."""
        self.index = -1

    @property
    def shown(self) -> ShownHits:
        """The hits, to be laid over the text."""
        return ShownHits(self.hits, self.index)

    def report(self) -> str:
        """Return which hit it is of how many, and whether an end of the text was passed."""
        if not self.hits:
            return tr("not found") if self._query.strip() else ""
        count = f"{self.index + 1:,}/{len(self.hits):,}"
        if not self._wrapped:
            return count
        passed = tr("from the start again") if self._wrapped > 0 else tr("from the end again")
        return f"{passed} · {count}"
