"""Products, works, groups and events called by a word beside a quoted or unusual name."""

import re
from collections.abc import Iterator

from reader.entities.candidate import Candidate
from reader.entities.data import words
from reader.entities.source import HAN, Source, one_of
from reader.model.entity import EntityType, Evidence

_HEADS = (
    (EntityType.PRODUCT, "product_heads"),
    (EntityType.ORG, "org_heads"),
    (EntityType.WORK, "work_heads"),
    (EntityType.EVENT, "event_heads"),
)
_OPEN, _CLOSE = '[“"「『‘]', '[”"」』’]'
_NAME = '([^“”"「」『』‘’《》\n,。!?;:、()]{2,20})'
_CALLED = "(?:名为|名叫|叫做|取名|命名为|代号为?|称为|题为|叫)"
_AFTER_HEAD = tuple(
    (kind, re.compile(f"(?:{one_of(heads)}){_CALLED}?{_OPEN}{_NAME}{_CLOSE}"))
    for kind, heads in _HEADS
)
_BEFORE_HEAD = tuple(
    (kind, re.compile(f"{_OPEN}{_NAME}{_CLOSE}(?:{one_of(heads)})")) for kind, heads in _HEADS
)
_CALLED_HEAD = tuple(
    (kind, re.compile(f"{_CALLED}{_OPEN}{_NAME}{_CLOSE}的(?:{HAN}{{0,6}}?)(?:{one_of(heads)})"))
    for kind, heads in _HEADS
)
_QUOTED_SHIP = re.compile(
    f"{_OPEN}({HAN}(?:{HAN}|[·0-9]){{1,9}}(?:号|(?={_CLOSE}[号轮](?!线|楼|院|店|码)))){_CLOSE}"
)
_CODE_NAME = re.compile(f"代号(?:为|叫)?{_OPEN}?{_NAME}{_CLOSE}")

# 望舒一号, 珠江舰, 雪龙2号
_NUMBERED = re.compile(
    f"(?:{HAN}{{2,6}}?)(?:[一二三四五六七八九十]{{1,3}}|[0-9]{{1,3}})号(?![线楼院店馆文房机门桌车馆码])"
)
_WARSHIP = re.compile(f"{HAN}{{2,3}}舰(?![队艇长载员桥体])")
_VESSEL = re.compile(
    f"{HAN}{{2,6}}号(?=(?:核动力)?(?:航母|航空母舰|驱逐舰|护卫舰|巡洋舰|补给舰|登陆舰|潜艇|邮轮|游轮|货轮|客轮|油轮|渡轮|帆船|货船|渔船|科考船|测量船|集装箱船"
    "|飞船|探测器|卫星|火箭|火星车|月球车|空间站|着陆器|列车|动车|飞机|客机|潜水器|无人机|盾构机|望远镜))"
)
_VESSEL_BEFORE = re.compile(
    "(?:航母|航空母舰|驱逐舰|护卫舰|巡洋舰|补给舰|登陆舰|潜艇|邮轮|游轮|货轮|客轮|油轮|科考船|集装箱船|飞船|探测器|卫星|火星车|月球车|潜水器|盾构机)"
    f'[“"]?({HAN}{{2,6}}号)'
)
_OF_VESSEL = re.compile(
    f"{_CLOSE}?(?:号(?!称|召|令|线|楼|码|手|角|门|院|文件)|级(?:核动力)?(?:航母|航空母舰|驱逐舰|护卫舰|潜艇|巡洋舰|登陆舰|攻击舰|濒海战斗舰|战列舰))"
)
# “多谱段成像仪”, “克罗诺斯行动”: the last word within the quotes tells
_QUOTED_BY_END = tuple(
    (kind, re.compile(f"{_OPEN}({HAN}(?:{HAN}|[a-z0-9·-]){{1,12}}(?:{ends})){_CLOSE}"))
    for kind, ends in (
        (
            EntityType.PRODUCT,
            "成像仪|光谱仪|探测仪|测量仪|相机|望远镜|机器人|无人机|卫星|飞船|助手|大模型|钻机|装置|智能体|车型",
        ),
        (EntityType.EVENT, "行动|战役|之旅|演习|音乐节|艺术节|巡演|特展|双年展|大赛|锦标赛"),
    )
)
_OPERATION = re.compile("的?(?:联合|专项)?(?:行动|演习|作战|围捕)")
_OFFENCE = re.compile(
    f"(?:涉嫌|构成|被控|触犯|控以|犯了?)(?:一项)?{_OPEN}?({HAN}{{2,12}}?){_CLOSE}?罪"
)
_OF_QUOTED_VESSEL = re.compile(f"{_CLOSE}(?:号(?![召令文])|舰)")
_EXERCISE = re.compile(
    f"{_OPEN}?({HAN}{{2,6}}-?20[0-9]{{2}}[a-z]?){_CLOSE}?(?:{HAN}{{0,8}}?)(?:演习|军演|演练|联演)"
)
_NAMED_VESSEL = re.compile(
    f"{_OPEN}({HAN}(?:{HAN}|[·-]){{1,11}}){_CLOSE}(?=(?:号|级)?(?:核动力)?(?:航母|航空母舰|驱逐舰|护卫舰|巡洋舰|补给舰|登陆舰|攻击舰|濒海战斗舰|舰|潜艇|邮轮|油轮|货轮|客轮|渡轮))"
)
_NO_SHIP = re.compile(
    "(?:^号|驱逐|护卫|巡洋|补给|登陆|情报|侦察|扫雷|训练|测量|打捞|航空母|军|战|母|敌|两栖攻击|综合补给|导弹|主力|一艘|这艘|该|我|旗|本|各|多艘)舰$"
)
_NO_NUMBER = re.compile(
    "(?:编|门牌|第|代|账|型|序|分|尾|牌照|手机|月|年|日|头|地铁|轨道|当|每|大|下|本)$"
)

