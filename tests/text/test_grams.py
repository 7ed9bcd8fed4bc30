"""Grams: any stretch of a text can be looked up by them."""

from hypothesis import given
from hypothesis import strategies as st

from reader.text.fold import fold
from reader.text.grams import EXACT, grams, grams_within, pairs_of_han

FOLDED = st.text(alphabet="中国人𠮷。，“”…ab1.c -é🙂한글カ").map(fold)


@given(FOLDED)
def test_one_gram_begins_at_each_place(text: str) -> None:
    assert grams(text).total() == len(text)
    assert all(gram in text for gram in grams(text))


@given(FOLDED, st.data())
def test_a_text_has_the_grams_of_each_of_its_stretches(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    stretch = text[start : data.draw(st.integers(start, len(text)))]
    assert set(grams_within(stretch)) <= grams(text).keys()
    assert len(stretch) <= EXACT or grams_within(stretch)


@given(FOLDED, FOLDED)
def test_the_shortest_stretches_are_found_by_grams_alone(text: str, other: str) -> None:
    for stretch in (other[:1], other[:2]):
        if stretch:
            begun = any(gram.startswith(stretch) for gram in grams(text))
            assert begun == (stretch in text)
            if found := grams_within(stretch):
                assert set(found) <= grams(text).keys() if stretch in text else True


def test_grams_of_mixed_text() -> None:
    assert grams("用gpt-4写。") == {
        **dict.fromkeys(["用g", "gpt", "pt-", "t-4", "-4", "4写", "写。", "。"], 1)
    }
    assert grams_within("gpt-4写") == ["4写", "gpt", "pt-", "t-4", "-4"]


def test_chinese_is_ranked_by_pairs() -> None:
    assert pairs_of_han("大模型 gpt、训练") == ["大模", "模型", "训练"]
