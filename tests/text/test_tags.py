"""Tags in one line."""

import pytest

from reader.text.tags import split_tags


@pytest.mark.parametrize(
    ("line", "known", "tags"),
    [
        ("散文, 河流，AI、历史", (), ["散文", "河流", "AI", "历史"]),
        ("油、盐、酱, 散文, ", ("油、盐、酱", "散文"), ["油、盐、酱", "散文"]),
        ("油、盐、酱、醋", ("油、盐、酱",), ["油", "盐", "酱", "醋"]),
        (" , ，、 ", (), []),
        ("", ("散文",), []),
    ],
)
def test_commas_of_all_kinds_separate_but_not_within_a_known_tag(
    line: str, known: tuple[str, ...], tags: list[str]
) -> None:
    assert split_tags(line, known) == tags
