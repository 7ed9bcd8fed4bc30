"""`reader note`, `reader tags`, `reader delete`: notes from the command line."""

import sys
from collections.abc import Callable, Iterable
from types import SimpleNamespace

from reader.commands.codes import DONE, FAILED, USAGE
from reader.commands.note_arguments import SKIP
from reader.commands.output import print_json, print_line, say
from reader.errors import NoteRefused, QuoteNotFound
from reader.exporting.jsons import note_object
from reader.i18n import ntr, tr
from reader.library import Library, undoing
from reader.library.notes import Notes
from reader.library.passages import quoted
from reader.library.reviewing import HANDFUL
from reader.model import Article, Span
from reader.model.annotation import (
    Annotation,
    Colour,
    Edit,
    NoteListing,
    NoteOrder,
    Rating,
)
from reader.model.annotation import State as NoteState
from reader.text.normalise import one_line

SHORT_ID = 8
"""Characters of a note's id that are printed: enough to name it."""

_SHOWN = 40  # code points of a quote in a line
_AROUND = 12  # code points beside a quote that occurs several times
_PAGE = 1_000
_LONGEST_INPUT = 8 * 2**20  # bytes of a note that is piped in


def run_note(library: Library, options: SimpleNamespace) -> int:
    """Run one action of `reader note`; return the exit code."""
    return _ACTIONS[options.action](library, options)


def _add(library: Library, options: SimpleNamespace) -> int:
    given = [options.quote is not None, options.start is not None, options.whole]
    if sum(given) != 1 or (options.start is None) != (options.end is None):
        say(tr("Say which passage: --quote TEXT, or --start N and --end N, or --whole."))
        return USAGE
    article = library.article(options.id)
    span = None if options.whole else _span(options, article)
    _tell(options, library.notes.annotate(article, span, _edit(options)))
    return DONE


def _list(library: Library, options: SimpleNamespace) -> int:
    order = NoteOrder(options.sort)
    listing = listing_of(
        library,
        options,
        order=order,
        descending=(order is not NoteOrder.ARTICLE) != options.reverse,
        trash=options.trash,
    )
    for annotation in pages(library.notes, listing, options.limit):
        _tell(options, annotation)
    return DONE


def _edit_one(library: Library, options: SimpleNamespace) -> int:
    notes = library.notes
    annotation = notes.get(options.id)
    edit = _edit(options)
    passage = options.quote is not None or options.start is not None
    if (options.start is None) != (options.end is None):
        say(tr("Say which passage: --quote TEXT, or --start N and --end N, or --whole."))
        return USAGE
    if not passage and not options.confirm and edit == Edit():
        say(tr("Nothing to change: give a note, a tag, a colour or a passage."))
        return USAGE
    if passage:
        article = library.article(annotation.article)
        annotation = notes.attach(annotation.id, article, _span(options, article))
    elif options.confirm:
        annotation = notes.confirm(annotation.id)
    if edit != Edit():
        annotation = notes.edit(annotation.id, edit)
    _tell(options, annotation)
    return DONE


def _delete(library: Library, options: SimpleNamespace) -> int:
    count = library.notes.delete(*options.ids)
    say(
        ntr("{count} note is in the trash.", "{count} notes are in the trash.", count).format(
            count=count
        )
    )
    return DONE


def _restore(library: Library, options: SimpleNamespace) -> int:
    count = library.notes.trash.restore(*options.ids)
    say(ntr("{count} note is back.", "{count} notes are back.", count).format(count=count))
    left = len(set(options.ids)) - count
    if left:
        say(tr("The others were not in the trash, or their article is gone: add it again first."))
    return FAILED if left else DONE


def _empty_trash(library: Library, options: SimpleNamespace) -> int:
    count = library.notes.trash.empty()
    said = ntr("{count} note was removed for good.", "{count} notes were removed for good.", count)
    say(said.format(count=count))
    return DONE


def _undo(library: Library, options: SimpleNamespace) -> int:
    change = library.notes.undo()
    say(undoing.undone(change))
    return FAILED if change is None else DONE


def _redo(library: Library, options: SimpleNamespace) -> int:
    change = library.notes.redo()
    say(undoing.done_again(change))
    return FAILED if change is None else DONE


def _review(library: Library, options: SimpleNamespace) -> int:
    handful = HANDFUL if options.limit is None else options.limit
    for annotation in library.notes.review.due(handful):
        _tell(options, annotation)
    return DONE


def _rate(library: Library, options: SimpleNamespace) -> int:
    if options.rating == SKIP:
        library.notes.review.skip(options.id)
        return DONE
    due = library.notes.review.rate(options.id, Rating(options.rating)).astimezone()
    say(tr("It will come up again on {day}.").format(day=f"{due:%Y-%m-%d}"))
    return DONE


_ACTIONS: dict[str, Callable[[Library, SimpleNamespace], int]] = {
    "add": _add,
    "list": _list,
    "edit": _edit_one,
    "delete": _delete,
    "restore": _restore,
    "empty-trash": _empty_trash,
    "undo": _undo,
    "redo": _redo,
    "review": _review,
    "rate": _rate,
}


# `reader tags`, `reader delete`


def run_tags(library: Library, options: SimpleNamespace) -> int:
    """Run one action of `reader tags`; return the exit code."""
    if options.action == "list":
        _list_tags(library, options)
        return DONE
    new = getattr(options, "new", "")
    rename = options.action == "rename"
    count = (
        library.notes.tags.rename(options.old, new)
        if rename
        else library.notes.tags.delete(options.old)
    )
    if not count:
        say(tr("Nothing has the tag “{tag}”.").format(tag=one_line(options.old)))
        return FAILED
    say(tr("{count} articles and notes changed").format(count=count))
    return DONE


