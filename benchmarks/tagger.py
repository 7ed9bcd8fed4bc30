"""Print what the statistical layer tells by itself: LAC's labels, and the labeller's over them.

Neither rules nor consistency take part; the labeller asks what the lexicon knows. Sets as in
`entities.py`.
"""

import argparse
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from scoring import Text, annotated_folder, annotated_sentences, marked_folder, score

from reader.entities import lac
from reader.entities.lexicon import built_in
from reader.entities.sequences import batches, codes
from reader.entities.source import Source
from reader.model import Span
from reader.model.entity import EntityType, Evidence, Mention

_OWN = Path(__file__).parent.parent / "tests" / "entities" / "gold"
_TYPES = {
    **dict.fromkeys(("PER", "nr"), EntityType.PERSON),
    **dict.fromkeys(("LOC", "ns"), EntityType.PLACE),
    **dict.fromkeys(("ORG", "nt"), EntityType.ORG),
    "nw": EntityType.WORK,
    "TIME": EntityType.DATE,
}
_NAME = re.compile(r"\w(?:[\w·•&.' -]*\w)?")
Tagger = Callable[[str], list[Mention]]


def by_lac(text: str) -> list[Mention]:
    """Return what LAC's likeliest labels call names."""
    model, points = lac.load(), codes(text)
    labels = ["O"] * len(text)
    for batch in batches(text):
        likely = model.likely(model.states(points, batch), batch)
        for offset, label in zip(batch.offsets.tolist(), likely.argmax(1).tolist(), strict=True):
            labels[offset] = model.labels[label]
    found, start = [], 0
    for end in range(1, len(text) + 1):
        kind = labels[start].partition("-")[0]
        if end < len(text) and labels[end] == f"{kind}-I":
            continue
        if kind in _TYPES:
            found += [
                Mention(Span(*name.span()), _TYPES[kind], name[0], Evidence.MODEL, 1.0)
                for name in _NAME.finditer(text, start, end)
            ]
        start = end
    return found


def by_labeller(text: str) -> list[Mention]:
    """Return what the labeller calls names."""
    return [
        Mention(one.span, one.type, one.span.of(text), Evidence.MODEL, one.confidence)
        for one in Source(text, built_in()).reading.names
    ]


def row(name: str, tag: Tagger, texts: Sequence[Text], types: Sequence[str]) -> str:
    """Return a line of the table: one tagger over one set, the texts in one piece."""
    joined = "\n".join(text.text for text in texts)
    begun = time.process_time()
    mentions = tag(joined)
    speed = len(joined) / (time.process_time() - begun)
    found: list[list[Mention]] = []
    start = 0
    for text in texts:
        end = start + len(text.text)
        found.append(
            [
                Mention(one.span.shifted(-start), one.type, one.entity, one.evidence, 1.0)
                for one in mentions
                if start <= one.span.start and one.span.end <= end
            ]
        )
        start = end + 1
    total = score(texts, found, types)
    shares = f"{total.precision:.3f} | {total.recall:.3f} | **{total.f1:.3f}**"
    return f"| {name} | {shares} | {speed:,.0f} |"


def main() -> None:
    """Parse the command line and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/ner"))
    parser.add_argument("--texts", type=Path, default=Path("../shared/seeds"))
    arguments = parser.parse_args()
    three = ("PERSON", "ORG", "PLACE")
    sets = [("our own", marked_folder(_OWN), (*three, "PRODUCT", "WORK", "EVENT"))]
    if (arguments.data / "seeds").exists():
        articles = annotated_folder(arguments.data / "seeds", arguments.texts)
        sets.append(("articles", articles, (*three, "PRODUCT", "WORK", "EVENT")))
    for file in sorted(arguments.data.glob("*.jsonl")):
        types = (*three, "WORK") if file.stem.startswith("cluener") else three
        sets.append((file.stem, annotated_sentences(file), types))
    by_labeller("先热身。")
    print("| set, tagger | P | R | F1 | characters/s |\n|---|--:|--:|--:|--:|")
    for name, texts, types in sets:
        print(row(f"{name}: LAC", by_lac, texts, types))
        print(row(f"{name}: labeller", by_labeller, texts, types))


if __name__ == "__main__":
    main()
