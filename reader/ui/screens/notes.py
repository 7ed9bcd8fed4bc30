"""All notes of the library: narrowed, sorted, changed together, gone to."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from textual import on, work
from textual.message import Message

from reader.errors import ReaderError
from reader.i18n import ntr, tr
from reader.library import Library
from reader.library.undoing import done_again, undone
from reader.model import Article
from reader.model.annotation import (
    Annotation,
    Colour,
    Edit,
    NoteListing,
)
from reader.text.normalise import one_line
from reader.ui.keys import NOTES_VIEW, bindings
from reader.ui.messages import DraftsWanted, NoteWanted
from reader.ui.screens.choice import Choice, ChoiceScreen
from reader.ui.screens.note_narrowing import NoteNarrowingScreen
from reader.ui.widgets.colour_choice import COLOUR_NAMES
from reader.ui.widgets.filter_input import FilterInput
from reader.ui.widgets.note_list import NoteList


class NotesScreen(NoteNarrowingScreen):
    """All notes; `chosen` is the one to be gone to."""

    CSS_PATH = ["article.tcss", "notes.tcss"]
    BINDINGS = bindings(NOTES_VIEW)

    def __init__(self, library: Library, listing: NoteListing | None = None) -> None:
        """Take which notes to begin with, by default all."""
        super().__init__(library, listing)
        self.chosen: Annotation | None = None

    @on(NoteWanted)
    def _go_to(self) -> None:
        note = self.query_one(NoteList).note
        if note is not None and not note.deleted:
            self.chosen = note
            self.dismiss()

    def action_leave(self) -> None:
        """Go back: first from what was narrowed by typing."""
        if self.listing.text:
            entry = self.query_one(FilterInput)
            entry.value = ""
            entry.display = False
            self.listing = replace(self.listing, text="")
        else:
            self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer drafts where there are some, and what can be done with the notes listed."""
        del parameters
        if action == "drafts":
            return self._drafts > 0
        if action in ("edit", "confirm"):
            return self._count > 0 and not self.listing.trash
        if action == "restore":
            return self._count > 0 and self.listing.trash
        return action not in ("delete", "all") or self._count > 0

    def action_drafts(self) -> None:
        """Go back, and choose there what to go on with: it may be about another article."""
        self.app.screen_stack[0].post_message(DraftsWanted())
        self.dismiss()

    # Changing

    @work
    async def action_edit(self) -> None:
        """Say something else of the passage.

        What it begins with is read at once rather than in a thread: what is typed next is meant
        for the dialog.
        """
        note = self.query_one(NoteList).note
        if note is None or note.deleted:
            return
        from reader.ui.screens.annotate import AnnotateScreen

        notes = self._library.notes
        try:
            draft = notes.drafts.of(self._library.article(note.article), None, note)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        screen = AnnotateScreen(
            tr("Edit the note"),
            note.quote or note.title,
            draft,
            known_tags=notes.tags.known,
            suggest=None,
            save=lambda typed: self._changes.submit(notes.drafts.store, draft, typed),
            drafts=notes.drafts,
        )
        if await self.app.push_screen_wait(screen) is not None:
            self._load()

    def action_delete(self) -> None:
        """Move the note to the trash, or out of the trash for good."""
        note = self.query_one(NoteList).note
        if note is None:
            return
        if note.deleted:
            self._ask_to_empty(NoteListing(trash=True, ids=(note.id,)))
            return
        said = tr("The note is in the trash; Ctrl+Z takes it back.")
        self._do(partial(self._library.notes.delete, note.id), said)

    def action_restore(self) -> None:
        """Take the note out of the trash."""
        note = self.query_one(NoteList).note
        if note is None or not note.deleted:
            return

        def restore() -> str:
            if self._library.notes.trash.restore(note.id):
                return tr("The note is back.")
            return tr("Its article is gone: add the article again first.")

        self._change(lambda: self._changed(restore))

    def action_confirm(self) -> None:
        """Say that the passage is where it is taken to be."""
        note = self.query_one(NoteList).note
        if note is not None and not note.deleted:
            confirm = partial(self._library.notes.confirm, note.id)
            self._do(confirm, tr("The note is tied to that passage."))

    @work
    async def action_earlier(self) -> None:
        """Show the article as it was when the passage was tagged."""
        note = self.query_one(NoteList).note
        if note is None or note.selectors is None:
            return
        try:
            earlier = await asyncio.to_thread(self._as_it_was, note)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if earlier is None:
            self.notify(tr("That text of the article was not kept."), markup=False)
            return
        from reader.ui.screens.version import VersionScreen

        self.app.push_screen(VersionScreen(earlier, note.selectors.span, note.colour))

    def _as_it_was(self, note: Annotation) -> Article | None:
        """Return the article with the text that the passage was tagged in."""
        article = self._library.article(note.article)
        if note.digest == article.summary.digest:
            return article
        for version in self._library.versions(note.article):
            if version.digest == note.digest:
                return Article(article.summary, version.text, version.structure)
        return None

    @work
    async def action_retag_everywhere(self) -> None:
        """Rename a tag, merge it with another, or take it off everything."""
        from reader.ui.screens.entry import EntryScreen

        try:
            known = self._library.notes.tags.known()
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if not known:
            self.notify(tr("Nothing has a tag yet; # gives one to an article."), markup=False)
            return
        choices = [Choice(tag, one_line(tag)) for tag in known]
        chosen = await self.app.push_screen_wait(ChoiceScreen(tr("Rename a tag"), choices))
        if chosen is None:
            return
        hint = tr("A name that is in use merges the two; an empty line takes the tag off.")
        name = await self.app.push_screen_wait(EntryScreen(one_line(chosen), hint, chosen))
        if name is None or name.strip() == chosen:
            return
        said = tr("Done; Ctrl+Z takes it back.")
        if name.strip():
            self._do(partial(self._library.notes.tags.rename, chosen, name), said)
        else:
            self._do(partial(self._library.notes.tags.delete, chosen), said)

    def action_undo(self) -> None:
        """Undo the last change."""
        self._change(lambda: self._changed(lambda: undone(self._library.notes.undo())))

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self._change(lambda: self._changed(lambda: done_again(self._library.notes.redo())))

    @work
    async def action_all(self) -> None:
        """Do something with all notes that are listed, or on a heading with those of the group."""
        listing, count = self.listing, self._count
        if heading := self.query_one(NoteList).heading:
            listing = replace(listing, groups=(*listing.groups, heading.group))
            count = heading.notes
        if not count:
            return
        title = ntr("With this note", "With all {count} notes", count).format(count=count)
        chosen = await self.app.push_screen_wait(ChoiceScreen(title, _bulk(listing)))
        if chosen in ("add", "remove"):
            await self._retag(listing, add=chosen == "add")
        elif chosen == "delete":
            self._do(
                partial(self._library.notes.delete_all, listing),
                tr("They are in the trash; Ctrl+Z takes them back."),
            )
        elif chosen == "export":
            await self._export(listing)
        elif chosen == "restore":
            self._do(
                partial(self._library.notes.trash.restore_all, listing),
                tr("They are back, but for those whose article is gone."),
            )
        elif chosen == "empty":
            self._ask_to_empty(listing)
        elif chosen is not None:
            edit = Edit(colour=Colour(chosen))
            self._do(partial(self._library.notes.edit_all, listing, edit), tr("Done."))

    async def _export(self, listing: NoteListing) -> None:
        """Write the notes to a file, in the format that its ending names."""
        from reader.exporting import Format
        from reader.exporting.files import export_to
        from reader.ui.screens.entry import EntryScreen

        formats = [Choice(form, form, form.ending) for form in Format]
        chosen = await self.app.push_screen_wait(ChoiceScreen(tr("Export as"), formats))
        if chosen is None:
            return
        form = Format(chosen)
        hint = tr("A file; a path that ends in / is a folder, with one file for each article.")
        path = await self.app.push_screen_wait(
            EntryScreen(tr("Export to"), hint, f"~/notes{form.ending}")
        )
        if not path or not path.strip():
            return

        def export() -> Iterator[Message]:
            export_to(path.strip(), form, self._library.notes.chapters(listing))
            yield self.Told(tr("Written to {path}").format(path=one_line(path.strip())))

        self._change(export)

    async def _retag(self, listing: NoteListing, *, add: bool) -> None:
        from reader.ui.screens.entry import EntryScreen
        from reader.ui.widgets.tags_input import split_tags

        title = tr("Tags to add") if add else tr("Tags to take off")
        line = await self.app.push_screen_wait(EntryScreen(title, tr("Separate by commas."), ""))
        if line and (tags := split_tags(line)):
            edit = Edit(add_tags=tags) if add else Edit(remove_tags=tags)
            self._do(partial(self._library.notes.edit_all, listing, edit), tr("Done."))

    @work
    async def _ask_to_empty(self, listing: NoteListing) -> None:
        from reader.ui.screens.question import QuestionScreen

        count = self._library.notes.count(listing)
        question = ntr(
            "Remove {count} note for good? This cannot be undone.",
            "Remove {count} notes for good? This cannot be undone.",
            count,
        ).format(count=count)
        screen = QuestionScreen(question, tr("Remove"), tr("Keep"), careful=True)
        if await self.app.push_screen_wait(screen):
            self._do(partial(self._library.notes.trash.empty, listing), tr("Removed."))

    def _do(self, change: Callable[[], object], said: str) -> None:
        def done() -> str:
            change()
            return said

        self._change(lambda: self._changed(done))

    def _changed(self, change: Callable[[], str]) -> Iterator[Message]:
        said = change()
        yield self.Told(said)
        yield self.Changed()


def _bulk(listing: NoteListing) -> list[Choice]:
    if listing.trash:
        return [
            Choice("restore", tr("Take out of the trash")),
            Choice("empty", tr("Remove for good")),
        ]
    colours = [
        Choice(colour, tr("Colour: {name}").format(name=tr(name)))
        for colour, name in COLOUR_NAMES.items()
    ]
    return [
        Choice("add", tr("Add tags…")),
        Choice("remove", tr("Take tags off…")),
        *colours,
        Choice("export", tr("Export…")),
        Choice("delete", tr("To the trash")),
    ]
