"""Which lines of a plain text are headings; rather a miss than a false one."""

import re
from collections.abc import Sequence

_LONGEST = 40  # code points
_NUMERAL = "[一二三四五六七八九十百零〇\\d]{1,4}"

# Each form with its level. A line that another of its form follows at once is an item of a list.
_FORMS = (
    (re.compile(r"# "), 1),
    (re.compile(r"## "), 2),
    (re.compile(r"### "), 3),
    (re.compile(r"#{4,6} "), 4),
    (re.compile(f"第{_NUMERAL}[部卷编編篇章回讲講](?:[\\s：:·]|$)"), 2),
    (re.compile(f"第{_NUMERAL}[节節](?:[\\s：:·]|$)"), 3),
    (re.compile("[一二三四五六七八九十]{1,3}、"), 2),
    (re.compile("[（(][一二三四五六七八九十]{1,3}[)）]"), 3),
    (re.compile(r"0[1-9][\s.、|｜]{0,2}(?=[^\W\d]{2})(?![年月日时分点])"), 2),
    (re.compile(r"\d{1,2}(?:[、．]|[.](?=\s|[\u4e00-\u9fff]))\s{0,2}(?=\D)"), 3),
)
_ANY_FORM = re.compile("|".join(f"(?:{form.pattern})" for form, _ in _FORMS))
_ENDS = "。！!；;…，,、：:—.~》"
_INSIDE = re.compile("[。！；，,]")
_CAPTION = re.compile(
    r"[▲△▼↑图圖表注][^\s]{0,3}[\s:：]|图源|圖源|来源|來源|编辑|編輯|作者|记者|記者|点击|關注|关注"
)
_PARAGRAPH = 40  # code points of running text on both sides of an unnumbered heading
_FULL_STOPS = ("。", "！", "？", "”", "…", "）", ".", "」", "!", "?")


def heading_levels(lines: Sequence[str]) -> dict[int, int]:
    """Map the indices of the lines that are headings to their levels, 1 to 6.

    `lines` are paragraphs, none of them blank.
    """
    levels = {}
    for index, line in enumerate(lines):
        if len(line) > _LONGEST or line[-1] in _ENDS or "。" in line:
            continue
        form = None
        if _ANY_FORM.match(line):
            form = next((form for form in _FORMS if form[0].match(line)), None)
        if form is None:
            if _parts_paragraphs(lines, index):
                levels[index] = 2
        elif index + 1 < len(lines) and not form[0].match(lines[index + 1]):
            levels[index] = form[1]
    return levels


def _parts_paragraphs(lines: Sequence[str], index: int) -> bool:
    """Tell whether a line without a number stands between two running paragraphs."""
    line = lines[index]
    if not 4 <= len(line) <= 24 or not 0 < index < len(lines) - 1:
        return False
    above, below = lines[index - 1], lines[index + 1]
    return (
        len(above) >= _PARAGRAPH
        and above.endswith(_FULL_STOPS)
        and len(below) >= _PARAGRAPH
        and not _INSIDE.search(line)
        and not _CAPTION.match(line)
        and sum(char.isalpha() for char in line) * 2 > len(line)
    )
