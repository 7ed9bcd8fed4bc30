"""Terms of the trades and sciences, found by their last word: 火山爆发指数, 硫酸盐气溶胶."""

import re
from collections.abc import Iterator
from functools import cache

from reader.entities.candidate import Candidate
from reader.entities.data import words
from reader.entities.source import Source, one_of
from reader.model.entity import EntityType, Evidence

_SURE = 0.52  # less than anything that names something
_LONGEST = 6  # code points before the last word
_NOUNS = ("n", "nz", "vn", "an", "a", "m", "nw")
"""LAC's parts of speech that terms are made of."""


def find(source: Source) -> Iterator[Candidate]:
    """Yield what ends as terms do, behind words that are nouns."""
    for match in _last_words().finditer(source.folded):
        start = match.start()
        furthest = max(source.beginning(start), start - _LONGEST)
        while start > furthest and source.part(start - 1)[:-2] in _NOUNS:
            start -= 1
        while start < match.start() and source.is_within_word(start):
            start += 1
        core = source.folded[start : match.start()]
        if (
            len(core) >= 2
            and core not in words("generic")
            and not source.is_within_word(match.end())
        ):
            yield Candidate(start, match.end(), EntityType.TERM, Evidence.RULE, _SURE)


@cache
def _last_words() -> re.Pattern[str]:
    return re.compile(one_of("term_suffixes"))
