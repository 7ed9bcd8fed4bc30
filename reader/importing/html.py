"""Saved web pages to text and structure, without what stands around the article.

Nothing of a page is run, sent or fetched: scripts, forms and frames are not even looked into, but
for the dates and names that some pages keep there.
"""

import re
from dataclasses import replace

from reader.errors import Empty, TooLarge
from reader.i18n import tr
from reader.importing import plaintext
from reader.importing.clutter import judge, without_commands, without_title
from reader.importing.decode import decode
from reader.importing.draft import Draft, assemble
from reader.importing.naming import title_from
from reader.importing.origin import Origin
from reader.importing.web import byline, tree
from reader.importing.web.container import article_of
from reader.importing.web.described import describe
from reader.importing.web.drafts import Placed, drafts_of
from reader.importing.web.titles import find_title
from reader.model import Clutter, Document
from reader.text.language import detect
from reader.text.normalise import canonical, one_line

SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".xht", ".shtml"})

_LONGEST_TITLE = 200  # code points
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]{2,30})""",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    rb"\s{0,200}(?:<!--.{0,500}?-->\s{0,200}|<\?xml[^>]{0,200}>\s{0,200})*<(?:!doctype\s+html|"
    rb"html|head)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 4_096  # bytes in which an encoding is declared


def recognise(head: bytes) -> bool:
    """Tell whether a file that begins with `head` is surely a web page."""
    return bool(_MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")))


def read(data: bytes, origin: Origin) -> Document:
    """Return the article on the web page `data`, whatever its encoding.

    Raises:
        NotText: it is binary.
        Empty: there is no article in it.
    """
    source = decode(data, origin.charset or declared(data))
    try:
        root = tree.parse(source)
    except tree.Tangled:
        return _flat(source, origin)
    except ValueError as error:
        raise Empty(tr("There is no text in it.")) from error
    described = describe(root, source, origin.address)
    try:
        drafts = drafts_of(root, described.base)
    except TooLarge:
        return _flat(source, origin)
    title = one_line(find_title(drafts, described))
    inside = article_of(drafts, title)
    article = [
        part
        for draft in _outermost(drafts[inside.start : inside.stop])
        for part in without_commands(draft)
    ]
    without_title(article, title)
    verdicts = judge(article, title)
    if None not in verdicts:  # no article, but what there is may still be read
        verdicts = [None if draft.text else Clutter.IMAGE for draft in article]
    text, structure, removed = assemble(article, verdicts)
    if not text:
        raise Empty(tr("There is no text in it."))
    shown = [*drafts[: inside.start], *article, *drafts[inside.stop :]]
    kept = [index for index, verdict in enumerate(verdicts, inside.start) if verdict is None]
    lines = byline.around([draft.text for draft in shown], kept[0], kept[-1], title)
    return Document(
        text,
        structure,
        title=one_line(title, _LONGEST_TITLE) or title_from(origin.name, [text]),
        author=byline.find_author(lines, described),
        source=byline.find_source(lines, described, title),
        date=byline.find_date(lines, described, origin.time),
        url=described.url,
        language=detect(text),
        removed=removed,
    )


def declared(data: bytes) -> str:
    """Return the encoding that a page says it is in, or an empty string."""
    match = _CHARSET.search(data, 0, _HEAD)
    return match[1].decode("ascii", "replace").lower() if match else ""


def _outermost(drafts: list[Placed]) -> list[Draft]:
    """Return `drafts` with the depths of quotes and lists counted from their element."""
    quote = min((draft.quote for draft in drafts), default=0)
    indent = min((draft.indent for draft in drafts), default=0)
    return [
        replace(
            draft,
            quote=draft.quote - quote,
            indent=draft.indent - indent,
            marker=draft.marker if draft.indent > indent else "",
        )
        for draft in drafts
    ]


_SCRIPT = re.compile(r"<(script|style)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def _flat(source: str, origin: Origin) -> Document:
    """Return the text of a page without its markup, where it has elements beyond reason."""
    import html

    parts = []
    place = 0
    lower = source.lower()
    while (match := _SCRIPT.search(source, place)) is not None:
        parts.append(source[place : match.start()])
        place = lower.find(f"</{match[1].lower()}", match.end())
        if place < 0:
            place = len(source)
    parts.append(source[place:])
    text = canonical(html.unescape(_TAG.sub("\n", "\n".join(parts))))
    return plaintext.document(plaintext.paragraphs(text), origin)
