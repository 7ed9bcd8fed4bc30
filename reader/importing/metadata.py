"""Title, date, author and source, told from the lines around an article's body.

Each function maps lines to one value and finds nothing rather than guess wrong. Values come as
they are written; forms are matched after folding full-width ASCII to half-width, which keeps
offsets.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

from reader.text.normalise import one_line

LONGEST_TITLE = 60
"""Code points of a line that can be a title."""

_HEAD, _FOOT = 30, 12  # lines at either end where metadata stands
_BYLINE = 80  # code points: a longer line belongs to the body
_STOPS = "。！!；;…，,、：:—"

_FOLD = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD |= dict.fromkeys(map(ord, "｜丨│︱"), "|") | {0x3000: " ", 0xA0: " "}

_DIGITS = {**{char: value for value, char in enumerate("〇一二三四五六七八九")}, "零": 0, "○": 0}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_TIME = r"(?:(?:日|T|,)?\s{0,3}(?P<hour>[01]?\d|2[0-3])[:时](?P<minute>[0-5]\d)(?::[0-5]\d)?)?"
_DATES = tuple(
    re.compile(pattern + _TIME, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?(?P<sep>[-/.])\s?(?P<month>\d\d?)"
        r"(?:\s?(?P=sep)\s?(?P<day>\d\d?))?(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?年(?:\s?(?P<month>\d\d?)\s?月(?:\s?(?P<day>\d\d?)\s?[日号號])?)?",
        r"(?P<year>[一二][〇○零一二三四五六七八九]{3})年"
        r"(?:(?P<month>[一二三四五六七八九十]{1,2})月(?:(?P<day>[一二三四五六七八九十]{1,3})[日号號])?)?",
        r"\b" + _MONTH + r"\s{1,3}(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s{1,3}(?P<year>(?:19|20)\d\d)\b",
        r"\b(?P<day>\d\d?)(?:st|nd|rd|th)?\s{1,3}" + _MONTH + r",?\s{1,3}(?P<year>(?:19|20)\d\d)\b",
    )
)

_MENU = frozenset(
    {
        "首页",
        "主页",
        "登录",
        "注册",
        "搜索",
        "返回",
        "目录",
        "导航",
        "菜单",
        "关于",
        "关于我们",
        "帮助",
    }
    | {
        "联系我们",
        "更多",
        "分享",
        "收藏",
        "评论",
        "上一篇",
        "下一篇",
        "上一页",
        "下一页",
        "正文",
        "新闻",
    }
    | {"资讯", "原创", "转载", "广告", "推荐", "阅读", "字号", "打印", "关闭", "下载", "友情链接"}
    | {"首頁", "登錄", "登入", "註冊", "搜尋", "目錄", "關於我們", "聯絡我們", "評論", "新聞"}
    | {"home", "menu", "log in", "login", "sign up", "search", "share", "contents", "about"}
)

_LABEL = r"(?:^|[\s|/【\[(（])"
_ROLE = (
    r"(?:作者|原作者|撰文|撰稿人?|文字|采写|采訪|采访|採寫|採訪|执笔|執筆|編撰|"
    r"文\s?/\s?图|图\s?/\s?文|文/圖|(?:本报|本刊|本台|本社|特约|见习|實習|实习)?(?:记者|記者))"
)
_NAME = r"(?P<name>[^|/;:()\[\]【】\n]{1,60})"
_AUTHORS = (
    re.compile(_LABEL + r"(?:" + _ROLE + r"|文|author)\s?[:|]\s?" + _NAME, re.IGNORECASE),
    re.compile(r"(?:^|[【(\[|])\s?文\s?/\s?" + _NAME),
    re.compile(r"[(【\[]\s?" + _ROLE + r"\s" + _NAME + r"[)】\]]"),
    re.compile(
        r"^" + _ROLE + r"\s+(?P<name>[\u4e00-\u9fff·]{2,4}(?:[、\s][\u4e00-\u9fff·]{2,4}){0,3})\s*$"
    ),
    re.compile(r"^by\s+(?P<name>[A-Z][\w.'-]+(?:\s(?:[A-Z][\w.'-]*|and|de|van|von)){0,5})"),
)
# What follows a name on the same line without a separator of its own.
_NEXT_LABEL = re.compile(
    r"\s{2,}|\s*(?:责任编辑|責任編輯|责编|責編|编辑|編輯|编审|校对|校對|来源|來源|出处|出處|时间|時間|日期|发布|發佈|"
    r"发表|發表|摄影|攝影|图片|图/|阅读|閱讀|浏览|字数|(?:19|20)\d\d\s?[-/.年])"
)
_EDITOR = re.compile(r"(?:责任|責任)?(?:编辑|編輯)|责编|責編")
_SOURCES = (
    re.compile(
        _LABEL + r"(?:(?:文章|稿件|信息|内容|內容|新闻|新聞|消息|原文|本文)?"
        r"(?:来源|來源|出处|出處)(?:于|自)?|"
        r"(?:本文)?(?:转载自|轉載自|转自|轉自)|source)\s?[:|]\s?(?P<name>[^|;\n【】\[\]]{1,60})",
        re.IGNORECASE,
    ),
)
_ORGANISATION = re.compile(
    r"(?:社|网|網|报|報|台|刊|志|誌|新闻|新聞|财经|財經|在线|視|视|频道|日报|晚报|出版|公司|研究院|大学|"
    r"News|Times|Post|Daily)$"
)
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,4}|[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}")
_NO_PERSON = re.compile(
    r"发[布表]|發[佈表]|更新|时间|時間|日期|星期|周[一二三四五六日]|原创|原創|转载|北京|上海|编辑|来源|"
    r"记者|作者|阅读|字数|今天|昨天|快讯|新闻|資訊|资讯"
)


def find_title(lines: Sequence[str]) -> int | None:
    """Return the index of the line that is the title, or None.

    A fitting line right above a date or author is one; else the first fitting line before the
    body begins.
    """
    first: int | None = None
    last: int | None = None
    seen = 0
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        seen += 1
        if seen > _HEAD:
            break
        if is_byline(line):
            if last is not None:
                return last
        elif is_title(line):
            first = index if first is None else first
            last = index
        elif _is_body(line):
            break
    return first


def is_title(line: str) -> bool:
    """Tell whether `line` can be a title."""
    text = one_line(line)
    return (
        2 <= len(text) <= LONGEST_TITLE
        and text[-1] not in "。；;，,、：:—"
        and not text.endswith((".", "...")) | (text.lower() in _MENU)
        and any(char.isalpha() for char in text)
        and not is_byline(line)
    )


def is_byline(line: str) -> bool:
    """Tell whether `line` holds a date, an author or a source, and little else."""
    text = _fold(line)
    if not text or len(text) > _BYLINE or text[-1] in "。！？!?":
        return False
    rest = text
    for pattern in (*_DATES, *_AUTHORS, *_SOURCES):
        rest = pattern.sub(" ", rest)
    if rest == text:
        return False
    return len(re.sub(r"[\W\d_]+", "", rest)) <= 12 and not any(stop in rest for stop in "。！，")


def find_date(lines: Sequence[str]) -> str:
    """Return the date in ISO 8601, as precise as it is written, or an empty string.

    It stands in a byline near the beginning, or alone on one of the last lines.
    """
    for line in _head(lines):
        if is_byline(line) and (date := parse_date(line)):
            return date
    for line in _foot(lines):
        if len(line) <= 24 and is_byline(line) and (date := parse_date(line)):
            return date
    return ""


def find_author(lines: Sequence[str]) -> str:
    """Return the author as named near the beginning or the end, or an empty string."""
    for line in (*_head(lines), *_foot(lines)):
        if author := _named(line, _AUTHORS):
            return author
    for line in _head(lines):
        if name := _before_date(line):
            return "" if _ORGANISATION.search(name) else name
    return ""


def find_source(lines: Sequence[str]) -> str:
    """Return where it first appeared, as named near the beginning or the end, or nothing."""
    for line in (*_head(lines), *_foot(lines)):
        if source := _named(line, _SOURCES):
            return source
    for line in _head(lines):
        if (name := _before_date(line)) and _ORGANISATION.search(name):
            return name
    return ""


def parse_date(text: str) -> str:
    """Return the first date in `text` that the calendar knows, in ISO 8601, or nothing."""
    folded = _fold(text)
    found = (match for pattern in _DATES for match in pattern.finditer(folded))
    return next(filter(None, map(_iso, found)), "")


def _iso(match: re.Match[str]) -> str:
    """Return a match of one of `_DATES` in ISO 8601; an empty string if there is no such day."""
    parts = match.groupdict()
    year = _number(parts["year"])
    name = parts.get("name")
    month = _MONTHS.index(name.lower()) + 1 if name else _number(parts.get("month"))
    day = _number(parts.get("day"))
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return ""
    if not month:
        return f"{year:04}" if parts.get("month") is None else ""
    if not day:
        return f"{year:04}-{month:02}"
    date = f"{year:04}-{month:02}-{day:02}"
    return f"{date}T{int(parts['hour']):02}:{parts['minute']}" if parts["hour"] else date


def _number(digits: str | None) -> int:
    """Return the value of Arabic or Chinese digits (`二〇二三`, `十七`), 0 for none."""
    if not digits:
        return 0
    if digits.isascii():
        return int(digits)
    if "十" in digits:
        tens, _, ones = digits.partition("十")
        return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
    return int("".join(str(_DIGITS.get(char, 0)) for char in digits))


def _named(line: str, patterns: Iterable[re.Pattern[str]]) -> str:
    """Return the name that one of `patterns` finds in `line`, as it is written there."""
    if len(line) > 4 * _BYLINE:
        return ""
    folded = _fold(line)
    for pattern in patterns:
        for match in pattern.finditer(folded):
            if _EDITOR.search(folded[max(0, match.start("name") - 8) : match.start("name")]):
                continue
            start = match.start("name")
            length = len(_NEXT_LABEL.split(match["name"], maxsplit=1)[0])
            name = one_line(line[start : start + length]).strip(" ,，。.、-—")
            if 2 <= len(name) <= 40 and "。" not in name:
                return name
    return ""


def _before_date(line: str) -> str:
    """Return the name in a line that is a name and a date and nothing else."""
    folded = _fold(line)
    if len(folded) > _BYLINE or not parse_date(folded):
        return ""
    name = folded
    for pattern in _DATES:
        if match := pattern.search(folded):
            name = folded[: match.start()].strip(" |·") if not folded[match.end() :].strip() else ""
            break
    return name if _PERSON.fullmatch(name) and not _NO_PERSON.search(name) else ""


def _is_body(line: str) -> bool:
    """Tell whether a line reads like running text, so that no title follows it."""
    return len(line) > LONGEST_TITLE or line.rstrip().endswith(("。", "！", "？”", "。”"))


def _head(lines: Sequence[str]) -> Iterator[str]:
    """Yield the first lines that are not blank."""
    shown = (line for line in lines if line.strip())
    return (line for line, _ in zip(shown, range(_HEAD), strict=False))


def _foot(lines: Sequence[str]) -> Iterator[str]:
    """Yield the last lines that are not blank, in reading order."""
    shown = [line for line in lines[-4 * _FOOT :] if line.strip()]
    return iter(shown[-_FOOT:])


def _fold(line: str) -> str:
    return line.translate(_FOLD).strip()
