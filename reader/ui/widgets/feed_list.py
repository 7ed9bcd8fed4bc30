"""The feeds that are followed: two lines a row."""

from datetime import datetime

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import var

from reader.i18n import ntr, tr
from reader.model.web import Followed
from reader.text.normalise import one_line
from reader.ui.cells import fit
from reader.ui.report import Report
from reader.ui.widgets.row_list import RowList

_MINUTES = slice(0, 16)
"""Of a time in ISO 8601."""


class FeedList(RowList[Followed]):
    """Title and counts of each feed, and how asking it last went."""

    COMPONENT_CLASSES = {"row-list--trouble", "row-list--count"}

    class Chosen(Report):
        """The reader wants the articles of a feed listed."""

        followed: Followed

    asking: var[frozenset[str]] = var(frozenset[str]())
    """The addresses of the feeds that are being asked right now."""

    def watch_asking(self) -> None:
        """Draw their signs."""
        self.refresh()

    @property
    def chosen(self) -> Followed | None:
        """The feed under the cursor."""
        return self.row(self.cursor)

    def choose(self, row: Followed) -> None:
        """Ask for the articles of a feed."""
        self.post_message(self.Chosen(row))

    def draw_row(
        self, row: Followed, part: int, width: int, above: tuple[str, ...]
    ) -> list[Segment]:
        """The title before the counts; what is known of the feed."""
        if part == 0:
            return self._draw_title(row, width, above)
        trouble = row.feed.error if row.feed.address not in self.asking else ""
        line = fit(f"  {one_line(trouble) or state_of(row, self.asking)}", width)
        kind = "title" if above else "trouble"  # on the cursor a hue is hard to read
        return [Segment(line, self.style(kind if trouble else "meta", *above))]

    def _draw_title(self, row: Followed, width: int, above: tuple[str, ...]) -> list[Segment]:
        sign = "●" if row.unread else " "
        if row.feed.address in self.asking:
            sign = "…"
        elif row.feed.error:
            sign = "!"
        counts = _counts(row)
        room = max(1, width - cell_len(counts) - 4)
        title = fit(one_line(row.feed.title or row.feed.address), room)
        padding = " " * (room - cell_len(title) + 2)
        return [
            Segment(f"{sign} ", self.style("trouble" if sign == "!" else "sign", *above)),
            Segment(title + padding, self.style("title" if row.unread else "read", *above)),
            Segment(counts, self.style("count" if row.unread else "meta", *above)),
        ]


def _counts(row: Followed) -> str:
    if row.unread:
        return tr("{unread} unread of {count}").format(
            unread=f"{row.unread:,}", count=f"{row.articles:,}"
        )
    count = ntr("{count} article", "{count} articles", row.articles)
    return count.format(count=f"{row.articles:,}")


def state_of(row: Followed, asking: frozenset[str]) -> str:
    """Return when the feed last answered and what is taken of it, in the user's language."""
    if row.feed.address in asking:
        return tr("being asked…")
    asked = _when(row.feed.checked)
    taken = tr("pages fetched") if row.feed.full else tr("as the feed has them")
    return f"{asked} · {taken}"


def _when(time: str) -> str:
    if not time:
        return tr("not asked yet")
    try:
        here = datetime.fromisoformat(time).astimezone().replace(tzinfo=None)
    except (ValueError, OverflowError):  # written by something else
        return one_line(time)
    return tr("asked {time}").format(time=here.isoformat(" ")[_MINUTES])
