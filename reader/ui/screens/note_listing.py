"""The part of the view of all notes that lists, in groups or not, one of them shown in full."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import var
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.i18n import mark, ntr, tr
from reader.library import Library
from reader.library.notes import Notes
from reader.model.annotation import (
    Annotation,
    Colour,
    InGroup,
    NoteGroup,
    NoteListing,
    NoteOrder,
    State,
)
from reader.text.normalise import one_line
from reader.ui.messages import RowsWanted
from reader.ui.report import Report
from reader.ui.screens.library import LibraryScreen
from reader.ui.widgets.bar import Bar
from reader.ui.widgets.colour_choice import COLOUR_NAMES
from reader.ui.widgets.filter_input import FilterInput
from reader.ui.widgets.key_bar import KeyBar
from reader.ui.widgets.note_groups import Heading, NoteGroups
from reader.ui.widgets.note_list import STATE_NAMES, NoteList
from reader.ui.widgets.note_view import NoteView
from reader.ui.widgets.row_list import ROWS_AT_ONCE

_FIRST_ROWS = 2 * ROWS_AT_ONCE

_AROUND = 32
"""Code points shown before and behind where a passage stood: as many as were kept of old."""

_SIDE_BY_SIDE = 88
"""From this width on, in cells, list and note stand side by side."""

GROUP_NAMES = {
    NoteGroup.TAG: mark("by tag"),
    NoteGroup.ARTICLE: mark("by article"),
    NoteGroup.COLOUR: mark("by colour"),
    NoteGroup.STATE: mark("by how sure the place is"),
}

UNTAGGED = InGroup(NoteGroup.TAG, "")
"""The group of the notes without a tag."""

ORDER_NAMES = {
    NoteOrder.MODIFIED: mark("date changed"),
    NoteOrder.CREATED: mark("date made"),
    NoteOrder.ARTICLE: mark("article"),
}


class NoteListingScreen(LibraryScreen):
    """A list beside the note under its cursor."""

    AUTO_FOCUS = "#all-notes"

    listing: var[NoteListing] = var(NoteListing(), init=False)
    """What is listed, in which order."""
    grouping: var[NoteGroup | None] = var(None, init=False)
    """What it is grouped by; None for no groups."""
    folded: var[frozenset[str]] = var(frozenset(), init=False)
    """The keys of the groups of which only the heading is shown."""
    between: var[str] = var("", init=False)
    """The dates that `listing` keeps to, as they were typed."""

    class Listed(Report):
        """What a listing holds, as far as it was fetched."""

        listing: NoteListing
        count: int
        """Of notes."""
        drafts: int
        """How many were typed and not saved."""
        groups: NoteGroups | None
        rows: Sequence[Annotation | Heading]

    class RowsLoaded(Report):
        """Rows that the list wanted."""

        wanted: RowsWanted
        rows: Sequence[Annotation | Heading]

    class SeenThere(Report):
        """What stands today where the passage of a note stood."""

        note: str
        text: str

    class Changed(Message):
        """Notes are others now."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._groups: NoteGroups | None = None
        self._count = 0
        """How many notes are listed."""
        self._drafts = 0
        """How many were typed and not saved."""
        self._go_to_group: str | None = None
        """The key of the group to go to when it is listed next."""

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
        self._load()

    def on_resize(self, event: events.Resize) -> None:
        """Show the note beside the list where there is room."""
        self.set_class(event.size.width >= _SIDE_BY_SIDE, "-wide")

    # The list

    def watch_listing(self) -> None:
        """List what is wanted now."""
        self._load()

    def watch_grouping(self) -> None:
        """List it in other groups."""
        self._load()

    def watch_folded(self) -> None:
        """Show other notes below their headings."""
        self._load()

    @on(Changed)
    def _load(self) -> None:
        self._list(self.listing, self.grouping, self.folded)

    @work(thread=True, exclusive=True, group="notes")
    def _list(
        self, listing: NoteListing, grouping: NoteGroup | None, folded: frozenset[str]
    ) -> None:
        notes = self._library.notes
        groups: NoteGroups | None = None
        rows: Sequence[Annotation | Heading]
        try:
            if grouping is None:
                rows, count = notes.beginning(listing, _FIRST_ROWS)
            else:
                count, counts = notes.count(listing), notes.groups(listing, grouping)
                name = partial(group_name, grouping)
                groups = NoteGroups(grouping, counts, folded, NoteList.ROW_HEIGHT, name)
                rows = _rows(notes, listing, groups, 0, _FIRST_ROWS)
            drafts = len(notes.drafts.kept())
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if not get_current_worker().is_cancelled:
            self.post_message(self.Listed(listing, count, drafts, groups, rows))

    @on(Listed)
    def _show(self, listed: Listed) -> None:
        if listed.listing != self.listing:
            return
        notes = self.query_one(NoteList)
        notes.nothing = _why_empty(listed.listing)
        self._groups, self._count, self._drafts = listed.groups, listed.count, listed.drafts
        self.refresh_bindings()  # whether there are drafts
        if listed.groups is None:
            notes.show_rows(listed.count, notes.cursor, 0, listed.rows)
        else:
            there = listed.groups.row_of(self._go_to_group)
            notes.show_groups(listed.groups, notes.cursor if there is None else there, listed.rows)
        self._go_to_group = None
        bar = self.query_one(Bar)
        bar.mode = tr("Trash") if listed.listing.trash else ""
        left = _summary(listed.listing, listed.count, self.between)
        unsaved = tr("{count} not saved").format(count=listed.drafts) if listed.drafts else ""
        bar.left = " · ".join(filter(None, (left, unsaved)))
        arrow = "↓" if listed.listing.descending else "↑"
        parts = [tr(GROUP_NAMES[listed.groups.kind])] if listed.groups else []
        bar.right = " · ".join((*parts, f"{tr(ORDER_NAMES[listed.listing.order])} {arrow}"))
        self._show_note()

    @on(RowsWanted, "#all-notes")
    def _rows_wanted(self, wanted: RowsWanted) -> None:
        self._load_rows(self.listing, self._groups, wanted)

    @work(thread=True, group="rows")
    def _load_rows(
        self, listing: NoteListing, groups: NoteGroups | None, wanted: RowsWanted
    ) -> None:
        try:
            rows = _rows(self._library.notes, listing, groups, wanted.first, wanted.count)
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


