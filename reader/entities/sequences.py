"""How a text is cut for a sequence model, and laid out for numpy.

A batch holds consecutive sentences, one row for each character. Rows are ordered by step: first
the first characters of all sentences, the longest sentence first, then the second ones, and so
on. So what a recurrent network needs at one step is one contiguous stretch, of the sentences that
are at least that long, and no row is ever padding.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from reader.model import Span
from reader.text.fold import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST = 160
"""Code points of a sentence that a model is given at once; longer ones are cut."""

BATCH = 8_192
"""Code points in a batch: large enough to be quick, small enough for a processor's cache."""

_SENTENCE = re.compile("[^\n。！？!?；]*(?:[。！？!?；]+[”’」』）)》]*|\n|$)")
_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CUT = "，,、：: \u3000"
"""Where a sentence that is too long is cut, if one of these stands in its second half."""


class Batch(NamedTuple):
    """Sentences of one text, packed."""

    sentences: tuple[Span, ...]
    """The longest first."""
    counts: tuple[int, ...]
    """At each step, how many sentences are longer than it: they are the first ones."""
    offsets: "NDArray[np.intp]"
    """For each row its offset in the text."""

    def steps(self) -> list[slice]:
        """Return the rows of each step."""
        ends = list(accumulate(self.counts))
        return [slice(end - count, end) for end, count in zip(ends, self.counts, strict=True)]

    def rows(self, sentence: int) -> "NDArray[np.intp]":
        """Return the rows of a sentence, in the order of its characters."""
        import numpy as np

        length = len(self.sentences[sentence])
        starts = np.cumsum((0, *self.counts[: length - 1]))
        return starts + sentence


def sentences(text: str) -> Iterator[Span]:
    """Yield the sentences of `text`, in order, without the blanks around them."""
    for found in _SENTENCE.finditer(text):
        start, end = found.span()
        while end - start > LONGEST:
            cut = _cut(text, start)
            yield from _trimmed(text, start, cut)
            start = cut
        yield from _trimmed(text, start, end)


def batches(text: str, most: int = BATCH) -> Iterator[Batch]:
    """Yield the sentences of `text` that are Chinese in batches of at most `most` code points."""
    waiting: list[Span] = []
    chars = 0
    for sentence in sentences(text):
        if not _CHINESE.search(text, sentence.start, sentence.end):
            continue
        if chars + len(sentence) > most:
            yield _packed(waiting)
            waiting, chars = [], 0
        waiting.append(sentence)
        chars += len(sentence)
    if waiting:
        yield _packed(waiting)


def codes(text: str) -> "NDArray[np.uint32]":
    """Return the code points that a model is given for `text`: simplified, else as they are."""
    import numpy as np

    return np.frombuffer(text.translate(_SIMPLIFIED).encode("utf-32-le", "replace"), np.uint32)


class _Simplified(dict[int, int]):
    """The simplified character of each traditional one, found when it is first met."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        self[code] = simple = code if _is_simplified(char) else ord(fold(char))
        return simple


_SIMPLIFIED = _Simplified()


def _is_simplified(char: str) -> bool:
    # 覆 or 著, which can stand for others when texts are compared, are as they should be.
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return not char.isalpha() or char.isascii()
    return True


def _cut(text: str, start: int) -> int:
    middle, end = start + LONGEST // 2, start + LONGEST
    last = max(text.rfind(sign, middle, end) for sign in _CUT)
    return end if last < 0 else last + 1


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _packed(waiting: Sequence[Span]) -> Batch:
    import numpy as np

    ordered = tuple(sorted(waiting, key=lambda sentence: -len(sentence)))
    starts = np.array([sentence.start for sentence in ordered])
    lengths = np.array([len(sentence) for sentence in ordered])
    counts = np.searchsorted(-lengths, -np.arange(lengths[0]), side="left")
    offsets = np.concatenate([starts[:count] + step for step, count in enumerate(counts)])
    return Batch(ordered, tuple(counts.tolist()), offsets)
