"""Gold mentions, and how far found ones agree with them.

A marked text holds mentions as `[text](TYPE)`, `[text](TYPE/OTHER)` where either type is right,
`[text](TYPE?)` where nothing is asked, `[text](TYPE~part)` where that part of it is right as well,
`[text](TYPE=canonical)` where it is named otherwise.
A found mention is right when span and type are a gold one's or among its alternatives.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reader.model.entity import EntityType, Mention

NAMED = ("PERSON", "ORG", "PRODUCT", "PLACE", "WORK", "EVENT")
NUMERIC = ("DATE", "MONEY", "QUANTITY")
GROUPS = {"six named types": NAMED, "numeric": NUMERIC, "TERM": ("TERM",)}

_MARKED = re.compile(r"\[([^\[\]]+)\]\(([A-Z/]+)(\?)?((?:~[^)~=]+)*)(?:=([^)]*))?\)")
_AROUND = "《》〈〉<>“”\"'‘’「」『』 \t\n\u3000"


@dataclass(frozen=True, slots=True)
class Gold:
    """A mention that is known to be there."""

    spans: tuple[tuple[int, int], ...]
    """The first is the proper one; each is right."""
    types: tuple[str, ...]
    entity: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its gold mentions."""

    name: str
    text: str
    gold: tuple[Gold, ...]
    regions: tuple[tuple[int, int], ...] = ()
    """Only within these is anything scored; without any, everywhere."""


