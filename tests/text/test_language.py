"""Language and script told by characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.language import SIMPLIFIED, TRADITIONAL, detect

SIMPLIFIED_TEXT = "老陈说，信总是要有人送的，哪怕只剩一封。这句话他说了三十年，从二十岁说到五十岁。"
TRADITIONAL_TEXT = (
    "老陳說，信總是要有人送的，哪怕只剩一封。這句話他說了三十年，從二十歲說到五十歲。"
)
ENGLISH_TEXT = "A letter always needs someone to carry it, even when only one is left. "


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (SIMPLIFIED_TEXT, "zh-Hans"),
        (TRADITIONAL_TEXT, "zh-Hant"),
        (ENGLISH_TEXT, "en"),
        (SIMPLIFIED_TEXT + ENGLISH_TEXT * 2, "zh-Hans"),
        (TRADITIONAL_TEXT + ENGLISH_TEXT * 2, "zh-Hant"),
        (ENGLISH_TEXT * 20 + "The word is 信.", "en"),
        ("GPT-4、OpenAI、Midjourney：谁在写信？", "zh-Hans"),
        ("中文", "zh-Hans"),
        ("手紙はいつも誰かが運ばなければならない。最後の一通であっても。", "und"),
        ("편지는 언제나 누군가가 날라야 한다.", "und"),
        ("Письмо всегда кто-то должен нести.", "und"),
        ("Détruit à l'été, le château fut rebâti après la guerre, côté forêt.", "und"),
        ("12345 67890", "und"),
        ("", "und"),
        ("# " + ENGLISH_TEXT * 500, "en"),
        (ENGLISH_TEXT * 20 + SIMPLIFIED_TEXT * 2_000, "zh-Hans"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert detect(text) == language


@given(st.text())
def test_any_text_has_one_of_four_answers(text: str) -> None:
    assert detect(text) in {"zh-Hans", "zh-Hant", "en", "und"}


def test_the_table_holds_what_its_names_say() -> None:
    """GB 2312 has no traditional forms, Big5 no simplified ones."""
    assert not SIMPLIFIED & TRADITIONAL
    for char in SIMPLIFIED:
        char.encode("gb2312")
        with pytest.raises(UnicodeEncodeError):
            char.encode("big5")
    for char in TRADITIONAL:
        char.encode("big5")
        with pytest.raises(UnicodeEncodeError):
            char.encode("gb2312")
