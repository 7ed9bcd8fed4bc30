"""What was pasted: addresses, paths of files as a terminal writes them, or a text."""

# As a Path, an empty path would be the current folder.
# ruff: noqa: PTH110, PTH111

import os
import shlex
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_WEB = ("http://", "https://")
_MOST_WORDS = 1_000
_LONGEST = 100_000  # code points of what may be addresses or paths


class Pasted(NamedTuple):
    """What was pasted; one of these, or nothing where it was blank."""

    addresses: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    text: str = ""


def understand(text: str) -> Pasted:
    """Return what a pasted `text` is: all of it addresses, all of it paths that exist, or words.

    Dragging files into a terminal pastes their paths, quoted or with backslashes before what the
    shell would read otherwise, or as `file:` addresses.
    """
    stripped = text.strip()
    if not stripped:
        return Pasted()
    words = stripped.split() if len(stripped) <= _LONGEST else []
    if 0 < len(words) <= _MOST_WORDS and all(word[:8].lower().startswith(_WEB) for word in words):
        return Pasted(addresses=tuple(dict.fromkeys(words)))
    if len(stripped) <= _LONGEST:
        for named in ([stripped], stripped.splitlines(), _unquoted(stripped)):
            paths = [_path(each.strip()) for each in named]
            if 0 < len(paths) <= _MOST_WORDS and all(map(_exists, paths)):
                return Pasted(paths=tuple(dict.fromkeys(paths)))
    return Pasted(text=stripped)


def _unquoted(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:  # a quotation mark without its other half
        return []


def _path(word: str) -> str:
    if word.lower().startswith("file://"):
        return unquote(urlsplit(word).path)
    return os.path.expanduser(word)


def _exists(path: str) -> bool:
    try:
        return bool(path) and os.path.exists(path)
    except ValueError:  # a NUL in it
        return False
