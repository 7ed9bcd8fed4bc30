"""What a person says of passages: tagging, finding again, changing, deleting and taking back.

`Library.notes` is the way in. Any thread may call any method. What a method returns is on the
disk.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.config import drafts_folder
from reader.database.annotations.base import Passage
from reader.database.base import Database
from reader.errors import NoteRefused, QuoteNotFound
from reader.i18n import tr
from reader.library import drafts, reviewing
from reader.model import Article, Span
from reader.model.annotation import (
    ALL,
    PLAIN,
    Annotation,
    Change,
    Colour,
    Draft,
    Edit,
    GroupCount,
    NoteGroup,
    NoteListing,
    Rating,
    State,
)
from reader.model.times import utc_now
from reader.text.anchoring import describe
from reader.text.find import find
from reader.text.fold import fold

if TYPE_CHECKING:
    from reader.exporting.chapter import Chapter

_TELLING_DIGEST = 8  # characters of a text's digest in the name of a draft

TO_REVIEW = NoteListing(states=(State.UNSURE, State.ORPHAN))
"""The annotations that a person should look at: of which the place is not sure, or gone."""


class Notes:
    """The notes of a library."""

    def __init__(self, database: Database) -> None:
        self.database = database
        """Where they are kept, for what moves many notes at once."""
        self._store = database.annotations

    # One note

    def annotate(self, article: Article, span: Span | None, edit: Edit = PLAIN) -> Annotation:
        """Tag `span` of the article as it was read, or for None the whole article.

        Raises NoteRefused for a span without a character that can be seen, for a tag or note that
        is too long; ArticleNotFound where the article has vanished.
        """
        passage = None if span is None else _passage(article, span)
        return self._store.add(article.summary.id, passage, edit)

    def get(self, note: str) -> Annotation:
        """Return a note by its id, or the beginning of it; raises NoteNotFound."""
        return self._store.get(note)

    def edit(self, note: str, edit: Edit) -> Annotation:
        """Change a note; return it as it is then."""
        return self._store.edit(note, edit)

    def attach(self, note: str, article: Article, span: Span) -> Annotation:
        """Tie a note to another passage of its article."""
        if self._store.get(note).article != article.summary.id:
            raise NoteRefused(tr("The passage is in another article than the note."))
        return self._store.attach(note, _passage(article, span))

    def confirm(self, note: str) -> Annotation:
        """Tie a note whose place is not sure to that place."""
        found = self._store.get(note)
        if found.place is None:
            raise NoteRefused(tr("The note has no place in the article; choose a passage for it."))
        return self.attach(found.id, self.database.article(found.article), found.place)

    def delete(self, *notes: str) -> int:
        """Move notes to the trash; return how many."""
        return self._store.delete_all(self._named(notes))

    def restore(self, *notes: str) -> int:
        """Take notes out of the trash; return how many: those whose article is gone stay there."""
        return self._store.restore_all(self._named(notes))

    def _named(self, notes: Iterable[str]) -> NoteListing:
        return NoteListing(ids=tuple(self._store.get(note).id for note in notes) or ("",))

    # Many notes

    def of(self, article: str) -> list[Annotation]:
        """Return an article's notes: of the whole, then by place, then those without a place."""
        return self._store.of_article(article)

    def listing(self, listing: NoteListing, offset: int, limit: int | None) -> list[Annotation]:
        """See `AnnotationStore.listing`."""
        return self._store.listing(listing, offset, limit)

    def count(self, listing: NoteListing) -> int:
        """See `AnnotationStore.count`."""
        return self._store.count(listing)

    def beginning(self, listing: NoteListing, limit: int) -> tuple[list[Annotation], int]:
        """Return the first rows of `listing`, and how many it has."""
        rows = self._store.listing(listing, 0, limit)
        # To find few among many takes as long as to count them.
        return rows, len(rows) if len(rows) < limit else self._store.count(listing)

    def groups(self, listing: NoteListing, group: NoteGroup) -> list[GroupCount]:
        """See `AnnotationStore.groups`."""
        return self._store.groups(listing, group)

    def chapters(self, listing: NoteListing) -> "list[Chapter]":
        """Return the notes of `listing` by article, each with its sentence, for `exporting`."""
        from reader.library.exchange import chapters

        return chapters(self.database, listing)

    def edit_all(self, listing: NoteListing, edit: Edit) -> int:
        """Change all notes of `listing`; return how many were changed."""
        return self._store.edit_all(listing, edit)

    def delete_all(self, listing: NoteListing) -> int:
        """Move all notes of `listing` to the trash; return how many."""
        return self._store.delete_all(listing)

    def restore_all(self, listing: NoteListing = ALL) -> int:
        """Take those of `listing` out of the trash whose article is there; return how many."""
        return self._store.restore_all(listing)

    def empty_trash(self, listing: NoteListing = ALL) -> int:
        """Remove those of `listing` that are in the trash for good; return how many."""
        return self._store.empty_trash(listing)

    def undo(self) -> Change | None:
        """Undo the last change, also one of an earlier session; None where there is none."""
        return self._store.undo()

    def redo(self) -> Change | None:
        """Do again what was undone last; None where there is nothing."""
        return self._store.redo()

    # Tags

    def tags(self) -> list[GroupCount]:
        """Return the tags that notes bear, by name, each with how many do."""
        return [tag for tag in self._store.groups(ALL, NoteGroup.TAG) if tag.key]

    def known_tags(self) -> list[str]:
        """Return every tag that an article or a note bears, those borne most often first."""
        borne = {tag.key: tag.annotations for tag in self.tags()}
        for tag in self.database.tags():
            borne[tag.name] = borne.get(tag.name, 0) + tag.articles
        return sorted(borne, key=lambda name: (-borne[name], name))

    def rename_tag(self, old: str, new: str) -> int:
        """Call a tag, and those below it, otherwise everywhere; return how many bore it.

        Renaming to a tag that is in use merges the two; undoing parts them again.
        """
        if not new.strip(" /"):
            raise NoteRefused(tr("A tag needs a name."))
        return self._store.rename_tag(old, new)

    def delete_tag(self, tag: str) -> int:
        """Take a tag, and those below it, off everything; return how many bore it."""
        return self._store.rename_tag(tag, "")

    # Reviewing

    def review(self, handful: int = reviewing.HANDFUL) -> list[Annotation]:
        """Return what is left of today's passages to be read again; see `reviewing`."""
        return reviewing.due(self._store, datetime.now().astimezone(), handful)

    def rate(self, note: str, rating: Rating) -> datetime:
        """Say how well a passage was remembered; return when it will be due again."""
        return reviewing.rate(self._store, note, rating, datetime.now().astimezone())

    def skip(self, note: str) -> None:
        """Leave a passage for another day."""
        reviewing.skip(self._store, note, datetime.now().astimezone())

    # What was typed and not saved

    def draft_of(
        self, article: Article, span: Span | None, note: Annotation | None = None
    ) -> Draft:
        """Return what was typed about a passage, or into `note`, and not saved.

        Where nothing was, a draft that says what the note does, or nothing, and is not kept yet.
        Raises NoteRefused for a passage that `annotate` refuses.
        """
        if note is not None:
            key, selectors, digest = note.id, note.selectors, note.digest
        else:
            digest = article.summary.digest
            selectors = _passage(article, span).selectors if span else None
            place = f"{span.start}-{span.end}" if span else "whole"
            key = f"{article.summary.id}-{digest[:_TELLING_DIGEST]}-{place}"
        return drafts.find(self._drafts, key) or Draft(
            key=key,
            article=article.summary.id,
            annotation=note.id if note else "",
            selectors=selectors,
            digest=digest,
            tags=note.tags if note else (),
            note=note.note if note else "",
            colour=note.colour if note else Colour.YELLOW,
        )

    def keep_draft(self, draft: Draft, typed: Edit) -> Draft:
        """Keep what was typed, on the disk on return; raises DraftNotKept.

        What says nothing of something new, in the colour that `draft` has anyway, is not kept.
        """
        kept = draft._replace(
            tags=typed.tags or (),
            note=typed.note or "",
            colour=typed.colour or draft.colour,
            saved=utc_now(),
        )
        if kept.note or kept.tags or kept.annotation or kept.colour != draft.colour:
            drafts.keep(self._drafts, kept)
        else:
            self.drop_draft(kept)
        return kept

    def store_draft(self, draft: Draft, typed: Edit) -> Annotation:
        """Make a note of what was typed, or change the one it was typed into; forget the draft.

        A passage of a text that the article no longer has is looked for in the present one.
        """
        if draft.annotation:
            stored = self.edit(draft.annotation, typed)
        else:
            passage = Passage(draft.selectors, draft.digest) if draft.selectors else None
            stored = self._store.add(draft.article, passage, typed)
        self.drop_draft(draft)
        return stored

    def drafts(self) -> list[Draft]:
        """Return what was typed and not saved in this library, the last first."""
        return drafts.kept(self._drafts)

    def drop_draft(self, draft: Draft) -> None:
        """Forget what was typed: it was saved, or is not wanted."""
        drafts.drop(self._drafts, draft.key)

    @property
    def _drafts(self) -> Path:
        """The folder for the drafts of this library."""
        place = str(self.database.folder.absolute()).encode("utf-8", "surrogateescape")
        return drafts_folder() / hashlib.sha256(place).hexdigest()[:16]


