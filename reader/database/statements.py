"""Values in statements: as many as SQLite takes, and the marks that stand for them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

_MOST = 500
"""Values put into one statement; SQLite takes more than that everywhere."""

CHOSEN = "(SELECT value FROM json_each(?))"
"""Any number of values at once, given as a JSON array."""


def batches(values: Iterable[T]) -> Iterator[list[T]]:
    """Yield `values` in lists short enough for one statement."""
    waiting = iter(values)
    while some := list(islice(waiting, _MOST)):
        yield some


def marks(values: Sequence[object]) -> str:
    """Return a question mark for each of `values`."""
    return ", ".join("?" * len(values))
