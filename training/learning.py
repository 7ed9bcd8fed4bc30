"""Fits the labeller: a CRF's likelihood, climbed by Adam (Kingma and Ba 2015)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.entities.crf import Array, Chain, posterior
from reader.entities.features import BUCKETS
from reader.entities.labeller import LABELS
from reader.entities.sequences import Batch

RATE, DROPPED = 0.004, 0.4
"""Adam's step; how many features are left out."""
DECAY = {"seen": 2e-4, "table": 2e-3, "hidden": 2e-4, "shown": 2e-4}
"""How much of a weight is taken back at each step."""
HIDDEN = 64
"""Units of the hidden layer."""


class Example(NamedTuple):
    """A batch with all that is known of its rows."""

    batch: Batch
    seen: Array
    features: NDArray[np.intp]
    gold: NDArray[np.intp]


class Weights(dict[str, Array]):
    """The arrays of a labeller by their names."""

    @classmethod
    def initial(cls, width: int) -> "Weights":
        """Return weights that know nothing but that no name goes on where none began."""
        count = len(LABELS)
        shapes = {"seen": (width, count), "table": (BUCKETS, count), "bias": (count,)}
        weights = cls({name: np.zeros(shape, np.float32) for name, shape in shapes.items()})
        weights |= {"start": _START.copy(), "end": np.zeros(count, np.float32)}
        weights |= {"follow": _FOLLOW.copy(), "shown": np.zeros((HIDDEN, count), np.float32)}
        spread = np.random.default_rng(1).normal(0, width**-0.5, (width, HIDDEN))
        return cls(weights | {"hidden": spread.astype(np.float32)})


_NEVER = np.float32(-30)
_GOES_ON = np.array([label.startswith("I-") for label in LABELS])
_START = np.where(_GOES_ON, _NEVER, 0).astype(np.float32)
_FOLLOW = np.array(
    [[_NEVER if to.startswith("I-") and to[2:] != of[2:] else 0 for to in LABELS] for of in LABELS],
    np.float32,
)


class Adam:
    """Moves weights along their gradients."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._mean = {name: np.zeros_like(array) for name, array in weights.items()}
        self._square = {name: np.zeros_like(array) for name, array in weights.items()}
        self._steps = 0

    def step(self, gradients: dict[str, Array], rate: float) -> None:
        """Go one step down."""
        self._steps += 1
        for name, gradient in gradients.items():
            mean, square, array = self._mean[name], self._square[name], self._weights[name]
            mean += 0.1 * (gradient - mean)
            square += 0.01 * (gradient * gradient - square)
            size = rate / (1 - 0.9**self._steps)
            root = np.sqrt(square / (1 - 0.99**self._steps)) + 1e-4
            array *= 1 - rate * DECAY.get(name, 0) * 100
            array -= size * mean / root


def gradients(
    weights: Weights, example: Example, random: np.random.Generator
) -> tuple[float, dict[str, Array]]:
    """Return the loss for each row, and how it grows with each weight."""
    batch, gold = example.batch, example.gold
    rows = len(gold)
    kept = random.random(example.features.shape) >= DROPPED
    features = np.where(kept, example.features, BUCKETS)
    seen = example.seen * (random.random(example.seen.shape[1]) >= DROPPED / 3)
    table = np.concatenate([weights["table"], np.zeros((1, len(LABELS)), np.float32)])
    hidden = np.tanh(seen @ weights["hidden"])
    shown = hidden * (random.random(HIDDEN) >= DROPPED / 3)
    scores = seen @ weights["seen"] + shown @ weights["shown"] + weights["bias"]
    for column in features.T:
        scores += table[column]
    chain = Chain(weights["start"], weights["end"], weights["follow"])
    likely = posterior(chain, scores, batch)
    own = np.zeros_like(scores)
    own[np.arange(rows), gold] = 1
    change = (likely.labels - own) / rows
    first, last, observed = _observed(batch, gold)
    spread = np.stack(
        [
            np.bincount(features.ravel(), np.repeat(column, features.shape[1]), BUCKETS + 1)
            for column in change.T
        ],
        1,
    )[:BUCKETS]
    starts = batch.steps()[0]
    back = (change @ weights["shown"].T) * (shown != 0) * (1 - hidden * hidden)
    found = {
        "seen": seen.T @ change,
        "hidden": seen.T @ back,
        "shown": shown.T @ change,
        "table": spread.astype(np.float32),
        "bias": change.sum(0),
        "start": change[starts].sum(0),
        "end": (likely.labels[last].sum(0) - own[last].sum(0)) / rows,
        "follow": ((likely.follow - observed) / rows).astype(np.float32),
    }
    worth = (
        float((scores * own).sum())
        + float((weights["follow"] * observed).sum())
        + float(weights["start"][gold[first]].sum() + weights["end"][gold[last]].sum())
    )
    return (likely.evidence - worth) / rows, found


def _observed(
    batch: Batch, gold: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp], Array]:
    """Return the first and last rows of the sentences, and how often labels follow each other."""
    follow = np.zeros((len(LABELS), len(LABELS)), np.float32)
    steps = batch.steps()
    last = []
    for step, following in zip(steps, [*steps[1:], slice(0, 0)], strict=True):
        going = following.stop - following.start
        last.extend(range(step.start + going, step.stop))
        if going:
            np.add.at(follow, (gold[step][:going], gold[following]), 1)
    return np.arange(batch.counts[0]), np.array(last), follow
