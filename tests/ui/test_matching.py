"""What is typed into the command palette fits names well, less well, or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.fold import fold
from reader.ui.matching import match

NAMES = st.text("abn ote…文章笔记的、𠮷", max_size=20)


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("note", "Note", "Notes of the article"),
        ("note", "Notes of the article", "All notes"),
        ("note", "All notes", "Denoted"),
        ("all no", "All notes", "No note at all"),
        ("nart", "Next article", None),
        ("exp", "Export", "Next paragraph"),
        ("theme", "Theme", "The text as it was tagged: Me"),
        ("笔记", "笔记", "全部笔记"),
        ("筆記", "全部笔记", None),
        ("ｎｏｔｅ", "NOTES", None),
        ("notes all", "All notes", None),
    ],
)
def test_the_better_name_goes_first(typed: str, better: str, worse: str | None) -> None:
    found = match(typed, better)
    assert found is not None
    other = match(typed, worse) if worse else None
    assert other is None or other.score < found.score


@pytest.mark.parametrize(
    ("typed", "name"), [("exp", "Next paragraph"), ("oter", "Other end"), (" ", "Notes"), ("x", "")]
)
def test_letters_are_not_picked_from_anywhere(typed: str, name: str) -> None:
    assert match(typed, name) is None


@given(NAMES, NAMES)
def test_what_is_shown_as_found_was_typed(typed: str, name: str) -> None:
    found = match(typed, name)
    if found is None:
        return
    assert 0 < found.score <= 1
    letters = fold(typed).replace(" ", "")
    for span in found.spans:
        assert 0 <= span.start < span.end <= len(name)
        assert fold(span.of(name)).replace(" ", "") in letters


@given(NAMES, st.data())
def test_any_part_of_a_name_finds_it(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name)))
    typed = " ".join(name[start : data.draw(st.integers(start, len(name)))].split())
    if typed and typed in name:
        assert match(typed, name) is not None
