"""Sentences, and how they are packed."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.entities.sequences import BATCH, LONGEST, batches, codes, sentences

TEXTS = st.text(st.sampled_from("王小云在清华。！？；\n，” 、aB1𠮷國\u3000"), max_size=600)


@given(TEXTS)
def test_sentences_hold_all_that_is_not_blank(text: str) -> None:
    found = list(sentences(text))
    assert "".join("".join(text.split())) == "".join("".join(s.of(text).split()) for s in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(0 < len(sentence) <= LONGEST and "\n" not in sentence.of(text) for sentence in found)


def test_a_sentence_keeps_its_closing_marks() -> None:
    text = "他说：“来！”她没有来。\n完"
    assert [sentence.of(text) for sentence in sentences(text)] == [
        "他说：“来！”",
        "她没有来。",
        "完",
    ]


def test_a_long_sentence_is_cut_behind_a_comma() -> None:
    text = "字" * 100 + "，" + "字" * 100
    assert [len(sentence) for sentence in sentences(text)] == [101, 100]
    assert max(len(sentence) for sentence in sentences("字" * 1_000)) == LONGEST


@given(TEXTS)
def test_every_character_has_one_row(text: str) -> None:
    for batch in batches(text):
        rows = [batch.rows(number) for number in range(len(batch.sentences))]
        assert sorted(np.concatenate(rows)) == list(range(len(batch.offsets)))
        for sentence, places in zip(batch.sentences, rows, strict=True):
            assert list(batch.offsets[places]) == list(range(sentence.start, sentence.end))
        assert [step.stop - step.start for step in batch.steps()] == list(batch.counts)


def test_only_chinese_is_looked_at() -> None:
    text = "It was late. 夜深了。\n1234\n！？"
    sentences = [one for batch in batches(text) for one in batch.sentences]
    assert [sentence.of(text) for sentence in sentences] == ["It was late. 夜深了。"]


def test_a_batch_is_never_larger_than_it_may_be() -> None:
    text = "沈砚秋在潜流月刊写了一篇文章。" * 2_000
    packed = list(batches(text))
    assert len(packed) > 3
    assert max(len(batch.offsets) for batch in packed) <= BATCH
    assert sum(len(batch.offsets) for batch in packed) == len(text)


@pytest.mark.parametrize(
    ("text", "given_to_the_model"),
    [
        ("國務院", "国务院"),
        ("覆盖，著名", "覆盖，著名"),  # good in simplified Chinese too
        ("ＡＢC１", "ＡＢC１"),
        ("𠮷田", "𠮷田"),
        ("\ud800", "?"),
    ],
)
def test_a_model_is_given_simplified_characters(text: str, given_to_the_model: str) -> None:
    assert codes(text).tolist() == [ord(char) for char in given_to_the_model]
