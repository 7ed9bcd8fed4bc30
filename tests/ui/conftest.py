"""A library of our own articles, and the app over it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from reading import PARAGRAPH

from reader.config import Config
from reader.library import Library, open_library
from reader.ui.app import ReaderApp


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Five articles: plain, long, structured, in traditional script, and hostile."""
    folder = tmp_path / "articles"
    folder.mkdir()
    articles = {
        "a.md": "---\ntitle: 渡口\nauthor: 林晚\nsource: 江边志\ndate: 2023-03-01\n"
        f"tags: [河流, 散文]\n---\n\n{PARAGRAPH}\n\n第二天，河水涨了三尺。\n",
        "b.md": "---\ntitle: 长河\ndate: 2023-02-01\ntags: [河流]\n---\n\n"
        + "\n\n".join(f"## 第{n}节\n\n{n}。{PARAGRAPH * 3}" for n in range(1, 41)),
        "c.md": "---\ntitle: 一张表\ndate: 2023-01-15\n---\n\n## 船\n\n- 木船\n  - 三桅\n"
        "- 铁船\n\n> 船到桥头自然直。\n\n| 船 | 吨位 |\n|---|---|\n| 福船 | 200 |\n\n"
        "```python\nprint('船')\n```\n\n"
        "见[航海志](https://reader-corpus.example/sea)。\n",
        "d.md": "---\ntitle: 舊港\ndate: 2022-12-01\n---\n\n"
        "碼頭上的燈一盞一盞亮起來，𠮷祥號進港了。\n",
        "e.md": "---\ntitle: '[bold red]假[/] \x1b[31m'\ndate: 2022-11-01\n---\n\n"
        "[@click=app.quit]不要點[/]\n",
    }
    for name, text in articles.items():
        (folder / name).write_text(text, encoding="utf-8")
    with open_library(tmp_path / "library") as library:
        assert all(not one.error for one in library.add(library.find([str(folder)])))
        yield library


@pytest.fixture
def app(library: Library) -> ReaderApp:
    """The app over the articles."""
    return ReaderApp(library, Config())


@pytest.fixture
def id_of(library: Library) -> Callable[[str], str]:
    """Return the id of the article with a title."""
    from reader.model import Listing

    ids = {row.title: row.id for row in library.listing(Listing(), 0, None)}
    return ids.__getitem__
