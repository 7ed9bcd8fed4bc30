"""Draws the pictures of the README: the app on the bundled corpus, as SVG.

    python docs/screenshots.py [FOLDER]

Rich sizes each text element by its code points, which squeezes full-width characters to half;
here each run of equally wide characters stands at a column of its own, so that the picture is
right in every browser, whatever font stands in.
"""

import asyncio
import html
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from reader import i18n
from reader.config import Config, Interface, corpus_files
from reader.library import Library, open_library
from reader.model import Listing, Span
from reader.model.annotation import Colour, Edit
from reader.text.width import char_widths
from reader.ui.app import ReaderApp

_TEXT = re.compile(
    r'<text(?P<before>[^>]*?) x="(?P<x>[\d.]+)"(?P<between>[^>]*?) '
    r'textLength="(?P<length>[\d.]+)"(?P<after>[^>]*)>(?P<text>[^<]*)</text>'
)
_FONTS = '"Noto Sans Mono CJK SC", "Sarasa Mono SC", "Fira Code", monospace'


def mended(svg: str) -> str:
    """Return the picture `svg` with every character at the cell the terminal shows it in."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]+;", f"font-family: {_FONTS};", svg)
    svg = re.sub(r"font-variant-east-asian: [^;]+;", "", svg)
    return _TEXT.sub(lambda match: "".join(_runs(match)), svg)


def _runs(match: re.Match[str]) -> Iterator[str]:
    text = html.unescape(match["text"])
    cell = float(match["length"]) / max(1, len(text))
    x = float(match["x"])
    for wide, run in groupby(_clusters(text), key=lambda cluster: cluster[1]):
        clusters = list(run)
        length = cell * wide * len(clusters)
        content = html.escape("".join(cluster for cluster, _ in clusters)).replace(" ", "&#160;")
        yield (
            f'<text{match["before"]} x="{x:.2f}"{match["between"]} '
            f'textLength="{length:.2f}"{match["after"]}>{content}</text>'
        )
        x += length


def _clusters(text: str) -> list[tuple[str, int]]:
    """Split `text` into characters with what joins them, and the cells of each."""
    clusters: list[tuple[str, int]] = []
    for char, width in zip(text, char_widths(text), strict=True):
        if clusters and not width:
            before, cells = clusters.pop()
            clusters.append((before + char, cells))
        else:
            clusters.append((char, width))
    return clusters


@dataclass(frozen=True, slots=True)
class _Picture:
    """One picture: what the app shows after some keys."""

    name: str
    article: str
    columns: int = 100
    rows: int = 30
    theme: str = "textual-dark"
    language: str = "zh"
    colour: bool = True
    keys: tuple[str, ...] = ()
    wait: float = 0.0
    """Seconds for what is asked of the library while typing."""


_POWER = "一度电怎样变成一个词：算力的物理账与政治账"
_MODELS = "百模之年：二十家中国公司的同一场考试"
_YEAR = "生成之年：从骑马的宇航员到一纸诉状"
_TO_BEIJING = ("g", *["right_parenthesis"] * 2)
_NOTED = (
    (_MODELS, "模型送你，跑模型的机器总要租", Edit("好句。", Colour.PINK, ("云",))),
    (
        _MODELS,
        "腾讯来得最迟",
        Edit("迟到的代价是什么？\n对照《一度电怎样变成一个词》。", Colour.GREEN),
    ),
    (_MODELS, "12月1日Qwen-72B", Edit("", Colour.BLUE, ("模型/通义",))),
    (
        _POWER,
        "键值缓存会把显存先吃光，算力反倒闲着。",
        Edit("**待核：**\n\n- 批大小是多少\n- 哪一年的显卡", Colour.YELLOW, ("待核", "算力")),
    ),
    (_POWER, "即谁有资格把电变成词", Edit("全文的题眼。", Colour.ORANGE, ("算力",))),
)

PICTURES = (
    _Picture("reading", _POWER, keys=("]",)),
    _Picture("reading-en", _POWER, language="en", keys=("]",)),
    _Picture("light", "編號的來歷：敦煌藏經洞與它的四散", theme="textual-light", keys=("}",) * 4),
    _Picture("small", "同一盏灯看见三次", columns=60, rows=20, keys=("space",)),
    _Picture("search", _POWER, 120, keys=("slash", *"算力"), wait=2.0),
    _Picture("search-en", _POWER, 120, language="en", keys=("slash", *"算力"), wait=2.0),
    _Picture("notes", _MODELS, 150, 36, keys=("space", "semicolon", "c"), wait=1.0),
    _Picture(
        "notes-en", _MODELS, 150, 36, language="en", keys=("space", "semicolon", "c"), wait=1.0
    ),
    _Picture("entities", _MODELS, 120, 32, keys=("g", "space", "e"), wait=1.0),
    _Picture("entities-en", _MODELS, 120, 32, language="en", keys=("g", "space", "e"), wait=1.0),
    _Picture("entity", _MODELS, 120, 24, keys=(*_TO_BEIJING, "enter"), wait=1.0),
    _Picture("entity-en", _MODELS, 120, 24, language="en", keys=(*_TO_BEIJING, "enter"), wait=1.0),
    _Picture("all-notes", _POWER, 120, 24, keys=("C", "j"), wait=1.0),
    _Picture("all-notes-en", _POWER, 120, 24, language="en", keys=("C", "j"), wait=1.0),
    _Picture("plain", _MODELS, colour=False, keys=("space", "semicolon")),
    _Picture("wide", _YEAR, 160, 50, theme="nord", keys=("G", "e"), wait=1.0),
)


async def _draw(library: Library, picture: _Picture, folder: Path) -> None:
    i18n.use_language(picture.language)
    titles = {row.title: row.id for row in library.listing(Listing(), 0, None)}
    os.environ.pop("NO_COLOR", None)
    if not picture.colour:
        os.environ["NO_COLOR"] = "1"
    config = Config(interface=Interface(theme=picture.theme))
    app = ReaderApp(library, config, titles[picture.article])
    async with app.run_test(size=(picture.columns, picture.rows)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press(*picture.keys)
        await pilot.pause(picture.wait)
        # Those that began with a screen wait until it is left.
        if begun := [worker for worker in app.workers if worker.group != "default"]:
            await app.workers.wait_for_complete(begun)
        await pilot.pause()
        svg = mended(app.export_screenshot(title="reader"))
    (folder / f"{picture.name}.svg").write_text(svg, encoding="utf-8")


def _take_notes(library: Library) -> None:
    titles = {row.title: row.id for row in library.listing(Listing(), 0, None)}
    for title, passage, said in _NOTED:
        article = library.article(titles[title])
        start = article.text.index(passage)
        library.notes.annotate(article, Span(start, start + len(passage)), said)


def main() -> None:
    """Draw all pictures into the folder named, or beside this file."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    with tempfile.TemporaryDirectory() as place, open_library(Path(place)) as library:
        for result in library.add(library.find([str(path) for path in corpus_files()])):
            assert not result.error, result.error
        _take_notes(library)
        library.entities.prepare()
        for _ in library.entities.process():
            pass
        for _ in library.searcher.sync():
            pass
        for picture in PICTURES:
            asyncio.run(_draw(library, picture, folder))


if __name__ == "__main__":
    main()
