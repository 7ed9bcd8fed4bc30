"""What is loaded before the first frame: nothing that it can do without."""

import subprocess
import sys
from pathlib import Path

import pytest

from reader.library import open_library

# Slow to load, or only for what no list needs: segmenting, laying out, importing, hashing.
_HEAVY = (
    *("jieba", "whoosh", "lxml", "numpy", "pydantic", "yaml", "markdown_it", "_hashlib", "tomllib"),
    *("reader.importing", "reader.commands.doctor", "reader.commands.painting"),
    *("reader.library.batch", "reader.library.undoing"),
    *(
        "reader.model.annotation",
        "reader.model.entity",
        "reader.model.search",
        "reader.library.notes",
        "reader.entities",
        "reader.searching",
    ),
    *("reader.text.likeness", "reader.text.anchoring"),
    *("reader.text.layout", "reader.text.page", "reader.text.segment", "reader.text.find"),
    *("reader.ui.widgets.article_side", "reader.ui.widgets.reading_pane"),
    *("reader.ui.screens.choice", "reader.ui.screens.help"),
)

_UNTIL_FIRST_FRAME = """
import asyncio, sys
from pathlib import Path
from reader.cli import run  # what the command loads before it knows what is wanted
from reader.config import Config
from reader.library import open_library
from reader.ui.app import ReaderApp
from reader.ui.widgets.article_list import ArticleList

heavy = sys.argv[2].split(",")
drawn = ArticleList.render_line
seen = []

def first_line(self, y):
    strip = drawn(self, y)
    if not seen and "渡口" in strip.text:
        seen.append([name for name in heavy if name in sys.modules])
        sheets = (Path(place).name for place, _ in self.app.stylesheet.source)
        seen.append([name for name in sheets if name.endswith(".tcss")])
    return strip

ArticleList.render_line = first_line

async def main():
    with open_library(Path(sys.argv[1])) as library:
        async with ReaderApp(library, Config()).run_test() as pilot:
            await pilot.pause()
            await pilot.app.workers.wait_for_complete()
            assert pilot.app.screen.query("#pane")

asyncio.run(main())
print(seen)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library with an article that was left open."""
    article = tmp_path / "渡口.md"
    article.write_text("# 渡口\n\n清晨六点，渡口的雾还没有散。\n", encoding="utf-8")
    with open_library(tmp_path / "library") as library:
        (added,) = library.add(library.find([str(article)]))
        assert added.article is not None
        library.set_state("article", added.article.id)
    return tmp_path / "library"


def _output(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_nothing_heavy_and_one_style_sheet_is_loaded_before_the_list_is_drawn(folder: Path) -> None:
    assert _output(_UNTIL_FIRST_FRAME, str(folder), ",".join(_HEAVY)) == "[[], ['main.tcss']]"


def test_the_names_are_those_of_modules_loaded_later() -> None:
    """A renamed module would otherwise be looked for in vain."""
    ours = [name for name in _HEAVY if name.startswith("reader.")]
    assert _output(f"import {', '.join(ours)}; print('found')") == "found"
