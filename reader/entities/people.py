"""People, found by what stands beside their names: titles, honorifics, what they say, bylines."""

import re
from collections.abc import Iterable, Iterator

from reader.entities.candidate import Candidate
from reader.entities.data import words
from reader.entities.source import HAN, Source, one_of
from reader.model.entity import EntityType, Evidence

_DOT = "[·•‧・∙]"
_SYLLABLE = f"[{''.join(sorted(words('transliteration')))}]"
_PIECE = f"(?:{_SYLLABLE}{{1,8}}(?:[-－]{_SYLLABLE}{{1,8}})?|[a-z]\\.?)"
# 玛丽·居里, 约翰·F·肯尼迪, J·K·罗琳
_DOTTED = re.compile(f"(?<![a-z]){_PIECE}(?:{_DOT}{_PIECE}){{1,4}}")
_DOTTED_RARELY_FIRST = "因于从当让所可能得本地对由兴"
_DOTTED_RARELY_LAST = "因于当让所"
_FOREIGN = re.compile(f"{_SYLLABLE}{{2,8}}")
_LATIN = re.compile("[A-Z][a-zà-ÿ]{1,14}(?: (?:[A-Z]\\.|[A-Z][a-zà-ÿ’'-]{1,14})){1,3}(?![A-Za-z])")

_NEVER_GIVEN = frozenset("的了是在与你我他她它们这那哪吗呢吧啊呀就也都被把但却且说很没及或等某")
_FOLLOWER = re.compile(one_of("followers", "speech"))
_TITLE = re.compile(f"(?:{one_of('titles')})")
_HONORIFIC = re.compile(f"(?:{one_of('honorifics')})")
_SPEECH = re.compile(f"(?:{one_of('speech')})")
_SEPARATOR = re.compile(
    "[ \u00a0]?[、,/|;&][ \u00a0]?|[ \u00a0]|[ \u00a0]?(?:和|与|及|以及)[ \u00a0]?"
)
_BYLINE = re.compile(
    "(?:(?<![一-龥])(?:文|图|采写|撰文|撰稿|编辑|责编|责任编辑|校对|作者|译者|摄影|摄像|编译|整理|策划|监制|审核|制图|剪辑|出品人)"
    "|(?:记者|通讯员|作者|编辑|责编|实习生))[ \u00a0]{0,2}[:/丨|][ \u00a0]{0,2}"
)
_REPORTERS = re.compile("(?:记者|通讯员|编辑|摄影|实习生)[ \u00a0]{1,2}")
_BYLINE_NAME = re.compile(f"{HAN}{{2,4}}(?![一-龥]|[ \u00a0]?[:/|丨])")
_NO_BYLINE = re.compile("摄影|报道|供图|整理|综合|编译|实习|来源|$")
_DATED_LINE = re.compile(f"^({HAN}{{2,6}})[ \u00a0]{{1,4}}(?=[12][0-9]{{3}}[-/.年])", re.MULTILINE)
_SPEAKER = re.compile(
    f"^({HAN}{{2,4}}(?:{_DOT}{HAN}{{1,6}}){{0,2}})(?:\\([^)\n]{{1,20}}\\))? ?:", re.MULTILINE
)
_SUSPECT = re.compile(
    f"({one_of('surnames')})某(?:[某甲乙丙丁]|(?![等以也及为从由向对于])[一-龥](?=[,。、的与和在因将被]))?"
)
_ALSO_CALLED = re.compile(
    f"(?<![一-龥])({HAN}{{2,4}})\\((?:本名|原名|笔名|艺名|网名|化名|真名)[:: ]?({HAN}{{2,4}})\\)"
)
_MADE_UP = re.compile("\\((?:均为|系|为)?化名\\)")
_TIBETAN = re.compile(f"(?:{one_of('tibetan_names')}){{2}}")
_TEAM = re.compile("团队|课题组|等人")
_SAYS = re.compile("(?:称|说|道|表示|认为)[,:“]")
_LONGEST_LIST = 12
_SURELY_NAMED = 0.8


def find(source: Source) -> Iterator[Candidate]:
    """Yield the people whom their surroundings give away."""
    yield from _dotted(source)
    yield from _titled(source)
    yield from _addressed(source)
    yield from _with_teams(source)
    yield from _quoted(source)
    yield from _bylines(source)
    yield from _speakers(source)
    for match in _SUSPECT.finditer(source.folded):
        if source.is_cut(match.start()) or source.folded[match.start()] not in words(
            "rare_surnames"
        ):
            yield _person(match.start(), match.end(), 0.85)
    for match in _TIBETAN.finditer(source.folded):
        yield _person(*match.span(), 0.85)
    for match in _MADE_UP.finditer(source.folded):
        start = _name_before(source, match.start())
        yield _person(match.start() - 2 if start is None else start, match.start(), 0.9)
    for match in _ALSO_CALLED.finditer(source.folded):
        yield _person(*match.span(1), 0.75)
        yield _person(*match.span(2), 0.85)


