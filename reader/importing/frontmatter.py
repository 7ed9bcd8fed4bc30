"""The YAML block that may open a Markdown file, and what it says of the article.

All scalars are read as the strings they are written as, so that `title: 2023` and `title: no` are
titles. Where the YAML is broken (`title: GPT-4: 新时代` is the usual way), its plain lines are read
one by one.
"""

import re
from dataclasses import dataclass

from reader.importing.dates import parse_date
from reader.text.normalise import one_line

_LARGEST = 16_384  # code points
_BLOCK = re.compile(r"---[ \t]*\n(.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LINE = re.compile(r"([A-Za-z_-]{1,30})[ \t]*:[ \t]+(.+)")
_KEYS = frozenset(
    {"title", "author", "authors", "date", "published", "source", "url", "link", "tags", "keywords"}
    | {"categories", "lang", "description", "summary", "draft", "layout", "slug"}
)
_LONGEST = {"title": 200, "author": 100, "source": 100, "url": 2_000, "tag": 40}
_MOST_TAGS = 30

_Value = str | list[str]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a front matter says; empty where it says nothing."""

    title: str = ""
    author: str = ""
    source: str = ""
    date: str = ""
    url: str = ""
    tags: tuple[str, ...] = ()


def split(text: str) -> tuple[FrontMatter, str]:
    """Return what the front matter of a canonical `text` says, and the text after it."""
    match = _BLOCK.match(text, 0, _LARGEST) if text.startswith("---") else None
    values = _values(match[1] or "") if match else {}
    if match is None or not _KEYS.intersection(values):
        return FrontMatter(), text
    return _front_matter(values), text[match.end() :]


def _front_matter(values: dict[str, _Value]) -> FrontMatter:
    source = _joined(values, "source", limit=_LONGEST["source"])
    url = _joined(values, "url", "link", "canonical", limit=_LONGEST["url"])
    if not url and re.match("https?://", source):
        source, url = "", source
    return FrontMatter(
        title=_joined(values, "title", limit=_LONGEST["title"]),
        author=_joined(values, "author", "authors", limit=_LONGEST["author"]),
        source=source,
        date=_date(_joined(values, "date", "published", "created", limit=40)),
        url=url,
        tags=_tags(values.get("tags") or values.get("keywords") or ""),
    )


def _joined(values: dict[str, _Value], *keys: str, limit: int) -> str:
    """Return the value of the first of `keys` that has one, on one line."""
    for key in keys:
        value = values.get(key, "")
        text = one_line(value if isinstance(value, str) else "、".join(value))
        if text:
            return one_line(text, limit)
    return ""


def _date(value: str) -> str:
    """Return a date in ISO 8601; a bare year is one here."""
    return parse_date(f"{value}年" if value.isdecimal() else value)


def _tags(value: _Value) -> tuple[str, ...]:
    """Return tags, once each; a string holds them separated by commas, else by spaces."""
    if isinstance(value, str):
        value = re.split("[,，、;；]" if re.search("[,，、;；]", value) else r"\s+", value)
    tags = (one_line(one_line(tag).lstrip("#"), _LONGEST["tag"]) for tag in value[: 4 * _MOST_TAGS])
    return tuple(dict.fromkeys(filter(None, tags)))[:_MOST_TAGS]


def _values(block: str) -> dict[str, _Value]:
    """Return the scalars and lists of scalars in a YAML mapping, by lower-case key."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        loaded = yaml.load(block, Loader=loader)
    except (yaml.YAMLError, RecursionError, ValueError):
        lines = filter(None, map(_LINE.match, block.split("\n")))
        loaded = {line[1]: line[2].strip().strip("'\"") for line in lines}
    if not isinstance(loaded, dict):
        return {}
    values: dict[str, _Value] = {}
    for key, value in loaded.items():
        if isinstance(key, str) and isinstance(value, str):
            values.setdefault(key.lower(), value)
        elif isinstance(key, str) and isinstance(value, list):
            values.setdefault(key.lower(), [item for item in value if isinstance(item, str)])
    return values
