"""How a list of notes falls into groups: which of its rows are headings, and which lines.

A note that is in several groups has a row in each.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence, Set
from itertools import accumulate
from typing import NamedTuple

from reader.model.annotation import GroupCount, InGroup, NoteGroup

_HEADING_LINES = 1


class Heading(NamedTuple):
    """The row above the notes of a group."""

    group: InGroup
    name: str
    """What it is called, in the user's language; untrusted."""
    notes: int
    folded: bool
    """Whether its notes are not shown."""


class Part(NamedTuple):
    """Rows that belong together: a heading alone, or notes of one group."""

    heading: Heading
    offset: int
    """Which of the group's notes is the first; -1 for the heading."""
    rows: int


class NoteGroups:
    """The groups of a listing, those in `folded` without their notes.

    Rows are counted from 0, headings among them; so are lines, of which a heading has one.
    """

    def __init__(
        self,
        kind: NoteGroup,
        counts: Sequence[GroupCount],
        folded: Set[str],
        note_lines: int,
        name: Callable[[str], str],
    ) -> None:
        """Take what the library counted, the lines of a note, and how to call a group's name."""
        self.kind = kind
        self._headings = [
            Heading(InGroup(kind, each.key), name(each.name), each.annotations, each.key in folded)
            for each in counts
        ]
        self._note_lines = note_lines
        rows = [1 + (0 if each.folded else each.notes) for each in self._headings]
        lines = [_HEADING_LINES + (count - 1) * note_lines for count in rows]
        self._rows = list(accumulate(rows, initial=0))
        self._lines = list(accumulate(lines, initial=0))

    @property
    def keys(self) -> Set[str]:
        """The keys of all groups."""
        return {heading.group.key for heading in self._headings}

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self._rows[-1]

    def heading(self, row: int) -> tuple[int, Heading]:
        """Return the heading above a row, or in it, with its own row."""
        index = self._index(self._rows, row)
        return self._rows[index], self._headings[index]

    def row_of(self, key: str | None) -> int | None:
        """Return the row of the heading of the group with this key; None where there is none."""
        keys = [heading.group.key for heading in self._headings]
        return self._rows[keys.index(key)] if key in keys else None

    def line_of(self, row: int) -> int:
        """Return the first line of a row; that behind the last for the row behind the last."""
        if row >= self.rows:
            return self._lines[-1]
        index = self._index(self._rows, row)
        notes = row - self._rows[index] - 1
        if notes < 0:
            return self._lines[index]
        return self._lines[index] + _HEADING_LINES + notes * self._note_lines

    def row_at(self, line: int) -> tuple[int, int]:
        """Return the row that a line belongs to, and which of the row's lines it is."""
        if line >= self._lines[-1]:
            return self.rows, 0
        index = self._index(self._lines, line)
        below = line - self._lines[index] - _HEADING_LINES
        if below < 0:
            return self._rows[index], line - self._lines[index]
        note, part = divmod(below, self._note_lines)
        return self._rows[index] + 1 + note, part

    def parts(self, first: int, count: int) -> Iterator[Part]:
        """Yield what rows `first` to `first + count` are."""
        end = min(first + count, self.rows)
        while first < end:
            row, heading = self.heading(first)
            if first == row:
                yield Part(heading, -1, 1)
                first += 1
                continue
            last = row + 1 + heading.notes
            taken = min(last, end) - first
            yield Part(heading, first - row - 1, taken)
            first += taken

    def _index(self, starts: Sequence[int], place: int) -> int:
        """Return which group a row or a line is in."""
        return max(0, min(bisect_right(starts, place), len(self._headings)) - 1)
