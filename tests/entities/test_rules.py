"""What each rule finds, and what it leaves alone."""

import pytest

from reader.entities import recognise

CASES = {
    "DATE": [
        ("2022 年 3 月 5 日早上9时30分开会", ["2022 年 3 月 5 日"]),
        ("截至去年12月，和上世纪90年代不同", ["去年12月", "上世纪90年代"]),
        ("15日，10号线开通；3号楼没有", ["15日"]),
        ("会期2023-01-17 09:51:24", ["2023-01-17"]),
    ],
    "MONEY": [
        ("花了数千万美元和10万至20万元", ["数千万美元", "10万至20万元"]),
        ("售价US$300万，合¥99", ["US$300万", "¥99"]),
        ("奖金以万元计", []),
    ],
    "QUANTITY": [
        ("共 50 GB、90多个、三分之二", ["50 GB", "90多个", "三分之二"]),
        ("第14分钟，排第3名", []),
        ("GPT-4、A100 与 5G", []),
        ("用时2小时5分30秒，涨15%", ["2小时5分30秒", "15%"]),
        ("3854 字丨阅读本文需 9 分钟", []),
    ],
    "PERSON": [
        ("某公司创始人兼 CEO 孟小鸿在会上说", ["孟小鸿"]),
        ("编辑：乔一夫 校对：葛南", ["乔一夫", "葛南"]),
        ("罗琳娜·德·布瓦说，她不认识王某某。", ["罗琳娜·德·布瓦", "王某某"]),
        ("高通量测序与于是无关", []),
    ],
    "PRODUCT": [
        ("他用 Windows 11 和 Galaxy S24 Ultra", ["Windows 11", "Galaxy S24 Ultra"]),
        ("驱逐舰“海宁舰”与邮轮“星湖号”", ["海宁舰", "星湖号"]),
    ],
    "WORK": [("读《江边志》和《三体》", ["江边志", "三体"])],
    "PLACE": [("发展中国家不是中国", ["中国"])],
    "ORG": [
        ("晨星光电有限公司（下称“晨星”）起诉。晨星称已和解。", ["晨星光电有限公司", "晨星", "晨星"])
    ],
}


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [(kind, text, found) for kind, rows in CASES.items() for text, found in rows],
)
def test_what_is_found(kind: str, text: str, expected: list[str]) -> None:
    found = [one.span.of(text) for one in recognise(text) if one.type.value == kind]
    assert found == expected


def test_names_of_one_are_one_and_versions_stay_apart() -> None:
    text = "导演玛丽·居蒙说，GPT-3 与 GPT 3 是一个，GPT-4 是另一个。居蒙笑了。"
    names = {one.span.of(text): one.entity for one in recognise(text)}
    assert names["居蒙"] == names["玛丽·居蒙"] == "玛丽·居蒙"
    assert names["GPT-3"] == names["GPT 3"] != names["GPT-4"]
