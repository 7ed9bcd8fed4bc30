"""The model of our own: what LAC's network sees in a sentence, read as the ten types of names.

A linear-chain CRF. Its scores are those of a small network over LAC's states, and of sparse
features of the characters (`reader.entities.features`). It is trained by `training/train.py` on
sentences written for this project; the weights are in `data/labeller.npz`.
"""

import io
import pkgutil
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.entities.crf import Array, Chain
from reader.entities.features import describe
from reader.entities.lac import Lac
from reader.entities.sequences import Batch
from reader.model.entity import EntityType

OUTSIDE = "O"
LABELS = (OUTSIDE, *(f"{side}-{kind.value}" for kind in EntityType for side in "BI"))
"""`B-` begins a name, `I-` goes on with it (Ramshaw and Marcus 1995)."""

_PACKAGE, _FILE = "reader.entities.data", "labeller.npz"


class Seen(NamedTuple):
    """What LAC makes of the rows of a batch."""

    values: Array
    """Rows × its states and its labels' likelihoods."""
    labels: NDArray[np.intp]
    """The likeliest ones."""


class Labeller(NamedTuple):
    """The weights."""

    seen: Array
    """LAC's states and how likely it holds its labels × labels."""
    hidden: Array
    """The same × the units of a hidden layer."""
    shown: Array
    """Hidden units × labels."""
    table: Array
    """Buckets × labels."""
    bias: Array
    chain: Chain

    def scores(
        self, seen: Seen, codes: NDArray[np.uint32], known: NDArray[np.uint32], batch: Batch
    ) -> Array:
        """Return how well each label fits each row; `codes` and `known` are of the whole text."""
        scores: Array = seen.values @ self.seen
        scores += np.tanh(seen.values @ self.hidden) @ self.shown
        scores += self.bias
        for column in describe(codes, seen.labels, known, batch).T:
            scores += self.table[column]
        return scores


def see(lac: Lac, codes: NDArray[np.uint32], batch: Batch) -> Seen:
    """Return what LAC makes of a batch; `codes` are those of the whole text."""
    states = lac.states(codes, batch)
    likely = lac.likely(states, batch)
    return Seen(np.concatenate([states, likely], 1), likely.argmax(1))


@cache
def load() -> Labeller:
    """Read the weights; some 10 ms. Raises `OSError` when there are none."""
    content = pkgutil.get_data(_PACKAGE, _FILE) or b""
    with np.load(io.BytesIO(content)) as file:
        arrays = {name: file[name].astype(np.float32) for name in file.files}
    chain = Chain(arrays["start"], arrays["end"], arrays["follow"])
    return Labeller(
        arrays["seen"], arrays["hidden"], arrays["shown"], arrays["table"], arrays["bias"], chain
    )
