"""The statistical layer: names told by the characters around them.

LAC's network (`reader.entities.lac`) reads the sentences, the labeller of our own
(`reader.entities.labeller`) tells from its states and from the characters what is a name. Loaded
when it is first used: numpy and some 15 MB of weights.
"""

import os
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from reader.entities.lexicon import Match
from reader.entities.sequences import batches, codes
from reader.errors import ReaderError
from reader.i18n import tr
from reader.model import Span
from reader.model.entity import EntityType

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reader.entities.bigru import Array
    from reader.entities.labeller import Labeller
    from reader.entities.lac import Lac


class TaggerMissing(ReaderError):
    """There are no weights, or nothing to compute with."""


class Tagged(NamedTuple):
    """A stretch that the model takes for a name."""

    span: Span
    type: EntityType
    confidence: float
    """From 0 to 1."""


# A name holds no sign but these, and begins and ends with none of them; a title may hold more.
_NAME = re.compile(r"\w(?:[\w·•‧・&.'’+ /-]*[\w+])?")
_TITLE = re.compile(r"\w(?:[\w·•‧・&.'’+ /:：，、—-]*[\w+！？!?])?")


class Reading(NamedTuple):
    """What the model makes of a text."""

    names: tuple[Tagged, ...] = ()
    """In order and disjoint."""
    labels: bytes = b""
    """For each code point the number of LAC's label, `UNREAD` where it was not asked."""


UNREAD = 255


def read(text: str, known: Iterable[Match] = ()) -> Reading:
    """Return the names and the words of a text.

    `known` are the names that a lexicon finds in it: the model asks for them, and for more. Takes
    time in proportion to the text's length; what it computes with is held for a few thousand
    characters at a time. Raises `TaggerMissing`.
    """
    lac, labeller = _load()
    import numpy as np

    from reader.entities.crf import best_labels, posterior
    from reader.entities.features import marks
    from reader.entities.labeller import see

    points = codes(text)
    named = marks(known, len(text))
    labels = np.zeros(len(text), np.int16)
    parts = np.full(len(text), UNREAD, np.uint8)
    sureness = np.zeros(len(text), np.float32)
    for batch in batches(text):
        seen = see(lac, points, batch)
        scores = labeller.scores(seen, points, named, batch)
        best = best_labels(labeller.chain, scores, batch)
        likely = posterior(labeller.chain, scores, batch).labels
        labels[batch.offsets] = best
        parts[batch.offsets] = seen.labels
        sureness[batch.offsets] = np.take_along_axis(likely, best[:, None], 1)[:, 0]
    return Reading(tuple(_names(text, labels, sureness)), parts.tobytes())


def words() -> tuple[str, ...]:
    """Return LAC's labels by their numbers: `v-B` where a verb begins, `v-I` where it goes on."""
    return _load()[0].labels


def missing() -> str:
    """Return why there is no model, in the user's language; empty if there is one."""
    try:
        _load()
    except TaggerMissing as error:
        return str(error)
    return ""


def _load() -> "tuple[Lac, Labeller]":
    # Many small products: a second thread only waits. Read when numpy is first imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from reader.entities import labeller, lac
    except ImportError as error:
        raise TaggerMissing(tr("names are told without a model: numpy is missing")) from error
    try:
        return lac.load(), labeller.load()
    except lac.LacMissing as error:
        message = tr("names are told without a model: jieba’s files cannot be read ({reason})")
        raise TaggerMissing(message.format(reason=error)) from error


def _names(text: str, labels: "NDArray[np.int16]", sureness: "Array") -> Iterator[Tagged]:
    import numpy as np

    begins = np.flatnonzero(labels & 1)  # `B-` labels are odd, `I-` even, none is 0
    inside = (labels > 0) & (labels & 1 == 0)
    for start in begins.tolist():
        kind = _KINDS[(labels[start] - 1) // 2]
        end = start + 1
        while end < len(text) and inside[end]:
            end += 1
        form = _TITLE if kind is EntityType.WORK else _NAME
        for name in form.finditer(text, start, end):
            span = Span(*name.span())
            yield Tagged(span, kind, float(sureness[span.start : span.end].min()))


_KINDS = tuple(EntityType)
