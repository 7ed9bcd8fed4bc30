"""Print how well entities are recognised, beside naive jieba.posseg, and how fast.

Sets: the marked texts of the tests; articles in the manner of the press, whose mistakes were looked
at or were not; with `--data`, gold articles and public sentences. None of the latter is in the
project, and nothing is trained on any.
"""

import argparse
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from scoring import (
    GROUPS,
    Text,
    annotated_folder,
    annotated_sentences,
    b_cubed,
    marked_folder,
    score,
    types_in,
    untyped,
)

from reader.entities import recognise
from reader.entities.canonical import names_of_spans
from reader.model import Span
from reader.model.entity import EntityType, Evidence, Mention

_ARTICLES = Path(__file__).parent / "articles"
_OWN = Path(__file__).parent.parent / "tests" / "entities" / "gold"
_FLAGS = {"nr": EntityType.PERSON, "ns": EntityType.PLACE, "nt": EntityType.ORG}
_NUMERAL = {"m": EntityType.QUANTITY, "t": EntityType.DATE}
_MAPPED = {"cluener_dev_half": ("PERSON", "ORG", "PLACE", "WORK")}


def naive(text: str) -> list[Mention]:
    """Return what jieba's part-of-speech tags call names, times and numbers."""
    import jieba.posseg

    found, start = [], 0
    for word, flag in jieba.posseg.lcut(text):
        kind = _FLAGS.get(flag[:2]) or _NUMERAL.get(flag)
        if kind:
            span = Span(start, start + len(word))
            found.append(Mention(span, kind, word, Evidence.MODEL, 1.0))
        start += len(word)
    return found


def table(name: str, texts: Sequence[Text], types: Sequence[str], show: bool) -> None:
    """Print precision, recall and F1 for each type and group, and the peer's F1."""
    ours = [recognise(text.text) for text in texts]
    peers = [naive(text.text) for text in texts]
    print(f"\n{name}: {len(texts)} texts\n\n| | gold | found | P | R | F1 | jieba F1 |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    groups = {
        group: tuple(kind for kind in kinds if kind in types) for group, kinds in GROUPS.items()
    }
    rows = {
        **{kind: (kind,) for kind in types},
        **{g: kinds for g, kinds in groups.items() if kinds},
    }
    for row, kinds in rows.items():
        mine, theirs = score(texts, ours, kinds), score(texts, peers, kinds)
        counts = f"{mine.right + mine.missed} | {mine.right + mine.wrong}"
        shares = f"{mine.precision:.3f} | {mine.recall:.3f} | **{mine.f1:.3f}**"
        print(f"| {row} | {counts} | {shares} | {theirs.f1:.3f} |")
        if show and row in groups:
            print(*mine.errors, sep="\n")
    mine = score(*untyped(texts, ours), ("PERSON",))
    shares = f"{mine.precision:.3f} | {mine.recall:.3f} | **{mine.f1:.3f}**"
    print(f"| six named types, bounds alone | | | {shares} | |")


def merging(texts: Sequence[Text]) -> float:
    """Return the B-cubed F1 of canonical names over the gold mentions of each text."""
    gold: list[str] = []
    found: list[str] = []
    for text in texts:
        hard = [one for one in text.gold if not one.optional]
        spans = [(Span(*one.spans[0]), EntityType(one.types[0])) for one in hard]
        names = names_of_spans(text.text, spans)
        gold += (f"{text.name} {one.entity}" for one in hard)
        found += (f"{text.name} {one.types[0]} {n}" for one, n in zip(hard, names, strict=True))
    return b_cubed(gold, found)


def speed(texts: Sequence[Text]) -> None:
    """Print characters a second at three lengths: they show whether time grows with length only."""
    paragraphs = [line for text in texts for line in text.text.splitlines() if line.strip()]
    random.Random(1).shuffle(paragraphs)
    prose = "\n".join(paragraphs)
    print("\n| code points | ours, characters/s | jieba.posseg |\n|--:|--:|--:|")
    for size in (10_000, 100_000, 1_000_000):
        text = (prose * (size // len(prose) + 1))[:size]
        theirs = f"{_rate(naive, text):,.0f}" if size <= 100_000 else ""
        print(f"| {size:,} | {_rate(recognise, text):,.0f} | {theirs} |")


def _rate(work: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    work(text)
    return len(text) / (time.process_time() - begun)


def main() -> None:
    """Parse the command line and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/ner"))
    parser.add_argument("--texts", type=Path, default=Path("../shared/seeds"))
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    parser.add_argument("--quick", action="store_true", help="leave out the speed")
    arguments = parser.parse_args()
    recognise("先热身。")
    naive("先热身。")
    own = marked_folder(_OWN)
    table("our own", own, types_in(own), arguments.show)
    print(f"\ncanonical names, B-cubed F1: {merging(own):.3f}")
    for folder in ("seen", "read", "unseen", "held"):
        texts = marked_folder(_ARTICLES / folder)
        table(f"articles, {folder}", texts, types_in(texts), arguments.show)
    if (arguments.data / "seeds").exists():
        articles = annotated_folder(arguments.data / "seeds", arguments.texts)
        table("articles", articles, types_in(articles), arguments.show)
        print(f"\ncanonical names, B-cubed F1: {merging(articles):.3f}")
    for file in sorted(arguments.data.glob("*.jsonl")):
        sentences = annotated_sentences(file)
        types = _MAPPED.get(file.stem, ("PERSON", "ORG", "PLACE"))
        table(file.stem, sentences, types, arguments.show)
    if not arguments.quick:
        speed(own)


if __name__ == "__main__":
    main()
