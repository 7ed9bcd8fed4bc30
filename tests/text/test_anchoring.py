"""Passages are found again in texts that changed, and where they are gone that is said."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from revisions import Revision, sentences

from reader.model import Span
from reader.model.annotation import State
from reader.text.anchoring import CONTEXT, ORPHAN, Anchored, anchor, anchor_all, describe

OLD = (
    "清晨六点，巷口的包子铺已经冒起白汽。老板张三一边揉面，一边和熟客说笑：“今天的馅儿，香！”\n\n"
    "GPT-4 于2023年发布之后，团队把训练语料从 1.5 TB 扩到了 3 TB；推理速度却没有变慢……\n\n"
    "「𠮷野家」的招牌在雨裡閃了一下，他想起那年冬天，和父親在這裡吃過的一碗牛丼🙂。\n\n"
    "（本报讯）昨夜的比赛踢满一百二十分钟，最后以点球分出胜负，看台上没有一个人离开。"
)

texts = st.text("早晨的风 吹过，。\n🙂𠮷aB12", min_size=1, max_size=120)


@st.composite
def spans_of_texts(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


def span_of(text: str, words: str) -> Span:
    assert text.count(words) == 1
    start = text.index(words)
    return Span(start, start + len(words))


@given(spans_of_texts())
def test_what_was_described_is_found_where_it_stands(case: tuple[str, Span]) -> None:
    text, span = case
    assert anchor(text, describe(text, span)) == Anchored(span, State.ANCHORED)
    assert anchor(text, describe(text, span), text) == Anchored(span, State.ANCHORED)


@given(spans_of_texts(), texts)
def test_whatever_the_text_the_place_is_in_it(case: tuple[str, Span], other: str) -> None:
    text, span = case
    for described in (None, text, other):
        found = anchor(other, describe(text, span), described)
        if found.span is None:
            assert found == ORPHAN
        else:
            assert found.span
            assert found.span.end <= len(other)


@given(st.lists(spans_of_texts(), min_size=1, max_size=5), texts)
def test_all_at_once_are_found_like_one_by_one(cases: list[tuple[str, Span]], new: str) -> None:
    text = cases[0][0]
    spans = [span for _, span in cases if span.end <= len(text)] or [Span(0, 1)]
    passages = [describe(text, span) for span in spans]
    together = anchor_all(new, passages, text)
    assert len(together) == len(passages)
    assert anchor_all(text, passages) == [Anchored(span, State.ANCHORED) for span in spans]


def test_selectors_hold_the_passage_and_its_surroundings() -> None:
    span = span_of(OLD, "训练语料")
    selectors = describe(OLD, span)
    assert selectors.exact == "训练语料"
    assert selectors.prefix == OLD[span.start - CONTEXT : span.start]
    assert selectors.suffix == OLD[span.end : span.end + CONTEXT]
    assert describe(OLD, Span(0, 2)).prefix == ""
    assert describe(OLD, Span(len(OLD) - 2, len(OLD))).suffix == ""
    for wrong in (Span(3, 3), Span(0, len(OLD) + 1)):
        with pytest.raises(ValueError, match="no passage"):
            describe(OLD, wrong)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize(
    ("words", "edits", "found", "state"),
    [
        # Something is put in before, or behind.
        ("包子铺", [("", "【早】")], "包子铺", State.MOVED),
        ("包子铺", [("离开。", "离开。完。")], "包子铺", State.ANCHORED),
        # Width, script and white space.
        (
            "比赛踢满一百二十分钟，最后",
            [("，最后", ",最后")],
            "比赛踢满一百二十分钟,最后",
            State.ANCHORED,
        ),
        ("招牌在雨裡閃了一下", [("裡閃", "里闪")], "招牌在雨里闪了一下", State.ANCHORED),
        ("从 1.5 TB 扩到", [("1.5 TB", "1.5TB")], "从 1.5TB 扩到", State.UNSURE),
        ("GPT-4 于2023年", [("GPT-4 于", "ＧＰＴ－４于")], "ＧＰＴ－４于2023年", State.MOVED),
        # Other words around it.
        ("一碗牛丼", [("吃過的", "吃的"), ("🙂", "")], "一碗牛丼", State.MOVED),
        # Other words in it.
        (
            "昨夜的比赛踢满一百二十分钟，最后以点球分出胜负",
            [("踢满", "踢了")],
            "昨夜的比赛踢了一百二十分钟，最后以点球分出胜负",
            State.UNSURE,
        ),
        (
            "老板张三一边揉面，一边和熟客说笑",
            [("张三", "")],
            "老板一边揉面，一边和熟客说笑",
            State.UNSURE,
        ),
        # A name with one wrong is another name.
        ("张三", [("张三", "张四")], None, State.ORPHAN),
        ("包子铺", [("包子铺", "面子铺")], None, State.ORPHAN),
        ("点球分出胜负", [("点球", "角球")], None, State.ORPHAN),
        # Gone.
        ("推理速度", [("；推理速度却没有变慢", "")], None, State.ORPHAN),
        ("看台上没有一个人离开", [("，看台上没有一个人离开", "")], None, State.ORPHAN),
    ],
)
def test_what_became_of_a_passage(
    words: str, edits: list[tuple[str, str]], found: str | None, state: State, known: bool
) -> None:
    new = OLD
    for old_words, new_words in edits:
        new = new.replace(old_words, new_words, 1)
    place = anchor(new, describe(OLD, span_of(OLD, words)), OLD if known else None)
    if state is State.ANCHORED or state is State.MOVED:
        assert place.state in (State.ANCHORED, State.MOVED)
    elif found is not None and fold_equal(words, found):
        assert place.state is not State.ORPHAN
    else:
        assert place.state is state
    assert (place.span and place.span.of(new)) == found


def fold_equal(one: str, other: str) -> bool:
    return one.replace(" ", "") == other.replace(" ", "")


# Generated revisions

_SEEDS = range(40)
_TOGETHER = range(100, 120)
_LENGTHS = (2, 3, 5, 8, 12, 20, 40, 90)
_WIDE = str.maketrans("，。！？：", ",.!?:")


def revised(seed: int, *, together: bool = False) -> tuple[str, Revision, list[Span]]:
    """Return a text, what became of it, and passages of it: sentences, and parts of any."""
    draw = random.Random(seed)
    parts = sentences(draw, draw.randint(5, 60))
    text = "".join(parts)
    revision = Revision(parts, draw)
    if together:
        revision.revise_together(draw.randint(1, 12))
    else:
        revision.revise(draw.randint(1, 15))
    passages = [span_of(text, part.strip()) for part in parts if text.count(part.strip()) == 1][:8]
    for _ in range(16):
        start = draw.randrange(len(text) - 1)
        passages.append(Span(start, min(len(text), start + draw.choice(_LENGTHS))))
    return text, revision, [trimmed(text, span) for span in passages if span.of(text).strip()]


def trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def letters(text: str) -> str:
    return "".join(text.split()).translate(_WIDE)


@pytest.mark.parametrize(
    ("seeds", "known", "wanted"),
    [
        (_SEEDS, True, 0.99),
        (_SEEDS, False, 0.98),
        (_TOGETHER, True, 0.97),
        (_TOGETHER, False, 0.96),
    ],
)
def test_what_survives_a_revision_is_found(seeds: range, known: bool, wanted: float) -> None:
    """Quotes whose words are left, or of longer ones nine in ten, are found where they are."""
    found: list[bool] = []
    for seed in seeds:
        text, revision, passages = revised(seed, together=seeds is _TOGETHER)
        described = [describe(text, span) for span in passages]
        places = anchor_all(revision.text, described, text if known else None)
        for span, place in zip(passages, places, strict=True):
            length = len(letters(span.of(text)))
            landed = [
                _covers(place.span, left.span, 0.8 if changed else 1.0)
                for left in revision.left(span)
                if (changed := length - left.kept + left.new) == 0
                or (length >= 20 and changed <= length // 10)
            ]
            if landed:
                found.append(any(landed))
    assert len(found) > 300
    assert sum(found) / len(found) >= wanted


def _covers(found: Span | None, true: Span, least: float) -> bool:
    if found is None:
        return False
    common = min(found.end, true.end) - max(found.start, true.start)
    return common / (max(found.end, true.end) - min(found.start, true.start)) >= least


@pytest.mark.parametrize("known", [True, False])
def test_what_was_deleted_is_not_placed_elsewhere(known: bool) -> None:
    """Unless the same words came to stand before or behind the same words."""
    deleted = 0
    for seed in (*_SEEDS, *_TOGETHER):
        text, revision, passages = revised(seed, together=seed in _TOGETHER)
        new = revision.text
        described = [describe(text, span) for span in passages]
        places = anchor_all(new, described, text if known else None)
        for span, place in zip(passages, places, strict=True):
            length = len(letters(span.of(text)))
            if any(left.kept > length // 5 for left in revision.left(span)):
                continue
            deleted += 1
            if place.state in (State.ANCHORED, State.MOVED):
                assert place.span is not None
                assert letters(place.span.of(new)) == letters(span.of(text))
                before = letters(text[: span.start])[-30:], letters(new[: place.span.start])[-30:]
                behind = letters(text[span.end :])[:30], letters(new[place.span.end :])[:30]
                assert before[0] == before[1] or behind[0] == behind[1]
    assert deleted > 40


def test_a_copy_elsewhere_is_not_the_passage_that_was_deleted() -> None:
    sentence = "他又看了一眼那块招牌，什么也没有说。"
    old = f"{OLD}{sentence}{OLD[:60]}\n\n另一天，雨停了。{sentence}门关上了。"
    first = old.index(sentence)
    selectors = describe(old, Span(first, first + len(sentence)))
    new = old.replace(sentence, "", 1)
    assert anchor(new, selectors, old).state not in (State.ANCHORED, State.MOVED)
    assert anchor(new, selectors).state not in (State.ANCHORED, State.MOVED)


_COPY = "他又看了一眼那块招牌，什么也没有说，转过身去看那条河。"
_LINES = [f"{first}{_COPY}" for first in OLD.split("\n\n")]


def at(text: str, number: int) -> Span:
    start = [place for place in range(len(text)) if text.startswith(_COPY, place)][number]
    return Span(start, start + len(_COPY))


@pytest.mark.parametrize("number", range(4))
def test_copies_are_told_by_what_stands_between_them(number: int) -> None:
    """What stood beside each of them is another; what stands before and behind that is not."""
    old = "".join(f"{line}（{place}）" for place, line in enumerate(_LINES, 1000))
    new = "序。" + old.replace(f"。{_COPY}", f"……{_COPY}").replace(f"{_COPY}（", f"{_COPY}〔")
    found = anchor(new, describe(old, at(old, number)), old)
    assert found == Anchored(at(new, number), State.MOVED)


@pytest.mark.parametrize("known", [True, False])
def test_copies_that_nothing_tells_apart_are_unsure(known: bool) -> None:
    first, second, third, last = OLD.split("\n\n")
    old = "\n\n".join([first, _COPY, second, third, _COPY, last])
    new = "\n\n".join([second, _COPY, third, last, _COPY, first])
    for number in range(2):
        found = anchor(new, describe(old, at(old, number)), old if known else None)
        assert found.state is State.UNSURE
        assert found.span in (at(new, 0), at(new, 1))


def test_a_short_quote_where_another_sentence_begins_like_the_one_that_is_gone() -> None:
    gone, other = "老板承认数据有误，第二天就辞了职。", "老板没有提到那份报告，一个字也没有。"
    old = f"{OLD}\n\n雨停之后，{gone}雨停之后，{other}"
    start = old.index(gone)
    selectors = describe(old, Span(start, start + 2))
    new = old.replace(f"雨停之后，{gone}", "")
    for described in (old, None):
        assert anchor(new, selectors, described).state in (State.UNSURE, State.ORPHAN)


def test_a_paragraph_that_changed_places_with_the_one_before() -> None:
    one, other = (
        "𠮷野家的伙计问：“Can I try it？”——她笑了。",
        "茶青摊在席上，屋里满是青草和雨水的气味🍃。",
    )
    old, new = f"渡口。{one}\n\n{other}", f"清明前三天，山里的雨停了。\n\n{other}\n\n{one}"
    for quote in (other, one):
        begin = old.index(quote)
        found = anchor(new, describe(old, Span(begin, begin + len(quote))), old)
        start = new.index(quote)
        assert found.span == Span(start, start + len(quote))
        assert found.state is State.MOVED
