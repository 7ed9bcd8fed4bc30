"""Bytes of many kinds to documents: `find_items`, `read_all`, `read_parts`, `read_bytes`."""

from reader.importing.files import Item, find_items
from reader.importing.formats import read_bytes
from reader.importing.reading import Incoming, read_all, read_parts

__all__ = ["Incoming", "Item", "find_items", "read_all", "read_bytes", "read_parts"]