# 紫霄是某公司面向推理场景的自研芯片
_DEFINED = re.compile(
    f"(?:(?<=[,。;!?\n、:])|^)({HAN}{{2,4}}|[a-z0-9-]{{2,20}})(?:\\([^()\n]{{1,30}}\\))?(?:是|则是|作为)"
    f"[^,。;!?\n]{{0,24}}?(?:自研|自主研发|开发|推出|研制|发布|旗下|打造|运营|生产|面向)[^,。;!?\n]{{0,16}}?"
    f"(?:(?P<product>{one_of('product_heads')})|(?P<org>{one_of('org_heads')}))(?=[,。;!?\n]|$)",
    re.MULTILINE,
)
_APP = re.compile(f"(?:{HAN}{{2,6}}|[a-z]{{2,15}})(?= ?(?:app|小程序|客户端)(?![a-z]))")
_OPENS = re.compile("打开|下载|安装|登录|登陆|使用|卸载|更新|点开|上线|通过|注册|进入")
_CODED = re.compile("(?<![a-z0-9-])[a-z]{1,5}-?[0-9]{2,5}[a-z]{0,2}(?![a-z0-9-])")
_MODEL_TYPE = re.compile("(?<![a-z0-9])[0-9]{2,3}[a-z]?型(?!号|糖尿病|肝炎)")


