"""Words with one edit: the set and the pattern agree, and both with the definition."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.edits import edited, one_edit


def distance(one: str, other: str) -> int:
    """Return how many edits lead from one word to the other (Levenshtein, 1965)."""
    row = list(range(len(other) + 1))
    for number, char in enumerate(one, 1):
        before, row[0] = row[0], number
        for at, each in enumerate(other, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (char != each))
    return row[-1]


words = st.text(st.sampled_from("abc1"), min_size=1, max_size=6)


@given(words, words)
def test_a_latin_word_is_in_the_set_if_it_is_one_edit_away(word: str, other: str) -> None:
    near = distance(word, other) <= (1 if len(word) >= 3 else 0)
    assert (other in one_edit(word)) == near
    assert (re.fullmatch(edited(word, "[a-z0-9]", outside=True), other) is not None) == near


@given(st.text(st.sampled_from("敦煌藏经洞𠮷.*"), min_size=3, max_size=6), st.data())
def test_a_stretch_is_matched_with_one_edit_within_it(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 1))
    for other in (
        word[:at] + "海" + word[at:],
        word[:at] + "海" + word[at + 1 :],
        word[:at] + word[at + 1 :],
    ):
        assert re.fullmatch(edited(word), other)
    assert re.fullmatch(edited(word), word)
    assert not re.fullmatch(edited(word), word + "海海")


@pytest.mark.parametrize("word", ["", "ab", "敦煌", "a" * 33])
def test_what_is_too_short_or_too_long_is_matched_as_it_is(word: str) -> None:
    assert one_edit(word) == {word}
    assert not re.fullmatch(edited(word, outside=True), f"{word}x")
    assert re.fullmatch(edited(word), word)
