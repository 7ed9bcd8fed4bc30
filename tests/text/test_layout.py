"""A text laid out in a column: its lines, and the way between offsets and places."""

import random
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Block, BlockKind, Span, Structure
from reader.text.breakrule import is_grapheme_start
from reader.text.layout import Layout, LayoutOptions, Line, Role
from reader.text.linebreak import UNDRAWN
from reader.text.width import cell_width

CHARS = (
    "汉字排版天地玄黄𠮷，。；“”（）《》……——abc XYZ 3.5%GPT-4\u3000"
    "e\u0301👨\u200d👩🏽🇨🇳❤\ufe0f\xad\u200b한"
)
BODY = st.text(alphabet=CHARS, min_size=1, max_size=80).filter(str.strip)
WHITE = " \t\u3000\n"


@dataclass(frozen=True)
class Source:
    text: str
    structure: Structure


def source(*blocks: tuple[str, dict[str, object]], separator: str = "\n\n") -> Source:
    """Return the text and structure of blocks given as their text and other fields."""
    text = ""
    made = []
    for body, fields in blocks:
        fields = dict(fields)
        between = str(fields.pop("separator", separator))
        text += between if made else ""
        start = len(text)
        text += body
        made.append(Block(Span(start, len(text)), **fields))  # type: ignore[arg-type]
    return Source(text, Structure(tuple(made)))


@st.composite
def sources(draw: st.DrawFn) -> Source:
    blocks: list[tuple[str, dict[str, object]]] = []
    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(BlockKind))
        fields: dict[str, object] = {
            "kind": kind,
            "quote": draw(st.integers(0, 3)),
            "indent": draw(st.integers(0, 3)),
            "separator": draw(st.sampled_from(["\n", "\n\n"])),
        }
        if kind is BlockKind.HEADING:
            fields["level"] = draw(st.integers(1, 6))
        if fields["indent"]:
            fields["marker"] = draw(st.sampled_from(["", "•", "3.", "12."]))
        lines = st.lists(BODY, min_size=1, max_size=4)
        if kind is BlockKind.TABLE:
            row = st.lists(st.just("") | BODY, min_size=1, max_size=4).map("\t".join)
            body = "\n".join(draw(st.lists(row, min_size=1, max_size=4)))
        elif kind is BlockKind.RULE:
            body = ""
        else:
            body = "\n".join(draw(lines))
        blocks.append((body, fields))
    return source(*blocks)


OPTIONS = st.builds(
    LayoutOptions,
    width=st.integers(1, 60),
    ambiguous=st.sampled_from([1, 2]),
    indent=st.sampled_from([0, 4]),
    gap=st.booleans(),
    spacing=st.integers(0, 2),
)


def laid_out(text: Source, options: LayoutOptions) -> Layout:
    return Layout(text.text, text.structure, options)


def eager(text: Source, options: LayoutOptions) -> list[Line]:
    layout = laid_out(text, options)
    while not layout.settle(3):
        pass
    return layout.lines(0, layout.height)


def cells(line: Line, options: LayoutOptions) -> int:
    return sum(cell_width(piece.text, options.ambiguous) for piece in line.pieces)


def drawn(lines: list[Line]) -> list[str]:
    return [line.text.rstrip() for line in lines]


@given(sources(), OPTIONS)
def test_every_character_is_drawn_once_as_it_is(text: Source, options: LayoutOptions) -> None:
    seen: dict[int, int] = {}
    for y, line in enumerate(eager(text, options)):
        for piece in line.pieces:
            if piece.start is not None:
                end = piece.start + len(piece.text)
                assert piece.text == text.text[piece.start : end]
                assert line.block >= 0
                assert line.span.start <= piece.start <= end <= line.span.end
                for offset in range(piece.start, end):
                    assert offset not in seen
                    seen[offset] = y
    for block in text.structure.blocks:
        for offset in range(block.span.start, block.span.end):
            char = text.text[offset]
            assert offset in seen or char in WHITE or UNDRAWN.match(char)


@given(sources(), OPTIONS)
def test_the_lines_of_a_block_make_it_up(text: Source, options: LayoutOptions) -> None:
    lines = eager(text, options)
    for index, block in enumerate(text.structure.blocks):
        if block.kind is not BlockKind.TABLE:
            spans = [line.span for line in lines if line.block == index]
            assert spans[0].start == block.span.start
            assert spans[-1].end == block.span.end
            assert all(before.end == after.start for before, after in pairwise(spans))


@given(sources(), OPTIONS)
def test_no_line_is_wider_than_the_column(text: Source, options: LayoutOptions) -> None:
    for line in eager(text, options):
        if cells(line, options) > options.width:
            shown = "".join(piece.text for piece in line.pieces)
            assert sum(is_grapheme_start(shown, 0, at) for at in range(len(shown))) == 1


