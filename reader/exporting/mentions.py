"""The mentions of an article to the formats people use; each the same for the same article."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from reader.entities.nouns import EntityRecord
from reader.exporting import MentionFormat
from reader.model import Article
from reader.model.entity import EntityType, Mention
from reader.text.normalise import one_line, visible
from reader.text.spreadsheet import guarded

MENTION_COLUMNS = ("start", "end", "text", "type", "entity")


TABLES = (MentionFormat.JSON, MentionFormat.CSV)
"""What a table of entities can be written as."""


# One token: a Latin word or number with what joins its parts, else one character.
_TOKEN = re.compile(r"[A-Za-z0-9À-ɏ]+(?:[-._'’&+/][A-Za-z0-9À-ɏ]+)*|[^\s]")
_SENTENCE_END = frozenset("。！？!?…")

_STYLE = """
:root { color-scheme: light dark }
body { max-width: 42em; margin: 2em auto; padding: 0 1em; line-height: 1.8; font-family: serif }
p { margin: 0 0 .8em; white-space: pre-wrap; overflow-wrap: anywhere }
mark { color: inherit; background: none; padding: 0 .1em; border-bottom: .15em solid }
mark::after { content: attr(data-type); font: .6em sans-serif; margin-left: .2em; opacity: .75 }
.PERSON { border-color: #0072b2 } .ORG { border-color: #d55e00 } .PRODUCT { border-color: #009e73 }
.PLACE { border-color: #cc79a7 } .WORK { border-color: #b8860b; border-bottom-style: double }
.EVENT { border-color: #56b4e9; border-bottom-style: dashed }
.TERM { border-color: #808080; border-bottom-style: dotted }
.DATE, .MONEY, .QUANTITY { border-color: #808080; border-bottom-width: 1px }
"""


def mentions_as(form: MentionFormat, article: Article, mentions: Sequence[Mention]) -> str:
    """Return an article's mentions as one document."""
    match form:
        case MentionFormat.JSON:
            return mentions_json(article, mentions)
        case MentionFormat.CSV:
            return mentions_csv(article.text, mentions)
        case MentionFormat.CONLL:
            return mentions_conll(article.text, mentions)
        case MentionFormat.HTML:
            return mentions_html(article, mentions)


def entities_as(form: MentionFormat, rows: Iterable[EntityRecord]) -> str:
    """Return a table of entities as one document; `form` is one of `TABLES`."""
    if form is MentionFormat.JSON:
        return json.dumps([row._asdict() for row in rows], ensure_ascii=False, indent=2) + "\n"
    cells = ((*row[:-1], "; ".join(row.aliases)) for row in rows)
    return _table(EntityRecord._fields, cells)


def mentions_json(article: Article, mentions: Sequence[Mention]) -> str:
    """Return one JSON document: what article it is, and its mentions."""
    summary = article.summary
    about = {"id": summary.id, "title": summary.title, "date": summary.date, "url": summary.url}
    rows = [dict(zip(MENTION_COLUMNS, row, strict=True)) for row in _rows(article.text, mentions)]
    return json.dumps({**about, "entities": rows}, ensure_ascii=False, indent=2) + "\n"


def mentions_csv(text: str, mentions: Iterable[Mention]) -> str:
    """Return the mentions as CSV (RFC 4180); no cell is one that a spreadsheet calculates."""
    return _table(MENTION_COLUMNS, _rows(text, mentions))


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([guarded(str(cell)) for cell in row] for row in rows)
    return table.getvalue()


def mentions_conll(text: str, mentions: Iterable[Mention]) -> str:
    """Return a token a line, a TAB, and `B-TYPE`, `I-TYPE` or `O`; an empty line ends a sentence.

    The columns are those of CoNLL-2003's first and last. A token is a Latin word or one other
    character, and never goes over the edge of a mention.
    """
    lines: list[str] = []
    for token, label in _labelled(text, mentions):
        if token:
            lines.append(f"{visible(token)}\t{label}")
        elif lines and lines[-1]:
            lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n" if lines else ""


def mentions_html(article: Article, mentions: Sequence[Mention]) -> str:
    """Return a page that needs nothing else: the article with its mentions marked."""
    summary = article.summary
    title = escape(one_line(summary.title))
    used = [kind for kind in EntityType if any(one.type is kind for one in mentions)]
    legend = " ".join(f'<mark class="{kind}" data-type="">{kind}</mark>' for kind in used)
    facts = escape(" · ".join(filter(None, map(one_line, (summary.author, summary.date)))))
    paragraphs = "".join(
        f"<p>{line}</p>\n" for line in _marked(article.text, mentions).split("\n") if line.strip()
    )
    language = escape(summary.language, quote=True)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
        " style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{title}</h1>\n<p>{facts}</p>\n<p>{legend}</p>\n{paragraphs}</body>\n</html>\n"
    )


def _rows(text: str, mentions: Iterable[Mention]) -> Iterator[tuple[object, ...]]:
    for one in mentions:
        yield one.span.start, one.span.end, one.span.of(text), one.type.value, one.entity


def _labelled(text: str, mentions: Iterable[Mention]) -> Iterator[tuple[str, str]]:
    """Yield each token with its label, and two empty strings where a sentence ends."""
    at = 0
    for one in mentions:
        yield from _outside(text, at, one.span.start)
        prefix = "B"
        for match in _TOKEN.finditer(text, one.span.start, one.span.end):
            yield match[0], f"{prefix}-{one.type}"
            prefix = "I"
        at = one.span.end
    yield from _outside(text, at, len(text))


def _outside(text: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    at = start
    for match in _TOKEN.finditer(text, start, end):
        if "\n" in text[at : match.start()]:
            yield "", ""
        yield match[0], "O"
        if match[0] in _SENTENCE_END:
            yield "", ""
        at = match.end()
    if "\n" in text[at:end]:
        yield "", ""


def _marked(text: str, mentions: Iterable[Mention]) -> str:
    parts, at = [], 0
    for one in mentions:
        parts.append(_safe(text[at : one.span.start]))
        name = escape(one_line(one.entity), quote=True)
        parts.append(
            f'<mark class="{one.type}" data-type="{one.type}" title="{name}">'
            f"{_safe(one.span.of(text))}</mark>"
        )
        at = one.span.end
    return "".join([*parts, _safe(text[at:])])


def _safe(text: str) -> str:
    return escape(visible(text))
