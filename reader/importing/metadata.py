"""Title, date, author and source, told from the lines around an article's body.

Each function maps lines to one value, and finds nothing rather than guess wrong. Values come as
they are written; the forms around them are matched in full and half width.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from reader.importing.dates import STAMPS, parse_stamp, stamps
from reader.importing.forms import Forms, fold
from reader.text.normalise import one_line

_HEAD, _FOOT = 30, 12  # lines at either end, among which metadata stands
_LONGEST_TITLE = 60  # code points
_LONGEST_BYLINE = 80
_LONGEST_DATED = 120
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
        "下载 友情链接 登入 搜寻 联络我们 home menu "
        "login search share contents about"
    ),
    re.IGNORECASE,
)
_NO_TITLE_END = ("。", "；", ";", "，", ",", "、", "：", ":", "—", ".")
_SENTENCE_END = ("。", "！", "？", "!", "?")

_DESK = _any("本报 本刊 本台 本社 本网 特约 见习 实习")
_REPORTER = f"{_DESK}?记者"
_WRITER = (
    f"(?:{_any('(?:原|文章|本文)?作者 撰文 撰稿人? 文字 执笔 采写 采访')}|"
    r"文\s?/\s?图|图\s?/\s?文)"
)
_ROLE = f"(?:{_WRITER}|{_REPORTER})"
_EDITOR = f"(?:责任|执行)?编辑|{_any('责编 编审 主编')}"
_ORIGIN = f"{_any('文章 稿件 信息 内容 新闻 消息 原文 本文')}?{_any('来源 出处 转自 转载自')}"
_BEGIN = r"(?:^|[\s|/,;【\[(])"
_NAME = r"(?P<name>[^|/,;:()\[\]【】。？！?!]+)(?=$|[|/,;:()\[\]【】])"
_FULL_NAMES = "[\u4e00-\u9fff·]{2,4}(?:[、 ][\u4e00-\u9fff·]{2,3}){0,3}?"
_HANZI_NAMES = "(?P<name>[\u4e00-\u9fff·]{2,4}(?:[、 ][\u4e00-\u9fff·]{2,4}){0,3})"

_DID = r"(?:文\s?/?\s?[图摄]|图\s?/?\s?文|文|摄影报道|报道|整理|综合|编译)"
"""What follows the names of those who did it."""

_AUTHOR = Forms(
    r"版权归|[者文字撰稿人笔写采访图][\s:|/]|uthor\s?[:|]|^[Bb]y |[【(|]\s?\S{0,6}记者|作者|"
    r"记者|原创\s?:",
    rf"{_BEGIN}(?:{_WRITER}|文|[Aa]uthor)\s?[:|]\s?{_NAME}",
    # In an interview, what follows `记者：` is a question.
    rf"{_BEGIN}{_REPORTER}\s?[:|]\s?{_HANZI_NAMES}\s*(?:$|[】)\]|]|\s\S+\s?:)",
    rf"(?:^\W{{0,2}}|[【(\[|])\s?{_ROLE}\s+{_HANZI_NAMES}\s*(?:{_DID}\s*)?(?:$|[】)\]|])",
    rf"[【(\[]\s?{_ROLE}\s+{_NAME}[】)\]]",
    # （记者陈智 整合）, 《某刊》作者 周纯, 作者魏星|
    rf"[【(\[]\s?(?:[\u4e00-\u9fff]{{2,8}})?{_REPORTER}\s?:?\s?(?P<name>{_FULL_NAMES})(?:\s+\S{{1,6}})?\s?[】)\]]",
    rf"^《[^》]{{1,12}}》\s?{_ROLE}\s*:?\s*(?P<name>{_FULL_NAMES})\s*$",
    rf"(?:^|[/\[]\s?){_REPORTER}(?P<name>[\u4e00-\u9fff·]{{2,4}})\s?[/|]\s?[\u4e00-\u9fff]{{2,6}}(?:报导|报道|电|$)",
    rf"(?:^|\|)\s*作者(?!简介|介绍|简历|信息|声明)\s?(?P<name>{_FULL_NAMES})\s*(?:$|\|)",
    r"版权归(?:原?作者)\s?:?\s?(?P<name>[^\s,。和及与]{2,16})\s?所有",
    r"^原创\s?:\s*(?P<name>[\u4e00-\u9fff·]{2,4})(?:编译|撰文|整理)?(?:$|\s)",
    rf"(?:^|[【(\[|])\s?文\s?/\s?(?!图){_NAME}",
    r"^[Bb]y\s+(?P<name>[A-Z][\w.'-]+(?:\s(?:[A-Z][\w.'-]*|and|de|van|von)){0,5})\s*(?:$|[|,(])",
)
_SOURCE = Forms(
    r"[源处自]于?[\s:|]|公众号|/\s?.{0,4}记者|^《|ource\s?[:|]|\|\s?来源|^来源",
    rf"(?:^|[\s|/\d])(?:{_ORIGIN}|[Ss]ource)于?\s?[:|]\s?"
    r"(?P<name>[^|;:()\[\]【】。？！?!]+)(?=$|[|;:()\[\]【】])",
    # 《晨报》（2022年12月19日 第05版）, 晨报／记者…, 来自微信公众号“…”
    r"^《(?P<name>[^》]{2,16}[报刊志社])》\s?\(\s*(?:19|20)\d\d",
    rf"(?:^|\s)(?P<name>[^\s/|,。]{{1,10}}[报网社台刊])\s?/\s?{_REPORTER}",
    r"来自\s?(?:微信)?公众号\s?:?\s?[“\"「](?P<name>[^”\"」]{2,20})[”\"」]",
    r"(?:^|\|)\s*来源(?P<name>[^|;:()\[\]【】。,？！?!\s]{2,16})\s*(?=$|\|)",
)
# What may follow a name on its line.
_AFTER_NAME = re.compile(
    rf"\s{{2,}}|\s*(?:{_ROLE}|{_EDITOR}|{_ORIGIN}|"
    + _any(
        "发自 报道 报导 通讯员 校对 摄影 图片 时间 日期 发布 "
        "发表 阅读 浏览 字数 举报 分享 打印 字号 字体 收藏 评论 "
        "关注 订阅 返回 点击 编译"
    )
    + r"|(?:19|20)\d\d\s?[-/.年])"
)
_PHOTO = re.compile(r"^[\u4e00-\u9fff·、 ]{2,12}(?:摄影|摄|供图|制图|绘)(?![\u4e00-\u9fff]|\s?:)")
_DESK_OF = re.compile(rf"\s*[\u4e00-\u9fff]{{0,8}}?{_REPORTER}\s+(?=[\u4e00-\u9fff])")
_ORGANISATION = re.compile(
    _any(
        "社 网 报 台 刊 志 新闻 财经 在线 视 频道 公司 院 "
        "大学 传媒 日报 晚报 周刊 杂志 发布 中心 集团 政府 研究所 协会 学会 办事处 "
        "门户 平台 参考 观察"
    )
    + "$"
)
_PERSON = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff·]{2,4}|[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}")
_NO_NAME = re.compile(
    _any(
        "发布 发表 更新 时间 日期 星期 周[一二三四五六日] 原创 转载 "
        "转载 编辑 来源 记者 作者 阅读 字数 今天 昨天 快讯 资讯 "
        "正文 首页 分享 打印 评论 播报 举报 字体 字号 收藏 关注"
    )
)
_PLACE = re.compile(_any("北京 上海 广州 深圳 香港 台北"))
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔"
    "谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施牛樊葛邢安齐"
    "易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管"
    "柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬"
    "边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮蔺禤"
)


# What else stands in a row with them: 审核：…, 点击：[952].
_LABELLED = re.compile(
    _any(
        "(?:责任)?编辑 责编 [审校一二三初复终]审 审核 审稿 校对 摄影 供稿 供图 单位 栏目 频道 分类 "
        "[点阅浏人访查]\\w{1,3}[次量数]?数? 字[号体数] 评论 访问"
    )
    + r"\s?:\s?[^:\s]{0,12}(?=[\s|)]|$)"
)
_PUBLISHED = re.compile(r"(?:发表|发布|首发|刊发|出版|[Pp]osted)(?:于|时间|日期|在)?\s?[:@]?\s?$")
_CHANGED = re.compile(r"(?:更新|修改|修订|编辑|最后).{0,12}$")
_CHANGED_AFTER = re.compile(r"\s?(?:最后)?(?:更新|修改|修订|编辑)")
_ROLE_WORD = re.compile(rf"\W*(?:{_ROLE}|[Bb]y|由|文)?\W*")
_ORIGINAL = re.compile("^(?:原创|首发|独家)[ |]+")
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
    rest = _LABELLED.sub(" ", _SOURCE.without(_AUTHOR.without(STAMPS.without(folded))))
    little = sum(map(str.isalpha, rest)) <= _LITTLE and not re.search(r"[。!]|,(?!\d)", rest)
    return little and rest != folded


def is_body(line: str) -> bool:
    """Tell whether `line` is running text, so that no title follows it."""
    return len(line) > _LONGEST_TITLE or line.rstrip("”」』）) ").endswith(_SENTENCE_END)


def find_date(lines: Sequence[str]) -> str:
    """Return the date in ISO 8601, as precise as it is written, or an empty string.

    It stands in a byline near the beginning or the end, or is said to be that of publication;
    when the text was changed counts where nothing else is said.
    """
    changed = ""
    for line in _ends(lines):
        alone = is_byline(line)
        if not alone and len(line) > _LONGEST_DATED:
            continue
        for date, before, after in stamps(line):
            if _PUBLISHED.search(before):
                return date
            if _CHANGED.search(before) or _CHANGED_AFTER.match(after):
                changed = changed or date
            elif alone:
                return date
    return changed


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


def find_outlet(lines: Sequence[str]) -> str:
    """Return the outlet that is a line of its own or stands before its reporters, or nothing."""
    for line in _texts(lines):
        named = _named(line, _AUTHOR) if len(line) <= _LONGEST_BYLINE else ""
        for name in (line, *re.split(r"[\s/／|｜]+", named)):
            if _is_outlet(name):
                return one_line(name)
    return ""


def find_published(lines: Sequence[str]) -> str:
    """Return the first date that is said to be that of publication, or an empty string."""
    for line in _texts(lines):
        if len(line) <= _LONGEST_DATED:
            for date, before, _ in stamps(line):
                if _PUBLISHED.search(before):
                    return date
    return ""


def is_organisation(name: str) -> bool:
    """Tell whether `name` is surely no person's."""
    return bool(_ORGANISATION.search(fold(name).strip()))


