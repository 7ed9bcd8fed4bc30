"""Canonical text: idempotent, bounded, and without characters that act or hide."""

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.text.normalise import canonical, one_line, visible

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\x00\x07\x08\r\n\t\x0b\x0c\x1b\x7f\x85\x9b\xad\u061c\u180e\u200b\u200d\u200e"
        ),
        st.sampled_from(
            "\u2028\u202e\u2060\u2066\u206a\ufeff\ufff9\ufffe\ud800\udfff\U000e0001\U000e0041"
        ),
        st.sampled_from(
            "e\u0301\u0316\u0323\u0344\u0f71\u0f73\u0f75\u0f81\u0958\u1100\u1161\u11a8가각"
        ),
        st.sampled_from("中文𠮷，。“”……——🙂🏴\U000e0067\U000e0062\U000e007f\ufe0f\uf900"),
    ),
    max_size=80,
)
EVERY_CHARACTER = [chr(code) for code in range(sys.maxunicode + 1)]
ACTING = {"Cc", "Cs", "Zl", "Zp"}
# Format characters that are needed or seen: joiners, number signs of Arabic and others.
HARMLESS_FORMAT = "\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"


@given(HOSTILE)
@example("\ufeff\ufeff中")
@example("e" + "\u0301" * 31 + "\u0f73" * 31)
@example("\u0958" + "\u0301" * 31)
@example("a\u200b\u0301")
def test_canonical_is_idempotent(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


@given(HOSTILE)
def test_one_line_is_idempotent_and_one_line(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line
    assert line.splitlines() == ([line] if line else [])


@given(HOSTILE)
def test_visible_keeps_the_length_and_the_structure(text: str) -> None:
    seen = visible(text)
    assert len(seen) == len(text)
    assert [char in "\n\t" for char in seen] == [char in "\n\t" for char in text]
    assert visible(seen) == seen


@given(HOSTILE)
def test_what_is_canonical_is_visible_and_composed(text: str) -> None:
    made = canonical(text)
    assert visible(made) == made
    assert unicodedata.is_normalized("NFC", made) or any(len(run) > 30 for run in _mark_runs(made))


@given(st.text(st.sampled_from("中文，。“”—…ABC xyz123\n𠮷🙂鬱·《》")))
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert canonical(text) == text


def test_no_character_that_acts_is_left() -> None:
    for char in visible("".join(EVERY_CHARACTER)):
        assert unicodedata.category(char) not in ACTING or char in "\n\t"


def test_only_known_format_characters_are_left() -> None:
    left = {
        char for char in canonical("".join(EVERY_CHARACTER)) if unicodedata.category(char) == "Cf"
    }
    assert {char for char in left if char < "\U00010000"} == set(HARMLESS_FORMAT)
    # Number signs of Kaithi, controls that lay out hieroglyphs.
    assert all(
        unicodedata.name(char).startswith(("KAITHI", "EGYPTIAN"))
        for char in left - set(HARMLESS_FORMAT)
    )


def test_each_character_alone_is_as_in_a_text() -> None:
    """The quick way for plain text and the careful way agree on every character."""
    ranges = (
        (0, 0x3500),
        (0x9F00, 0xB000),
        (0xD700, 0x11000),
        (0x1B000, 0x20010),
        (0xE0000, 0xE0200),
    )
    for code in (code for start, stop in ranges for code in range(start, stop)):
        alone = canonical(chr(code))
        assert canonical("\x00" + chr(code)) == "␀" + alone
        assert visible("\x00" + chr(code)) == "␀" + visible(chr(code))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一\r\n二\r三\u2028四\x85五\x0c六", "一\n二\n三\n四\n五\n六"),
        ("\ufeff开头", "开头"),
        ("人\u200b工\u00ad智\ufeff能\u2060", "人工智能"),
        ("e\u0301", "é"),
        ("\uf900", "豈"),
        ("\x1b[31m红\x1b[0m", "␛[31m红␛[0m"),
        ("\x00\x07\x08\x7f\x9b", "␀␇␈␡\ufffd"),
        ("甲\u202e乙\u2066丙", "甲\ufffd乙\ufffd丙"),
        ("甲\ud800乙", "甲\ufffd乙"),
        ("列\t表", "列\t表"),
        ("👨\u200d👩\u200d👧❤\ufe0f", "👨\u200d👩\u200d👧❤\ufe0f"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("\ue000图标", "\ue000图标"),
        (
            "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f胜",
            "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f胜",
        ),
        ("好\U000e0048\U000e0069", "好\ufffd\ufffd"),
        ("🏴\U000e0048", "🏴\ufffd"),
    ],
)
def test_canonical_examples(text: str, expected: str) -> None:
    assert canonical(text) == expected


@given(HOSTILE, st.integers(0, 90))
def test_one_line_cut_short_is_one_line(text: str, longest: int) -> None:
    line = one_line(text, longest)
    assert len(line) <= longest
    assert one_line(line) == line
    assert one_line(text).startswith(line)


def test_one_line_folds_white_space_and_hides_nothing() -> None:
    assert one_line("  标题\n\t第二行\u3000尾\u200b巴\x1b ") == "标题 第二行 尾巴␛"
    assert one_line("\u200b\n") == ""
    assert canonical("渡\u2065口") == "渡口"


@pytest.mark.parametrize("marks", ["\u0301\u0316", "\u0f73\u0f71"])
def test_long_runs_of_marks_are_not_sorted(marks: str) -> None:
    """Sorting takes quadratic time; no language has so many on one letter."""
    short, long = "x" + marks * 15, "x" + marks * 20
    assert canonical(short) == unicodedata.normalize("NFC", short) != short
    assert canonical(long) == long


def _mark_runs(text: str) -> list[str]:
    runs = [""]
    for char in text:
        if unicodedata.combining(char):
            runs[-1] += char
        elif runs[-1]:
            runs.append("")
    return runs
