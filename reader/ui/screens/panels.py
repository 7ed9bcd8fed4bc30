"""The part of the main screen that shares it between list, article and a panel beside it."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from textual import events, on
from textual.reactive import var
from textual.widget import Widget

from reader.i18n import tr
from reader.ui.messages import LeaveArticle
from reader.ui.screens.library import LibraryScreen
from reader.ui.widgets.aside import Aside
from reader.ui.widgets.key_bar import KeyBar
from reader.ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from reader.ui.widgets.reading_pane import ReadingPane

LIST, PANE, ASIDE = "#list", "#pane", "#aside"
"""What has the keys in each of the panels; in the aside that is what it holds."""

_SIDES = {LIST: "#list-side", PANE: "#pane-side", ASIDE: "#aside"}
"""The panels themselves."""

_SIDE_BY_SIDE = 88
"""From this width on, in cells, list and article stand side by side."""

_NARROWEST_LIST = 24
_NARROWEST_ASIDE = 28
_LIST_SHARES = (1 / 3, 48), (0.28, 84)
"""How wide the list is of itself: a share of the screen, up to so many cells; the wider of these.

Most titles fit in a third of a usual screen, long ones in a quarter of a large one.
"""
_ASIDE_SHARES = (1 / 4, 40), (0.2, 60)
"""The same of what stands beside the article."""

_READABLE = 44
"""Cells an article needs; where list and aside leave it less, only one of them is in sight."""

_PANELS = "panels"
"""What the library remembers the sizes under."""


class _Sizes(NamedTuple):
    """What is remembered of the panels."""

    list_shown: bool
    list_width: int
    aside_width: int


class PanelsScreen(LibraryScreen, part=True):
    """A list, an article and an aside: beside each other where there is room, else the one in use.

    The aside is empty until `show_aside` puts a panel there, such as the notes on the article.
    """

    focused_on_text: var[bool] = var(False)
    """Whether nothing but the text is shown."""
    list_shown: var[bool] = var(True)
    """Whether there is a list at all, or the article alone."""
    list_width: var[int] = var(0)
    """In cells; 0 for as wide as suits the screen."""
    aside_width: var[int] = var(0)
    """In cells; 0 for as wide as suits the screen."""
    panel: var[str] = var(LIST)
    """The panel in use: `LIST`, `PANE` or `ASIDE`."""
    narrow: var[bool] = var(False)
    """Whether there is room for one panel only."""
    _aside_shown = False

    def recall_panels(self) -> None:
        """Share the screen as it was shared when the reader left."""
        try:
            sizes = _Sizes(**json.loads(self._recalled(_PANELS) or "{}"))
            widths = int(sizes.list_width), int(sizes.aside_width)
        except (ValueError, TypeError):  # nothing remembered, or by another version
            return
        self.list_shown = bool(sizes.list_shown)
        self.list_width, self.aside_width = widths

    def _remember_panels(self) -> None:
        sizes = _Sizes(self.list_shown, self.list_width, self.aside_width)
        self._remember(_PANELS, json.dumps(sizes._asdict()))

    @property
    def _pane(self) -> "ReadingPane":
        """The article, once its side is there."""
        from reader.ui.widgets.reading_pane import ReadingPane

        return self.query_one(ReadingPane)

    # The aside

    @property
    def aside(self) -> Widget | None:
        """What is shown beside the article; None while nothing is."""
        return self._aside.panel if self._aside_shown else None

    async def show_aside(self, panel: Widget, *, use: bool = True) -> None:
        """Show `panel` right of the article, alone there: another one goes.

        It gets the keys, if it is to be used at once. Where there is no room beside the article
        it covers it as long as it has the keys.
        """
        if not self.query(Aside):
            await self.mount(Splitter(id="aside-splitter"), Aside(id="aside"))
        await self._aside.hold(panel)
        self.focused_on_text = False
        self._aside_shown = True
        self._share()
        if use:
            self._turn_to(ASIDE)

    def hide_aside(self) -> None:
        """Show nothing beside the article; the panel waits out of sight, to be shown again."""
        used = self.panel == ASIDE
        self._aside_shown = False
        self._share()
        if used:
            self._turn_to(PANE)

    @property
    def _aside(self) -> Aside:
        return self.query_one(Aside)

    # Who has the keys

    def _turn_to(self, panel: str) -> None:
        """Give the keys to a panel, bringing it in sight first where not all fit."""
        target = self._target(panel)
        if target is not None:
            self.panel = panel
            self.set_focus(target)  # at once: what is typed next is meant for it

    def _target(self, panel: str) -> Widget | None:
        """Return what takes the keys of a panel; None where there is none yet."""
        if panel == ASIDE:
            return self._aside.target if self._aside_shown else None
        return next(iter(self.query(panel)), None)

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        """What has the keys is in use, by whatever way they came there."""
        for panel, side in _SIDES.items():
            if any(widget.has_focus_within for widget in self.query(side)):
                self.panel = panel

    def watch_panel(self) -> None:
        """Bring the panel in use in sight."""
        self._share()

    @on(LeaveArticle)
    def _leave_article(self) -> None:
        if self.focused_on_text:
            self.focused_on_text = False
            return
        self.list_shown = True
        self._turn_to(LIST)

    def on_screen_suspend(self) -> None:
        """Name the keys of the dialog that comes to lie over this screen."""
        self.query_one(KeyBar).refresh()

    def on_screen_resume(self) -> None:
        """Name this screen's keys again."""
        self.query_one(KeyBar).refresh()

    # Who has how much room

    def on_resize(self, event: events.Resize) -> None:
        """Put the panels side by side where there is room."""
        self.narrow = event.size.width < _SIDE_BY_SIDE
        self._share()

    def watch_focused_on_text(self, focused: bool) -> None:
        """Hide all that is not the text, or show it again."""
        self.set_class(focused, "-text-only")
        self._share()

    def watch_list_shown(self) -> None:
        """Show or hide the list."""
        self._share()

    def watch_list_width(self) -> None:
        """Give the list its width."""
        self._share()

    def watch_aside_width(self) -> None:
        """Give the aside its width."""
        self._share()

    def _share(self) -> None:
        """Show what there is room for, list and aside in their widths; the article has the rest.

        Of several panels the one in use stands out.
        """
        in_sight = self._in_sight()
        several = len(in_sight) > 1
        widths = {LIST: self._list_cells, ASIDE: self._aside_cells}
        for panel, side in _SIDES.items():
            for widget in self.query(side):
                widget.display = panel in in_sight
                widget.set_class(several and panel != self.panel, "-unused")
                if panel in widths:
                    widget.styles.width = widths[panel] if several else "1fr"
        for panel, splitter in ((LIST, "#splitter"), (ASIDE, "#aside-splitter")):
            self.query(splitter).set(display=several and panel in in_sight)

    def _in_sight(self) -> set[str]:
        """Return the panels there is room for."""
        if self.focused_on_text:
            return {PANE}
        if self.narrow:
            return {self.panel}
        shown = {PANE} | ({LIST} if self.list_shown else set())
        if self._aside_shown:
            shown.add(ASIDE)
        if len(shown) > 2 and self.size.width - self._list_cells - self._aside_cells < _READABLE:
            shown.discard(ASIDE if self.panel == LIST else LIST)  # the one used last stays
        return shown

    @property
    def _list_cells(self) -> int:
        """How wide the list is beside an article."""
        widest = max(_NARROWEST_LIST, self.size.width - 2 * _NARROWEST_LIST)
        wanted = self.list_width or _share_of(self.size.width, _LIST_SHARES)
        return max(_NARROWEST_LIST, min(wanted, widest))

    @property
    def _aside_cells(self) -> int:
        """How wide the aside is beside an article."""
        widest = max(_NARROWEST_ASIDE, self.size.width - _READABLE)
        wanted = self.aside_width or _share_of(self.size.width, _ASIDE_SHARES)
        return max(_NARROWEST_ASIDE, min(wanted, widest))

    @on(Splitter.Dragged)
    def _drag_splitter(self, dragged: Splitter.Dragged) -> None:
        if dragged.splitter.id == "splitter":
            self.list_width = max(_NARROWEST_LIST, dragged.column)
        else:
            self.aside_width = max(_NARROWEST_ASIDE, self.size.width - dragged.column - 1)

    @on(Splitter.Dropped)
    def _drop_splitter(self) -> None:
        self._remember_panels()

    # Actions

    def action_switch(self, step: int) -> None:
        """Move to the next panel, or to the one before."""
        panels = [LIST, PANE, *([ASIDE] if self._aside_shown else ())]
        panel = panels[(panels.index(self.panel) + step) % len(panels)]
        if panel == LIST:
            self._leave_article()
        else:
            self._turn_to(panel)

    def action_focus_mode(self) -> None:
        """Show nothing but the text, or everything again."""
        self.focused_on_text = not self.focused_on_text
        if self.focused_on_text:
            self._turn_to(PANE)
            self.notify(tr("z or Esc brings the panels back."), timeout=2, markup=False)

    def action_toggle_list(self) -> None:
        """Show or hide the list."""
        self.list_shown = not self.list_shown
        if not self.list_shown and self.panel == LIST:
            self._turn_to(PANE)
        self._remember_panels()

    def action_resize(self, cells: int) -> None:
        """Make the list wider or narrower, or the aside while it is used."""
        if self.narrow:
            return
        if self.panel == ASIDE:
            self.aside_width = max(_NARROWEST_ASIDE, self._aside_cells + cells)
        elif self.list_shown:
            self.list_width = max(_NARROWEST_LIST, self._list_cells + cells)
        self._remember_panels()

    def action_hide_aside(self) -> None:
        """Show nothing beside the article."""
        self.hide_aside()


def _share_of(cells: int, shares: Iterable[tuple[float, int]]) -> int:
    """Return the greatest of some shares of `cells`, each of them bounded."""
    return max(min(int(cells * share), most) for share, most in shares)
