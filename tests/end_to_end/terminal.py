"""A real pseudo-terminal with an emulator behind it, for runs of the whole program."""

import sys
import time
from collections.abc import Callable, Mapping, Sequence

import pyte
from pseudo_terminal import PseudoTerminal

_PATIENCE = 120.0
"""Seconds after which something awaited is taken to never come."""

_MOMENT = 0.25
"""Seconds of silence after which all is taken to be drawn."""


class Terminal(PseudoTerminal):
    """`reader` with `arguments` in a terminal of `columns` x `rows` cells."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        columns: int = 100,
        rows: int = 30,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.received = b""
        command = [sys.executable, "-m", "reader", *arguments]
        super().__init__(command, (columns, rows), environment)

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, line by line; a full-width character counts once."""
        return ["".join(_drawn(row, self._screen.columns)) for row in self._rows()]

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.lines)

    def _rows(self) -> list[Mapping[int, pyte.screens.Char]]:
        return [self._screen.buffer[y] for y in range(self._screen.lines)]

    def look_of(self, words: str) -> tuple[object, ...]:
        """Return colours and attributes of the first of `words`; they must be on the screen."""
        for row in self._rows():
            cells = [row[x] for x in range(self._screen.columns)]
            texts = [cell.data for cell in cells]
            at = "".join(texts).find(words)
            if at >= 0:
                return tuple(cells[len(_up_to(texts, at))])[1:]
        raise AssertionError(f"not on the screen: {words!r}\n{self.text}")

    def press(self, keys: str) -> None:
        """Type `keys`, as the terminal would send them."""
        self._type(keys)

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal another size, and say so."""
        self._screen.resize(rows, columns)
        self._resize(columns, rows)

    def wait_for(self, what: str | Callable[[str], bool]) -> str:
        """Wait until the screen shows `what`, or `what` holds of it; return the screen."""
        holds = (lambda text: what in text) if isinstance(what, str) else what
        deadline = time.monotonic() + _PATIENCE
        while not holds(self.text):
            if time.monotonic() > deadline or not self._receive(0.2):
                raise AssertionError(f"never seen: {what!r}\n{self.text}")
        return self.text

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Wait until something outside the terminal holds, taking what comes meanwhile."""
        self.wait_for(lambda _text: holds())

    def settle(self, moment: float = _MOMENT) -> None:
        """Wait until the program has drawn nothing for `moment` seconds."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            before = len(self.received)
            if not self._receive(moment) or len(self.received) == before:
                return

    def hang_up(self) -> int:
        """Take the terminal away; return the exit code the program then ends with."""
        self._hang_up()
        return self._process.wait(_PATIENCE)

    def wait_for_exit(self) -> int:
        """Wait until the program ends; return its exit code."""
        deadline = time.monotonic() + _PATIENCE
        while self._receive(0.1) and time.monotonic() < deadline:
            pass
        return self._process.wait(_PATIENCE)

    def _receive(self, seconds: float) -> bool:
        """Take what comes within `seconds`; return whether more can come."""
        data = self._read(seconds)
        if data is None:
            return True
        self.received += data
        self._stream.feed(data)
        return bool(data)


def _up_to(texts: Sequence[str], offset: int) -> Sequence[str]:
    """Return the cells before the one that the character at `offset` is drawn in."""
    length = 0
    for number, text in enumerate(texts):
        if text and length == offset:
            return texts[:number]
        length += len(text)
    return texts


def _drawn(row: Mapping[int, pyte.screens.Char], columns: int) -> list[str]:
    return [row[x].data for x in range(columns)]
