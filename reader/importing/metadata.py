"""Title, date, author and source, told from the lines around an article's body.

Each function maps lines to one value, and finds nothing rather than guess wrong. Values come as
they are written; the forms around them are matched in full and half width.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from reader.importing.dates import STAMPS, parse_stamp
from reader.importing.forms import Forms, fold
from reader.text.normalise import one_line

_HEAD, _FOOT = 30, 12  # lines at either end, among which metadata stands
_LONGEST_TITLE = 60  # code points
_LONGEST_BYLINE = 80
_LONGEST_NAME = 40
_OPENING, _CLOSING = 60, 40  # the parts of a longer line where a reporter is named
_LITTLE = 12  # letters that a byline may hold beside what makes it one


def _any(words: str) -> str:
    """Return a pattern for any of `words`, which spaces part."""
    return f"(?:{'|'.join(words.split())})"


_MENU = re.compile(
    _any(
        "首页 主页 登录 注册 搜索 返回 目录 导航 菜单 关于我们 联系我们 更多 分享 收藏 评论 "
        "正文 新闻 资讯 上一篇 下一篇 上一页 下一页 原创 转载 广告 推荐 阅读 字号 打印 关闭 "
        "下载 友情链接 首頁 登錄 登入 註冊 搜尋 目錄 關於我們 聯絡我們 評論 新聞 home menu "
        "login search share contents about"
    ),
    re.IGNORECASE,
)
_NO_TITLE_END = ("。", "；", ";", "，", ",", "、", "：", ":", "—", ".")
_SENTENCE_END = ("。", "！", "？", "!", "?")

_DESK = _any("本报 本報 本刊 本台 本社 本网 本網 特约 特約 见习 見習 实习 實習")
_REPORTER = f"{_DESK}?(?:记者|記者)"
_WRITER = (
    f"(?:{_any('原?作者 撰文 撰稿人? 文字 执笔 執筆 采写 採寫 采访 採訪')}|"
    r"文\s?/\s?[图圖]|[图圖]\s?/\s?文)"
)
_ROLE = f"(?:{_WRITER}|{_REPORTER})"
_EDITOR = f"(?:责任|責任|执行|執行)?{_any('编辑 編輯')}|{_any('责编 責編 编审 編審 主编 主編')}"
_ORIGIN = (
    f"{_any('文章 稿件 信息 内容 內容 新闻 新聞 消息 原文 本文')}?"
    f"{_any('来源 來源 出处 出處 转自 轉自 转载自 轉載自')}"
)
_BEGIN = r"(?:^|[\s|/【\[(])"
_NAME = r"(?P<name>[^|/,;:()\[\]【】。？！?!]+)(?=$|[|/,;:()\[\]【】])"
_HANZI_NAMES = "(?P<name>[\u4e00-\u9fff·]{2,4}(?:[、 ][\u4e00-\u9fff·]{2,4}){0,3})"

_AUTHOR = Forms(
    r"[者文字撰稿人笔筆写寫采採访訪图圖][\s:|/]|uthor\s?[:|]|^[Bb]y ",
    rf"{_BEGIN}(?:{_WRITER}|文|[Aa]uthor)\s?[:|]\s?{_NAME}",
    # In an interview, what follows `记者：` is a question.
    rf"{_BEGIN}{_REPORTER}\s?[:|]\s?{_HANZI_NAMES}\s*(?:$|[】)\]|]|\s\S+\s?:)",
    rf"(?:^|[【(\[|])\s?{_ROLE}\s+{_HANZI_NAMES}\s*(?:$|[】)\]|])",
    rf"[【(\[]\s?{_ROLE}\s+{_NAME}[】)\]]",
    rf"(?:^|[【(\[|])\s?文\s?/\s?(?![图圖]){_NAME}",
    r"^[Bb]y\s+(?P<name>[A-Z][\w.'-]+(?:\s(?:[A-Z][\w.'-]*|and|de|van|von)){0,5})\s*(?:$|[|,(])",
)
_SOURCE = Forms(
    r"[源處处自][\s:|]|ource\s?[:|]",
    rf"(?:^|[\s|/])(?:{_ORIGIN}|[Ss]ource)\s?[:|]\s?"
    r"(?P<name>[^|;:()\[\]【】。？！?!]+)(?=$|[|;:()\[\]【】])",
)
# What may follow a name on its line.
_AFTER_NAME = re.compile(
    rf"\s{{2,}}|\s*(?:{_ROLE}|{_EDITOR}|{_ORIGIN}|"
    + _any(
        "发自 發自 报道 報道 報導 通讯员 校对 校對 摄影 攝影 图片 圖片 时间 時間 日期 发布 發布 "
        "發佈 发表 發表 阅读 閱讀 浏览 瀏覽 字数 字數"
    )
    + r"|(?:19|20)\d\d\s?[-/.年])"
)
_ORGANISATION = re.compile(
    _any(
        "社 网 網 报 報 台 臺 刊 志 誌 新闻 新聞 财经 財經 在线 在線 视 視 频道 頻道 公司 院 "
        "大学 大學"
    )
    + "$"
)
_PERSON = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff·]{2,4}|[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}")
_NO_PERSON = re.compile(
    _any(
        "发布 發布 發佈 发表 發表 更新 时间 時間 日期 星期 周[一二三四五六日] 原创 原創 转载 "
        "轉載 编辑 編輯 来源 來源 记者 記者 作者 阅读 閱讀 字数 字數 今天 昨天 快讯 资讯 資訊 "
        "北京 上海 广州 廣州 深圳 香港 台北 臺北"
    )
)


def find_title(lines: Sequence[str]) -> int | None:
    """Return the index of the line that is the title, or None.

    It is the fitting line right above the first date, author or source; else the first fitting
    line. It stands before the body.
    """
    fitting: list[int] = []
    for index, line in islice(_shown(lines), _HEAD):
        if is_byline(line):
            if fitting:
                return fitting[-1]
        elif _is_title(line):
            fitting.append(index)
        elif is_body(line):
            break
    return fitting[0] if fitting else None


def is_byline(line: str) -> bool:
    """Tell whether `line` holds a date, an author or a source, and little else."""
    if len(line) > _LONGEST_BYLINE:
        return False
    folded = fold(line).strip()
    if folded.endswith(_SENTENCE_END):
        return False
    rest = _SOURCE.without(_AUTHOR.without(STAMPS.without(folded)))
    little = sum(map(str.isalpha, rest)) <= _LITTLE and not re.search("[。,!]", rest)
    return little and rest != folded


def is_body(line: str) -> bool:
    """Tell whether `line` is running text, so that no title follows it."""
    return len(line) > _LONGEST_TITLE or line.rstrip("”」』）) ").endswith(_SENTENCE_END)


def find_date(lines: Sequence[str]) -> str:
    """Return the date in ISO 8601, as precise as it is written, or an empty string.

    It stands in a byline near the beginning or the end.
    """
    return next(filter(None, map(parse_stamp, filter(is_byline, _ends(lines)))), "")


def find_author(lines: Sequence[str]) -> str:
    """Return the author as named near the beginning or the end, or an empty string.

    The person who edited it is not the author.
    """
    named = next(filter(None, (_named(line, _AUTHOR) for line in _ends(lines))), "")
    return named or _beside_date(lines, organisation=False)


def find_source(lines: Sequence[str]) -> str:
    """Return where it first appeared, as named near the beginning or the end, or nothing."""
    named = next(filter(None, (_named(line, _SOURCE) for line in _ends(lines))), "")
    return named or _beside_date(lines, organisation=True)


def _is_title(line: str) -> bool:
    """Tell whether `line`, which is no byline, can be a title."""
    text = one_line(line)
    return (
        2 <= len(text) <= _LONGEST_TITLE
        and not text.endswith(_NO_TITLE_END)
        and not _MENU.fullmatch(text)
        and any(map(str.isalpha, text))
    )


def _named(line: str, forms: Forms) -> str:
    """Return the name that `line` gives in one of `forms`, as it is written there."""
    if len(line) > _LONGEST_BYLINE:
        line = f"{line[:_OPENING]}。{line[-_CLOSING:]}"
    for match in forms.matches(fold(line)):
        start = match.start("name")
        end = start + len(_AFTER_NAME.split(match["name"], maxsplit=1)[0])
        name = one_line(line[start:end]).strip(" ,，.、-—\"'")
        if 2 <= len(name) <= _LONGEST_NAME:
            return name
    return ""


def _beside_date(lines: Sequence[str], *, organisation: bool) -> str:
    """Return the person, or else the organisation, that stands alone with a date on a line."""
    for _, line in islice(_shown(lines), _HEAD):
        if len(line) > _LONGEST_BYLINE or not parse_stamp(line):
            continue
        folded = fold(line)
        name = STAMPS.without(folded).strip(" |·")
        if (
            folded.startswith(name)
            and _PERSON.fullmatch(name)
            and not _NO_PERSON.search(name)
            and bool(_ORGANISATION.search(name)) is organisation
        ):
            return name
    return ""


def _shown(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank, with their indices and without space around them."""
    return ((index, text) for index, line in enumerate(lines) if (text := line.strip()))


def _ends(lines: Sequence[str]) -> Iterator[str]:
    """Yield the first and the last lines that are not blank, without space around them."""
    yield from (line for _, line in islice(_shown(lines), _HEAD))
    if len(lines) > _HEAD:
        yield from [line for _, line in _shown(lines[-4 * _FOOT :])][-_FOOT:]
