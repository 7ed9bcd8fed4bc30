"""What was used last, held in memory up to a limit."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Values by key, each with a weight; the last used ones stay. Any thread may use it."""

    def __init__(self, most: int) -> None:
        """Hold values that together weigh up to `most`, none of which weighs an eighth of it."""
        self._most = most
        self._weight = 0
        self._held: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._changing = threading.Lock()

    def get(self, key: K) -> V | None:
        """Return the value of `key`, if it is held."""
        with self._changing:
            found = self._held.get(key)
            if found is None:
                return None
            self._held.move_to_end(key)
            return found[0]

    def hold(self, key: K, value: V, weight: int) -> None:
        """Hold the value of `key`, in place of any that it has."""
        with self._changing:
            self._weight -= self._held.pop(key, (value, 0))[1]
            if weight > self._most // 8:
                return
            self._held[key] = value, weight
            self._weight += weight
            while self._weight > self._most:
                self._weight -= self._held.popitem(last=False)[1][1]
