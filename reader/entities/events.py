"""Events, found by the last word of their names."""

import re
from collections.abc import Iterator

from reader.entities.candidate import Candidate
from reader.entities.cores import split
from reader.entities.source import Source, one_of
from reader.model.entity import EntityType, Evidence

_SUFFIX = re.compile(one_of("event_suffixes"))
_NUMBERED = re.compile(
    '(?:第[0-9一二三四五六七八九十百]{1,5}|首)届[^,。;!?、\n“”"《》:的和在与上中]{2,30}?'
    "(?:博览会|交易会|展览会|运动会|电影节|电影展|音乐节|艺术节|戏剧节|文化节|旅游节|大会|论坛|峰会|年会|锦标赛"
    "|联赛|公开赛|双年展|书展|车展|航展|金鸡奖|金马奖|金像奖|文学奖|电影奖|诗歌节|读书节|奥运会|冬奥会|亚运会|残奥会|青奥会|大运会)"
    "(?![奖上堂])"
)
_NONE = re.compile("(?<=奖)[杯牌品金项章励状学得]")  # 冠军奖|杯
_ORDINAL = re.compile(
    "^(?:第[0-9一二三四五六七八九十百]{1,4}[届次]|首届|[0-9]{4}年?|[一二三四五六七八九十]{1,3}届)"
)
_LONGEST = 14  # code points before the last word


def find(source: Source) -> Iterator[Candidate]:
    """Yield the events that end as such names do."""
    folded = source.folded
    for match in _NUMBERED.finditer(folded):
        yield Candidate(*match.span(), EntityType.EVENT, Evidence.RULE, 0.8)
    for match in _SUFFIX.finditer(folded):
        start = source.beginning(match.start())
        ordinal = _ORDINAL.match(folded[start : match.start()])
        if ordinal and not ordinal[0].startswith("第"):
            start += ordinal.end()
        if not 0 < match.start() - start <= _LONGEST or _NONE.match(folded, match.end()):
            continue
        places, rest = split(source, start, match.start())
        if rest >= 2 or places:
            sure = 0.72 if ordinal or places else 0.45
            yield Candidate(start, match.end(), EntityType.EVENT, Evidence.RULE, sure)
