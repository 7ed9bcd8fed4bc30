"""What dates in a query stand for."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.query import DateField, When, bounds, parse

NOW = datetime(2026, 3, 31, 1, 30, tzinfo=timezone(timedelta(hours=8)))


def _bounds(text: str, now: datetime = NOW) -> tuple[str, str]:
    when = parse(text).root
    assert isinstance(when, When)
    return bounds(when, now)


@pytest.mark.parametrize(
    ("text", "first", "behind"),
    [
        ("date:2023", "2023", "2024"),
        ("date:2023-12", "2023-12", "2024-01"),
        ("date:2024-02-29", "2024-02-29", "2024-03-01"),
        ("date:2023..2024-06", "2023", "2024-07"),
        ("date:2024-06..2023", "2023", "2024-07"),
        ("date:2023..", "2023", ""),
        ("date:..2023", "", "2024"),
        ("date:2023年5月至2023年6月", "2023-05", "2023-07"),
        ("date:2023/5/1", "2023-05-01", "2023-05-02"),
        ("date:9999", "9999", ""),
        ("date:7d", "2026-03-24", ""),
        ("date:2w", "2026-03-17", ""),
        ("date:1m", "2026-02-28", ""),
        ("date:3个月", "2025-12-31", ""),
        ("date:1y", "2025-03-31", ""),
        ("date:..7d", "", "2026-03-25"),
        ("date:7d..2d", "2026-03-24", "2026-03-30"),
        ("date:today", "2026-03-31", ""),
        ("date:昨天", "2026-03-30", "2026-03-31"),
        ("added:9999y", "", ""),
        # Days are the reader's; what is stored is UTC.
        ("added:2026", "2025-12-31T16:00:00", "2026-12-31T16:00:00"),
        ("added:today", "2026-03-30T16:00:00", ""),
    ],
)
def test_what_a_range_holds(text: str, first: str, behind: str) -> None:
    assert _bounds(text) == (first, behind)


@given(st.dates(), st.sampled_from((4, 7, 10)))
def test_a_date_lies_within_itself(day: date, precision: int) -> None:
    given_date = day.isoformat()[:precision]
    first, behind = _bounds(f"date:{given_date}")
    assert first <= given_date <= day.isoformat()
    assert day.isoformat() < behind or not behind


@given(
    st.from_regex(
        r"[0-9]{1,4}(d|w|m|y|-[0-9]{2}(-[0-9]{2})?)?(\.\.[0-9]{1,4}[dwmy]?)?", fullmatch=True
    )
)
def test_no_date_fails(value: str) -> None:
    when = parse(f"added:{value}").root
    if when is not None:
        assert isinstance(when, When)
        for field, now in product(DateField, (NOW, NOW.astimezone(UTC))):
            first, behind = bounds(When(field, when.since, when.until), now)
            assert not (first and behind) or first <= behind
