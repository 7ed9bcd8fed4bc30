"""The part of the view of all notes that lists: narrowed, sorted, one of them shown in full."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import var
from textual.timer import Timer
from textual.widgets import Input
from textual.worker import get_current_worker

from reader.annotation import (
    Annotation,
    Colour,
    NoteGroup,
    NoteListing,
    NoteOrder,
    State,
)
from reader.errors import ReaderError
from reader.i18n import mark, ntr, tr
from reader.library import Library
from reader.text.normalise import one_line
from reader.ui.messages import RowsWanted
from reader.ui.screens.choice import Choice, ChoiceScreen
from reader.ui.screens.library import LibraryScreen
from reader.ui.widgets.bar import Bar
from reader.ui.widgets.colour_choice import COLOUR_NAMES
from reader.ui.widgets.key_bar import KeyBar
from reader.ui.widgets.list_side import FilterInput
from reader.ui.widgets.note_list import STATE_NAMES, NoteList
from reader.ui.widgets.note_view import NoteView
from reader.ui.widgets.row_list import ROWS_AT_ONCE

_TYPING = 0.08
"""Seconds without a key after which a filter is applied."""

_AROUND = 32
"""Code points shown before and behind where a passage stood: as many as were kept of old."""

_SIDE_BY_SIDE = 88
"""From this width on, in cells, list and note stand side by side."""

ORDER_NAMES = {
    NoteOrder.MODIFIED: mark("date changed"),
    NoteOrder.CREATED: mark("date made"),
    NoteOrder.ARTICLE: mark("article"),
}

_ALL = ""
"""Stands among choices for all there are."""


class NoteListingScreen(LibraryScreen):
    """A list beside the note under its cursor."""

    AUTO_FOCUS = "#all-notes"

    listing: var[NoteListing] = var(NoteListing(), init=False)
    """What is listed, in which order."""

    @dataclass
    class Listed(Message):
        """What a listing holds, as far as it was fetched."""

        listing: NoteListing
        count: int
        rows: Sequence[Annotation]

    @dataclass
    class RowsLoaded(Message):
        """Rows that the list wanted."""

        wanted: RowsWanted
        rows: Sequence[Annotation]

    @dataclass
    class SeenThere(Message):
        """What stands today where the passage of a note stood."""

        note: str
        text: str

    class Changed(Message):
        """Notes are others now."""

    def __init__(self, library: Library, listing: NoteListing | None = None) -> None:
        """Begin with a listing; all notes by default."""
        super().__init__(library)
        self._first = listing or NoteListing()
        self._typing: Timer | None = None

    def compose(self) -> ComposeResult:
        """A bar, the list beside the note, the keys."""
        yield Bar(id="all-notes-bar")
        yield FilterInput(placeholder=tr("passage, note or tag"), id="notes-filter", compact=True)
        with Horizontal():
            yield NoteList(id="all-notes", articles=True)
            yield NoteView(id="note-view")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show what is to be shown first."""
        self.query_one(FilterInput).display = False
        self.set_reactive(NoteListingScreen.listing, self._first)
        self._load()

    def on_resize(self, event: events.Resize) -> None:
        """Show the note beside the list where there is room."""
        self.set_class(event.size.width >= _SIDE_BY_SIDE, "-wide")

    # The list

    def watch_listing(self) -> None:
        """List what is wanted now."""
        self._load()

    @on(Changed)
    def _load(self) -> None:
        self._list(self.listing)

    @work(thread=True, exclusive=True, group="notes")
    def _list(self, listing: NoteListing) -> None:
        try:
            count = self._library.notes.count(listing)
            rows = self._library.notes.listing(listing, 0, 2 * ROWS_AT_ONCE)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if not get_current_worker().is_cancelled:
            self.post_message(self.Listed(listing, count, rows))

    @on(Listed)
    def _show(self, listed: Listed) -> None:
        if listed.listing != self.listing:
            return
        notes = self.query_one(NoteList)
        notes.nothing = _why_empty(listed.listing)
        notes.show_rows(listed.count, notes.cursor, 0, listed.rows)
        bar = self.query_one(Bar)
        bar.mode = tr("Trash") if listed.listing.trash else ""
        bar.left = _summary(listed.listing, listed.count)
        arrow = "↓" if listed.listing.descending else "↑"
        bar.right = f"{tr(ORDER_NAMES[listed.listing.order])} {arrow}"
        self._show_note()

    @on(RowsWanted, "#all-notes")
    def _rows_wanted(self, wanted: RowsWanted) -> None:
        self._load_rows(self.listing, wanted)

    @work(thread=True, group="rows")
    def _load_rows(self, listing: NoteListing, wanted: RowsWanted) -> None:
        try:
            rows = self._library.notes.listing(listing, wanted.first, wanted.count)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
        else:
            self.post_message(self.RowsLoaded(wanted, rows))

    @on(RowsLoaded)
    def _supply(self, loaded: RowsLoaded) -> None:
        wanted = loaded.wanted
        self.query_one(NoteList).supply(wanted.first, loaded.rows, wanted.generation)
        self._show_note()

    @on(NoteList.CursorMoved)
    def _show_note(self) -> None:
        note = self.query_one(NoteList).note
        view = self.query_one(NoteView)
        if view.note != note:
            view.now = ""
            view.note = note
            if note is not None and note.state is not State.ANCHORED and not note.deleted:
                self._look_there(note)

    @work(thread=True, exclusive=True, group="there")
    def _look_there(self, note: Annotation) -> None:
        """Find what stands today where a passage stood."""
        try:
            text = self._library.article(note.article).text
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if note.selectors is not None and not get_current_worker().is_cancelled:
            place = note.place or note.selectors.span
            start, end = max(0, place.start - _AROUND), min(len(text), place.end + _AROUND)
            if note.place is None:
                now = text[start:end]
            else:
                now = f"{text[start : place.start]}【{place.of(text)}】{text[place.end : end]}"
            self.post_message(self.SeenThere(note.id, now))

    @on(SeenThere)
    def _show_there(self, seen: SeenThere) -> None:
        view = self.query_one(NoteView)
        if view.note is not None and view.note.id == seen.note:
            view.now = seen.text

    # Narrowing and sorting

    def action_filter(self) -> None:
        """Type what to narrow the list by."""
        entry = self.query_one(FilterInput)
        entry.display = True
        entry.focus()

    @on(Input.Changed, "#notes-filter")
    def _narrow_soon(self) -> None:
        if self._typing is not None:
            self._typing.stop()
        self._typing = self.set_timer(_TYPING, self._narrow)

    def _narrow(self) -> None:
        self.listing = replace(self.listing, text=self.query_one(FilterInput).value.strip())

    @on(Input.Submitted, "#notes-filter")
    def _keep_filter(self) -> None:
        entry = self.query_one(FilterInput)
        entry.display = bool(entry.value)
        self.query_one(NoteList).focus()

    @on(FilterInput.Moved)
    def _move(self, moved: FilterInput.Moved) -> None:
        self.query_one(NoteList).action_move(moved.rows)

    def action_order(self) -> None:
        """Sort by another fact."""
        orders = list(NoteOrder)
        order = orders[(orders.index(self.listing.order) + 1) % len(orders)]
        self.listing = replace(self.listing, order=order, descending=order != NoteOrder.ARTICLE)

    def action_reverse(self) -> None:
        """Sort the other way round."""
        self.listing = replace(self.listing, descending=not self.listing.descending)

    def action_trash(self) -> None:
        """Show what is in the trash, or what is not."""
        self.listing = replace(self.listing, trash=not self.listing.trash)

    @work
    async def action_by(self, group: str) -> None:
        """Show one group alone: a tag, an article, a colour or a state."""
        kind = NoteGroup(group)
        try:
            groups = self._library.notes.groups(_only(self.listing, kind, _ALL), kind)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        choices = [
            Choice(each.key, _group_name(kind, each.name), str(each.annotations)) for each in groups
        ]
        screen = ChoiceScreen(tr("Only"), [Choice(_ALL, tr("all")), *choices])
        chosen = await self.app.push_screen_wait(screen)
        if chosen is not None:
            self.listing = _only(self.listing, kind, chosen)