def cleaned_author(said: str) -> str:
    """Return the name in a page's own field for it, without outlet and role: `晨报 记者 林溪`."""
    said = _named(said, _AUTHOR) or said
    names = [
        each for each in re.split(r"[\s/／|｜]+", said) if not _ROLE_WORD.fullmatch(fold(each))
    ]
    people = [each for each in names if not is_organisation(each)]
    return " ".join(people or names)


def cleaned_source(said: str) -> str:
    """Return the outlet that a page's own field for it names: `来源：人民网 原创稿`."""
    return _named(said, _SOURCE) or (said if len(said) <= _LONGEST_NAME else "")


def beside_date(lines: Sequence[str]) -> str:
    """Return the outlet that stands alone beside the date or on a line next to it, or nothing.

    That is above the running text: below it stand other articles.
    """
    head = list(takewhile(lambda line: not is_body(line), islice(_texts(lines), _HEAD)))
    for index, line in enumerate(head):
        if len(line) > _LONGEST_BYLINE or not parse_stamp(line):
            continue
        own = _ORIGINAL.sub("", _undated(line))
        words = re.split(r"[\s|]+", own)
        near = [*head[index + 1 : index + 2], *reversed(head[max(index - 1, 0) : index])]
        for name in filter(_is_outlet, (own, *words, *near)):
            return one_line(name)
        if _ACCOUNT.fullmatch(own) and not _NO_NAME.search(fold(own)):
            return one_line(own)
    return ""


