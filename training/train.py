"""Trains the labeller: `python training/train.py` writes `reader/entities/data/labeller.npz`.

Takes some minutes on one core; the same sentences give the same weights.
"""

import argparse
import hashlib
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # sums in the same order each time

import numpy as np
from learning import RATE, Adam, Example, Weights, gradients
from markup import Sentence, articles, marked_articles, parse, rows, sentences, with_numbers
from variation import filled, varied

from reader.entities import lac
from reader.entities.features import describe, marks
from reader.entities.labeller import LABELS, see
from reader.entities.lexicon import Match, built_in
from reader.entities.sequences import batches, codes
from reader.entities.source import Source

BATCH = 1_500
"""Code points that a step is computed from."""

TEMPLATES = 4
"""How often each template is filled for a variant of the sentences."""

FORGOTTEN = 0.4
"""How many of the lexicon's names are unknown in a variant: other people's texts name more that no
lexicon holds than ours do."""

HERE = Path(__file__).parent
TARGET = HERE.parent / "reader" / "entities" / "data" / "labeller.npz"


def main(arguments: Sequence[str]) -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--variants", type=int, default=5, help="of each sentence")
    parser.add_argument("--rounds", type=int, default=4, help="over all variants")
    parser.add_argument("--target", type=Path, default=TARGET)
    options = parser.parse_args(arguments)
    written = [
        *sentences(HERE / "sentences"),
        *articles(HERE.parent / "corpus", HERE / "corpus.txt"),
        *marked_articles(HERE.parent / "benchmarks" / "articles" / "seen"),
    ]
    templates = list(rows(HERE / "templates.txt"))
    examples = list(prepared(written, templates, options.variants))
    weights = fitted(examples, options.rounds)
    write(weights, options.target)


def prepared(
    written: Sequence[Sentence], templates: Sequence[str], variants: int
) -> Iterator[Example]:
    """Yield the sentences in shuffled variants, with what LAC makes of them."""
    chance = random.Random(1)
    for number in range(variants):
        varying = [varied(one, chance) if number else one for one in written]
        varying += [parse(filled(template, chance)) for template in [*templates] * TEMPLATES]
        chance.shuffle(varying)
        yield from _examples([with_numbers(one) for one in varying], chance)


def _examples(written: Sequence[Sentence], chance: random.Random) -> Iterator[Example]:
    model = lac.load()
    text = "\n".join(one.text for one in written)
    gold = np.zeros(len(text), np.intp)
    start = 0
    for one in written:
        for name in one.names:
            begin = LABELS.index(f"B-{name.type.value}")
            gold[start + name.start : start + name.end] = begin + 1
            gold[start + name.start] = begin
        start += len(one.text) + 1
    points = codes(text)
    known = marks(_remembered(Source(text, built_in()).known, chance), len(text))
    for batch in batches(text, BATCH):
        seen = see(model, points, batch)
        features = describe(points, seen.labels, known, batch)
        yield Example(batch, seen.values, features, gold[batch.offsets])


def _remembered(known: Sequence[Match], chance: random.Random) -> Iterator[Match]:
    """Yield the known names but for some, each of which is left out everywhere."""
    names = sorted({match.known.name for match in known})
    kept = {name for name in names if chance.random() >= FORGOTTEN}
    return (match for match in known if match.known.name in kept)


def fitted(examples: Sequence[Example], rounds: int) -> Weights:
    """Return the mean of the weights over the second half of the way (Polyak averaging)."""
    chance = np.random.default_rng(1)
    weights = Weights.initial(examples[0].seen.shape[1])
    total = Weights({name: np.zeros_like(array) for name, array in weights.items()})
    adam, taken = Adam(weights), 0
    steps = rounds * len(examples)
    began = time.perf_counter()
    for number in range(rounds):
        losses = []
        for place in chance.permutation(len(examples)):
            loss, found = gradients(weights, examples[place], chance)
            done = (number * len(examples) + len(losses)) / steps
            adam.step(found, RATE * (1 - done))
            losses.append(loss)
            if done >= 0.5:
                taken += 1
                for name, array in weights.items():
                    total[name] += array
        spent = time.perf_counter() - began
        sys.stderr.write(f"{number + 1}: loss {np.mean(losses):.4f}, {spent:.0f} s\n")
    return Weights({name: array / taken for name, array in total.items()})


def write(weights: Weights, target: Path) -> None:
    """Write the weights, as 16-bit floats, and beside them the file's SHA-256."""
    with target.open("wb") as file:
        np.savez_compressed(file, **{name: _short(array) for name, array in weights.items()})
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    target.with_suffix(".sha256.txt").write_text(digest + "\n", "utf-8")
    sys.stderr.write(f"{target}: {target.stat().st_size / 1e6:.1f} MB\n")


def _short(array: np.ndarray) -> np.ndarray:
    return np.where(np.abs(array) < 1e-3, 0, array).astype(np.float16)


if __name__ == "__main__":
    main(sys.argv[1:])
