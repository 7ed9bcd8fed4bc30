"""Copying text to the clipboard: by the terminal (OSC 52), and by a command where it refuses.

A terminal never answers whether it took the text, so what is known of it decides what to say.
"""

import base64
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from functools import partial

from textual.app import App

from reader.i18n import ntr, tr

_MOST_TAKE = 74_994
"""Bytes of UTF-8: with more, OSC 52 is longer than the 100,000 bytes that xterm and others read."""

_SCREEN_STRING = 512
"""Bytes of one string for GNU screen, which drops those longer than 768."""

_PATIENCE = 5.0
"""Seconds a command may take."""

Environment = Mapping[str, str]
Which = Callable[[str], str | None]


def copy(app: App[object], text: str) -> None:
    """Copy `text` and tell how it went, waiting for nothing."""
    environment = dict(os.environ)
    app.copy_to_clipboard(text)  # plain OSC 52, and what the app's own input fields paste
    if wrapped := wrapped_sequence(text, environment):
        _write(app, wrapped)
    command = local_command(environment)
    if command:
        app.run_worker(
            partial(_copy_by_command, app, text, command, environment), thread=True, group="copy"
        )
    else:
        _tell(app, text, environment, arrived=False)


def wrapped_sequence(text: str, environment: Environment) -> str:
    """Return OSC 52 as the multiplexer around hands it on to its terminal; empty without one."""
    plain = f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\a"
    if environment.get("TMUX"):
        return f"\x1bPtmux;{plain.replace(chr(27), 2 * chr(27))}\x1b\\"
    if environment.get("STY"):
        parts = range(0, len(plain), _SCREEN_STRING)
        return "".join(f"\x1bP{plain[at : at + _SCREEN_STRING]}\x1b\\" for at in parts)
    return ""


def refuses(environment: Environment) -> bool:
    """Tell whether the terminal is known to take no text from programs."""
    return (
        environment.get("TERM_PROGRAM") == "Apple_Terminal"
        or environment.get("TERM") in ("linux", "dumb")
        or bool(environment.get("VTE_VERSION"))  # GNOME's terminal and its kin
    )


def is_unsure(environment: Environment) -> bool:
    """Tell whether the terminal, or a multiplexer, takes text only if it has been allowed to."""
    return environment.get("TERM_PROGRAM") == "iTerm.app" or any(
        map(environment.get, ("TMUX", "STY", "XTERM_VERSION", "KONSOLE_VERSION"))
    )


def local_command(environment: Environment, which: Which = shutil.which) -> tuple[str, ...]:
    """Return a command that copies its input, for terminals that may refuse; empty if none serves.

    Over SSH there is none but tmux's: the clipboard would be that of the other machine.
    """
    if not (refuses(environment) or is_unsure(environment)):
        return ()
    commands: list[tuple[str, ...]] = []
    if not (environment.get("SSH_TTY") or environment.get("SSH_CONNECTION")):
        commands.append(("pbcopy",))
        if environment.get("WAYLAND_DISPLAY"):
            commands.append(("wl-copy",))
        if environment.get("DISPLAY"):
            commands.append(("xclip", "-selection", "clipboard"))
            commands.append(("xsel", "--clipboard", "--input"))
    if environment.get("TMUX"):
        commands.append(("tmux", "load-buffer", "-w", "-"))
    return next((command for command in commands if which(command[0])), ())


def run(command: tuple[str, ...], text: str, environment: Environment) -> bool:
    """Give `text` to a command; return whether it took it. Blocks: meant for a thread."""
    try:
        done = subprocess.run(
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(environment),
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def notice(text: str, environment: Environment, *, arrived: bool) -> tuple[str, bool]:
    """Return what to tell about a copy, and whether it is a warning.

    `arrived` says that a command took the text.
    """
    count = len(text)
    if arrived:
        return _copied(count), False
    if refuses(environment):
        refused = tr(
            "Nothing was copied: this terminal takes no text from programs. Select with the "
            "terminal itself, by dragging while Shift is held (on a Mac: Fn)."
        )
        return refused, True
    if len(text.encode()) > _MOST_TAKE:
        sent = ntr(
            "{count} character was sent to the terminal.",
            "{count} characters were sent to the terminal.",
            count,
        )
        limit = tr("That is more than many terminals take: paste it to see whether it arrived.")
        return f"{sent.format(count=f'{count:,}')} {limit}", True
    if is_unsure(environment):
        doubt = tr(
            "If it cannot be pasted, allow programs the clipboard in the terminal’s settings."
        )
        if environment.get("TMUX"):
            doubt = tr("If it cannot be pasted, put `set -g allow-passthrough on` in ~/.tmux.conf.")
        return f"{_copied(count)} {doubt}", False
    return _copied(count), False


def _copied(count: int) -> str:
    copied = ntr("{count} character copied.", "{count} characters copied.", count)
    return copied.format(count=f"{count:,}")


def _copy_by_command(
    app: App[object], text: str, command: tuple[str, ...], environment: Environment
) -> None:
    arrived = run(command, text, environment)
    app.call_from_thread(_tell, app, text, environment, arrived=arrived)


def _tell(app: App[object], text: str, environment: Environment, *, arrived: bool) -> None:
    message, is_warning = notice(text, environment, arrived=arrived)
    app.notify(message, severity="warning" if is_warning else "information", markup=False)


def _write(app: App[object], data: str) -> None:
    """Send `data` to the terminal between two frames.

    Textual has no public way to write what it does not know, and writing past its thread could
    tear a frame; `App.copy_to_clipboard` takes the same one, without a wrapping.
    """
    driver = app._driver
    if driver is not None:
        driver.write(data)
