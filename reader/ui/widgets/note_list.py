"""A list of notes: three lines a row, the passage above what is said of it."""

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.annotation import Annotation, Colour, State
from reader.i18n import mark, tr
from reader.text.normalise import one_line
from reader.ui.cells import fit
from reader.ui.messages import NoteWanted
from reader.ui.styles import component_style
from reader.ui.widgets.row_list import RowList

STATE_NAMES = {
    State.ANCHORED: mark("in its place"),
    State.MOVED: mark("moved"),
    State.UNSURE: mark("unsure"),
    State.ORPHAN: mark("lost its passage"),
}


class NoteList(RowList[Annotation]):
    """Notes of one article, or of many: then each row names its article."""

    COMPONENT_CLASSES = {f"note-list--{colour}" for colour in Colour} | {"note-list--trouble"}

    ROW_HEIGHT = 3

    def __init__(self, *, id: str, articles: bool = False) -> None:  # noqa: A002  Textual's name
        """Name the articles if `articles`."""
        super().__init__(id=id)
        self._articles = articles

    @property
    def note(self) -> Annotation | None:
        """The note under the cursor, if it is held."""
        return self.row(self.cursor)

    def choose(self, row: Annotation) -> None:
        """Ask for the passage."""
        self.post_message(NoteWanted(row.id))

    # Drawing

    def draw_row(
        self, row: Annotation, part: int, width: int, above: tuple[str, ...]
    ) -> list[Segment]:
        """The passage; what is said of it; tags and facts."""
        if part == 0:
            quote = one_line(row.quote) if row.selectors else tr("the whole article")
            bar = Segment("▎", self._of(row.colour, above))
            return [bar, Segment(fit(quote, width - 1), self.style("title", *above))]
        if part == 1:
            note = _first_line(row.note)
            return [Segment(f" {fit(note, width - 1)}", self.style(*above))]
        return self._facts(row, width, above)

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
        if self._articles:
            known.insert(0, one_line(row.title))
        facts = f"{' · ' if shown else ''}{' · '.join(known)}"
        segments.append(Segment(fit(facts, left), self.style("meta", *above)))
        return [Segment(" ", self.style(*above)), *segments]

    def _of(self, colour: Colour, above: tuple[str, ...]) -> Style:
        names = [f"row-list--{name}" for name in above]
        return component_style(self, f"note-list--{colour}", *names)


def _first_line(note: str) -> str:
    return one_line(next((line for line in note.splitlines() if line.strip()), ""))
