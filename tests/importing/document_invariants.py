"""What holds for every document, whatever it was made from."""

import re

from reader.model import BlockKind, Document
from reader.text.normalise import canonical, one_line

# Written with escapes: the characters themselves would not be seen here.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def check(document: Document) -> None:
    """Assert all of them."""
    text, structure = document.text, document.structure
    assert text.strip()
    assert canonical(text) == text
    assert not _CONTROL.search(text)
    assert document.title
    for value in (document.title, document.author, document.source, document.url, *document.tags):
        assert one_line(value) == value
    assert len(document.title) <= 200
    assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?)?)?", document.date)
    assert document.language in {"zh-Hans", "zh-Hant", "en", "und"}

    end = 0
    for index, block in enumerate(structure.blocks):
        between = text[end : block.span.start]
        content = block.span.of(text)
        assert block.span.start >= end
        if block.kind is BlockKind.RULE:
            assert not content
            assert between == "\n\n"
        else:
            assert content.strip()
            after_rule = index > 0 and structure.blocks[index - 1].kind is BlockKind.RULE
            assert between == "" if index == 0 or after_rule else between in {"\n", "\n\n"}
            assert between != "\n" or (block.indent and structure.blocks[index - 1].indent)
        assert (block.kind is BlockKind.HEADING) == (block.level in range(1, 7))
        assert not block.marker or block.indent
        assert not block.language or block.kind is BlockKind.CODE
        assert ("\t" in content) <= (block.kind is BlockKind.TABLE)
        end = block.span.end
    assert end == len(text)

    starts = [mark.span.start for mark in structure.marks]
    assert starts == sorted(starts)
    for mark in structure.marks:
        assert mark.span
        assert (
            sum(block.span.start <= mark.span.start < block.span.end for block in structure.blocks)
            == 1
        )
        holder = next(block for block in structure.blocks if mark.span.start in block.span)
        assert mark.span.end <= holder.span.end
        assert one_line(mark.target) == mark.target
