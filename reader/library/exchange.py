"""Notes out of a library, and back into one."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from reader.database.base import Database
from reader.errors import ArticleNotFound, NoteNotFound, QuoteNotFound
from reader.exporting.chapter import Chapter, chapter
from reader.i18n import tr
from reader.importing.notes import Reference, WrittenNote
from reader.model import AddStatus, Article, ArticleSummary, Highlight, Span
from reader.model.annotation import (
    Annotation,
    Colour,
    NoteListing,
    NoteOrder,
    Selectors,
    State,
    id_of,
)
from reader.text.anchoring import anchor, describe
from reader.text.find import find
from reader.text.fold import fold
from reader.text.normalise import canonical, one_line

_SHORTEST_LOOKED_FOR = 8  # code points of a quote that is looked for in every article
_PAGE = 1_000


def chapters(database: Database, listing: NoteListing) -> list[Chapter]:
    """Return the notes of `listing` by article, by title; those of an article by place."""
    found = database.annotations.listing(
        replace(listing, order=NoteOrder.ARTICLE, descending=False, trash=False), 0, None
    )
    return [
        chapter(database.article(home), sorted(group, key=_place))
        for home, group in groupby(found, lambda annotation: annotation.article)
    ]


def _place(annotation: Annotation) -> tuple[bool, bool, Span, str]:
    """Return what an article's notes are sorted by: of the whole, by place, without a place."""
    place = annotation.place
    return annotation.selectors is not None, place is None, place or Span(0, 0), annotation.id


class Outcome(NamedTuple):
    """What became of one note that was read from a file."""

    status: AddStatus
    note: WrittenNote
    message: str = ""
    """For a failure or a conflict: what happened, in the user's language."""


def take_in(database: Database, written: Iterable[WrittenNote]) -> list[Outcome]:
    """Store notes that were read from a file, all in one transaction; tell what became of each.

    A note that is there is left alone; where its words differ, the one changed last is kept and
    the other goes to the trash. One of which the article or the passage is not found fails.
    """
    finder = _Finder(database)
    outcomes: list[Outcome] = []
    stored: dict[str, Annotation] = {}
    for note in written:
        try:
            incoming = finder.annotation(note)
        except (ArticleNotFound, QuoteNotFound) as error:
            outcomes.append(Outcome(AddStatus.FAILED, note, str(error)))
            continue
        present = stored.get(incoming.id) or _present(database, incoming.id)
        if present is None and finder.knows(note, incoming):
            outcomes.append(Outcome(AddStatus.UNCHANGED, note))
            continue
        outcome, annotations = _merged(note, incoming, present)
        outcomes.append(outcome)
        for annotation in annotations:
            if annotation.deleted and _present(database, annotation.id):
                continue  # the same conflict was met before
            stored[annotation.id] = annotation
    if stored:
        database.annotations.put(stored.values())
    return outcomes


def _present(database: Database, id_: str) -> Annotation | None:
    try:
        return database.annotations.get(id_)
    except NoteNotFound:
        return None


def _merged(
    note: WrittenNote, incoming: Annotation, present: Annotation | None
) -> tuple[Outcome, list[Annotation]]:
    """Return what becomes of `incoming`, and what is to be stored."""
    if present is None:
        return Outcome(AddStatus.ADDED, note), [incoming]
    if _says_the_same(incoming, present):
        if not present.deleted:
            return Outcome(AddStatus.UNCHANGED, note), []
        return Outcome(AddStatus.ADDED, note), [replace(present, deleted="")]
    newer = incoming.modified > present.modified
    older = present if newer else incoming
    aside = replace(older, id=_derived_id(older), deleted=max(incoming.modified, present.modified))
    if newer:
        said = tr("It was changed here and in the file; the file's is newer, ours is in the trash.")
        return Outcome(AddStatus.UPDATED, note, said), [incoming, aside]
    said = tr("It was changed here and in the file; ours is newer, the file's is in the trash.")
    return Outcome(AddStatus.UNCHANGED, note, said), [aside]


def _says_the_same(one: Annotation, other: Annotation) -> bool:
    return (one.note, one.tags, one.colour) == (other.note, other.tags, other.colour)


def _derived_id(annotation: Annotation) -> str:
    """Return an id for a copy, the same for the same words, so that it is made but once."""
    said = "\0".join((annotation.id, annotation.note, annotation.colour, *annotation.tags))
    digest = hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest()
    return id_of(int.from_bytes(digest[:16]))


