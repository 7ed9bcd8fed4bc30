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
OPEN, CLOSE = '[“"「『‘]', '[”"」』’]'
_NAME = '([^“”"「」『』‘’《》\n,。!?;:、()]{2,20})'
_CALLED = "(?:名为|名叫|叫做|取名|命名为|代号为?|称为|题为|叫)"
_AFTER_HEAD = tuple(
    (kind, re.compile(f"(?:{one_of(heads)}){_CALLED}?{OPEN}{_NAME}{CLOSE}"))
    for kind, heads in _HEADS
)
_BEFORE_HEAD = tuple(
    (kind, re.compile(f"{OPEN}{_NAME}{CLOSE}(?:{one_of(heads)})")) for kind, heads in _HEADS
)
_CALLED_HEAD = tuple(
    (kind, re.compile(f"{_CALLED}{OPEN}{_NAME}{CLOSE}的(?:{HAN}{{0,6}}?)(?:{one_of(heads)})"))
    for kind, heads in _HEADS
)
_PLAINLY = re.compile(f"(?:名叫|叫做?|名为|取名|命名为)({HAN}{{2,5}})(?=[,。;])")
_HEAD_BEFORE = tuple((kind, re.compile(f"(?:{one_of(heads)})$")) for kind, heads in _HEADS[:2])
_OF_LEADER = re.compile(
    f"{OPEN}{_NAME}{CLOSE}的?(?:团长|会长|队长|社长|创始人|创办人|主理人|发起人|负责人|店主|老板|馆长|园长)"
)
_CODE_NAME = re.compile(f"代号(?:为|叫)?{OPEN}?{_NAME}{CLOSE}")

# “多谱段成像仪”, “克罗诺斯行动”: the last word within the quotes tells
_QUOTED_BY_END = tuple(
    (kind, re.compile(f"{OPEN}({HAN}(?:{HAN}|[a-z0-9·-]){{1,12}}(?:{ends})){CLOSE}"))
    for kind, ends in (
        (
            EntityType.PRODUCT,
            "成像仪|光谱仪|探测仪|测量仪|相机|望远镜|机器人|无人机|卫星|飞船|助手|大模型|钻机|装置|智能体|车型",
        ),
        (EntityType.EVENT, "行动|战役|之旅|演习|音乐节|艺术节|巡演|特展|双年展|大赛|锦标赛"),
    )
)
_MODEL_TYPE = re.compile("(?<![a-z0-9])([0-9]{2,3}[a-z]?型)(?!号|糖尿病|肝炎)")
_OPERATION = re.compile("的?(?:联合|专项)?(?:行动|演习|作战|围捕)")
_OFFENCE = re.compile(
    f"(?:涉嫌|构成|被控|触犯|控以|犯了?)(?:一项)?{OPEN}?({HAN}{{2,12}}?){CLOSE}?罪"
)
_EXERCISE = re.compile(
    f"{OPEN}?({HAN}{{2,6}}-?20[0-9]{{2}}[a-z]?){CLOSE}?(?:{HAN}{{0,8}}?)(?:演习|军演|演练|联演)"
)
_QUOTED = (*_AFTER_HEAD, *_BEFORE_HEAD, *_CALLED_HEAD, *_QUOTED_BY_END)

_DEFINED = re.compile(
    f"(?:(?<=[,。;!?\n、:])|^)({HAN}{{2,4}}|[a-z0-9-]{{2,20}})(?:\\([^()\n]{{1,30}}\\))?(?:是|则是|作为)"
    f"[^,。;!?\n]{{0,24}}?(?:自研|自主研发|开发|推出|研制|发布|旗下|打造|运营|生产|面向)[^,。;!?\n]{{0,16}}?"
    f"(?:(?P<product>{one_of('product_heads')})|(?P<org>{one_of('org_heads')}))(?=[,。;!?\n]|$)",
    re.MULTILINE,
)
_APP = re.compile(f"(?:{HAN}{{2,6}}|[a-z]{{2,15}})(?= ?(?:app|小程序|客户端)(?![a-z]))")
_OPENS = re.compile("打开|下载|安装|登录|登陆|使用|卸载|更新|点开|上线|通过|注册|进入")
_CODED = re.compile("(?<![a-z0-9-])[a-z]{1,5}-?[0-9]{2,5}[a-z]{0,2}(?![a-z0-9-])")
_CODED_AFTER = re.compile(one_of("product_heads") + "|药物|药|抑制剂")
_CODED_BEFORE = ("药物", "疗法", "芯片", "型号", "模型", "手机", "处理器")
_GIVEN_AWAY = (
    (EntityType.EVENT, _EXERCISE, 0.8),
    (EntityType.TERM, _OFFENCE, 0.6),
    (EntityType.PRODUCT, _MODEL_TYPE, 0.92),
)
_LONGEST_HEAD = 6  # code points
_LONGEST_QUOTED = 14  # code points


