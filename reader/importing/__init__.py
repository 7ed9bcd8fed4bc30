"""Bytes of many kinds to documents: `find_items`, `read_item`, `read_bytes`."""

from reader.importing.files import Item, find_items, read_item
from reader.importing.formats import read_bytes

__all__ = ["Item", "find_items", "read_bytes", "read_item"]
