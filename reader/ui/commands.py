"""What the command palette offers: every action that a key can trigger right now, and settings."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual.app import SystemCommand
from textual.binding import Binding
from textual.command import (
    Command,
    CommandList,
    CommandPalette,
    DiscoveryHit,
    Hit,
    Hits,
    Provider,
)
from textual.content import Content
from textual.css.query import NoMatches

from reader.i18n import mark, tr
from reader.text.fold import fold
from reader.text.pinyin import Names, looks_like_pinyin
from reader.ui.keys import ALL, MOVES, rank
from reader.ui.matching import Match, match
from reader.ui.screens.closing import ClosingScreen

if TYPE_CHECKING:
    from textual.app import App
    from textual.binding import ActiveBinding
    from textual.screen import Screen

_NOT_OFFERED = {"palette"}
_MOVES = {key.id for key in MOVES}
_ORDER = {key.id: (key.id in _MOVES, number) for number, key in enumerate(ALL)}
_GAP = 3
"""Cells between a command and its keys."""

CHOOSE_THEME, TAKE_PICTURE = mark("Theme"), mark("Picture")
"""Commands that no key has."""

_HEARD = 0.45
"""How well a name fits that sounds as was typed."""
_OTHERWISE = 0.5
"""What another word for a command is worth, in relation to its name."""
_NEXT = 1e-5
"""How much less the next command in order fits."""


class Palette(CommandPalette, ClosingScreen[None]):
    """Textual's palette, the key that closes it named as in the other dialogs."""

    BINDINGS = [Binding("escape", "escape", mark("Close"))]

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):  # raised where a page is turned before there are lines to turn
            super()._action_command_list(action)

    def _refresh_command_list(
        self, command_list: CommandList, commands: list[Command], clear_current: bool
    ) -> None:
        with suppress(NoMatches):  # raised where it is closed while commands are still found
            super()._refresh_command_list(command_list, commands, clear_current)


class CommandsInOrder(Provider):
    """Lists the commands as they are given, each with its keys beside it.

    Sorted by code points, as Textual's own provider does it, Chinese is in no order.
    """

    async def discover(self) -> Hits:
        """Yield what is listed before anything is typed."""
        for command, keys in self._commands():
            yield DiscoveryHit(Content(command.title) + keys, command.callback, text=command.title)

    async def search(self, query: str) -> Hits:
        """Yield what fits what is typed: a command's name, else another word for it."""
        commands = list(self._commands())
        heard = await _heard(query, tuple(command.title for command, _keys in commands))
        also = _other_words()
        for number, (command, keys) in enumerate(commands):
            title = command.title
            found = match(query, title) or heard.get(title)
            if found is None:
                others = (match(query, words) for words in also.get(title, ()))
                best = max((other.score for other in others if other), default=0.0)
                found = Match(_OTHERWISE * best, ()) if best else None
            if found is not None:
                matched = Content(title)
                for span in found.spans:
                    matched = matched.stylize(self.match_style or "bold", span.start, span.end)
                # Of those that fit alike the first in order comes first.
                score = found.score - number * _NEXT
                yield Hit(score, matched + keys, command.callback, text=title)

    def _commands(self) -> Iterator[tuple[SystemCommand, Content]]:
        """Yield the commands and their keys, in a column behind the longest."""
        commands = list(self.app.get_system_commands(self.screen))
        widest = max(cell_len(command.title) for command in commands)
        for command in commands:
            gap = " " * (widest - cell_len(command.title) + _GAP)
            yield command, Content.assemble(gap, (command.help, "dim"))


def _other_words() -> Mapping[str, Sequence[str]]:
    """Return by what else commands are found: in English, and by their names in config.toml."""
    words: dict[str, list[str]] = defaultdict(list)
    for key in ALL:
        words[tr(key.description)] += (key.description, key.id.replace("-", " "))
    for title in (CHOOSE_THEME, TAKE_PICTURE):
        words[tr(title)].append(title)
    return words


async def _heard(query: str, titles: Sequence[str]) -> Mapping[str, Match]:
    """Return which titles sound like what is typed in pinyin, whole or by initials."""
    folded = fold(query).strip()
    if not looks_like_pinyin(folded) or all(title.isascii() for title in titles):
        return {}

    def found() -> dict[str, Match]:  # the table of sounds takes a tenth of a second to load
        places = Names(titles).typed(folded)
        return {titles[name]: Match(_HEARD, (span,)) for name, span in places}

    return await asyncio.to_thread(found)


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
