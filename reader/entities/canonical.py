"""Canonical names: which mentions of a text are of one entity, and what it is called."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from reader.entities import introduced
from reader.entities.candidate import Candidate
from reader.entities.data import alternatives, words
from reader.entities.introduced import Link
from reader.entities.lexicon import built_in, loose
from reader.entities.source import NAME_TYPES, Source, is_han
from reader.model import Span
from reader.model.entity import EntityType, Evidence

_COMPANY = re.compile(
    "(?:(?:科技|网络科技|信息技术|技术|网络|信息|控股|文化传媒)?(?:股份有限公司|有限责任公司|有限公司)|集团公司|公司|集团|控股|股份"
    "|,? ?(?:inc|ltd|corp|corporation|co|llc|gmbh|plc|company|group|limited)\\.?)$"
)
_SHORT = re.compile(
    f"(?:{alternatives(words('short_org_suffixes'))}|俱乐部|足球俱乐部|篮球俱乐部|乐队|银行|大学|航空)$"
)
_BODY = re.compile("(?:研究院|研究所|实验室|智库|大学)$")
"""What is a body of its own within a company that is known: 微软研究院."""

_ADMINISTRATIVE = re.compile(
    "(?<=[一-龥]{2})[省市县区]$|(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区)$"
)
_DOTS = re.compile("[·•‧・∙]")
_LONGEST_PERSON = 4


class _Groups:
    """Sets of forms that name the same (union-find)."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, form: str) -> str:
        root = form
        while (above := self._parent.get(root, root)) != root:
            root = above
        while self._parent.get(form, form) != root:
            self._parent[form], form = root, self._parent[form]
        return root

    def join(self, form: str, other: str) -> None:
        self._parent[self.find(other)] = self.find(form)


def canonical_names(
    source: Source, mentions: Sequence[Candidate], links: Iterable[Link] = ()
) -> list[str]:
    """Return for each mention the canonical name of what it names.

    One name within the text, and where the lexicon knows it, across texts.
    """
    surfaces = [source.text[one.start : one.end] for one in mentions]
    forms = [_form(surface, one) for surface, one in zip(surfaces, mentions, strict=True)]
    groups, names = _Groups(), {}
    for form, surface, one in zip(forms, surfaces, mentions, strict=True):
        known = source.lexicon.get(surface)
        if one.entity:
            names[form] = one.entity
        elif known is not None and known.type is one.type:
            names[form] = known.name
    by_name: dict[tuple[EntityType, str], str] = {}
    kinds = dict(zip(forms, (one.type for one in mentions), strict=True))
    for form, name in names.items():
        groups.join(by_name.setdefault((kinds[form], name), form), form)
    _join_links(source, mentions, forms, links, groups)
    _join_short(kinds, names, groups)
    _join_persons(mentions, surfaces, forms, groups)
    return _named(surfaces, forms, mentions, names, groups)


def _form(surface: str, one: Candidate) -> str:
    """Return what two mentions share that are surely of one entity, with the type before it."""
    return f"{one.type}:{loose(surface).replace(' ', '')}"


def _join_links(
    source: Source,
    mentions: Sequence[Candidate],
    forms: Sequence[str],
    links: Iterable[Link],
    groups: _Groups,
) -> None:
    by_span = {(one.start, one.end): form for one, form in zip(mentions, forms, strict=True)}
    for name, alias in links:
        if name in by_span and alias in by_span:
            groups.join(by_span[name], by_span[alias])


def _join_short(kinds: dict[str, EntityType], names: dict[str, str], groups: _Groups) -> None:
    """Join 百度公司 and 百度, 旷视科技 and 旷视, 自贡市 and 自贡."""
    for form, kind in kinds.items():
        patterns = {EntityType.ORG: (_COMPANY, _SHORT), EntityType.PLACE: (_ADMINISTRATIVE,)}
        for pattern in patterns.get(kind, ()):
            short = pattern.sub("", form)
            if short in names and _BODY.search(form):
                continue
            if short != form and len(short) > len(kind) + 2 and short in kinds:
                both = {names.get(short), names.get(form)} - {None}
                if len(both) < 2 or groups.find(short) == groups.find(form):
                    groups.join(
                        short if short in names else form, form if short in names else short
                    )
                    break


def _join_persons(
    mentions: Sequence[Candidate], surfaces: Sequence[str], forms: Sequence[str], groups: _Groups
) -> None:
    """Join 居里 to 玛丽·居里 and 老张, 张某 to the one Zhang that was named in full."""
    full: dict[str, str] = {}
    parts: dict[str, set[str]] = defaultdict(set)
    surnames: dict[str, set[str]] = defaultdict(set)
    for one, surface, form in zip(mentions, surfaces, forms, strict=True):
        if one.type is not EntityType.PERSON:
            continue
        pieces = _DOTS.split(surface)
        pieces = surface.split() if len(pieces) == 1 and surface.isascii() else pieces
        if len(pieces) > 1:
            full[form] = surface
            for piece in pieces:
                if len(piece) > 1:
                    parts[f"{EntityType.PERSON}:{loose(piece)}"].add(form)
        elif 2 <= len(surface) <= _LONGEST_PERSON and is_han(surface[0]):
            surnames[surface[0]].add(form)
            whole = f"{EntityType.PERSON}:{loose(''.join(pieces))}"
            full.setdefault(whole, surface)
    for form in dict.fromkeys(forms):
        wholes = parts.get(form, set()) - {form}
        if len(wholes) == 1:
            groups.join(next(iter(wholes)), form)
        elif not wholes and form.startswith(f"{EntityType.PERSON}:"):
            _join_familiar(form, surnames, groups)


def _join_familiar(form: str, surnames: dict[str, set[str]], groups: _Groups) -> None:
    name = form.partition(":")[2]
    familiar = len(name) == 2 and name[0] in "老小阿"
    surname = name[1] if familiar else name if len(name) == 1 else ""
    if surname:
        others = {other for other in surnames.get(surname, set()) if other != form}
        if len(others) == 1:
            groups.join(next(iter(others)), form)


def _named(
    surfaces: Sequence[str],
    forms: Sequence[str],
    mentions: Sequence[Candidate],
    names: dict[str, str],
    groups: _Groups,
) -> list[str]:
    """Return each mention's name: the lexicon's, else that of the form the group is called by."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for surface, form in zip(surfaces, forms, strict=True):
        counts[form][surface] += 1
    called: dict[str, str] = {}
    for form in counts:
        root = groups.find(form)
        if form in names and root not in called:
            called[root] = names[form]
    for form, found in counts.items():
        root = groups.find(form)
        if root not in called and root == form:
            called[root] = max(found, key=lambda name: (found[name], "-" in name, name))
    return [
        called.get(groups.find(form), surface) if one.type in NAME_TYPES else _plain(surface)
        for surface, form, one in zip(surfaces, forms, mentions, strict=True)
    ]


def _plain(surface: str) -> str:
    """Return a date or an amount without blanks, which are set or not."""
    return re.sub("[ \u00a0]", "", surface)


def names_of_spans(text: str, spans: Sequence[tuple[Span, EntityType]]) -> list[str]:
    """Return the canonical names of stretches of `text` that are known to be mentions."""
    source = Source(text, built_in())
    mentions = [Candidate(span.start, span.end, kind, Evidence.RULE, 1.0) for span, kind in spans]
    found = [link for link, _ in introduced.links(source, mentions)]
    return canonical_names(source, mentions, found)
