"""Builds a canonical text and the structure beside it, keeping the offsets.

Blocks are separated by one blank line, items of a tight list by a line end alone; spans exclude
these separators. A rule takes no text: its empty span stands where the next block would begin.
"""

from collections.abc import Iterable

from reader.model import Block, BlockKind, Clutter, Mark, Removed, Span, Structure
from reader.text.normalise import canonical

_BETWEEN_BLOCKS = "\n\n"
_BETWEEN_TIGHT_ITEMS = "\n"


class Builder:
    """Collects blocks in reading order."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._marks: list[Mark] = []
        self._removed: list[Removed] = []

    def add(
        self,
        text: str,
        kind: BlockKind = BlockKind.PARAGRAPH,
        *,
        level: int = 0,
        quote: int = 0,
        indent: int = 0,
        marker: str = "",
        language: str = "",
        tight: bool = False,
        marks: Iterable[Mark] = (),
    ) -> None:
        """Append a block; one with nothing to be seen is left out.

        `tight` says that it follows the block before it without a blank line. The spans of
        `marks`, an outer one before those inside it, count from the start of `text`, which should
        be canonical: where it is not (a combining mark that the markup kept apart from its
        letter), it is made so and the marks, whose places are lost, are dropped.
        """
        fixed = canonical(text)
        if fixed != text:
            text, marks = fixed, ()
        if not text.strip():
            return
        start = self._begin(tight)
        self._parts.append(text)
        self._length = start + len(text)
        self._blocks.append(
            Block(
                Span(start, self._length),
                kind,
                level=level,
                quote=quote,
                indent=indent,
                marker=marker,
                language=language,
            )
        )
        placed = [Mark(mark.span.shifted(start), mark.kind, mark.target) for mark in marks]
        placed.sort(key=lambda mark: (mark.span.start, -mark.span.end))
        self._marks += placed

    def rule(self, *, quote: int = 0, indent: int = 0) -> None:
        """Append a rule, unless it would open the text or follow another."""
        if self._blocks and self._blocks[-1].kind is not BlockKind.RULE:
            start = self._begin(tight=False)
            self._blocks.append(
                Block(Span(start, start), BlockKind.RULE, quote=quote, indent=indent)
            )

    def remove(self, text: str, reason: Clutter) -> None:
        """Remember a line that stands here but does not belong to the text."""
        fixed = canonical(text).strip()
        if fixed:
            self._removed.append(Removed(self._length, fixed, reason))

    @property
    def removed(self) -> tuple[Removed, ...]:
        """What `remove` was given, in order."""
        return tuple(self._removed)

    def finish(self) -> tuple[str, Structure]:
        """Return the text and its structure; a rule at the very end is dropped."""
        if self._blocks and self._blocks[-1].kind is BlockKind.RULE:
            self._blocks.pop()
            self._parts.pop()
        return "".join(self._parts), Structure(tuple(self._blocks), tuple(self._marks))

    def _begin(self, tight: bool) -> int:
        """Separate what follows from what is there; return the offset where it begins."""
        if self._blocks and self._blocks[-1].kind is not BlockKind.RULE:
            separator = _BETWEEN_TIGHT_ITEMS if tight else _BETWEEN_BLOCKS
            self._parts.append(separator)
            self._length += len(separator)
        return self._length
