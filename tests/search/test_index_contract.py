"""What every search engine does."""

from collections.abc import Callable

import pytest
from database.articles import PASSAGES

from reader.search.base import (
    Fault,
    IndexDocument,
    IndexField,
    Lookup,
    Ranked,
    Ranking,
    SearchIndex,
    Weighted,
)
from reader.text.fold import fold

WORD, GRAM, TITLE = IndexField.WORD, IndexField.GRAM, IndexField.TITLE


def document(key: int, text: str, title: str = "", stamp: int = 0) -> IndexDocument:
    return IndexDocument(key, stamp, fold(title), fold(text))


def keys(
    index: SearchIndex, text: str, field: IndexField = WORD, *, prefix: bool = False
) -> set[int]:
    return set(index.holding([[[[Lookup(field, fold(text), prefix)]]]]))


def test_an_index_that_was_never_made_is_missing(opened: Callable[[str], SearchIndex]) -> None:
    assert opened("1").fault() is Fault.MISSING


def test_an_index_that_was_made_is_empty(index: SearchIndex) -> None:
    assert index.fault() is None
    assert index.stamps() == {}
    assert keys(index, "模型") == set()
    found = index.rank(Ranking([Weighted(Lookup(WORD, "模型"), 1.0)], []), None, 5)
    assert (found.best, list(found.keys), list(found.complete)) == ([], [], [])
    assert index.check() == []


def test_articles_are_found_by_words_grams_and_beginnings(index: SearchIndex) -> None:
    index.update([document(key, text) for key, text in enumerate(PASSAGES, 1)])
    assert keys(index, "模型") == {4}
    assert keys(index, "吉野", GRAM) == set()
    assert keys(index, "𠮷野", GRAM) == {3}
    assert keys(index, "GPT-4") == keys(index, "gpt") == keys(index, "gp", prefix=True) == {2}
    assert keys(index, "夜的", GRAM) == {5}


def test_all_clauses_must_hold_and_of_each_one_alternative(index: SearchIndex) -> None:
    index.update([document(1, "天文 望远镜"), document(2, "天文 射电"), document(3, "射电")])
    sky, tube, radio = (Lookup(WORD, word) for word in ("天文", "望远镜", "射电"))
    nothing = Lookup(WORD, "无")
    assert index.holding([[[[sky], [tube, radio]]]]) == {1, 2}
    assert index.holding([[[[tube, radio]]]]) == {1, 2, 3}
    assert index.holding([[[[sky], [nothing]]]]) == set()
    assert index.holding([[[[sky], [nothing]], [[radio]], [[tube], [radio]]]]) == {2, 3}
    assert index.holding([[[[tube]], [[radio]]], [[[sky]]]]) == {1, 2}
    assert index.holding([[]]) == set()


def test_an_article_takes_the_place_of_the_one_with_its_key(index: SearchIndex) -> None:
    index.update([document(7, "清晨的包子铺", stamp=1), document(8, "夜班火车", stamp=2)])
    index.update([document(7, "傍晚的码头", stamp=3)])
    assert keys(index, "清晨") == set()
    assert keys(index, "傍晚") == {7}
    assert index.stamps() == {7: 3, 8: 2}


def test_the_last_of_two_with_one_key_counts(index: SearchIndex) -> None:
    index.update([document(7, "清晨"), document(7, "傍晚")])
    assert keys(index, "清晨") == set()
    assert keys(index, "傍晚") == {7}


def test_what_is_deleted_is_not_found(index: SearchIndex) -> None:
    index.update([document(key, "夜班火车") for key in (1, 2, 3)])
    index.delete([2, 99])
    assert keys(index, "火车") == {1, 3}
    found = index.rank(Ranking([Weighted(Lookup(WORD, "火车"), 1.0)], []), None, 5)
    assert [one.key for one in found.best] == [3, 1]


def test_terms_are_expanded_the_most_frequent_first(index: SearchIndex) -> None:
    index.update([document(1, "read reader"), document(2, "reader ready"), document(3, "red")])
    assert index.expand(WORD, "rea", 9) == ["reader", "read", "ready"]
    assert index.expand(WORD, "rea", 1) == ["reader"]
    assert index.expand(WORD, "x", 9) == []


def _ranking(*words: str) -> Ranking:
    terms = [Weighted(Lookup(WORD, word), 1.0) for word in words]
    return Ranking(terms, [[[[Lookup(WORD, word)]]] for word in words])


