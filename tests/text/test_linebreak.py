"""Lines filled into a column."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.breakrule import can_break, is_grapheme_start
from reader.text.linebreak import (
    UNDRAWN,
    find_gaps,
    hard_ends,
    line_ends,
    line_widths,
)

CHINESE = "汉字排版天地玄黄𠮷，。、；：？！“”‘’（）《》「」……——·～％"
LATIN = "abc XYZ 012 3.5 1,750 GPT-4 https://a.cn/b?c=d-e "
STRANGE = "e\u0301\u0302\u200d\ufe0f👨👩🏽🇨🇳한\u1112\u1161\u11ab\xad\u200b\u2060\xa0\u3000 \t"
TEXT = st.text(alphabet=CHINESE + LATIN + STRANGE, max_size=120)
PROSE = st.text(alphabet=CHINESE + "汉字排版天地玄黄宇宙洪荒" + "ab1", min_size=1, max_size=200)
WIDTH = st.integers(1, 50)
WHITE = " \t\u3000\n"

CLOSING = "，。、；：？！”）》」·～"
OPENING = "“（《「"


def fold(text: str, width: int, **options: object) -> list[str]:
    ends = line_ends(text, 0, len(text), width, **options)  # type: ignore[arg-type]
    return [text[start:end] for start, end in pairwise([0, *ends])]


def cells(line: str, ambiguous: int = 1, gap: bool = False) -> int:
    gaps = len(find_gaps(line)) if gap else 0
    return sum(line_widths(line, ambiguous)) + gaps


def graphemes(line: str) -> int:
    return sum(is_grapheme_start(line, 0, index) for index in range(len(line)))


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (8, ["天地玄", "黄，宇宙"]),
        (8, ["天地“玄", "黄”"]),
        (5, ["天地", "“玄", "黄”"]),
        (8, ["天地玄", "黄。”"]),
        (8, ["天地玄", "黄……"]),
        (8, ["天地玄黄", "——宇宙"]),
        (8, ["天地玄", "12.9%"]),
        (8, ["天地ab ", "cdefg"]),
        (8, ["天地玄黄   ", "宇宙"]),
        (8, ["天地玄黄　", "宇宙"]),
        (8, ["天地玄黄  "]),
        (8, ["abcdefgh", "ijk"]),
        (8, ["天地", "abcdefgh", "ij玄黄"]),
        (8, ["天地\n", "玄黄\n", "\n", "宇宙"]),
        (8, ["天地玄黄\n", "宇宙"]),
        (8, ["天地玄黄  \n", "宇宙\n"]),
        (8, ["  天地玄", "黄"]),
        (8, ["卡尔·马", "克思"]),
        (8, ["天地ab\xad", "cdef"]),
        (6, ["天地", "ab\xadcdef"]),
        (3, ["👍🏽", "👍🏽"]),
        (1, ["天", "e\u0301", "地"]),
        (2, ["🇨🇳", "🇯🇵"]),
        (24, ["a"]),
        (24, [""]),
    ],
)
def test_fold(width: int, lines: list[str]) -> None:
    assert fold("".join(lines), width) == lines


def test_the_first_line_may_have_less_room() -> None:
    assert fold("天地玄黄宇宙", 8, first=4) == ["天地", "玄黄宇宙"]
    assert fold("天地\n玄黄宇宙", 8, first=4) == ["天地\n", "玄黄宇宙"]
    assert fold("天地", 8, first=-3) == ["天", "地"]


def test_ambiguous_characters_take_the_room_they_are_set_to() -> None:
    assert fold("天—①地", 6) == ["天—①地"]
    assert fold("天—①地", 6, ambiguous=2) == ["天—①", "地"]


def test_gaps_take_room() -> None:
    assert find_gaps("用GPT写ab汉12α") == [1, 4, 5, 7, 8]
    assert find_gaps("“a”，b a 汉") == []
    assert fold("天地ab玄黄", 10) == ["天地ab玄黄"]
    assert fold("天地ab玄黄", 10, gap=True) == ["天地ab玄", "黄"]
    assert fold("天地ab玄黄", 4, gap=True) == ["天地", "ab", "玄黄"]


def test_code_is_cut_where_the_line_is_full() -> None:
    text = "return x, y"
    assert [*hard_ends(text, 0, len(text), 4, first=8)] == [8, 11]


@given(TEXT, WIDTH, st.booleans(), st.sampled_from([1, 2]))
def test_lines_make_up_the_text_and_fit(text: str, width: int, gap: bool, ambiguous: int) -> None:
    lines = fold(text, width, gap=gap, ambiguous=ambiguous)
    assert "".join(lines) == text
    assert all(lines) or not text
    for line in lines:
        shown = line.rstrip(WHITE)
        assert cells(shown, ambiguous, gap) <= width or graphemes(shown) == 1


@given(TEXT, WIDTH)
def test_no_line_ends_inside_a_grapheme(text: str, width: int) -> None:
    for ends in (line_ends(text, 0, len(text), width), hard_ends(text, 0, len(text), width)):
        start = 0
        for end in ends:
            assert end == len(text) or is_grapheme_start(text, start, end)
            start = end


@given(TEXT, WIDTH)
def test_lines_are_as_long_as_they_can_be(text: str, width: int) -> None:
    """No place further on, where the line may end, would have fitted."""
    start = 0
    for end in line_ends(text, 0, len(text), width):
        for further in range(end + 1, len(text) + 1):
            shown = text[start:further].rstrip(WHITE)
            if cells(shown) > width:
                break
            hyphen = text[further - 1] == "\xad" and cells(shown) == width
            assert (
                (further < len(text) and not can_break(text, start, further, len(text)))
                or hyphen
                or text[end - 1] == "\n"
            ), (text[start:end], text[start:further])
            if further == len(text):
                break
        start = end


@given(PROSE, st.integers(8, 50))
def test_punctuation_stands_on_its_side(text: str, width: int) -> None:
    """Unless so much of it stands together that no line holds it."""
    lines = fold(text, width)
    for before, line in pairwise(lines):
        torn = cells(before) + 2 > width and not any(
            can_break(before, 0, index, len(before)) for index in range(1, len(before))
        )
        assert torn or line[0] not in CLOSING, lines
        assert torn or before[-1] not in OPENING, lines


@given(TEXT, WIDTH, st.integers(0, 20))
def test_a_part_of_a_text_breaks_as_it_does_alone(text: str, width: int, before: int) -> None:
    padded = "（" * before + text + "，。"
    ends = line_ends(padded, before, before + len(text), width)
    assert [end - before for end in ends] == [*line_ends(text, 0, len(text), width)]


@pytest.mark.parametrize("width", [7, 40])
@pytest.mark.parametrize(
    "seed", ["天地玄黄，宇宙洪荒。", "the quick brown fox ", "e\u0301", "x", "　", "👨\u200d"]
)
def test_long_lines_break_as_short_ones_do(seed: str, width: int) -> None:
    """Texts are measured by windows, whose seams must not show."""
    text = seed * (40_000 // len(seed))
    period = fold(text[: len(seed) * 400], width)[:-2]
    lines = fold(text, width)
    assert "".join(lines) == text
    assert lines[: len(period)] == period
    if len(period) > 1:
        assert max(map(len, lines)) <= max(map(len, period)) + len(seed)


@pytest.mark.parametrize(
    "text",
    [
        "汉" * 300_000,
        "x" * 300_000,
        "（" * 200_000,
        "。" * 200_000,
        " " * 500_000,
        "(" + " " * 300_000 + ",",
        "e" + "\u0301" * 200_000,
        "\u200b" * 200_000,
        "\xad" * 100_000,
        "👨\u200d" * 50_000,
        "\ufe0f" * 100_000,
        "\U0001f1e8" * 100_000,
        "-" * 100_000,
        "a-1" * 30_000,
        "‘" * 100_000,
        "1," * 100_000,
        "\n" * 100_000,
    ],
    ids=lambda text: repr(text[:2]),
)
def test_no_text_takes_more_than_linear_time(text: str) -> None:
    """A quadratic step would take minutes here, not be a little slower."""
    ends = [*line_ends(text, 0, len(text), 40)]
    assert ends[-1] == len(text)
    assert ends == sorted(set(ends))


@given(TEXT)
def test_what_is_not_drawn_takes_no_cell(text: str) -> None:
    widths = line_widths(text)
    assert len(widths) == len(text)
    for match in UNDRAWN.finditer(text):
        assert not any(widths[match.start() : match.end()])
