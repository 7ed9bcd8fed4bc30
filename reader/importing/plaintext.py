"""Plain text: a line is a paragraph, unless the file's lines were wrapped at a width."""

import re
from collections.abc import Sequence

from reader.errors import Empty
from reader.i18n import tr
from reader.importing import metadata, wrapping
from reader.importing.clutter import is_running, judge
from reader.importing.dates import parse_date
from reader.importing.decode import decode
from reader.importing.draft import Draft, assemble
from reader.importing.headings import heading_levels
from reader.importing.logs import as_lines
from reader.importing.naming import title_from
from reader.importing.origin import Origin
from reader.model import BlockKind, Clutter, Document, Removed, Structure
from reader.text.language import detect
from reader.text.normalise import canonical, one_line

SUFFIXES = frozenset({".txt", ".text"})

_MOST = 500_000  # paragraphs; long novels have some 300,000
_RULE = re.compile(r"[-=_*＊—－·~～ ]{3,}")
_HASHES = re.compile(r"^#{1,6}\s+|\s+#{1,6}$|#{2,6}$")


def recognise(head: bytes) -> bool:
    """Tell whether a file that begins with `head` is surely plain text."""
    return False


def read(data: bytes, origin: Origin) -> Document:
    """Return the document that `data`, in any encoding, holds.

    Raises:
        NotText: it is binary.
        Empty: there is nothing in it to read.
    """
    return document(paragraphs(canonical(decode(data))), origin)


def document(lines: Sequence[str], origin: Origin, title: str = "") -> Document:
    """Return the document that `lines`, its paragraphs, make; `title` is what is known already.

    Raises Empty.
    """
    name = origin.name
    title, text, structure, removed = compose(lines, title)
    if not text:
        raise Empty(tr("There is no text in it."))
    return Document(
        text,
        structure,
        title=title or title_from(name, lines),
        author=metadata.find_author(lines),
        source=metadata.find_source(lines),
        date=metadata.find_date(lines) or parse_date(name),
        language=detect(text),
        removed=removed,
    )


def compose(
    lines: Sequence[str], title: str = ""
) -> tuple[str, str, Structure, tuple[Removed, ...]]:
    """Return the title, the text and the structure of `lines`, its paragraphs, and the clutter.

    `title` is what is known already. One that opens the text, right above a byline or running
    text, is left out of it, for the title stands above the text; one that comes later is a
    heading there, unless nothing but clutter stands before it. More lines than any book has
    paragraphs are data: they are kept as they are.
    """
    if len(lines) > _MOST:
        return title, *as_lines("\n".join(lines)), ()
    drafts = [Draft("", BlockKind.RULE) if _RULE.fullmatch(line) else Draft(line) for line in lines]
    index = None if title else metadata.find_title(lines)
    opening = 0
    if index is not None:
        title = one_line(_HASHES.sub("", lines[index]))
        menu = any(map(is_running, drafts)) and not any(map(is_running, drafts[:index]))
        opening = index if menu else 0
    following = next((draft.text for draft in drafts[opening + 1 :] if draft.text), "")
    above = index is not None and index == opening and _opens_article(following)
    verdicts = judge(drafts, title)
    for number in range(opening):
        verdicts[number] = verdicts[number] or Clutter.NAVIGATION
    judged = zip(drafts, verdicts, strict=True)
    if not any(verdict is None and is_running(draft) for draft, verdict in judged):
        verdicts = [None] * len(drafts)  # no article: a list, a poem, notes
    _set_levels(drafts, verdicts, index if not above else None)
    if above:
        del drafts[opening], verdicts[opening]
    return title, *assemble(drafts, verdicts)


def _set_levels(
    drafts: Sequence[Draft], verdicts: Sequence[Clutter | None], title: int | None
) -> None:
    """Make headings of the drafts that are, `title` among them if it stands in the text."""
    kept = [each for each, verdict in zip(drafts, verdicts, strict=True) if verdict is None]
    levels = heading_levels([draft.text or "---" for draft in kept])
    for number, draft in enumerate(kept):
        level = 1 if title and draft is drafts[title] else levels.get(number, 0)
        if level and draft.kind is BlockKind.PARAGRAPH:
            draft.text = _HASHES.sub("", draft.text)
            draft.kind, draft.level = BlockKind.HEADING, level


def _opens_article(line: str) -> bool:
    """Tell whether `line` is what follows a title, rather than one more short line."""
    return metadata.is_byline(line) or metadata.is_body(line)


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of `text`, without indents, trailing space and TABs."""
    lines = text.replace("\t", "    ").split("\n")
    width = wrapping.width_of(lines)
    if width:
        lines = wrapping.unwrap(lines, width)
    return [stripped for line in lines if (stripped := line.strip())]
