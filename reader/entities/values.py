"""What dates and amounts of money amount to, so that they can be compared.

amount("1.2亿美元") == Amount(120_000_000.0, "USD")
day("2023年1月17日") == "2023-01-17"
"""

import math
import re
from typing import NamedTuple

from reader.text.fold import fold

_UNITS = {
    "千": 10**3,
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
    "兆": 10**12,
    "k": 10**3,
    "m": 10**6,
    "b": 10**9,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "百": 10**2,
    "十": 10,
    "十万": 10**5,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
}
_DIGITS = dict(zip("〇零一二三四五六七八九", (0, *range(10)), strict=True)) | {"两": 2, "○": 0}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8, "兆": 10**12}

# Longer names before those they begin with.
_CURRENCIES = (
    ("USD", ("美元", "美金", "us$", "usd", "美分")),
    ("HKD", ("港元", "港币", "hk$", "hkd")),
    ("TWD", ("新台币", "台币", "nt$", "twd")),
    ("EUR", ("欧元", "€", "eur")),
    ("GBP", ("英镑", "£", "gbp")),
    ("JPY", ("日元", "日圆", "jpy")),
    ("KRW", ("韩元", "韩圜", "₩", "krw")),
    ("AUD", ("澳元", "a$", "aud")),
    ("CAD", ("加元", "c$", "cad")),
    ("SGD", ("新加坡元", "新元", "sgd")),
    ("RUB", ("卢布", "rub")),
    ("INR", ("卢比", "inr")),
    ("CHF", ("法郎", "瑞郎", "chf")),
    ("CNY", ("人民币", "rmb", "cny", "元", "圆", "块", "¥")),
    ("USD", ("$",)),
)
_NUMBER = re.compile(
    "(?P<arabic>[0-9][0-9,]*(?:\\.[0-9]+)?) ?"
    "(?P<unit>(?:thousand|million|billion|trillion|[十百千]?万亿?|[十百千]?亿|[百十]万|兆|千|百"
    "|[kmb](?![a-z]))?)"
    "|(?P<han>[〇零○一二三四五六七八九十百千万亿兆两]+)"
)

_SIGN = re.compile(" *(>=|<=|[<>≥≤=]?)")
_VAGUE = re.compile("[几数多余来]")  # 十几亿 is ten at least


class Amount(NamedTuple):
    """A sum of money."""

    value: float
    """In whole units of the currency."""
    currency: str
    """ISO 4217; empty where none is named."""


def amount(surface: str) -> Amount | None:
    """Return the sum that `surface` names, the lower of two; None where it names none."""
    folded = _VAGUE.sub("", fold(surface))
    found = _NUMBER.search(folded)
    if found is None:
        return None
    if found["han"]:
        value = float(_han(found["han"]))
    else:
        value = float(found["arabic"].replace(",", "")) * _magnitude(found["unit"])
    if not found["unit"] and (later := _of_range(folded, found.end())):
        value *= later
    return Amount(value, _currency(folded))


def _of_range(folded: str, end: int) -> float:
    """Return the magnitude that 3至5亿元 names but once, behind its second number."""
    second = re.match(r" ?[-—~～至到]{1,2} ?", folded[end:])
    if second is None:
        return 1
    found = _NUMBER.match(folded, end + second.end())
    return _magnitude(found["unit"]) if found and found["arabic"] else 1


def _magnitude(unit: str | None) -> float:
    if not unit:
        return 1
    if unit in _UNITS:
        return _UNITS[unit]
    product = 1
    for char in unit:
        product *= _UNITS[char]
    return product


def _currency(folded: str) -> str:
    for code, names in _CURRENCIES:
        if any(name in folded for name in names):
            return code
    return ""


