"""What the labeller is trained on."""

import random
from pathlib import Path

import pytest
from markup import Name, Sentence, articles, parse, rows, sentences, with_numbers
from variation import filled, varied

from reader.model.entity import EntityType

TRAINING = Path(__file__).parents[2] / "training"


def _surfaces(sentence: Sentence) -> list[tuple[str, str]]:
    return [(sentence.text[one.start : one.end], one.type.value) for one in sentence.names]


def test_marks_become_spans() -> None:
    sentence = parse("[P 沈砚秋]在[O 潜流月刊]写过[L 上海]。")
    assert sentence.text == "沈砚秋在潜流月刊写过上海。"
    assert sentence.names[1] == Name(4, 8, EntityType.ORG)
    assert _surfaces(sentence)[2] == ("上海", "PLACE")


@pytest.mark.parametrize("row", ["[Q 三个]人", "[P 沈砚秋在上海"])
def test_a_mistake_is_told(row: str) -> None:
    with pytest.raises(ValueError, match=r"\["):
        parse(row)


def test_dates_and_amounts_are_marked_by_rule() -> None:
    sentence = with_numbers(parse("[O 五月天]3月5日在[L 上海]卖出2万张票。"))
    assert _surfaces(sentence) == [
        ("五月天", "ORG"),
        ("3月5日", "DATE"),
        ("上海", "PLACE"),
        ("2万张", "QUANTITY"),
    ]


def test_every_sentence_and_template_can_be_read() -> None:
    written = list(sentences(TRAINING / "sentences"))
    chance = random.Random(1)
    templates = [parse(filled(row, chance)) for row in rows(TRAINING / "templates.txt")]
    assert len(written) > 900
    for sentence in [*written, *templates]:
        assert not set("[]{}") & set(sentence.text), sentence.text
        for surface, _ in _surfaces(sentence):
            assert surface == surface.strip(" 《》“”")


def _between(sentence: Sentence) -> str:
    """Return what stands between the names, without the signs of titles, which may be left out."""
    ends = [0, *(end for name in sentence.names for end in (name.start, name.end))]
    assert ends == sorted(ends)
    starts = [*ends[1::2], len(sentence.text)]
    rest = "|".join(sentence.text[a:b] for a, b in zip(ends[::2], starts, strict=True))
    return rest.replace("《", "").replace("》", "")


def test_what_varies_are_the_names() -> None:
    chance = random.Random(2)
    for sentence in sentences(TRAINING / "sentences"):
        other = varied(sentence, chance)
        assert [name.type for name in other.names] == [name.type for name in sentence.names]
        assert _between(other) == _between(sentence)


def test_the_names_of_the_articles_are_found() -> None:
    found = list(articles(TRAINING.parent / "corpus", TRAINING / "corpus.txt"))
    surfaces = {surface for sentence in found for surface in _surfaces(sentence)}
    assert not any("《" in surface for surface, _ in surfaces)
    assert {("基普图姆", "PERSON"), ("郫县豆瓣", "PRODUCT"), ("GPT-4", "PRODUCT")} <= surfaces
    assert len(found) > 300
