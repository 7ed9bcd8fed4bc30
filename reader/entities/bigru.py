"""A bidirectional recurrent network of gated units (GRU), with numpy alone.

The unit is that of Cho et al. 2014 as Paddle computes it: the update gate weighs the candidate,
`h = (1 - u) * h + u * c`. Arrays are of 32-bit floats; rows are those of a `Batch`.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.entities.sequences import Batch

Array = NDArray[np.float32]


class Gru(NamedTuple):
    """The weights of one direction; `width` is that of its state."""

    projection: Array
    """inputs × 3 width: what the input adds to update gate, reset gate and candidate."""
    bias: Array
    """3 width."""
    gates: Array
    """width × 2 width: what the state adds to the gates."""
    candidate: Array
    """width × width: what the state, reset, adds to the candidate."""


class BiGru(NamedTuple):
    """One layer: a reader from the left and one from the right."""

    forward: Gru
    backward: Gru

    @property
    def width(self) -> int:
        """How wide the layer's output is: both states beside each other."""
        return 2 * len(self.forward.candidate)


def gru(projection: Array, bias: Array, gates: Array, candidate: Array) -> Gru:
    """Return the weights, the gates' halved: a sigmoid is then computed as a tanh."""
    wide = 2 * len(candidate)
    halves = np.ones(projection.shape[1], np.float32)
    halves[:wide] = 0.5
    return Gru(projection * halves, bias * halves, gates * np.float32(0.5), candidate)


def encode(layers: Sequence[BiGru], embedding: Array, ids: NDArray[np.intp], batch: Batch) -> Array:
    """Return the states of the last layer: rows × its width.

    `ids` says for each row which row of `embedding` it is.
    """
    first, *others = layers
    # A character's projection is computed once for all the places where it stands.
    known, place = np.unique(ids, return_inverse=True)
    inputs = [_project(embedding[known], direction)[place] for direction in first]
    states = _run(first, inputs, batch)
    for layer in others:
        states = _run(layer, [_project(states, direction) for direction in layer], batch)
    return states


def _project(inputs: Array, direction: Gru) -> Array:
    projected: Array = inputs @ direction.projection
    projected += direction.bias
    return projected


def _run(layer: BiGru, inputs: Sequence[Array], batch: Batch) -> Array:
    states = np.empty((len(batch.offsets), layer.width), np.float32)
    half = layer.width // 2
    steps = batch.steps()
    _follow(layer.forward, inputs[0], steps, states[:, :half])
    # From the right, sentences join in as their last characters are reached.
    _follow(layer.backward, inputs[1], steps[::-1], states[:, half:])
    return states


def _follow(weights: Gru, inputs: Array, steps: Sequence[slice], states: Array) -> None:
    """Write the state after each step into `states`; `inputs` is used up."""
    width = len(weights.candidate)
    most = max(step.stop - step.start for step in steps)
    state = np.zeros((most, width), np.float32)
    room = np.empty((most, 2 * width), np.float32)
    for step in steps:
        count = step.stop - step.start
        here, before, added = inputs[step], state[:count], room[:count]
        gates, candidate = here[:, : 2 * width], here[:, 2 * width :]
        gates += np.matmul(before, weights.gates, out=added)
        np.tanh(gates, out=gates)
        gates += 1
        gates *= 0.5
        update, reset = gates[:, :width], gates[:, width:]
        reset *= before
        candidate += np.matmul(reset, weights.candidate, out=added[:, :width])
        np.tanh(candidate, out=candidate)
        candidate -= before
        candidate *= update
        before += candidate
        states[step] = before