class _Finder:
    """Finds the articles and passages that written notes speak of."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._articles: dict[str, Article] = {}
        self._known: dict[Reference, ArticleSummary | None] = {}
        self._said: dict[str, set[tuple[Span | None, str]]] = {}

    def annotation(self, note: WrittenNote) -> Annotation:
        """Return `note` as an annotation of an article that is in the library.

        Raises ArticleNotFound, QuoteNotFound.
        """
        summary = self._article_of(note)
        made = Annotation(
            id=note.id,
            article=summary.id,
            title=summary.title,
            selectors=None,
            digest=summary.digest,
            place=None,
            state=State.ANCHORED,
            tags=note.tags,
            note=note.note,
            colour=note.colour,
            created=note.created,
            modified=note.modified,
        )
        if note.whole:
            return made
        return self._placed(made, note, self._text(summary.id))

    def knows(self, note: WrittenNote, incoming: Annotation) -> bool:
        """Tell whether a note of another program says what one of ours says of the passage.

        So it is with what was exported for that program. Its tags may be spelled otherwise.
        """
        if note.lossless:
            return False
        if incoming.article not in self._said:
            ours = self._database.annotations.of_article(incoming.article)
            self._said[incoming.article] = {(each.place, each.note) for each in ours}
        place = incoming.selectors.span if incoming.selectors else None
        return (place, incoming.note) in self._said[incoming.article]

    def _placed(self, made: Annotation, note: WrittenNote, article: Article) -> Annotation:
        if note.selectors is not None:
            described = self._described(article, note.reference.digest)
            if described is not None or note.lossless:
                return replace(
                    made,
                    selectors=note.selectors,
                    digest=note.reference.digest or article.summary.digest,
                )
            place = anchor(article.text, note.selectors)
            if place.span is not None:
                return replace(made, selectors=describe(article.text, place.span))
        found = _occurrences(article.text, note.quote)
        if not found:
            raise QuoteNotFound(tr("The quote does not occur in the article."))
        if len(found) > 1:
            raise QuoteNotFound(
                tr("The quote occurs several times in “{title}”.").format(
                    title=article.summary.title
                )
            )
        return replace(made, selectors=describe(article.text, found[0]))

    def _described(self, article: Article, digest: str) -> str | None:
        if not digest:
            return None
        if digest == article.summary.digest:
            return article.text
        versions = self._database.versions(article.summary.id)
        return next((each.text for each in versions if each.digest == digest), None)

    def _text(self, id_: str) -> Article:
        if id_ not in self._articles:
            self._articles = {id_: self._database.article(id_)}  # one at a time: they may be long
        return self._articles[id_]

    def _article_of(self, note: WrittenNote) -> ArticleSummary:
        reference = note.reference
        if reference not in self._known:
            key = self._database.annotations.article_named(
                reference.digest, reference.url, reference.id, reference.title
            )
            summaries = self._database.search.summaries([key]) if key is not None else {}
            self._known[reference] = next(iter(summaries.values()), None)
        found = self._known[reference] or self._quoting(note)
        if found is None:
            raise ArticleNotFound(
                tr("Its article is not in the library: {title}").format(
                    title=reference.title or reference.url or reference.id
                )
            )
        return found

    def _quoting(self, note: WrittenNote) -> ArticleSummary | None:
        """Return the only article that holds the quote, if that is long enough to tell."""
        if note.lossless or len(note.quote) < _SHORTEST_LOOKED_FOR:
            return None
        keys = [
            text.key
            for text in self._database.search.texts(self._database.search.all_keys())
            if _occurrences(text.text, note.quote)
        ]
        if len(keys) != 1:
            return None
        return self._database.search.summaries(keys)[keys[0]]


def _occurrences(text: str, quote: str) -> list[Span]:
    return [Span(*span) for span in find(fold(text), quote).spans]


def take_highlights(database: Database, article: str, highlights: Iterable[Highlight]) -> int:
    """Store as notes what was marked in an article in another program; return how many are new.

    One that was taken before is left alone, in the trash too. Where the words do not stand once in
    the text, the note is unsure or an orphan and keeps them.
    """
    found = database.article(article)
    notes = [_note_of(found, highlight) for highlight in highlights]
    new = {note.id: note for note in notes if _present(database, note.id) is None}
    if new:
        database.annotations.put(new.values())
    return len(new)


def _note_of(article: Article, highlight: Highlight) -> Annotation:
    quote, note = canonical(highlight.quote).strip(), canonical(highlight.note).strip()
    said = "\0".join((article.summary.id, quote, note))
    places = _occurrences(article.text, quote) if quote else []
    if len(places) == 1:
        selectors, digest = describe(article.text, places[0]), article.summary.digest
    else:  # as of a text that we do not know, so that it is looked for
        selectors, digest = Selectors(0, len(quote), quote, "", ""), ""
    return Annotation(
        id=id_of(int.from_bytes(hashlib.sha256(said.encode()).digest()[:16])),
        article=article.summary.id,
        title=article.summary.title,
        selectors=selectors if quote else None,
        digest=digest if quote else article.summary.digest,
        place=None,
        state=State.ANCHORED,
        tags=tuple(dict.fromkeys(filter(None, map(one_line, highlight.tags)))),
        note=note,
        colour=Colour.YELLOW,
        created=highlight.created,
        modified=highlight.created,
    )


def counted(outcomes: Iterable[Outcome]) -> dict[AddStatus, int]:
    """Return how many notes became what; none ever waits."""
    counts: dict[AddStatus, int] = {
        status: 0 for status in AddStatus if status is not AddStatus.WAITING
    }
    for outcome in outcomes:
        counts[outcome.status] += 1
    return counts


def told(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Yield those of which there is something to tell."""
    return (outcome for outcome in outcomes if outcome.message)
