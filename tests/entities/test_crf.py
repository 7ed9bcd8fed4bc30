"""The best labels, beside all there are."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reader.entities.crf import Chain, best_labels
from reader.entities.sequences import batches

LABELS = 3


@given(st.integers(0, 10_000), st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_no_other_labels_are_better(seed: int, lengths: list[int]) -> None:
    random = np.random.default_rng(seed)
    text = "\n".join("字" * length for length in lengths)
    (batch,) = batches(text)
    scores = random.normal(0, 1, (len(batch.offsets), LABELS)).astype(np.float32)
    chain = Chain(
        *(random.normal(0, 1, LABELS).astype(np.float32) for _ in "ab"),
        random.normal(0, 1, (LABELS, LABELS)).astype(np.float32),
    )
    found = best_labels(chain, scores, batch)

    def worth(labels: tuple[int, ...], rows: list[int]) -> float:
        own = sum(scores[row, label] for row, label in zip(rows, labels, strict=True))
        between = sum(chain.follow[a, b] for a, b in pairwise(labels))
        return float(chain.start[labels[0]] + own + between + chain.end[labels[-1]])

    for number, sentence in enumerate(batch.sentences):
        rows = batch.rows(number).tolist()
        best = max(worth(labels, rows) for labels in product(range(LABELS), repeat=len(sentence)))
        assert worth(tuple(found[rows].tolist()), rows) >= best - 1e-4
