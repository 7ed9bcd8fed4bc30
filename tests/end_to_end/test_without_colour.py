"""NO_COLOR is heard: nothing that is put out sets a colour, not even a grey."""

import re
from pathlib import Path

from terminal import Terminal

from reader.library import open_library

_COLOURED = re.compile(rb"\x1b\[[0-9;]*(?<![0-9])(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")


def test_no_colour_is_put_out(tmp_path: Path) -> None:
    source = tmp_path / "river.md"
    source.write_text("# 渡口\n\n> 清晨六点，渡口的雾还没有散。\n\n见 `𠮷`。\n", encoding="utf-8")
    with open_library(tmp_path / "library") as library:
        assert all(not one.error for one in library.add(library.find([str(source)])))
    arguments = ["--library", str(tmp_path / "library")]
    with Terminal(arguments, environment={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("渡口")
        terminal.press("\r")
        terminal.wait_for("雾")
        terminal.press("?")
        terminal.settle()
        assert b"\x1b[1;39;49m" in terminal.received
        assert _COLOURED.findall(terminal.received) == []
