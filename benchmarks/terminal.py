"""A program in a pseudo-terminal, timed: when its output holds some text, and the CPU time it took.

Nothing is emulated, so the time measured is the program's alone.
"""

import errno
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

COLUMNS, ROWS = 100, 30
_PATIENCE = 60.0  # seconds
_SILENCE = 0.3  # seconds without output, after which none is expected
_IDLE = 0.1  # of the time a program may work and still be at rest


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was seen, from the start of the program or of the wait."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of CPU time, user and system, of all threads of the program."""


class Terminal:
    """A running program; ends with the `with` block."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
        size: tuple[int, int] = (COLUMNS, ROWS),
    ) -> None:
        variables = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        variables |= environment or {}
        # What a user's shell does not set: without compiled modules every start would compile.
        for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"):
            variables.pop(name, None)
        self._master, slave = pty.openpty()
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", *size[::-1], 0, 0))
        self._begun = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=variables,
            start_new_session=True,
            close_fds=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        os.close(self._master)

    @property
    def pid(self) -> int:
        """The program's process."""
        return self._process.pid

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
        os.write(self._master, keys.encode())
        self._wait_for(text.encode())
        return Moment(time.perf_counter() - begun, self.cpu() - cpu)

    def type(self, keys: str) -> None:
        """Type `keys` that need not show anything."""
        os.write(self._master, keys.encode())

    def learn(self, keys: str) -> str:
        """Type `keys` and return all that is put out until the program is at rest."""
        self.type(keys)
        return self.rest().decode(errors="ignore")

    def resize(self, columns: int, rows: int, text: str) -> Moment:
        """Make the terminal another size; return how long it takes until there is `text`."""
        cpu, begun = self.cpu(), time.perf_counter()
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.killpg(self.pid, signal.SIGWINCH)
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
                if select.select([self._master], [], [], left)[0]:
                    more = self._read()
                    if not more:
                        return received
                    received += more
        return received

    def let_pass(self, seconds: float) -> None:
        """Read what is put out for some time, so that none of it is taken for what comes later."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([self._master], [], [], left)[0] and not self._read():
                return

    def _wait_for(self, text: bytes) -> None:
        received = b""
        deadline = time.monotonic() + _PATIENCE
        while not received or text not in received:
            left = max(0.0, deadline - time.monotonic())
            more = self._read() if select.select([self._master], [], [], left)[0] else b""
            if not more:
                raise TimeoutError(f"never seen: {text.decode()}\n{received[-4000:].decode()}")
            received += more

    def _read(self) -> bytes:
        """Return what is there to be read; nothing when the program has ended."""
        try:
            return os.read(self._master, 1 << 16)
        except OSError as error:
            if error.errno == errno.EIO:
                return b""
            raise
