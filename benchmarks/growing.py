"""The app, with a key that imports a folder as it does with the bundled corpus.

python benchmarks/growing.py LIBRARY FOLDER
"""

import sys
from pathlib import Path

from textual import work

from reader.config import Config
from reader.library import Library, open_library
from reader.ui import app


class GrowingApp(app.ReaderApp):
    """Imports a folder at the press of a key."""

    CSS_PATH = Path(app.__file__).parent / "screens" / "main.tcss"
    BINDINGS = [("f9", "grow")]

    def __init__(self, library: Library, folder: str) -> None:
        super().__init__(library, Config())
        self._grown = library
        self._folder = folder

    @work(thread=True)
    def action_grow(self) -> None:
        """Import the folder."""
        for _ in self._grown.add(self._grown.find([self._folder])):
            pass


if __name__ == "__main__":
    with open_library(Path(sys.argv[1])) as library:
        library.use_processes()  # as the app does behind its first frame
        GrowingApp(library, sys.argv[2]).run()
