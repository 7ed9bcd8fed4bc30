"""Words: by a dictionary once it is loaded, by the kinds of characters until then."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config import corpus_files
from reader.text import segment
from reader.text.fold import fold

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


def test_rjieba_cuts_as_jieba_does_without_guesses(cache: Path) -> None:
    fast, plain = segment.load_analyzer(str(cache)), segment.jieba_analyzer(str(cache))
    alphabet = (
        "中国人民银行发展的研究生命大学起源北京在南京市长江大桥了𠮷カ한"
        "ＧＰＴabcé019.,_%+#-& \n，。……"
    )
    words = ["中华人民共和国", "研究生", "node.js", "c++", "gpt-4o", "2023年", "3,000", "人工智能"]

    @given(st.lists(st.text(alphabet, max_size=12) | st.sampled_from(words)).map("".join))
    def check(text: str) -> None:
        folded = fold(text)
        assert fast.terms(folded) == plain.terms(folded)
        assert fast.words(folded) == plain.words(folded)

    check()
    for path in corpus_files():
        folded = fold(path.read_text(encoding="utf-8"))
        assert fast.terms(folded) == plain.terms(folded)
        assert fast.words(folded) == plain.words(folded)


@pytest.mark.parametrize(
    ("word", "terms"),
    [
        ("GPT-4o", {"gpt-4o", "gpt", "4o", "4"}),
        ("v1.2.3", {"v1.2.3", "v1", "1", "2", "3"}),
        ("C++", {"c++", "c"}),
        ("C#", {"c#", "c"}),
        ("node.js", {"node.js", "node", "js"}),
        ("3,000", {"3,000", "3", "000"}),
        ("99.9%", {"99.9%", "99", "9"}),
        ("gpt4", {"gpt4", "gpt", "4"}),
        ("Wikipedia", {"wikipedia"}),
    ],
)
def test_latin_words_numbers_and_versions_are_terms_whole_and_by_part(
    word: str, terms: set[str], cache: Path
) -> None:
    analyzer = segment.load_analyzer(str(cache))
    assert set(analyzer.terms(fold(f"用{word}写"))) - {"用", "写"} == terms
    assert analyzer.words(fold(f"用{word}写")) == ["用", fold(word), "写"]


def test_terms_hold_the_shorter_words_within_long_ones(cache: Path) -> None:
    terms = segment.load_analyzer(str(cache)).terms(fold("中國人民銀行"))
    assert {"中国", "人民", "银行", "中国人民银行"} <= set(terms)
