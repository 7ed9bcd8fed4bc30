"""The bounds of what the model takes for names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.entities.candidate import Candidate
from reader.entities.lexicon import built_in
from reader.entities.source import Source
from reader.entities.trimming import trimmed
from reader.model.entity import EntityType, Evidence


def _trimmed(text: str, name: str, kind: EntityType) -> list[str]:
    start = text.index(name)
    one = Candidate(start, start + len(name), kind, Evidence.MODEL, 0.9)
    return [text[part.start : part.end] for part in trimmed(Source(text, built_in()), one)]


@pytest.mark.parametrize(
    ("text", "name", "kind", "expected"),
    [
        (
            "经哈萨克斯坦阿拉木图",
            "哈萨克斯坦阿拉木图",
            EntityType.PLACE,
            ["哈萨克斯坦", "阿拉木图"],
        ),
        ("在太行山东麓停留", "太行山东麓", EntityType.PLACE, ["太行山"]),
        ("住在山东麓湖", "山东麓湖", EntityType.PLACE, ["山东麓湖"]),
        ("国防部新闻发言人", "国防部新闻", EntityType.ORG, ["国防部"]),
        ("国防部新闻很多", "国防部新闻", EntityType.ORG, ["国防部新闻"]),
        ("升级VMware试试", "Mware", EntityType.PRODUCT, ["VMware"]),
        ("买了X200手机", "X2", EntityType.PRODUCT, ["X200"]),
    ],
)
def test_bounds_are_mended(text: str, name: str, kind: EntityType, expected: list[str]) -> None:
    assert _trimmed(text, name, kind) == expected


@given(
    st.text(st.sampled_from("北京上海市山东麓国防部新闻发言人V9 ，"), min_size=1, max_size=20),
    st.integers(0, 19),
    st.integers(1, 20),
    st.sampled_from([EntityType.PLACE, EntityType.ORG, EntityType.PRODUCT]),
)
def test_parts_are_disjoint_and_in_order(
    text: str, start: int, size: int, kind: EntityType
) -> None:
    start = min(start, len(text) - 1)
    one = Candidate(start, min(len(text), start + size), kind, Evidence.MODEL, 0.9)
    parts = list(trimmed(Source(text, built_in()), one))
    assert parts
    ends = [0, *(part.end for part in parts)]
    assert all(before <= part.start < part.end for before, part in zip(ends, parts, strict=False))
    assert ends[-1] <= len(text)
