"""The part of the main screen that tags passages, and goes on with what was typed and not saved."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from reader.errors import ReaderError
from reader.i18n import tr
from reader.model import Article, Span
from reader.text.normalise import one_line
from reader.ui.messages import AnnotationWanted, OpenArticle
from reader.ui.screens.article_notes import ArticleNotesScreen

if TYPE_CHECKING:
    from reader.annotation import Annotation, Colour, Draft, Edit

_COLOUR = "colour"
"""What the library remembers the last colour of a highlight under."""

_SUGGESTIONS = 3
_TELLING = 3
"""Code points that a word needs to be suggested as a tag; shorter ones say little alone."""


class TaggingScreen(ArticleNotesScreen):
    """Asks what to say of a passage; what is typed is kept until it is stored."""

    # Tagging

    @on(AnnotationWanted)
    def _annotate(self, wanted: AnnotationWanted) -> None:
        article = self._article
        if article is None:
            return
        if wanted.quick:
            from reader.annotation import Edit

            edit = Edit(colour=self._last_colour)
            self._change(partial(self._stored, partial(self._add, article, wanted.span, edit)))
        else:
            self._ask(article, wanted.span, None)

    def action_annotate_article(self) -> None:
        """Say something of the article as a whole."""
        if article := self._article:
            whole = next((note for note in self._notes if note.selectors is None), None)
            self._ask(article, None, whole)

    @work
    async def _ask(self, article: Article, span: Span | None, note: "Annotation | None") -> None:
        """Ask what to say of a passage, beginning with what was typed before and not saved."""
        from reader.ui.screens.annotate import AnnotateScreen

        try:
            draft, known = await asyncio.to_thread(self._typed_before, article, span, note)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        quote = note.quote if note else span.of(article.text) if span else article.summary.title
        screen = AnnotateScreen(
            _title(span, note),
            quote,
            self._begun(draft, note),
            known_tags=known,
            suggested_tags=_suggested(quote, known) if note is None and span else (),
            save=partial(self._save, article, span, note, draft),
            keep=partial(self._keep, article, span, note),
        )
        saved = await self.app.push_screen_wait(screen)
        if saved is not None:
            self._change(partial(self._noted, saved.article, saved.id))

    def _typed_before(
        self, article: Article, span: Span | None, note: "Annotation | None"
    ) -> "tuple[Draft | None, list[str]]":
        notes = self._library.notes
        return notes.draft(article.summary.id, span, note), notes.known_tags()

    def _begun(self, draft: "Draft | None", note: "Annotation | None") -> "Edit":
        from reader.annotation import Edit

        if draft is not None:
            return Edit(draft.note, draft.colour, draft.tags)
        if note is not None:
            return Edit(note.note, note.colour, note.tags)
        return Edit("", self._last_colour, ())

    def _save(
        self,
        article: Article,
        span: Span | None,
        note: "Annotation | None",
        draft: "Draft | None",
        edit: "Edit",
    ) -> "Future[Annotation]":
        """Store what was typed, after all changes before it."""

        def store() -> "Annotation":
            stored = self._add(article, span, edit) if note is None else self._edit(note.id, edit)
            if draft is not None:
                self._library.notes.drop_draft(draft)
            return stored

        return self._changes.submit(store)

    def _add(self, article: Article, span: Span | None, edit: "Edit") -> "Annotation":
        if edit.colour is not None:
            self._library.set_state(_COLOUR, edit.colour)
        return self._library.notes.annotate(article, span, edit)

    def _edit(self, note: str, edit: "Edit") -> "Annotation":
        return self._library.notes.edit(note, edit)

    def _keep(
        self, article: Article, span: Span | None, note: "Annotation | None", edit: "Edit"
    ) -> None:
        self._library.notes.keep_draft(article, span, edit, note)
        self.notify(tr("Kept as a draft; tag the same passage to go on."), markup=False)

    @property
    def _last_colour(self) -> "Colour":
        from reader.annotation import Colour

        try:
            return Colour(self._recalled(_COLOUR) or Colour.YELLOW)
        except ValueError:  # of another version
            return Colour.YELLOW

    def _stored(self, store: "Callable[[], Annotation]") -> Iterator[Message]:
        stored = store()
        yield from self._noted(stored.article)

    # What was typed and not saved

    @work
    async def offer_drafts(self) -> None:
        """Ask what to do with what was typed when the app ended before."""
        from reader.ui.screens.choice import Choice, ChoiceScreen

        try:
            drafts = self._library.notes.drafts()
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if not drafts:
            return
        choices = [
            Choice(str(number), one_line(draft.note or ", ".join(draft.tags)), draft.saved[:10])
            for number, draft in enumerate(drafts)
        ]
        title = tr("Typed and not saved: go on with")
        chosen = await self.app.push_screen_wait(ChoiceScreen(title, choices))
        if chosen is not None:
            self._resume(drafts[int(chosen)])

    def _resume(self, draft: "Draft") -> None:
        try:
            article = self._library.article(draft.article)
            note = self._library.notes.get(draft.annotation) if draft.annotation else None
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        span = draft.selectors.span if draft.selectors else None
        self.post_message(OpenArticle(draft.article, span))
        self._ask(article, span, note)


def _title(span: Span | None, note: "Annotation | None") -> str:
    if note is not None:
        return tr("Edit the note")
    return tr("Tag the passage") if span else tr("Note on the article")


def _suggested(quote: str, known: Sequence[str]) -> list[str]:
    """Return tags that a passage itself names: those in use, then its longest words."""
    from reader.text import segment
    from reader.text.fold import fold

    folded = fold(quote)
    named = [tag for tag in known if fold(tag.rpartition("/")[2]) in folded]
    words = sorted({word for word in segment.words(quote) if _telling(word)}, key=_length)
    return list(dict.fromkeys([*named, *words]))[:_SUGGESTIONS]


def _telling(word: str) -> bool:
    """Tell whether a word may say what a passage is about: a name, a term."""
    return word[0].isalpha() and len(word) >= _TELLING


def _length(word: str) -> tuple[int, str]:
    return -len(word), word
