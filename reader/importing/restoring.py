"""Lines that were taken for clutter, put back into the text they were taken from."""

from collections.abc import Collection, Iterator, Sequence

from reader.model import Block, BlockKind, Clutter, Mark, MarkKind, Removed, Span, Structure
from reader.text.markup.builder import Builder


def put_back(
    text: str, structure: Structure, removed: Sequence[Removed], wanted: Collection[Removed]
) -> tuple[str, Structure, tuple[Removed, ...]]:
    """Return the text with the `wanted` of the `removed` lines at their places, as paragraphs.

    The others are still removed. The address of an image becomes a link to it.
    """
    builder = Builder()
    waiting = iter([*removed, None])
    line = next(waiting)
    end = 0
    for block, marks in _with_marks(structure):
        while line is not None and line.offset <= end:
            _place(builder, line, back=line in wanted)
            line = next(waiting)
        _copy(builder, text, block, marks, tight=bool(end) and block.span.start - end == 1)
        end = block.span.end
    while line is not None:
        _place(builder, line, back=line in wanted)
        line = next(waiting)
    return (*builder.finish(), builder.removed)


def _place(builder: Builder, line: Removed, *, back: bool) -> None:
    if not back:
        builder.remove(line.text, line.reason)
    elif line.reason is Clutter.IMAGE and line.text.startswith(("http://", "https://")):
        builder.add(line.text, marks=[Mark(Span(0, len(line.text)), MarkKind.LINK, line.text)])
    else:
        builder.add(line.text.replace("\t", " "))


def _copy(builder: Builder, text: str, block: Block, marks: Sequence[Mark], *, tight: bool) -> None:
    if block.kind is BlockKind.RULE:
        builder.rule(quote=block.quote, indent=block.indent)
        return
    start = block.span.start
    builder.add(
        block.span.of(text),
        block.kind,
        level=block.level,
        quote=block.quote,
        indent=block.indent,
        marker=block.marker,
        language=block.language,
        tight=tight,
        marks=[mark._replace(span=mark.span.shifted(-start)) for mark in marks],
    )


def _with_marks(structure: Structure) -> Iterator[tuple[Block, list[Mark]]]:
    """Yield each block with the marks in it; both are in order."""
    marks = iter([*structure.marks, None])
    mark = next(marks)
    for block in structure.blocks:
        inside = []
        while mark is not None and mark.span.start < block.span.end:
            inside.append(mark)
            mark = next(marks)
        yield block, inside
