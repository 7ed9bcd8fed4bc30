"""Mends the bounds of what the model takes for names, where form alone tells better."""

import re
from collections.abc import Iterator
from functools import cache

from reader.entities.candidate import Candidate
from reader.entities.source import Source, one_of
from reader.model.entity import EntityType

_AROUND = re.compile(
    "(?:[东西南北]麓|沿线|沿岸|境内|一带|周边|上空|以[东西南北]|腹地|附近|城区|市区|郊区)$"
)
_CLASS = re.compile(
    "(?:综合补给舰|补给舰|导弹驱逐舰|驱逐舰|导弹护卫舰|护卫舰|登陆舰|攻击舰|潜艇|航母|邮轮|货轮|科考船|战机|战斗机|轰炸机|直升机|无人机"
    "|运载火箭|火箭|载人飞船|货运飞船|飞船|卫星|探测器|手机|旗舰机|新机|芯片|处理器|显卡|大模型|模型|耳机|手表|相机|轿车|游戏)"
    "(?=[一-龥a-z])"
)
_COMPANY = re.compile(
    "[一-龥]{1,2}(?:创投|资本|传媒|科技|医药|药业|证券|集团|控股|网络|半导体|地产|置业|重工|日报|晚报)"
)
"""What a company is called and no person: 苏创投."""
_APP = re.compile("(?<=..) ?(?:app|小程序|客户端)$")  # 拾光|App is no company
_OF_TERM = re.compile("[一-龥]{0,3}(?:基因|蛋白|变异株|毒株|受体|抗原|突变|漏洞)(?=[a-z])")
_TERM = 0.55  # how sure it is that a code beside a gene is the gene's
_BESIDE = re.compile("群|上|里|群里|端|圈|账号|客户端|小程序|官网")  # 飞书|群
_LONGEST_TITLE = 6  # code points


def trimmed(source: Source, one: Candidate) -> Iterator[Candidate]:
    """Yield the names that `one` really holds: most often itself."""
    one = _with_whole_words(source, one)
    if one.type is EntityType.PLACE:
        yield from _places(source, one)
    elif one.type is EntityType.PERSON and _COMPANY.fullmatch(source.folded, one.start, one.end):
        yield one._replace(type=EntityType.ORG)
    elif one.type is EntityType.ORG and (app := _APP.search(source.folded, one.start, one.end)):
        yield one._replace(type=EntityType.PRODUCT, end=app.start())
    elif one.type is EntityType.ORG:
        yield _without_title(source, one)
    elif one.type is EntityType.PRODUCT:
        yield _without_class(source, one)
    else:
        yield one


def _with_whole_words(source: Source, one: Candidate) -> Candidate:
    """Return the name with the Latin words and numbers at its ends whole: V|Mware."""
    text, start, end = source.text, one.start, one.end
    while start and _goes_on(text[start - 1], text[start]):
        start -= 1
    while end < len(text) and _goes_on(text[end - 1], text[end]):
        end += 1
    return one._replace(start=start, end=end)


def _goes_on(before: str, after: str) -> bool:
    """Tell whether both stand in one Latin word or number, or in a word and its number."""
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()


def _places(source: Source, one: Candidate) -> Iterator[Candidate]:
    """Yield a place without where beside it (太行山|东麓), places in a row one by one."""
    parts, at = [], one.start
    while at < one.end:
        known = source.known_from.get(at)
        if known is None or known.end > one.end or known.known.type is not EntityType.PLACE:
            break
        parts.append(one._replace(start=at, end=known.end))
        at = known.end
    if parts and (at == one.end or _AROUND.fullmatch(source.folded, at, one.end)):
        yield from parts
    else:
        yield one


def _without_class(source: Source, one: Candidate) -> Candidate:
    """Return a thing without what it is: 护卫舰|大庆舰, unless that is known to be its name."""
    known = source.known_from.get(one.start)
    if known is not None and _BESIDE.fullmatch(source.folded, known.end, one.end):
        return one._replace(end=known.end)
    term = _OF_TERM.match(source.folded, one.start, one.end)
    if term and one.start not in source.known_from:
        return one._replace(start=term.end(), type=EntityType.TERM, confidence=_TERM)
    head = _CLASS.match(source.folded, one.start, one.end)
    if head and one.end - head.end() >= 2 and one.start not in source.known_from:
        return one._replace(start=head.end())
    return one


def _without_title(source: Source, one: Candidate) -> Candidate:
    """Return an organisation without the beginning of a title: 国防部|新闻发言人."""
    for at in range(max(one.start + 2, one.end - _LONGEST_TITLE + 1), one.end):
        title = _titles().match(source.folded, at)
        if title is not None and title.end() > one.end:
            return one._replace(end=at)
    return one


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(one_of("titles"))