def find(source: Source) -> Iterator[Candidate]:
    """Yield what a word beside its name shows to be a product, a work, a group or an event."""
    yield from _quoted(source)
    yield from _led(source)
    yield from _called(source)
    yield from _code_named(source)
    yield from _defined(source)
    yield from _apps(source)
    yield from _coded(source)
    for kind, pattern, sure in _GIVEN_AWAY:
        for match in pattern.finditer(source.folded):
            yield Candidate(*match.span(1), kind, Evidence.RULE, sure)


def is_name(inner: str, kind: EntityType) -> bool:
    """Tell whether what stands in quotes may be a name: neither a sentence nor a common word."""
    if inner in words("generic") or inner in words("stops") or len(inner) > _LONGEST_QUOTED:
        return False
    if kind in (EntityType.WORK, EntityType.EVENT):
        return not any(char in inner for char in "了吗呢吧")
    return not any(char in inner for char in "的了是吗呢吧我你他不没要会在")


def _quoted(source: Source) -> Iterator[Candidate]:
    for kind, pattern in _QUOTED:
        for match in pattern.finditer(source.folded):
            if is_name(match[1], kind):
                yield Candidate(*match.span(1), kind, Evidence.RULE, 0.66)


def _led(source: Source) -> Iterator[Candidate]:
    """Yield the groups whose head is named with them: “北岸的灯”的团长."""
    for match in _OF_LEADER.finditer(source.folded):
        yield Candidate(*match.span(1), EntityType.ORG, Evidence.RULE, 0.7)


def _called(source: Source) -> Iterator[Candidate]:
    """Yield the things called so without quotes: 配套的软件栈叫霜河，."""
    for match in _PLAINLY.finditer(source.folded):
        before = source.folded[max(0, match.start() - _LONGEST_HEAD) : match.start()]
        for kind, head in _HEAD_BEFORE:
            if head.search(before) and is_name(match[1], kind):
                yield Candidate(*match.span(1), kind, Evidence.RULE, 0.62)


def _code_named(source: Source) -> Iterator[Candidate]:
    for match in _CODE_NAME.finditer(source.folded):
        operation = _OPERATION.match(source.folded, match.end())
        kind = EntityType.EVENT if operation else EntityType.PRODUCT
        yield Candidate(*match.span(1), kind, Evidence.RULE, 0.7)


def _defined(source: Source) -> Iterator[Candidate]:
    """Yield what the text says to be one: 紫霄是某公司面向推理场景的自研芯片."""
    for match in _DEFINED.finditer(source.folded):
        if match[1] not in words("stops") and match.start(1) not in source.known_from:
            kind = EntityType.PRODUCT if match["product"] else EntityType.ORG
            yield Candidate(*match.span(1), kind, Evidence.RULE, 0.65)


def _apps(source: Source) -> Iterator[Candidate]:
    folded = source.folded
    for match in _APP.finditer(folded):
        start = max(source.beginning(match.end()), match.start())
        verb = _OPENS.match(folded, start, match.end() - 1)
        start = verb.end() if verb else start
        if match.end() - start >= 2 and folded[start : match.end()] not in words("generic"):
            yield Candidate(start, match.end(), EntityType.PRODUCT, Evidence.RULE, 0.6)


def _coded(source: Source) -> Iterator[Candidate]:
    """Yield letters and digits that a word beside them shows to be a product's: 新药 BL-M07."""
    folded = source.folded
    for match in _CODED.finditer(folded):
        before = folded[max(0, match.start() - 4) : match.start()]
        if _CODED_AFTER.match(folded, match.end()) or before.endswith(_CODED_BEFORE):
            yield Candidate(*match.span(), EntityType.PRODUCT, Evidence.RULE, 0.7)
