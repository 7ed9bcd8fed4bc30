"""Widths agree with the tables that the screen is drawn with."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from reader.text.width import cell_width, char_widths, nearly_cell_width

MIXED = st.text(alphabet="ab中，。“”…é한ｱ\u0301\u0302\u200d\ufe0f❤1\u20e3👍🏽👨👩🇨🇳𠮷กั\u3000·℃")


@pytest.mark.parametrize("ambiguous", [1, 2])
def test_every_character_is_as_wide_as_the_tables_say(ambiguous: int) -> None:
    for plane in (*range(0, 0x32000, 0x1000), 0xE0000):
        chars = [chr(code) for code in range(plane, plane + 0x1000)]
        chars = [char for char in chars if char not in "\t\u200d\ufe0f"]
        expected = [get_character_cell_size(char) for char in chars]
        if ambiguous == 2:
            expected = [
                2 if width == 1 and unicodedata.east_asian_width(char) == "A" else width
                for char, width in zip(chars, expected, strict=True)
            ]
        assert list(char_widths("".join(chars), ambiguous)) == expected, hex(plane)


@given(MIXED)
def test_a_text_is_as_wide_as_it_is_drawn(text: str) -> None:
    assert cell_width(text) == cell_len(text)


@pytest.mark.parametrize(
    ("text", "widths"),
    [
        ("", []),
        ("a中", [1, 2]),
        ("e\u0301", [1, 0]),
        ("𠮷", [2]),
        ("\t", [1]),
        ("❤\ufe0f", [1, 1]),
        ("中\ufe0f", [2, 0]),
        ("❤\ufe0f\ufe0f", [1, 1, 0]),
        ("👨\u200d👩a", [2, 0, 0, 1]),
        ("👨\u200d", [2, 0]),
        ("👨\u200d中中", [2, 0, 0, 2]),
        ("🇨🇳", [1, 1]),
        ("1\ufe0f\u20e3", [1, 1, 0]),
    ],
)
def test_widths(text: str, widths: list[int]) -> None:
    assert list(char_widths(text)) == widths


def test_ambiguous_characters_are_wide_where_the_terminal_is_set_so() -> None:
    assert cell_width("“…—·①→”") == 7
    assert cell_width("“…—·①→”", ambiguous=2) == 14
    assert cell_width("，中A", ambiguous=2) == 5


@given(st.text(st.sampled_from("清晨六点，𠮷野家：“GPT-4” v1.2…🙂")))
def test_what_is_nearly_the_width_is_it_where_no_characters_join(text: str) -> None:
    assert nearly_cell_width(text) == cell_width(text)
