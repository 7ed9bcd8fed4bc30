"""What goes to the terminal when text is copied, and what is told about it."""

import base64
import os
import re
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.ui.clipboard import (
    is_unsure,
    local_command,
    notice,
    refuses,
    run,
    wrapped_sequence,
)

TEXT = "船到桥头自然直。\n𠮷\t👨\u200d👩"
TMUX = {"TMUX": "default,1,0", "TERM": "tmux-256color"}
SCREEN = {"STY": "1.pts-0", "TERM": "screen"}
APPLE = {"TERM_PROGRAM": "Apple_Terminal"}
KITTY = {"TERM": "xterm-kitty"}


def payload(plain: str) -> str:
    found = re.fullmatch("\x1b]52;c;([A-Za-z0-9+/=]*)\a", plain)
    assert found is not None
    return base64.b64decode(found[1]).decode()


@given(st.text())
def test_tmux_hands_on_what_is_wrapped(text: str) -> None:
    wrapped = wrapped_sequence(text, TMUX)
    found = re.fullmatch("\x1bPtmux;(.*)\x1b\\\\", wrapped, re.DOTALL)
    assert found is not None
    assert "\x1b" not in found[1].replace("\x1b\x1b", "")
    assert payload(found[1].replace("\x1b\x1b", "\x1b")) == text


@given(st.text(max_size=3000))
def test_screen_hands_on_short_strings(text: str) -> None:
    wrapped = wrapped_sequence(text, SCREEN)
    parts = re.findall("\x1bP(.*?)\x1b\\\\", wrapped, re.DOTALL)
    assert all(0 < len(part) <= 512 for part in parts)
    assert "".join(f"\x1bP{part}\x1b\\" for part in parts) == wrapped
    assert payload("".join(parts)) == text


def test_nothing_is_wrapped_without_a_multiplexer() -> None:
    assert wrapped_sequence(TEXT, KITTY) == ""


@pytest.mark.parametrize(
    ("environment", "refused", "unsure"),
    [
        (KITTY, False, False),
        ({"TERM": "xterm-256color"}, False, False),
        (APPLE, True, False),
        ({"TERM": "linux"}, True, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7402"}, True, False),
        (TMUX, False, True),
        (SCREEN, False, True),
        ({"TERM_PROGRAM": "iTerm.app"}, False, True),
        ({"XTERM_VERSION": "XTerm(388)"}, False, True),
        ({"KONSOLE_VERSION": "230800"}, False, True),
    ],
)
def test_terminals(environment: dict[str, str], refused: bool, unsure: bool) -> None:
    assert refuses(environment) == refused
    assert is_unsure(environment) == unsure
    if not (refused or unsure):
        assert local_command(environment, which=lambda name: name) == ()


@pytest.mark.parametrize(
    ("environment", "present", "command"),
    [
        (APPLE, ["pbcopy"], "pbcopy"),
        (APPLE, [], ""),
        (APPLE | {"SSH_TTY": "/dev/ttys1"}, ["pbcopy"], ""),
        ({"TERM": "linux"}, ["xclip", "wl-copy"], ""),
        ({"VTE_VERSION": "1", "DISPLAY": ":0"}, ["xsel", "xclip", "wl-copy"], "xclip"),
        ({"VTE_VERSION": "1", "DISPLAY": ":0"}, ["xsel"], "xsel"),
        ({"VTE_VERSION": "1", "DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, ["xclip"], "xclip"),
        (
            {"VTE_VERSION": "1", "DISPLAY": ":0", "WAYLAND_DISPLAY": "w"},
            ["xclip", "wl-copy"],
            "wl-copy",
        ),
        (TMUX, ["tmux", "xclip"], "tmux"),
        (TMUX | {"DISPLAY": ":0"}, ["tmux", "xclip"], "xclip"),
        (TMUX | {"DISPLAY": ":0", "SSH_CONNECTION": "1"}, ["tmux", "xclip"], "tmux"),
    ],
)
def test_commands(environment: dict[str, str], present: list[str], command: str) -> None:
    found = local_command(environment, which=lambda name: name if name in present else None)
    assert (found[0] if found else "") == command


def _command(folder: Path, body: str) -> tuple[str, ...]:
    script = folder / "copy"
    script.write_text(f"#!/bin/sh\n{body}\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return (str(script),)


def test_a_command_gets_the_exact_text(tmp_path: Path) -> None:
    copied = tmp_path / "copied"
    assert run(_command(tmp_path, f"cat > '{copied}'"), TEXT, os.environ)
    assert copied.read_bytes() == TEXT.encode()


def test_a_command_may_fail_or_not_read(tmp_path: Path) -> None:
    assert not run(_command(tmp_path, "cat > /dev/null; exit 3"), TEXT, os.environ)
    assert not run(_command(tmp_path, "exec <&-; exit 1"), TEXT * 100_000, os.environ)
    assert not run((str(tmp_path / "missing"),), TEXT, os.environ)


@pytest.mark.parametrize(
    ("text", "environment", "arrived", "said", "warning"),
    [
        ("船", KITTY, False, "1 character copied.", False),
        ("船" * 1234, KITTY, False, "1,234 characters copied.", False),
        ("船", APPLE, True, "1 character copied.", False),
        ("船", APPLE, False, "Nothing was copied: this terminal takes no text", True),
        ("船" * 24_998, KITTY, False, "24,998 characters copied.", False),
        ("船" * 24_999, KITTY, False, "more than many terminals take", True),
        ("船" * 24_999, KITTY, True, "24,999 characters copied.", False),
        ("船", TMUX, False, "allow-passthrough", False),
        ("船", {"XTERM_VERSION": "1"}, False, "settings", False),
    ],
)
def test_notices(
    text: str, environment: dict[str, str], arrived: bool, said: str, warning: bool
) -> None:
    told, is_warning = notice(text, environment, arrived=arrived)
    assert said in told
    assert is_warning == warning
