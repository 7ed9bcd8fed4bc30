"""Draws the pictures of the README: the app on the bundled corpus, as SVG.

    python docs/screenshots.py [FOLDER]

Rich sizes each text element by its code points, which squeezes full-width characters to half;
here each run of equally wide characters stands at a column of its own, so that the picture is
right in every browser, whatever font stands in.
"""

import asyncio
import html
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
from reader.model import Listing
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
    keys: tuple[str, ...] = ()


PICTURES = (
    _Picture("reading", "一度电怎样变成一个词：算力的物理账与政治账", keys=("]",)),
    _Picture(
        "reading-en", "一度电怎样变成一个词：算力的物理账与政治账", language="en", keys=("]",)
    ),
    _Picture("light", "編號的來歷：敦煌藏經洞與它的四散", theme="textual-light", keys=("}",) * 4),
    _Picture("small", "同一盏灯看见三次", columns=60, rows=20, keys=("space",)),
    _Picture("wide", "生成之年：从骑马的宇航员到一纸诉状", 160, 50, theme="nord", keys=("G",)),
)


async def _draw(library: Library, picture: _Picture, folder: Path) -> None:
    i18n.use_language(picture.language)
    titles = {row.title: row.id for row in library.listing(Listing(), 0, None)}
    config = Config(interface=Interface(theme=picture.theme))
    app = ReaderApp(library, config, titles[picture.article])
    async with app.run_test(size=(picture.columns, picture.rows)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press(*picture.keys)
        await app.workers.wait_for_complete()
        await pilot.pause()
        svg = mended(app.export_screenshot(title="reader"))
    (folder / f"{picture.name}.svg").write_text(svg, encoding="utf-8")


def main() -> None:
    """Draw all pictures into the folder named, or beside this file."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    with tempfile.TemporaryDirectory() as place, open_library(Path(place)) as library:
        for result in library.add(library.find([str(path) for path in corpus_files()])):
            assert not result.error, result.error
        for picture in PICTURES:
            asyncio.run(_draw(library, picture, folder))


if __name__ == "__main__":
    main()
