"""Tags typed in one line."""

import re
from collections.abc import Collection

_COMMAS, _LIST_COMMA = re.compile("[,，]"), "、"


def split_tags(line: str, known: Collection[str]) -> list[str]:
    """Return the tags that a line names, separated by commas of any kind.

    A tag that is `known` stays whole even if it holds the comma of Chinese lists.
    """
    tags: list[str] = []
    for part in _COMMAS.split(line):
        tag = part.strip()
        tags += [tag] if tag in known else tag.split(_LIST_COMMA)
    return [tag for tag in map(str.strip, tags) if tag]
