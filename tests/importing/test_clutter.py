"""Lines of clutter, in the forms that pages and scraped texts have them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.importing.clutter import judge
from reader.importing.draft import Draft
from reader.importing.sayings import saying
from reader.model import Clutter

RUNNING = "清明前三天，山里的雨停了。村口的老茶树冒出第一批芽，周小鱼背着竹篓上山，天还没有全亮。"


@pytest.mark.parametrize(
    ("reason", "lines"),
    [
        (
            Clutter.EDITOR,
            [
                "责任编辑：韩梅",
                "(责编:李雷、韩梅)",
                "[编辑 韩梅]",
                "編輯︰林溪",
                "责任编辑:韩梅_NB12",
                "校对|李雷",
                "编辑：韩梅 校对：李雷",
            ],
        ),
        (
            Clutter.TITLE,
            [
                "原标题：头茬茶",
                "（原标题：头茬茶）",
                "本文原标题:《头茬茶》",
                "原標題：頭茬茶",
            ],
        ),
        (
            Clutter.BYLINE,
            [
                "来源：渔报",
                "（资料来源：渔报、山报等）",
                "本文转自:渔报",
                "3854 字丨阅读本文需 9 分钟",
                "稿源： 渔报网",
            ],
        ),
        (
            Clutter.SHARING,
            [
                "分享到：",
                "微信 微博 QQ空间",
                "分享至好友和朋友圈",
                "收藏",
                "分享到 0",
            ],
        ),
        (
            Clutter.PROMOTION,
            [
                "扫描二维码，下载渔报客户端",
                "扫一扫在手机打开当前页",
                "长按识别图中二维码",
                "下载APP 阅读更多",
                "打开渔报客户端，阅读全文",
                "关注“渔报”微信公众号，看更多故事",
                "好资讯，需要你的鼓励",
                "点击上方蓝字，置顶我们",
            ],
        ),
        (
            Clutter.COMMENTS,
            [
                "0条评论",
                "229条评论|5,874人参与",
                "登录后参与讨论 0/1000",
                "我要评论",
                "网友评论",
                "还没有评论，快来抢沙发",
                "请文明上网，理性发言",
                "登入後即可發表評論",
            ],
        ),
        (
            Clutter.RELATED,
            [
                "相关阅读",
                "为你推荐",
                "猜你喜欢",
                "延伸閱讀：",
                "热门新闻排行",
                "上一篇：河边邮局",
                "【相关文章】",
                "推荐阅读",
            ],
        ),
        (
            Clutter.NOTICE,
            [
                "免责声明:凡注明来源本网的所有作品，均为本网合法拥有。",
                "版权声明：本站文章来自互联网。",
                "未经授权，不得转载。",
                "转载请注明出处",
                "本文仅代表作者个人观点，不代表本站立场。",
                "版权归原作者所有",
            ],
        ),
        (
            Clutter.NAVIGATION,
            [
                "首页 > 文化 > 正文",
                "加载中...",
                "字号 大 中 小",
                "返回顶部",
                "1,024",
                "【打印】 【关闭】",
            ],
        ),
    ],
)
def test_lines_that_say_what_they_are(reason: Clutter, lines: list[str]) -> None:
    assert {line: saying(line) for line in lines} == dict.fromkeys(lines, reason)


@pytest.mark.parametrize(
    "line",
    [
        RUNNING,
        "编辑部的故事",
        "评论家说，这首诗写得好。",
        "他在首页看到了自己的名字。",
        "相关工作",
        "相关研究表明，茶树能活一千年。",
        "来源不明的信",
        "策划 一场展览的三十天",
        "下载量超过一亿次",
        "讨论",
        "分享是一种美德",
        "转自行车的人",
        "记者：您怎么看？",
        "（完）",
        "推荐信怎么写",
        "免费的才是最贵的",
    ],
)
def test_lines_that_belong_to_articles(line: str) -> None:
    assert saying(line) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "站长说，只要关注镇政府的公众号，就能看到每天的收购价。",
        "村里人扫描二维码就能领到一袋茶种，头一天就领走了两百袋。",
        "公司说，未经授权转载这些照片的网站，已经收到了律师的信。",
    ],
)
def test_a_sentence_that_speaks_of_such_things_stays(sentence: str) -> None:
    drafts = [Draft(RUNNING), Draft(sentence), Draft(RUNNING + "一"), Draft(RUNNING + "二")]
    assert judge(drafts, "") == [None] * 4


def test_numbers_that_part_sections_stay() -> None:
    drafts = [Draft(RUNNING), Draft("1"), Draft(RUNNING), Draft("2"), Draft(RUNNING)]
    assert judge(drafts, "") == [None] * 5


def test_after_the_end_nothing_belongs_to_the_text() -> None:
    drafts = [
        *(Draft(f"{RUNNING}{n}") for n in range(6)),
        Draft("相关阅读"),
        Draft("夜班火车上的图书馆"),
        Draft("一座桥的第三次重修"),
    ]
    assert judge(drafts, "")[6:] == [Clutter.RELATED] * 3


def test_a_heading_does_not_end_a_text_that_goes_on() -> None:
    drafts = [Draft(RUNNING), Draft("相关阅读"), *(Draft(f"{RUNNING}{n}") for n in range(6))]
    assert judge(drafts, "")[2:] == [None] * 6


def test_a_summary_that_is_cut_from_the_text() -> None:
    drafts = [Draft("摘要：" + RUNNING[:30] + "..."), Draft(RUNNING), Draft(RUNNING + "又")]
    assert judge(drafts, "") == [Clutter.SUMMARY, None, None]
    drafts[0] = Draft("摘要：这一篇讲的是茶，讲的是山里的人，也讲他们怎样过春天。")
    assert judge(drafts, "")[0] is None


_WORDS = st.sampled_from(
    [
        *("评论", "编辑", "分享", "相关", "推荐", "下载", "声明", "侵权", "联系", "转载", "来源"),
        *("：", ":", "/", "|", "1", ",", ".", "-", "、", "（", "）", "【", "】", "a", "！", " "),
        *("扫", "码", "更多", "阅读", "关注", "公众号"),
    ]
)


@given(st.lists(_WORDS, min_size=1, max_size=300), st.integers(1, 40))
def test_no_line_takes_long(words: list[str], times: int) -> None:
    line = "".join(words * times)[:600]
    begun = time.thread_time()
    saying.__wrapped__(line)
    assert time.thread_time() - begun < 0.2
