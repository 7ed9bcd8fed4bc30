"""Names in Latin letters: versions of products, names by their shape and company."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

from reader.entities.candidate import Candidate
from reader.entities.data import words
from reader.entities.source import Source, is_han, one_of
from reader.model.entity import EntityType, Evidence

_VERSION = re.compile(
    # 4, 3.5, v2.1, 14b
    "(?:[ \u00a0-]?(?:v ?)?[0-9]{1,4}(?:\\.[0-9]{1,3}){0,3}[a-z]{0,2}"
    "(?![0-9a-z.]{0,3}[0-9a-z]|[元个块%万亿千百年月日倍])"
    "|[ \u00a0-][a-z]{1,2}[0-9]{1,2}(?![0-9a-z])"
    "|[ \u00a0-](?:xs?|xr|xp|vista|me|ii|iii|iv|v|vi|vii)(?![a-z0-9]))?"
    f"(?:[ \u00a0-]?(?:{one_of('suffix_versions')})(?![a-z0-9])){{0,3}}"
    "(?:(?:[一二三四五六七八九十]{1,3}|[0-9]{1,3})[号型](?![线楼院店馆文])|遥[一二三四五六七八九十]{1,4})?"
)
_TAKES_VERSION = re.compile("[a-z0-9一-龥)]")

# One word: GitHub, Llama-2, GPT-4, DALL·E, node.js
_WORD = r"[A-Za-z][A-Za-z0-9]*(?:[-.·'’&+][A-Za-z0-9]+){0,4}\+{0,2}"
_RUN = re.compile(rf"(?<![A-Za-z0-9_@/.-])({_WORD}(?: {_WORD}){{0,5}})(?![A-Za-z0-9_@/])")
_ACRONYM = re.compile("[A-Z][A-Z0-9]{1,5}s?")
_MADE = re.compile(r" (?:[A-Z][A-Za-z]{1,11} ){1,2}[0-9]{1,2}(?:\.[0-9]{1,2})?(?![0-9A-Za-z])")
_NUMBERED = re.compile(
    "(?<=[一-龥]{2})(?:[A-Z]{1,4}[0-9]{1,3}[A-Za-z]?"
    "|(?:Watch|Buds|Pad|Book|OS|Band|Fold|Flip|Note|Air|GT|Neo|Phone|Mix|Magic) ?[0-9X]{0,3})"
    "(?: (?:Pro|Max|Plus|Ultra|Air|Fold|Flip|Lite|SE|GT|Mini)){0,3}(?![A-Za-z0-9%.])"
)
_PERSON_BEFORE = re.compile(f'(?:{one_of("titles")})[“"]?$')
_PAPER = re.compile(
    r"(?<![A-Za-z])([A-Z][A-Za-z-]*(?:[ :,]{1,2}[A-Za-z0-9][A-Za-z0-9-]*){2,14}\??)(?![A-Za-z])"
)
_CALLED_PAPER = re.compile('(?:论文|一文|文章|名为|题为|题目[为是])[:：]?[ \u00a0]?[“"《]?$')
_PLATFORM = re.compile(
    "[ \u00a0]?[A-Z][A-Za-z0-9]{1,7}(?:平台|大模型|引擎)(?=[^一-龥]|[的对上在是为把和与、支已将提])"
)
_SMALL = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "in",
        "on",
        "to",
        "with",
        "de",
        "van",
        "von",
        "a",
        "is",
        "you",
        "all",
    ]
)
_CAPITAL = re.compile("[A-Z]")

_ORG_AFTER = re.compile(
    " ?(?:的)?(?:公司|团队|集团|官方|总部|员工|股价|财报|旗下|方面|实验室|工程师|高管|创办|联合"
    f"|{one_of('titles')})"
)
_ORG_SAYS = re.compile(
    " ?(?:在.{2,12}中?)?(?:表示|宣布|称|认为|发布|推出|公布|开源了?|收购|融资|估值"
    "|与.{1,12}(?:合作|签约))"
)
_ORG_BEFORE = re.compile(
    f'(?:{one_of("org_heads")}|收购|投资|加入|加盟|创立|创办|供职于|就职于|旗下|来自)[“"]?$'
)
_PRODUCT_AFTER = re.compile(f" ?(?:的)?(?:{one_of('product_heads')}|生成|上线|的作品|对话)")
_HEAD = re.compile(one_of("product_heads"))
_PRODUCT_BEFORE = re.compile(
    "(?:发布|推出|上线|开源|使用|基于|搭载|采用|通过|用|升级|安装|下载|打开|名为|叫做|产品"
    f'|{one_of("product_heads")})了?[“"]?$'
)
# What a code stands beside that is a gene, a strain or an index.
_CODED_BY = "基因|蛋白|受体|突变|靶点|毒株|变异株|协议|算法|漏洞|指数|接口|格式"
_TERM_BEFORE = re.compile(f'(?:{_CODED_BY}|抗原|亚型|分支|利率|标准)[“"]?$')
_TERM_AFTER = re.compile(
    f'[”"]? ?(?:{_CODED_BY}|抑制剂|激动剂|通路|信号通路|疗法|综合征|定理|效应|方程)'
)
_WORK_AFTER = re.compile(
    '[”"]? ?的?(?:论文|一文|一书|一曲|专辑|单曲|歌曲|报告|纪录片|剧集|小说|期刊)'
)


def find(source: Source) -> Iterator[Candidate]:
    """Yield the names in Latin letters that the lexicon does not know."""
    yield from _papers(source)
    yield from _platforms(source)
    shapes: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for match in _RUN.finditer(source.text):
        for start, end in _unknown(source, *match.span()):
            shapes[source.folded[start:end]].append((start, end))
    for known in source.known:
        # Mistral|Large 2: a maker's name and a version make a product.
        made = _MADE.match(source.text, known.end) if known.known.type is EntityType.ORG else None
        if made and source.text[known.end - 1].isascii():
            yield Candidate(known.start, made.end(), EntityType.PRODUCT, Evidence.RULE, 0.8)
    for match in _NUMBERED.finditer(source.text):
        # 星原Watch 3: the product's name is no other's, so the maker's belongs to it.
        start = source.beginning(match.start())
        for head in _HEAD.finditer(source.folded, start, match.start()):
            start = head.end()  # 推理卡|凌霜L10
        maker = source.text[start : match.start()]
        unknown = match.start() not in source.known_from
        if _TERM_BEFORE.search(maker):
            continue  # 刺突蛋白SP7
        if unknown and 2 <= len(maker) <= 4 and all(map(is_han, maker)):
            yield Candidate(start, match.end(), EntityType.PRODUCT, Evidence.RULE, 0.72)
    for places in shapes.values():
        kind, confidence = _kind(source, places)
        if kind is not None:
            for start, end in places:
                yield Candidate(start, end, kind, Evidence.RULE, confidence)


def _papers(source: Source) -> Iterator[Candidate]:
    """Yield English titles, with what is known within: 名为 Seeing Through Fog 的论文."""
    for match in _PAPER.finditer(source.text):
        start, end = match.span(1)
        called = _CALLED_PAPER.search(source.text, max(0, start - 8), start)
        if called or _WORK_AFTER.match(source.text, end):
            yield Candidate(start, end, EntityType.WORK, Evidence.RULE, 0.9)


def _platforms(source: Source) -> Iterator[Candidate]:
    """Yield what maker, Latin letters and head name together: 腾讯云TI平台, TI平台."""
    for match in _PLATFORM.finditer(source.text):
        maker = source.known_to.get(match.start())
        if maker is None or maker.known.type not in (EntityType.ORG, EntityType.PRODUCT):
            continue
        if match.start() not in source.known_from:
            yield Candidate(maker.start, match.end(), EntityType.PRODUCT, Evidence.RULE, 0.8)
            for other in re.finditer(re.escape(match[0].lstrip()), source.text):
                yield Candidate(*other.span(), EntityType.PRODUCT, Evidence.RULE, 0.75)


def versioned(source: Source, start: int, end: int) -> int:
    """Return where a product's name ends with the version behind it: GPT|-4, Windows| 11."""
    if not _TAKES_VERSION.match(source.folded[end - 1]):
        return end
    match = _VERSION.match(source.folded, end)
    if match and match.end() > end:
        found = match.end()
        if source.folded[end - 1] < "\u0250" or not source.folded[end].isspace():
            return found
    return end


