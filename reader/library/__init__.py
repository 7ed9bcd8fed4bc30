"""The library as both front ends use it: the facade, and the nouns behind it."""

from reader.library.facade import Library, open_library

__all__ = ["Library", "open_library"]
