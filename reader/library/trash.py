"""Where notes go that are deleted, until it is emptied."""

from collections.abc import Iterable

from reader.database.annotations.base import AnnotationStore
from reader.model.annotation import ALL, NoteListing


class Trash:
    """The notes in the trash of a library; `Notes.delete` moves them there."""

    def __init__(self, store: AnnotationStore) -> None:
        self._store = store

    def restore(self, *notes: str) -> int:
        """Take notes out of the trash; return how many: those whose article is gone stay there."""
        return self._store.restore_all(named(self._store, notes))

    def restore_all(self, listing: NoteListing = ALL) -> int:
        """Take those of `listing` out of the trash whose article is there; return how many."""
        return self._store.restore_all(listing)

    def empty(self, listing: NoteListing = ALL) -> int:
        """Remove those of `listing` that are in the trash for good; return how many."""
        return self._store.empty_trash(listing)


def named(store: AnnotationStore, notes: Iterable[str]) -> NoteListing:
    """Return the listing of notes that are named by their ids, or the beginnings of them."""
    return NoteListing(ids=tuple(store.get(note).id for note in notes) or ("",))