def _list_tags(library: Library, options: SimpleNamespace) -> None:
    articles = {tag.name: tag.articles for tag in library.tags()}
    notes = {tag.key: tag.annotations for tag in library.notes.tags.counts()}
    for name in sorted(articles.keys() | notes.keys()):
        on_articles, on_notes = articles.get(name, 0), notes.get(name, 0)
        if options.json:
            print_json({"tag": name, "articles": on_articles, "notes": on_notes})
        else:
            print_line(f"{on_articles:>7} {on_notes:>7}  {one_line(name)}")


def run_delete(library: Library, options: SimpleNamespace) -> int:
    """Run `reader delete`; return the exit code."""
    summaries = [library.summary(id_) for id_ in options.ids]
    noted = [each for each in summaries if each.annotations]
    if noted and not options.yes:
        for each in noted:
            told = ntr("{title} has {count} note.", "{title} has {count} notes.", each.annotations)
            say(told.format(title=one_line(each.title), count=each.annotations))
        say(tr("Nothing was deleted. With --yes their notes go to the trash, with their quotes."))
        return FAILED
    for id_ in dict.fromkeys(each.id for each in summaries):
        library.delete_article(id_)
    count = len({each.id for each in summaries})
    say(ntr("{count} article deleted", "{count} articles deleted", count).format(count=count))
    return DONE


# What is asked for


def listing_of(
    library: Library,
    options: SimpleNamespace,
    *,
    order: NoteOrder,
    descending: bool,
    trash: bool = False,
) -> NoteListing:
    """Return the listing that the options of a filter ask for."""
    article = options.article
    if article and not trash:  # in the trash it may be one that is gone
        article = library.summary(article).id
    return NoteListing(
        order=order,
        descending=descending,
        text=options.query,
        tag=options.tag.strip("/"),
        article=article,
        colour=Colour(options.colour) if options.colour else None,
        states=tuple(NoteState(state) for state in options.state),
        since=options.since or "",
        until=options.until or "",
        trash=trash,
    )


def pages(notes: Notes, listing: NoteListing, limit: int | None) -> Iterable[Annotation]:
    """Yield the rows of a listing, read some at a time."""
    offset, left = 0, notes.count(listing) if limit is None else limit
    while left > 0 and (rows := notes.listing(listing, offset, min(left, _PAGE))):
        yield from rows
        offset += len(rows)
        left -= len(rows)


def _edit(options: SimpleNamespace) -> Edit:
    return Edit(
        note=_piped() if options.note == "-" else options.note,
        colour=Colour(options.colour) if options.colour else None,
        tags=None if options.tag is None else tuple(options.tag),
        add_tags=tuple(getattr(options, "add_tag", ())),
        remove_tags=tuple(getattr(options, "remove_tag", ())),
    )


def _piped() -> str:
    if sys.stdin is None:
        raise NoteRefused(tr("Nothing is piped in."))
    try:
        return sys.stdin.buffer.read(_LONGEST_INPUT).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NoteRefused(tr("What is piped in is no text in UTF-8.")) from error


def _span(options: SimpleNamespace, article: Article) -> Span:
    if options.quote is None:
        if not 0 <= options.start < options.end <= len(article.text):
            raise NoteRefused(
                tr("The article has no passage from {start} to {end}: it ends at {length}.").format(
                    start=options.start, end=options.end, length=len(article.text)
                )
            )
        return Span(options.start, options.end)
    found = quoted(article, options.quote, options.prefix, options.suffix)
    nth: int | None = options.nth
    if nth is not None and 1 <= nth <= len(found):
        return found[nth - 1]
    if len(found) == 1 and nth is None:
        return found[0]
    raise QuoteNotFound(_choice(article, found))


def _choice(article: Article, found: list[Span]) -> str:
    told = [
        f"{number:>4}  …{_line(article.text, Span(max(span.start - _AROUND, 0), span.start))}"
        f"【{_line(article.text, span)}】"
        f"{_line(article.text, Span(span.end, min(span.end + _AROUND, len(article.text))))}…"
        for number, span in enumerate(found[:20], 1)
    ]
    said = tr(
        "The quote occurs {count} times. Choose one with --nth, or with --prefix or --suffix:"
    )
    return "\n".join((said.format(count=len(found)), *told))


def _line(text: str, span: Span) -> str:
    return span.of(text).replace("\n", " ")


# What is printed


def _tell(options: SimpleNamespace, annotation: Annotation) -> None:
    if options.json:
        print_json(note_object(annotation))
        return
    quote = one_line(annotation.quote[: _SHOWN + 1]) or f"[{one_line(annotation.title)}]"
    quote = quote[:_SHOWN] + "…" if len(quote) > _SHOWN else quote
    sign = {NoteState.UNSURE: "? ", NoteState.ORPHAN: "! "}.get(annotation.state, "")
    parts = [annotation.id[:SHORT_ID], annotation.modified[:10], annotation.article, sign + quote]
    if annotation.note:
        note = one_line(annotation.note[: _SHOWN + 1])
        parts.append(f"— {note[:_SHOWN]}{'…' if len(note) > _SHOWN else ''}")
    parts += [f"#{one_line(tag)}" for tag in annotation.tags]
    print_line("  ".join(parts))
