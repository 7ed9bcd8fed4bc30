"""Searching a library: what a query asks, where it holds, and keeping the index up to date."""

from reader.searching.searcher import Searcher

__all__ = ["Searcher"]