@given(sources(), OPTIONS)
def test_a_drawn_character_is_found_where_it_stands(text: Source, options: LayoutOptions) -> None:
    layout = laid_out(text, options)
    for line in eager(text, options):
        for piece in line.pieces:
            for at in range(len(piece.text)):
                if piece.start is None or not cell_width(piece.text[at], options.ambiguous):
                    continue
                if is_grapheme_start(piece.text, 0, at):
                    y, cell = layout.cell_of(piece.start + at)
                    assert layout.offset_at(y, cell) == piece.start + at
                    assert layout.y_of(piece.start + at) == y


@given(sources(), OPTIONS)
def test_every_offset_has_a_place(text: Source, options: LayoutOptions) -> None:
    layout = laid_out(text, options)
    layout.settle(1000)
    before = 0
    for offset in range(len(text.text) + 1):
        y, cell = layout.cell_of(offset)
        assert 0 <= y < layout.height
        assert 0 <= cell <= cells(layout.line(y), options)
        assert layout.line(y).block >= 0
        if not any(block.kind is BlockKind.TABLE for block in text.structure.blocks):
            assert y >= before
            before = y


@given(sources(), OPTIONS, st.integers(-3, 60), st.integers(-3, 80))
def test_every_place_has_an_offset(text: Source, options: LayoutOptions, y: int, cell: int) -> None:
    layout = laid_out(text, options)
    offset = layout.offset_at(y, cell)
    assert 0 <= offset <= len(text.text)
    line = layout.line(y)
    assert line.span.start <= offset <= line.span.end


@given(sources(), OPTIONS, st.randoms(use_true_random=False))
def test_the_order_of_asking_changes_nothing(
    text: Source, options: LayoutOptions, order: random.Random
) -> None:
    expected = eager(text, options)
    layout = laid_out(text, options)
    for _ in range(8):
        choice = order.randrange(4)
        if choice == 0:
            layout.line(order.randrange(30))
        elif choice == 1:
            layout.y_of(order.randint(0, len(text.text)))
        elif choice == 2:
            layout.offset_at(order.randrange(30), order.randrange(30))
        else:
            layout.settle(order.randint(1, 5))
    assert layout.settle(10_000)
    assert layout.lines(0, len(expected) + 5) == expected
    assert layout.height == len(expected)


@given(sources(), OPTIONS)
def test_the_top_stays_findable_while_heights_are_refined(
    text: Source, options: LayoutOptions
) -> None:
    layout = laid_out(text, options)
    offset = text.structure.blocks[-1].span.start
    while True:
        complete = layout.settle(2)
        line = layout.line(layout.y_of(offset))
        assert line.block >= 0
        assert line.span.start <= offset <= line.span.end
        if complete:
            break


def show(text: Source, width: int, **options: int) -> list[str]:
    return drawn(eager(text, LayoutOptions(width, **options)))  # type: ignore[arg-type]


def test_blocks_are_set_apart_by_blank_lines_save_where_the_text_has_none() -> None:
    text = source(
        ("天地", {}),
        ("玄", {"indent": 1, "marker": "•"}),
        ("黄", {"indent": 1, "marker": "•", "separator": "\n"}),
        ("宇", {"indent": 2, "marker": "◦", "separator": "\n"}),
        ("宙", {}),
    )
    assert show(text, 20) == ["天地", "", "• 玄", "• 黄", "  ◦ 宇", "", "宙"]
    assert show(text, 20, spacing=0) == ["天地", "• 玄", "• 黄", "  ◦ 宇", "宙"]
    assert show(text, 20, spacing=2)[:4] == ["天地", "", "", "• 玄"]


def test_an_indent_takes_the_place_of_the_blank_line_between_paragraphs() -> None:
    text = source(("天地玄黄宇宙", {}), ("洪荒", {}), ("日月", {"quote": 1}))
    assert show(text, 12, indent=4) == ["    天地玄黄", "宇宙", "    洪荒", "", "│ 日月"]


def test_quotes_have_bars_that_go_on_between_their_paragraphs() -> None:
    text = source(("天地玄黄", {"quote": 1}), ("宇", {"quote": 2}), ("宙", {}))
    assert show(text, 12) == ["│ 天地玄黄", "│", "│ │ 宇", "", "宙"]
    assert show(text, 12, ambiguous=2)[0] == "| 天地玄黄"


def test_the_items_of_a_list_are_aligned_and_hang() -> None:
    text = source(
        ("天地玄黄", {"indent": 1, "marker": "9."}),
        ("宇宙", {"indent": 1, "marker": "10."}),
        ("洪荒日月盈昃", {"indent": 1}),
        separator="\n",
    )
    assert show(text, 12) == [" 9. 天地玄黄", "10. 宇宙", "    洪荒日月", "    盈昃"]


def test_a_heading_shows_its_level_and_hangs() -> None:
    text = source(("天地玄黄宇宙", {"kind": BlockKind.HEADING, "level": 2}))
    assert show(text, 11) == ["## 天地玄黄", "   宇宙"]
    line = eager(text, LayoutOptions(20))[0]
    assert [piece.role for piece in line.pieces] == [Role.HEADING_MARK, Role.HEADING]


