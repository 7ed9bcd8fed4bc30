"""Messages with fields."""

import pytest

from reader.ui.report import Report


class Sent(Report):
    """Two fields, one with a default."""

    title: str
    count: int = 1


class SentOn(Sent):
    """One more."""

    place: str = "渡口"


def test_fields_are_given_in_order_or_by_name() -> None:
    assert (Sent("雾").title, Sent("雾").count) == ("雾", 1)
    assert Sent(count=2, title="雾").count == 2
    assert SentOn("雾", 3, "桥").place == "桥"
    assert SentOn("雾").place == "渡口"
    assert Sent.handler_name == "on_sent"


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((), {}),
        ((), {"count": 2}),
        (("雾", 1, 2), {}),
        (("雾",), {"title": "雾"}),
        (("雾",), {"titel": "雾"}),
    ],
)
def test_what_is_no_field_or_missing_is_refused(
    values: tuple[object, ...], named: dict[str, object]
) -> None:
    with pytest.raises(TypeError, match="Sent has the fields title, count"):
        Sent(*values, **named)
