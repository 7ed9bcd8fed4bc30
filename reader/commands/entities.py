"""`reader entities`: the mentions of an article, or the entities of the library."""

import sys
from collections.abc import Sequence
from types import SimpleNamespace

from reader.commands.output import print_document, print_json, print_line, progress_bar, say
from reader.config import lexicon_file
from reader.entities import missing
from reader.entities.nouns import NAMED, EntityListing, EntityOrder, EntityRecord
from reader.exporting import MentionFormat
from reader.i18n import ntr, tr
from reader.library import Library
from reader.library.entities import EntityLibrary
from reader.library.personal_lexicon import read_lexicon
from reader.model import Article
from reader.model.entity import EntityType, Mention
from reader.text.normalise import one_line
from reader.text.width import cell_width


def entities_of(library: Library) -> EntityLibrary:
    """Return the library's entities under the person's own lexicon; tell what of it is broken."""
    personal = read_lexicon(lexicon_file())
    for problem in personal.problems:
        say(problem)
    library.entities.use_lexicon(personal.lexicon, personal.fingerprint)
    return library.entities


def print_entities(library: Library, options: SimpleNamespace) -> None:
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
    rows = entities.records(listing, options.limit)
    if options.format:
        from reader.exporting.mentions import entities_as

        print_document(entities_as(MentionFormat(options.format), rows))
        return
    for row in rows:
        _print_row(options, row)


def recognise_waiting(entities: EntityLibrary) -> None:
    """Recognise all that waits, telling on a terminal how far that is."""
    waiting = entities.prepare()
    if not waiting:
        return
    if not sys.stderr.isatty():
        for _ in entities.process():
            pass
        return
    with progress_bar() as progress:
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
        from reader.exporting.mentions import mentions_as

        print_document(mentions_as(MentionFormat(options.format), article, shown))
        return
    for found in mention_objects(article, shown):
        if options.json:
            print_json(found)
            continue
        place = f"{found['start']:>7}–{found['end']}".ljust(16)
        text, entity = one_line(str(found["text"])), one_line(str(found["entity"]))
        also = f"  → {entity}" if entity != text else ""
        print_line(f"{place}{found['type']:<10}{text}{also}")


def _print_row(options: SimpleNamespace, row: EntityRecord) -> None:
    if options.json:
        print_json(row._asdict())
        return
    name = one_line(row.entity)
    counts = ntr("{count} article", "{count} articles", row.articles).format(count=row.articles)
    also = "  " + ", ".join(map(one_line, row.aliases)) if row.aliases else ""
    padding = " " * max(0, _NAME - cell_width(name))
    print_line(f"{row.mentions:>7}  {row.type:<9} {name}{padding}  {counts}{also}")


_NAME = 24  # cells
