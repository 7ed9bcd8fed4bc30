"""What is a name once is one everywhere in its article, and of one type."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from reader.entities.candidate import Candidate
from reader.entities.data import words
from reader.entities.latin import versioned
from reader.entities.lexicon import Entry, Lexicon, loose
from reader.entities.source import NAME_TYPES, Source, is_han, one_of
from reader.model.entity import EntityType, Evidence

_NOTHING = re.compile("(?!)")
_SHORTENED = {
    EntityType.ORG: re.compile(
        f"(?:{one_of('short_org_suffixes')}|(?:{one_of('short_org_suffixes')})?(?:股份)?有限(?:责任)?公司"
        "|公司|集团|俱乐部|足球俱乐部|篮球俱乐部|大学|银行|工作室|乐队)$"
    ),
    EntityType.PLACE: re.compile("(?<=..)(?:市|县|区|省|镇|乡|村)$"),
}
_NAMES = ("PER", "nr", "ORG", "nt", "nz")
"""LAC's parts of speech for names: where it sees one, it may have begun or ended it elsewhere."""
_SURELY_NAMED = 0.85
_KNOWN = 1.25  # how much more a known name's type counts than what the model makes of it
_LESS_SURE = 0.05
_MOST_SURFACES = 20_000


def agreed(candidates: Iterable[Candidate], source: Source) -> list[Candidate]:
    """Return the candidates, those of one surface form all of the type that most speaks for."""
    candidates = list(candidates)
    weights: dict[str, dict[EntityType, float]] = defaultdict(lambda: defaultdict(float))
    forms = [loose(source.text[one.start : one.end]) for one in candidates]
    for one, form in zip(candidates, forms, strict=True):
        if one.type in NAME_TYPES:
            known = _KNOWN if one.evidence is Evidence.LEXICON else 1
            weights[form][one.type] += known * one.confidence**2
    best = {
        form: max(kinds, key=lambda kind: (kinds[kind], kind)) for form, kinds in weights.items()
    }
    return [
        one._replace(type=best[form])
        if one.type in NAME_TYPES and one.evidence is not Evidence.USER
        else one
        for one, form in zip(candidates, forms, strict=True)
    ]


def spread(chosen: Iterable[Candidate], source: Source) -> Iterator[Candidate]:
    """Yield a candidate wherever a form stands that was chosen elsewhere."""
    entries: dict[str, Candidate] = {}
    for one in chosen:
        surface = source.text[one.start : one.end]
        if one.type in NAME_TYPES and _spreads(surface, one):
            other = entries.get(surface)
            if other is None or other.confidence < one.confidence:
                entries[surface] = one
        if len(entries) >= _MOST_SURFACES:
            break
    forms = Lexicon(
        Entry(surface, one.type) for surface, one in entries.items() if len(surface) <= 80
    )
    for start, stop, known in forms.find(source.text, source.folded):
        end = stop
        first = entries[known.surface]
        if first.type is EntityType.PERSON and not _may_end(source, end):
            continue
        name = first.entity
        if first.type is EntityType.PRODUCT and (longer := versioned(source, start, end)) != end:
            end, name = longer, ""  # 算盘2 is another than 算盘
        sure = max(first.confidence - _LESS_SURE, 0.3)
        yield first._replace(start=start, end=end, confidence=sure, entity=name)


def short_forms(chosen: Iterable[Candidate], source: Source) -> Iterator[Candidate]:
    """Yield the short names of what is named in full elsewhere: 远舟 for 远舟资本."""
    full: dict[str, tuple[Candidate, float]] = {}
    for one in chosen:
        surface = source.folded[one.start : one.end]
        for short, sure in _shortened(source, one, surface):
            if short != surface and 2 <= len(short) <= 6 and _may_be_short(source, short):
                full.setdefault(short, (one, sure))
    forms = Lexicon(Entry(short, one.type) for short, (one, _) in full.items())
    for start, end, known in forms.find(source.text, source.folded):
        one, sure = full[known.surface]
        if known.type is EntityType.ORG and _is_within_words(source, start, end):
            continue  # 高|铁建|成
        if not one.start <= start < one.end and known.type is not None:
            yield Candidate(start, end, known.type, Evidence.RULE, sure)


def _is_within_words(source: Source, start: int, end: int) -> bool:
    """Tell whether a short name of two characters is cut out of ordinary words there."""
    return end - start == 2 and any(
        source.is_within_word(at) and source.part(at)[:-2] not in _NAMES for at in (start, end)
    )


def _shortened(source: Source, one: Candidate, surface: str) -> Iterator[tuple[str, float]]:
    """Yield what a name may be called for short, and how surely that is its short name.

    Without what it is, without its town, or by the family name.
    """
    short = _SHORTENED.get(one.type, _NOTHING).sub("", surface)
    yield short, 0.9 if one.confidence >= _SURELY_NAMED else 0.75
    if one.type is EntityType.PERSON and "·" in surface and not surface.isascii():
        yield surface.rpartition("·")[2], 0.95
    if one.type is not EntityType.ORG or one.confidence < _SURELY_NAMED:
        return
    for length in (2, 3):
        town = source.lexicon.get(surface[:length])
        if town is not None and town.type is EntityType.PLACE and len(surface) <= length + 3:
            yield short[length:], 0.95  # 申花 for 上海申花: no word, so surely the club


def _may_be_short(source: Source, short: str) -> bool:
    if short in words("generic") or short in words("stops") or short.isdigit():
        return False
    known = source.lexicon.get(short)
    return known is None or known.doubtful


def _spreads(surface: str, one: Candidate) -> bool:
    if len(loose(surface)) < 2:
        return False
    if one.type in (EntityType.WORK, EntityType.EVENT) and len(surface) < 4 and is_han(surface[0]):
        return False
    return surface not in words("stops") and surface not in words("generic")


def _may_end(source: Source, end: int) -> bool:
    """Tell whether no ordinary word stands over the end of a person's name: 周明|确."""
    return source.folded[end - 1 : end + 1] not in words("stops")
