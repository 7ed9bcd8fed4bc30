"""The bottom line: the keys that matter now, each a button for the mouse.

Textual's footer mounts a widget for every key, at every change of focus; one drawn line is what
the first frame can afford, and it translates the descriptions as it draws.
"""

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import ActiveBinding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from reader.i18n import tr
from reader.ui.keys import rank
from reader.ui.styles import component_style


class KeyBar(Widget):
    """Names the active keys that ask to be shown, as far as they fit."""

    COMPONENT_CLASSES = {"key-bar--key"}

    def on_mount(self) -> None:
        """Redraw whenever the active keys change."""
        self.screen.bindings_updated_signal.subscribe(self, self._keys_changed)

    def _keys_changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def _buttons(self) -> list[tuple[str, str, str, DOMNode]]:
        """Each shown action once: its key, description, action and the node that has it."""
        bound: dict[str, list[ActiveBinding]] = {}
        for active in self.screen.active_bindings.values():
            if active.binding.show and active.enabled:
                bound.setdefault(active.binding.action, []).append(active)
        first = [
            min(choices, key=lambda active: rank(active.binding)) for choices in bound.values()
        ]
        return [
            (self.app.get_key_display(binding), tr(binding.description), binding.action, node)
            for node, binding, _enabled, _tooltip in first
        ]

    def render_line(self, y: int) -> Strip:
        """Draw the bar; what does not fit whole is left out."""
        width = self.size.width
        base = component_style(self)
        key_style = component_style(self, "key-bar--key")
        segments: list[Segment] = []
        used = 0
        for key, description, _action, _node in self._buttons():
            needed = cell_len(f" {key} {description} ")
            if used + needed > width:
                break
            segments += [Segment(f" {key}", key_style), Segment(f" {description} ", base)]
            used += needed
        return Strip(segments).adjust_cell_length(width, base)

    async def on_click(self, event: events.Click) -> None:
        """Do what the button under the mouse names."""
        right = 0
        for key, description, action, node in self._buttons():
            right += cell_len(f" {key} {description} ")
            if event.x < right:
                await self.app.run_action(action, node)
                return
