"""What a person says of passages: tagging, finding again, changing, deleting and taking back.

`Library.notes` is the way in. Any thread may call any method. What a method returns is on the
disk.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from reader.database.base import Database
from reader.errors import NoteRefused
from reader.i18n import tr
from reader.library.passages import passage
from reader.library.trash import Trash, named
from reader.model import Article, Span
from reader.model.annotation import (
    PLAIN,
    Annotation,
    Change,
    Edit,
    GroupCount,
    NoteGroup,
    NoteListing,
)

if TYPE_CHECKING:
    from reader.exporting.chapter import Chapter
    from reader.library.drafts import Drafts
    from reader.library.note_tags import NoteTags
    from reader.library.reviewing import Review


class Notes:
    """The notes of a library."""

    def __init__(self, database: Database) -> None:
        self.database = database
        """Where they are kept, for what moves many notes at once."""
        self._store = database.annotations

    @cached_property
    def tags(self) -> "NoteTags":
        """The tags that they bear."""
        from reader.library.note_tags import NoteTags

        return NoteTags(self.database)

    @cached_property
    def trash(self) -> Trash:
        """Those that were deleted."""
        return Trash(self._store)

    @cached_property
    def review(self) -> "Review":
        """Those to be read again."""
        from reader.library.reviewing import Review

        return Review(self._store)

    @cached_property
    def drafts(self) -> "Drafts":
        """What was typed and not saved."""
        from reader.library.drafts import Drafts

        return Drafts(self.database)

    # One note

    def annotate(self, article: Article, span: Span | None, edit: Edit = PLAIN) -> Annotation:
        """Tag `span` of the article as it was read, or for None the whole article.

        Raises NoteRefused for a span without a character that can be seen, for a tag or note that
        is too long; ArticleNotFound where the article has vanished.
        """
        seen = None if span is None else passage(article, span)
        return self._store.add(article.summary.id, seen, edit)

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
        return self._store.attach(note, passage(article, span))

    def confirm(self, note: str) -> Annotation:
        """Tie a note whose place is not sure to that place."""
        found = self._store.get(note)
        if found.place is None:
            raise NoteRefused(tr("The note has no place in the article; choose a passage for it."))
        return self.attach(found.id, self.database.article(found.article), found.place)

    def delete(self, *notes: str) -> int:
        """Move notes to the trash; return how many."""
        return self._store.delete_all(named(self._store, notes))

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

    # What was done to them

    def undo(self) -> Change | None:
        """Undo the last change, also one of an earlier session; None where there is none."""
        return self._store.undo()

    def redo(self) -> Change | None:
        """Do again what was undone last; None where there is nothing."""
        return self._store.redo()
