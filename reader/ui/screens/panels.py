"""The part of the main screen that shares it between list and article."""

from textual import events, on
from textual.reactive import var
from textual.screen import Screen

from reader.i18n import tr
from reader.ui.messages import LeaveArticle
from reader.ui.widgets.splitter import Splitter

LIST, PANE = "#list", "#pane"
"""What has the keys in each of the panels."""

_SIDE_BY_SIDE = 88
"""From this width on, in cells, list and article stand side by side."""

_NARROWEST_LIST = 24


class PanelsScreen(Screen[None]):
    """A list and an article: beside each other where there is room, else the one in use."""

    focused_on_text: var[bool] = var(False)
    """Whether nothing but the text is shown."""
    list_shown: var[bool] = var(True)
    """Whether there is a list at all, or the article alone."""
    list_width: var[int] = var(0)
    """In cells; 0 for a third of the screen."""

    def _turn_to(self, panel: str) -> None:
        """Give the keys to a panel, bringing it in sight first where only one fits."""
        for widget in self.query(panel):  # the pane may not be there yet
            self.set_class(panel == PANE, "-reading")
            self.set_focus(widget)  # at once: what is typed next is meant for it

    def on_resize(self, event: events.Resize) -> None:
        """Put list and article side by side where there is room."""
        self.set_class(event.size.width < _SIDE_BY_SIDE, "-narrow")
        self._size_list()

    def watch_focused_on_text(self, focused: bool) -> None:
        """Hide all that is not the text, or show it again."""
        self.set_class(focused, "-text-only")

    def watch_list_shown(self, shown: bool) -> None:
        """Show or hide the list."""
        self.set_class(not shown, "-no-list")

    def watch_list_width(self) -> None:
        """Give the list its width."""
        self._size_list()

    def _size_list(self) -> None:
        side = self.query_one("#list-side")
        side.styles.width = "1fr" if self.has_class("-narrow") else self._list_cells

    @property
    def _list_cells(self) -> int:
        """How wide the list is beside an article."""
        widest = max(_NARROWEST_LIST, self.size.width - 2 * _NARROWEST_LIST)
        usual = min(48, self.size.width // 3)
        return max(_NARROWEST_LIST, min(self.list_width or usual, widest))

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        """Where only one panel fits, it is the one in use."""
        self.set_class(any(side.has_focus_within for side in self.query("#pane-side")), "-reading")

    @on(Splitter.Dragged)
    def _drag_splitter(self, dragged: Splitter.Dragged) -> None:
        self.list_width = max(_NARROWEST_LIST, dragged.column)

    @on(LeaveArticle)
    def _leave_article(self) -> None:
        if self.focused_on_text:
            self.focused_on_text = False
            return
        self.list_shown = True
        self._turn_to(LIST)

    # Actions

    def action_switch(self) -> None:
        """Move between list and article."""
        if self._reading:
            self._leave_article()
        else:
            self._turn_to(PANE)

    def action_focus_mode(self) -> None:
        """Show nothing but the text, or everything again."""
        self.focused_on_text = not self.focused_on_text
        if self.focused_on_text:
            self._turn_to(PANE)
            self.notify(tr("z or Esc brings the panels back."), timeout=2, markup=False)

    def action_toggle_list(self) -> None:
        """Show or hide the list."""
        self.list_shown = not self.list_shown
        if not self.list_shown:
            self._turn_to(PANE)

    def action_resize_list(self, cells: int) -> None:
        """Make the list wider or narrower."""
        if self.list_shown and not self.has_class("-narrow"):
            self.list_width = max(_NARROWEST_LIST, self._list_cells + cells)

    @property
    def _reading(self) -> bool:
        return any(pane.has_focus for pane in self.query(PANE))
