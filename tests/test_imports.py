"""Who may import whom, and what is loaded only when it is needed."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    *("textual", "rich", "jieba", "rjieba", "whoosh", "lxml", "numpy", "pydantic"),
    *("asyncio", "markdown_it", "yaml", "sqlite3", "difflib", "rapidfuzz", "fsrs", "jinja2"),
}


def _loaded(code: str) -> set[str]:
    program = f"import sys\n{code}\nprint('loaded:', *sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    return set(run.stdout.decode().rpartition("loaded:")[2].split())


def test_the_help_loads_nothing_heavy() -> None:
    code = "from reader.cli import run; assert run(['--help']) == 0"
    # Rich's table of cell widths is what the layout measures with; its drawing is not loaded.
    loaded = _loaded(code)
    assert loaded & HEAVY <= {"rich"}
    assert not loaded & {"rich.console", "rich.text", "rich.segment"}


def test_a_list_needs_only_the_database(tmp_path: Path) -> None:
    code = f"from reader.cli import run; assert run(['--library', {str(tmp_path)!r}, 'list']) == 0"
    assert _loaded(code) & HEAVY <= {"rich", "sqlite3"}


def test_adding_a_file_loads_nothing_that_asks_the_web(tmp_path: Path) -> None:
    article = tmp_path / "渡口.md"
    article.write_text("# 渡口\n\n清晨六点，渡口的雾还没有散。\n", encoding="utf-8")
    code = (
        "from reader.cli import run\n"
        f"assert run(['--library', {str(tmp_path / 'library')!r}, 'add', {str(article)!r}]) == 0"
    )
    assert not _loaded(code) & {"httpx", "ssl", "feedparser"}


def test_the_app_with_an_article_loads_no_search_and_no_importer(tmp_path: Path) -> None:
    code = f"""
import asyncio
from pathlib import Path
from reader.config import Config, corpus_files
from reader.library import open_library
from reader.model import Listing

folder = Path({str(tmp_path)!r})
with open_library(folder) as library:
    (result,) = library.add(library.find([str(corpus_files()[0])]))
importers = ("reader.importing", "markdown_it", "yaml")
for name in [name for name in sys.modules if name.startswith(importers)]:
    del sys.modules[name]

from reader.ui.app import ReaderApp
from reader.ui.widgets.reading_pane import ReadingPane

async def use():
    with open_library(folder) as library:
        app = ReaderApp(library, Config(), result.article.id)
        async with app.run_test(size=(100, 30)) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert result.article.title in app.export_screenshot().replace("&#160;", " ")

asyncio.run(use())
"""
    loaded = _loaded(code)
    assert not loaded & {"jieba", "rjieba", "whoosh", "lxml", "numpy", "markdown_it", "yaml"}
    assert "reader.importing" not in loaded


def test_the_import_rules_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    if not lint.exists():
        pytest.skip("import-linter is not installed beside this Python")
    root = Path(__file__).parent.parent
    run = subprocess.run([lint, "--no-cache"], cwd=root, capture_output=True, check=False)
    assert run.returncode == 0, run.stdout.decode()
