"""What dragging and a caret select: always one span of the text, exactly."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.model import Article, ArticleSummary, Block, BlockKind, Span, Structure
from reader.text import segment
from reader.text.boundaries import Boundaries, Unit
from reader.text.breakrule import is_grapheme_start
from reader.text.layout import LayoutOptions
from reader.text.page import Page
from reader.text.width import cell_width
from reader.ui.widgets.selection import Motion, Motions, Selection, place_at

GRAPHEMES = (*"汉字排版，。“”—abc 3.5%𠮷", "e\u0301", "👨\u200d👩🏽", "🇨🇳", "❤\ufe0f")
TEXT = (
    st.lists(st.sampled_from(GRAPHEMES), min_size=1, max_size=16)
    .map(lambda graphemes: "".join(graphemes).strip())
    .filter(bool)
)


def article_of(text: str, blocks: tuple[Block, ...] = ()) -> Article:
    summary = ArticleSummary(
        "a", "题", "", "", "", "", "", "zh-Hans", len(text), "", "2023-01-01", "2023-01-01"
    )
    return Article(summary, text, Structure(blocks))


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text, blocks = "", []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from([BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.CODE]))
        parts = draw(st.lists(TEXT, min_size=1, max_size=3))
        body = ("\t" if kind is BlockKind.TABLE else "\n").join(parts)
        if kind is BlockKind.TABLE:
            body = f"{body}\n{body}"
        start = len(text) + 2 * bool(text)
        text += ("\n\n" if text else "") + body
        marker = draw(st.sampled_from(["", "•"]))
        blocks.append(Block(Span(start, len(text)), kind, indent=bool(marker), marker=marker))
    return article_of(text, tuple(blocks))


class Shown:
    """An article laid out, with what selecting needs."""

    def __init__(self, article: Article, width: int = 20, ambiguous: int = 1) -> None:
        self.article, self.text, self.ambiguous = article, article.text, ambiguous
        self.page = Page(article, LayoutOptions(width, ambiguous))
        self.page.settle(1000)
        self.boundaries = Boundaries(self.text, article.structure.blocks, segment.words)
        self.motions = Motions(article, self.page, self.boundaries, 10)

    def at(self, y: int, cell: int) -> Span:
        return place_at(self.page, self.text, self.boundaries, y, cell, self.ambiguous)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> Span:
        selection = Selection(self.at(*start), self.at(*start)).to(self.at(*end))
        return selection.span(self.text, self.boundaries)

    @property
    def drawn(self) -> list[Span]:
        """The graphemes that can be seen."""
        edges = [0]
        while edges[-1] < len(self.text):
            edges.append(self.boundaries.after(Unit.CHARACTER, edges[-1]))
        return [
            Span(start, end)
            for start, end in pairwise(edges)
            if self.page.offset_at(*self.page.cell_of(start)) == start
            and cell_width(self.text[start:end], self.ambiguous)
            and self.text[start] not in "\n\t"
        ]

    def left_half(self, grapheme: Span) -> tuple[int, int]:
        return self.page.cell_of(grapheme.start)

    def right_half(self, grapheme: Span) -> tuple[int, int]:
        y, cell = self.page.cell_of(grapheme.start)
        return y, cell + cell_width(grapheme.of(self.text), self.ambiguous) - 1


@given(articles(), st.integers(4, 40), st.sampled_from([1, 2]))
@settings(deadline=None, max_examples=40)
def test_dragging_selects_what_is_under_the_mouse(
    article: Article, width: int, ambiguous: int
) -> None:
    shown = Shown(article, width, ambiguous)
    drawn = shown.drawn
    lefts = [shown.at(*shown.left_half(grapheme)) for grapheme in drawn]
    rights = [shown.at(*shown.right_half(grapheme)) for grapheme in drawn]
    for first, left in zip(drawn, lefts, strict=True):
        for last, right in zip(drawn, rights, strict=True):
            if first <= last:
                for selection in (Selection(left, right), Selection(right, left)):
                    span = selection.span(shown.text, shown.boundaries)
                    assert span == Span(first.start, last.end)


@given(articles(), st.data())
@settings(deadline=None)
def test_no_drag_cuts_a_grapheme_or_ends_in_a_line_end(
    article: Article, data: st.DataObject
) -> None:
    shown = Shown(article)
    place = st.tuples(st.integers(-2, shown.page.height + 2), st.integers(-5, 30))
    span = shown.drag(data.draw(place), data.draw(place))
    text = article.text
    assert 0 <= span.start <= span.end <= len(text)
    if span:
        assert span.of(text).strip("\n\t") == span.of(text)
        for edge in (span.start, span.end):
            before = max(0, text.rfind("\n", 0, edge) + 1)
            assert (
                edge == len(text) or text[edge] in "\n\t" or is_grapheme_start(text, before, edge)
            )


def test_the_half_of_a_wide_character_decides() -> None:
    shown = Shown(article_of("天地玄黄abc"))
    y = shown.page.head_height
    assert shown.drag((y, 0), (y, 3)).of(shown.text) == "天地"
    assert shown.drag((y, 0), (y, 2)).of(shown.text) == "天"
    assert shown.drag((y, 1), (y, 3)).of(shown.text) == "地"
    assert shown.drag((y, 1), (y, 2)).of(shown.text) == ""
    assert shown.drag((y, 8), (y, 9)).of(shown.text) == "ab"
    assert shown.drag((y, 9), (y, 8)).of(shown.text) == "ab"
    assert shown.drag((y, 2), (y, 99)).of(shown.text) == "地玄黄abc"
    assert shown.drag((y, 2), (-1, 0)).of(shown.text) == "天"


def test_over_blank_lines_markers_and_cells() -> None:
    text = "一二\n\n三四\n\n甲\t乙\n丙\t丁"
    blocks = (
        Block(Span(0, 2)),
        Block(Span(4, 6), marker="•", indent=1),
        Block(Span(8, 15), BlockKind.TABLE),
    )
    shown = Shown(article_of(text, blocks))
    y = shown.page.head_height
    assert shown.drag((y, 2), (y + 1, 0)).of(text) == "二"
    assert shown.drag((y + 1, 0), (y + 2, 99)).of(text) == "三四"
    assert shown.drag((y, 2), (y + 2, 0)).of(text) == "二"
    assert shown.drag((y, 0), (y + 2, 3)).of(text) == "一二\n\n三"
    table = y + 4
    assert shown.page.line(table).text.split() == ["甲", "│", "乙"]
    assert shown.drag((table, 0), (table, 6)).of(text) == "甲\t乙"
    assert shown.drag((table, 0), (table, 3)).of(text) == "甲"
    assert shown.drag((table, 0), (table + 1, 3)).of(text) == "甲\t乙"  # the rule below the header
    assert shown.drag((table, 0), (table + 3, 0)).of(text) == text[8:]


@given(articles(), st.lists(st.sampled_from(Motion), max_size=20))
@settings(deadline=None)
def test_the_caret_stands_on_what_is_drawn(article: Article, ways: list[Motion]) -> None:
    shown = Shown(article)
    starts = {grapheme.start for grapheme in shown.drawn}
    offset = shown.motions.first_in(shown.page.head_height, shown.page.height)
    for way in ways:
        assert offset in starts
        offset = shown.motions.go(way, offset, 3)


@given(articles())
@settings(deadline=None, max_examples=50)
def test_the_caret_comes_by_everything(article: Article) -> None:
    shown = Shown(article)
    starts = [grapheme.start for grapheme in shown.drawn]
    for here, there in pairwise(starts):
        assert shown.motions.go(Motion.RIGHT, here, 0) == there
        assert shown.motions.go(Motion.LEFT, there, 0) == here
    assert shown.motions.go(Motion.START, starts[-1], 0) == starts[0]
    assert shown.motions.go(Motion.END, starts[0], 0) == starts[-1]
    assert shown.motions.go(Motion.LEFT, starts[0], 0) == starts[0]
    assert shown.motions.go(Motion.RIGHT, starts[-1], 0) == starts[-1]


@pytest.mark.parametrize(
    ("way", "found"),
    [
        (Motion.WORD, "GPT-4"),
        (Motion.WORD_END, "GPT-4 "),
        (Motion.SENTENCE, "他"),
        (Motion.SENTENCE_BACK, "我"),
        (Motion.PARAGRAPH, "新"),
        (Motion.LINE_START, "我"),
        (Motion.LINE_END, "。他"),
        (Motion.END, "段"),
    ],
)
def test_motions(way: Motion, found: str) -> None:
    text = "我用 GPT-4 写。他看。\n\n新段"
    shown = Shown(article_of(text, (Block(Span(0, 14)), Block(Span(16, 18)))), width=18)
    offset = shown.motions.go(way, text.index("用"), 0)
    if way is Motion.WORD_END:
        assert offset == text.index("4")
    elif way is Motion.LINE_END:
        assert offset == text.index("他")
    else:
        assert text.startswith(found, offset)


SPANS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda ends: Span(*sorted(ends)))


@given(articles(), st.data())
@example(article_of("一。二。"), None)
@settings(deadline=None)
def test_units_nest_and_come_back(article: Article, data: st.DataObject | None) -> None:
    shown = Shown(article)
    drawn = shown.drawn
    picks = st.sampled_from([span for span in drawn if span.of(article.text).strip()])
    ends = (drawn[0], drawn[-1]) if data is None else (data.draw(picks), data.draw(picks))
    selection = Selection(*ends)
    inner = selection.span(article.text, shown.boundaries)
    for unit in Unit:
        outer = selection.by(unit).span(article.text, shown.boundaries)
        assert outer.start <= inner.start <= inner.end <= outer.end
        assert selection.by(unit).swapped().span(article.text, shown.boundaries) == outer
        inner = outer
    assert selection.by(Unit.PARAGRAPH).by(Unit.CHARACTER) == selection
