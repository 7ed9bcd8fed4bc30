"""A program in a pseudo-terminal: what benchmarks and tests of the whole program stand on."""

import errno
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
from collections.abc import Collection, Mapping, Sequence
from types import TracebackType
from typing import Self


class PseudoTerminal:
    """A running program with a terminal of its own; both end with the `with` block."""

    def __init__(
        self,
        command: Sequence[str],
        size: tuple[int, int],
        environment: Mapping[str, str] | None = None,
        without: Collection[str] = (),
    ) -> None:
        """Start `command` in a terminal of `size` (columns, rows).

        Its environment is this one's with `environment` and a terminal of many colours, but
        nothing that `without` names.
        """
        ours = {name: value for name, value in os.environ.items() if name not in without}
        terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self._master: int | None
        self._master, slave = pty.openpty()
        self._set_size(*size)
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=ours | terminal | dict(environment or {}),
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
            self.kill()
        if self._master is not None:
            os.close(self._master)

    @property
    def pid(self) -> int:
        """The program's process, which leads a group of its own."""
        return self._process.pid

    def kill(self) -> None:
        """End the program as a power cut would."""
        os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()

    def _type(self, keys: str) -> None:
        """Send `keys` as the terminal would."""
        assert self._master is not None
        os.write(self._master, keys.encode())

    def _resize(self, columns: int, rows: int) -> None:
        """Make the terminal another size, and say so."""
        self._set_size(columns, rows)
        os.killpg(self.pid, signal.SIGWINCH)

    def _hang_up(self) -> None:
        """Take the terminal away."""
        assert self._master is not None
        master, self._master = self._master, None
        os.close(master)

    def _read(self, seconds: float) -> bytes | None:
        """Return what is put out, none once the program has ended; None: nothing in `seconds`."""
        assert self._master is not None
        if not select.select([self._master], [], [], max(0.0, seconds))[0]:
            return None
        try:
            return os.read(self._master, 1 << 16)
        except OSError as error:
            if error.errno == errno.EIO:  # the other end is closed
                return b""
            raise

    def _set_size(self, columns: int, rows: int) -> None:
        assert self._master is not None
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)
