"""Terms of the trades and sciences, found by their last word: 火山爆发指数, 硫酸盐气溶胶."""

import re
from collections.abc import Iterator
from functools import cache

from reader.entities.candidate import Candidate
from reader.entities.data import words
from reader.entities.source import Source, one_of
from reader.model.entity import EntityType, Evidence

_SURE = 0.52  # less than anything that names something
_SURE_OF_LONGER = 0.62  # 硫酸盐气溶胶, where 气溶胶 is known
_LONGEST = 6  # code points before the last word


def find(source: Source) -> Iterator[Candidate]:
    """Yield what ends as terms do, behind words that are nouns."""
    for match in _last_words().finditer(source.folded):
        start = match.start()
        start = source.nouns_before(start, max(source.beginning(start), start - _LONGEST))
        core = source.folded[start : match.start()]
        if (
            len(core) >= 2
            and core not in words("generic")
            and not source.is_within_word(match.end())
        ):
            known = source.known_to.get(match.end())
            longer = known is not None and known.known.type is EntityType.TERM
            sure = _SURE_OF_LONGER if longer else _SURE
            yield Candidate(start, match.end(), EntityType.TERM, Evidence.RULE, sure)


@cache
def _last_words() -> re.Pattern[str]:
    return re.compile(one_of("term_suffixes"))
