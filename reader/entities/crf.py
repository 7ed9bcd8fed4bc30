"""The best labels of a linear-chain conditional random field (Lafferty et al. 2001).

Rows are those of a `Batch`, columns are labels; weights are log-potentials.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.entities.sequences import Batch

Array = NDArray[np.float32]


class Chain(NamedTuple):
    """What labels weigh beside each other."""

    start: Array
    """A sentence that begins with the label."""
    end: Array
    """A sentence that ends with it."""
    follow: Array
    """`follow[a, b]`: `b` behind `a`."""


def best_labels(chain: Chain, scores: Array, batch: Batch) -> NDArray[np.intp]:
    """Return for each row its label in the best sequence of its sentence (Viterbi)."""
    steps = batch.steps()
    # Contiguous along the label that is chosen among.
    follow = np.ascontiguousarray(chain.follow.T)
    choices = np.empty(scores.shape, np.int16)
    labels = np.empty(len(scores), np.intp)
    last = np.empty(batch.counts[0], np.intp)
    best = scores[steps[0]] + chain.start
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        going = following.stop - following.start if following else 0
        last[going : step.stop - step.start] = (best[going:] + chain.end).argmax(1)
        if following:
            sums = best[:going, None, :] + follow
            choice = sums.argmax(2)
            choices[following] = choice
            best = np.take_along_axis(sums, choice[:, :, None], 2)[:, :, 0] + scores[following]
    label = last
    for step in reversed(steps):
        count = step.stop - step.start
        labels[step] = label[:count]
        label[:count] = choices[step][np.arange(count), label[:count]] if step.start else 0
    return labels
