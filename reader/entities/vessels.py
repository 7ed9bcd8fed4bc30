"""Ships, spacecraft and the like, called by 号 and 舰, or by what kind of vessel they are."""

import re
from collections.abc import Iterator

from reader.entities.candidate import Candidate
from reader.entities.source import HAN, Source
from reader.entities.things import CLOSE, OPEN, is_name
from reader.model.entity import EntityType, Evidence

_WARSHIPS = "航母|航空母舰|驱逐舰|护卫舰|巡洋舰|补给舰|登陆舰"
_LINERS = "邮轮|货轮|客轮|油轮"

# 望舒一号, 雪龙2号
_NUMBERED = re.compile(
    f"{HAN}{{2,6}}?(?:[一二三四五六七八九十]{{1,3}}|[0-9]{{1,3}})号(?![线楼院店馆文房机门桌车馆码])"
)
_NUMBER = re.compile("[一二三四五六七八九十0-9]+号$")
_NO_NUMBER = re.compile(
    "(?:编|门牌|第|代|账|型|序|分|尾|牌照|手机|月|年|日|头|地铁|轨道|当|每|大|下|本)$"
)
_WARSHIP = re.compile(f"{HAN}{{2,3}}舰(?![队艇长载员桥体])")  # 珠江舰
_NO_WARSHIP = re.compile(
    "(?:^号|驱逐|护卫|巡洋|补给|登陆|情报|侦察|扫雷|训练|测量|打捞|航空母|军|战|母|敌|两栖攻击|综合补给|导弹|主力|一艘|这艘|该|我|旗|本|各|多艘)舰$"
)
_VESSEL = re.compile(
    f"{HAN}{{2,6}}号(?=(?:核动力)?(?:{_WARSHIPS}|潜艇|{_LINERS}|游轮|渡轮|帆船|货船|渔船|科考船|测量船|集装箱船"
    "|飞船|探测器|卫星|火箭|火星车|月球车|空间站|着陆器|列车|动车|飞机|客机|潜水器|无人机|盾构机|望远镜))"
)
_VESSEL_BEFORE = re.compile(
    f"(?:{_WARSHIPS}|潜艇|{_LINERS}|游轮|科考船|集装箱船|飞船|探测器|卫星|火星车|月球车|潜水器|盾构机)"
    f'[“"]?({HAN}{{2,6}}号)'
)
_QUOTED = re.compile(
    f"{OPEN}({HAN}(?:{HAN}|[·0-9]){{1,9}}(?:号|(?={CLOSE}[号轮](?!线|楼|院|店|码)))){CLOSE}"
)
_QUOTED_BEFORE = re.compile(
    f"{OPEN}({HAN}(?:{HAN}|[·-]){{1,11}}){CLOSE}"
    f"(?=(?:号|级)?(?:核动力)?(?:{_WARSHIPS}|攻击舰|濒海战斗舰|舰|潜艇|{_LINERS}|渡轮))"
)
_BEHIND = re.compile(
    f"{CLOSE}?(?:号(?!称|召|令|线|楼|码|手|角|门|院|文件)"
    f"|级(?:核动力)?(?:{_WARSHIPS}|潜艇|攻击舰|濒海战斗舰|战列舰))"
)
_BEHIND_QUOTED = re.compile(f"{CLOSE}(?:号(?![召令文])|舰)")


def find(source: Source) -> Iterator[Candidate]:
    """Yield the vessels."""
    folded = source.folded
    yield from _numbered(source)
    for match in _WARSHIP.finditer(folded):
        named = source.known_to.get(match.end() - 1)
        start = named.start if named else max(match.start(), source.beginning(match.end() - 1))
        if match.end() - start >= 3 and not _NO_WARSHIP.search(folded[start : match.end()]):
            yield _vessel(start, match.end(), 0.7)
    for match in _VESSEL.finditer(folded):
        start = max(match.start(), source.beginning(match.end() - 1))
        if match.end() - start >= 3:
            yield _vessel(start, match.end(), 0.72)
    for match in _VESSEL_BEFORE.finditer(folded):
        yield _vessel(*match.span(1), 0.72)
    for match in _QUOTED.finditer(folded):
        if is_name(match[1], EntityType.PRODUCT):
            yield _vessel(*match.span(1), 0.8)
    for match in _QUOTED_BEFORE.finditer(folded):
        yield _vessel(*match.span(1), 0.85)


def is_vessel(source: Source, end: int) -> bool:
    """Tell whether what ends at `end` is the name of a ship: “卡尔·文森”号, 阿利·伯克级驱逐舰."""
    return bool(_BEHIND.match(source.folded, end))


def is_quoted_vessel(source: Source, end: int) -> bool:
    """Tell whether a quoted name that ends at `end` is a ship's: “秀山”舰."""
    return bool(_BEHIND_QUOTED.match(source.folded, end))


def _numbered(source: Source) -> Iterator[Candidate]:
    for match in _NUMBERED.finditer(source.folded):
        number = _NUMBER.search(source.folded, match.start(), match.end())
        assert number
        start = max(match.start(), source.beginning(number.start()))
        stem = source.folded[start : number.start()]
        if len(stem) >= 2 and not _NO_NUMBER.search(stem):
            yield _vessel(start, match.end(), 0.7)


def _vessel(start: int, end: int, confidence: float) -> Candidate:
    return Candidate(start, end, EntityType.PRODUCT, Evidence.RULE, confidence)
