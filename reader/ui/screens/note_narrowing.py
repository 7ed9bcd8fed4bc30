"""The part of the view of all notes that narrows what is listed, sorts and groups it."""

import asyncio
import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from textual import on, work
from textual.timer import Timer
from textual.widgets import Input

from reader.errors import ReaderError
from reader.i18n import tr
from reader.library import Library
from reader.model.annotation import DOUBTFUL, Colour, NoteGroup, NoteListing, NoteOrder, State
from reader.text.fold import fold
from reader.text.normalise import one_line
from reader.text.query.dates import bounds, ends
from reader.text.query.fields import DateField
from reader.text.query.nodes import When
from reader.ui.screens.choice import Choice, ChoiceScreen
from reader.ui.screens.entry import EntryScreen
from reader.ui.screens.note_listing import (
    GROUP_NAMES,
    ORDER_NAMES,
    UNTAGGED,
    NoteListingScreen,
    group_name,
)
from reader.ui.screens.sorting import ask_order
from reader.ui.widgets.filter_input import FilterInput
from reader.ui.widgets.note_groups import Heading
from reader.ui.widgets.note_list import NoteList

_TYPING = 0.08
"""Seconds without a key after which a filter is applied."""

_VIEW = "notes"
"""What the library remembers order and groups under."""

_ALL = "all"
"""Stands among choices for no narrowing, and for no groups."""
_DOUBTFUL = "doubtful"
"""Stands among choices for all states that a person should look at."""


class NoteNarrowingScreen(NoteListingScreen):
    """Chooses which notes are listed, in which order and groups."""

    def __init__(self, library: Library, listing: NoteListing | None = None) -> None:
        """Take which notes to begin with, by default all."""
        super().__init__(library)
        self._first = listing or NoteListing()
        self._typing: Timer | None = None

    def on_mount(self) -> None:
        """Begin with order and groups as they were left."""
        order, descending, grouping = _remembered(self._recalled(_VIEW))
        listing = replace(self._first, order=order, descending=descending)
        self.set_reactive(NoteListingScreen.listing, listing)
        self.set_reactive(NoteListingScreen.grouping, grouping)

    def _remember_view(self) -> None:
        view = _View(self.listing.order, self.listing.descending, self.grouping)
        self._remember(_VIEW, json.dumps(view._asdict()))

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
        """Ask by what to sort."""
        ask_order(
            self.app, ORDER_NAMES, self.listing.order, self._sort, reverse=self.action_reverse
        )

    def _sort(self, order: NoteOrder) -> None:
        """Sort by a fact, in the direction that is usual for it."""
        self.listing = replace(self.listing, order=order, descending=order != NoteOrder.ARTICLE)
        self._remember_view()

    def action_reverse(self) -> None:
        """Sort the other way round."""
        self.listing = replace(self.listing, descending=not self.listing.descending)
        self._remember_view()

    def action_trash(self) -> None:
        """Show what is in the trash, or what is not."""
        self.listing = replace(self.listing, trash=not self.listing.trash)

    @work
    async def action_by(self, group: str) -> None:
        """Show one group alone: a tag, an article, a colour or a state."""
        kind = NoteGroup(group)
        try:
            counts = await asyncio.to_thread(
                self._library.notes.groups, _only(self.listing, kind, None), kind
            )
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        choices = [
            Choice(str(number), group_name(kind, each.name), str(each.annotations))
            for number, each in enumerate(counts)
        ]
        doubtful = sum(each.annotations for each in counts if each.key in DOUBTFUL)
        if kind is NoteGroup.STATE and doubtful:
            choices.insert(0, Choice(_DOUBTFUL, tr("to be looked at"), str(doubtful)))
        screen = ChoiceScreen(tr("Only"), [Choice(_ALL, tr("all")), *choices])
        chosen = await self.app.push_screen_wait(screen)
        if chosen == _DOUBTFUL:
            self.listing = replace(self.listing, states=DOUBTFUL)
        elif chosen is not None:
            key = None if chosen == _ALL else counts[int(chosen)].key
            self.listing = _only(self.listing, kind, key)

    @work
    async def action_dates(self) -> None:
        """Show only what was tagged on some days."""
        hint = tr("2024, 2024-03, 2023-12..2024-02, 7d, yesterday; an empty line for any day.")
        line = await self.app.push_screen_wait(EntryScreen(tr("Tagged"), hint, self.between))
        if line is None:
            return
        found = _between(line, datetime.now().astimezone())
        if found is None:
            said = tr("“{dates}” is no date.").format(dates=one_line(line.strip()))
            self.notify(said, severity="error", markup=False)
            return
        self.between = line.strip()
        self.listing = replace(self.listing, since=found[0], until=found[1])

    # Groups

    @work
    async def action_group(self) -> None:
        """Let the list fall into groups, or no longer."""
        choices = [Choice(_ALL, tr("no groups"))]
        choices += [Choice(kind, tr(name)) for kind, name in GROUP_NAMES.items()]
        chosen = await self.app.push_screen_wait(ChoiceScreen(tr("Group"), choices))
        if chosen is not None:
            self.set_reactive(NoteListingScreen.folded, frozenset())
            self.grouping = None if chosen == _ALL else NoteGroup(chosen)
            self._remember_view()

    @on(NoteList.FoldWanted)
    def _fold(self, wanted: NoteList.FoldWanted) -> None:
        self._fold_group(wanted.heading)

    def action_fold(self) -> None:
        """Show only the heading of the group under the cursor, or its notes too."""
        if self._groups is not None and self._groups.rows:
            _, heading = self._groups.heading(self.query_one(NoteList).cursor)
            self._fold_group(heading)

    def action_fold_all(self) -> None:
        """Show the headings alone, or all notes below them."""
        if self._groups is not None and self._groups.rows:
            _, heading = self._groups.heading(self.query_one(NoteList).cursor)
            self._go_to_group = heading.group.key
            every = frozenset(self._groups.keys)
            self.folded = frozenset() if self.folded >= every else every

    def _fold_group(self, heading: Heading) -> None:
        self._go_to_group = heading.group.key
        self.folded = self.folded ^ {heading.group.key}


