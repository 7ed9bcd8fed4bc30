"""Every article that comes with the reader imports as its author meant it."""

from pathlib import Path

import pytest
from document_invariants import check

from reader.importing import Item, read_all
from reader.model import BlockKind, Document

CORPUS = Path(__file__).parent.parent.parent / "corpus"
ARTICLES = sorted(path for path in CORPUS.glob("*.md") if path.name != "README.md")


def read(path: Path) -> Document:
    (incoming,) = read_all(Item(str(path)))
    assert isinstance(incoming.what, Document)
    return incoming.what


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_an_article_of_the_corpus(path: Path) -> None:
    document = read(path)
    check(document)
    assert document.path == str(path)
    assert document.title
    assert document.author
    assert document.source
    assert len(document.date) == len("2023-01-17")
    assert document.url.startswith("https://")
    assert document.tags
    assert document.language in {"zh-Hans", "zh-Hant"}
    assert len(document.text) > 2_500
    assert document.title not in document.text[: len(document.title)]
    assert not [
        line for line in document.text.split("\n") if line.startswith(("## ", "> ", "- ", "|"))
    ]
    assert "**" not in document.text


def test_the_corpus_shows_every_kind_of_block() -> None:
    blocks = [block for path in ARTICLES for block in read(path).structure.blocks]
    assert {block.kind for block in blocks} == set(BlockKind)
    assert any(block.quote for block in blocks)
    assert any(block.indent > 1 for block in blocks)
    assert {"zh-Hans", "zh-Hant"} <= {read(path).language for path in ARTICLES}
