"""The tagger whose weights lie in jieba's wheel.

jieba 0.42 (MIT) carries, in `jieba/lac_small`, the small model of Baidu's LAC (Apache 2.0): two
layers of BiGRU under a CRF over characters, with parts of speech and names as labels (Jiao, Sun
and Sun 2018, arXiv:1807.01882). jieba runs it with PaddlePaddle; here it takes numpy and the
files, and jieba itself is not imported. The weights are Paddle's raw tensors: a version, then
lengths, a protobuf message with the shape, then the numbers.
"""

import struct
from functools import cache
from importlib.abc import Traversable
from importlib.util import find_spec
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.entities.bigru import BiGru, Gru, encode, gru
from reader.entities.crf import Array, Chain, posterior
from reader.entities.sequences import Batch
from reader.errors import ReaderError

_CODES = 0x110000  # code points there are
_SHAPE = 2  # the field of the message that holds the shape
_VARINT, _BYTES = 0, 2  # protobuf's wire types


class LacMissing(ReaderError):
    """The files of the model are not where jieba keeps them, or are not what they were."""


class Lac(NamedTuple):
    """The model, ready to run."""

    ids: NDArray[np.intp]
    """The row of the embedding for each code point."""
    embedding: Array
    layers: tuple[BiGru, ...]
    weights: Array
    """States × labels."""
    bias: Array
    chain: Chain
    labels: tuple[str, ...]
    """`PER-B`, `PER-I`, …, `O`: the names of the columns."""

    def states(self, codes: NDArray[np.uint32], batch: Batch) -> Array:
        """Return what the network makes of each character: rows × 256."""
        return encode(self.layers, self.embedding, self.ids[codes[batch.offsets]], batch)

    def likely(self, states: Array, batch: Batch) -> Array:
        """Return how likely each label is at each row: rows × labels."""
        scores: Array = states @ self.weights
        scores += self.bias
        return posterior(self.chain, scores, batch).labels


@cache
def load() -> Lac:
    """Read the model; some 0.1 s and 15 MB. Raises `LacMissing`."""
    folder = _folder()
    try:
        return _read(folder)
    except (OSError, ValueError, KeyError, IndexError, struct.error) as error:
        raise LacMissing(f"{folder}: {error}") from error


def _folder() -> Traversable:
    spec = find_spec("jieba")
    loader = spec.loader if spec else None
    reader = getattr(loader, "get_resource_reader", lambda _: None)("jieba")
    if reader is None:
        raise LacMissing("jieba")
    files: Traversable = reader.files()
    return files / "lac_small"


def _read(folder: Traversable) -> Lac:
    words = _numbered(folder / "word.dic")
    labels = _numbered(folder / "tag.dic")
    ids = np.full(_CODES, words["OOV"], np.intp)
    for word, number in words.items():
        if len(word) == 1:
            ids[ord(word)] = number
    tensors = folder / "model_baseline"
    layers = tuple(
        BiGru(_direction(tensors, number), _direction(tensors, number + 1)) for number in (0, 2)
    )
    start, end, *follow = _tensor(tensors / "crfw")
    return Lac(
        ids,
        _tensor(tensors / "word_emb"),
        layers,
        _tensor(tensors / "fc_4.w_0"),
        _tensor(tensors / "fc_4.b_0").ravel(),
        Chain(start, end, np.array(follow)),
        tuple(sorted(labels, key=labels.__getitem__)),
    )


def _direction(tensors: Traversable, number: int) -> Gru:
    flat = _tensor(tensors / f"gru_{number}.w_0").ravel()
    bias = _tensor(tensors / f"gru_{number}.b_0") + _tensor(tensors / f"fc_{number}.b_0")
    width = bias.size // 3
    gates, candidate = np.split(flat, [2 * width * width])
    return gru(
        _tensor(tensors / f"fc_{number}.w_0"),
        bias.ravel(),
        gates.reshape(width, 2 * width),
        candidate.reshape(width, width),
    )


def _numbered(file: Traversable) -> dict[str, int]:
    rows = (line.split("\t") for line in file.read_text("utf-8").split("\n"))
    return {row[1]: int(row[0]) for row in rows if len(row) == 2}


def _tensor(file: Traversable) -> Array:
    data = file.read_bytes()
    start = 4
    (levels,) = struct.unpack_from("<Q", data, start)
    start += 8
    for _ in range(levels):
        (length,) = struct.unpack_from("<Q", data, start)
        start += 8 + length
    start += 4
    (length,) = struct.unpack_from("<i", data, start)
    start += 4
    shape = _shape(data[start : start + length])
    return np.frombuffer(data, "<f4", offset=start + length).reshape(shape)


def _shape(message: bytes) -> list[int]:
    shape: list[int] = []
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        value, at = _varint(message, at)
        if key == _SHAPE << 3 | _VARINT:
            shape.append(value)
        elif key == _SHAPE << 3 | _BYTES:  # all in one
            end = at + value
            while at < end:
                value, at = _varint(message, at)
                shape.append(value)
    return shape


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at