def _only(listing: NoteListing, kind: NoteGroup, key: str | None) -> NoteListing:
    """Return `listing` with one group alone, or for None with all of that kind."""
    match kind:
        case NoteGroup.TAG:
            return replace(listing, tag=key or "", groups=(UNTAGGED,) if key == "" else ())
        case NoteGroup.ARTICLE:
            return replace(listing, article=key or "")
        case NoteGroup.COLOUR:
            return replace(listing, colour=Colour(key) if key else None)
        case NoteGroup.STATE:
            return replace(listing, states=(State(key),) if key else ())


def _between(typed: str, now: datetime) -> tuple[str, str] | None:
    """Return the first and the last second, as `NoteListing` has them, of days as searches name.

    Empty for an open end; None where that is no date.
    """
    if not typed.strip():
        return "", ""
    found = ends(fold(typed).strip())
    if found is None:
        return None
    since, behind = bounds(When(DateField.ADDED, *found), now)
    if behind:
        behind = (datetime.fromisoformat(behind) - timedelta(seconds=1)).isoformat()
    return since, behind


class _View(NamedTuple):
    """What is remembered of how notes are listed."""

    order: NoteOrder = NoteOrder.MODIFIED
    descending: bool = True
    grouping: NoteGroup | None = None


def _remembered(state: str) -> _View:
    """Return the view that `state` tells of; the usual one where it tells of none."""
    try:
        view = json.loads(state)
        grouping = NoteGroup(view["grouping"]) if view["grouping"] else None
        return _View(NoteOrder(view["order"]), bool(view["descending"]), grouping)
    except (ValueError, KeyError, TypeError):  # nothing remembered, or by another version
        return _View()
