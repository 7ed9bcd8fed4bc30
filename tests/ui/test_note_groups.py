"""Which rows and lines of a list of notes are headings."""

from hypothesis import given
from hypothesis import strategies as st

from reader.model.annotation import GroupCount, NoteGroup
from reader.ui.widgets.note_groups import NoteGroups

LINES = 3

counts = st.lists(st.integers(1, 9), max_size=12).map(
    lambda sizes: [GroupCount(str(key), f"标签{key}", size) for key, size in enumerate(sizes)]
)


@st.composite
def lists_of_groups(draw: st.DrawFn) -> tuple[NoteGroups, list[tuple[str, int]]]:
    """Return groups, and their rows: the group's key and which of its notes, -1 for the heading."""
    groups = draw(counts)
    folded = {each.key for each in groups if draw(st.booleans())}
    rows = [
        (each.key, note)
        for each in groups
        for note in range(-1, 0 if each.key in folded else each.annotations)
    ]
    return NoteGroups(NoteGroup.TAG, groups, folded, LINES, lambda name: f"#{name}"), rows


@given(lists_of_groups(), st.data())
def test_every_row_is_of_its_group(
    case: tuple[NoteGroups, list[tuple[str, int]]], data: st.DataObject
) -> None:
    groups, rows = case
    assert groups.rows == len(rows)
    first = data.draw(st.integers(0, len(rows)))
    count = data.draw(st.integers(0, 20))
    found = [
        (heading.group.key, offset + each)
        for heading, offset, taken in groups.parts(first, count)
        for each in range(taken)
    ]
    assert found == rows[first : first + count]
    for row, (key, _) in enumerate(rows):
        above, heading = groups.heading(row)
        assert heading.group.key == key
        assert heading.name == f"#标签{key}"
        assert rows[above] == (key, -1)
        assert groups.row_of(key) == above
    assert groups.row_of("none") is None
    assert groups.row_of(None) is None


@given(lists_of_groups())
def test_rows_and_lines_lead_to_each_other(
    case: tuple[NoteGroups, list[tuple[str, int]]],
) -> None:
    groups, rows = case
    lines = [
        (row, part)
        for row, (_, note) in enumerate(rows)
        for part in range(1 if note < 0 else LINES)
    ]
    assert [groups.row_at(line) for line in range(len(lines))] == lines
    assert groups.row_at(len(lines)) == (len(rows), 0)
    for row in range(len(rows)):
        assert groups.row_at(groups.line_of(row)) == (row, 0)
    assert groups.line_of(len(rows)) == len(lines)