@cache
def _titles() -> frozenset[str]:
    return frozenset(title.lower() for title in words("titles"))


def _unknown(source: Source, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of capitalised words in a Latin run that no known name covers."""
    at = start
    for word in re.finditer(r"[^ ]+", source.text[start:end]):
        first, last = start + word.start(), start + word.end()
        if first < at:
            continue
        known = source.known_from.get(first)
        if known is not None:
            at = max(at, known.end)
            continue
        if not _CAPITAL.search(word[0]):
            continue
        stretch = _stretch(source, first, end)
        at = max(stretch, last)
        name = source.text[first:stretch]
        if name.lower() not in words("english"):
            yield first, stretch


def _stretch(source: Source, start: int, end: int) -> int:
    """Return where the capitalised words that begin at `start` end."""
    stop = start
    for word in re.finditer(r"[^ ]+", source.text[start:end]):
        first, last = start + word.start(), start + word.end()
        if first != start and first in source.known_from:
            break
        small = word[0].lower() in _SMALL
        if _CAPITAL.match(word[0]) or (word[0][0].isdigit() and stop):
            stop = last
        elif not small and not _CAPITAL.search(word[0]):
            break
        elif not small:
            stop = last
    return stop or end


def names_group(name: str) -> bool:
    """Tell whether a Latin name ends as those of organisations do: Sunny Films."""
    parts = name.lower().split(" ")
    return len(parts) > 1 and parts[-1] in words("latin_org_ends")


def _kind(source: Source, places: list[tuple[int, int]]) -> tuple[EntityType | None, float]:
    """Return what a Latin name most likely names, by the words around all its mentions."""
    start, end = places[0]
    name = source.text[start:end]
    if names_group(name):
        return EntityType.ORG, 0.8
    votes: Counter[EntityType] = Counter()
    for first, last in places:
        before, after = source.folded[max(0, first - 8) : first], source.folded[last : last + 16]
        votes[EntityType.ORG] += 2 * bool(_ORG_AFTER.match(after)) + bool(_ORG_SAYS.match(after))
        votes[EntityType.ORG] += bool(_ORG_BEFORE.search(before))
        votes[EntityType.PRODUCT] += 2 * bool(_PRODUCT_AFTER.match(after))
        votes[EntityType.PRODUCT] += bool(_PRODUCT_BEFORE.search(before))
        coded_for = _TERM_AFTER.match(after) or _TERM_BEFORE.search(before)
        votes[EntityType.TERM] += 3 * bool(coded_for and " " not in name)
        votes[EntityType.WORK] += 3 * bool(_WORK_AFTER.match(after))
        votes[EntityType.PERSON] += 3 * bool(name.isalpha() and _PERSON_BEFORE.search(before))
    acronym = bool(_ACRONYM.fullmatch(name)) and name.lower() not in _titles()
    coded = acronym and len(name) >= 3 and any(char.isdigit() for char in name)
    if coded:
        votes[EntityType.PRODUCT] += 1
    elif acronym:
        votes[EntityType.TERM] += 1
    kind, count = votes.most_common(1)[0]
    if count:
        return kind, min(0.5 + 0.1 * count, 0.75)
    inner = any(char.isupper() for char in name[1:]) and any(char.islower() for char in name)
    if inner and " " not in name:
        return EntityType.PRODUCT, 0.5
    return None, 0.0
