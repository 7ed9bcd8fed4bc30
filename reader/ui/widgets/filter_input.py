"""The line that narrows a list while it is typed."""

from reader.ui.keys import FILTER, bindings
from reader.ui.report import Report
from reader.ui.widgets.line import Line


class FilterInput(Line):
    """One line to narrow the list by; Escape gives up, Enter keeps it."""

    BINDINGS = bindings(FILTER)

    class Moved(Report):
        """The reader wants the list's cursor so many rows further, and goes on typing."""

        rows: int

    def action_move(self, rows: int) -> None:
        """Say that the reader wants another row."""
        self.post_message(self.Moved(rows))

    def action_give_up(self) -> None:
        """Empty the line; the list shows everything again."""
        self.value = ""
        self.post_message(self.Submitted(self, ""))