def _only(listing: NoteListing, kind: NoteGroup, key: str) -> NoteListing:
    """Return `listing` with one group alone, or for no key with all of that kind."""
    match kind:
        case NoteGroup.TAG:
            return replace(listing, tag=key)
        case NoteGroup.ARTICLE:
            return replace(listing, article=key)
        case NoteGroup.COLOUR:
            return replace(listing, colour=Colour(key) if key else None)
        case NoteGroup.STATE:
            return replace(listing, states=(State(key),) if key else ())


def _group_name(kind: NoteGroup, name: str) -> str:
    if kind is NoteGroup.STATE:
        return tr(STATE_NAMES[State(name)])
    if kind is NoteGroup.COLOUR:
        return tr(COLOUR_NAMES[Colour(name)])
    return one_line(name)


def _summary(listing: NoteListing, count: int) -> str:
    """Say what is listed."""
    parts = [ntr("{count} note", "{count} notes", count).format(count=count)]
    if listing.tag:
        parts.append(f"#{one_line(listing.tag)}")
    if listing.colour:
        parts.append(tr(COLOUR_NAMES[listing.colour]))
    parts += [tr(STATE_NAMES[state]) for state in listing.states]
    if listing.article:
        parts.append(tr("one article"))
    return " · ".join(parts)


def _why_empty(listing: NoteListing) -> str:
    if listing.trash:
        return tr("The trash is empty.")
    if listing == NoteListing(order=listing.order, descending=listing.descending):
        return tr("No passage is tagged yet: v in an article selects one, a tags it.")
    return tr("No note is like that.")
