"""The network, beside the same network written a character at a time."""

import numpy as np
from numpy.typing import NDArray

from reader.entities.bigru import BiGru, Gru, encode, gru
from reader.entities.sequences import batches, codes

Array = NDArray[np.float32]
TEXT = "王小云在清华大学任教。她说：“好！”\n一\n退潮之後，船擱在灘上，人們才看見那條航道。"
WIDTH = 8


def _weights(random: np.random.Generator, inputs: int) -> tuple[Array, ...]:
    shapes = [(inputs, 3 * WIDTH), (3 * WIDTH,), (WIDTH, 2 * WIDTH), (WIDTH, WIDTH)]
    return tuple(random.normal(0, 0.5, shape).astype(np.float32) for shape in shapes)


def _sigmoid(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))


def _read(weights: tuple[Array, ...], inputs: Array) -> Array:
    projection, bias, gates, candidate = weights
    state, states = np.zeros(WIDTH, np.float32), []
    for row in inputs @ projection + bias:
        update, reset = np.split(_sigmoid(row[: 2 * WIDTH] + state @ gates), 2)
        new = np.tanh(row[2 * WIDTH :] + (reset * state) @ candidate)
        state = (1 - update) * state + update * new
        states.append(state)
    return np.array(states)


def test_a_batch_is_read_as_its_sentences_are_one_by_one() -> None:
    random = np.random.default_rng(7)
    embedding = random.normal(0, 1, (5, 6)).astype(np.float32)
    plain = [[_weights(random, 6) for _ in "ab"], [_weights(random, 2 * WIDTH) for _ in "ab"]]
    layers = [BiGru(*(gru(*weights) for weights in layer)) for layer in plain]
    assert all(isinstance(direction, Gru) for layer in layers for direction in layer)
    (batch,) = batches(TEXT)
    ids = (codes(TEXT) % 5).astype(np.intp)
    states = encode(layers, embedding, ids[batch.offsets], batch)
    assert states.shape == (len(batch.offsets), 2 * WIDTH)
    for number, sentence in enumerate(batch.sentences):
        expected = embedding[ids[sentence.start : sentence.end]]
        for left, right in plain:
            backward = _read(right, expected[::-1])[::-1]
            expected = np.concatenate([_read(left, expected), backward], 1)
        np.testing.assert_allclose(states[batch.rows(number)], expected, atol=1e-5)
