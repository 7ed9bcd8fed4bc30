"""What an article mentions, in a real terminal: recognised beside the app, mended, kept."""

from pathlib import Path

import pytest
from terminal import Terminal

from reader.entities.nouns import CorrectionKind
from reader.library import open_library

TEXT = """《江边志》印了三千册，𠮷野家也有一本。

2022年8月，江水退了；到了秋天，《江边志》又印了一回。
"""


@pytest.fixture
def article(tmp_path: Path) -> str:
    source = tmp_path / "a.md"
    source.write_text(f"---\ntitle: 印书\n---\n\n{TEXT}", encoding="utf-8")
    with open_library(tmp_path / "library") as library:
        (added,) = library.add(library.find([str(source)]))
        assert added.article is not None
        return added.article.id


def _marked(terminal: Terminal, words: str) -> bool:
    return words in terminal.text and terminal.look_of(words) != terminal.look_of("江水退了")


def test_what_is_recognised_and_mended_is_there_again(tmp_path: Path, article: str) -> None:
    place = tmp_path / "library"
    arguments = ["--library", str(place), "open", article]
    with Terminal(arguments, columns=120) as terminal:
        terminal.wait_for("江水退了")
        terminal.wait_for(lambda _: _marked(terminal, "江边志") and _marked(terminal, "2022年8月"))
        terminal.press(")")
        terminal.wait_for("Work")
        terminal.press("p")
        terminal.wait_for("“江边志” is no entity anywhere")
        terminal.press("N")
        terminal.wait_for(lambda _: not _marked(terminal, "江边志"))
        assert _marked(terminal, "2022年8月")
        terminal.settle()
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
    with open_library(place) as library:
        (kept,) = library.entities.corrections()
        assert (kept.correction.kind, kept.correction.surface) == (CorrectionKind.REMOVE, "江边志")
    with Terminal(arguments, columns=120) as terminal:
        terminal.wait_for("江水退了")
        terminal.wait_for(lambda _: _marked(terminal, "2022年8月"))
        assert not _marked(terminal, "江边志")
        terminal.press("E")
        terminal.wait_for("mentions")
        terminal.settle()
        assert "江边志" not in terminal.text
        terminal.press("q")
        terminal.settle()
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