def test_the_complete_come_first_whatever_their_scores(index: SearchIndex) -> None:
    index.update(
        [
            document(1, "火车 " * 30),
            document(2, f"火车 泉州 {PASSAGES[0] * 20}"),
            document(3, "泉州"),
            document(4, "码头"),
        ]
    )
    found = index.rank(_ranking("火车", "泉州"), None, 9)
    assert found.best[0][::2] == (2, True)
    assert {one.key for one in found.best} == set(found.keys) == {1, 2, 3}
    assert list(found.complete) == [2]
    assert found.best[1].score > found.best[0].score


def test_the_best_are_a_beginning_of_all(index: SearchIndex) -> None:
    index.update([document(key, "火车 " * (key % 4) + "泉州 " * (key % 3)) for key in range(1, 40)])
    whole = index.rank(_ranking("火车", "泉州"), None, 99)
    assert len(whole.best) == len(whole.keys)
    for most in (0, 1, 5, 20, 38):
        part = index.rank(_ranking("火车", "泉州"), None, most)
        assert part.best == whole.best[:most]
        assert set(part.keys) == set(whole.keys)


def test_ranking_is_among_those_asked_for(index: SearchIndex) -> None:
    index.update([document(key, "火车") for key in range(1, 6)])
    found = index.rank(_ranking("火车"), {2, 4, 77}, 9)
    assert [one.key for one in found.best] == [4, 2]
    assert set(found.keys) == set(found.complete) == {2, 4}


def test_titles_are_found_apart_from_texts(index: SearchIndex) -> None:
    index.update([document(1, "正文", title="泉州的航道"), document(2, "泉州", title="别的")])
    assert keys(index, "泉州", TITLE) == {1}
    assert keys(index, "的航", TITLE) == {1}
    assert keys(index, "泉州") == {2}


def test_what_is_said_of_an_article_is_found_by_words_and_grams(index: SearchIndex) -> None:
    said = document(1, "正文")._replace(about=fold("韩铁城 机柜观察"), tags=fold("科技/人工智能"))
    index.update([said, document(2, "人工智能 韩铁城")])
    for field, words in (
        (IndexField.ABOUT, ("铁城", "机柜", "观察")),
        (IndexField.TAG, ("科技", "人工", "智能", "技/")),
    ):
        for word in words:
            assert keys(index, word, field) == {1}, (field, word)
    (found,) = index.rank(
        Ranking([Weighted(Lookup(IndexField.TAG, "科技"), 0.5)], []), None, 9
    ).best
    assert found.key == 1
    assert found.score > 0
    index.update([said._replace(tags="")])
    assert keys(index, "科技", IndexField.TAG) == set()


def test_stamps_are_those_of_the_articles_asked_for(index: SearchIndex) -> None:
    index.update([document(key, "火车", stamp=10 * key) for key in (1, 2, 3)])
    assert index.stamps([3, 1, 9]) == {1: 10, 3: 30}
    assert index.stamps([]) == {}


def test_what_one_writes_another_finds(
    index: SearchIndex, opened: Callable[[str], SearchIndex]
) -> None:
    other = opened("1")
    assert keys(other, "火车") == set()
    index.update([document(1, "火车")])
    assert keys(other, "火车") == {1}
    other.update([document(2, "火车")])
    assert keys(index, "火车") == {1, 2}
    other.close()


def test_merging_changes_no_answer(index: SearchIndex) -> None:
    for key in range(1, 20):
        index.update([document(key, PASSAGES[key % 5] + f" 第{key}", title=f"第{key}篇")])
    index.delete([3, 4])
    words = ("模型", "火车", "gpt", "早晨")
    before = [index.rank(_ranking(word), None, 50) for word in words]
    stamps = index.stamps()
    while index.merge():
        pass
    for word, found in zip(words, before, strict=True):
        again = index.rank(_ranking(word), None, 50)
        assert [one.key for one in again.best] == [one.key for one in found.best]
    assert index.stamps() == stamps
    assert index.check() == []


@pytest.mark.parametrize("text", ["", " ", "，。", "🙂", "\ufffd" * 3])
def test_texts_of_signs_only_are_no_trouble(index: SearchIndex, text: str) -> None:
    index.update([document(1, text, title=text)])
    assert index.stamps() == {1: 0}
    assert isinstance(index.rank(_ranking("模型"), None, 1).best, list | tuple)
    assert not [
        one for one in index.rank(_ranking("模型"), None, 1).best if one != Ranked(0, 0, False)
    ]
