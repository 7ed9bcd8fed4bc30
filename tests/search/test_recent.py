"""What was used last stays within a limit."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from reader.search.recent import Recent

MOST = 80


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 12))))
def test_what_is_held_is_what_was_used_last_as_far_as_there_is_room(
    uses: Sequence[tuple[int, int]],
) -> None:
    recent: Recent[int, str] = Recent(MOST)
    order: list[tuple[int, int]] = []  # the last used behind
    for key, weight in uses:
        recent.hold(key, f"{key} {weight}", weight)
        order = [one for one in order if one[0] != key]
        if weight <= MOST // 8:
            order.append((key, weight))
        while sum(weight for _, weight in order) > MOST:
            order.pop(0)
    for key in range(10):
        held = next((f"{key} {weight}" for other, weight in order if other == key), None)
        assert recent.get(key) == held


def test_what_was_asked_for_stays_longer() -> None:
    recent: Recent[str, int] = Recent(MOST)
    for number in range(8):
        recent.hold(str(number), number, 10)
    assert recent.get("0") == 0
    recent.hold("8", 8, 10)
    assert (recent.get("0"), recent.get("1")) == (0, None)
