"""The statistical layer: names told by the characters around them.

Loaded when it is first used: numpy and some 13 MB of weights. See `reader.entities.lac` for where
they come from.
"""

import os
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.entities.sequences import batches, codes
from reader.errors import ReaderError
from reader.i18n import tr
from reader.model import EntityType, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reader.entities.bigru import Array
    from reader.entities.lac import Lac


class TaggerMissing(ReaderError):
    """There are no weights, or nothing to compute with."""


class Tagged(NamedTuple):
    """A stretch that the model takes for a name."""

    span: Span
    type: EntityType
    confidence: float
    """From 0 to 1."""


_TYPES = {
    "PER": EntityType.PERSON,
    "nr": EntityType.PERSON,
    "LOC": EntityType.PLACE,
    "ns": EntityType.PLACE,
    "ORG": EntityType.ORG,
    "nt": EntityType.ORG,
    "nw": EntityType.WORK,
    "TIME": EntityType.DATE,
}
"""What LAC's labels mean here; `t` is any time (目前), `nz` any other name."""

# A name holds no sign but these, and begins and ends with none of them.
_NAME = re.compile(r"\w(?:[\w·•‧・&.'’+ /-]*[\w+])?")


def tag(text: str) -> list[Tagged]:
    """Return what the model takes for names, in order and disjoint.

    Takes time in proportion to the text's length; what it computes with is held for a few
    thousand characters at a time. Raises `TaggerMissing`.
    """
    lac = _load()
    import numpy as np

    points = codes(text)
    labels = np.full(len(text), lac.labels.index("O"), np.int16)
    sureness = np.zeros(len(text), np.float32)
    for batch in batches(text):
        scores = lac.scores(lac.states(points, batch))
        best = lac.best(scores, batch)
        labels[batch.offsets] = best
        sureness[batch.offsets] = _sureness(scores, best)
    return list(_names(text, [lac.labels[label] for label in labels.tolist()], sureness))


def missing() -> str:
    """Return why there is no model, in the user's language; empty if there is one."""
    try:
        _load()
    except TaggerMissing as error:
        return str(error)
    return ""


def _load() -> "Lac":
    # Many small products: a second thread only waits. Read when numpy is first imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from reader.entities.lac import LacMissing, load
    except ImportError as error:
        raise TaggerMissing(tr("names are told without a model: numpy is missing")) from error
    try:
        return load()
    except LacMissing as error:
        message = tr("names are told without a model: jieba’s files cannot be read ({reason})")
        raise TaggerMissing(message.format(reason=error)) from error


def _sureness(scores: "Array", best: "NDArray[np.intp]") -> "Array":
    """Return for each row how likely its label is by its character alone."""
    import numpy as np

    chosen = np.take_along_axis(scores, best[:, None], 1)
    sureness: Array = 1 / np.exp(scores - chosen).sum(1)
    return sureness


def _names(text: str, labels: Sequence[str], sureness: "Array") -> Iterator[Tagged]:
    start = 0
    for end in range(1, len(labels) + 1):
        kind, _, _ = labels[start].partition("-")
        if end < len(labels) and labels[end] == f"{kind}-I":
            continue
        if kind in _TYPES:
            for name in _NAME.finditer(text, start, end):
                span = Span(*name.span())
                confidence = float(sureness[span.start : span.end].mean())
                yield Tagged(span, _TYPES[kind], confidence)
        start = end
