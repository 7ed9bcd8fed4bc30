"""Dates as they are typed in a query, and the range they stand for."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from reader.text.query.fields import DateField
from reader.text.query.nodes import When

_GIVEN = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")
_BEFORE_TODAY = re.compile(r"(\d{1,4})(d|w|m|y|天|日|周|星期|个?月|年)")
_UNITS = {"天": "d", "日": "d", "周": "w", "星期": "w", "月": "m", "个月": "m", "年": "y"}
_DAYS = {"today": "0d", "今天": "0d", "yesterday": "1d", "昨天": "1d", "前天": "2d"}
_RANGE = re.compile(r"\.{2,}|~|至|到")


class Ends(NamedTuple):
    """The two ends of a `When`."""

    since: str
    until: str


def ends(value: str) -> Ends | None:
    """Return the range that a folded `value` stands for; None where it is no date.

    `2023` is all of the year, `2023..` from then on, `..2023` until then, `7d` since seven days
    ago, `yesterday` that day.
    """
    parts = _RANGE.split(value, maxsplit=1)
    first, last = (_end(part) for part in (parts[0], parts[-1]))
    if first is None or last is None or not (first or last):
        return None
    if len(parts) == 1:
        whole_day = value in _DAYS and value not in ("today", "今天")
        return Ends(first, "" if _BEFORE_TODAY.fullmatch(first) and not whole_day else first)
    return Ends(first, last)


def _end(value: str) -> str | None:
    """Return one end as `When` has it, empty for an open one; None where it is no date."""
    if value in _DAYS:
        return _DAYS[value]
    if match := _BEFORE_TODAY.fullmatch(value):
        return f"{int(match[1])}{_UNITS.get(match[2], match[2])}"
    if match := _GIVEN.fullmatch(value):
        numbers = [int(number) for number in match.groups() if number]
        try:
            date(*[*numbers, 1, 1][:3])
        except ValueError:
            return None
        return "-".join(
            f"{number:0{4 if not index else 2}}" for index, number in enumerate(numbers)
        )
    return None if value else ""


def bounds(when: When, now: datetime) -> tuple[str, str]:
    """Return the first ISO 8601 text within the range, and the first one behind it.

    Either is empty for an open end. A date of an article, as precise as it is known, lies within
    if `first <= date < behind`, compared as texts; one known less precisely than the range is
    asked for lies before it. `now` has a time zone: days are the reader's, and those on which an
    article was added are given in UTC as they are stored.
    """
    since, until = when.since, when.until
    if since and until and _first_day(until, now) < _first_day(since, now):
        since, until = until, since
    first = _first_day(since, now) if since else None
    behind = _day_behind(until, now) if until else None
    return _stored(when.field, first, since, now), _stored(when.field, behind, until, now)


def _stored(field: DateField, day: date | None, end: str, now: datetime) -> str:
    """Return the day as dates are stored, as precise as `end` is; the ends of time are open."""
    if day is None or day in (date.min, date.max):
        return ""
    if field is DateField.ADDED:
        midnight = datetime.combine(day, time(), now.tzinfo)
        return midnight.astimezone(UTC).replace(tzinfo=None).isoformat()
    return day.isoformat()[: len(end) if end[-1].isdigit() else None]


def _first_day(end: str, now: datetime) -> date:
    if match := _BEFORE_TODAY.fullmatch(end):
        return _before(now.date(), int(match[1]), match[2])
    year, month, day = ([int(number) for number in end.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def _day_behind(end: str, now: datetime) -> date:
    first = _first_day(end, now)
    if first.year == date.max.year:
        return date.max
    if len(end) == len("2023") and end.isdigit():
        return date(first.year + 1, 1, 1)
    if len(end) == len("2023-01") and end[-1].isdigit():
        return _before(first, -1, "m")
    return first + timedelta(days=1)


def _before(day: date, count: int, unit: str) -> date:
    """Return the day `count` units before `day`; the first there is if that is too long ago."""
    try:
        if unit in ("d", "w"):
            return day - timedelta(days=count * (7 if unit == "w" else 1))
        months = day.year * 12 + day.month - 1 - count * (12 if unit == "y" else 1)
        year, month = divmod(months, 12)
        last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
        return date(year, month + 1, min(day.day, last))
    except (OverflowError, ValueError):
        return date.min if count > 0 else date.max
