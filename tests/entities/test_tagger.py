"""The statistical layer."""

import hashlib
import itertools
import subprocess
import sys
import tracemalloc
from importlib.abc import Traversable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.entities import labeller, lac, tagger
from reader.entities.tagger import UNREAD, Tagged, TaggerMissing, read
from reader.model.entity import EntityType


def tag(text: str) -> tuple[Tagged, ...]:
    return read(text).names


def _found(text: str) -> set[tuple[str, str]]:
    return {(name.span.of(text), name.type.value) for name in tag(text)}


def test_people_places_and_organisations_are_told() -> None:
    text = "沈砚秋去年从上海回到北京，在清华大学教书。"
    assert {("沈砚秋", "PERSON"), ("上海", "PLACE"), ("清华大学", "ORG")} <= _found(text)


def test_traditional_script_is_understood_at_its_own_offsets() -> None:
    text = "記者陳國偉昨日從臺灣抵達廣東。"
    assert {("陳國偉", "PERSON"), ("臺灣", "PLACE"), ("廣東", "PLACE")} <= _found(text)


def test_a_name_ends_at_a_bracket_or_a_comma() -> None:
    text = "（记者王小云、李大海）《王小云、李大海》“王小云，李大海”"
    for name in tag(text):
        assert not set(name.span.of(text)) & set("（）《》“”、，。")


@given(st.text(st.sampled_from("王小云在清华大学，。《》“”（） \n·A1𠮷😀國"), max_size=120))
@settings(max_examples=40, deadline=None)
def test_names_are_disjoint_and_in_order(text: str) -> None:
    names = tag(text)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(names))
    for name in names:
        assert name.span
        assert name.span.of(text).strip() == name.span.of(text)
        assert 0 < name.confidence <= 1
        assert isinstance(name.type, EntityType)


@pytest.mark.parametrize("text", ["", " \n", "😀" * 500, "。" * 500, "hello world", "\ud800"])
def test_texts_without_names_have_none(text: str) -> None:
    assert tag(text) == ()


def test_words_are_told_and_what_is_not_read() -> None:
    text = "他在清华大学教书。 hello"
    labels = [tagger.words()[one] if one != UNREAD else "" for one in read(text).labels]
    assert labels[1] == "p-B"
    assert labels[6:8] == ["v-B", "v-I"]
    assert labels[-5:] == [""] * 5


def test_the_same_text_gets_the_same_names() -> None:
    text = (Path(__file__).parents[2] / "corpus" / "11-quanzhou.md").read_text("utf-8")
    assert tag(text) == tag(text)


def test_memory_does_not_grow_with_the_text() -> None:
    text = "退潮之后，苏晚汀在泉州走一条看不见的航道。" * 50
    tag(text)
    peaks = []
    for times in (20, 60):
        tracemalloc.start()
        tag(text * times)
        peaks.append(tracemalloc.get_traced_memory()[1] / 1e6)
        tracemalloc.stop()
    # What is returned grows, what is computed with does not: 40,000 characters more.
    assert peaks[1] - peaks[0] < 7.5, peaks


def test_neither_numpy_nor_jieba_is_loaded_before_it_is_used() -> None:
    program = (
        "import sys, reader.entities.tagger as t; assert 'numpy' not in sys.modules;"
        "t.read('王小云'); assert 'numpy' in sys.modules; assert 'jieba' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_broken_files_are_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder: Traversable = lac._folder()
    for name in ("word.dic", "tag.dic"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    weights = tmp_path / "model_baseline"
    weights.mkdir()
    for file in (folder / "model_baseline").iterdir():
        (weights / file.name).write_bytes(file.read_bytes()[:-7])
    lac.load.cache_clear()
    monkeypatch.setattr(lac, "_folder", lambda: tmp_path)
    try:
        with pytest.raises(TaggerMissing, match=str(tmp_path)):
            tag("王小云")
        assert str(tmp_path) in tagger.missing()
    finally:
        lac.load.cache_clear()
    monkeypatch.undo()
    assert tagger.missing() == ""


def test_the_weights_are_those_that_were_trained() -> None:
    folder = Path(labeller.__file__).parent / "data"
    digest = hashlib.sha256((folder / "labeller.npz").read_bytes()).hexdigest()
    assert digest == (folder / "labeller.sha256.txt").read_text("utf-8").strip()
