"""Tables, side by side and one under another."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.model import Block, BlockKind, Span, Structure
from reader.text.layout import Layout, LayoutOptions, Line, Role
from reader.text.width import cell_width

MODELS = "模型\t参数量\t说明\nGPT-3\t1750亿\t由OpenAI发布\n文心一言\t2600亿\t百度"
CELL = st.text(alphabet="汉字，。ab 1.5%\u3000e\u0301👨\u200d👩\xad“”", max_size=30)
TABLE = st.lists(st.lists(CELL, min_size=1, max_size=5).map("\t".join), min_size=1, max_size=5).map(
    "\n".join
)


def lay_out(table: str, width: int, **options: object) -> tuple[Layout, list[Line]]:
    structure = Structure((Block(Span(0, len(table)), BlockKind.TABLE),))
    layout = Layout(table, structure, LayoutOptions(width, **options))  # type: ignore[arg-type]
    layout.settle(10**6)
    return layout, layout.lines(0, layout.height)


def cells(line: Line, count: int | None = None) -> int:
    return sum(cell_width(piece.text) for piece in line.pieces[:count])


def show(table: str, width: int, **options: object) -> list[str]:
    return [line.text.rstrip() for line in lay_out(table, width, **options)[1]]


def test_columns_are_as_wide_as_their_contents() -> None:
    assert show(MODELS, 60) == [
        "模型     │ 参数量 │ 说明",
        "─────────┼────────┼─────────────",
        "GPT-3    │ 1750亿 │ 由OpenAI发布",
        "文心一言 │ 2600亿 │ 百度",
    ]


def test_where_box_signs_are_wide_ascii_stands_in() -> None:
    assert show("甲\t乙\n丙\t丁", 60, ambiguous=2) == ["甲 | 乙", "---+---", "丙 | 丁"]


def test_numbers_stand_flush_right() -> None:
    assert show("年\t增长\n2022\t12.9%\n2023\t-3%", 60) == [
        "  年 │  增长",
        "─────┼──────",
        "2022 │ 12.9%",
        "2023 │   -3%",
    ]


def test_the_widest_column_is_cut_down_and_its_cells_wrapped() -> None:
    assert show(MODELS, 28) == [
        "模型     │ 参数量 │ 说明",
        "─────────┼────────┼─────────",
        "GPT-3    │ 1750亿 │ 由OpenAI",
        "         │        │ 发布",
        "文心一言 │ 2600亿 │ 百度",
    ]


def test_columns_do_not_shrink_so_far_that_words_are_torn() -> None:
    table = "卡\t互联\nA100\tInfinity Fabric"
    assert show(table, 17) == [
        "卡   │ 互联",
        "─────┼───────────",
        "A100 │ Infinity",
        "     │ Fabric",
    ]
    assert show(table, 14) == ["卡：A100", "互联：Infinity", "      Fabric"]


@pytest.mark.parametrize("word", ["（2023）", "《100》。", "四》）。"])
def test_signs_stay_with_what_they_hold_to_in_a_narrow_column(word: str) -> None:
    table = f"甲\t乙\t丙\n一二三{word}\t一二三四五六\t一二三四五六"
    column = [row.split("│")[0].strip() for row in show(table, 27)[2:]]
    assert "".join(column) == f"一二三{word}"
    assert any(word in row for row in column)


def test_where_columns_do_not_fit_cells_stand_one_under_another() -> None:
    assert show(MODELS, 22) == [
        "模型：GPT-3",
        "参数量：1750亿",
        "说明：由OpenAI发布",
        "",
        "模型：文心一言",
        "参数量：2600亿",
        "说明：百度",
    ]


def test_a_value_stands_below_a_long_header() -> None:
    assert show("很长很长的表头\tb\n甲乙丙丁\tc", 10) == [
        "很长很长的",
        "表头",
        "  甲乙丙丁",
        "b: c",
    ]


def test_the_header_is_text_once_and_ornament_elsewhere() -> None:
    _, lines = lay_out(MODELS, 22)
    headers = [
        (piece.text, piece.start)
        for line in lines
        for piece in line.pieces
        if piece.role is Role.TABLE_HEADER and piece.text not in ("：", ": ")
    ]
    assert headers == [
        ("模型", 0),
        ("参数量", 3),
        ("说明", 7),
        ("模型", None),
        ("参数量", None),
        ("说明", None),
    ]


@pytest.mark.parametrize(
    ("table", "width", "lines"),
    [
        ("甲\t乙", 20, ["甲 │ 乙"]),
        ("甲\t乙", 5, ["甲", "乙"]),
        ("甲\t乙\n丙", 20, ["甲 │ 乙", "───┼───", "丙 │"]),
        ("甲\n乙\t丙", 20, ["甲 │", "───┼───", "乙 │ 丙"]),
        ("甲\n乙\t丙", 6, ["甲：乙", "丙"]),
        ("a\tb\n丙\n丁\t戊", 6, ["a: 丙", "b:", "", "a: 丁", "b: 戊"]),
        ("甲乙丙", 2, ["甲", "乙", "丙"]),
        ("", 10, [""]),
    ],
)
def test_irregular_tables(table: str, width: int, lines: list[str]) -> None:
    assert show(table, width) == lines


def test_a_place_in_a_wrapped_cell() -> None:
    layout, _ = lay_out(MODELS, 28)
    offset = MODELS.index("发布")
    assert layout.cell_of(offset) == (3, 20)
    assert layout.offset_at(3, 20) == offset
    assert layout.offset_at(3, 0) == offset
    assert layout.offset_at(2, 10) == MODELS.index("-3") + 1
    assert layout.offset_at(1, 5) == MODELS.index("GPT")


@given(TABLE, st.integers(1, 60), st.booleans())
@example("\t\xad\n\t。", 3, False)
def test_every_cell_is_drawn_and_no_line_is_too_wide(table: str, width: int, gap: bool) -> None:
    _, lines = lay_out(table, width, gap=gap)
    drawn = sorted(
        (piece.start, piece.text)
        for line in lines
        for piece in line.pieces
        if piece.start is not None
    )
    text = "".join(text for _, text in drawn)
    assert text.split() == [] or "".join(text.split()) == "".join(table.replace("\xad", "").split())
    if width > 1:
        for line in lines:
            assert cells(line) <= width


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=2, max_size=6))
def test_bars_stand_one_below_another(rows: list[list[str]]) -> None:
    _, lines = lay_out("\n".join(map("\t".join, rows)), 40)
    places = set()
    for line in lines:
        pieces = [piece for piece in line.pieces if piece.role is Role.TABLE_RULE]
        if len(line.pieces) == 1:
            places.add(pieces[0].text.index("┼") - 1)
        else:
            places.add(cells(line, line.pieces.index(pieces[0])))
    assert len(places) == 1
