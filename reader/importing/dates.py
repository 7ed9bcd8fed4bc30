"""Dates as Chinese and English articles write them, to ISO 8601."""

import datetime
import re
from collections.abc import Iterator

from reader.importing.forms import Forms, fold

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d\d?)(?:st|nd|rd|th)?"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_WEEKDAY = r"(?:\s?\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?"
_TIME = (
    r"(?:[T,]?\s{0,3}(?P<hour>[01]?\d|2[0-3])[:时](?P<minute>[0-5]\d)(?!\d)"
    r"(?:[:分][0-5]\d秒?(?![\d.]))?)?"
)

_HINT = "(?:19|20)[0-9]{2}|[0-9〇○零一二三四五六七八九] ?年"
_NUMERIC = (
    # 2023-01-17, 2023/1/17, 2023.01.17, 2023-01
    rf"(?<![\d.]){_YEAR}\s?(?P<mark>[-/.])\s?(?P<month>\d\d?)"
    r"(?:\s?(?P=mark)\s?(?P<day>\d\d?))?(?![-/.]?\d)"
)
_ENGLISH = (
    # January 17, 2023; 17 January 2023
    rf"\b{_MONTH}\s{{1,3}}{_DAY},?\s{{1,3}}{_YEAR}\b",
    rf"\b{_DAY}\s{{1,3}}{_MONTH},?\s{{1,3}}{_YEAR}\b",
)
_CHINESE = (
    # 2023年1月17日, 2023 年 1 月
    rf"(?<!\d){_YEAR}\s?年\s?(?P<month>\d\d?)\s?月(?:\s?(?P<day>\d\d?)\s?[日号])?",
    # 二〇二三年一月十七日
    r"(?P<year>[一二][〇○零一二三四五六七八九]{3})年(?P<month>[一二三四五六七八九十]{1,2})月"
    r"(?:(?P<day>[一二三四五六七八九十]{1,3})[日号])?",
)
_FORMS = tuple(form + _WEEKDAY + _TIME for form in (_NUMERIC, *_CHINESE, *_ENGLISH))
_DATES = Forms(_HINT, *_FORMS, rf"(?<!\d){_YEAR}\s?年", flags=re.IGNORECASE)

_LETTER = r"[^\W\d_]"
STAMPS = Forms(
    _HINT,
    *(
        rf"(?:(?<!{_LETTER})|(?<=[于间期表布新在])){form}(?:(?![^\W_])|(?<=:[0-5]\d)(?!\d))"
        for form in _FORMS
    ),
    flags=re.IGNORECASE,
)
"""Dates that stand apart from words, as in a line about an article; in a title they do not."""

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}


def parse_date(text: str) -> str:
    """Return the first date in `text` that the calendar knows, in ISO 8601, or an empty string.

    It is as precise as written: `2023`, `2023-01`, `2023-01-17`, `2023-01-17T08:30`. A time is
    taken as it stands, whatever its zone.
    """
    return _first(_DATES, text)


def parse_stamp(line: str) -> str:
    """Return the first date in `line` that stands apart from words, as `parse_date` does."""
    return _first(STAMPS, line)


def stamps(line: str) -> Iterator[tuple[str, str, str]]:
    """Yield the dates in `line` that stand apart from words, each with what is before and after."""
    folded = fold(line)
    for match in STAMPS.matches(folded):
        if date := _iso(match):
            yield date, folded[: match.start()], folded[match.end() :]


def _first(forms: Forms, text: str) -> str:
    return next(filter(None, map(_iso, forms.matches(fold(text)))), "")


def _iso(match: re.Match[str]) -> str:
    """Return a match of a date in ISO 8601, or an empty string if there is no such day."""
    parts = match.groupdict()
    year = _number(parts["year"])
    if name := parts.get("name"):
        month: int | None = _MONTHS.index(name.lower()) + 1
    else:
        month = _number(parts["month"]) if parts.get("month") else None
    day = _number(parts["day"]) if parts.get("day") else None
    try:
        datetime.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return ""
    if month is None:
        return f"{year:04}"
    if day is None:
        return f"{year:04}-{month:02}"
    date = f"{year:04}-{month:02}-{day:02}"
    return f"{date}T{int(parts['hour']):02}:{parts['minute']}" if parts["hour"] else date


def _number(digits: str) -> int:
    """Return the value of Arabic or Chinese digits: `17`, `二〇二三`, `十七`, `三十一`."""
    if digits.isascii():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    if ten:
        return (_digits(tens) if tens else 1) * 10 + (_digits(ones) if ones else 0)
    return _digits(ones)


def _digits(digits: str) -> int:
    value = 0
    for char in digits:
        value = value * 10 + _DIGITS.get(char, 0)
    return value


def parse_instant(text: str) -> str:
    """Return the date that `text`, written for machines, says, in ISO 8601, or nothing.

    An instant in universal time, or a number of seconds or milliseconds since 1970, is given as
    the clocks in China show it.
    """
    text = text.strip()
    if re.fullmatch(r"1\d{9}(?:\d{3})?", text):
        instant = datetime.datetime.fromtimestamp(int(text[:10]), _CHINA)
        return instant.strftime("%Y-%m-%dT%H:%M")
    if match := re.match(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]00:?00)$", text):
        instant = datetime.datetime.fromisoformat(f"{match[1]}:00+00:00").astimezone(_CHINA)
        return instant.strftime("%Y-%m-%dT%H:%M")
    return parse_date(text)


def parse_relative(text: str, now: datetime.datetime) -> str:
    """Return the date that `昨天 08:30` or `3小时前` in `text` means, in ISO 8601, or nothing.

    `now` is the local time that it counts from.
    """
    folded = fold(text)
    if match := _AGO.search(folded):
        amount = 1 if match["half"] else int(match["amount"])
        unit = match["unit"]
        if unit in _FINE:
            moment = now - amount * _FINE[unit] / (2 if match["half"] else 1)
            return moment.strftime("%Y-%m-%dT%H:%M")
        return (now - datetime.timedelta(days=amount * _COARSE[unit])).strftime("%Y-%m-%d")
    if match := _NAMED_DAY.search(folded):
        day = (now - datetime.timedelta(days=_DAYS_BACK[match["day"]])).strftime("%Y-%m-%d")
        return f"{day}T{int(match['hour']):02}:{match['minute']}" if match["hour"] else day
    return ""


_CHINA = datetime.timezone(datetime.timedelta(hours=8))
_FINE = {
    **dict.fromkeys(("秒", "秒钟"), datetime.timedelta(seconds=1)),
    **dict.fromkeys(("分", "分钟"), datetime.timedelta(minutes=1)),
    **dict.fromkeys(("小时", "个小时"), datetime.timedelta(hours=1)),
}
_COARSE = {"天": 1, "日": 1, "周": 7, "星期": 7, "个星期": 7, "个月": 30}
_AGO = re.compile(
    rf"(?<!\d)(?:(?P<amount>\d{{1,3}})|(?P<half>半))\s?"
    rf"(?P<unit>{'|'.join(sorted({**_FINE, **_COARSE}, key=len, reverse=True))})(?:之|以)?前"
)
_DAYS_BACK = {"今天": 0, "昨天": 1, "前天": 2}
_NAMED_DAY = re.compile(
    r"^\W*(?:\S{1,12}\s+){0,4}(?P<day>今天|昨天|前天)\s{0,3}(?:(?P<hour>[01]?\d|"
    r"2[0-3]):(?P<minute>[0-5]\d))?\W*$"
)
