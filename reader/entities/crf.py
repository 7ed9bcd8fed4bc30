"""A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001).

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
            choices[following] = sums.argmax(2)
            best = sums.max(2) + scores[following]
    label = last
    for step in reversed(steps):
        count = step.stop - step.start
        labels[step] = label[:count]
        label[:count] = choices[step][np.arange(count), label[:count]] if step.start else 0
    return labels


class Posterior(NamedTuple):
    """What the field holds likely, all readings of the sentences taken together."""

    labels: Array
    """Rows × labels: how likely each label is at each row."""
    follow: Array
    """Labels × labels: how often one is expected behind the other."""
    evidence: float
    """The logarithm of the sum over all readings."""


def posterior(chain: Chain, scores: Array, batch: Batch) -> Posterior:
    """Return how likely the labels are (the forward-backward algorithm)."""
    steps = batch.steps()
    follow = np.exp(chain.follow)
    highest = scores.max(1, keepdims=True)
    here = np.exp(scores - highest)
    before, after = np.empty_like(here), np.empty_like(here)
    scale = np.empty((len(here), 1), np.float32)
    ahead = here[steps[0]] * np.exp(chain.start)
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        scale[step] = ahead.sum(1, keepdims=True)
        before[step] = ahead = ahead / scale[step]
        if following:
            ahead = (ahead[: following.stop - following.start] @ follow) * here[following]
    end = np.exp(chain.end)
    expected = np.zeros_like(follow)
    behind = np.empty((0, len(end)), np.float32)
    evidence = float(np.log(scale).sum() + highest.sum())
    for step, previous in zip(reversed(steps), [*reversed(steps[:-1]), None], strict=True):
        ending = before[step][len(behind) :]
        whole = ending @ end
        evidence += float(np.log(whole).sum())
        behind = np.concatenate([behind, end / whole[:, None]])
        after[step] = behind
        if previous:
            below = here[step] * behind / scale[step]
            expected += before[previous.start : previous.start + len(below)].T @ below
            behind = below @ follow.T
    return Posterior(before * after, expected * follow, evidence)
