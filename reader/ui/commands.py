"""What the command palette offers: every action that a key can trigger right now, and settings."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual.app import SystemCommand
from textual.binding import Binding
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from reader.i18n import mark, tr
from reader.ui.keys import ALL, MOVES, rank
from reader.ui.screens.dialog import ClosingScreen

if TYPE_CHECKING:
    from textual.app import App
    from textual.binding import ActiveBinding
    from textual.screen import Screen

_NOT_OFFERED = {"palette"}
_MOVES = {key.id for key in MOVES}
_ORDER = {key.id: (key.id in _MOVES, number) for number, key in enumerate(ALL)}
_GAP = 3
"""Cells between a command and its keys."""


class Palette(CommandPalette, ClosingScreen[None]):
    """Textual's palette, the key that closes it named as in the other dialogs."""

    BINDINGS = [Binding("escape", "escape", mark("Close"))]


class CommandsInOrder(Provider):
    """Lists the commands as they are given, each with its keys beside it.

    Sorted by code points, as Textual's own provider does it, Chinese is in no order.
    """

    async def discover(self) -> Hits:
        """Yield what is listed before anything is typed."""
        for command, keys in self._commands():
            yield DiscoveryHit(Content(command.title) + keys, command.callback, text=command.title)

    async def search(self, query: str) -> Hits:
        """Yield what fits the letters typed."""
        matcher = self.matcher(query)
        for command, keys in self._commands():
            if (score := matcher.match(command.title)) > 0:
                matched = matcher.highlight(command.title)
                yield Hit(score, matched + keys, command.callback, text=command.title)

    def _commands(self) -> Iterator[tuple[SystemCommand, Content]]:
        """Yield the commands and their keys, in a column behind the longest."""
        commands = list(self.app.get_system_commands(self.screen))
        widest = max(cell_len(command.title) for command in commands)
        for command in commands:
            gap = " " * (widest - cell_len(command.title) + _GAP)
            yield command, Content.assemble(gap, (command.help, "dim"))


def commands(app: "App[Any]", screen: "Screen[Any]") -> Iterable[SystemCommand]:
    """Yield the actions of the keys that hold on `screen`, the keys themselves as help."""
    bound: dict[str, list[ActiveBinding]] = {}
    for active in screen.active_bindings.values():
        if active.enabled and active.binding.id in _ORDER:
            bound.setdefault(active.binding.id, []).append(active)
    for id_ in sorted(bound.keys() - _NOT_OFFERED, key=_ORDER.__getitem__):
        choices = sorted(bound[id_], key=lambda active: rank(active.binding))
        keys = "  ".join(dict.fromkeys(app.get_key_display(active.binding) for active in choices))
        node, binding = choices[0].node, choices[0].binding
        yield SystemCommand(
            tr(binding.description), keys, partial(app.run_action, binding.action, node)
        )
