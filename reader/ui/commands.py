"""What the command palette offers: every action that a key can trigger right now, and settings."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.command import DiscoveryHit, Hits
from textual.system_commands import SystemCommandsProvider

from reader.i18n import tr
from reader.ui.keys import ALL, rank

if TYPE_CHECKING:
    from textual.app import App
    from textual.binding import ActiveBinding
    from textual.screen import Screen

_NOT_OFFERED = {"palette"}
_ORDER = {key.id: number for number, key in enumerate(ALL)}


class CommandsInOrder(SystemCommandsProvider):
    """Lists the commands as they are given: sorted by code points, Chinese is in no order."""

    async def discover(self) -> Hits:
        """Yield what is listed before anything is typed."""
        for name, help_text, callback, discover in self.app.get_system_commands(self.screen):
            if discover:
                yield DiscoveryHit(name, callback, help=help_text)


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
