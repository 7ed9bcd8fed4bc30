"""What a person wrote in Markdown about a passage, as it is shown: a text and its structure.

What was written stays in sight, but for the title of a link and the language of code: line ends
stay, the address of a link stands behind its words, a definition of references is a line like
others, raw HTML is text.
"""

from reader.model import MarkKind, Structure
from reader.text.markup.blocks import Blocks
from reader.text.markup.inline import Inline
from reader.text.normalise import canonical, one_line

_LONGEST_ADDRESS = 300  # code points


def read_note(source: str) -> tuple[str, Structure]:
    """Return the text of a note, untrusted as it was, and its structure.

    What the parser cannot follow, or what would show nothing, is shown as it was written.
    """
    from reader.text.markup import commonmark

    source = canonical(source)
    try:
        text, structure = Blocks(_Inline).build(commonmark.parse(source, references=False))
    except commonmark.Tangled:
        text, structure = "", Structure()
    return (text, structure) if text else (source, Structure())


class _Inline(Inline):
    """The text of a block of a note."""

    def _soft_break(self, following: str) -> None:
        self.literal("\n")

    def _close(self, kind: MarkKind, start: int, target: str) -> None:
        super()._close(kind, start, target)
        if kind is MarkKind.LINK:
            from reader.text.markup.commonmark import readable

            address = one_line(readable(target), _LONGEST_ADDRESS)
            if address and address != self.since(start):
                self.literal(f" <{address}>")
