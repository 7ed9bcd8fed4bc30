"""The place right of the article, for one panel at a time."""

from textual.containers import Container
from textual.widget import Widget

from reader.ui.keys import ASIDE, bindings


class Aside(Container):
    """Holds a panel about the article, such as its notes; which one, the screen decides."""

    BINDINGS = bindings(ASIDE)

    @property
    def panel(self) -> Widget | None:
        """What it holds."""
        return next(iter(self.children), None)

    async def hold(self, panel: Widget) -> None:
        """Hold `panel` instead of what was there."""
        if self.panel is not panel:
            await self.remove_children()
            await self.mount(panel)

    @property
    def target(self) -> Widget | None:
        """What takes the keys: the first in the panel that can."""
        return next((widget for widget in self.query("*") if widget.focusable), None)
