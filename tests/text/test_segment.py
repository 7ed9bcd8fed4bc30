"""Words: by a dictionary once it is loaded, by the kinds of characters until then."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import segment

MIXED = st.text(
    alphabet="中国人民舊港𠮷カタあ한글ＧＰＴabc é0123.,'’-_%℃+# \n，。……——e\u0301👨\u200d👩🇨🇳"
)


@pytest.fixture(params=["by kind", "by dictionary"])
def words(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "by kind":
        monkeypatch.setattr(segment, "_segmenter", None)
    else:
        segment.load(str(request.getfixturevalue("cache")))


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("words")


@pytest.mark.usefixtures("words")
def test_words_make_up_the_text() -> None:
    @given(MIXED)
    def check(text: str) -> None:
        found = segment.words(text)
        assert "".join(found) == text
        assert all(found)

    check()


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    "text", ["GPT-4", "node.js", "don’t", "café", "cafe\u0301", "3,000", "99.9%", "——", "ワープロ"]
)
def test_a_run_is_one_word(text: str) -> None:
    assert segment.words(f"中{text}。") == ["中", text, "。"]


def test_the_dictionary_knows_words(cache: Path) -> None:
    segment.load(str(cache))
    assert segment.is_loaded()
    assert segment.words("摆渡人把缆绳解开。") == ["摆渡人", "把", "缆绳", "解开", "。"]
    assert segment.words("中國文學的傳統") == ["中國", "文學", "的", "傳統"]


def test_loading_is_quiet_and_needs_no_folder(tmp_path: Path) -> None:
    code = (
        "import sys; from reader.text import segment;"
        "assert 'jieba' not in sys.modules; assert segment.words('中国') == ['中', '国'];"
        f"segment.load({str(tmp_path / 'missing')!r});"
        "assert segment.words('中国') == ['中国']"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_the_cache_is_kept_in_the_folder(cache: Path) -> None:
    segment.load(str(cache))
    names = [path.name for path in cache.iterdir()]
    assert all(name.startswith("jieba-") and name.endswith(".cache") for name in names)
