"""How long texts take to read."""

import pytest

from reader.text.pace import minutes, reading_seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("渡" * 400, 60),
        ("the ferry " * 115, 60),
        ("l’hiver don't well-known été " * 23, 24),  # 4 words in each
        ("渡口的 ferry " * 100, round(60 * (300 / 400 + 100 / 230))),
        ("", 0),
    ],
)
def test_latin_is_counted_by_words_and_chinese_by_characters(text: str, seconds: int) -> None:
    assert reading_seconds(text) == seconds


def test_english_does_not_take_as_long_as_so_many_chinese_characters() -> None:
    english = "Before dawn the ferryman unties the rope and waits. " * 40
    assert reading_seconds(english) < reading_seconds("渡" * len(english)) / 2


@pytest.mark.parametrize(("seconds", "told"), [(0, 1), (29, 1), (89, 1), (91, 2), (600, 10)])
def test_a_time_is_told_in_minutes_one_at_least(seconds: float, told: int) -> None:
    assert minutes(seconds) == told
