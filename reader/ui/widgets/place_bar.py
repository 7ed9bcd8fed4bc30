"""The line above an article: what it is, and how much of it is read."""

from rich.cells import cell_len

from reader.i18n import tr
from reader.text.normalise import one_line
from reader.text.pace import minutes
from reader.ui.messages import PositionChanged
from reader.ui.opened import OpenedArticle
from reader.ui.widgets.bar import Bar

_SHORT = 36
"""Cells below which there is no room for the time left."""


class PlaceBar(Bar):
    """Title and section on the left, progress on the right."""

    def close(self) -> None:
        """Say nothing."""
        self.left = self.right = ""

    def show_place(self, opened: OpenedArticle, position: PositionChanged) -> None:
        """Show where in an article the reader is; where its title is in sight, its source."""
        self.right = _progress(opened, position, short=self.size.width < _SHORT)
        title = one_line(opened.summary.title) if position.offset else opened.summary.source
        heading = opened.heading_at(position.offset) if position.offset else -1
        if heading < 0:
            self.left = title
            return
        section = opened.headings[heading].title
        both = f"{title} · {section}"
        room = self.size.width - cell_len(self.right) - 4
        self.left = both if cell_len(both) <= room else section


def _progress(opened: OpenedArticle, position: PositionChanged, *, short: bool) -> str:
    """Return how much is read and, unless it must be short, how long the rest takes."""
    if position.finished:
        return "100%"
    if short:
        return f"{opened.percent(position.offset)}%"
    unread = 1 - position.offset / max(1, opened.summary.chars)
    left = tr("{count} min left").format(count=minutes(unread * opened.summary.seconds))
    return f"{opened.percent(position.offset)}% · {left}"
