"""Which line of a page is its title, and which part of `<title>` is."""

import re
from collections.abc import Sequence

from reader.importing import metadata
from reader.importing.clutter import bare
from reader.importing.web.described import Description
from reader.importing.web.drafts import Placed
from reader.model import BlockKind, MarkKind

_LONGEST = 120  # code points
_SHORTEST = 4
_SECTION = re.compile("(?:新闻|资讯|动态|公告|首页|文章|详情|正文|中心|通知|内容|博客|论坛)+")
_CUT = re.compile(r"(?:…|\.{3,})+$")
_LAST_DASH = re.compile(r"^(.{6,}?)\s*[-–—_]\s*[^-–—_]{2,16}$")


def find_title(drafts: Sequence[Placed], described: Description) -> str:
    """Return the title of the article on the page, or an empty string.

    It is the line that `<title>` or the title for machines begins with or holds, a heading rather
    than another; where a line is cut, the whole one. Else it is what these say.
    """
    said = [text for text in (described.title, described.name) if text]
    best, best_rank = "", (0, 0, 0)
    folded = [bare(text) for text in said]
    for draft in drafts:
        text = draft.text
        if (
            len(text) > _LONGEST
            or draft.image
            or (draft.linked and draft.kind is not BlockKind.HEADING)
        ):
            continue
        letters = bare(_CUT.sub("", text))
        if len(letters) < _SHORTEST or not any(letters in each for each in folded):
            continue
        whole = any(each.startswith(letters) for each in folded)
        rank = (len(letters), int(whole), 7 - draft.level if draft.level else 0)
        long_enough = len(letters) * (5 if whole else 2) > min(map(len, folded))
        if rank > best_rank and long_enough and not _SECTION.fullmatch(text):
            best, best_rank = text, rank
    if best and _CUT.search(best):
        best = _whole(best, said)
    return best or _in_heading(drafts, described.parts) or _from_name(drafts, described)


def _in_heading(drafts: Sequence[Placed], parts: Sequence[str]) -> str:
    """Return the heading that holds a part of `<title>` with something more, or nothing.

    Links at its ends are none of it: the section of a forum.
    """
    for part in (part for part in parts if len(bare(part)) >= 2 * _SHORTEST):
        for draft in drafts:
            if (
                draft.kind is BlockKind.HEADING
                and len(draft.text) <= _LONGEST
                and bare(part) in bare(draft.text)
            ):
                return _unlinked(draft)
    return ""


def _unlinked(heading: Placed) -> str:
    text = heading.text
    for mark in heading.marks:
        if mark.kind is MarkKind.LINK and mark.span.start == 0 and mark.span.end < len(text):
            return text[mark.span.end :].strip()
    return text


def _whole(cut: str, said: Sequence[str]) -> str:
    """Return the part of what is said that `cut` is the beginning of."""
    opening = bare(_CUT.sub("", cut))
    for text in said:
        if bare(text).startswith(opening) and len(bare(text)) > len(opening):
            return _without_site(text)
    return cut


def _from_name(drafts: Sequence[Placed], described: Description) -> str:
    if described.title:
        return _without_site(described.title)
    lines = [draft.text for draft in drafts]
    dated = next((i for i, line in enumerate(lines) if metadata.is_byline(line)), 0)
    above = lines[max(dated - 3, 0) : dated + 1]
    index = metadata.find_title(above)
    if index is not None and len(above[index]) >= 8:
        return above[index]
    return _without_site(described.name)


def _without_site(text: str) -> str:
    """Return a title without the names of section and site that follow it."""
    parts = [part for part in re.split(r"\s*[_|｜]+\s*|\s+[-–—·]+\s+|\s*-{2,}\s*", text) if part]
    if len(parts) > 1:
        text = parts[0] if len(parts[0]) >= 6 else max(parts, key=len)
    if match := _LAST_DASH.match(text):
        text = match[1]
    return text