@dataclass(slots=True)
class Score:
    """Counts of mentions, and what they come to."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Return the share of the found that is right."""
        return self.right / ((self.right + self.wrong) or 1)

    @property
    def recall(self) -> float:
        """Return the share of the gold that is found."""
        return self.right / ((self.right + self.missed) or 1)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both."""
        return 2 * self.right / ((2 * self.right + self.wrong + self.missed) or 1)


def marked(name: str, source: str) -> Text:
    """Read a marked text."""
    parts: list[str] = []
    gold, length, last = [], 0, 0
    for match in _MARKED.finditer(source):
        parts += source[last : match.start()], match[1]
        start = length + match.start() - last
        length, last = start + len(match[1]), match.end()
        types = tuple(match[2].split("/"))
        entity = f"{types[0]}:{match[5] or match[1]}"
        parts_of = ((start + match[1].index(part), part) for part in match[4].split("~")[1:])
        spans = ((start, length), *((first, first + len(part)) for first, part in parts_of))
        gold.append(Gold(spans, types, entity, bool(match[3])))
    return Text(name, "".join([*parts, source[last:]]), tuple(gold))


def marked_folder(folder: Path) -> list[Text]:
    """Read the marked texts of a folder."""
    files = sorted(folder.glob("[0-9]*.md"))
    return [marked(file.stem, file.read_text(encoding="utf-8")) for file in files]


def annotated_folder(folder: Path, texts: Path) -> list[Text]:
    """Read gold in JSON Lines beside its texts, with `regions.json`."""
    regions = json.loads((folder / "regions.json").read_text(encoding="utf-8"))
    found = []
    for file in sorted(folder.glob("*.txt.jsonl")):
        rows = [json.loads(row) for row in file.read_text(encoding="utf-8").splitlines()]
        gold = tuple(_gold(row) for row in rows)
        text = (texts / file.stem).read_text(encoding="utf-8")
        found.append(Text(file.stem, text, gold, tuple(map(tuple, regions[file.stem]))))
    return found


def annotated_sentences(file: Path) -> list[Text]:
    """Read JSON Lines of {"text", "mentions"}."""
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [
        Text(str(number), row["text"], tuple(map(_gold, row["mentions"])))
        for number, row in enumerate(rows)
    ]


def _gold(row: Mapping[str, object]) -> Gold:
    alternatives = row.get("alt") or []
    assert isinstance(alternatives, list)
    types = row.get("alt_types") or []
    assert isinstance(types, list)
    return Gold(
        ((int(str(row["start"])), int(str(row["end"]))), *map(tuple, alternatives)),
        (str(row["type"]), *types),
        str(row.get("entity", "")),
        bool(row.get("optional")),
    )


def score(texts: Iterable[Text], found: Sequence[Sequence[Mention]], types: Sequence[str]) -> Score:
    """Count over all texts what was found of `types`."""
    total = Score()
    for text, mentions in zip(texts, found, strict=True):
        _score_text(text, mentions, set(types), total)
    return total


def _score_text(text: Text, mentions: Sequence[Mention], types: set[str], total: Score) -> None:
    left = {
        (*_trimmed(text.text, one.span.start, one.span.end), one.type.value)
        for one in mentions
        if one.type.value in types
    }
    if text.regions:
        left = {
            (start, end, kind)
            for start, end, kind in left
            if any(first <= start and end <= last for first, last in text.regions)
        }
    hard = [one for one in text.gold if not one.optional and one.types[0] in types]
    for one in hard:
        wanted = ((*_trimmed(text.text, *span), kind) for span in one.spans for kind in one.types)
        hit = next((each for each in wanted if each in left), None)
        if hit:
            left.remove(hit)
            total.right += 1
        else:
            total.missed += 1
            total.errors.append(f"missed {one.types[0]} {text.text[slice(*one.spans[0])]}")
    for start, end, kind in sorted(left):
        if not _is_excused(text, start, end, kind):
            total.wrong += 1
            total.errors.append(f"wrong {kind} {text.text[start:end]}")


def _is_excused(text: Text, start: int, end: int, kind: str) -> bool:
    """Tell whether a mention that is not in the gold is no mistake either."""
    over = [one for one in text.gold if one.spans[0][0] < end and start < one.spans[0][1]]
    exactly = [one for one in over if (start, end) in one.spans]
    if any(one.optional or kind in one.types or (start, end) in one.spans[1:] for one in exactly):
        return True
    return all(one.optional for one in over) and any(kind in one.types for one in over)


def untyped(
    texts: Iterable[Text], found: Iterable[Sequence[Mention]]
) -> tuple[list[Text], list[list[Mention]]]:
    """Return texts and mentions with all that is named made people: to score bounds alone."""
    gold = [
        replace(
            text,
            gold=tuple(
                replace(one, types=("PERSON",)) for one in text.gold if one.types[0] in NAMED
            ),
        )
        for text in texts
    ]
    named = [
        [one._replace(type=EntityType.PERSON) for one in mentions if one.type.value in NAMED]
        for mentions in found
    ]
    return gold, named


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _AROUND:
        start += 1
    while end > start and text[end - 1] in _AROUND:
        end -= 1
    return start, end


def b_cubed(gold: Sequence[str], found: Sequence[str]) -> float:
    """Return the F1 of two clusterings of the same mentions.

    B-cubed (Bagga and Baldwin, 1998): for each mention, how much of its cluster belongs there.
    """
    of_gold, of_found = _clusters(gold), _clusters(found)
    precision = recall = 0.0
    for index, (name, other) in enumerate(zip(gold, found, strict=True)):
        assert index in of_gold[name]
        common = len(of_gold[name] & of_found[other])
        precision += common / len(of_found[other])
        recall += common / len(of_gold[name])
    return 2 * precision * recall / (len(gold) * (precision + recall)) if gold else 1.0


def _clusters(names: Sequence[str]) -> dict[str, set[int]]:
    clusters: dict[str, set[int]] = defaultdict(set)
    for index, name in enumerate(names):
        clusters[name].add(index)
    return clusters


def types_in(texts: Iterable[Text]) -> list[str]:
    """Return the types that the gold of `texts` knows, in our order."""
    present = {one.types[0] for text in texts for one in text.gold if not one.optional}
    return [kind.value for kind in EntityType if kind.value in present]
