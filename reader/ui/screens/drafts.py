"""The part of the main screen about what was typed of passages and not saved."""

import asyncio
from typing import TYPE_CHECKING

from textual import on, work

from reader.errors import ReaderError
from reader.i18n import ntr, tr
from reader.text.normalise import one_line
from reader.ui.messages import CopyPassage, DraftsWanted, OpenArticle
from reader.ui.report import Report
from reader.ui.screens.tagging import TaggingScreen

if TYPE_CHECKING:
    from reader.model.annotation import Draft

_TOLD_FOR = 8.0
"""Seconds for which it is told at the start that there are drafts."""


class DraftsScreen(TaggingScreen, part=True):
    """Tells of drafts at the start, and goes on with one whenever the reader asks for it."""

    class DraftsKept(Report):
        """So many drafts are left from before."""

        count: int

    @work(thread=True)
    def look_for_drafts(self) -> None:
        """Tell if something was typed and not saved when the app ended before.

        No dialog: it would come by itself, and take keys that are meant for something else.
        """
        try:
            count = len(self._library.notes.drafts.kept())
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if count:
            self.post_message(self.DraftsKept(count))

    @on(DraftsKept)
    def _tell_of_drafts(self, kept: DraftsKept) -> None:
        told = ntr(
            "A note was typed and not saved; Ctrl+E goes on with it.",
            "{count} notes were typed and not saved; Ctrl+E goes on with one.",
            kept.count,
        )
        self.notify(told.format(count=kept.count), timeout=_TOLD_FOR, markup=False)

    @on(DraftsWanted)
    def _open_drafts(self) -> None:
        self.action_drafts()

    @work
    async def action_drafts(self) -> None:
        """Choose of what was typed and not saved what to go on with.

        Drafts are read at once rather than in a thread: what is typed next is meant for them.
        """
        from reader.ui.screens.choice import Choice, ChoiceScreen

        try:
            drafts = self._library.notes.drafts.kept()
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if not drafts:
            self.notify(tr("All that was typed is saved."), markup=False)
            return
        choices = [
            Choice(str(number), one_line(draft.note or ", ".join(draft.tags)), _about(draft))
            for number, draft in enumerate(drafts)
        ]
        title = tr("Typed and not saved: go on with")
        chosen = await self.app.push_screen_wait(ChoiceScreen(title, choices))
        if chosen is None:
            return
        try:
            await self._resume(drafts[int(chosen)])
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))

    async def _resume(self, draft: "Draft") -> None:
        from reader.errors import ArticleNotFound, NoteNotFound

        try:
            article = await asyncio.to_thread(self._library.article, draft.article)
        except ArticleNotFound:
            await self._ask_about_lost(draft)
            return
        if draft.annotation:
            try:
                await asyncio.to_thread(self._library.notes.get, draft.annotation)
            except NoteNotFound:  # gone for good; what was typed becomes another
                draft = draft._replace(annotation="")
        there = draft.selectors is not None and draft.digest == article.summary.digest
        span = draft.selectors.span if draft.selectors and there else None
        self.post_message(OpenArticle(draft.article, span))
        await self._go_on(draft, article)

    async def _ask_about_lost(self, draft: "Draft") -> None:
        """Ask what to do with what was typed about an article that is gone."""
        from reader.ui.screens.choice import Choice, ChoiceScreen

        choices = [
            Choice("copy", tr("Copy what was typed")),
            Choice("drop", tr("Throw it away")),
        ]
        title = tr("Its article is no longer in the library")
        chosen = await self.app.push_screen_wait(ChoiceScreen(title, choices))
        if chosen == "copy":
            quote = draft.selectors.exact if draft.selectors else ""
            typed = (quote, draft.note, ", ".join(draft.tags))
            self.post_message(CopyPassage("\n\n".join(part for part in typed if part)))
        elif chosen == "drop":
            self._library.notes.drafts.drop(draft)


def _about(draft: "Draft") -> str:
    """Return when something was typed, and of which passage."""
    quote = draft.selectors.exact if draft.selectors else ""
    return " · ".join(filter(None, (draft.saved[:10], one_line(quote))))