def test_code_is_kept_as_it_is_and_wrapped_with_a_sign() -> None:
    code = "if x:\n    call(a, b)\n\n  end"
    text = source((code, {"kind": BlockKind.CODE}))
    assert show(text, 40) == ["  if x:", "      call(a, b)", "", "    end"]
    assert show(text, 14) == ["  if x:", "      call(a,", "  ↪ b)", "", "    end"]
    assert show(text, 6)[:3] == ["if x:", "    ca", "ll(a,"]


def test_a_rule_goes_across() -> None:
    text = source(("天", {}), ("", {"kind": BlockKind.RULE}), ("地", {"separator": ""}))
    assert show(text, 6) == ["天", "", "──────", "", "地"]
    assert show(text, 6, ambiguous=2)[2] == "------"


def test_gaps_are_ornaments_between_the_pieces() -> None:
    text = source(("用GPT写", {}))
    line = eager(text, LayoutOptions(20, gap=True))[0]
    assert [(piece.text, piece.start) for piece in line.pieces] == [
        ("用", 0),
        (" ", None),
        ("GPT", 1),
        (" ", None),
        ("写", 4),
    ]
    layout = laid_out(text, LayoutOptions(20, gap=True))
    assert layout.cell_of(4) == (0, 7)
    assert [layout.offset_at(0, cell) for cell in range(9)] == [0, 0, 0, 1, 2, 3, 3, 4, 4]


def test_what_has_no_form_is_not_drawn() -> None:
    text = source(("天\u200b地ab\xadcd", {}))
    assert show(text, 20) == ["天地abcd"]
    assert show(text, 7) == ["天地ab-", "cd"]
    assert show(source(("e" + "\u0301" * 100, {})), 20) == ["e" + "\u0301" * 16]


def test_controls_are_drawn_as_signs() -> None:
    text = source(("天\x1b[2J\x9b\u202e地", {}))
    assert show(text, 20) == ["天␛[2J��地"]


def test_a_narrow_column_gives_up_its_ornaments_first() -> None:
    text = source(("天地", {"quote": 9, "indent": 1, "marker": "1."}))
    assert show(text, 40) == ["│ │ │ │ │ │ │ │ │ 1. 天地"]
    assert show(text, 14) == ["│ 1. 天地"]
    assert show(text, 11) == ["1. 天地"]
    assert show(text, 4) == ["天地"]
    assert show(text, 1) == ["天", "地"]


def test_a_text_without_blocks_is_one_paragraph() -> None:
    layout = Layout("天地\n玄黄", Structure(), LayoutOptions(20))
    assert drawn(layout.lines(0, 9)) == ["天地", "玄黄"]
    empty = Layout("", Structure(), LayoutOptions(20))
    assert (empty.height, empty.y_of(0), empty.offset_at(0, 0)) == (1, 0, 0)
    assert empty.line(0).text == ""


def test_what_stands_outside_the_blocks_has_a_place_too() -> None:
    text = Source("  天地\n\n玄黄  ", Structure((Block(Span(2, 4)), Block(Span(6, 8)))))
    layout = laid_out(text, LayoutOptions(20))
    assert [layout.cell_of(offset) for offset in (0, 2, 4, 5, 6, 9, 10)] == [
        (0, 0),
        (0, 0),
        (0, 4),
        (0, 4),
        (2, 0),
        (2, 4),
        (2, 4),
    ]


def test_behind_the_end_lines_are_blank() -> None:
    layout = Layout("天地", Structure(), LayoutOptions(20))
    assert layout.line(7) == Line((), -1, Span(2, 2))
    assert layout.offset_at(7, 3) == 2


@pytest.mark.parametrize("width", [10, 80])
def test_a_very_long_paragraph_is_laid_out_as_far_as_it_is_shown(width: int) -> None:
    text = Source("天地玄黄，宇宙洪荒。" * 20_000, Structure())
    options = LayoutOptions(width)
    layout = laid_out(text, options)
    estimate = layout.height
    assert not layout.settle(10)
    first = layout.lines(0, 50)
    middle = layout.line(layout.y_of(100_000))
    assert middle.span.start <= 100_000 < middle.span.end
    lines = eager(text, options)
    assert abs(estimate - len(lines)) < len(lines) / 5
    assert lines[:50] == first
    assert middle in lines


def test_estimates_come_near() -> None:
    body = "天地玄黄，宇宙洪荒，GPT-4 and 日月盈昃。" * 8
    text = source(*((body[: index * 37 % 191 + 1], {}) for index in range(500)))
    options = LayoutOptions(40)
    layout = laid_out(text, options)
    assert abs(layout.height - len(eager(text, options))) < layout.height / 20


def test_a_height_that_was_wrong_is_told() -> None:
    text = source(("天地", {}), ("玄\n\n\n\n黄", {}), ("宇宙", {}))
    layout = laid_out(text, LayoutOptions(20))
    before = layout.revision, layout.y_of(len(text.text))
    layout.settle(100)
    assert layout.revision > before[0]
    assert layout.y_of(len(text.text)) == before[1] + 4
