"""The part of the main screen that tags passages."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from reader.errors import ReaderError
from reader.i18n import tr
from reader.model import Article, Span
from reader.ui.messages import AnnotationWanted
from reader.ui.screens.article_notes import ArticleNotesScreen

if TYPE_CHECKING:
    from reader.model.annotation import Annotation, Colour, Draft, Edit

_COLOUR = "colour"
"""What the library remembers the last colour of a highlight under."""

_SUGGESTIONS = 4
_TELLING = 3
"""Code points that a word needs to be suggested as a tag; shorter ones say little alone."""


class TaggingScreen(ArticleNotesScreen, part=True):
    """Asks what to say of a passage; what is typed is kept until it is stored."""

    # Tagging

    @on(AnnotationWanted)
    def _annotate(self, wanted: AnnotationWanted) -> None:
        article = self._article
        if article is None:
            return
        if wanted.quick:
            from reader.model.annotation import Edit

            edit = Edit(colour=self._last_colour)
            add = partial(self._library.notes.annotate, article, wanted.span, edit)
            self._change(partial(self._stored, add))
        else:
            self._ask(article, wanted.span, None)

    def action_annotate_article(self) -> None:
        """Say something of the article as a whole."""
        if article := self._article:
            whole = next((note for note in self._notes if note.selectors is None), None)
            self._ask(article, None, whole)

    @work
    async def _ask(self, article: Article, span: Span | None, note: "Annotation | None") -> None:
        """Ask what to say of a passage, beginning with what was typed before and not saved.

        That is read at once rather than in a thread: what is typed next is meant for the dialog.
        """
        try:
            draft = self._library.notes.drafts.of(article, span, note)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        await self._go_on(draft, article)

    async def _go_on(self, draft: "Draft", article: Article) -> None:
        """Ask what to say, beginning with what a draft says."""
        from reader.ui.screens.annotate import AnnotateScreen

        new = not draft.annotation
        if new and not draft.saved:
            draft = draft._replace(colour=self._last_colour)
        quote = draft.selectors.exact if draft.selectors else ""
        screen = AnnotateScreen(
            _title(draft),
            quote or article.summary.title,
            draft,
            known_tags=self._library.notes.tags.known,
            suggest=partial(self._suggest, draft, article) if new and quote else None,
            save=partial(self._save, draft),
            drafts=self._library.notes.drafts,
        )
        saved = await self.app.push_screen_wait(screen)
        if saved is not None:
            self._change(partial(self._noted, saved.article, saved.id))

    def _suggest(self, draft: "Draft", article: Article, known: Sequence[str]) -> list[str]:
        """Return tags that a passage itself names; meant for a thread: words may have to load."""
        from reader.config import cache_folder
        from reader.model.entity import EntityType
        from reader.text import segment

        if not segment.is_loaded():
            segment.load(str(cache_folder()))
        if draft.selectors is None:
            return []
        no_names = (EntityType.DATE, EntityType.MONEY, EntityType.QUANTITY)
        names: list[str] = []
        if draft.digest == article.summary.digest:
            mentions = self._library.entities.mentions(article) or ()
            names = [
                mention.entity
                for mention in mentions
                if mention.type not in no_names and mention.span.overlaps(draft.selectors.span)
            ]
        return _suggested(draft.selectors.exact, known, names)

    def _save(self, draft: "Draft", typed: "Edit") -> "Future[Annotation]":
        """Store what was typed, after all changes before it."""

        def store() -> "Annotation":
            if not draft.annotation and typed.colour is not None:
                self._library.set_state(_COLOUR, typed.colour)
            return self._library.notes.drafts.store(draft, typed)

        return self._changes.submit(store)

    @property
    def _last_colour(self) -> "Colour":
        from reader.model.annotation import Colour

        try:
            return Colour(self._recalled(_COLOUR) or Colour.YELLOW)
        except ValueError:  # of another version
            return Colour.YELLOW

    def _stored(self, store: "Callable[[], Annotation]") -> Iterator[Message]:
        stored = store()
        yield from self._noted(stored.article)


def _title(draft: "Draft") -> str:
    if draft.annotation:
        return tr("Edit the note")
    return tr("Tag the passage") if draft.selectors else tr("Note on the article")


def _suggested(quote: str, known: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return tags for a passage: those in use that it names, its entities, its longest words."""
    from reader.text import segment
    from reader.text.fold import fold

    folded = fold(quote)
    named = [tag for tag in known if fold(tag.rpartition("/")[2]) in folded]
    words = sorted({word for word in segment.words(quote) if _telling(word)}, key=_length)
    return list(dict.fromkeys([*named, *names, *words]))[:_SUGGESTIONS]


def _telling(word: str) -> bool:
    """Tell whether a word may say what a passage is about: a name, a term."""
    return word[0].isalpha() and len(word) >= _TELLING


def _length(word: str) -> tuple[int, str]:
    return -len(word), word
