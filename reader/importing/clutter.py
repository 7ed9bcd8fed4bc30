"""Which lines around and inside an article are clutter, wherever it was read from.

A line is judged by what it says, in full and half width alike, and by where it stands: before the
running text, within, or after it. What only its place makes clutter is never longer than a line
of a menu; running text is clutter only when it says itself what it is. Rather a line of clutter
kept than one of the article lost.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from reader.importing import metadata
from reader.importing.draft import Draft
from reader.importing.forms import fold
from reader.importing.sayings import is_command, saying
from reader.model import BlockKind, Clutter, MarkKind

_LONGEST_HEADING = 60

_STARTERS = {
    Clutter.COMMENTS: 0.3, Clutter.RELATED: 0.15, Clutter.NOTICE: 0.03, Clutter.SHARING: 0.03,
    Clutter.EDITOR: 0.2, Clutter.PROMOTION: 0.03,
}  # fmt: skip
"""Lines after which an article ends, unless more than this part of it follows."""
_PUNCTUATION = re.compile(r"[。！？；，、,!?;]|[.]\s")
_END = re.compile(r"[。！？!?…；;.：:”」』）)]\s*$")
_CUT = re.compile(r"(?:…+|\.{3,}|\[[^\]]{1,6}\]|【[^】]{1,6}】)$")
_SUMMARY = re.compile(
    r"^\W{0,2}(?:摘要|内容摘要|内容提要|导读|核心提示|提要|内容导读)\s*[:|】]?\s*"
)
_FULL_STOPS = ("。", "！", "？", "”", "…", "）", ".", "」", "!", "?")
_HANZI = re.compile("[\u4e00-\u9fff]")
_LINES = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING})
_WORDS = frozenset({Clutter.NAVIGATION, Clutter.SHARING, Clutter.COMMENTS})
_SPOKEN_OF = frozenset({Clutter.PROMOTION, Clutter.NOTICE, Clutter.COMMENTS})
_DECLARES = re.compile(r"^\W{0,2}\S{0,6}(?:声明|提示|条款|说明)\s?[:|】]")
_TOPIC = re.compile(r"\W{0,2}(?:专题|栏目|频道|话题|标签|关键词|分类|所属)\s?:.{0,30}$")
_SIGNED = re.compile("[12〇○一二三四五六七八九十\\d]{4} ?年.{1,4}月.{1,4}日")
"""The day under the name of who signs: it belongs to the text."""
_LABEL = re.compile(r"^\W*(?:\w{2})?标签\s?[:：]$")
_LONGEST_TAGS = 40  # code points
_HEAD = 12  # lines in which a summary may stand
_SHORTEST_CAPTION = 5  # code points
_SAME_BEGINNING = 3  # headings


def without_commands(draft: Draft) -> list[Draft]:
    """Return a draft cut into what it says and the links that end it and lead elsewhere."""
    end = len(draft.text)
    for mark in reversed(draft.marks):
        if mark.kind is MarkKind.LINK and mark.span.end == end:
            if not is_command(mark.span.of(draft.text)):
                break
            end = len(draft.text[: mark.span.start].rstrip(" ，,|[【("))
    if end in (0, len(draft.text)):
        return [draft]
    kept = replace(
        draft,
        text=draft.text[:end],
        marks=tuple(mark for mark in draft.marks if mark.span.end <= end),
        linked=min(draft.linked, end),
    )
    rest = draft.text[end:].strip(" ，,|")
    return [kept, Draft(rest, indent=draft.indent, quote=draft.quote, linked=len(rest))]


def without_title(drafts: Sequence[Draft], title: str) -> None:
    """Cut the title off headings that repeat it before what they say, as encyclopaedias do."""
    begun = [
        draft
        for draft in drafts
        if draft.level
        and not draft.marks
        and title
        and draft.text.startswith(title)
        and bare(draft.text[len(title) :])
    ]
    if len(begun) >= _SAME_BEGINNING:
        for draft in begun:
            draft.text = draft.text[len(title) :].lstrip(" ·:：-—")


def is_running(draft: Draft) -> bool:
    """Tell whether a draft is text that runs on, and no list of links."""
    own = len(draft.text) - draft.linked
    if draft.kind in (BlockKind.CODE, BlockKind.TABLE):
        return own > 0
    if own < 16 or own * 2 < len(draft.text) or (draft.level and own <= _LONGEST_HEADING):
        return False
    signs = len(_PUNCTUATION.findall(draft.text))
    return signs >= 2 or (signs >= 1 and (own >= 30 or bool(_END.search(draft.text))))


def judge(drafts: Sequence[Draft], title: str) -> list[Clutter | None]:
    """Return for each of `drafts`, an article's from its head to its foot, why it is clutter.

    `title` is the article's, or empty.
    """
    verdicts: list[Clutter | None] = [
        None if draft.kind in (BlockKind.CODE, BlockKind.TABLE) or draft.image else _spoken(draft)
        for draft in drafts
    ]
    _repeats(drafts, verdicts, title)
    _above_title(drafts, verdicts)
    running = [
        index
        for index, draft in enumerate(drafts)
        if verdicts[index] is None
        and not draft.image
        and is_running(draft)
        and not metadata.is_byline(draft.text)
    ]
    _images(drafts, verdicts, range(running[0], running[-1] + 1) if running else range(0))
    if running:
        _head(drafts, verdicts, running[0])
        _foot(drafts, verdicts, running)
        _middle(drafts, verdicts, [index for index in running if verdicts[index] is None])
    return verdicts


def _spoken(draft: Draft) -> Clutter | None:
    """Return what a line says that it is, by its words or by leading to its own page alone."""
    contents = draft.within * 2 > len(draft.text)
    return Clutter.NAVIGATION if contents else saying(draft.text)


def _repeats(drafts: Sequence[Draft], verdicts: list[Clutter | None], title: str) -> None:
    """Condemn the title where it stands again, and summaries cut from the text."""
    wanted = bare(title)
    for index, draft in enumerate(drafts):
        if draft.image or verdicts[index] is not None:
            continue
        if wanted and bare(draft.text) == wanted:
            verdicts[index] = Clutter.TITLE
        folded = fold(draft.text)
        if index < _HEAD and (match := _SUMMARY.match(folded)):
            opening = bare(folded[match.end() :])[:24]
            later = (bare(each.text) for each in drafts[index + 1 : index + 4])
            if len(opening) >= 12 and any(text.startswith(opening) for text in later):
                verdicts[index] = Clutter.SUMMARY


def _above_title(drafts: Sequence[Draft], verdicts: list[Clutter | None]) -> None:
    """Condemn what stands above the title, where that is no running text: tables of attributes."""
    title = next((i for i, each in enumerate(verdicts) if each is Clutter.TITLE), 0)
    above = [index for index in range(title) if verdicts[index] is None]
    if not any(drafts[i].kind is not BlockKind.TABLE and is_running(drafts[i]) for i in above):
        for index in above:
            verdicts[index] = Clutter.NAVIGATION


def _images(drafts: Sequence[Draft], verdicts: list[Clutter | None], text: range) -> None:
    """Give each image the caption that follows it; condemn those about which nothing is said.

    What an image is said to show by itself counts inside the `text` alone, and where it says more
    than a name or the same as another.
    """
    said = Counter(draft.text for draft in drafts)
    shown: Draft | None = None
    for index, draft in enumerate(drafts):
        if not draft.image or verdicts[index] is not None or draft is shown:
            continue
        following = drafts[index + 1] if index + 1 < len(drafts) else None
        if following is not None and not following.image and is_caption(following):
            following.image, shown = draft.image, following
            verdicts[index + 1] = None
            verdicts[index] = Clutter.IMAGE
        elif index not in text or len(draft.text) < _SHORTEST_CAPTION or said[draft.text] > 1:
            verdicts[index] = Clutter.IMAGE


_CAPTION = re.compile(
    r"^\W{0,2}(?:[▲△▼↑◎]|图(?:片|为|源|说|\s?[:/|\d一二三四])|资料图|摄影|供图|"
    r"示意图)"
    r"|(?:摄|供图|图片?来源.{0,12}|制图|资料图|视频截图|截图|绘)\W{0,2}$"
)


def is_caption(draft: Draft) -> bool:
    """Tell whether a draft that follows an image says what the image shows."""
    text = draft.text
    return draft.caption or (
        draft.kind is BlockKind.PARAGRAPH and 2 <= len(text) <= 80 and bool(_CAPTION.search(text))
    )


def _head(drafts: Sequence[Draft], verdicts: list[Clutter | None], first: int) -> None:
    """Condemn what stands before the running text without belonging to it."""
    title = next((i for i in range(first) if verdicts[i] is Clutter.TITLE), first)
    dated = (i for i in range(title, first) if metadata.is_byline(drafts[i].text))
    beside = {i for i in range(title, max(dated, default=title)) if drafts[i].linked}
    for index, draft in enumerate(drafts[:first]):
        if verdicts[index] is not None or draft.image or draft.kind not in _LINES:
            continue
        if metadata.is_byline(draft.text) or index in beside:
            verdicts[index] = Clutter.BYLINE
        elif (
            draft.linked * 2 > len(draft.text)
            or is_menu(draft.text)
            or _TOPIC.match(fold(draft.text))
        ):
            verdicts[index] = Clutter.NAVIGATION


def _middle(
    drafts: Sequence[Draft], verdicts: list[Clutter | None], running: Sequence[int]
) -> None:
    """Acquit what the running text around it shows to be part of the article.

    That is a number that parts sections, a heading of one word, and a sentence that merely speaks
    of such things. Condemn the links that follow a line which announces them.
    """
    for index in range(running[0] + 1, running[-1]):
        draft, text = drafts[index], drafts[index].text
        if verdicts[index] is None and verdicts[index - 1] is Clutter.RELATED:
            if draft.linked * 2 > len(text):
                verdicts[index] = Clutter.RELATED
            continue
        if verdicts[index] is None and draft.linked >= len(text.replace(" ", "")) and is_menu(text):
            verdicts[index] = Clutter.NAVIGATION
        announces = verdicts[index + 1] is Clutter.NAVIGATION
        heading = draft.level > 0 and verdicts[index] in _WORDS | _SPOKEN_OF and not announces
        number = verdicts[index] is Clutter.NAVIGATION and text.isdecimal()
        after = sum(each > index for each in running[-3:])
        sentence = (
            verdicts[index] in _SPOKEN_OF
            and after >= 2
            and len(text) >= 20
            and text.endswith(_FULL_STOPS)
            and not _DECLARES.match(fold(text))
        )
        if heading or number or sentence:
            verdicts[index] = None


def _foot(drafts: Sequence[Draft], verdicts: list[Clutter | None], running: Sequence[int]) -> None:
    """Condemn what stands after the text has ended."""
    end = _end(drafts, verdicts, running)
    if end is not None:
        reason = verdicts[end] if verdicts[end] is Clutter.COMMENTS else Clutter.RELATED
        for index in range(end + 1, len(drafts)):
            verdicts[index] = verdicts[index] or reason
    last = max((index for index in running if verdicts[index] is None), default=len(drafts))
    for index in range(last + 1, len(drafts)):
        draft = drafts[index]
        if verdicts[index] is None and draft.kind in _LINES and not draft.image:
            if metadata.is_byline(draft.text):
                signed = verdicts[index - 1] is None and _SIGNED.fullmatch(draft.text.strip())
                verdicts[index] = None if signed else Clutter.BYLINE
            elif draft.linked * 2 > len(draft.text) or is_menu(draft.text):
                verdicts[index] = Clutter.RELATED
            elif _LABEL.search(drafts[index - 1].text) and len(draft.text) <= _LONGEST_TAGS:
                verdicts[index] = Clutter.NAVIGATION


def _end(
    drafts: Sequence[Draft], verdicts: Sequence[Clutter | None], running: Sequence[int]
) -> int | None:
    """Return the first line after which nothing belongs to the article, or None.

    It says itself that something else begins, and little running text follows it, or more of it
    in a list of other articles: links, and beginnings that are cut off.
    """
    mass = {index: len(drafts[index].text) - drafts[index].linked for index in running}
    total, before = sum(mass.values()), 0
    for index, verdict in enumerate(verdicts):
        before += mass.get(index, 0)
        if before == 0 or verdict not in _STARTERS:
            continue
        rest = [drafts[i] for i in range(index + 1, len(drafts)) if verdicts[i] is None]
        listed = sum(
            each.linked * 2 > len(each.text) or bool(_CUT.search(each.text)) for each in rest
        )
        listing = verdict is Clutter.RELATED and listed * 3 >= len(rest)
        if total - before <= before * (2 if listing else _STARTERS[verdict]):
            return index
    return None


def is_menu(text: str) -> bool:
    """Tell whether `text` is a row of words: tags, sections, commands."""
    words = re.split(r"[\s|/·>»]+", text.strip())
    return (
        len(words) >= 3
        and max(map(len, words)) <= 8
        and not _PUNCTUATION.search(text)
        and any(map(_HANZI.search, words))
    )


def bare(text: str) -> str:
    """Return the letters and digits of `text`, folded: what makes two titles the same."""
    return "".join(filter(str.isalnum, fold(text))).lower()
