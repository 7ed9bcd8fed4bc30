"""Full-text search engines; the one in use is named here. Another is a module and that line."""

from collections.abc import Callable
from pathlib import Path

from reader.search.base import IndexField, SearchIndex
from reader.text.segment import Analyzer


def open_index(folder: Path, fingerprint: str, analyzer: Callable[[], Analyzer]) -> SearchIndex:
    """Return the index in `folder`, which need not be there; nothing is opened or made yet.

    `fingerprint` tells how `analyzer`, asked for when something is written, cuts texts.
    """
    from reader.search.whoosh_index import WhooshIndex as Engine  # loads Whoosh and NumPy

    return Engine(folder, f"{fingerprint}; {', '.join(IndexField)}", analyzer)
