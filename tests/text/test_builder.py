"""Text and structure from blocks."""

from hypothesis import given
from hypothesis import strategies as st

from reader.model import Block, BlockKind, Mark, MarkKind, Span
from reader.text.markup.builder import Builder

WORDS = st.text(st.sampled_from("中文，。ab 𠮷🙂"), min_size=1, max_size=8)
PIECES = st.lists(st.tuples(WORDS, st.booleans(), st.booleans()), max_size=12)


@given(PIECES)
def test_spans_lead_back_to_the_pieces(pieces: list[tuple[str, bool, bool]]) -> None:
    builder = Builder()
    for text, is_rule, tight in pieces:
        if is_rule:
            builder.rule()
        else:
            builder.add(text, tight=tight, marks=[Mark(Span(0, len(text)), MarkKind.STRONG)])
    text, structure = builder.finish()
    shown = [piece for piece, is_rule, _ in pieces if not is_rule and piece.strip()]
    blocks = [block for block in structure.blocks if block.kind is not BlockKind.RULE]
    assert [block.span.of(text) for block in blocks] == shown
    assert [mark.span.of(text) for mark in structure.marks] == shown
    assert text.replace("\n", "") == "".join(shown)


def test_separators_and_rules() -> None:
    builder = Builder()
    builder.rule()
    builder.add("甲")
    builder.add("乙", indent=1, marker="•", tight=True)
    builder.add("丙", indent=1, marker="•", tight=True)
    builder.rule()
    builder.rule()
    builder.add(" \n")
    builder.add("丁")
    builder.rule()
    text, structure = builder.finish()
    assert text == "甲\n乙\n丙\n\n丁"
    assert structure.blocks == (
        Block(Span(0, 1)),
        Block(Span(2, 3), indent=1, marker="•"),
        Block(Span(4, 5), indent=1, marker="•"),
        Block(Span(7, 7), BlockKind.RULE),
        Block(Span(7, 8)),
    )


def test_a_text_that_is_not_canonical_is_mended_without_its_marks() -> None:
    builder = Builder()
    builder.add("e\u0301", marks=[Mark(Span(1, 2), MarkKind.STRONG)])
    text, structure = builder.finish()
    assert text == "é"
    assert structure.marks == ()


def test_outer_marks_come_before_inner_ones() -> None:
    inner, outer = Mark(Span(0, 1), MarkKind.STRONG), Mark(Span(0, 2), MarkKind.LINK, "a")
    builder = Builder()
    builder.add("甲乙", marks=[inner, outer])
    assert builder.finish()[1].marks == (outer, inner)
