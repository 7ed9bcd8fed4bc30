"""The model of our own: what LAC's network sees in a sentence, read as the ten types of names.

A linear-chain CRF whose scores are a linear function of LAC's states and of sparse features of
the characters (`reader.entities.features`). It is trained by `training/train.py` on sentences
written for this project; the weights are in `data/labeller.npz`.
"""

import io
import pkgutil
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.entities.crf import Array, Chain
from reader.entities.features import describe
from reader.entities.sequences import Batch
from reader.model import EntityType

OUTSIDE = "O"
LABELS = (OUTSIDE, *(f"{side}-{kind.value}" for kind in EntityType for side in "BI"))
"""`B-` begins a name, `I-` goes on with it (Ramshaw and Marcus 1995)."""

_PACKAGE, _FILE = "reader.entities.data", "labeller.npz"


class Labeller(NamedTuple):
    """The weights."""

    states: Array
    """LAC's states × labels."""
    table: Array
    """Buckets × labels."""
    bias: Array
    chain: Chain

    def scores(
        self, states: Array, codes: NDArray[np.uint32], labels: NDArray[np.intp], batch: Batch
    ) -> Array:
        """Return how well each label fits each row; `labels` are LAC's."""
        scores: Array = states @ self.states
        scores += self.bias
        for column in describe(codes, labels, batch).T:
            scores += self.table[column]
        return scores


@cache
def load() -> Labeller:
    """Read the weights; some 10 ms. Raises `OSError` when there are none."""
    content = pkgutil.get_data(_PACKAGE, _FILE) or b""
    with np.load(io.BytesIO(content)) as file:
        arrays = {name: file[name].astype(np.float32) for name in file.files}
    chain = Chain(arrays["start"], arrays["end"], arrays["follow"])
    return Labeller(arrays["states"], arrays["table"], arrays["bias"], chain)