def quoted(article: Article, quote: str, prefix: str = "", suffix: str = "") -> list[Span]:
    """Return where `quote` stands in an article, between `prefix` and `suffix`.

    Script, width, case and white space make no difference. Raises QuoteNotFound where it does not
    occur.
    """
    folded = fold(article.text)
    found = [
        Span(*span)
        for span in find(folded, quote).spans
        if _ends_with(folded[: span[0]], prefix) and _begins_with(folded[span[1] :], suffix)
    ]
    if not found:
        raise QuoteNotFound(tr("The quote does not occur in the article."))
    return found


def _ends_with(text: str, words: str) -> bool:
    wanted = "".join(fold(words).split())
    return "".join(text[-len(wanted) * 2 - 8 :].split()).endswith(wanted)


def _begins_with(text: str, words: str) -> bool:
    wanted = "".join(fold(words).split())
    return "".join(text[: len(wanted) * 2 + 8].split()).startswith(wanted)


def _passage(article: Article, span: Span) -> Passage:
    """Return `span` of an article without white space at its ends; raises NoteRefused."""
    words = span.of(article.text)
    start = span.start + len(words) - len(words.lstrip())
    trimmed = Span(start, start + len(words.strip())) if words.strip() else None
    if trimmed is None or span.end > len(article.text):
        raise NoteRefused(tr("Nothing is selected: a passage needs at least one character."))
    return Passage(describe(article.text, trimmed), article.summary.digest)
