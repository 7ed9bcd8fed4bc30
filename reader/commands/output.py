"""What the command line writes: results to stdout, messages to stderr.

Nothing written here acts on a terminal, whatever a title, a file name or an argument holds.
"""

import errno
import io
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from reader.errors import ReaderError
from reader.i18n import tr
from reader.text.normalise import visible

if TYPE_CHECKING:
    from rich.progress import Progress

# JSON leaves these as they are, and a terminal may act on them.
_ACTING = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff\ufff9-\ufffb"
    "\U000e0001-\U000e007f]"
)


class OutputFailed(ReaderError):
    """Results could not be written where stdout leads."""


def prepare_streams() -> None:
    """Let no character keep a line from being written; a closed stream takes and forgets all."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  as long as we run
            setattr(sys, name, nowhere)
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def can_print(signs: str) -> bool:
    """Tell whether stdout's encoding has `signs`; others are printed as question marks."""
    try:
        signs.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def print_line(text: str) -> None:
    """Write a line of results.

    Raises:
        BrokenPipeError: whoever read the output has enough.
        OutputFailed: it cannot be written.
    """
    with writing():
        print(visible(text))  # noqa: T201  results are what stdout is for


def print_json(value: Mapping[str, object]) -> None:
    """Write a line of JSON in UTF-8, whatever the locale; raises as `print_line` does."""
    with writing():
        sys.stdout.flush()
        sys.stdout.buffer.write(json_line(value).encode() + b"\n")


def print_document(text: str) -> None:
    """Write a whole file's text in UTF-8, as it is; raises as `print_line` does."""
    with writing():
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))


def json_line(value: object) -> str:
    """Return `value` as JSON without line end. Nothing is lost: what may act is escaped."""
    return _ACTING.sub(_escaped, json.dumps(value, ensure_ascii=False))


def say(message: str) -> None:
    """Write a message for the person, if there is still a place for it."""
    try:
        print(visible(message), file=sys.stderr, flush=True)  # noqa: T201
    except OSError:
        discard(sys.stderr)


def finish() -> None:
    """Write out what waits; raises as `print_line` does."""
    with writing():
        sys.stdout.flush()


def progress_bar() -> "Progress":
    """Return a bar that stands on the terminal as long as it is open, and leaves nothing there."""
    from rich.console import Console
    from rich.progress import Progress  # which takes a while to load

    return Progress(console=Console(stderr=True), transient=True, redirect_stdout=False)


@contextmanager
def writing() -> Iterator[None]:
    """Tell that what is done within writes to stdout: its errors become those of `print_line`."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        discard()
        reason = error.strerror or os.strerror(error.errno or errno.EIO)
        raise OutputFailed(
            tr("The output cannot be written: {reason}.").format(reason=reason)
        ) from error


def discard(stream: IO[str] | None = None) -> None:
    """Let all that is still written to a stream, stdout by default, go nowhere.

    Else what waits in it would be tried again, and fail, at exit.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, (stream or sys.stdout).fileno())
    os.close(nowhere)


def _escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    pairs = zip(units[::2], units[1::2], strict=True)
    return "".join(f"\\u{high:02x}{low:02x}" for high, low in pairs)
