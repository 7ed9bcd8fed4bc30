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
    """The weights of one direction; `width` is that of its state.

    Each comes as one array for the update gate, one for the reset gate and one for the candidate:
    what is computed at a step then lies in one piece of memory.
    """

    projections: tuple[Array, Array, Array]
    """inputs × width: what the input adds."""
    biases: tuple[Array, Array, Array]
    """width."""
    states: tuple[Array, Array, Array]
    """width × width: what the state adds; to the candidate, the state reset."""


class BiGru(NamedTuple):
    """One layer: a reader from the left and one from the right."""

    forward: Gru
    backward: Gru

    @property
    def width(self) -> int:
        """How wide the layer's output is: both states beside each other."""
        return self.forward.biases[0].size + self.backward.biases[0].size


def gru(projection: Array, bias: Array, gates: Array, candidate: Array) -> Gru:
    """Return the weights, for a step that computes a sigmoid as `(1 + tanh(x / 2)) / 2`.

    `projection` is inputs × 3 width, `bias` 3 width, `gates` width × 2 width, `candidate` width ×
    width; the update gate's columns come first, the candidate's last.
    """
    half = np.float32(0.5)
    update, reset, new = np.split(projection, 3, axis=1)
    biases = np.split(bias, 3)
    of_update, of_reset = np.split(gates, 2, axis=1)
    return Gru(
        (_solid(update * half), _solid(reset * half), _solid(new)),
        (biases[0] * half, biases[1] * half, biases[2]),
        # The halving of the reset gate is the candidate's: it is multiplied with it.
        (_solid(of_update * half), _solid(of_reset * half), _solid(candidate * half)),
    )


def _solid(array: Array) -> Array:
    return np.ascontiguousarray(array, np.float32)


def encode(layers: Sequence[BiGru], embedding: Array, ids: NDArray[np.intp], batch: Batch) -> Array:
    """Return the states of the last layer: rows × its width.

    `ids` says for each row which row of `embedding` it is.
    """
    first, *others = layers
    # A character's projection is computed once for all the places where it stands.
    known, place = np.unique(ids, return_inverse=True)
    inputs = [[part[place] for part in _projected(embedding[known], one)] for one in first]
    states = _run(first, inputs, batch)
    for layer in others:
        states = _run(layer, [_projected(states, one) for one in layer], batch)
    return states


def _projected(inputs: Array, direction: Gru) -> list[Array]:
    return [
        inputs @ projection + bias
        for projection, bias in zip(direction.projections, direction.biases, strict=True)
    ]


def _run(layer: BiGru, inputs: Sequence[Sequence[Array]], batch: Batch) -> Array:
    steps = batch.steps()
    # From the right, sentences join in as their last characters are reached.
    left = _follow(layer.forward, inputs[0], steps)
    right = _follow(layer.backward, inputs[1], steps[::-1])
    return np.concatenate([left, right], 1)


def _follow(weights: Gru, inputs: Sequence[Array], steps: Sequence[slice]) -> Array:
    """Return the state after each step; `inputs` is used up."""
    states = np.empty_like(inputs[0])
    most = max(step.stop - step.start for step in steps)
    state, room = np.zeros((2, most, states.shape[1]), np.float32)
    of_update, of_reset, of_candidate = weights.states
    for step in steps:
        count = step.stop - step.start
        update, reset, candidate = (part[step] for part in inputs)
        before, added = state[:count], room[:count]
        update += np.matmul(before, of_update, out=added)
        np.tanh(update, out=update)
        update += 1
        reset += np.matmul(before, of_reset, out=added)
        np.tanh(reset, out=reset)
        reset += 1
        reset *= before
        candidate += np.matmul(reset, of_candidate, out=added)
        np.tanh(candidate, out=candidate)
        candidate -= before
        candidate *= update
        candidate *= 0.5
        before += candidate
        states[step] = before
    return states
