"""The seam between notes and their store."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from reader.model.annotation import (
    Annotation,
    Change,
    Edit,
    GroupCount,
    NoteGroup,
    NoteListing,
    Selectors,
)


class Passage(NamedTuple):
    """A passage as the one who tagged it saw it."""

    selectors: Selectors
    digest: str
    """Of the text that was seen; it need not be the article's present one."""


class AnnotationStore(Protocol):
    """Annotations, their trash and the journal of what was done to them, kept durably.

    What `reader.database.base.Database` promises holds here too. Methods that take an
    annotation's id accept its beginning and raise `NoteNotFound`. Every change but those of
    `empty_trash` and of a deleted article is entered in the journal, lets the article wait to be
    indexed and can be undone.
    """

    def add(self, article: str, passage: Passage | None, edit: Edit) -> Annotation:
        """Store a new annotation of `passage`, or without one of the whole article.

        A passage of a text that the article no longer has is anchored in the present one. Raises
        ArticleNotFound where the article has vanished.
        """
        ...

    def get(self, annotation: str) -> Annotation:
        """Return an annotation, also one in the trash."""
        ...

    def of_article(self, article: str) -> list[Annotation]:
        """Return those of an article: of the whole, then by place, then those without a place."""
        ...

    def edit(self, annotation: str, edit: Edit) -> Annotation:
        """Change one annotation; return it as it is then."""
        ...

    def attach(self, annotation: str, passage: Passage) -> Annotation:
        """Tie an annotation to another passage of its article, and count it as anchored there."""
        ...

    def edit_all(self, listing: NoteListing, edit: Edit) -> int:
        """Change all annotations of `listing`; return how many were changed."""
        ...

    def delete_all(self, listing: NoteListing) -> int:
        """Move all annotations of `listing` to the trash; return how many."""
        ...

    def restore_all(self, listing: NoteListing) -> int:
        """Take those of `listing` out of the trash whose article is there; return how many.

        Each is anchored in its article's present text.
        """
        ...

    def empty_trash(self, listing: NoteListing) -> int:
        """Remove those of `listing` that are in the trash for good; return how many."""
        ...

    def undo(self) -> Change | None:
        """Undo the last change that is not undone; return None where there is none."""
        ...

    def redo(self) -> Change | None:
        """Do the change again that was undone last; return None where there is none."""
        ...

    def listing(self, listing: NoteListing, offset: int, limit: int | None) -> list[Annotation]:
        """Return rows `offset` to `offset + limit` of `listing`; all from `offset` for None."""
        ...

    def count(self, listing: NoteListing) -> int:
        """Return how many rows `listing` has."""
        ...

    def groups(self, listing: NoteListing, group: NoteGroup) -> list[GroupCount]:
        """Return the groups that `listing` falls into, by name, each with how many are in it.

        An annotation with several tags is in several groups, those without any are in the last.
        """
        ...

    def rename_tag(self, old: str, new: str) -> int:
        """Call a tag and all below it otherwise, on articles and annotations alike.

        Where one bears the new name too, it bears it once: so tags are merged. Returns how many
        articles and annotations bore it. An empty `new` takes the tag off.
        """
        ...

    def annotated(self, text: str = "", tag: str = "") -> list[int]:
        """Return the keys of the articles that have an annotation.

        With `text` only those of which a note holds it, both folded; with `tag` only those of
        which an annotation bears it or one below it.
        """
        ...

    def texts(self, keys: Sequence[int]) -> dict[int, str]:
        """Return what the notes on the articles of `keys` say; those without any are left out."""
        ...

    def due(self, now: str, day: str, limit: int) -> list[Annotation]:
        """Return up to `limit` annotations to be read again, the longest due at `now` first.

        Those never reviewed follow, drawn by lot: the same all through a `day`. Only such as have
        a passage whose place is certain.
        """
        ...

    def reviewed_since(self, time: str) -> int:
        """Return how many annotations were last reviewed at `time` or later."""
        ...

    def card(self, annotation: str) -> str:
        """Return what `set_card` was given last; empty if nothing."""
        ...

    def set_card(self, annotation: str, due: str, card: str) -> None:
        """Remember when an annotation is to be read again, and the scheduler's card (JSON)."""
        ...

    def article_named(self, digest: str, url: str, id_: str, title: str) -> int | None:
        """Return the key of the article that is meant; None where there is none.

        It has or had a text with the digest, else has the address, else the id, else it alone has
        the title. What is empty is passed over.
        """
        ...

    def put(self, annotations: Iterable[Annotation]) -> None:
        """Store annotations as they are given, in place of those with the same id.

        Those not in the trash are anchored in their article's present text; a time that is empty
        becomes the present one. Raises ArticleNotFound.
        """
        ...
