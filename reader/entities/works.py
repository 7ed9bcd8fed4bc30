"""Titles of works: what stands in 《》."""

import re
from collections.abc import Iterator

from reader.entities.candidate import Candidate
from reader.model import EntityType, Evidence

_LONGEST = 80  # code points of a title
_TITLE = re.compile("《([^《》\n]{1,80})》")


def find(text: str) -> Iterator[Candidate]:
    """Yield the titles in 《》; the brackets are no part of them."""
    for match in _TITLE.finditer(text):
        inner = match[1].strip()
        if inner:
            start = match.start(1) + match[1].index(inner)
            yield Candidate(start, start + len(inner), EntityType.WORK, Evidence.RULE, 0.97)
