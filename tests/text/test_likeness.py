"""Texts that are much the same, and texts that are not."""

from hypothesis import given
from hypothesis import strategies as st

from reader.text.likeness import clauses_of, likeness, sketch

STORY = (
    "清明前三天，山里的雨停了。村口的老茶树冒出第一批芽，周小鱼背着竹篓上山，天还没有全亮。"
    "她的祖母说，头茬茶要在露水干了以后采，手要轻得像捏一只小鸟。一上午下来，一家四口采了不到三斤鲜叶。"
    "镇上的收购站今年开价每斤八百元，比去年涨了两成。站长说，茶园的面积没有变，变的是愿意上山的人。"
)
OTHER = (
    "夜班火车开出车站的时候，图书馆的灯还亮着。管理员林溪把最后一本书放回架上，听见汽笛从河那边传来。"
    "他每晚都数一遍窗外的灯，数到第七盏，火车就过桥了。"
)


def alike(one: str, other: str) -> float:
    return likeness(clauses_of(one), clauses_of(other))


def test_a_text_is_like_itself_in_another_script_and_width() -> None:
    assert alike(STORY, STORY) == 1.0
    assert (
        alike(STORY, STORY.replace("山里", "山裡").replace("，", ",").replace("村口", "村　口"))
        == 1.0
    )


def test_a_repost_with_something_before_and_after() -> None:
    repost = f"渔报网今天转发了这一篇报道。\n{STORY}\n以上内容转自渔报的客户端。"
    assert alike(STORY, repost) > 0.8
    assert set(sketch(clauses_of(STORY))) & set(sketch(clauses_of(repost)))


def test_an_update_and_another_story() -> None:
    assert 0.6 < alike(STORY, STORY.replace("八百元", "九百元").replace("三斤", "四斤")) < 1.0
    assert alike(STORY, OTHER) == 0.0
    assert alike("", "") == alike("茶。", "茶。") == 0.0


@given(st.text(), st.text())
def test_likeness_is_a_part_and_goes_both_ways(one: str, other: str) -> None:
    assert 0.0 <= alike(one, other) == alike(other, one) <= 1.0
