"""Articles that tell the same story: noticed, compared, made one, linked, kept apart."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reading import pane_of, settled, told, until, until_told
from textual.pilot import Pilot

from reader import i18n
from reader.config import Config, Interface
from reader.library import Library
from reader.model import ArticleSummary, Listing
from reader.model.annotation import Edit
from reader.model.resemblance import Verdict
from reader.ui.app import ReaderApp
from reader.ui.screens.main import MainScreen
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.bar import Bar
from reader.ui.widgets.pair_list import DifferenceView, PairList

WIDE = (120, 30)
STORY = (
    "清明前三天，山里的雨停了。村口的老茶树冒出第一批芽，周小鱼背着竹篓上山，天还没有全亮。"
    "她的祖母说，头茬茶要在露水干了以后采，手要轻得像捏一只小鸟。一上午下来，采了不到三斤鲜叶。"
    "𠮷野家的伙计笑着问：“Can I try it？”"
)
ARTICLES = {
    "f.md": ("山茶", "山茶志", STORY),
    "g.md": ("头茬茶开采", "渔报网", "转发。" + STORY.replace("三斤", "五斤")),
}


def add(library: Library, folder: Path, name: str) -> None:
    title, source, text = ARTICLES[name]
    folder.mkdir(exist_ok=True)
    head = f"---\ntitle: {title}\nsource: {source}\ndate: 2022-10-01\n---\n\n"
    (folder / name).write_text(f"{head}{text}\n", encoding="utf-8")
    list(library.add(library.find([str(folder / name)])))


@pytest.fixture
def pair(library: Library, tmp_path: Path) -> tuple[str, str]:
    """Two articles that are alike; return their ids."""
    for name in ARTICLES:
        add(library, tmp_path / "more", name)
    (found,) = library.alikes.pairs()
    return found.article.id, found.other.id


def rows(app: ReaderApp) -> list[ArticleSummary]:
    articles = app.screen_stack[0].query_one(ArticleList)
    found = (articles.row(number) for number in range(articles.count))
    return [row for row in found if row is not None]


def drawn(app: ReaderApp) -> list[str]:
    """What differs, as it is drawn."""
    view = app.screen.query_one(DifferenceView)
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


async def shown(app: ReaderApp, pilot: Pilot[int], article: str) -> None:
    """Show what is much like an article."""
    await settled(pilot)
    articles = app.screen.query_one(ArticleList)
    articles.cursor = [row.id for row in rows(app)].index(article)
    await pilot.press("Y")
    await settled(pilot)
    await settled(pilot)


async def test_what_differs_is_shown_and_the_other_opened(
    app: ReaderApp, pair: tuple[str, str]
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await shown(app, pilot, pair[0])
        assert app.screen.query_one("#alike-bar", Bar).left == "Much like “山茶”"
        pairs = app.screen.query_one(PairList)
        assert "山茶 · 山茶志" in pairs.render_line(0).text
        assert "头茬茶开采 · 渔报网" in pairs.render_line(1).text
        lines = drawn(app)
        assert lines[0] == "+ 转发。"
        assert any(line.startswith("− 一上午下来，采了不到三斤") for line in lines)
        assert any(line.startswith("+ 一上午下来，采了不到五斤") for line in lines)
        assert "  ⋯ 1 sentence alike" in lines
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, MainScreen)
        assert "五斤" in "".join(pane_of(app).render_line(y).text for y in range(9))


@pytest.mark.parametrize(("key", "kept"), [("e", "三斤"), ("n", "五斤")])
async def test_two_become_one_when_asked(
    app: ReaderApp, library: Library, pair: tuple[str, str], key: str, kept: str
) -> None:
    library.set_tags(pair[1], ["茶"])
    library._database.annotations.add(pair[1], None, Edit(note="好茶"))
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await shown(app, pilot, pair[0])
        await pilot.press(key, "n")
        await settled(pilot)
        assert library.count(Listing()) == 7
        await pilot.press(key, "y")
        await settled(pilot)
        await settled(pilot)
        await until_told(pilot, "is one article now")
        assert app.screen.query_one(PairList).count == 0
        await pilot.press("escape")
        await settled(pilot)
        (row,) = (row for row in rows(app) if row.id == pair[0])
        assert len(rows(app)) == 6
        assert (row.tags, row.annotations) == (("茶",), 1)
        assert kept in library.article(pair[1]).text
        assert len(library.versions(pair[0])) == 1


async def test_two_that_became_one_are_two_again(library: Library, pair: tuple[str, str]) -> None:
    app = ReaderApp(library, Config(), pair[0])
    text = library.article(pair[0]).text
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("Y")
        await settled(pilot)
        await pilot.press("n", "y")
        for key, pairs in (("ctrl+z", 1), ("ctrl+y", 0)):  # among the pairs as in the list
            await settled(pilot)
            await pilot.press(key)
            await until(pilot, lambda n=pairs: app.screen.query_one(PairList).count == n)
            await settled(pilot)
            assert (library.article(pair[0]).text == text) == bool(pairs)
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("ctrl+z")
        await settled(pilot)
        await until_told(pilot, "two articles made one")
        await settled(pilot)
        assert len(rows(app)) == 7
        assert library.article(pair[0]).text == text
        shown_now = "".join(pane_of(app).render_line(y).text for y in range(9))
        assert "三斤" in shown_now
        assert "五斤" not in shown_now


async def test_the_open_article_shows_what_it_has_become(
    library: Library, pair: tuple[str, str]
) -> None:
    app = ReaderApp(library, Config(), pair[1])
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("Y")
        await settled(pilot)
        await pilot.press("n", "y")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        text = "".join(pane_of(app).render_line(y).text for y in range(9))
        assert "三斤" in text
        assert "五斤" not in text


async def test_a_pair_is_linked_or_told_apart(
    app: ReaderApp, library: Library, pair: tuple[str, str]
) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await shown(app, pilot, pair[0])
        pairs = app.screen.query_one(PairList)
        for keys, verdict, said in (
            ("=", Verdict.LINKED, "linked"),
            ("=", Verdict.OPEN, ""),
            ("x", Verdict.APART, "told apart"),
            ("=", Verdict.LINKED, "linked"),
        ):
            await pilot.press("equals_sign" if keys == "=" else keys)
            await settled(pilot)
            await settled(pilot)
            assert [each.verdict for each in library.alikes.of(pair[0])] == [verdict]
            assert said in pairs.render_line(0).text
        await pilot.press("escape")
        await settled(pilot)
        assert {row.id: row.also for row in rows(app) if row.also} == {
            pair[0]: ("渔报网",),
            pair[1]: ("山茶志",),
        }
        articles = app.screen.query_one(ArticleList)
        number = [row.id for row in rows(app)].index(pair[0])
        assert "also 渔报网" in articles.render_line(2 * number + 1).text


async def test_what_comes_in_and_is_like_another_is_noticed(
    app: ReaderApp, library: Library, tmp_path: Path
) -> None:
    add(library, tmp_path / "more", "f.md")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, MainScreen)
        screen.count_pairs()  # as a moment after the start
        await settled(pilot)
        assert "much like" not in told(app)
        add(library, tmp_path / "more", "g.md")
        screen.post_message(MainScreen.LibraryChanged())
        await settled(pilot)
        await settled(pilot)
        await until_told(pilot, "1 new article is much like another; Y shows them.")
        screen.post_message(MainScreen.LibraryChanged())
        await settled(pilot)
        assert told(app).count("much like") == 1


async def test_without_a_like_all_pairs_are_shown(
    app: ReaderApp, pair: tuple[str, str], id_of: Callable[[str], str]
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await shown(app, pilot, id_of("长河"))
        assert app.screen.query_one("#alike-bar", Bar).left.startswith("Nothing is much like")
        assert app.screen.query_one(PairList).count == 1


@pytest.mark.parametrize(
    ("size", "language", "theme"),
    [((60, 20), "en", "textual-light"), ((100, 30), "zh", "textual-dark")],
    ids=["60", "100"],
)
def test_a_pair_as_it_looks(
    library: Library,
    pair: tuple[str, str],
    snap_compare: Callable[..., bool],
    size: tuple[int, int],
    language: str,
    theme: str,
) -> None:
    i18n.use_language(language)
    app = ReaderApp(library, Config(interface=Interface(theme=theme)))

    async def before(pilot: Pilot[int]) -> None:
        await shown(app, pilot, pair[0])

    assert snap_compare(app, terminal_size=size, run_before=before)
