"""What the recogniser knows, as plain text that anyone can edit.

`*.lexicon.txt` hold names (the format is described in `reader.entities.lexicon`); `*.words.txt`
hold the words that rules are made of, separated by blanks; `#` begins a remark.
"""

import pkgutil
import re
from collections.abc import Iterable
from functools import cache
from importlib import resources


@cache
def files(suffix: str = ".txt") -> tuple[str, ...]:
    """Return the names of the files that end so, sorted."""
    names = (file.name for file in resources.files(__name__).iterdir())
    return tuple(sorted(name for name in names if name.endswith(suffix)))


def text(name: str) -> str:
    """Return what a file holds."""
    return (pkgutil.get_data(__name__, name) or b"").decode("utf-8")


@cache
def words(name: str) -> frozenset[str]:
    """Return the words in `NAME.words.txt`."""
    rows = text(f"{name}.words.txt").splitlines()
    return frozenset(word for row in rows for word in row.partition("#")[0].split())


def alternatives(choices: Iterable[str]) -> str:
    """Return the source of a pattern that matches any of `choices`, the longest that fits.

    It is built as a trie, so that it takes no longer with many words than with few.
    """
    by_first: dict[str, list[str]] = {}
    for word in sorted(set(choices)):
        by_first.setdefault(word[:1], []).append(word[1:])
    ends = "" in by_first
    by_first.pop("", None)
    single = [first for first, rests in by_first.items() if rests == [""]]
    branches = [
        re.escape(first) + (alternatives(rests) if rests != [""] else "")
        for first, rests in by_first.items()
        if rests != [""]
    ]
    if single:
        branches.append(
            f"[{''.join(map(re.escape, single))}]" if single[1:] else re.escape(single[0])
        )
    source = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return f"{source}?" if ends else source
