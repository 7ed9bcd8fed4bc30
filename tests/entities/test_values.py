import pytest

from reader.entities.values import Amount, Sums, amount, asked_sums, day, month_and_day


@pytest.mark.parametrize(
    ("surface", "value", "currency"),
    [
        ("1.2亿美元", 1.2e8, "USD"),
        ("３０００万元", 3e7, "CNY"),
        ("兩千三百億元", 2.3e11, "CNY"),
        ("三万亿日元", 3e12, "JPY"),
        ("三千五百万元", 3.5e7, "CNY"),
        ("2.3万亿美元", 2.3e12, "USD"),
        ("3至5亿元", 3e8, "CNY"),
        ("3亿至5亿元", 3e8, "CNY"),
        ("十几亿元", 1e9, "CNY"),
        ("1000多万元", 1e7, "CNY"),
        ("5,000 元人民币", 5e3, "CNY"),
        ("$1.5 billion", 1.5e9, "USD"),
        ("US$300m", 3e8, "USD"),
        ("HK$99", 99, "HKD"),
        ("￥68.5", 68.5, "CNY"),
        ("两块钱", 2, "CNY"),
        ("1亿", 1e8, ""),
    ],
)
def test_a_sum_is_what_it_says(surface: str, value: float, currency: str) -> None:
    assert amount(surface) == Amount(pytest.approx(value), currency)  # type: ignore[arg-type]


@pytest.mark.parametrize("surface", ["", "元", "很多钱", "美元"])
def test_what_names_no_number_is_no_sum(surface: str) -> None:
    assert amount(surface) is None


@pytest.mark.parametrize(
    ("surface", "date"),
    [
        ("2023年1月17日", "2023-01-17"),
        ("2023 年 1 月", "2023-01"),
        ("１９９８年", "1998"),
        ("二〇二三年三月五日", "2023-03-05"),
        ("二零二二年十二月三十一日", "2022-12-31"),
        ("2023-01-17", "2023-01-17"),
        ("2023/1/7", "2023-01-07"),
        ("3月5日", ""),
        ("公元前221年", ""),
        ("今年", ""),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(surface: str, date: str) -> None:
    assert day(surface) == date


@pytest.mark.parametrize(
    ("surface", "date"),
    [
        ("1月17日", "01-17"),
        ("１月17號", "01-17"),
        ("十一月七日", "11-07"),
        ("正月", "01"),
        ("12 月份", "12"),
        ("2023年1月17日", "01-17"),
        ("二〇二三年三月", "03"),
        ("2023年", ""),
        ("13月", ""),
        ("17日", ""),
        ("三個月", ""),
        ("", ""),
    ],
)
def test_a_month_and_day_are_told_whatever_the_year(surface: str, date: str) -> None:
    assert month_and_day(surface) == date


def test_sums_are_asked_for_from_one_to_another() -> None:
    infinity = float("inf")
    assert asked_sums(">=1亿") == Sums(1e8, infinity, "")
    low, high, currency = asked_sums(">1亿美元") or Sums(0, 0, "")
    assert 1e8 < low < 1e8 + 1
    assert (high, currency) == (infinity, "USD")
    assert asked_sums("＜= 3000万元") == Sums(-infinity, 3e7, "CNY")
    assert asked_sums("1亿..5亿元") == Sums(1e8, 5e8, "CNY")
    assert asked_sums("100元") == Sums(100, 100, "CNY")
    assert asked_sums("一本书") is not None  # 一 is a number
    assert asked_sums("书") is None
    assert asked_sums("1亿..书") is None
