"""Going from hit to hit, without a screen."""

from hypothesis import given
from hypothesis import strategies as st

from reader.model import Span
from reader.ui.widgets.finding import Finding
from reader.ui.widgets.reading_pane import Sight

TEXT = "渡口，渡船，渡河。"
HERE = Span(0, len(TEXT))


def test_the_first_hit_is_the_next_from_where_finding_began() -> None:
    finding = Finding(TEXT, Sight(4, 3))
    finding.look_for("渡")
    assert finding.current == Span(6, 7)
    assert finding.report() == "3/3"
    finding = Finding(TEXT, Sight(7, 3))
    finding.look_for("渡")
    assert finding.current == Span(0, 1)
    assert finding.report() == "from the start again · 1/3"


def test_a_query_without_hits_keeps_the_place() -> None:
    finding = Finding(TEXT, Sight(4, 3))
    finding.look_for("船")
    finding.look_for("船长")
    assert finding.current is None
    assert finding.report() == "not found"
    finding.step(1, HERE)
    assert finding.current is None
    finding.look_for(" ")
    assert finding.report() == ""


def test_out_of_sight_the_next_hit_is_counted_from_the_screen() -> None:
    finding = Finding(TEXT, Sight(0, 0))
    finding.look_for("渡")
    finding.step(1, Span(5, 9))
    assert finding.current == Span(6, 7)
    finding.step(-1, Span(5, 9))
    assert finding.current == Span(3, 4)
    finding.forget_place()
    finding.step(-1, HERE)
    assert finding.report() == "from the end again · 3/3"


@given(st.integers(0, 9), st.lists(st.sampled_from([1, -1]), max_size=12))
def test_steps_go_round(origin: int, steps: list[int]) -> None:
    finding = Finding(TEXT, Sight(origin, 0))
    finding.look_for("渡")
    first = finding.index
    for step in steps:
        finding.step(step, HERE)
    assert finding.index == (first + sum(steps)) % 3
