"""Lists of links in HTML as programs write them, read tag by tag: no depth is too deep."""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>dl|dd|dt|h1|h3|ul|li|a)(?=[\s>/])"""
    r"""(?P<attributes>(?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"""(?<![^\s"'])([a-z_-]{1,40})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<[^<>]*>")
_LONGEST = 10_000  # code points of a text between two tags


class Part(NamedTuple):
    """A tag, and what stands between it and the next."""

    name: str
    """In lower case; an end tag's with a slash before it."""
    attributes: dict[str, str]
    text: str


def parts(source: str) -> Iterator[Part]:
    """Yield what lists of links are made of, in order; other tags belong to the text."""
    before = None
    for match in _TAG.finditer(source):
        if before is not None:
            yield _part(source, before, match.start())
        before = match
    if before is not None:
        yield _part(source, before, len(source))


def _part(source: str, match: re.Match[str], end: int) -> Part:
    words = _MARKUP.sub("", source[match.end() : min(end, match.end() + _LONGEST)])
    attributes = {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(match["attributes"])
    }
    return Part(match["end"] + match["name"].lower(), attributes, unescape(words).strip())
