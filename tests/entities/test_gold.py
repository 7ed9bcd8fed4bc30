"""How well the held-out texts are recognised: the floor below which something broke."""

from pathlib import Path

import pytest
from scoring import GROUPS, Text, b_cubed, marked, marked_folder, score

from reader.entities import missing, recognise
from reader.entities.canonical import names_of_spans
from reader.model import Span
from reader.model.entity import EntityType

TEXTS = marked_folder(Path(__file__).parent / "gold")
FLOORS = {"six named types": 0.85, "numeric": 0.97, "TERM": 0.75}


@pytest.mark.skipif(bool(missing()), reason="the figures are those with a model")
@pytest.mark.parametrize("group", FLOORS)
def test_most_mentions_are_found_and_few_are_wrong(group: str) -> None:
    found = [recognise(text.text) for text in TEXTS]
    result = score(TEXTS, found, GROUPS[group])
    assert result.f1 >= FLOORS[group], result.errors


def test_names_of_one_entity_are_merged_and_others_stay_apart() -> None:
    gold: list[str] = []
    found: list[str] = []
    for text in TEXTS:
        hard = [one for one in text.gold if not one.optional]
        spans = [(Span(*one.spans[0]), EntityType(one.types[0])) for one in hard]
        gold += (text.name + one.entity for one in hard)
        found += (text.name + name for name in names_of_spans(text.text, spans))
    assert b_cubed(gold, found) >= 0.97


def test_what_the_scorer_counts() -> None:
    text = marked("t", "[北京](PLACE)的[小张](PERSON=张三)在[今年](DATE?)见了[某社](ORG/PLACE)。")
    assert text.text == "北京的小张在今年见了某社。"
    result = score([text], [[]], GROUPS["six named types"])
    assert (result.right, result.wrong, result.missed) == (0, 0, 3)


def test_b_cubed_of_a_known_case() -> None:
    assert b_cubed(["a", "a", "b"], ["x", "x", "y"]) == 1
    assert b_cubed(["a", "a", "b", "b"], ["x", "x", "x", "x"]) == pytest.approx(2 / 3)


def test_each_text_marks_something() -> None:
    assert len(TEXTS) >= 12
    assert all(isinstance(text, Text) and text.gold for text in TEXTS)
