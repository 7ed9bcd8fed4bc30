"""Undoing hard wraps: lines that were broken at a width, not at the end of a paragraph.

A line was wrapped if what begins the next one would not have fit on it. Where nearly all lines of
a file that another one follows are so, at one width that people wrap at, the file is wrapped.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from reader.text.width import cell_width

_NARROWEST, _WIDEST = 50, 100  # cells
_NEARLY_ALL = 0.85
_FEWEST, _ENOUGH = 3, 200  # wrapped lines that make a habit

_COLUMN = 0.8  # of the lines are no wider than the column
_RAGGED = 6  # cells by which the end of a line may fall short of it

_INDENT = re.compile(r"\u3000| {2}")
_LIST_ITEM = re.compile(r"(?:[-*+•·]|\(?\d{1,3}[.)、])\s")
_UNIT = re.compile(
    r"[!-~\u00a1-\u024f]+[，。、；：！？）》」』”’…]*|.[，。、；：！？）》」』”’…]*", re.DOTALL
)
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")


def width_of(lines: Sequence[str]) -> int:
    """Return the width in cells that `lines` were wrapped at, or 0."""
    longest = sorted(len(line) for line in lines if line)
    if not longest or longest[-1 - len(longest) // 20] > _WIDEST:
        return 0
    if 2 * longest[-1] < _NARROWEST:
        return 0
    pairs = ((first, second) for first, second in _pairs(lines) if len(first) <= _WIDEST)
    followed = list(islice(pairs, _ENOUGH))
    if len(followed) < _FEWEST:
        return 0
    width = max(cells for first, _ in followed if (cells := cell_width(first)) <= _WIDEST + 2)
    wrapped = sum(is_wrapped(first, second, width) for first, second in followed)
    return width if width >= _NARROWEST and wrapped >= _NEARLY_ALL * len(followed) else 0


def is_wrapped(line: str, following: str, width: int) -> bool:
    """Tell whether `following` went to a line of its own only for lack of room."""
    unit = _UNIT.match(following)
    return (
        unit is not None
        and cell_width(line) + len(_joint(line, unit[0])) + cell_width(unit[0]) > width
    )


def unwrap(lines: Sequence[str], width: int) -> list[str]:
    """Return `lines` with those joined that were wrapped at `width` cells."""
    joined: list[list[str]] = []
    previous = ""
    for line in lines:
        text = line.strip()
        if previous and _continues(line) and is_wrapped(previous, text, width):
            joined[-1] += [_joint(previous, text), text]
        else:
            joined.append([text])
        previous = line.rstrip()
    return ["".join(parts) for parts in joined]


def join(lines: Sequence[str]) -> list[str]:
    """Return the paragraphs of `lines` that were set in one column, all wrapped, none indented.

    A line goes on in the next one if it is about as wide as the column, which most lines are.
    """
    widths = sorted(cell_width(line.strip()) for line in lines if line.strip())
    if not widths:
        return []
    column = widths[int(len(widths) * _COLUMN)]
    joined: list[list[str]] = []
    goes_on = False
    for line in lines:
        text = line.strip()
        if text and goes_on and _continues(line):
            joined[-1] += [_joint(joined[-1][-1], text), text]
        elif text:
            joined.append([text])
        goes_on = bool(text) and cell_width(text) >= column - _RAGGED
    return ["".join(parts) for parts in joined]


def _pairs(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each line with the one that follows it in the same paragraph."""
    for line, following in pairwise(lines):
        if line.strip() and _continues(following):
            yield line.rstrip(), following.strip()


def _continues(line: str) -> bool:
    """Tell whether `line` may go on with the paragraph of the line before it."""
    return bool(line.strip()) and not _INDENT.match(line) and not _LIST_ITEM.match(line)


def _joint(line: str, following: str) -> str:
    """Return what stands between two lines when they are joined: a space between words."""
    tight = line.endswith("-") or _WIDE.match(line[-1:]) or _WIDE.match(following[:1])
    return "" if tight else " "
