"""Forty whole pages of as many kinds become their articles, however they were saved."""

import re
from pathlib import Path

import pytest

from reader.importing import read_bytes
from reader.model import Document

_PAGES = sorted((Path(__file__).parents[2] / "benchmarks/pages").glob("*/*.html"))
_MARKS = str.maketrans("", "", "⟦⟧⟨⟩")
_ATTRIBUTES = re.compile(r"\s(?:class|id)\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_TAG = re.compile(r"<(br)?[^>]*>")


def _parts(path: Path) -> tuple[dict[str, str], str, list[str], list[str]]:
    """Return what is known of a page, the page, what its article holds, and what it may hold."""
    head, _, page = path.read_text(encoding="utf-8").partition("\n\n")
    known = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    article, optional = (re.findall(form, page, re.DOTALL) for form in ("⟦(.*?)⟧", "⟨(.*?)⟩"))
    return known, page.translate(_MARKS), article, optional


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _missing(document: Document, paragraphs: list[str]) -> list[str]:
    text = _letters(document.text)
    bare = (re.sub("&[a-z]+;", "", _TAG.sub("", paragraph)) for paragraph in paragraphs)
    return [paragraph for paragraph in bare if _letters(paragraph) not in text]


_LOST = {"39-answers": "the question, which the accepted answer outweighs"}


def _known(path: Path) -> object:
    marks = [pytest.mark.xfail(reason=_LOST[path.stem])] if path.stem in _LOST else []
    return pytest.param(path, marks=marks, id=path.stem)


@pytest.mark.parametrize("path", map(_known, _PAGES))
@pytest.mark.parametrize("form", ["utf-8", "gb18030", "no attributes"])
def test_no_paragraph_of_an_article_is_lost_and_little_is_kept_beside(
    path: Path, form: str
) -> None:
    known, page, paragraphs, optional = _parts(path)
    if form == "no attributes":
        page, form = _ATTRIBUTES.sub("", page), "utf-8"
    document = read_bytes(page.encode(form), "page.html")
    assert _letters(document.title) == _letters(known["title"])
    assert document.date[:10] in known["date"].split("|")
    assert _missing(document, paragraphs) == []
    own = len(_letters("".join(_TAG.sub("", each) for each in paragraphs + optional)))
    assert len(_letters(document.text)) <= 1.1 * own, "menus are in the text"
