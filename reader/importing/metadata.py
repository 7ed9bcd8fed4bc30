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
_FULL_NAMES = "[\u4e00-\u9fff·]{2,4}(?:[、 ][\u4e00-\u9fff·]{2,3}){0,3}?"
_HANZI_NAMES = "(?P<name>[\u4e00-\u9fff·]{2,4}(?:[、 ][\u4e00-\u9fff·]{2,4}){0,3})"

_AUTHOR = Forms(
    r"[者文字撰稿人笔筆写寫采採访訪图圖][\s:|/]|uthor\s?[:|]|^[Bb]y |[【(|]\s?\S{0,6}记者|作者|"
    r"記者|原创\s?:",
    rf"{_BEGIN}(?:{_WRITER}|文|[Aa]uthor)\s?[:|]\s?{_NAME}",
    # In an interview, what follows `记者：` is a question.
    rf"{_BEGIN}{_REPORTER}\s?[:|]\s?{_HANZI_NAMES}\s*(?:$|[】)\]|]|\s\S+\s?:)",
    rf"(?:^|[【(\[|])\s?{_ROLE}\s+{_HANZI_NAMES}\s*(?:$|[】)\]|])",
    rf"[【(\[]\s?{_ROLE}\s+{_NAME}[】)\]]",
    # （记者陈智 整合）, 《某刊》作者 周纯, 作者魏星|
    rf"[【(\[]\s?(?:[\u4e00-\u9fff]{{2,8}})?{_REPORTER}\s?:?\s?(?P<name>{_FULL_NAMES})(?:\s+\S{{1,6}})?\s?[】)\]]",
    rf"^《[^》]{{1,12}}》\s?{_ROLE}\s*:?\s*(?P<name>{_FULL_NAMES})\s*$",
    rf"^{_REPORTER}(?P<name>[\u4e00-\u9fff·]{{2,4}})\s?[/|]\s?[\u4e00-\u9fff]{{2,6}}(?:報導|报道|"
    rf"電|电|$)",
    rf"(?:^|\|)\s*作者\s?(?P<name>{_FULL_NAMES})\s*(?:$|\|)",
    r"^原创\s?:\s*(?P<name>[\u4e00-\u9fff·]{2,4})(?:编译|編譯|撰文|整理)?(?:$|\s)",
    rf"(?:^|[【(\[|])\s?文\s?/\s?(?![图圖]){_NAME}",
    r"^[Bb]y\s+(?P<name>[A-Z][\w.'-]+(?:\s(?:[A-Z][\w.'-]*|and|de|van|von)){0,5})\s*(?:$|[|,(])",
)
_SOURCE = Forms(
    r"[源處处自](?:于|於)?[\s:|]|ource\s?[:|]|\|\s?[来來]源|^[来來]源",
    rf"(?:^|[\s|/\d])(?:{_ORIGIN}|[Ss]ource)(?:于|於)?\s?[:|]\s?"
    r"(?P<name>[^|;:()\[\]【】。？！?!]+)(?=$|[|;:()\[\]【】])",
    r"(?:^|\|)\s*(?:来源|來源)(?P<name>[^|;:()\[\]【】。,？！?!\s]{2,16})\s*(?=$|\|)",
)
# What may follow a name on its line.
_AFTER_NAME = re.compile(
    rf"\s{{2,}}|\s*(?:{_ROLE}|{_EDITOR}|{_ORIGIN}|"
    + _any(
        "发自 發自 报道 報道 報導 通讯员 校对 校對 摄影 攝影 图片 圖片 时间 時間 日期 发布 發布 "
        "發佈 发表 發表 阅读 閱讀 浏览 瀏覽 字数 字數 举报 分享 打印 字号 字體 字体 收藏 评论 評論 "
        "关注 订阅 返回 点击 編譯 编译"
    )
    + r"|(?:19|20)\d\d\s?[-/.年])"
)
_PHOTO = re.compile(
    r"^[\u4e00-\u9fff·、 ]{2,12}(?:摄影|攝影|摄|攝|供图|供圖|制图|製圖|绘)(?![\u4e00-\u9fff])"
)
_DESK_OF = re.compile(rf"\s*[\u4e00-\u9fff]{{0,8}}?{_REPORTER}\s+(?=[\u4e00-\u9fff])")
_ORGANISATION = re.compile(
    _any(
        "社 网 網 报 報 台 臺 刊 志 誌 新闻 新聞 财经 財經 在线 在線 视 視 频道 頻道 公司 院 "
        "大学 大學 传媒 傳媒 日报 晚报 周刊 杂志 雜誌 发布 中心 集团 政府 研究所 协会 学会 办事处 "
        "门户 平台 参考 观察"
    )
    + "$"
)
_PERSON = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff·]{2,4}|[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}")
_NO_NAME = re.compile(
    _any(
        "发布 發布 發佈 发表 發表 更新 时间 時間 日期 星期 周[一二三四五六日] 原创 原創 转载 "
        "轉載 编辑 編輯 来源 來源 记者 記者 作者 阅读 閱讀 字数 字數 今天 昨天 快讯 资讯 資訊 "
        "正文 首页 首頁 分享 打印 评论 評論 举报 字体 字号 收藏 关注"
    )
)
_PLACE = re.compile(_any("北京 上海 广州 廣州 深圳 香港 台北 臺北"))
_SURNAMES = (
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭萧田董潘"
    "袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鐘姜崔谭譚陆陸范范汪廖石金韦韋贾賈夏付傅方邹鄒熊白孟秦邱江尹薛闫閻"
    "段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温溫康施牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶"
    "章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單季裴霍涂塗成苗谷盛曲翁冉骆駱蓝藍路"
    "游辛靳管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤阳陽时穆农農司卓古吉缪繆简簡车車项項连連芦蘆麦麥褚娄婁窦竇戚岑景党黨"
    "宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和仇栾欒隋商刁沙荣榮巫寇桑郎甄丛叢仲虞敖巩鞏明佘池"
    "查麻苑迟遲邝鄺官封谈談匡鞠惠荆荊乐樂冀郁胥南班储儲原栗燕楚鄢劳勞谌諶奚皮蔺藺禤"
)


