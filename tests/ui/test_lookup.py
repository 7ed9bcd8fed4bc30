"""Going from hit to hit, without a screen."""

from hypothesis import given
from hypothesis import strategies as st

from reader.model import Span
from reader.ui.widgets.lookup import Lookup
from reader.ui.widgets.page_view import Sight

TEXT = "渡口，渡船，渡河。"
HERE = Span(0, len(TEXT))


def test_the_first_hit_is_the_next_from_where_finding_began() -> None:
    lookup = Lookup(TEXT, Sight(4, 3))
    lookup.look_for("渡")
    assert lookup.current == Span(6, 7)
    assert lookup.report() == "3/3"
    lookup = Lookup(TEXT, Sight(7, 3))
    lookup.look_for("渡")
    assert lookup.current == Span(0, 1)
    assert lookup.report() == "from the start again · 1/3"


def test_a_query_without_hits_keeps_the_place() -> None:
    lookup = Lookup(TEXT, Sight(4, 3))
    lookup.look_for("船")
    lookup.look_for("船长")
    assert lookup.current is None
    assert lookup.report() == "not found"
    lookup.step(1, HERE)
    assert lookup.current is None
    lookup.look_for(" ")
    assert lookup.report() == ""


def test_out_of_sight_the_next_hit_is_counted_from_the_screen() -> None:
    lookup = Lookup(TEXT, Sight(0, 0))
    lookup.look_for("渡")
    lookup.step(1, Span(5, 9))
    assert lookup.current == Span(6, 7)
    lookup.step(-1, Span(5, 9))
    assert lookup.current == Span(3, 4)
    lookup.forget_place()
    lookup.step(-1, HERE)
    assert lookup.report() == "from the end again · 3/3"


@given(st.integers(0, 9), st.lists(st.sampled_from([1, -1]), max_size=12))
def test_steps_go_round(origin: int, steps: list[int]) -> None:
    lookup = Lookup(TEXT, Sight(origin, 0))
    lookup.look_for("渡")
    first = lookup.index
    for step in steps:
        lookup.step(step, HERE)
    assert lookup.index == (first + sum(steps)) % 3
