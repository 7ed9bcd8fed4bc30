"""Showing an address in the reader's browser."""

import subprocess
import sys

from reader.errors import BrowserMissing
from reader.i18n import tr

_PATIENCE = 3.0
"""Seconds after which a browser that has not given up is taken to show the page."""

_OPEN = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"


def open_in_browser(address: str) -> None:
    """Open an address that `reader.text.address.openable` returned; may wait for 3 seconds.

    This is done in a process without a terminal: browsers write there, and some live there.
    Raises BrowserMissing.
    """
    nothing = subprocess.DEVNULL
    command = [sys.executable, "-c", _OPEN, address]
    try:
        process = subprocess.Popen(
            command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
        )
        failed = process.wait(_PATIENCE) != 0
    except subprocess.TimeoutExpired:
        return
    except OSError:
        failed = True
    if failed:
        raise BrowserMissing(
            tr("No browser could be started. The address is {address}").format(address=address)
        )
