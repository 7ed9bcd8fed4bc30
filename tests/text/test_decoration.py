"""Named spans cut into runs."""

from hypothesis import given
from hypothesis import strategies as st

from reader.model import Span
from reader.text.decoration import Decorations, Run

NAMES = st.sampled_from(["strong", "emphasis", "link", "hit", "note", "selection"])
SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda ends: Span(*sorted(ends)))
SPAN_LISTS = st.lists(st.tuples(SPANS, NAMES), max_size=25)


def runs(spans: list[tuple[Span, str]], part: Span) -> list[tuple[int, int, tuple[str, ...]]]:
    return [(run.span.start, run.span.end, run.names) for run in Decorations(spans).over(part)]


def test_overlaps_and_nesting_survive_in_the_order_of_layers() -> None:
    spans = [(Span(0, 10), "link"), (Span(2, 4), "strong"), (Span(3, 8), "hit")]
    assert runs(spans, Span(1, 9)) == [
        (1, 2, ("link",)),
        (2, 3, ("link", "strong")),
        (3, 4, ("link", "strong", "hit")),
        (4, 8, ("link", "hit")),
        (8, 9, ("link",)),
    ]


def test_a_part_that_nothing_covers_is_one_run_without_names() -> None:
    assert runs([(Span(5, 9), "hit")], Span(0, 5)) == [(0, 5, ())]
    assert runs([], Span(3, 3)) == []


def test_a_name_is_told_once() -> None:
    assert runs([(Span(0, 4), "hit"), (Span(2, 6), "hit")], Span(2, 4)) == [(2, 4, ("hit",))]


def test_an_empty_span_decorates_nothing() -> None:
    assert runs([(Span(2, 2), "hit")], Span(0, 4)) == [(0, 4, ())]


@given(SPAN_LISTS, SPANS)
def test_runs_make_up_the_part_and_tell_all_that_covers_them(
    spans: list[tuple[Span, str]], part: Span
) -> None:
    found = [*Decorations(spans).over(part)]
    assert "".join("x" * len(run.span) for run in found) == "x" * len(part)
    at = part.start
    for run in found:
        assert run.span.start == at
        at = run.span.end
        for offset in range(run.span.start, run.span.end):
            covering = [name for span, name in spans if offset in span]
            assert list(run.names) == list(dict.fromkeys(covering))


@given(SPAN_LISTS, SPANS)
def test_neighbouring_runs_touch_an_edge(spans: list[tuple[Span, str]], part: Span) -> None:
    edges = {edge for span, _ in spans for edge in (span.start, span.end)}
    for run in [*Decorations(spans).over(part)][1:]:
        assert run.span.start in edges


@given(SPAN_LISTS, SPAN_LISTS, SPANS)
def test_spans_above_are_the_highest_layers(
    below: list[tuple[Span, str]], above: list[tuple[Span, str]], part: Span
) -> None:
    expected = [*Decorations([*below, *above]).over(part)]
    assert [*Decorations(below).over(part, above)] == expected


def test_thousands_of_spans_cost_a_line_little() -> None:
    """Spans that do not reach into the part are not looked at, however long others are."""
    spans = [(Span(0, 1_000_000), "link")]
    spans += [(Span(at, at + 5), "hit") for at in range(0, 1_000_000, 10)]
    decorations = Decorations(spans)
    covering = decorations._covering(Span(500_000, 500_020))
    assert [entry[1] for entry in covering] == [0, 500_000, 500_010]
    assert [*decorations.over(Span(500_000, 500_010))] == [
        Run(Span(500_000, 500_005), ("link", "hit")),
        Run(Span(500_005, 500_010), ("link",)),
    ]
