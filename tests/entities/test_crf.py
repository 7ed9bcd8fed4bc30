"""The best labels, beside all there are."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reader.entities.crf import Array, Chain, best_labels, posterior
from reader.entities.sequences import Batch, batches

LABELS = 3


def _problem(seed: int, lengths: list[int]) -> tuple[Chain, Array, Batch]:
    random = np.random.default_rng(seed)
    (batch,) = batches("\n".join("字" * length for length in lengths))
    scores = random.normal(0, 1, (len(batch.offsets), LABELS)).astype(np.float32)
    sides = [random.normal(0, 1, LABELS).astype(np.float32) for _ in "ab"]
    return Chain(*sides, random.normal(0, 1, (LABELS, LABELS)).astype(np.float32)), scores, batch


def _worth(chain: Chain, scores: Array, labels: tuple[int, ...], rows: list[int]) -> float:
    own = sum(scores[row, label] for row, label in zip(rows, labels, strict=True))
    between = sum(chain.follow[pair] for pair in pairwise(labels))
    return float(chain.start[labels[0]] + own + between + chain.end[labels[-1]])


@given(st.integers(0, 10_000), st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_no_other_labels_are_better(seed: int, lengths: list[int]) -> None:
    chain, scores, batch = _problem(seed, lengths)
    found = best_labels(chain, scores, batch)
    for number, sentence in enumerate(batch.sentences):
        rows = batch.rows(number).tolist()
        readings = product(range(LABELS), repeat=len(sentence))
        best = max(_worth(chain, scores, labels, rows) for labels in readings)
        assert _worth(chain, scores, tuple(found[rows].tolist()), rows) >= best - 1e-4


@given(st.integers(0, 10_000), st.lists(st.integers(1, 4), min_size=1, max_size=3))
def test_what_is_likely_is_the_share_of_all_readings(seed: int, lengths: list[int]) -> None:
    chain, scores, batch = _problem(seed, lengths)
    likely = posterior(chain, scores, batch)
    follow = np.zeros((LABELS, LABELS))
    evidence = 0.0
    for number, sentence in enumerate(batch.sentences):
        rows = batch.rows(number).tolist()
        readings = list(product(range(LABELS), repeat=len(sentence)))
        weights = np.exp([_worth(chain, scores, labels, rows) for labels in readings])
        evidence += float(np.log(weights.sum()))
        shares = weights / weights.sum()
        expected = np.zeros((len(rows), LABELS))
        for labels, share in zip(readings, shares, strict=True):
            expected[range(len(rows)), labels] += share
            for pair in pairwise(labels):
                follow[pair] += share
        np.testing.assert_allclose(likely.labels[rows], expected, atol=1e-4)
    np.testing.assert_allclose(likely.follow, follow, atol=1e-4)
    assert abs(likely.evidence - evidence) < 1e-3
