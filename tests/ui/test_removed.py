"""Lines taken for clutter: where they stood is marked, and a key puts them back."""

from pathlib import Path

import pytest
from reading import drawn, settled, until_told
from textual.widgets import OptionList

from reader.config import Config
from reader.library import Library
from reader.model import Listing
from reader.ui.app import ReaderApp
from reader.ui.screens.removed import RemovedScreen

SIZE = (60, 24)
FIRST = "清明前三天，山里的雨停了。村口的老茶树冒出第一批芽，天还没有全亮。"
SECOND = "镇上的收购站今年开价每斤八百元，比去年涨了两成，站长这么说。"
PAGE = (
    "<!DOCTYPE html><html><head><title>头茬茶</title></head><body><h1>头茬茶</h1>"
    f"<p>2023-04-02　来源：渔报</p><p>{FIRST}</p><p>点击下载渔报客户端</p><p>{SECOND}</p>"
    f"<p>{FIRST[:-1]}，鸡还没有叫。</p><p>责任编辑：韩梅</p></body></html>"
)


@pytest.fixture
def page(library: Library, tmp_path: Path) -> str:
    path = tmp_path / "tea.html"
    path.write_text(PAGE, encoding="utf-8")
    (added,) = library.add(library.find([str(path)]))
    assert added.article is not None
    return added.article.id


async def test_where_lines_stood_is_marked(library: Library, page: str) -> None:
    app = ReaderApp(library, Config(), page)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        lines = [line.strip() for line in drawn(app)]
        assert [line for line in lines if line.startswith("⋯")] == ["⋯ 1 line"] * 3
        first = next(n for n, line in enumerate(lines) if line.startswith("清明"))
        second = next(n for n, line in enumerate(lines) if line.startswith("镇上"))
        assert lines[first - 1] == lines[second - 1] == "⋯ 1 line"


async def test_a_key_puts_a_line_back(library: Library, page: str) -> None:
    app = ReaderApp(library, Config(), page)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("w")
        assert isinstance(app.screen, RemovedScreen)
        rows = [str(option.prompt) for option in app.screen.query_one(OptionList).options]
        assert [row.split()[0] for row in rows] == ["title", "byline", "promotion", "editor"]
        await pilot.press("g", "j", "j", "enter")
        await settled(pilot)
        assert any("点击下载渔报客户端" in line for line in drawn(app))
    article = library.article(page)
    assert article.text.startswith(f"{FIRST}\n\n点击下载渔报客户端\n\n{SECOND}")
    assert [line.text for line in article.removed][-1] == "责任编辑：韩梅"
    assert len(library.versions(page)) == 1


async def test_all_at_once(library: Library, page: str) -> None:
    app = ReaderApp(library, Config(), page)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("w", "a")
        await settled(pilot)
    assert library.article(page).removed == ()


async def test_an_article_with_nothing_taken_out(library: Library) -> None:
    (article,) = [a for a in library.listing(Listing(), 0, None) if a.title == "渡口"]
    app = ReaderApp(library, Config(), article.id)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("w")
        await settled(pilot)
        await until_told(pilot, "Nothing was taken out of this article.")
