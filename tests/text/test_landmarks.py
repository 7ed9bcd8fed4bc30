"""Landmarks lead from one text to the same stretch of another, and to no copy of it."""

import random

from hypothesis import given
from hypothesis import strategies as st
from revisions import Revision, sentences

from reader.text.anchoring import CHANCE
from reader.text.landmarks import LENGTH, Landmark, Landmarks
from reader.text.seeding import Compared


def landmarks_of(old: str, new: str) -> list[Landmark]:
    shared = Landmarks(Compared(old), Compared(new))
    found = (shared.around(place) for place in range(len(old)))
    return sorted({each for around in found for each in around})


@given(st.integers(0, 2**32))
def test_a_landmark_stands_once_in_both_texts_and_what_is_about_it_agrees(seed: int) -> None:
    draw = random.Random(seed)
    parts = sentences(draw, draw.randint(2, 12))
    revision = Revision(parts, draw)
    revision.revise(draw.randint(0, 6))
    old, new = Compared("".join(parts)), Compared(revision.text)
    for there, here in landmarks_of("".join(parts), revision.text):
        words = old.text[there : there + LENGTH]
        assert (old.text.count(words), new.text.count(words)) == (1, 1)
        assert new.text.find(words) == here
        for begin in (there - CHANCE, there + LENGTH):
            edge = max(begin, there)
            about = old.text[max(begin, 0) : begin + CHANCE]
            goes_on = new.text[max(begin + here - there, 0) : begin + here - there + CHANCE]
            lines_end = old.breaks[edge] == new.breaks[edge + here - there] == 1
            assert lines_end or (len(about) == CHANCE and about == goes_on)


def test_in_a_text_as_it_was_there_is_one_at_every_place_that_can_be_told() -> None:
    text = "".join(chr(0x4E00 + place) for place in range(100))
    inside = range(CHANCE, 100 - LENGTH - CHANCE + 1)
    everywhere = (0, *inside, 100 - LENGTH)
    assert landmarks_of(text, text) == [Landmark(at, at) for at in everywhere]
    moved = landmarks_of(text, text[60:] + text[:60])
    assert {new - old for old, new in moved} == {40, -60}


def test_a_copy_that_goes_on_alike_for_a_few_characters_is_no_landmark() -> None:
    copy = "他又看了一眼那块招牌，什么也没有说，转过身去看那条河上慢慢驶过的船。"
    old = f"早晨。{copy}后来雨停了。另一天，{copy}门关上了。"
    new = f"{copy}后来门开了。"
    assert landmarks_of(old, new) == []
    assert landmarks_of(old, f"{copy}后来雨停了。另一个人走了。")  # goes on alike for long enough
    assert landmarks_of(f"{copy}（1）\n{copy}（2）", f"序。\n{copy}（2）\n后来。")  # ends in a line


def test_of_a_long_text_enough_are_looked_at() -> None:
    draw = random.Random(4)
    text = "".join(chr(draw.randrange(0x4E00, 0x9FA5)) for _ in range(30_000))
    found = landmarks_of(text, text)
    assert 30_000 / 10 < len(found) < 30_000 / 6


def test_of_a_long_text_the_ends_of_lines_are_looked_at() -> None:
    copy = "".join(chr(0x4E00 + place) for place in range(50))
    lines = [f"{copy}（{number}）" for number in range(1000, 1600)]
    found = landmarks_of("\n".join(lines), "\n".join(lines[::-1]))
    assert {old // len(lines[0]) for old, _ in found} == set(range(len(lines)))


@given(st.text(max_size=40), st.text(max_size=40))
def test_short_texts_have_few(old: str, new: str) -> None:
    shared = Landmarks(Compared(old), Compared(new))
    assert shared.before(0) is None
    assert shared.behind(len(old)) is None
