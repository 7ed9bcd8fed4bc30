"""Named spans cut into runs."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Span
from reader.text.decoration import Decorations, Layers, Run
from reader.text.decoration import runs as runs_of

NAMES = st.sampled_from(["strong", "emphasis", "link", "hit", "note", "selection"])
SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda ends: Span(*sorted(ends)))
SPAN_LISTS = st.lists(st.tuples(SPANS, NAMES), max_size=25)


def over(spans: list[tuple[Span, str]], part: Span) -> list[Run]:
    return [*runs_of(part, Decorations(spans).within(part))]


def runs(spans: list[tuple[Span, str]], part: Span) -> list[tuple[int, int, tuple[str, ...]]]:
    return [(run.span.start, run.span.end, run.names) for run in over(spans, part)]


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
    found = over(spans, part)
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
    for run in over(spans, part)[1:]:
        assert run.span.start in edges


LAYERS = ("marks", "notes", "selection")


@given(st.permutations(LAYERS), st.lists(SPAN_LISTS, min_size=3, max_size=3), SPANS)
def test_layers_lie_in_their_own_order_whichever_was_set_first(
    first: list[str], spans: list[list[tuple[Span, str]]], part: Span
) -> None:
    layers = Layers(LAYERS)
    for layer in first:
        layers.set(layer, Decorations(spans[LAYERS.index(layer)]))
    assert [*layers.over(part)] == over([*spans[0], *spans[1], *spans[2]], part)


def test_a_layer_is_set_anew_without_the_others() -> None:
    layers = Layers(LAYERS)
    layers.set("marks", Decorations([(Span(0, 4), "link")]))
    layers.set("notes", Decorations([(Span(2, 6), "note")]))
    layers.set("notes", Decorations([(Span(3, 4), "note")]))
    assert [*layers.over(Span(0, 5))] == [
        Run(Span(0, 3), ("link",)),
        Run(Span(3, 4), ("link", "note")),
        Run(Span(4, 5), ()),
    ]
    assert layers.within("notes", Span(0, 9)) == [(Span(3, 4), "note")]
    layers.clear()
    assert [*layers.over(Span(0, 5))] == [Run(Span(0, 5), ())]
    with pytest.raises(KeyError):
        layers.set("hits", Decorations())


class Counted(list[tuple[int, int, Span, str]]):
    """Entries that count how many of them were read."""

    read = 0

    def __getitem__(self, key: Any) -> Any:
        found = super().__getitem__(key)
        Counted.read += len(found) if isinstance(key, slice) else 1
        return found


def test_ten_thousand_spans_cost_a_line_little() -> None:
    """Spans that do not reach into the part are not looked at, however long others are."""
    spans = [(Span(0, 100_000), "link")]
    spans += [(Span(at, at + 5), "hit") for at in range(0, 100_000, 10)]
    decorations = Decorations(spans)
    decorations._by_size = {
        size: Counted(entries) for size, entries in decorations._by_size.items()
    }
    assert decorations.within(Span(50_000, 50_020)) == [
        (Span(0, 100_000), "link"),
        (Span(50_000, 50_005), "hit"),
        (Span(50_010, 50_015), "hit"),
    ]
    assert Counted.read < 70  # two binary searches in each of the two sizes, and what was found
