"""Words, clauses, sentences and paragraphs: they make up the text and nest."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Block, BlockKind, Span
from reader.text import segment
from reader.text.boundaries import Boundaries, Unit
from reader.text.breakrule import is_grapheme_start

CHARS = (
    "汉字排版天地𠮷，。；：、！？“”（）《》……——abc XYZ 3.5%,.:?!\"'\n\t\u3000"
    "e\u0301👨\u200d👩🏽🇨🇳❤\ufe0fé한"
)
TEXTS = st.text(alphabet=CHARS, max_size=120)


@st.composite
def sources(draw: st.DrawFn) -> tuple[str, tuple[Block, ...]]:
    parts = draw(st.lists(st.tuples(TEXTS, st.sampled_from(BlockKind)), max_size=4))
    text, blocks = "", []
    for body, kind in parts:
        text += "\n\n" if text else ""
        blocks.append(Block(Span(len(text), len(text) + len(body)), kind))
        text += body
    return text, tuple(blocks)


def boundaries(text: str, *blocks: Block) -> Boundaries:
    return Boundaries(text, blocks, segment.words)


def units(text: str, unit: Unit, *blocks: Block) -> list[str]:
    found = boundaries(text, *blocks)
    offset, result = 0, []
    while offset < len(text):
        result.append(found.around(unit, offset).of(text))
        offset = found.after(unit, offset)
    return result


def starts(found: Boundaries, text: str, unit: Unit) -> list[int]:
    offsets = [0]
    while offsets[-1] < len(text):
        offsets.append(found.after(unit, offsets[-1]))
    return offsets


@given(sources())
def test_the_units_make_up_the_text_and_nest(source: tuple[str, tuple[Block, ...]]) -> None:
    text, blocks = source
    found = boundaries(text, *blocks)
    larger: set[int] = set()
    for unit in reversed(Unit):
        edges = starts(found, text, unit)
        assert edges == sorted(set(edges))
        assert edges[-1] == len(text)
        assert larger <= set(edges)
        larger = set(edges)


@given(sources())
def test_a_unit_lies_around_its_offsets(source: tuple[str, tuple[Block, ...]]) -> None:
    text, blocks = source
    found = boundaries(text, *blocks)
    for unit in Unit:
        edges = starts(found, text, unit)
        for start, end in pairwise(edges):
            span = found.around(unit, start)
            assert start <= span.start < span.end <= end
            for offset in range(start, end):
                assert found.around(unit, offset) == span
                assert found.after(unit, offset) == end
            if unit is not Unit.CHARACTER:
                rest = text[start : span.start] + text[span.end : end]
                assert not rest.strip(" \t\n\u3000")


@given(sources())
def test_going_back_undoes_going_on(source: tuple[str, tuple[Block, ...]]) -> None:
    text, blocks = source
    found = boundaries(text, *blocks)
    for unit in Unit:
        edges = starts(found, text, unit)
        for start, end in pairwise(edges):
            assert found.before(unit, end) == start
            assert all(found.before(unit, offset) == start for offset in range(start + 1, end))
        assert found.before(unit, 0) == 0


@given(TEXTS)
def test_no_grapheme_is_cut(text: str) -> None:
    found = boundaries(text)
    for unit in Unit:
        for edge in starts(found, text, unit)[1:-1]:
            assert "\n" in text[edge - 1 : edge + 1] or is_grapheme_start(text, 0, edge)


def test_a_line_end_is_a_character_of_its_own() -> None:
    text = "汉\n\n字\u0301\n\u0301"
    found = boundaries(text)
    assert [found.around(Unit.CHARACTER, offset).of(text) for offset in (0, 1, 2, 3, 4, 5, 6)] == [
        *("汉", "\n", "\n", "字\u0301", "字\u0301", "\n", "\u0301")
    ]


@pytest.mark.parametrize(
    "sentences",
    [
        ["船到桥头自然直。", "真的吗？！", "真的……"],
        ["“你好！”", "他说。"],
        ["他（真的！）来了。", "（后来的事，见下文。）", "完"],
        ["《你好，李焕英！》上映了。", "好看！"],
        ["我……我不知道。", "“可是……”", "他走了。"],
        ["增长 3.5%。", "GPT-4.0 发布于 2023.03.14。"],
        ["Mr. Smith met J. K. Rowling at 3.30 p.m. today.", "Really?", '"Yes."', "Good"],
        ['他说："好。"', '"走吧！"', "他们走了。"],
        ["我来了.", "他走了.", "见 https://a.example/?q=1 吧。"],
        ["床前明月光，", "疑是地上霜。"],
    ],
)
def test_sentences(sentences: list[str]) -> None:
    latin = all(sentence.isascii() for sentence in sentences)
    joiner = " " if latin else "\n" if sentences[0].endswith("，") else ""
    assert units(joiner.join(sentences), Unit.SENTENCE) == sentences


def test_clauses() -> None:
    text = "3,000 人，10:30 出发；他说：“走吧”，于是——走了…… 好, then go: now。"
    assert units(text, Unit.CLAUSE) == [
        "3,000 人，",
        "10:30 出发；",
        "他说：",
        "“走吧”，",
        "于是——",
        "走了……",
        "好,",
        "then go:",
        "now。",
    ]


def test_cells_and_lines_of_code_are_sentences() -> None:
    table = "船\t吨位\n福船。大\t200"
    assert units(table, Unit.SENTENCE, Block(Span(0, len(table)), BlockKind.TABLE)) == [
        "船",
        "吨位",
        "福船。",
        "大",
        "200",
    ]
    code = "a = b。c, d\n\n  e"
    assert units(code, Unit.CLAUSE, Block(Span(0, len(code)), BlockKind.CODE)) == [
        "a = b。c, d",
        "e",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "船到桥头自然直。“真的？”" * 5_000,
        "船" * 50_001,
        "🇨🇳" * 30_000,
        "." * 50_000 + "船\u0301" * 9,
    ],
    ids=["sentences", "one", "flags", "stops"],
)
def test_a_very_long_paragraph_is_cut_like_others(text: str) -> None:
    found = boundaries(text)
    sentences = starts(found, text, Unit.SENTENCE)
    assert sentences == sorted(set(sentences))
    assert all(is_grapheme_start(text, 0, edge) for edge in sentences[:-1])
    for start, end in pairwise(sentences):
        assert found.around(Unit.SENTENCE, start) == found.around(Unit.SENTENCE, end - 1)
        assert found.before(Unit.SENTENCE, end) == start
    if text[-1] == "”":
        assert set(map(len, units(text, Unit.SENTENCE))) == {8, 5}


def test_blocks_are_paragraphs() -> None:
    text = "一。\n\n二\n三"
    blocks = (Block(Span(0, 2)), Block(Span(3, 3), BlockKind.RULE), Block(Span(4, 7)))
    assert units(text, Unit.PARAGRAPH, *blocks) == ["一。", "二\n三"]


def test_an_empty_text_has_one_empty_unit() -> None:
    found = boundaries("")
    for unit in Unit:
        assert found.around(unit, 0) == Span(0, 0)
        assert found.after(unit, 0) == found.before(unit, 0) == 0


def test_a_ladder_of_units() -> None:
    assert [unit.wider() for unit in Unit] == [*list(Unit)[1:], Unit.PARAGRAPH]
    assert [unit.narrower() for unit in Unit] == [Unit.CHARACTER, *list(Unit)[:-1]]
