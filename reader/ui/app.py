"""The application: holds the library and the configuration, nothing of its own."""

import gc
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual import events, work
from textual._context import active_message_pump
from textual.app import App, SystemCommand
from textual.css.query import NoMatches
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widget import MountError, Widget
from textual.worker import WorkerFailed

from reader.config import Config
from reader.errors import ReaderError
from reader.i18n import tr
from reader.library import Library
from reader.text.normalise import visible
from reader.ui.cells import widen_ambiguous, wrapped
from reader.ui.keys import APP, active_keys, bindings
from reader.ui.messages import ThemeChosen
from reader.ui.palette import variables
from reader.ui.screens.main import THEME, MainScreen

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.filter import LineFilter


_NOTICE = 56
"""The most cells of a notice's line."""
_NOTICE_FRAME = 6
"""Cells beside it that it cannot have: border, padding, and what Textual leaves for scrolling."""

_TURN = 0.0005
"""Seconds for which a thread may keep the others from running; Python's own are ten times that."""


def _is_left(receiver: object) -> bool:
    """Tell whether a message reached a widget, or a screen, that is on no screen any more."""
    if not isinstance(receiver, Widget):
        return False
    ancestors = receiver.ancestors_with_self
    return not any(isinstance(node, Screen) and node in node.app.screen_stack for node in ancestors)


def _commands_in_order() -> "type[Provider]":
    from reader.ui.commands import CommandsInOrder

    return CommandsInOrder


_PREPARED_AFTER = 2.0
"""Seconds after which what searches is started, so as not to take from the first frames."""
_BACKED_UP_AFTER = 10.0
"""Seconds after the start when the library is copied, if it was not today."""

_INDEXED_EVERY = 3.0
"""Seconds after which it is looked whether something waits to be indexed."""

_LOOKED_EVERY = 2.0
"""Seconds after which it is looked whether the terminal is still there."""

HUNG_UP = 129
"""The exit code of what SIGHUP ends."""


