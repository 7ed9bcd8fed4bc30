"""What stands where in a text, compared as passages are."""

from hypothesis import given
from hypothesis import strategies as st

from reader.text.seeding import Compared, compared, ways

texts = st.text("早晨的风 吹過過，。\n🙂𠮷aB12　", max_size=120)
repeated = st.builds(
    lambda words, often, end: "".join(words) * often + end,
    st.lists(st.text("风吹過", min_size=1, max_size=4), max_size=3),
    st.integers(0, 60),
    st.text("风吹過", max_size=8),
)


@given(texts)
def test_a_long_text_is_compared_like_a_short_one(text: str) -> None:
    assert Compared(text).text == compared(text)
    assert compared(compared(text)) == compared(text)


@given(texts)
def test_every_place_is_that_of_its_character(text: str) -> None:
    whole = Compared(text)
    for offset, char in enumerate(text):
        if form := compared(char):
            place = whole.place(offset)
            assert whole.text[place] == form
            assert whole.span(place, place + 1).of(text) == char


@given(texts | repeated, texts | repeated, st.data())
def test_words_stand_once_where_they_are_met_once(
    text: str, other: str, data: st.DataObject
) -> None:
    whole = Compared(text)
    start = data.draw(st.integers(0, len(whole.text)))
    for words in (whole.text[start : data.draw(st.integers(start, len(whole.text)))], other):
        if words:
            starts = [at for at in range(len(whole.text)) if whole.text.startswith(words, at)]
            assert whole.stands_once(words) is (len(starts) == 1)
            assert whole.stands_once(words) is (len(starts) == 1)  # as it is remembered


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=80), st.data())
def test_the_first_way_of_a_part_leads_to_the_part(text: str, data: st.DataObject) -> None:
    whole = Compared("".join(dict.fromkeys(text)))  # no character twice
    start = data.draw(st.integers(0, len(whole.text)))
    part = whole.text[start : data.draw(st.integers(start, len(whole.text)))]
    found = [list(way.stretches(0, len(part))) for way in ways(whole, part, 0)]
    if len(part) >= 2 * whole.pieces.size:
        assert found == [[(start, start + len(part))]]


@given(texts | repeated, texts | repeated, st.integers(0, 200))
def test_every_way_stays_in_the_text(text: str, description: str, expected: int) -> None:
    whole, words = Compared(text), compared(description)
    for way in ways(whole, words, expected):
        for begin, end in way.stretches(0, len(words)):
            assert 0 <= begin < end <= len(whole.text)