def find(source: Source) -> Iterator[Candidate]:
    """Yield what a word beside its name shows to be a product, a work, a group or an event."""
    folded = source.folded
    for kind, pattern in (*_AFTER_HEAD, *_BEFORE_HEAD, *_CALLED_HEAD):
        for match in pattern.finditer(folded):
            if _is_name(match[1], kind):
                yield Candidate(*match.span(1), kind, Evidence.RULE, 0.66)
    for match in _QUOTED_SHIP.finditer(folded):
        if _is_name(match[1], EntityType.PRODUCT):
            yield Candidate(*match.span(1), EntityType.PRODUCT, Evidence.RULE, 0.8)
    for kind, pattern in _QUOTED_BY_END:
        for match in pattern.finditer(folded):
            if _is_name(match[1], kind):
                yield Candidate(*match.span(1), kind, Evidence.RULE, 0.66)
    for match in _EXERCISE.finditer(folded):
        yield Candidate(*match.span(1), EntityType.EVENT, Evidence.RULE, 0.8)
    for match in _NAMED_VESSEL.finditer(folded):
        yield Candidate(*match.span(1), EntityType.PRODUCT, Evidence.RULE, 0.85)
    for match in _CODE_NAME.finditer(folded):
        kind = EntityType.EVENT if _OPERATION.match(folded, match.end()) else EntityType.PRODUCT
        yield Candidate(*match.span(1), kind, Evidence.RULE, 0.7)
    for match in _OFFENCE.finditer(folded):
        yield Candidate(*match.span(1), EntityType.TERM, Evidence.RULE, 0.6)
    yield from _vessels(source)
    for match in _DEFINED.finditer(folded):
        start, end = match.span(1)
        if match[1] not in words("stops") and start not in source.known_from:
            kind = EntityType.PRODUCT if match["product"] else EntityType.ORG
            yield Candidate(start, end, kind, Evidence.RULE, 0.65)
    for match in _APP.finditer(folded):
        start = max(source.beginning(match.end()), match.start())
        verb = _OPENS.match(folded, start, match.end() - 1)
        start = verb.end() if verb else start
        if match.end() - start >= 2 and folded[start : match.end()] not in words("generic"):
            yield Candidate(start, match.end(), EntityType.PRODUCT, Evidence.RULE, 0.6)
    for match in _CODED.finditer(folded):
        behind = re.compile(one_of("product_heads") + "|药物|药|抑制剂").match(folded, match.end())
        before = folded[max(0, match.start() - 4) : match.start()]
        if behind or before.endswith(("药物", "疗法", "芯片", "型号", "模型", "手机", "处理器")):
            yield Candidate(*match.span(), EntityType.PRODUCT, Evidence.RULE, 0.7)
    for match in _MODEL_TYPE.finditer(folded):
        yield Candidate(*match.span(), EntityType.PRODUCT, Evidence.RULE, 0.92)


def names_vessel(source: Source, end: int) -> bool:
    """Tell whether what ends at `end` is the name of a ship: “卡尔·文森”号, 阿利·伯克级驱逐舰."""
    return bool(_OF_VESSEL.match(source.folded, end))


def names_quoted_vessel(source: Source, end: int) -> bool:
    """Tell whether a quoted name that ends at `end` is a ship's: “秀山”舰."""
    return bool(_OF_QUOTED_VESSEL.match(source.folded, end))


def _is_name(inner: str, kind: EntityType) -> bool:
    """Tell whether what stands in quotes may be a name: neither a sentence nor a common word."""
    if inner in words("generic") or inner in words("stops") or len(inner) > 14:
        return False
    if kind in (EntityType.WORK, EntityType.EVENT):
        return not any(char in inner for char in "了吗呢吧")
    return not any(char in inner for char in "的了是吗呢吧我你他不没要会在")


def _vessels(source: Source) -> Iterator[Candidate]:
    folded = source.folded
    for match in _NUMBERED.finditer(folded):
        number = re.search("[一二三四五六七八九十0-9]+号$", match[0])
        assert number
        start = max(match.start(), source.beginning(match.start() + number.start()))
        stem = folded[start : match.start() + number.start()]
        if len(stem) >= 2 and not _NO_NUMBER.search(stem):
            yield Candidate(start, match.end(), EntityType.PRODUCT, Evidence.RULE, 0.7)
    for match in _WARSHIP.finditer(folded):
        named = source.known_to.get(match.end() - 1)
        start = named.start if named else max(match.start(), source.beginning(match.end() - 1))
        if match.end() - start >= 3 and not _NO_SHIP.search(folded[start : match.end()]):
            yield Candidate(start, match.end(), EntityType.PRODUCT, Evidence.RULE, 0.7)
    for match in _VESSEL.finditer(folded):
        start = max(match.start(), source.beginning(match.end() - 1))
        if match.end() - start >= 3:
            yield Candidate(start, match.end(), EntityType.PRODUCT, Evidence.RULE, 0.72)
    for match in _VESSEL_BEFORE.finditer(folded):
        yield Candidate(*match.span(1), EntityType.PRODUCT, Evidence.RULE, 0.72)