class ReaderApp(App[int]):
    """The terminal app over one library."""

    NOTIFICATION_TIMEOUT = 3  # seconds: what is told is short
    TITLE = "reader"
    BINDINGS = bindings(APP)
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    COMMANDS = {_commands_in_order}
    CSS_PATH = "screens/main.tcss"  # a default screen's own is not read

    def __init__(
        self, library: Library, config: Config, article: str = "", *, background: bool = False
    ) -> None:
        """Take what to show; with `background` processes recognise, index and search."""
        if config.reading.ambiguous == "wide":
            widen_ambiguous()
        super().__init__()
        self._library = library
        self.config = config
        self._article = article
        self._background = background

    def get_line_filters(self) -> "Sequence[LineFilter]":
        """Return what is done to all that is drawn: without colour there are no greys either."""
        if self.no_color:
            from textual.filter import NoColor

            return [NoColor()]
        return super().get_line_filters()

    def get_default_screen(self) -> MainScreen:
        """The list beside the article."""
        return MainScreen(self._library, self.config, self._article, background=self._background)

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours that style sheets may use: the theme's and ours."""
        return variables(super().get_css_variables(), dark=self.current_theme.dark)

    def on_mount(self) -> None:
        """Take the theme and the keys the user set."""
        self.call_after_refresh(gc.enable)  # see `reader.cli`
        theme = self.config.interface.theme or self._last_theme()
        if theme in self.available_themes:
            self.theme = theme
        elif theme:
            self.notify(tr("There is no theme “{theme}”.").format(theme=theme), markup=False)
        if self.config.keys:
            from reader.ui.settings import keymap

            self.set_keymap(keymap(self.config))
        if self._background:
            self.call_after_refresh(self._library.use_processes)  # which takes a fifth of a start
            self.set_interval(_LOOKED_EVERY, self._leave_with_terminal)
            self.set_interval(_INDEXED_EVERY, self._keep_index)
            self.set_timer(_PREPARED_AFTER, self._prepare_search)
            self.set_timer(_BACKED_UP_AFTER, self._back_up)

    def _leave_with_terminal(self) -> None:
        """End when the terminal is gone: where it did not control the session no signal tells."""
        from reader.ui.terminal import hung_up

        if sys.__stdin__ is not None and hung_up(sys.__stdin__.fileno()):
            self.exit(return_code=HUNG_UP)

    @work(thread=True, exclusive=True, group="index")
    def _keep_index(self) -> None:
        """Let what came in be indexed, beside this process."""
        with suppress(
            ReaderError
        ):  # what refuses now is asked again; searches tell what is missing
            self._library.keep_index()

    @work(thread=True)
    def _prepare_search(self) -> None:
        """Let what searches be there when it is asked: it takes most of a second to come."""
        self._library.prepare_search()

    @work(thread=True)
    def _back_up(self) -> None:
        """Copy the library, once a day."""
        try:
            self._library.back_up()
        except ReaderError as error:
            said = partial(self.notify, str(error), severity="warning", markup=False)
            self.call_from_thread(said)

    def _last_theme(self) -> str:
        with suppress(ReaderError):  # the screen will tell of it
            return self._library.state(THEME)
        return ""

    def _handle_exception(self, error: Exception) -> None:
        """Tell of no widget that is missed where none can be: once the app or a screen is left.

        Textual takes nothing into the tree from then on, and would end with a traceback.
        """
        cause = error.error if isinstance(error, WorkerFailed) else error
        left = self._exit or not self.is_running or _is_left(active_message_pump.get(None))
        if not (left and isinstance(cause, MountError | NoMatches)):
            super()._handle_exception(error)

    def on_load(self) -> None:
        """Let threads take short turns: a key waits for several while articles are read in."""
        sys.setswitchinterval(_TURN)

    async def on_event(self, event: events.Event) -> None:
        """Take what is pasted as text: it may have been copied from anywhere."""
        if isinstance(event, events.Paste):
            event.text = visible(event.text.replace("\r\n", "\n").replace("\r", "\n"))
        await super().on_event(event)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a notice; what it quotes of files and names does not act on the terminal.

        Its lines are broken as those of articles are, which Textual does at spaces alone.
        """
        width = max(1, min(_NOTICE, self.size.width - _NOTICE_FRAME))
        super().notify(
            "\n".join(wrapped(visible(message), width)) if not markup else visible(message),
            title=visible(title),
            severity=severity,
            timeout=timeout,
            markup=markup,
        )

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer every action that holds on `screen`."""
        from reader.ui.commands import CHOOSE_THEME, TAKE_PICTURE, commands

        yield SystemCommand(tr(CHOOSE_THEME), tr("light or dark, and which"), self._choose_theme)
        yield from commands(self, screen)
        yield SystemCommand(tr(TAKE_PICTURE), tr("save the screen as SVG"), self.deliver_screenshot)

    @work
    async def _choose_theme(self) -> None:
        from reader.ui.screens.choice import Choice, ChoiceScreen

        choices = [
            Choice(name, name, tr("dark") if theme.dark else tr("light"))
            for name, theme in sorted(self.available_themes.items())
        ]
        chosen = await self.push_screen_wait(ChoiceScreen(tr("Theme"), choices, self.theme))
        if chosen is not None:
            self.theme = chosen
            self.screen_stack[0].post_message(ThemeChosen(chosen))

    def action_command_palette(self) -> None:
        """Show the palette, its line in the user's language."""
        from reader.ui.commands import Palette

        if not Palette.is_open(self):  # type: ignore[arg-type]  # App is invariant
            self.push_screen(Palette(placeholder=tr("Search for a command…")))

    def action_help(self) -> None:
        """Show the keys that hold right now."""
        from reader.ui.screens.help import HelpScreen

        self.push_screen(HelpScreen(active_keys(self.screen)))
