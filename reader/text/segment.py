"""The words of Chinese and mixed text; the only home of jieba.

jieba's dictionary takes a second or more to load and some 60 MB to hold: it is loaded when it is
asked for, in a thread. Until then text is cut by the kinds of its characters.
"""

import logging
import re
import threading
import warnings
from collections.abc import Iterator
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
        with warnings.catch_warnings():  # of Python about how jieba is written
            warnings.simplefilter("ignore")
            import jieba  # type: ignore[import-untyped]
        jieba.setLogLevel(logging.CRITICAL + 1)  # it would write across the screen
        segmenter = jieba.Tokenizer()
        segmenter.tmp_dir = folder
        segmenter.cache_file = f"jieba-{jieba.__version__}.cache"
        segmenter.initialize()
        _segmenter = segmenter


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
