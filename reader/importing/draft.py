"""What the readers of articles make first: drafts of blocks, some of which are clutter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from reader.errors import TooLarge
from reader.i18n import tr
from reader.model import BlockKind, Clutter, Mark, MarkKind, Removed, Span, Structure
from reader.text.markup.builder import Builder

_MOST = 500_000  # drafts; long novels have some 300,000 paragraphs


@dataclass(slots=True)
class Draft:
    """A block that may come into the text; its fields are those of `Builder.add`."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    quote: int = 0
    indent: int = 0
    marker: str = ""
    language: str = ""
    tight: bool = False
    marks: Sequence[Mark] = field(default_factory=tuple)
    linked: int = 0
    """How many code points of the text belong to links."""
    within: int = 0
    """How many of these lead to places on the same page, as a table of contents does."""
    image: str = ""
    """The address of the image that stands here, or just above its caption."""
    caption: bool = False
    """Whether the page says that this is the caption of something."""
    continues: bool = False
    """Whether no more than one line break parts it from the draft before."""


def collected(drafts: Iterable[Draft]) -> list[Draft]:
    """Return `drafts`; raises TooLarge where there are more than any book has."""
    found = list(islice(drafts, _MOST + 1))
    check_number(found)
    return found


def check_number(drafts: Sequence[Draft]) -> None:
    """Raise TooLarge where there are more drafts than any book has."""
    if len(drafts) > _MOST:
        raise TooLarge(tr("It holds more than {limit} paragraphs.").format(limit=_MOST))


def assemble(
    drafts: Sequence[Draft], verdicts: Sequence[Clutter | None]
) -> tuple[str, Structure, tuple[Removed, ...]]:
    """Return the text and structure of the drafts without a verdict, and the others as removed.

    Each of `verdicts` is for the draft at the same place: why it is clutter, or None.
    """
    builder = Builder()
    previous: Draft | None = None
    for draft, verdict in zip(drafts, verdicts, strict=True):
        if verdict is not None:
            builder.remove(draft.text or draft.image, verdict)
        elif draft.kind is BlockKind.RULE:
            builder.rule(quote=draft.quote, indent=draft.indent)
            previous = None
        else:
            tight = draft.tight and draft.indent > 0 and previous is not None
            builder.add(
                draft.text,
                draft.kind,
                level=draft.level,
                quote=draft.quote,
                indent=draft.indent,
                marker=draft.marker,
                language=draft.language,
                tight=tight and previous is not None and previous.tight and previous.indent > 0,
                marks=_marks(draft),
            )
            previous = draft
    return (*builder.finish(), builder.removed)


def _marks(draft: Draft) -> Sequence[Mark]:
    """Return the marks of a draft; a caption is a link to what it describes."""
    marks = tuple(mark for mark in draft.marks if mark.target or mark.kind is not MarkKind.LINK)
    if not draft.image or any(mark.kind is MarkKind.LINK for mark in marks):
        return marks
    return (Mark(Span(0, len(draft.text)), MarkKind.LINK, draft.image), *marks)