def _han(digits: str) -> int:
    """Return the number that Chinese numerals write: 两千三百亿, 二〇二三."""
    if not any(char in _PLACES or char in _GROUPS for char in digits):
        return int("".join(str(_DIGITS[char]) for char in digits))
    total = section = digit = 0
    for char in digits:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _PLACES:
            section += (digit or 1) * _PLACES[char]
            digit = 0
        else:
            section += digit
            if total and _GROUPS[char] > 10**4 and total < _GROUPS[char]:
                total = (total + section) * _GROUPS[char]  # 三万亿
            else:
                total += (section or 1) * _GROUPS[char]
            section = digit = 0
    return total + section + digit


_DIGIT = "[一二三四五六七八九]"
_MONTH = f"(?P<month>1[0-2]|0?[1-9]|十[一二]|{_DIGIT}|[十正]) ?月(?:份)?"
_DAY = f"(?P<day>3[01]|[12][0-9]|0?[1-9]|三十一?|二?十{_DIGIT}?|{_DIGIT}) ?[日号]"
_DATE = re.compile(
    f"(?<![0-9])(?P<year>[12][0-9]{{3}}|[一二][〇零○一二三四五六七八九]{{3}}) ?年"
    f"(?: ?{_MONTH}(?: ?{_DAY})?)?"
    "|(?<![0-9])(?P<y>[12][0-9]{3})[-/.](?P<m>1[0-2]|0?[1-9])"
    "(?:[-/.](?P<d>3[01]|[12][0-9]|0?[1-9]))?(?![0-9])"
)


def day(surface: str) -> str:
    """Return the date that `surface` names in ISO 8601, as precise as it is; else nothing.

    Dates without a year are of no day that can be told from the surface alone.
    """
    folded = fold(surface)
    if "公元前" in folded or folded.startswith("前"):
        return ""
    found = _DATE.search(folded)
    if found is None:
        return ""
    year, month, date = (
        found[long] or found[short] for long, short in (("year", "y"), ("month", "m"), ("day", "d"))
    )
    parts = [f"{_number(year):04}"]
    if month:
        parts.append(f"{_number(month.replace('正', '一')):02}")
    if date:
        parts.append(f"{_number(date):02}")
    return "-".join(parts)


_YEARLESS = re.compile(f"(?<![0-9一二三四五六七八九十]){_MONTH}(?: ?{_DAY})?")


def month_and_day(surface: str) -> str:
    """Return the month that `surface` names, and the day of it if it does: `01`, `01-17`.

    The year makes no difference, nor whether there is one; nothing where no month is named.
    """
    if date := day(surface):
        return date[5:]
    found = _YEARLESS.search(fold(surface))
    if found is None:
        return ""
    month = f"{_number(found['month'].replace('正', '一')):02}"
    return f"{month}-{_number(found['day']):02}" if found["day"] else month


def _number(digits: str) -> int:
    return int(digits) if digits.isascii() else _han(digits)


class Sums(NamedTuple):
    """The sums that are asked for: from `low` to `high`, both included."""

    low: float
    high: float
    currency: str


def asked_sums(asked: str) -> Sums | None:
    """Return what `>1亿`, `<=3000万美元`, `1亿..5亿` or `100元` ask for; None for anything else."""
    low, dots, high = asked.partition("..")
    if dots:
        bounds = amount(low), amount(high)
        if bounds[0] is None or bounds[1] is None:
            return None
        return Sums(bounds[0].value, bounds[1].value, bounds[1].currency or bounds[0].currency)
    sign = _SIGN.match(fold(asked))
    sum_ = amount(asked)
    if sign is None or sum_ is None:
        return None
    infinity = float("inf")
    match sign[1]:
        case ">":
            return Sums(math.nextafter(sum_.value, infinity), infinity, sum_.currency)
        case ">=" | "≥":
            return Sums(sum_.value, infinity, sum_.currency)
        case "<":
            return Sums(-infinity, math.nextafter(sum_.value, -infinity), sum_.currency)
        case "<=" | "≤":
            return Sums(-infinity, sum_.value, sum_.currency)
    return Sums(sum_.value, sum_.value, sum_.currency)