def _rows(
    notes: Notes, listing: NoteListing, groups: NoteGroups | None, first: int, count: int
) -> Sequence[Annotation | Heading]:
    """Return rows of a listing, headings among them if it falls into groups."""
    if groups is None:
        return notes.listing(listing, first, count)
    rows: list[Annotation | Heading] = []
    for heading, offset, wanted in groups.parts(first, count):
        if offset < 0:
            rows.append(heading)
            continue
        members = replace(listing, groups=(*listing.groups, heading.group))
        found = notes.listing(members, offset, wanted)
        rows += found
        if len(found) < wanted:  # changed since they were counted: they are listed again soon
            break
    return rows


def group_name(kind: NoteGroup, name: str) -> str:
    """Return what to call a group, in the user's language."""
    match kind:
        case NoteGroup.STATE:
            return tr(STATE_NAMES[State(name)])
        case NoteGroup.COLOUR:
            return tr(COLOUR_NAMES[Colour(name)])
        case NoteGroup.TAG:
            return f"#{one_line(name)}" if name else tr("without a tag")
        case NoteGroup.ARTICLE:
            return one_line(name)


def _summary(listing: NoteListing, count: int, between: str) -> str:
    """Say what is listed."""
    parts = [ntr("{count} note", "{count} notes", count).format(count=f"{count:,}")]
    if listing.tag:
        parts.append(f"#{one_line(listing.tag)}")
    if UNTAGGED in listing.groups:
        parts.append(tr("without a tag"))
    if listing.colour:
        parts.append(tr(COLOUR_NAMES[listing.colour]))
    parts += [tr(STATE_NAMES[state]) for state in listing.states]
    if listing.article:
        parts.append(tr("one article"))
    if between:
        parts.append(one_line(between))
    return " · ".join(parts)


def _why_empty(listing: NoteListing) -> str:
    if listing.trash:
        return tr("The trash is empty.")
    if listing == NoteListing(order=listing.order, descending=listing.descending):
        return tr("No passage is tagged yet: v in an article selects one, a tags it.")
    return tr("No note is like that.")
