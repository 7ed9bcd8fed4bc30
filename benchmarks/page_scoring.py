"""Saved pages whose gold stands in them, and how far what was read agrees with it.

A file begins with lines of `title: …`, `author: …` (names, by blanks), `date: …`, `time: …` and
`source: …`, ended by an empty line; `|` parts what is right as well (nothing, before the first).
In the page after it `⟦…⟧` stands around each paragraph of the article (each of its lines is one)
and `⟨…⟩` around what may be taken or left: captions, bylines, standfirsts. The page that is read
has no such marks.

Texts are compared without blanks, in NFKC. Figures are those of one page; tables give their mean.
"""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import Any

_MARKS = str.maketrans("", "", "⟦⟧⟨⟩")
_TAG = re.compile(r"<[^>]*>")
_LINE = re.compile(r"<br[^>]*>|\n")
_NAMES = re.compile(r"[\s、，,；;/／｜·]+")
_ROLE = re.compile(r"本报|记者|記者|通讯员|作者|撰文|[文图][:：/|｜]")


def read(path: Path) -> tuple[dict[str, Any], bytes]:
    """Return the gold of a marked page, and the page without it, in UTF-8."""
    head, _, page = path.read_text(encoding="utf-8").partition("\n\n")
    gold: dict[str, Any] = {"author": "", "source": "", "time": ""}
    gold |= dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    gold["body"] = "\n".join(_marked(page, "⟦", "⟧"))
    gold["optional"] = _marked(page, "⟨", "⟩")
    return gold, page.translate(_MARKS).encode()


def _marked(page: str, first: str, last: str) -> list[str]:
    found = re.findall(f"{first}(.*?){last}", page, re.DOTALL)
    return [
        html.unescape(_TAG.sub("", line)) for each in found for line in _LINE.split(each) if line
    ]


def score(gold: dict[str, Any], found: dict[str, Any], strict: bool = False) -> dict[str, float]:
    """Return F1 of characters (`F`) and of paragraphs (`para`), and what is right otherwise.

    Unless `strict`, lines that may be left are no mistake where they were taken.
    """
    wanted, read_lines = _lines(gold["body"]), _lines(found.get("body"))
    if not strict:
        spare = {_bare(text) for text in gold["optional"]} - set(wanted)
        read_lines = [line for line in read_lines if line not in spare]
    author, authors = _people(found.get("author")), _alternatives(gold["author"])
    return {
        "F": _f1("".join(read_lines), "".join(wanted)),
        "para": _f1(read_lines, wanted),
        "title": float(_bare(found.get("title")) == _bare(gold["title"])),
        "date": float((found.get("date") or "")[:10] in gold["date"].split("|")),
        "source": float(_bare(found.get("source")) in map(_bare, gold["source"].split("|"))),
        "author": float(author in authors),
        "author_given": float(frozenset() not in authors),
        "author_pred": float(bool(author)),
    }


def _bare(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def _lines(text: str | None) -> list[str]:
    return [bare for line in (text or "").split("\n") if (bare := _bare(line))]


def _people(text: str | None) -> frozenset[str]:
    return frozenset(filter(None, _NAMES.split(_ROLE.sub(" ", text or ""))))


def _alternatives(text: str) -> list[frozenset[str]]:
    return [_people(each) for each in text.split("|")]


def _f1(found: Iterable[Hashable], wanted: Iterable[Hashable]) -> float:
    one, other = Counter(found), Counter(wanted)
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)