_ORIGINAL = re.compile("^(?:原创|原創|首发|独家)[ |]+")
_ACCOUNT = re.compile(r"[A-Z][\w .-]{2,20}|[\w\u4e00-\u9fff]{5,12}(?<![。，])")
_SIGNATURE = re.compile(
    rf"[。!?”」]\s?\((?:{_REPORTER}\s?:?|文\s?[/:]\s?)?"
    rf"(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?:[、 "
    rf"][{_SURNAMES}][\u4e00-\u9fff]{{1,2}}){{0,3}})\)$"
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


def is_organisation(name: str) -> bool:
    """Tell whether `name` is surely no person's."""
    return bool(_ORGANISATION.search(name.strip()))


def cleaned_source(said: str) -> str:
    """Return the outlet that a page's own field for it names: `来源：人民网 原创稿`."""
    return _named(said, _SOURCE) or (said if len(said) <= _LONGEST_NAME else "")


def beside_date(lines: Sequence[str]) -> str:
    """Return the outlet that stands alone beside the date or on a line next to it, or nothing."""
    head = [line for _, line in islice(_shown(lines), _HEAD)]
    for index, line in enumerate(head):
        if len(line) > _LONGEST_BYLINE or not parse_stamp(line):
            continue
        own = _ORIGINAL.sub("", STAMPS.without(fold(line)).strip(" |·"))
        words = re.split(r"[\s|]+", own)
        near = [*head[index + 1 : index + 2], *reversed(head[max(index - 1, 0) : index])]
        for name in filter(_is_outlet, (own, *words, *near)):
            return one_line(name)
        if _ACCOUNT.fullmatch(own) and not _NO_NAME.search(own):
            return one_line(own)
    return ""


def _is_outlet(name: str) -> bool:
    return 2 <= len(name) <= 16 and is_organisation(name) and not _NO_NAME.search(name)


def find_signature(line: str) -> str:
    """Return the names in brackets that end the text's last `line`, or an empty string."""
    match = _SIGNATURE.search(fold(line))
    return one_line(line[match.start("name") : match.end("name")]) if match else ""


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
    folded = fold(line)
    for match in forms.matches(folded):
        start = match.start("name")
        if desk := _DESK_OF.match(folded, start):
            start = desk.end()
        end = start + len(_AFTER_NAME.split(folded[start : match.end("name")], maxsplit=1)[0])
        name = one_line(line[start:end]).strip(" ,，.、-—\"'")
        if 2 <= len(name) <= _LONGEST_NAME and not _PHOTO.search(folded[start:]):
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
            and not _NO_NAME.search(name)
            and not _PLACE.fullmatch(name)
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
