"""Which segments are merged."""

from reader.search.merging import to_merge


def test_few_segments_are_left_alone() -> None:
    assert to_merge([(1, 0)] * 6) == []


def test_small_segments_are_merged_and_large_ones_left() -> None:
    assert to_merge([(1000, 0), *[(1, 0)] * 6]) == [1, 2, 3, 4, 5, 6]
    assert to_merge([(20_000, 0)] * 9) == []


def test_a_segment_with_much_deleted_is_written_anew() -> None:
    assert to_merge([(100, 0), (100, 30)]) == [1]


def test_no_more_is_written_than_is_to_be() -> None:
    assert to_merge([(300, 0)] * 17, 700) == [0, 1]
    assert to_merge([(300, 0)] * 17, 500) == []
    assert to_merge([(1000, 600)], 500) == [0]
    assert to_merge([(1000, 400)], 500) == []


def test_more_segments_are_left_alone_while_somebody_waits() -> None:
    assert to_merge([(1, 0)] * 16, 500) == []
    assert to_merge([(1, 0)] * 17, 500) == list(range(17))
