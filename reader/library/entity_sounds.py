"""The entities of a library by how their names sound: `baidu` and `bd` find 百度."""

import threading
import time

from reader.database.entity_store import EntityStore
from reader.entities.nouns import NAMED
from reader.text.fold import fold
from reader.text.pinyin import Names, looks_like_pinyin

_FRESH = 30.0
"""Seconds for which the names are remembered."""
_MOST = 100_000
"""Entities whose names are known: the most mentioned."""
_HEARD = 1_000
"""Names that one text may stand for."""


class EntitySounds:
    """Finds names by their pinyin, as they were half a minute ago at most. For any thread."""

    def __init__(self, store: EntityStore) -> None:
        self._store = store
        self._making = threading.Lock()
        self._names: list[str] = []
        self._sounds = Names(())
        self._made: float | None = None

    def like(self, text: str) -> tuple[str, ...]:
        """Return the names that sound like a text of letters, those of frequent entities first.

        Empty where the text cannot be pinyin. May raise a LibraryError.
        """
        typed = fold(text).strip()
        if not looks_like_pinyin(typed):
            return ()
        with self._making:
            self._refresh()
            found = dict.fromkeys(self._names[one.name] for one in self._sounds.typed(typed))
        return tuple(found)[:_HEARD]

    def prepare(self) -> None:
        """Read the names now, so that the first text does not wait: it may take a second."""
        with self._making:
            self._refresh()

    def _refresh(self) -> None:
        if self._made is None or time.monotonic() - self._made > _FRESH:
            known = self._store.known_names(NAMED, _MOST)
            self._names = list(dict.fromkeys(name for _, name in known))
            self._sounds = Names(self._names)
            self._made = time.monotonic()
