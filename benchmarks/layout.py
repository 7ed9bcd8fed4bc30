"""Print how fast an article is laid out: opening, its first page, its end, all of it."""

import argparse
import random
import time
from collections.abc import Callable

from reader.model import Block, BlockKind, Span, Structure
from reader.text.layout import Layout, LayoutOptions

_SENTENCE = "去噪这件事值得用一段话讲清楚，因为后面的许多官司（包括GPT-4那一场）都要落在它身上。"
_PAGE = 50  # lines


def article(chars: int, paragraph: int) -> tuple[str, Structure]:
    """Return a text of about `chars` code points in paragraphs of about `paragraph`."""
    generator = random.Random(chars)  # the same article each time
    blocks: list[Block] = []
    parts: list[str] = []
    start = 0
    while start < chars:
        length = generator.randint(paragraph // 2, paragraph * 3 // 2)
        body = (_SENTENCE * (length // len(_SENTENCE) + 1))[:length]
        kind = BlockKind.HEADING if len(blocks) % 20 == 0 else BlockKind.PARAGRAPH
        blocks.append(Block(Span(start, start + length), kind, level=kind is BlockKind.HEADING))
        parts.append(body)
        start += length + 2
    return "\n\n".join(parts), Structure(tuple(blocks))


def milliseconds(action: Callable[[], object], runs: int = 5) -> float:
    """Return the best time of some runs."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        action()
        times.append(time.perf_counter() - begun)
    return min(times) * 1000


def measure(name: str, text: str, structure: Structure, width: int) -> None:
    """Print one row of the table."""
    options = LayoutOptions(width)

    def opened() -> Layout:
        return Layout(text, structure, options)

    def first() -> object:
        return opened().lines(0, _PAGE)

    def reflow() -> object:
        layout = opened()
        y = layout.y_of(len(text) // 2)
        return layout.lines(y, y + _PAGE)

    def last() -> object:
        layout = opened()
        y = layout.y_of(len(text))
        return layout.lines(y - _PAGE, y)

    def whole() -> None:
        layout = opened()
        while not layout.settle(400):
            pass

    settled = opened()
    settled.settle(1 << 40)

    def paging() -> None:
        for y in range(0, min(settled.height, 100 * _PAGE), _PAGE):
            settled.lines(y, y + _PAGE)

    pages = min(settled.height, 100 * _PAGE) // _PAGE or 1
    row = [milliseconds(opened), milliseconds(first), milliseconds(reflow), milliseconds(last)]
    row += [milliseconds(paging) / pages, milliseconds(whole, 2)]
    print(f"{name:34}" + "".join(f"{value:11.2f}" for value in row))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--width", type=int, default=80, help="cells")
    width = parser.parse_args().width
    columns = ("open", "first page", "middle", "end", "next page", "all")
    print("milliseconds".ljust(34) + "".join(name.rjust(11) for name in columns))
    for chars, paragraph in ((2_000, 150), (1_000_000, 150), (1_000_000, 50), (5_000_000, 150)):
        text, structure = article(chars, paragraph)
        measure(f"{chars:,} in paragraphs of {paragraph}", text, structure, width)
    single = (_SENTENCE * (1_000_000 // len(_SENTENCE) + 1))[:1_000_000]
    measure("1,000,000 in one paragraph", single, Structure(), width)
    measure("5,000,000 Han in one paragraph", "汉" * 5_000_000, Structure(), width)


if __name__ == "__main__":
    main()
