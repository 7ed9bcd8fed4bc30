"""`reader entities`: the mentions of an article, or the entities of the library."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from types import SimpleNamespace

from reader.config import lexicon_file
from reader.entities import missing
from reader.entities.nouns import NAMED, EntityListing, EntityOrder, EntitySummary
from reader.entity_library import EntityLibrary
from reader.i18n import ntr, tr
from reader.library import Library
from reader.model import Article, EntityType, Mention
from reader.output import print_document, print_json, print_line, say
from reader.personal_lexicon import read_lexicon
from reader.text.normalise import one_line
from reader.text.width import cell_width

_PAGE = 1_000
"""Rows read at a time: a table may be long."""


def entities_of(library: Library) -> EntityLibrary:
    """Return the library's entities under the person's own lexicon; tell what of it is broken."""
    personal = read_lexicon(lexicon_file())
    for problem in personal.problems:
        say(problem)
    library.entities.use_lexicon(personal.lexicon, personal.fingerprint)
    return library.entities


def print_entities(options: SimpleNamespace, library: Library) -> None:
    """Print what `reader entities` was asked for, having recognised what it needs."""
    entities = entities_of(library)
    for reason in missing():
        say(reason)
    if options.id:
        article = library.article(options.id)
        _print_mentions(options, article, entities.recognise(article))
        return
    recognise_waiting(entities)
    heard = entities.sounds.like(options.name)
    order, types = EntityOrder(options.sort), _types(options) or NAMED
    listing = EntityListing(order, types, options.name, heard)
    rows = _listed(options, entities, listing)
    if options.format:
        _print_file(options, entities, rows)
        return
    for row in rows:
        _print_row(options, entities, row)


def recognise_waiting(entities: EntityLibrary) -> None:
    """Recognise all that waits, telling on a terminal how far that is."""
    waiting = entities.prepare()
    if not waiting:
        return
    if not sys.stderr.isatty():
        for _ in entities.process():
            pass
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task(tr("Recognising entities"), total=waiting)
        for done in entities.process():
            progress.advance(task, len(done))


def mention_objects(article: Article, mentions: Sequence[Mention]) -> list[dict[str, object]]:
    """Return what is printed of each mention as JSON."""
    return [
        {
            "start": one.span.start,
            "end": one.span.end,
            "text": one.span.of(article.text),
            "type": one.type.value,
            "entity": one.entity,
        }
        for one in mentions
    ]


def _types(options: SimpleNamespace) -> tuple[EntityType, ...]:
    return tuple(EntityType(name) for name in options.type)


def _print_mentions(
    options: SimpleNamespace, article: Article, mentions: Sequence[Mention]
) -> None:
    wanted = _types(options) or tuple(EntityType)
    shown = [one for one in mentions if one.type in wanted][: options.limit]
    if options.format:
        print_document(_mention_file(options.format, article, shown))
        return
    for found in mention_objects(article, shown):
        if options.json:
            print_json(found)
            continue
        place = f"{found['start']:>7}–{found['end']}".ljust(16)
        text, entity = one_line(str(found["text"])), one_line(str(found["entity"]))
        also = f"  → {entity}" if entity != text else ""
        print_line(f"{place}{found['type']:<10}{text}{also}")


def _mention_file(format_: str, article: Article, mentions: Sequence[Mention]) -> str:
    from reader.exporting import mentions as exporting

    match exporting.MentionFormat(format_):
        case exporting.MentionFormat.JSON:
            return exporting.mentions_json(article, mentions)
        case exporting.MentionFormat.CSV:
            return exporting.mentions_csv(article.text, mentions)
        case exporting.MentionFormat.CONLL:
            return exporting.mentions_conll(article.text, mentions)
        case exporting.MentionFormat.HTML:
            return exporting.mentions_html(article, mentions)


def _listed(
    options: SimpleNamespace, entities: EntityLibrary, listing: EntityListing
) -> Iterator[EntitySummary]:
    left = entities.store.count(listing) if options.limit is None else options.limit
    offset = 0
    while left > 0 and (rows := entities.store.listing(listing, offset, min(left, _PAGE))):
        yield from rows
        offset += len(rows)
        left -= len(rows)


def _print_file(
    options: SimpleNamespace, entities: EntityLibrary, rows: Iterable[EntitySummary]
) -> None:
    """Print the table of entities as one document."""
    from reader.exporting.mentions import ENTITY_COLUMNS, entities_json, table_csv

    found = [_entity_object(entities, row) for row in rows]
    if options.format == "json":
        print_document(entities_json(found))
        return
    cells = ([*list(one.values())[:4], "; ".join(_strings(one["aliases"]))] for one in found)
    print_document(table_csv(ENTITY_COLUMNS, cells))


def _strings(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _entity_object(entities: EntityLibrary, row: EntitySummary) -> dict[str, object]:
    return {
        "entity": row.entity.name,
        "type": row.entity.type.value,
        "mentions": row.mentions,
        "articles": row.articles,
        "aliases": _aliases(entities, row),
    }


def _aliases(entities: EntityLibrary, row: EntitySummary) -> list[str]:
    surfaces = (alias.surface for alias in entities.store.aliases(row.entity))
    return [surface for surface in surfaces if surface != row.entity.name]


def _print_row(options: SimpleNamespace, entities: EntityLibrary, row: EntitySummary) -> None:
    if options.json:
        print_json(_entity_object(entities, row))
        return
    name, aliases = one_line(row.entity.name), _aliases(entities, row)
    counts = ntr("{count} article", "{count} articles", row.articles).format(count=row.articles)
    also = "  " + ", ".join(map(one_line, aliases)) if aliases else ""
    padding = " " * max(0, _NAME - cell_width(name))
    print_line(f"{row.mentions:>7}  {row.entity.type:<9} {name}{padding}  {counts}{also}")


_NAME = 24  # cells
