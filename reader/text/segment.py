"""The words of Chinese and mixed text; the only home of jieba.

jieba's dictionary takes a second or more to load and some 60 MB to hold: it is loaded when it is
asked for, in a thread. Until then text is cut by the kinds of its characters.

What is indexed and searched for is cut by the `Analyzer`, by the dictionary alone (without jieba's
guesses at words it does not know, which cost answers more than they give). Cut so, the same words
come from rjieba, jieba in Rust, in a fraction of the time; where it is missing jieba serves.
"""

import logging
import re
import threading
import unicodedata
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import accumulate, pairwise
from typing import Protocol

from reader.text.fold import fold

_HAN = "\u2e80-\u303f\u3041-\u309f\u3105-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_LETTERS = f"(?:[^\\W_{_HAN}]|[\u0300-\u036f])+"
# One word each: `GPT-4`, `node.js`, `don’t`, `3,000`, `99.9%`, `C++`; a name in katakana.
_RUN = f"{_LETTERS}(?:(?:['’.\\-_&]|,(?=[0-9]{{3}})){_LETTERS})*(?:[%‰℃°]|\\+\\+|#)?"
_WORD = re.compile(f"{_RUN}|\\s+|[—…]+|.", re.DOTALL)


class _Segmenter(Protocol):
    def cut(self, sentence: str) -> Iterator[str]:
        """Cut a sentence into the words and signs that make it up."""

    def lcut(self, sentence: str, *, HMM: bool) -> list[str]:  # noqa: N803  jieba's name
        """Do so, with guesses at unknown words if `HMM`."""

    def lcut_for_search(self, sentence: str, *, HMM: bool) -> list[str]:  # noqa: N803
        """Do so, and into the shorter words within long ones."""


_segmenter: _Segmenter | None = None
_loading = threading.Lock()


def is_loaded() -> bool:
    """Tell whether words are known."""
    return _segmenter is not None


def load(folder: str) -> None:
    """Load what knows words; `folder` is one of the user's own, where it keeps its cache.

    Without a folder that can be written to it only takes longer. Meant for a thread: it takes
    seconds, but lets others run meanwhile.
    """
    global _segmenter  # noqa: PLW0603  one dictionary serves the process
    with _loading:
        if _segmenter is not None:
            return
        _segmenter = _jieba(folder)


def words(text: str) -> list[str]:
    """Return the words, signs and spaces that make up `text`.

    Chinese is cut into single characters until the dictionary is loaded.
    """
    pieces = _WORD.findall(text)
    if _segmenter is None:
        return pieces
    ends = {0, *accumulate(map(len, pieces))}
    # The dictionary is of simplified Chinese; folding keeps lengths.
    found = accumulate(map(len, _segmenter.cut(fold(text))))
    cuts = [0, *(end for end in found if end in ends)]
    return [text[start:end] for start, end in pairwise(cuts)]


def _jieba(folder: str) -> _Segmenter:
    """Return jieba with its dictionary loaded; `folder` is as for `load`."""
    with warnings.catch_warnings():  # of Python about how jieba is written
        warnings.simplefilter("ignore")
        import jieba  # type: ignore[import-untyped]
    jieba.setLogLevel(logging.CRITICAL + 1)  # it would write across the screen
    segmenter = jieba.Tokenizer()
    segmenter.tmp_dir = folder
    segmenter.cache_file = f"jieba-{jieba.__version__}.cache"
    segmenter.initialize()
    return segmenter  # type: ignore[no-any-return]


_RULES = 1
"""Changes whenever an `Analyzer` cuts otherwise than before."""

_LATIN_WORD = re.compile(_RUN)
_PART = re.compile("[^\\W_]+")
_LETTERS_OR_DIGITS = re.compile("[^\\W\\d_]{2,}|\\d+")
_CHINESE = re.compile(f"(?=\\w)[{_HAN}]")


class Analyzer:
    """Cuts folded texts into the terms that are indexed and looked up, on both sides alike.

    Chinese words by the dictionary. A Latin word, number or version whole and by its parts:
    `gpt-4o` is also `gpt`, `4o` and `4`; `node.js` is also `node` and `js`; `c++` is also `c`.
    """

    def __init__(self, cut: Callable[[str], list[str]], search: Callable[[str], list[str]]) -> None:
        """Take how Chinese is cut: into words, and into these and the shorter ones within."""
        self._cut = cut
        self._search = search

    def terms(self, folded: str) -> list[str]:
        """Return the terms of a folded text, each as often as it stands there, in no order."""
        found = [word for word in self._search(folded) if _CHINESE.search(word)]
        for match in _LATIN_WORD.finditer(folded):
            found += latin_terms(match[0])
        return found

    def words(self, folded: str) -> list[str]:
        """Return the words of a folded text in order, without signs; Latin ones whole."""
        return [
            word
            for piece in _pieces(folded)
            for word in (self._cut(piece) if _CHINESE.search(piece) else [piece])
            if _CHINESE.search(word) or _PART.search(word)
        ]


def latin_terms(word: str) -> list[str]:
    """Return a Latin word, number or version, and its parts, each once."""
    parts = _PART.findall(word)
    if parts == [word] and (word.isalpha() or word.isdigit()):
        return parts
    smaller = [one for part in parts for one in _LETTERS_OR_DIGITS.findall(part)]
    return list(dict.fromkeys((word, *parts, *smaller)))


def _pieces(folded: str) -> Iterator[str]:
    """Yield `folded` in order as Latin words and what is between them."""
    end = 0
    for match in _LATIN_WORD.finditer(folded):
        yield folded[end : match.start()]
        yield match[0]
        end = match.end()
    yield folded[end:]


def analyzer_fingerprint() -> str:
    """Return what tells whether an index was cut as `load_analyzer` would cut now."""
    packages = ("rjieba", "jieba", "opencc-python-reimplemented")
    versions = (f"{name} {_version(name)}" for name in packages)
    return "; ".join((f"rules {_RULES}", f"unicode {unicodedata.unidata_version}", *versions))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


@cache
def load_analyzer(folder: str) -> Analyzer:
    """Return the analyzer; loads the dictionary, which takes rjieba 0.2 and jieba 1 to 2 seconds.

    `folder` is as for `load`.
    """
    try:
        import rjieba
    except ImportError:
        return jieba_analyzer(folder)
    return Analyzer(
        lambda text: list(rjieba.cut(text, False)),
        lambda text: list(rjieba.cut_for_search(text, False)),
    )


def jieba_analyzer(folder: str) -> Analyzer:
    """Return the analyzer as it is where there is no rjieba."""
    segmenter = _jieba(folder)
    return Analyzer(
        lambda text: segmenter.lcut(text, HMM=False),
        lambda text: segmenter.lcut_for_search(text, HMM=False),
    )


def has_chinese(word: str) -> bool:
    """Tell whether a folded word has a character that is a word or a part of one by itself."""
    return bool(_CHINESE.search(word))
