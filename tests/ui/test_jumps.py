"""The jump list alone: where back and forward lead."""

from hypothesis import given
from hypothesis import strategies as st

from reader.ui.jumps import JumpList, Place

A, B, C, D = (Place("article", offset) for offset in range(4))


def test_back_and_forward_lead_the_same_way() -> None:
    jumps = JumpList()
    jumps.leave(A)
    jumps.leave(B)
    assert jumps.back(C) == B
    assert jumps.back(B) == A
    assert jumps.back(A) is None
    assert jumps.forward(A) == B
    assert jumps.forward(B) == C
    assert jumps.forward(C) is None


def test_without_a_jump_there_is_no_way() -> None:
    jumps = JumpList()
    assert jumps.back(A) is None
    assert jumps.forward(A) is None
    assert jumps.last is None


def test_a_jump_on_the_way_back_goes_to_the_end_of_the_list() -> None:
    jumps = JumpList()
    jumps.leave(A)
    jumps.leave(B)
    jumps.back(C)
    jumps.leave(B)
    assert jumps.back(D) == B
    assert jumps.back(B) == C
    assert jumps.back(C) == A


def test_the_last_place_is_where_the_last_jump_came_from() -> None:
    jumps = JumpList()
    jumps.leave(A)
    assert jumps.last == A
    jumps.back(B)
    assert jumps.last == B


@given(st.lists(st.builds(Place, st.sampled_from("xy"), st.integers(0, 300))), st.integers(0, 99))
def test_back_visits_each_place_left_once_newest_first(places: list[Place], here: int) -> None:
    jumps = JumpList()
    for place in places:
        jumps.leave(place)
    current, visited = Place("here", here), []
    while (place := jumps.back(current)) is not None:
        visited.append(place)
        current = place
    newest_first = list(dict.fromkeys(reversed(places)))
    assert visited == newest_first[:99]
