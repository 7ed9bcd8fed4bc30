"""Where a reading position goes when the text changes."""

from articles import PASSAGES
from hypothesis import given
from hypothesis import strategies as st

from reader.database.carrying import carried

TEXT = "\n\n".join(f"{number}、{passage}" for number, passage in enumerate(PASSAGES * 4))
texts = st.text("早晨的风吹过\n🙂𠮷", max_size=300)


@given(texts, texts, st.integers(-5, 400))
def test_the_place_is_in_the_new_text(old: str, new: str, offset: int) -> None:
    assert 0 <= carried(old, new, offset) <= len(new)


@given(texts, st.integers(0, 300))
def test_the_same_text_keeps_the_place(text: str, offset: int) -> None:
    assert carried(text, text, offset) == min(offset, len(text))


@given(texts, texts)
def test_the_beginning_stays_the_beginning(old: str, new: str) -> None:
    assert carried(old, new, 0) == 0


@given(st.integers(1, len(TEXT) - 100), texts)
def test_what_is_put_before_moves_the_place(offset: int, more: str) -> None:
    new = f"{more}\n\n{TEXT}"
    assert new[carried(TEXT, new, offset) :].startswith(TEXT[offset : offset + 64])


@given(st.integers(200, len(TEXT) - 100), st.integers(1, 100))
def test_what_is_cut_before_moves_the_place(offset: int, cut: int) -> None:
    new = TEXT[cut:]
    assert carried(TEXT, new, offset) == offset - cut


@given(st.integers(1, len(TEXT)))
def test_what_is_added_after_changes_nothing(offset: int) -> None:
    assert abs(carried(TEXT, f"{TEXT}\n\n（完）", offset) - offset) <= 1


def test_a_corrected_word_at_the_place_keeps_it() -> None:
    offset = TEXT.index("2、")
    new = TEXT.replace("2、「𠮷野家」的招牌", "2、“吉野家”的老招牌")
    assert abs(carried(TEXT, "编者按。\n\n" + new, offset) - new.index("2、") - 6) <= 2


def test_of_several_places_the_nearest_is_taken() -> None:
    verse = "床前明月光，疑是地上霜。举头望明月，低头思故乡。\n"
    old = verse * 9
    assert carried(old, "静夜思\n" + old, len(verse) * 4) in (len(verse) * 4 + 4, len(verse) * 4)


def test_another_text_altogether_keeps_the_share() -> None:
    assert carried("甲" * 1000, "乙" * 500, 400) == 200
    assert carried("甲" * 1000, "", 400) == 0
