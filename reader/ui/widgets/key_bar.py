"""The bottom line: the keys that matter now, each a button for the mouse.

Textual's footer mounts a widget for every key, at every change of focus; one drawn line is what
the first frame can afford, and it translates the descriptions as it draws.
"""

from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import ActiveBinding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from reader.i18n import tr
from reader.ui.keys import SELECTED, SELECTING, rank
from reader.ui.styles import component_style

_ALL_KEYS = "help"
"""The action that shows all keys, those too that the bar has no room for."""
_WAY_BACK = "escape"
"""The key that leads out of what is shown, which may be all that is to be seen."""

_MOMENTARY = {key.id for key in (*SELECTED, *SELECTING)}
"""The keys of a mode, which are named first: those around them stay known."""


class _Button(NamedTuple):
    """A key as the bar names it."""

    key: str
    description: str
    action: str
    node: DOMNode
    """Which has the action."""

    kept: bool
    """Whether it is named even where others are not."""

    @property
    def width(self) -> int:
        """Cells it takes."""
        return cell_len(f" {self.key} {self.description} ")


class KeyBar(Widget):
    """Names the active keys that ask to be shown, as far as they fit.

    The way back and the key to all others are named always.
    """

    COMPONENT_CLASSES = {"key-bar--key"}

    def on_mount(self) -> None:
        """Redraw whenever the active keys change."""
        self.screen.bindings_updated_signal.subscribe(self, self._keys_changed)

    def _keys_changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def _buttons(self) -> list[_Button]:
        """Each shown action once, as many as fit whole."""
        bound: dict[str, list[ActiveBinding]] = {}
        # Those of the dialog that lies over the screen, if there is one.
        for active in self.app.screen.active_bindings.values():
            if active.binding.show and active.enabled:
                bound.setdefault(active.binding.action, []).append(active)
        of_mode_first = sorted(
            bound.values(), key=lambda choices: choices[0].binding.id not in _MOMENTARY
        )
        buttons = [self._button(choices) for choices in of_mode_first]
        room = self.size.width - sum(button.width for button in buttons if button.kept)
        shown = []
        for button in buttons:
            if not button.kept:
                room -= button.width
            if room >= 0 or button.kept:
                shown.append(button)
        return shown

    def _button(self, choices: list[ActiveBinding]) -> _Button:
        """Return what names an action, under the first of its keys."""
        node, binding, _enabled, _tooltip = min(choices, key=lambda active: rank(active.binding))
        kept = binding.action == _ALL_KEYS or any(
            active.binding.key == _WAY_BACK for active in choices
        )
        key = self.app.get_key_display(binding)
        return _Button(key, tr(binding.description), binding.action, node, kept)

    def render_line(self, y: int) -> Strip:
        """Draw the bar."""
        base = component_style(self)
        key_style = component_style(self, "key-bar--key")
        segments: list[Segment] = []
        for button in self._buttons():
            segments += [
                Segment(f" {button.key}", key_style),
                Segment(f" {button.description} ", base),
            ]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    async def on_click(self, event: events.Click) -> None:
        """Do what the button under the mouse names."""
        right = 0
        for button in self._buttons():
            right += button.width
            if event.x < right:
                await self.app.run_action(button.action, button.node)
                return
