"""What a reader found, marked and where they were outlives the process."""

from collections.abc import Callable
from pathlib import Path

from terminal import Terminal

from reader.library import open_library

SECTIONS = 60


def test_a_killed_session_loses_neither_place_nor_mark(tmp_path: Path) -> None:
    source, folder = tmp_path / "river.md", tmp_path / "library"
    sections = (
        f"## 第{n}节\n\n第{n}回過河，老陈把缆绳解开，对岸传来一声等等。"
        for n in range(1, SECTIONS + 1)
    )
    source.write_text("---\ntitle: 長河\n---\n\n" + "\n\n".join(sections), encoding="utf-8")
    with open_library(folder) as library:
        (added,) = library.add(library.find([str(source)]))
    assert added.article is not None
    article = added.article.id

    def stored(holds: Callable[[int, dict[str, int]], bool]) -> Callable[[str], bool]:
        """Tell whether place and marks in the library are as wanted, whatever is drawn."""

        def holds_now(_screen: str) -> bool:
            with open_library(folder) as library:
                opened = library.article(article)
                return holds(opened.summary.progress, library.places.marks(opened))

        return holds_now

    with Terminal(["--library", str(folder), "open", article]) as terminal:
        terminal.wait_for("第2节")
        terminal.press("f")
        terminal.wait_for("Read on here")
        terminal.press("第30回过河")
        terminal.wait_for("1/")
        terminal.press("\r")
        terminal.wait_for("Contents")  # the key bar is that of the article again
        terminal.press("m")
        terminal.wait_for("press a letter")
        terminal.press("k")
        terminal.wait_for(stored(lambda place, marks: place == marks.get("k", 0) > 0))
        terminal.press("t")
        terminal.wait_for("Enter goes there")
        terminal.press("G" + "k" * 15 + "\r")
        terminal.wait_for("長河 · 第45节")
        terminal.wait_for(stored(lambda place, marks: place > marks["k"]))
        terminal.kill()
    with Terminal(["--library", str(folder)], columns=60, rows=20) as terminal:
        terminal.wait_for("長河")
        terminal.press("\r")
        terminal.wait_for("長河 · 第45节")
        terminal.press("'")
        terminal.wait_for("Go to a mark")
        terminal.press("k")
        terminal.wait_for("第30回過河")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
