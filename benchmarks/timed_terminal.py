"""A program in a pseudo-terminal, timed: when its output holds some text, and the CPU time it took.

Nothing is emulated, so the time measured is the program's alone.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pseudo_terminal import PseudoTerminal

COLUMNS, ROWS = 100, 30
_PATIENCE = 60.0  # seconds
_SILENCE = 0.3  # seconds without output, after which none is expected
_UNUSUAL = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
"""What a user's shell does not set: without compiled modules every start would compile."""
_IDLE = 0.1  # of the time a program may work and still be at rest


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was seen, from the start of the program or of the wait."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of CPU time, user and system, of all threads of the program."""


class Terminal(PseudoTerminal):
    """A running program; ends with the `with` block."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
        size: tuple[int, int] = (COLUMNS, ROWS),
    ) -> None:
        self._begun = time.perf_counter()
        super().__init__(command, size, environment, _UNUSUAL)

    def cpu(self) -> float:
        """Return the CPU time the program has taken, in seconds."""
        # The clock of another process: see clock_getcpuclockid(3), which Python has not.
        return time.clock_gettime(~self.pid << 3 | 2)

    def peak_memory(self) -> int:
        """Return the most memory the program ever had resident, in bytes."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii", errors="replace")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024

    def started(self, text: str) -> Moment:
        """Wait until the output holds `text`; return how long that took from the very start."""
        self._wait_for(text.encode())
        return Moment(time.perf_counter() - self._begun, self.cpu())

    def press(self, keys: str, text: str = "") -> Moment:
        """Type `keys`; return how long it takes until there is output, or output with `text`."""
        cpu, begun = self.cpu(), time.perf_counter()
        self._type(keys)
        self._wait_for(text.encode())
        return Moment(time.perf_counter() - begun, self.cpu() - cpu)

    def type(self, keys: str) -> None:
        """Type `keys` that need not show anything."""
        self._type(keys)

    def learn(self, keys: str) -> str:
        """Type `keys` and return all that is put out until the program is at rest."""
        self.type(keys)
        return self.rest().decode(errors="ignore")

    def resize(self, columns: int, rows: int, text: str) -> Moment:
        """Make the terminal another size; return how long it takes until there is `text`."""
        cpu, begun = self.cpu(), time.perf_counter()
        self._resize(columns, rows)
        self._wait_for(text.encode())
        return Moment(time.perf_counter() - begun, self.cpu() - cpu)

    def rest(self) -> bytes:
        """Wait until the program neither writes nor works any more; return what it put out."""
        received = b""
        cpu = -_SILENCE
        while self.cpu() - cpu > _IDLE * _SILENCE:
            cpu = self.cpu()
            until = time.monotonic() + _SILENCE
            while (left := until - time.monotonic()) > 0:
                more = self._read(left)
                if more == b"":
                    return received
                received += more or b""
        return received

    def let_pass(self, seconds: float) -> None:
        """Read what is put out for some time, so that none of it is taken for what comes later."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if self._read(left) == b"":
                return

    def _wait_for(self, text: bytes) -> None:
        received = b""
        deadline = time.monotonic() + _PATIENCE
        while not received or text not in received:
            more = self._read(deadline - time.monotonic())
            if not more:
                raise TimeoutError(f"never seen: {text.decode()}\n{received[-4000:].decode()}")
            received += more