def surnames_alone(source: Source, chosen: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the surnames by which people are mentioned who are named in full elsewhere: 佟|辩称.

    Only where the model takes the surname for a word of its own.
    """
    surnames = {
        source.folded[one.start]
        for one in chosen
        if one.type is EntityType.PERSON
        and one.end - one.start in (2, 3)
        and one.confidence >= _SURELY_NAMED
        and source.folded[one.start] in words("surnames")
    }
    if not surnames:
        return
    for match in re.finditer(f"[{''.join(sorted(surnames))}]", source.folded):
        at = match.start()
        if source.part(at) in ("nr-B", "PER-B") and not source.is_within_word(at + 1):
            yield _person(at, at + 1, 0.75)


def name_at(source: Source, start: int) -> int | None:
    """Return where the name that begins at `start` ends; None if what follows leaves it open."""
    folded = source.folded
    dotted = _DOTTED.match(folded, start)
    if dotted:
        return _trimmed(dotted)[1]
    best, best_score = None, 0
    for end in _chinese_ends(folded, start):
        if not _is_read_as_name(source, start, end):
            continue
        score = _ending_score(source, end)
        if score > best_score:
            best, best_score = end, score
    if best is not None:
        return best
    latin = _LATIN.match(source.text, start)
    if latin:
        return latin.end()
    foreign = _FOREIGN.match(folded, start)
    if foreign:
        for end in range(foreign.end(), start + 1, -1):
            if _ending_score(source, end) >= 2:
                return end
    return None


def _chinese_ends(folded: str, start: int) -> Iterator[int]:
    """Yield where a Chinese name that begins at `start` may end, the longest first."""
    if folded[start : start + 2] in words("compound_surnames"):
        given = start + 2
    elif folded[start : start + 1] in words("surnames"):
        given = start + 1
    else:
        return
    for end in (given + 2, given + 1):
        part = folded[given:end]
        if len(part) == end - given and all(_may_be_given(char) for char in part):
            yield end


def _is_read_as_name(source: Source, start: int, end: int) -> bool:
    """Tell whether nothing speaks against a name: no word is it or goes over its start."""
    surface = source.folded[start:end]
    if surface in words("generic") or surface in words("stops") or source.is_within_word(start):
        return False
    part = source.part(start)
    return not part or part[:-2] in ("PER", "nr") or surface[0] not in words("rare_surnames")


def _may_be_given(char: str) -> bool:
    return "\u3400" <= char <= "\U0003ffff" and char.isalpha() and char not in _NEVER_GIVEN


def _ending_score(source: Source, end: int) -> int:
    """Return how sure a name may end at `end`: 0 for not at all; the length of what tells so."""
    folded = source.folded
    if end > len(folded):
        return 0
    if source.is_cut(end):
        return 3
    if _SAYS.match(folded, end):
        return 4
    follower = _FOLLOWER.match(folded, end)
    honorific = _HONORIFIC.match(folded, end)
    return max(len(follower[0]) if follower else 0, len(honorific[0]) + 1 if honorific else 0)


def _person(start: int, end: int, confidence: float) -> Candidate:
    return Candidate(start, end, EntityType.PERSON, Evidence.RULE, confidence)


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """Return the span of a dotted name without words that only use the same characters."""
    start, end = match.span()
    first = re.split(_DOT, match[0])[0]
    if len(first) > 2 and first[0] in _DOTTED_RARELY_FIRST:
        start += 1
    if match[0][-1] in _DOTTED_RARELY_LAST and len(re.split(_DOT, match[0])[-1]) > 2:
        end -= 1
    return start, end


def _dotted(source: Source) -> Iterator[Candidate]:
    for match in _DOTTED.finditer(source.folded):
        start, end = _trimmed(match)
        while _ends_within_word(source, end) and source.folded[end - 2] not in "·•‧・∙":
            end -= 1  # 玛丽亚·德索萨|道歉
        if any(char > "\u3000" for char in source.folded[start:end]):
            yield _person(start, end, 0.93)


def _ends_within_word(source: Source, end: int) -> bool:
    return source.is_within_word(end) and source.part(end)[:-2] not in ("PER", "nr")


def _titled(source: Source) -> Iterator[Candidate]:
    """Yield the names behind titles: 创始人兼 CEO 孟鸿, 记者 张三 李四."""
    for match in _TITLE.finditer(source.folded):
        start = match.end()
        while source.folded[start : start + 1] in ("\u00a0", " "):
            start += 1
        if source.folded[start : start + 1] in ("“", '"'):
            continue
        yield from _listed(source, start, 0.88)


def _listed(source: Source, start: int, confidence: float) -> Iterator[Candidate]:
    """Yield the name at `start`, and those that follow in a list."""
    for _ in range(_LONGEST_LIST):
        end = name_at(source, start)
        if end is None or _is_known_otherwise(source, start, end):
            return
        yield _person(start, end, confidence)
        separator = _SEPARATOR.match(source.folded, end)
        if not separator:
            return
        start, confidence = separator.end(), min(confidence, 0.75)


def _is_known_otherwise(source: Source, start: int, end: int) -> bool:
    """Tell whether the lexicon has something else there: 记者 北京, 作者 高通."""
    match = source.known_from.get(start)
    return (
        match is not None
        and not match.known.doubtful
        and match.known.type is not EntityType.PERSON
        and match.end >= min(end, start + 2)
    )


def _addressed(source: Source) -> Iterator[Candidate]:
    """Yield the names before honorifics: 王明教授."""
    for match in _HONORIFIC.finditer(source.folded):
        start = _name_before(source, match.start())
        if start is not None:
            yield _person(start, match.start(), 0.8)


def _with_teams(source: Source) -> Iterator[Candidate]:
    """Yield those whose team is named with their house: 复旦大学|舒易来|团队."""
    for match in _TEAM.finditer(source.folded):
        end = match.start()
        for start in (end - 3, end - 2, end - 4):
            house = source.known_to.get(start)
            if (
                house is not None
                and house.known.type is EntityType.ORG
                and end in set(_chinese_ends(source.folded, start))
                and _is_read_as_name(source, start, end)
            ):
                yield _person(start, end, 0.8)
                break


def _quoted(source: Source) -> Iterator[Candidate]:
    """Yield those who say something at the beginning of a clause: ，印奇表示."""
    for match in _SPEECH.finditer(source.folded):
        end = match.start()
        for start in (end - 4, end - 3, end - 2):
            if (
                start >= 0
                and source.is_cut(start)
                and end in set(_chinese_ends(source.folded, start))
            ):
                if not _is_known_otherwise(source, start, end):
                    yield _person(start, end, 0.8)
                break


def _name_before(source: Source, end: int) -> int | None:
    """Return where the Chinese name that ends at `end` begins."""
    folded = source.folded
    for start in (end - 4, end - 3, end - 2):
        if start < 0 or end not in set(_chinese_ends(folded, start)):
            continue
        if _is_known_otherwise(source, start, end) or not _is_read_as_name(source, start, end):
            continue
        cut = source.is_cut(start) or folded[start - 1] in words("stop_characters")
        if cut or folded[start] not in words("rare_surnames"):
            return start
    return None


def _bylines(source: Source) -> Iterator[Candidate]:
    """Yield the names in 文/甲, 编辑：甲 乙, and in a line of a name and a date."""
    folded = source.folded
    for match in _BYLINE.finditer(folded):
        yield from _byline_names(source, match.end())
    for match in _REPORTERS.finditer(folded):
        yield from _byline_names(source, match.end())
    for match in _DATED_LINE.finditer(folded):
        if match[1] not in words("titles") and match[1][-1] not in "网报社刊台":
            yield _person(match.start(1), match.end(1), 0.8)


def _byline_names(source: Source, start: int) -> Iterator[Candidate]:
    for _ in range(_LONGEST_LIST):
        match = _BYLINE_NAME.match(source.folded, start)
        if not match or not _may_sign(source, match):
            return
        end = match.end()
        chinese = set(_chinese_ends(source.folded, start))
        if chinese and end not in chinese:
            return
        yield _person(start, end, 0.85 if chinese else 0.75)
        separator = _SEPARATOR.match(source.folded, end)
        if not separator:
            return
        start = separator.end()


def _may_sign(source: Source, match: re.Match[str]) -> bool:
    if match[0] in words("titles") or match[0].endswith("记者") or _NO_BYLINE.match(match[0]):
        return False
    return not _NO_BYLINE.match(match[0][-2:]) and not _is_known_otherwise(
        source, match.start(), match.start() + 2
    )


def _speakers(source: Source) -> Iterator[Candidate]:
    """Yield those whose words follow a colon at the beginning of a line."""
    lines: dict[str, list[re.Match[str]]] = {}
    for match in _SPEAKER.finditer(source.folded):
        lines.setdefault(match[1], []).append(match)
    for name, matches in lines.items():
        first = matches[0]
        fits = first.end(1) in set(_chinese_ends(source.folded, first.start(1)))
        dotted = bool(_DOTTED.fullmatch(name))
        if name in words("titles") or _is_known_otherwise(source, first.start(1), first.end(1)):
            continue
        if dotted or (fits and (len(matches) > 1 or name[0] not in words("rare_surnames"))):
            for match in matches:
                yield _person(match.start(1), match.end(1), 0.9 if len(matches) > 1 else 0.7)