def _is_outlet(name: str) -> bool:
    return 2 <= len(name) <= 16 and is_organisation(name) and not _NO_NAME.search(fold(name))


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
        and not _MENU.fullmatch(fold(text))
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
        known = 2 <= len(name) <= _LONGEST_NAME and not name.startswith(("http", "www."))
        if known and not _PHOTO.search(folded[start:]):
            return name
    return ""


def _beside_date(lines: Sequence[str], *, organisation: bool) -> str:
    """Return the person, or else the organisation, that stands alone with a date on a line."""
    for _, line in islice(_shown(lines), _HEAD):
        if len(line) > _LONGEST_BYLINE or not parse_stamp(line):
            continue
        name = _undated(line)
        said = fold(name)
        if (
            line.startswith(name)
            and _PERSON.fullmatch(name)
            and not _NO_NAME.search(said)
            and not _PLACE.fullmatch(said)
            and is_organisation(name) is organisation
        ):
            return name
    return ""


def _undated(line: str) -> str:
    """Return `line`, as it is written, without the dates in it."""
    folded = fold(line)
    kept = STAMPS.without(folded).strip(" |·")
    start = folded.find(kept)
    return line[start : start + len(kept)] if start >= 0 else kept


def _shown(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank, with their indices and without space around them."""
    return ((index, text) for index, line in enumerate(lines) if (text := line.strip()))


def _texts(lines: Sequence[str]) -> Iterator[str]:
    return (text for _, text in _shown(lines))


def _ends(lines: Sequence[str]) -> Iterator[str]:
    """Yield the first and the last lines that are not blank, without space around them."""
    yield from islice(_texts(lines), _HEAD)
    if len(lines) > _HEAD:
        yield from [*_texts(lines[-4 * _FOOT :])][-_FOOT:]
