"""Metadata told from lines."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.importing.dates import parse_date
from reader.importing.metadata import (
    find_author,
    find_date,
    find_source,
    find_title,
    is_byline,
)

BODY = (
    "凌晨四点，菜市场的灯已经亮了。老周把冰块倒进泡沫箱，数了数今天的鲫鱼，一共四十七条。"
    "他说这一行没有秘密，起得早就是全部的秘密。"
)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023-01-17", "2023-01-17"),
        ("2023/1/17", "2023-01-17"),
        ("2023.01.17", "2023-01-17"),
        ("2023年1月17日", "2023-01-17"),
        ("2023 年 1 月 17 日", "2023-01-17"),
        ("2023-04-06 09:51:24 401", "2023-04-06T09:51"),
        ("2023-04-06T09:51:24+08:00", "2023-04-06T09:51"),
        ("2023年4月6日 9:05", "2023-04-06T09:05"),
        ("２０２３年４月６日　０９：５１", "2023-04-06T09:51"),
        ("二〇二三年一月十七日", "2023-01-17"),
        ("二零二三年十二月三十一日", "2023-12-31"),
        ("二○二三年十月", "2023-10"),
        ("一九九八年二十月三日", ""),
        ("2023年", "2023"),
        ("2023-01", "2023-01"),
        ("January 17, 2023", "2023-01-17"),
        ("Jan. 7th, 2023", "2023-01-07"),
        ("17 January 2023", "2023-01-17"),
        ("Sept 5, 2023", "2023-09-05"),
        ("民國一一二年", ""),
        ("2023-02-30", ""),
        ("2023-13-01", ""),
        ("2023-24赛季", ""),
        ("12023-01-17", ""),
        ("192.168.2023.1", ""),
        ("2023-01-170", ""),
        ("没有日期", ""),
    ],
)
def test_dates_in_the_usual_forms(text: str, date: str) -> None:
    assert parse_date(text) == date


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)), st.integers(0, 6))
def test_a_written_date_is_read_back(date: datetime.date, form: int) -> None:
    months = "January February March April May June July August September October November December"
    forms = [
        date.isoformat(),
        f"{date.year}/{date.month}/{date.day}",
        f"{date.year}.{date.month:02}.{date.day:02}",
        f"{date.year}年{date.month}月{date.day}日",
        f"发布时间：{date.year} 年 {date.month} 月 {date.day} 日",
        f"{months.split()[date.month - 1]} {date.day}, {date.year}",
        f"{date.day} {months.split()[date.month - 1][:3]} {date.year}",
    ]
    assert parse_date(forms[form]) == date.isoformat()


@given(st.text(max_size=60))
def test_whatever_is_read_as_a_date_is_in_the_calendar(text: str) -> None:
    date = parse_date(text)
    if date:
        padded = date + "0001-01-01T00:00"[len(date) :]
        assert datetime.datetime.fromisoformat(padded)


@pytest.mark.parametrize(
    ("lines", "index"),
    [
        (["鱼市的凌晨", BODY], 0),
        (["", "  ", "鱼市的凌晨", BODY], 2),
        (["首页", "登录", "鱼市的凌晨", "2023-01-17", BODY], 2),
        (["大渔网", "全城都在看的水产站", "鱼市的凌晨，比鱼醒得更早", "作者：周小鱼", BODY], 2),
        (["2023-01-17", "鱼市的凌晨", BODY], 1),
        (["来源：渔报", "2023-01-17", "鱼市的凌晨", BODY], 2),
        (["谁在凌晨四点卖鱼？", BODY], 0),
        ([BODY, "一行短句", BODY], None),
        (["老周说：", BODY], None),
        (["以下由本刊整理——", BODY], None),
        (["2023-01-17", BODY], None),
        (["12345", BODY], None),
        (["他来了。", BODY], None),
        ([], None),
    ],
)
def test_title_is_a_fitting_line_before_the_body(lines: list[str], index: int | None) -> None:
    assert find_title(lines) == index


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("作者：周小鱼", "周小鱼"),
        ("作者: 周小鱼", "周小鱼"),
        ("作者｜周小鱼", "周小鱼"),
        ("作者 周小鱼", "周小鱼"),
        ("文｜周小鱼", "周小鱼"),
        ("文丨周小鱼 编辑丨林大海", "周小鱼"),
        ("文/周小鱼", "周小鱼"),
        ("文／周小鱼", "周小鱼"),
        ("【文/周小鱼】", "周小鱼"),
        ("文/图 周小鱼", "周小鱼"),
        ("撰文：周小鱼", "周小鱼"),
        ("采写：周小鱼 林大海", "周小鱼 林大海"),
        ("记者 周小鱼", "周小鱼"),
        ("记者：周小鱼 编辑：林大海", "周小鱼"),
        ("本报记者：周小鱼、林大海", "周小鱼、林大海"),
        ("本报记者 周小鱼 林大海", "周小鱼 林大海"),
        ("（记者 周小鱼）", "周小鱼"),
        ("（本刊记者 周小鱼 发自泉州）", "周小鱼"),
        ("作者：周小鱼（渔业史研究者）", "周小鱼"),
        ("作者：周小鱼，渔业史研究者", "周小鱼"),
        ("作者：周小鱼  来源：渔报  2023-01-17", "周小鱼"),
        ("2023-01-17 10:00 来源：渔报 作者：周小鱼", "周小鱼"),
        ("来源：渔报 | 作者：周小鱼 | 责任编辑：林大海", "周小鱼"),
        ("周小鱼 2023-01-17", "周小鱼"),
        ("By Zhou Xiaoyu", "Zhou Xiaoyu"),
        ("Author: Zhou Xiaoyu", "Zhou Xiaoyu"),
        ("作者：𠮷田远", "𠮷田远"),
        ("作者：歐陽詢", "歐陽詢"),
        ("責任編輯：林大海", ""),
        ("责任编辑：林大海", ""),
        ("编辑：林大海", ""),
        ("编辑 | 林大海", ""),
        ("责编：林大海", ""),
        ("作者认为，这件事没有秘密", ""),
        ("记者从市场管理处获悉，鱼价又涨了", ""),
        ("新华社 2023-01-17", ""),
        ("发布于 2023-01-17", ""),
        ("北京 2023-01-17", ""),
        ("中文/英文", ""),
        ("作文：我的家乡", ""),
        ("By the way, this is not a byline", ""),
        ("记者：谢谢。", ""),
        ("记者：周游列国时，你最想念什么？", ""),
        ("记者：你怎么评价这条河？", ""),
        ("作者：", ""),
    ],
)
def test_author_forms(line: str, author: str) -> None:
    assert find_author(["鱼市的凌晨", line, BODY]) == author
    assert find_author(["鱼市的凌晨", BODY, line]) == author


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("来源：渔报", "渔报"),
        ("来源: 渔报", "渔报"),
        ("文章来源: 渔报,晨光,码头", "渔报,晨光,码头"),
        ("文章来源：渔报，晨光，码头", "渔报，晨光，码头"),
        ("出处｜渔报", "渔报"),
        ("2023-01-17 10:00 来源：渔报 作者：周小鱼", "渔报"),
        ("本文转自：渔报", "渔报"),
        ("來源：漁報", "漁報"),
        ("Source: The Fish Post", "The Fish Post"),
        ("渔业日报 2023-01-17", "渔业日报"),
        ("图片来源：渔报", ""),
        ("数据来源：渔报", ""),
        ("资料来源：Wind", ""),
        ("门口的桂花树（来源：渔报）", ""),
        ("版权声明：本站文章皆来自互联网", ""),
    ],
)
def test_source_forms(line: str, source: str) -> None:
    assert find_source(["鱼市的凌晨", line, BODY]) == source


def test_date_stands_in_a_byline_not_in_the_body() -> None:
    told = "2020年5月28日，渔港挂出一块新牌子。" + BODY
    assert find_date(["鱼市的凌晨", told]) == ""
    assert find_date(["鱼市的凌晨", "2023-01-17", told]) == "2023-01-17"
    assert find_date(["鱼市的凌晨", told, BODY, "2023年1月17日"]) == "2023-01-17"
    assert find_date(["鱼市的凌晨", "2023年的鱼市还是老样子，人却换了一茬", told]) == ""


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("2023-01-17", True),
        ("周小鱼 2023-01-17", True),
        ("发布时间：2023-01-17 10:00　阅读 401", True),
        ("来源：渔报", True),
        ("2023年1月17日，渔港挂出一块新牌子。", False),
        ("2023年1月17日 星期二 09:51", True),
        ("更新于2023-01-17", True),
        ("January 17, 2023 · 5 min read", True),
        ("2023年鱼市十大新闻，条条和起早有关", False),
        ("2023年终总结", False),
        ("2023年1月大事记", False),
        ("回望2023年1月", False),
        ("GPT-4发布：2023年3月14日的鱼市", False),
        (BODY, False),
    ],
)
def test_bylines(line: str, is_one: bool) -> None:
    assert is_byline(line) is is_one


@given(st.lists(st.text(max_size=120), max_size=40))
def test_nothing_found_is_more_than_a_line_can_hold(lines: list[str]) -> None:
    for find in (find_author, find_source, find_date):
        value = find(lines)
        assert "\n" not in value
        assert len(value) <= 60
    title = find_title(lines)
    assert title is None or lines[title].strip()
