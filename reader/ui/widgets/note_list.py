"""A list of notes: three lines a row, the passage above what is said of it.

It may fall into groups, each below a heading.
"""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.i18n import mark, ntr, tr
from reader.model.annotation import Annotation, Colour, NoteGroup, State
from reader.text.normalise import one_line
from reader.ui.cells import fit
from reader.ui.messages import NoteWanted
from reader.ui.report import Report
from reader.ui.styles import component_style
from reader.ui.widgets.note_groups import Heading, NoteGroups
from reader.ui.widgets.note_text import first_line
from reader.ui.widgets.row_list import RowList

STATE_NAMES = {
    State.ANCHORED: mark("in its place"),
    State.MOVED: mark("moved"),
    State.UNSURE: mark("unsure"),
    State.ORPHAN: mark("lost its passage"),
}


class NoteList(RowList[Annotation | Heading]):
    """Notes of one article, or of many: then each row names its article."""

    COMPONENT_CLASSES = {f"note-list--{colour}" for colour in Colour} | {
        "note-list--trouble",
        "note-list--heading",
    }

    ROW_HEIGHT = 3

    class FoldWanted(Report):
        """The notes below a heading are to be shown, or hidden."""

        heading: Heading

    def __init__(self, *, id: str, articles: bool = False) -> None:  # noqa: A002  Textual's name
        """Name the articles if `articles`."""
        super().__init__(id=id)
        self._articles = articles
        self._groups: NoteGroups | None = None

    @property
    def note(self) -> Annotation | None:
        """The note under the cursor, if it is held."""
        row = self.row(self.cursor)
        return None if isinstance(row, Heading) else row

    @property
    def heading(self) -> Heading | None:
        """The heading under the cursor, if there is one."""
        row = self.row(self.cursor)
        return row if isinstance(row, Heading) else None

    def show_groups(
        self, groups: NoteGroups, cursor: int, rows: Sequence[Annotation | Heading]
    ) -> None:
        """Show notes in groups; `rows` are the first of them, see `RowList.show_rows`."""
        self._groups = groups
        super().show_rows(groups.rows, cursor, 0, rows)

    def show_rows(
        self, count: int, cursor: int, first: int, rows: Sequence[Annotation | Heading]
    ) -> None:
        """Show notes without groups; see `RowList.show_rows`."""
        self._groups = None
        super().show_rows(count, cursor, first, rows)

    def line_of(self, number: int) -> int:
        """See `RowList.line_of`: a heading has one line."""
        return self._groups.line_of(number) if self._groups else super().line_of(number)

    def row_at(self, line: int) -> tuple[int, int]:
        """See `RowList.row_at`."""
        return self._groups.row_at(line) if self._groups else super().row_at(line)

    def choose(self, row: Annotation | Heading) -> None:
        """Ask for the passage, or for the notes below a heading."""
        if isinstance(row, Heading):
            self.post_message(self.FoldWanted(row))
        else:
            self.post_message(NoteWanted(row.id))

    # Drawing

    def draw_row(
        self, row: Annotation | Heading, part: int, width: int, above: tuple[str, ...]
    ) -> list[Segment]:
        """The passage; what is said of it; tags and facts."""
        if isinstance(row, Heading):
            return self._draw_heading(row, width, above)
        if part == 0:
            quote = one_line(row.quote) if row.selectors else tr("the whole article")
            bar = Segment("▎", self._of(row.colour, above))
            return [bar, Segment(fit(quote, width - 1), self.style("title", *above))]
        note = one_line(first_line(row.note))
        if part == 1 and note:
            return [Segment(f" {fit(note, width - 1)}", self.style(*above))]
        if part == (2 if note else 1):
            return self._facts(row, width, above)
        return []

    def _draw_heading(self, heading: Heading, width: int, above: tuple[str, ...]) -> list[Segment]:
        """The name of a group, and at the other end how many notes are in it."""
        style = component_style(
            self, "note-list--heading", *(f"row-list--{name}" for name in above)
        )
        count = ntr("{count} note", "{count} notes", heading.notes).format(count=heading.notes)
        sign = "▸" if heading.folded else "▾"
        name = fit(f"{sign} {one_line(heading.name)}", max(0, width - cell_len(count) - 2))
        gap = " " * max(0, width + 1 - cell_len(name) - cell_len(count) - 1)
        return [Segment(f"{name}{gap}{count} ", style)]

    def _facts(self, row: Annotation, width: int, above: tuple[str, ...]) -> list[Segment]:
        """Tags, then what else is known as far as it fits."""
        segments = []
        left = width - 1
        if row.state is not State.ANCHORED and not row.deleted:
            state = fit(f"{tr(STATE_NAMES[row.state])} ", left)
            names = [f"row-list--{name}" for name in above]
            segments.append(Segment(state, component_style(self, "note-list--trouble", *names)))
            left -= cell_len(state)
        tags = " ".join(f"#{one_line(tag)}" for tag in row.tags)
        shown = fit(tags, left)
        segments.append(Segment(shown, self.style("sign", *above)))
        left -= cell_len(shown)
        known = [row.modified[:10]]
        below_title = self._groups is not None and self._groups.kind is NoteGroup.ARTICLE
        room = left - cell_len(f" · {known[0]} · ")  # for the title: a date is told whole or not
        if self._articles and not below_title and (title := fit(one_line(row.title), room)):
            known.insert(0, title)
        facts = f"{' · ' if shown else ''}{' · '.join(known)}"
        if cell_len(facts) <= left:
            segments.append(Segment(facts, self.style("meta", *above)))
        return [Segment(" ", self.style(*above)), *segments]

    def _of(self, colour: Colour, above: tuple[str, ...]) -> Style:
        names = [f"row-list--{name}" for name in above]
        return component_style(self, f"note-list--{colour}", *names)
