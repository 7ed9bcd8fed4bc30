"""Draws the pictures of the README: the app on the bundled corpus, as SVG.

    python docs/screenshots.py [FOLDER]

Rich sizes each text element by its code points, which squeezes full-width characters to half;
here each run of equally wide characters stands at a column of its own, so that the picture is
right in every browser, whatever font stands in.
"""

import html
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from reader.config import Config, Interface
from reader.library import open_library
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


async def _picture(
    folder: Path, article: str, size: tuple[int, int], theme: str, keys: list[str]
) -> str:
    with open_library(folder) as library:
        app = ReaderApp(library, Config(interface=Interface(theme=theme)), article)
        async with app.run_test(size=size) as pilot:
            await app.workers.wait_for_complete()
            await pilot.press(*keys)
            await pilot.pause()
            return mended(app.export_screenshot(title="reader"))
